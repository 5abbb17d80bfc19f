"""The news of a build: what it changed beside the version before it, stored in it and handed on to the next build.

Only two builds of the same code and shipped files are compared, so that a change of ours is never news. A build of
the same version by other code takes over what is known of it; the version before is made again by this code where
its file is of other code.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from loaders import store
from loaders.build import derived
from loaders.errors import StoreError
from metrics.build import Build
from metrics.facts import NEWS, VERSIONS
from metrics.news.compare import changes
from metrics.records import Records


@dataclass(frozen=True)
class Chain:
    """The versions up to one, and their news: frames with the columns VERSIONS and NEWS of metrics.facts."""

    versions: pd.DataFrame
    news: pd.DataFrame

    def until(self, version: str) -> "Chain":
        """Return the chain up to a version that is in it."""
        kept = self.versions.loc[: self.versions.index[self.versions["version"] == version][0]]
        return Chain(kept, self.news[self.news["version"].isin(kept["version"])])


@dataclass(frozen=True)
class Kept:
    """A whole build with figures of CBS that is still on disk."""

    build_id: str
    version: str
    base: str  # code and shipped files


def on_disk(data_dir: Path, version: str) -> tuple[Chain | None, list[Kept]]:
    """Return what a build on disk knows of the versions up to this one, or None and every build that is there.

    Each is opened once, and no more of them than it takes.
    """
    found: list[Kept] = []
    for path in sorted(store.builds_dir(data_dir).glob("*.duckdb")):
        if store.is_partial(path.stem):
            continue
        try:
            opened = store.open_store(data_dir, path.stem)
        except StoreError:
            continue  # damaged: it is made again when somebody asks for it, and says nothing here
        try:
            row = opened.query("SELECT data_version, base FROM build WHERE kind = 'cbs'")
            chain = None if row.empty else _chain(opened, version)
        finally:
            opened.close()
        if chain is not None:
            return chain, []
        found += [Kept(path.stem, str(of), str(base)) for of, base in row.itertuples(index=False)]
    return None, found


def before(builds: Iterable[Kept], version: str, stamps: Mapping[str, str], base: str) -> Kept | None:
    """Return the build of the newest version before this one, of this code where there is a choice.

    `builds`: those on disk. `stamps`: every version that the snapshots give -> stamp of its newest snapshot.
    """
    if version not in stamps:
        return None
    older = [each for each in builds if stamps.get(each.version, "~") < stamps[version]]
    return max(older, key=lambda each: (stamps[each.version], each.base == base), default=None)


Older = Callable[[], tuple[Build, Chain | None]]


def write(database: store.Connection, build: Build, chain: Chain | None, older: Older | None) -> None:
    """Store versions and news of a build in the making.

    `chain`: what is known of this version already; else `older` gives the build of the version before, made by the
    same code, with its chain; None: there is none, and this is the first version. A build in which no table of CBS
    could be used has no version to compare: nothing is stored.
    """
    if _version(build, "")["loaded"].isna().all():
        return
    if chain is None:
        chain = _first(build) if older is None else _next(build, *older())
    numbered = chain.versions.reset_index(drop=True).reset_index(names="number")
    store.insert(database, "version", numbered)
    store.insert(database, "news", chain.news)


def read_older(data_dir: Path, build_id: str, records: Records) -> tuple[Build, Chain | None]:
    """Return an older build of this code as the other side of a comparison, and its chain."""
    opened = store.open_store(data_dir, build_id)
    try:
        return derived.build_of(opened, records), _chain(opened)
    finally:
        opened.close()


def _first(build: Build) -> Chain:
    return Chain(_version(build, ""), build.facts.news[NEWS])


def _next(build: Build, older: Build, chain: Chain | None) -> Chain:
    so_far = chain or _first(older)
    first = pd.to_datetime(so_far.versions["loaded"]).min()
    found = changes(older, build, first, so_far.news).assign(version=build.facts.data_version)
    rows = [part for part in (so_far.news[NEWS], found[NEWS]) if len(part)]
    return Chain(
        pd.concat([so_far.versions, _version(build, older.facts.data_version)], ignore_index=True),
        pd.concat(rows, ignore_index=True) if rows else found[NEWS],
    )


def _version(build: Build, previous: str) -> pd.DataFrame:
    facts = build.facts
    loaded = pd.to_datetime(facts.sources["retrieved"], errors="coerce").max()
    return pd.DataFrame([(facts.data_version, previous, loaded)], columns=VERSIONS)


def _chain(opened: store.Store, version: str | None = None) -> Chain | None:
    """Return the chain in a build, as far as `version` (None: all of it).

    None where that is not in it, in a build of before there were chains, and in one of the report alone.
    """
    if opened.query("SELECT 1 FROM information_schema.tables WHERE table_name = 'news'").empty:
        return None
    versions = opened.query("SELECT version, previous, loaded FROM version ORDER BY number")
    if versions.empty or not (version is None or versions["version"].eq(version).any()):
        return None
    chain = Chain(versions, opened.query("SELECT * FROM news ORDER BY ALL"))
    return chain if version is None else chain.until(version)
