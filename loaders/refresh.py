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
from loaders.build.contents import Failure
from loaders.command_line import as_on_page
from loaders.errors import DeadlineError, DiskFullError, LoaderError, StoppedError, StoreError
from loaders.feed.asking import Asking, Options
from loaders.files import register
from loaders.files.register import RegisteredSource
from loaders.progress import FAILED, Reporter, Result
from loaders.snapshots import writing

Made = TypeVar("Made")


@dataclass(frozen=True)
class RefreshOutcome:
    """How a refresh ended. 0: all well; 3: some sources kept their previous snapshot or are
    absent, or a list of tables could not be had."""

    exit_code: int
    build_id: str
    built: bool  # False: nothing new, the build in use stays
    results: tuple[Result, ...]
    message_nl: str
    late_en: str = ""  # where it took longer than it may


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
    sources = register.in_order(register.select(register.sources(), options.only))
    with progress.only_one(data_dir):
        writing.tidy(data_dir)
        begun = {one.source_id: one for one in progress.begun(data_dir)}
        sources = tuple(sorted(sources, key=lambda source: source.source_id not in begun))
        reporter = Reporter(
            data_dir, [source.kind.requests_n for source in sources], options.patience.refresh_s
        )
        try:
            return _refresh(data_dir, options, sources, begun, reporter, tell, count)
        except BaseException as error:
            stopped = isinstance(error, (StoppedError, KeyboardInterrupt))
            told = error.message_nl if isinstance(error, LoaderError) else "Het laden is afgebroken."
            if stopped:
                told = StoppedError().message_nl
            if not isinstance(error, DiskFullError):  # there may be no room to tell it
                reporter.end("stopped" if stopped else "failed", told)
            raise


def _refresh(
    data_dir: Path,
    options: Options,
    sources: Sequence[RegisteredSource],
    begun: Mapping[str, Result],
    reporter: Reporter,
    tell: Callable[[Result], None],
    count: Callable[[int], None],
) -> RefreshOutcome:
    def say(result: Result) -> None:
        reporter.result(result)
        tell(result)

    results: dict[str, Result] = {}
    reached, blind, why = True, False, ""
    late: DeadlineError | None = None
    if options.as_of is None:
        asking = Asking(data_dir, options, reporter, count)
        shown_early = not has_figures(data_dir)
        try:
            for number, source in enumerate(sources, start=1):
                if source.source_id in begun:
                    results[source.source_id] = begun[source.source_id]
                    reporter.already(begun[source.source_id])
                    continue
                if shown_early and not source.needed_first and _news(results):
                    _careful(data_dir, lambda: build.build(data_dir, partial=True))
                    shown_early = False
                reporter.table(number, source.title)
                results[source.source_id] = asking.one(source)
                say(results[source.source_id])
        except DeadlineError as error:
            late = error  # what came in is shown; the next refresh goes on where this one was
        finally:
            asking.close()
        reached, blind, why = asking.reached or bool(begun), asking.blind, asking.why
    reporter.building()
    if late and not has_figures(data_dir):
        return _late(
            late, _careful(data_dir, lambda: build.build(data_dir, partial=True)).build_id, results, reporter
        )
    build_id, built, told = _build(data_dir, options.as_of, sources, results)
    for result in told:
        results[result.source_id] = result
        say(result)
    if late:
        return _late(late, build_id, results, reporter, built=built)
    every = tuple(results.values())
    failed = blind or any(one.result in FAILED for one in every)
    message = _message(every, reached=reached, built=built, why=why)
    if blind:
        message += " De lijst van tabellen was niet te halen: of er nieuwe jaren zijn, is niet nagegaan."
    reporter.end("done", message, build_id)
    return RefreshOutcome(3 if failed else 0, build_id, built, every, message)


def _late(
    late: DeadlineError,
    build_id: str,
    results: Mapping[str, Result],
    reporter: Reporter,
    *,
    built: bool = True,
) -> RefreshOutcome:
    """Return how a refresh ended that took longer than it may: what came in is in use, the rest waits."""
    reporter.end("stopped", late.message_nl, build_id)
    return RefreshOutcome(3, build_id, built, tuple(results.values()), late.message_nl, str(late))


def _build(
    data_dir: Path, as_of: date | None, sources: Sequence[RegisteredSource], results: Mapping[str, Result]
) -> tuple[str, bool, list[Result]]:
    """Make a build where there is news; return its id, whether it is new, and what it says of sources.

    A source whose new figures the checks refuse counts as failed. When that leaves no news, the build that was in
    use is pointed at again.
    """
    failures = {
        one.source_id: Failure(one.message_nl, one.result if one.result in ("gone", "none") else "kept")
        for one in results.values()
        if one.result in (*FAILED, "none")
    }
    news = _news(results)
    if not news and any(one.result in FAILED for one in results.values()):
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
            told.append(
                Result(one.source_id, title, "kept", one.rows_n, 0.0, text, f"refused, {as_on_page(text)}")
            )
        elif one.status == "absent":
            told.append(
                Result(one.source_id, title, "absent", one.rows_n, 0.0, text, f"absent, {as_on_page(text)}")
            )
        elif as_of is not None:
            told.append(
                Result(
                    one.source_id,
                    title,
                    "same",
                    one.rows_n,
                    0.0,
                    text,
                    f"as of {as_of}{f', {as_on_page(text)}' if text else ''}",
                )
            )
    refused = {one.source_id for one in told if one.result in FAILED}
    if as_of is None and refused and before and before != made.build_id and not news - refused:
        store.switch(data_dir, before)
        return _careful(data_dir, lambda: build.ensure_build(data_dir)), False, told
    return made.build_id, True, told


def _news(results: Mapping[str, Result]) -> set[str]:
    """Return the sources that brought new figures."""
    return {one.source_id for one in results.values() if one.result == "new"}


def has_figures(data_dir: Path) -> bool:
    """Say whether a whole build with figures of CBS is in use: no refresh is the first one after that."""
    try:
        status = store.read_status(data_dir)
    except StoreError:
        return False
    return status.kind == "cbs" and not store.is_partial(status.build_id)


def _careful(data_dir: Path, make: Callable[[], Made]) -> Made:
    """Make a build; what the disk or the database says against it becomes an error with a remedy."""
    with build.said(data_dir):
        return make()


def _message(results: Sequence[Result], *, reached: bool, built: bool, why: str) -> str:
    failed = [one for one in results if one.result in FAILED]
    if not reached:
        return f"Ophalen lukte niet: {why} Er is niets veranderd aan de cijfers op deze site."
    if failed and len(failed) == len(results):
        return "Ophalen lukte niet. Er is niets veranderd aan de cijfers op deze site."
    if not built:
        return "Er zijn geen nieuwe cijfers. Niet alle tabellen konden worden opgehaald."
    if failed:
        return "Nieuwe cijfers zijn klaar. Niet alle tabellen konden worden opgehaald. Ververs de pagina."
    return "Nieuwe cijfers zijn klaar. Ververs de pagina."
