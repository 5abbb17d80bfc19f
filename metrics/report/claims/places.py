"""Tests on where gemeenten lie and how large they are: neighbours, jeugdregio's, size classes."""

from metrics.report.claims import words
from metrics.report.claims.evidence import Evidence
from metrics.report.claims.levels import limit
from metrics.report.claims.model import Check, Compare, Count, Evidenced, Finding, Within
from metrics.report.claims.registry import Params, claim_test


def _yes(label: str, value: bool | None, source: str) -> Evidenced:
    """Write yes as 1 and no as 0: what a count adds up."""
    return Evidenced(label, None if value is None else float(value), "ja_nee", source)


@claim_test
def borders(ev: Evidence, p: Params) -> Finding:
    """Say whether every reference gemeente of the smaller cases (`cases`) shares a border with its case."""
    yes = limit(1, "ja_nee")
    checks: list[Check] = []
    for case in p.texts("cases"):
        parts = tuple(
            Compare("Grenst", _yes(ev.name(member), ev.touches(case, member), "grenzen_2019"), "gelijk", yes)
            for member in ev.members(case)
        )
        what = f"Gemeenten die aan {ev.name(case)} grenzen"
        checks.append(Count(what, parts, "gelijk", len(parts)))
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)


@claim_test
def in_size_class(ev: Evidence, p: Params) -> Finding:
    """Say whether the inhabitants of a gemeente are within a size class: `low`, `high`, `year`.

    On the report alone: the number its own portrait names (`inwoners`, `line`).
    """
    if ev.basis == "rapport":
        source = f"rapport, regel {p.text('line')}"
        people = Evidenced(ev.name(p.case), p.number("inwoners"), "aantal", source)
    else:
        people = ev.inwoners(p.case, int(p.text("year")))
    low, high = (limit(p.number(key), "aantal") for key in ("low", "high"))
    when = f" in {people.period}" if people.period else ""
    checks = (Within(f"Inwoners{when}", people, low, high, below=True),)
    return Finding(checks, reservations=p.reservations, remarks=p.remarks)


@claim_test
def same_class(ev: Evidence, p: Params) -> Finding:
    """Say whether the upper limit in the text (`text_high`) is that of table 1 (printed size class)."""
    cells = ev.facts.report_cells
    printed = cells[(cells["column"] == "size_class") & (cells["case_code"] == p.case)]["printed"]
    value = None
    if len(printed):
        value = float(str(printed.iloc[0]).split("-")[-1].replace(".", ""))
    text = Evidenced("de tekst", p.number("text_high"), "aantal", f"rapport, regel {p.claim.line}")
    table = Evidenced("tabel 1", value, "aantal", "rapport, tabel 1")
    check = Compare("Bovengrens van de grootteklasse", text, "gelijk", table)
    return Finding((check,), (), p.reservations, p.remarks)


@claim_test
def in_region(ev: Evidence, p: Params) -> Finding:
    """Count the members of the group in the jeugdregio of the gemeente.

    On the report alone: the members of the region as its portrait lists them (`listed`, `line`).
    """
    if ev.basis == "rapport":
        region: tuple[str, ...] = p.texts("listed")
        source = f"rapport, regel {p.text('line')}"
    else:
        region, source = ev.same_jeugdregio(p.case), ev.divisions_table()
    yes = limit(1, "ja_nee")
    parts = tuple(
        Compare(
            "Ligt in de jeugdregio",
            _yes(ev.name(code), code in region if region else None, source),
            "gelijk",
            yes,
        )
        for code in ev.members(p.case)
    )
    what = f"Gemeenten van de groep in dezelfde jeugdregio als {ev.name(p.case)}"
    return Finding((Count(what, parts, "gelijk", len(parts)),), (), p.reservations, p.remarks)


@claim_test
def second_in_region(ev: Evidence, p: Params) -> Finding:
    """Say whether `other` is second in the jeugdregio by inhabitants of `year`: one gemeente has more."""
    year = int(p.text("year"))
    members = ev.same_jeugdregio(p.case)
    people = {code: ev.inwoners(code, year) for code in members}
    own = people.get(p.text("other"))
    beyond = None
    if own is not None and own.value is not None and all(each.value is not None for each in people.values()):
        beyond = float(sum((each.value or 0) > own.value for each in people.values()))
    label = f"Gemeenten in de jeugdregio met meer inwoners dan {ev.name(p.text('other'))}"
    found = Evidenced(label, beyond, "aantal", f"70072ned, {ev.divisions_table()}", str(year))
    check = Compare("Inwoners", found, "gelijk", limit(1, "aantal"))
    return Finding((check,), tuple(people.values()), p.reservations, p.remarks)


@claim_test
def share_of_region(ev: Evidence, p: Params) -> Finding:
    """Hold the share of gemeenten (`part`) in the inhabitants of the jeugdregio against `pct` +- `band`."""
    year = int(p.text("year"))
    members = ev.same_jeugdregio(p.case)
    people = {code: ev.inwoners(code, year) for code in members}
    share = None
    if people and all(each.value is not None for each in people.values()):
        total = sum(each.value or 0 for each in people.values())
        share = 100 * sum((people[code].value or 0) for code in p.texts("part")) / total
    label = f"{words.names([ev.name(code) for code in p.texts('part')])} samen"
    found = Evidenced(label, share, "pct", f"70072ned, {ev.divisions_table()}", str(year))
    stated = limit(p.number("pct"), "pct", 0)
    check = Compare(
        "Deel van de inwoners van de jeugdregio", found, "ongeveer", stated, band=p.number("band")
    )
    return Finding((check,), (), p.reservations, p.remarks)


@claim_test
def deciles_in_region(ev: Evidence, p: Params) -> Finding:
    """Count the other gemeenten of the jeugdregio at or above a decile.

    Parameters: `indicator` (a decile figure), `limit`, `leave_out` gemeenten, `expected_n` (absent: all of
    them).
    """
    indicator = p.text("indicator")
    others = [code for code in ev.same_jeugdregio(p.case) if code not in p.texts("leave_out")]
    readings = ev.read_all(indicator, others, "2019")
    edge = limit(p.number("limit"), "deciel")
    what = f"{ev.title(indicator)}, deciel {p.number('limit'):.0f} of hoger"
    parts = tuple(Compare(what, reading, "niet_lager", edge) for reading in readings)
    expected = int(p.number("expected_n", len(parts)))
    return Finding((Count(what, parts, "gelijk", expected),), (), p.reservations, p.remarks)
