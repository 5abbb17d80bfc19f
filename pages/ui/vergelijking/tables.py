"""The columns of the two tables of *Vergelijken*: lasten and use, with the figures of the report. Pure."""

from metrics import dutch
from metrics.comparing.leading import WITHOUT_STAY, Run
from pages.ui.parts.figures_table import Field
from pages.ui.parts.uses import USES
from pages.ui.site.visiting.choosing import Chosen
from pages.ui.site.visiting.selection import CBS


def income_fields(period: str) -> tuple[Field, ...]:
    """Return the columns on income that both tables end with: the figures themselves come first."""
    return (
        Field("inkomensdeciel", period, f"Inkomen in {period}, deciel", "deciel"),
        Field("laag_inkomen_deciel", period, f"Kinderen met laag inkomen in {period}, deciel", "deciel"),
    )


def cost_fields(chosen: Chosen, *, with_index: bool) -> tuple[Field, ...]:
    """Return the columns of the table of lasten. The report printed no growth; an index is not always possible."""
    year = chosen.year
    fields = [
        Field("lasten_per_inwoner", year, f"Lasten per inwoner, rekening {year}", "eur"),
        Field("lasten_per_jongere_met_jeugdzorg", year, f"Lasten per jongere met jeugdzorg {year}", "eur"),
    ]
    if with_index:
        heading = f"Index lasten per inwoner {year} (begroting 2017 = 100)"
        fields.append(Field("index_rapport", year, heading, "index"))
    if chosen.source == CBS and chosen.growth_from < year:
        heading = f"Groei van de lasten per inwoner, rekening {chosen.growth_from}-{year}"
        fields.append(Field("groei_lasten_per_inwoner", year, heading, "pct"))
    return (*fields, *income_fields(chosen.income_period))


def use_fields(run: Run, income_period: str) -> tuple[Field, ...]:
    """Return the columns of a table of use: the first and last half-year that may be compared."""
    heading = USES[run.indicator].heading
    periods = dict.fromkeys((run.start, run.end))
    fields = [
        Field(run.indicator, each, f"{heading}, {dutch.period_short(each)}", "pct", 1) for each in periods
    ]
    if run.indicator == WITHOUT_STAY:
        fields.append(
            Field("index_zonder_verblijf", run.end, f"Index ({dutch.period_short(run.start)} = 100)", "index")
        )
    return (*fields, *income_fields(income_period))
