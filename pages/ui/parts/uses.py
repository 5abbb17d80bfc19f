"""The two measures of use in words, for every page: what they count, and of whom. Pure.

A test holds the titles to those of data/indicators.toml.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics import dutch
from metrics.comparing.leading import NATURA, WITHOUT_STAY

PER_HALF = "in procenten per halfjaar"


@dataclass(frozen=True)
class Use:
    """A measure of use. `name`: as it stands after 'gebruik van'; the report's own measure goes without its age."""

    indicator: str
    help: str
    age: str
    name: str

    @property
    def title(self) -> str:
        """Whom it counts, in one."""
        return f"Jongeren {self.age} met {self.help}"

    @property
    def short(self) -> str:
        """Whom it counts, where the age stands beside it."""
        return f"Jongeren met {self.help}"

    @property
    def heading(self) -> str:
        """The name as a heading."""
        return dutch.capital(self.name)

    @property
    def per_half(self) -> str:
        """Whom it counts and in what, beneath the title of a line."""
        return f"{self.title}, {PER_HALF}"


USES: Mapping[str, Use] = {
    use.indicator: use
    for use in (
        Use(WITHOUT_STAY, "jeugdhulp zonder verblijf", "tot 23 jaar", "jeugdhulp zonder verblijf"),
        Use(NATURA, "jeugdhulp in natura", "tot 18 jaar", "jeugdhulp in natura, tot 18 jaar"),
    )
}
