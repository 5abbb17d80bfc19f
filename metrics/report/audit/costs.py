"""Lasten per inwoner and the report's index, recalculated from Iv3 for a gemeente and Nederland.

The report's way (tested on its 27 euros and 27 indexes, inferred): euro per inhabitant rounded half up per taakveld,
then added; the index on those sums. Ours: unrounded. Both use the same gemeenten. Nederland (inferred): 2019
without the gemeente for which the report prints no amount, 2017 with all of them, zeros counted as 0.
"""

from dataclasses import replace

from metrics.numbers.rounding import Interval
from metrics.report.audit import words
from metrics.report.audit.amounts import Pooled, amount, index_of
from metrics.report.audit.cells import COUNTRY
from metrics.report.audit.computation import Computation
from metrics.report.audit.data import BASE_YEAR, BEGROTING, REKENING, TAAKVELDEN, YEAR, AuditData

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


def with_level(blank: Computation, level: Pooled, who: str, without: str = "") -> Computation:
    """Fill in a figure of lasten per inhabitant from its amount. `who` and `without` go in the sentences."""
    thousands = " + ".join(
        f"{words.number(eur / 1000)} ({taakveld})"
        for taakveld, eur in zip(TAAKVELDEN, level.lasten_eur, strict=True)
    )
    parts = " + ".join(words.eur(eur) for eur in level.per_taakveld_eur)
    exact = words.eur(level.exact_eur, 2)
    return replace(
        blank,
        ours=level.exact_eur,
        report_way=level.report_eur,
        made=f"Rekening 2019{without}: {thousands} duizend euro voor {words.number(level.inhabitants_n)} "
        f"inwoners, {exact} per inwoner.",
        made_report_way=f"Rekening 2019{without}, per taakveld afgerond en dan opgeteld: {parts} = "
        f"{words.eur(level.report_eur)}; niet afgerond is het {exact}.",
        differs=f"Iv3 over 2019 ({blank.sources[0]}) geeft voor {who} nu {exact} per inwoner.",
    )


def with_index(blank: Computation, level: Pooled, base: Pooled, who: str, note: str = "") -> Computation:
    """Fill in a figure of the report's index from its two amounts."""
    ours = index_of(level.exact_eur, base.exact_eur)
    report = index_of(level.report_eur, base.report_eur)
    return replace(
        blank,
        ours=ours,
        report_way=report,
        made=f"De rekening van 2019 is {words.eur(level.exact_eur, 2)} per inwoner en de begroting van 2017 "
        f"{words.eur(base.exact_eur, 2)}{note}: index {words.number(ours, 1)}.",
        made_report_way=f"In hele euro's per taakveld is de rekening van 2019 {words.eur(level.report_eur)} "
        f"en de begroting van 2017 {words.eur(base.report_eur)}{note}: index {words.number(report, 1)}; niet "
        f"afgerond is het {words.number(ours, 1)}.",
        differs=f"Iv3 ({' en '.join(blank.sources[:2])}) geeft voor {who} nu index {words.number(ours, 1)}.",
    )


def per_inhabitant(data: AuditData, code: str) -> Computation:
    """Recalculate lasten per inhabitant 2019 of a gemeente or of Nederland."""
    name = "nederland_lasten_per_inwoner" if code == COUNTRY else "lasten_per_inwoner"
    variables = left_out(data) if code == COUNTRY else {"regio": code}
    blank = replace(blank_per_inhabitant(data), calculation=name, variables=variables)
    if blank.absent:
        return blank
    if code == COUNTRY:
        level = amount(data, country_codes(data, YEAR), REKENING, YEAR, zero_counts=True)
        without = f" zonder {words.names([data.name(one) for one in data.left_out])}" if data.left_out else ""
    else:
        level = amount(data, data.predecessors(code, YEAR) or (), REKENING, YEAR)
        without = ""
    if level is None:
        return replace(blank, gap=no_accounts(data, code, YEAR))
    return with_level(blank, level, data.name(code), without)


