"""What *Samen doen of zelf doen?* shows: whom a gemeente meets, and the form as it is filled in. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from metrics.build import Build
from metrics.regions.meetings import TOGETHER, Meetings, Met
from pages.ui.forms.telling import Filled


@dataclass(frozen=True)
class TogetherView:
    """What the page shows. `code`: of the gemeente; `told`: its form as it is filled in."""

    code: str
    build: Build
    names: Mapping[str, str]
    meetings: Meetings
    told: Filled

    @property
    def name(self) -> str:
        """Name of the gemeente."""
        return self.told.gemeente

    @property
    def year(self) -> int | None:
        """Year of the newest divisions; None: none is loaded."""
        return self.meetings.years[-1] if self.meetings.years else None

    @property
    def first(self) -> int | None:
        """Year of the first divisions; None where there is no earlier one."""
        return self.meetings.years[0] if len(self.meetings.years) > 1 else None

    def named(self, codes: Iterable[str]) -> list[str]:
        """Return names in the order of the alphabet."""
        return sorted(self.names.get(code, code) for code in codes)

    @cached_property
    def not_loaded(self) -> tuple[str, ...]:
        """Divisions of gemeenten that work together that the newest year does not have; in the order of TOGETHER."""
        return tuple(name for name in TOGETHER if name not in self.meetings.now)

    @property
    def sources(self) -> tuple[str, ...]:
        """The tables that the divisions of the first and the newest year come from."""
        rows = self.build.facts.sources
        rows = rows[(rows["kind"] == "divisions") & rows["retrieved"].notna()]
        years = [str(year) for year in (self.first, self.year) if year]
        return tuple(
            str(code)
            for code, title in zip(rows["source_id"], rows["title"], strict=True)
            if any(year in str(title) for year in years)
        )

    @cached_property
    def came_along(self) -> tuple[str, ...]:
        """Names of the gemeenten that stand for this one in the first year, when it was not there itself."""
        rows = self.build.facts.memberships
        then = rows.loc[rows["year"] == self.first, "region"].unique() if self.first else ()
        if self.code in then:
            return ()
        now = self.build.country.successor
        return tuple(self.named(each for each in then if each != self.code and now(each) == self.code))


def divisions_of(met: Mapping[str, Met], code: str) -> list[str]:
    """Return the divisions in which a gemeente is met."""
    return [name for name, each in met.items() if code in each.others]
