"""A table of figures that share a subject, each in its newest period: only what of them is loaded. Pure."""

from collections.abc import Callable, Iterable, Sequence

from metrics import dutch
from metrics.comparing.comparison import Comparison
from metrics.comparing.measures import when
from metrics.records import Records
from pages.ui.parts.figures_table import Field, table
from pages.ui.parts.tables import Table


def newest_of(
    comparison: Comparison,
    indicators: Sequence[str],
    caption: str,
    records: Records,
    cite: Callable[[Iterable[str]], str],
    *,
    together: bool = False,
) -> Table | None:
    """Return the figures of the chosen gemeente and those beside it, a column a figure; None where it has none.

    Each figure stands in its newest period, which its heading says; one that the gemeente has not is left out.
    `together`: all stand in the newest period of any of them, so that they can be laid side by side.
    """
    newest = {
        indicator: max(periods, key=dutch.period_position)
        for indicator in indicators
        if (periods := comparison.readings.periods_of(indicator, comparison.own.code))
    }
    if together and newest:
        newest = dict.fromkeys(indicators, max(newest.values(), key=dutch.period_position))
    fields = []
    for indicator, period in newest.items():
        record = records.indicators[indicator]
        heading = f"{record.short_title}, {when(comparison.readings, indicator, period)}"
        fields.append(Field(indicator, period, heading, record.unit, record.decimals))
    if not fields:
        return None
    sources = cite(
        source
        for place in comparison.places
        for field in fields
        for source in comparison.figure(field.indicator, place.code, field.period).sources
    )
    return table(comparison, tuple(fields), caption, sources, records=records)