def cost_index(data: AuditData, code: str) -> Computation:
    """Recalculate the report's index (rekening 2019 on begroting 2017) of a gemeente or of Nederland."""
    name = "nederland_index_lasten" if code == COUNTRY else "index_lasten"
    variables = left_out(data) if code == COUNTRY else {"regio": code}
    blank = replace(blank_index(data), calculation=name, variables=variables)
    if blank.absent:
        return blank
    if code == COUNTRY:
        return _country_index(data, blank)
    before = data.predecessors(code, BASE_YEAR)
    if before is None:
        return replace(
            blank, gap=f"{data.name(code)} is niet terug te rekenen naar 2017: een voorganger is verdeeld."
        )
    level = amount(data, data.predecessors(code, YEAR) or (), REKENING, YEAR)
    base = amount(data, before, BEGROTING, BASE_YEAR)
    if level is None or base is None:
        return replace(blank, gap=no_accounts(data, code, YEAR if level is None else BASE_YEAR))
    merged = before != (code,)
    note = f" ({words.names([data.name(one) for one in before])} samen)" if merged else ""
    result = with_index(blank, level, base, data.name(code), note)
    if merged:
        parts = [amount(data, [one], BEGROTING, BASE_YEAR) for one in before]
        indexes = [index_of(level.exact_eur, one.exact_eur) for one in parts if one is not None]
        result = replace(result, span=Interval(min(indexes), max(indexes)))
    return result


def country_codes(data: AuditData, year: int) -> list[str]:
    """Return the gemeenten of Nederland on 1 January; in 2019 without those the report leaves out."""
    people = data.inhabitants[year].dropna()
    codes = [str(code) for code in people.index if str(code).startswith("GM")]
    return [code for code in codes if year != YEAR or code not in data.left_out]


def same_country_index(data: AuditData) -> float:
    """Return the index of Nederland with the same gemeenten in every term; NaN where that cannot be made.

    Left out: those the report prints no amount for, those with a zero or without an amount in one of the
    years (or a predecessor of theirs), and those of which a predecessor was truly divided.
    """
    level_codes, base_codes = [], []
    for code in country_codes(data, YEAR):
        before = data.predecessors_of(code, BASE_YEAR, YEAR)
        whole = before is not None and all(data.lasten(one, BEGROTING, BASE_YEAR) for one in before)
        if before is not None and whole and data.lasten(code, REKENING, YEAR):
            level_codes.append(code)
            base_codes += list(before)
    level = amount(data, level_codes, REKENING, YEAR)
    base = amount(data, sorted(set(base_codes)), BEGROTING, BASE_YEAR)
    return float("nan") if level is None or base is None else index_of(level.exact_eur, base.exact_eur)


def _country_index(data: AuditData, blank: Computation) -> Computation:
    level = amount(data, country_codes(data, YEAR), REKENING, YEAR, zero_counts=True)
    base = amount(data, country_codes(data, BASE_YEAR), BEGROTING, BASE_YEAR, zero_counts=True)
    if level is None or base is None:
        return replace(blank, gap=no_accounts(data, COUNTRY, YEAR if level is None else BASE_YEAR))
    result = with_index(blank, level, base, "Nederland")
    who = words.names([data.name(one) for one in data.left_out])
    told = f"2019 zonder {who}, 2017 met alle gemeenten" if who else "alle gemeenten"
    if base.zeros:
        told += f" (van {len(base.zeros)} staat er {words.eur(0)})"
    same = same_country_index(data)
    beside = (
        f"; met overal dezelfde gemeenten en zonder de nullen is het {words.number(same, 1)}"
        if same == same
        else ""
    )
    return replace(
        result,
        made=f"Nederland, {told}: {_small(result.made)}{beside}.",
        made_report_way=f"Nederland, {told}: {_small(result.made_report_way)}{beside}.",
    )


def _small(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].removesuffix(".")


def left_out(data: AuditData) -> dict[str, str | int]:
    """Return what the calculation texts of Nederland need: codes of gemeenten left out, with commas."""
    return {"zonder": ",".join(data.left_out)}


def no_accounts(data: AuditData, code: str, year: int) -> str:
    """Say that the Iv3 table of a year has no usable amount for a region."""
    what = "rekening" if year == YEAR else "begroting"
    return f"{data.finance_table(year)} heeft voor {data.name(code)} geen bruikbare {what} over {year}."
