"""The measures of use are called the same in the words of pages as in data/indicators.toml."""

from metrics.comparing import leading
from metrics.records import Records
from pages.ui.parts.uses import USES


def test_the_titles_are_those_of_the_indicators(records: Records) -> None:
    assert tuple(USES) == leading.MEASURES
    for code, use in USES.items():
        assert (use.title, use.heading) == (
            records.indicators[code].title,
            records.indicators[code].short_title,
        )
