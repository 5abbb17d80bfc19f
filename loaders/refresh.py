"""A refresh: fetch every source that is asked for into snapshots, make a build of them, point at it.

A source that fails keeps its previous snapshot. Where nothing new came in and something failed, no build is
made: the one in use stays as it is, byte for byte, and the progress file tells what went wrong.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from loaders import progress, store
from loaders.build import make as build
from loaders.errors import BuildError, DiskFullError, LoaderError
from loaders.feed.asking import Asking, Options
from loaders.files import register
from loaders.files.register import RegisteredSource
from loaders.progress import FAILED, Reporter, Result
from loaders.snapshots import writing

Made = TypeVar("Made")


@dataclass(frozen=True)
class RefreshOutcome:
    """How a refresh ended. 0: all well; 3: some sources kept their previous snapshot or are absent."""

    exit_code: int
    build_id: str
    built: bool  # False: nothing new, the build in use stays
    results: tuple[Result, ...]
    message_nl: str


def data_dir_of(text: str | None) -> Path:
    """Return the data folder: as given, else EIGENWIJZER_DATA, else data/local in the project."""
    chosen = text or os.environ.get("EIGENWIJZER_DATA", "")
    return Path(chosen) if chosen else register.PATH.parent / "local"


def refresh(
    data_dir: Path,
    options: Options,
    tell: Callable[[Result], None] = lambda _: None,
    count: Callable[[int], None] = lambda _: None,
) -> RefreshOutcome:
    """Fetch, build and switch, under the lock of the data folder.

    `tell` gets the result of each source as it comes, `count` the rows as they come in. Raises `BusyError`
    where another refresh runs, `RegisterError` for a wrong register or name, and another `LoaderError`
    where no build could be made; the build in use then stands.
    """
    sources = register.select(register.sources(), options.only)
    with progress.only_one(data_dir):
        writing.tidy(data_dir)
        reporter = Reporter(data_dir, len(sources))
        try:
            return _refresh(data_dir, options, sources, reporter, tell, count)
        except BaseException as error:
            told = error.message_nl if isinstance(error, LoaderError) else "Het laden is afgebroken."
            if not isinstance(error, DiskFullError):  # there may be no room to tell it
                reporter.end("failed", told)
            raise


def _refresh(
    data_dir: Path,
    options: Options,
    sources: Sequence[RegisteredSource],
    reporter: Reporter,
    tell: Callable[[Result], None],
    count: Callable[[int], None],
) -> RefreshOutcome:
    def say(result: Result) -> None:
        reporter.result(result)
        tell(result)

    asking = Asking(data_dir, options, reporter, count)
    results: dict[str, Result] = {}
    if options.as_of is None:
        for number, source in enumerate(sources, start=1):
            reporter.table(number, source.title)
            results[source.source_id] = asking.one(source)
            say(results[source.source_id])
        asking.close()
    reporter.building()
    build_id, built, told = _build(data_dir, options.as_of, sources, results)
    for result in told:
        results[result.source_id] = result
        say(result)
    every = tuple(results.values())
    failed = any(one.result in FAILED for one in every)
    message = _message(every, reached=asking.reached or options.as_of is not None, built=built)
    reporter.end("done", message, build_id)
    return RefreshOutcome(3 if failed else 0, build_id, built, every, message)


def _build(
    data_dir: Path, as_of: date | None, sources: Sequence[RegisteredSource], results: Mapping[str, Result]
) -> tuple[str, bool, list[Result]]:
    """Make a build where there is news; return its id, whether it is new, and what it says of sources.

    A source whose new figures the checks refuse counts as failed. When that leaves no news, the build that was in
    use is pointed at again.
    """
    failures = {one.source_id: one.message_nl for one in results.values() if one.result in FAILED}
    news = {one.source_id for one in results.values() if one.result == "new"}
    if failures and not news:
        return _careful(data_dir, lambda: build.ensure_build(data_dir)), False, []
    before = store.current_build(data_dir)
    made = _careful(data_dir, lambda: build.build(data_dir, as_of=as_of, failures=failures))
    titles = {source.source_id: source.title for source in sources if source.source_id not in failures}
    told: list[Result] = []
    for one in made.sources:
        if one.source_id not in titles:
            continue
        title, text = titles[one.source_id], one.message
        if one.status == "kept":
            told.append(Result(one.source_id, title, "kept", one.rows_n, 0.0, text, f"refused: {text}"))
        elif one.status == "absent":
            told.append(Result(one.source_id, title, "absent", one.rows_n, 0.0, text, f"absent: {text}"))
        elif as_of is not None:
            told.append(Result(one.source_id, title, "same", one.rows_n, 0.0, text, f"as of {as_of}. {text}"))
    refused = {one.source_id for one in told if one.result in FAILED}
    if as_of is None and refused and before and before != made.build_id and not news - refused:
        store.switch(data_dir, before)
        return _careful(data_dir, lambda: build.ensure_build(data_dir)), False, told
    return made.build_id, True, told


def _careful(data_dir: Path, make: Callable[[], Made]) -> Made:
    """Make a build; what the disk or the database says against it becomes an error with a remedy."""
    try:
        return make()
    except OSError as error:
        raise DiskFullError(str(data_dir), error.strerror or type(error).__name__) from error
    except store.DatabaseError as error:
        raise BuildError(str(error).splitlines()[0]) from error


def _message(results: Sequence[Result], *, reached: bool, built: bool) -> str:
    failed = [one for one in results if one.result in FAILED]
    if not reached:
        return (
            "Ophalen lukte niet: het CBS is niet bereikbaar. "
            "Er is niets veranderd aan de cijfers op deze site."
        )
    if failed and len(failed) == len(results):
        return "Ophalen lukte niet. Er is niets veranderd aan de cijfers op deze site."
    if not built:
        return "Er zijn geen nieuwe cijfers. Niet alle tabellen konden worden opgehaald."
    if failed:
        return "Nieuwe cijfers zijn klaar. Niet alle tabellen konden worden opgehaald. Ververs de pagina."
    return "Nieuwe cijfers zijn klaar. Ververs de pagina."
