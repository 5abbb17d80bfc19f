"""Does the work grow faster than the country? `python -m tests.bench.growth DATA`. Prints, asserts nothing.

DATA: a data folder with CBS figures loaded. A country is made of its gemeenten of today: 28 of them, all, or all
fifty times under invented names (some 17,000, as many as there are wijken and buurten), and of its newest 1, 3, 6 or 12
years. Of each the same work is timed, in CPU: everything that follows from the facts (`metrics.build.derive`), writing
it to a store and reading it back, finding who is alike, and one gemeente beside its group. The ratio beside a time is
how it grew beside the number of figures and amounts: 1.00 is linear, less is better than that. The newest years
are those up to the newest jaarrekening and what is newer; 12 is all that is loaded.

On 29 November 2026, two virtual cores (AMD EPYC) with some other work, everything loaded that there is, one run:

    gemeenten  jaren       rijen            afgeleid    bewaren en lezen    wie lijkt op wie      naast de groep
           28      3       9,829       0.74 s               0.23 s               0.04 s               0.05 s
          342      3      72,243       0.98 s  (0.18)       0.36 s  (0.22)       0.06 s  (0.21)       0.09 s  (0.25)
       17,100      3   3,403,557      12.01 s  (0.26)       8.21 s  (0.48)       1.52 s  (0.58)       2.86 s  (0.71)

          342      1      49,133       0.84 s               0.39 s               0.05 s               0.08 s
          342      3      72,243       1.03 s  (0.83)       0.41 s  (0.72)       0.06 s  (0.86)       0.10 s  (0.81)
          342      6     110,799       1.68 s  (1.07)       0.48 s  (0.77)       0.06 s  (0.66)       0.12 s  (0.78)
          342     12     143,221       1.92 s  (0.89)       0.55 s  (0.89)       0.07 s  (0.86)       0.14 s  (0.95)

Before it, who is like a gemeente was looked up among the distances of all to all: 56 s and 42 s in the third row, 14
and 7 times as much as linear; now the distances from that gemeente are enough. The 1.07 was 0.98 in another run.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pandas as pd

from loaders import store
from loaders.build import derived
from loaders.files import shipped
from metrics.build import Build, derive
from metrics.facts import Facts
from metrics.groups import similarity
from metrics.groups.context import context
from metrics.records import Records
from metrics.stored import frames_of
from metrics.tables.compared import compared

FEW_N = 28  # the gemeenten of the report
COPIES_N = 50  # of 342 gemeenten: 17,100
YEARS_OF_COPIES = 3  # the copies are of some years only, to fit in memory
YEARS = (1, 3, 6, 12)
NEIGHBOURS_N = 10
CASE = "GM0150"
LONG_S = 10.0
ID = "0" * 16  # of the build that is written and read


@dataclass(frozen=True)
class Country:
    """What is measured: how many gemeenten, how many years, and its facts."""

    regions_n: int
    years_n: int
    facts: Facts

    @property
    def rows_n(self) -> int:
        """Its size: figures and amounts."""
        return len(self.facts.observations) + len(self.facts.finance)


def _part(facts: Facts, gemeenten: list[str], years_n: int) -> Facts:
    """Return the facts of some gemeenten and of the areas they are in, of the newest years."""
    since = newest_rekening(facts) - years_n
    others = facts.regions.loc[facts.regions["kind"] != "gemeente", "code"]
    kept = {*gemeenten, *others}

    def of(frame: pd.DataFrame, column: str = "region") -> pd.DataFrame:
        held = frame[frame[column].isin(kept)]
        return (
            held[held["year"] > since].reset_index(drop=True)
            if "year" in held
            else held.reset_index(drop=True)
        )

    return replace(
        facts,
        regions=of(facts.regions, "code"),
        memberships=of(facts.memberships),
        mergers=facts.mergers.iloc[:0],
        observations=of(facts.observations),
        finance=of(facts.finance),
        neighbours=facts.neighbours.iloc[:0],
        wijken=facts.wijken.iloc[:0],
        news=facts.news.iloc[:0],
        versions=facts.versions.iloc[:0],
    )


def newest_rekening(facts: Facts) -> int:
    """Return the newest year with a jaarrekening."""
    return int(facts.finance.loc[facts.finance["statement"].eq("jaarrekening"), "year"].max())


def _copied(facts: Facts, copies_n: int) -> Facts:
    """Return the facts with every gemeente `copies_n` times, the further ones under invented codes and names."""

    def of(frame: pd.DataFrame, column: str = "region") -> pd.DataFrame:
        mine = frame[frame[column].str.startswith("GM")]
        more = [mine.assign(**{column: _renamed(mine[column], number)}) for number in range(1, copies_n)]
        return pd.concat([frame, *more], ignore_index=True)

    regions = of(facts.regions, "code")
    return replace(
        facts,
        regions=regions.assign(name=regions["name"].where(~regions["name"].duplicated(), regions["code"])),
        memberships=of(facts.memberships),
        observations=of(facts.observations),
        finance=of(facts.finance),
    )


def _renamed(codes: pd.Series, number: int) -> pd.Series:
    """Return codes of a copy: GM0150 -> GM010150."""
    return "GM" + f"{number:02d}" + codes.str[2:]


def countries(facts: Facts) -> Iterator[Country]:
    """Give the countries that are measured, each row of the table after the one it is laid beside."""
    listed = facts.regions[facts.regions["kind"] == "gemeente"]
    today = listed.loc[listed["last_year"].isna(), "code"].tolist()
    few = [CASE, *(code for code in today if code != CASE)][:FEW_N]
    for codes in (few, today):
        yield Country(len(codes), YEARS_OF_COPIES, _part(facts, codes, YEARS_OF_COPIES))
    many = _copied(_part(facts, today, YEARS_OF_COPIES), COPIES_N)
    yield Country(len(today) * COPIES_N, YEARS_OF_COPIES, many)
    for years_n in YEARS:
        yield Country(len(today), years_n, _part(facts, today, years_n))


def work(facts: Facts, records: Records) -> Iterator[tuple[str, Callable[[], object]]]:
    """Give what is done with a country, by name, one step after the other."""
    build = Build(facts, records)
    newest = newest_rekening(facts)
    yield "afgeleid", lambda: derive(build)
    yield "bewaren en lezen", lambda: _stored(build)
    yield (
        "wie lijkt op wie",
        lambda: similarity.nearest(similarity.prepare(context(facts)), CASE, NEIGHBOURS_N),
    )
    yield "naast de groep", lambda: compared(build, [CASE], newest, build.groups.make(CASE, "statistical"))


def _stored(build: Build) -> None:
    """Write the long facts and what follows from them to a store of its own, and read that."""
    row = [ID, "", datetime(2026, 1, 1), "", "cbs", "", None]
    with tempfile.TemporaryDirectory() as folder:
        with store.new_build(Path(folder), ID) as database:
            database.execute("INSERT INTO build VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            for table, frame in (
                ("observation", build.facts.observations),
                ("region", build.facts.regions),
                ("membership", build.facts.memberships),
                ("finance_total", build.facts.finance),
            ):
                store.insert(database, table, frame)
            store.write_derived(database, derived.key(), frames_of(derive(build)))
        opened = store.open_store(Path(folder), ID)
        opened.facts()
        derived.read(opened)
        opened.close()


def measured(country: Country, records: Records) -> Mapping[str, float]:
    """Return the CPU seconds of every step, the least of three times; of a country that takes long, of one."""
    found = _once(country, records)
    if sum(found.values()) < LONG_S:
        for again in (_once(country, records), _once(country, records)):
            found = {name: min(seconds, again[name]) for name, seconds in found.items()}
    return found


def _once(country: Country, records: Records) -> dict[str, float]:
    found = {}
    for name, run in work(country.facts, records):
        begin = time.process_time()
        run()
        found[name] = time.process_time() - begin
    return found


def main(data_dir: Path) -> None:
    """Measure and print."""
    opened = store.open_store(data_dir)
    facts, records = opened.facts(), shipped.records()
    opened.close()
    before: tuple[Country, Mapping[str, float]] | None = None
    for country in countries(facts):
        found = measured(country, records)
        if before is None or country.regions_n < before[0].regions_n:
            before = None
            print(f"{'gemeenten':>9}  jaren  {'rijen':>10}  " + "  ".join(f"{name:>18}" for name in found))
        cells = [f"{each:9.2f} s {_ratio(country, name, each, before):>7}" for name, each in found.items()]
        size = f"{country.regions_n:9,}  {country.years_n:5}  {country.rows_n:10,}  "
        print(size + "  ".join(f"{cell:>18}" for cell in cells), flush=True)
        before = country, found


def _ratio(
    country: Country, name: str, seconds: float, before: tuple[Country, Mapping[str, float]] | None
) -> str:
    """Return how the time grew beside how the country grew; empty in the first row."""
    if before is None:
        return ""
    smaller, then = before
    grew = country.rows_n / smaller.rows_n
    return f"({seconds / then[name] / grew:.2f})" if then[name] else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
