"""Lasten per inwoner and the report's index of one gemeente, recalculated from Iv3; Nederland stands in `sums`.

The report's way (tested on its 27 euros and 27 indexes, inferred): euro per inhabitant rounded half up per taakveld,
then added; the index on those sums. Ours: unrounded.
"""

from dataclasses import replace

from metrics import dutch
from metrics.numbers.rounding import Interval
from metrics.report.audit import words
from metrics.report.audit.amounts import Pooled, amount, index_of
from metrics.report.audit.computation import Computation
from metrics.report.audit.data import BASE_YEAR, BEGROTING, REKENING, TAAKVELDEN, YEAR, AuditData
from metrics.report.cells import COST_INDEX, PER_INHABITANT

FIELD_LASTEN = "lasten 6.72 en 6.82"
FIELD_PEOPLE = "inwoners op 1 januari"


def absent_tables(data: AuditData, *wanted: tuple[int, str]) -> tuple[str, ...]:
    """Return the tables to load before lasten per inhabitant of these years and statements can be made."""
    missing = [
        data.finance_table(year) for year, statement in wanted if not data.has_finance(year, statement)
    ]
    if data.inhabitants.empty:
        missing.append(data.population_table)
    return tuple(dict.fromkeys(missing))


def sources(data: AuditData, *years: int) -> tuple[str, ...]:
    """Return the tables that lasten per inhabitant of these years come from."""
    return (*dict.fromkeys(data.finance_table(year) for year in years), data.population_table)


def blank_per_inhabitant(data: AuditData) -> Computation:
    """Return what is the same for every figure of lasten per inhabitant 2019."""
    return Computation(
        field=f"{FIELD_LASTEN}, jaarrekening 2019; {FIELD_PEOPLE} 2019",
        period=str(YEAR),
        period_status=data.placing,
        sources=sources(data, YEAR),
        absent=absent_tables(data, (YEAR, REKENING)),
    )


def blank_index(data: AuditData) -> Computation:
    """Return what is the same for every figure of the report's index."""
    return Computation(
        field=f"{FIELD_LASTEN}, jaarrekening 2019 en begroting 2017; {FIELD_PEOPLE} 2019 en 2017",
        period=f"{YEAR}, {BASE_YEAR}",
        period_status=data.placing,
        sources=sources(data, YEAR, BASE_YEAR),
        absent=absent_tables(data, (YEAR, REKENING), (BASE_YEAR, BEGROTING)),
    )


def with_level(blank: Computation, ours: float, level: Pooled, who: str) -> Computation:
    """Fill in our figure of lasten per inhabitant with what it is made of. `who` goes in the sentences."""
    thousands = " + ".join(
        f"{dutch.number(eur / 1000)} ({taakveld})"
        for taakveld, eur in zip(TAAKVELDEN, level.lasten_eur, strict=True)
    )
    parts = " + ".join(dutch.euro(eur) for eur in level.per_taakveld_eur)
    exact = dutch.euro(ours, 2)
    return replace(
        blank,
        ours=ours,
        rounded=level.report_eur,
        report_way=level.report_eur,
        made=f"Rekening 2019: {thousands} duizend euro voor {dutch.number(level.inhabitants_n)} "
        f"inwoners, {exact} per inwoner.",
        made_rounded=f"Rekening 2019, per taakveld afgerond en dan opgeteld: {parts} = "
        f"{dutch.euro(level.report_eur)}; niet afgerond is het {exact}.",
        differs=f"Iv3 over 2019 ({blank.sources[0]}) geeft voor {who} nu {exact} per inwoner.",
    )


def with_index(
    blank: Computation, ours: float, level: Pooled, base: Pooled, who: str, note: str = ""
) -> Computation:
    """Fill in our figure of the report's index with the two amounts it is made of."""
    report = index_of(level.report_eur, base.report_eur)
    return replace(
        blank,
        ours=ours,
        rounded=report,
        report_way=report,
        made=f"De rekening van 2019 is {dutch.euro(level.exact_eur, 2)} per inwoner en de begroting van 2017 "
        f"{dutch.euro(base.exact_eur, 2)}{note}: index {dutch.number(ours, 1)}.",
        made_rounded=f"In hele euro's per taakveld is de rekening van 2019 {dutch.euro(level.report_eur)} "
        f"en de begroting van 2017 {dutch.euro(base.report_eur)}{note}: index {dutch.number(report, 1)}; niet "
        f"afgerond is het {dutch.number(ours, 1)}.",
        differs=f"Iv3 ({' en '.join(blank.sources[:2])}) geeft voor {who} nu index {dutch.number(ours, 1)}.",
    )


def per_inhabitant(data: AuditData, code: str) -> Computation:
    """Recalculate lasten per inhabitant 2019 of a gemeente."""
    blank = replace(blank_per_inhabitant(data), calculation="lasten_per_inwoner", variables={"regio": code})
    if blank.absent:
        return blank
    ours = data.ours(code, PER_INHABITANT)
    level = amount(data, data.predecessors(code, YEAR) or (), REKENING, YEAR)
    if level is None or ours != ours:
        return replace(blank, gap=no_accounts(data, code, YEAR))
    return with_level(blank, ours, level, data.name(code))


def cost_index(data: AuditData, code: str) -> Computation:
    """Recalculate the report's index (rekening 2019 on begroting 2017) of a gemeente."""
    blank = replace(blank_index(data), calculation="index_lasten", variables={"regio": code})
    if blank.absent:
        return blank
    before = data.predecessors(code, BASE_YEAR)
    if before is None:
        return replace(
            blank, gap=f"{data.name(code)} is niet terug te rekenen naar 2017: een voorganger is verdeeld."
        )
    ours = data.ours(code, COST_INDEX)
    level = amount(data, data.predecessors(code, YEAR) or (), REKENING, YEAR)
    base = amount(data, before, BEGROTING, BASE_YEAR)
    if level is None or base is None or ours != ours:
        return replace(blank, gap=no_accounts(data, code, YEAR if level is None else BASE_YEAR))
    merged = before != (code,)
    note = f" ({dutch.names([data.name(one) for one in before])} samen)" if merged else ""
    result = with_index(blank, ours, level, base, data.name(code), note)
    if merged:
        parts = [amount(data, [one], BEGROTING, BASE_YEAR) for one in before]
        indexes = [index_of(level.exact_eur, one.exact_eur) for one in parts if one is not None]
        result = replace(result, span=Interval(min(indexes), max(indexes)))
    return result


def no_accounts(data: AuditData, code: str, year: int) -> str:
    """Say that the Iv3 table of a year has no usable amount for a region."""
    what = "rekening" if year == YEAR else "begroting"
    return f"{data.finance_table(year)} heeft voor {data.name(code)} geen bruikbare {what} over {year}."


def lowered(computation: Computation, start: str) -> Computation:
    """Put who was added up before the sentences: 'Nederland zonder Amersfoort: rekening 2019: ...'."""
    return replace(
        computation,
        made=f"{start}: {words.small(computation.made)}.",
        made_rounded=f"{start}: {words.small(computation.made_rounded)}.",
    )
