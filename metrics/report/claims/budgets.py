"""Tests on begrotingen and rekeningen. The begroting in Iv3 is the original one; amounts are gross lasten."""

from dataclasses import replace

from metrics.report.claims import words
from metrics.report.claims.evidence import Evidence
from metrics.report.claims.levels import difference_pct, limit, without
from metrics.report.claims.model import Check, Compare, Count, Evidenced, Finding, Within, sources_of
from metrics.report.claims.registry import Params, claim_test

_STATEMENTS = {"rekening": "jaarrekening", "begroting": "begroting"}


def _amount(ev: Evidence, region: str, text: str, taakveld: str = "") -> Evidenced:
    """Read `rekening 2019` or `begroting 2017` in millions of euros."""
    statement, year = text.split()
    return ev.lasten_mln(region, int(year), _STATEMENTS[statement], taakveld)


@claim_test
def accounts(ev: Evidence, p: Params) -> Finding:
    """Compare amounts of the gemeente: `pairs` of ['rekening 2019', relation, 'begroting 2019'].

    `band_pct`: room of 'ongeveer', in percent of the second amount. `taakveld`: one instead of all.
    """
    taakveld = p.text("taakveld", "")
    on = f"taakveld {taakveld}" if taakveld else "jeugdzorg"
    checks: list[Check] = []
    for first, relation, second in p.triples("pairs"):
        left, right = _amount(ev, p.case, first, taakveld), _amount(ev, p.case, second, taakveld)
        band = (right.shown or 0) * p.number("band_pct", 0) / 100
        checks.append(Compare(f"Lasten voor {on}", left, relation, right, band=band))
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)


@claim_test
def amounts(ev: Evidence, p: Params) -> Finding:
    """Hold amounts of the gemeente against numbers the statement names, in millions of euros.

    Parameters: `stated` of [amount, relation, number], for instance ['rekening 2019', 'ongeveer', '22'];
    an amount may be a difference ('rekening 2019 - begroting 2020'). `band`: room in millions.
    """
    taakveld = p.text("taakveld", "")
    on = f"taakveld {taakveld}" if taakveld else "jeugdzorg"
    checks: list[Check] = []
    for text, relation, number in p.triples("stated"):
        terms = [_amount(ev, p.case, part.strip(), taakveld) for part in text.split(" - ")]
        value = terms[0].value
        for term in terms[1:]:
            value = None if value is None or term.value is None else value - term.value
        found = Evidenced(text.replace(" - ", " min "), value, "mln", sources_of(*terms), terms[0].period, 1)
        edge = limit(float(number), "mln", 1)
        checks.append(Compare(f"Lasten voor {on}", found, relation, edge, band=p.number("band", 0)))
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)


@claim_test
def times(ev: Evidence, p: Params) -> Finding:
    """Hold how many times as large one amount is as another against `factor`, within `band`.

    Parameters: `from` and `to` as 'begroting 2017', `taakveld`. Amounts are shown in two decimals of a million: a
    small budget would else be rounded away.
    """
    taakveld = p.text("taakveld", "")
    first, last = (replace(_amount(ev, p.case, p.text(key), taakveld), decimals=2) for key in ("from", "to"))
    value = None if not first.value or last.value is None else last.value / first.value
    on = f"taakveld {taakveld}" if taakveld else "jeugdzorg"
    found = Evidenced(f"van {first.text} naar {last.text}:", value, "keer", last.source, last.period, 1)
    what = f"Lasten voor {on}, {first.label} en {last.label}"
    stated = limit(p.number("factor"), "keer", 1)
    check = Compare(what, found, "ongeveer", stated, band=p.number("band"))
    return Finding((check,), (first, last), p.reservations, p.remarks)


@claim_test
def level_of_table(ev: Evidence, p: Params) -> Finding:
    """Hold an amount in millions against lasten per inwoner times inhabitants, or against the rekening.

    Parameters: `year` of the rekening, `mln`, `band_pct`; on the report alone `inwoners` as another chapter
    names them (`line`). Extra core comparisons with CBS: `stated`, as in `amounts`.
    """
    year = p.text("year")
    stated = limit(p.number("mln"), "mln", 1)
    band = p.number("mln") * p.number("band_pct") / 100
    what = "Lasten voor jeugdzorg"
    if ev.basis == "rapport":
        each = ev.read("lasten_per_inwoner", p.case, "2019")
        people = p.number("inwoners")
        value = None if each.shown is None else each.shown * people / 1e6
        label = f"{each.text} per inwoner maal ongeveer {words.number(people, 'aantal')} inwoners is"
        found = Evidenced(label, value, "mln", f"{each.source} en regel {p.text('line')}", "2019", 1)
        check = Compare(what, found, "ongeveer", stated, band=band)
        only = ("Zonder Iv3 is alleen te zien of de hoogte van het bedrag past",)
        return Finding((check,), (each,), (*p.reservations, *only), p.remarks)
    found = ev.lasten_mln(p.case, int(year), "jaarrekening")
    checks: list[Check] = [Compare(what, found, "ongeveer", stated, band=band)]
    more = amounts(ev, p).checks if p.has("stated") else ()
    return Finding((*checks, *more), (), p.reservations, p.remarks)


@claim_test
def printed_growth(_: Evidence, p: Params) -> Finding:
    """Work out a growth from two amounts in the text: `from_mln`, `to_mln`; `low` <= pct < `high`."""
    source = f"rapport, regel {p.claim.line}"
    first = Evidenced("begin", p.number("from_mln"), "mln", source)
    last = Evidenced("eind", p.number("to_mln"), "mln", source)
    found = difference_pct("De stijging", last, first)
    low, high = (limit(p.number(key), "pct") for key in ("low", "high"))
    checks = (Within("Stijging tussen de twee bedragen", found, low, high, below=True),)
    return Finding(checks, (first, last), p.reservations, p.remarks)


@claim_test
def not_open(ev: Evidence, p: Params) -> Finding:
    """Say that open data do not hold what is needed; show the `beside` amounts where they are loaded."""
    shown = []
    if p.has("beside"):
        shown = [_amount(ev, p.case, text, p.text("taakveld", "")) for text in p.texts("beside")]
    known = tuple(reading for reading in shown if reading.value is not None)
    return Finding((), known, p.reservations, p.remarks, untestable=True)


@claim_test
def normal_growth(ev: Evidence, p: Params) -> Finding:
    """Hold the index against ordinary growth of costs: `low_pct` to `high_pct` a year over `years` years.

    The report does not say whether its 3 to 5% is per year: read as a total it is a nuance. With CBS the
    growth on rekening is held against the same limit.
    """
    years, high = int(p.number("years")), p.number("high_pct")
    index = ev.read("index_rapport", p.case, "2019")
    top = 100 * (1 + high / 100) ** years
    checks: list[Check] = [
        Compare(
            "Index van het rapport",
            index,
            "niet_hoger",
            limit(top, "index", 1, label=f"{high:.0f}% per jaar"),
        ),
        Compare(
            "Index van het rapport",
            index,
            "niet_hoger",
            limit(100 + high, "index", label=f"{high:.0f}% in totaal"),
            "nuance",
        ),
    ]
    if ev.basis == "cbs":
        growth = ev.read("groei_lasten_per_inwoner", p.case, "2019")
        checks.append(
            Compare(
                "Groei van rekening op rekening",
                growth,
                "niet_hoger",
                limit(top - 100, "pct", label=f"{high:.0f}% per jaar"),
            )
        )
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)


@claim_test
def price_index(ev: Evidence, p: Params) -> Finding:
    """Hold the yearly growth of the CBS price index of health care against 3 to 5%: `first`, `last`."""
    first, last = p.text("first"), p.text("last")
    a, b = ev.price_index(int(first), int(last))
    years = int(last) - int(first)
    yearly = None if a.value is None or b.value is None else 100 * ((b.value / a.value) ** (1 / years) - 1)
    found = Evidenced("Prijsindex gezondheidszorg", yearly, "pct", a.source, last)
    what = f"Groei per jaar van {first} tot {last}"
    low, high = (limit(p.number(key), "pct") for key in ("low_pct", "high_pct"))
    checks = (Within(what, found, low, high),)
    return Finding(checks, (a, b), p.reservations, p.remarks)


@claim_test
def region_trend(ev: Evidence, p: Params) -> Finding:
    """Follow lasten per inwoner of the jeugdregio of the gemeente: `pairs` of [year, relation, year].

    Ratio of sums over all members, the gemeente itself included; missing where a member lacks its rekening.
    """
    members = ev.same_jeugdregio(p.case)
    checks: list[Check] = []
    for first, relation, second in p.triples("pairs"):
        left, right = (_region_year(ev, members, int(year)) for year in (first, second))
        checks.append(Compare("Lasten per inwoner in de jeugdregio", left, relation, right))
    return Finding(tuple(checks), reservations=p.reservations, remarks=p.remarks)


@claim_test
def rest_of_region(ev: Evidence, p: Params) -> Finding:
    """Say whether every other gemeente of the jeugdregio has lower lasten per inwoner than `part` together.

    Parameters: `part` (gemeenten, ratio of sums), `year`. All together beside that as a nuance.
    """
    year, part = int(p.text("year")), p.texts("part")
    others = tuple(code for code in ev.same_jeugdregio(p.case) if code not in part)
    own = replace(
        _region_year(ev, part, year), label=f"{words.names([ev.name(code) for code in part])} samen"
    )
    parts = tuple(
        Compare(
            "Lasten per inwoner", replace(_region_year(ev, (code,), year), label=ev.name(code)), "lager", own
        )
        for code in others
    )
    what = f"Lasten per inwoner in {year}, lager dan {own.label} ({own.text})"
    rest = replace(_region_year(ev, others, year), label="de andere gemeenten samen")
    checks = (
        Count(what, parts, "gelijk", len(parts)),
        Compare("Lasten per inwoner", rest, "lager", own, "nuance"),
    )
    return Finding(checks, (own,), p.reservations, p.remarks)


def _region_year(ev: Evidence, members: tuple[str, ...], year: int) -> Evidenced:
    lasten = [ev.lasten_mln(member, year, "jaarrekening") for member in members]
    people = [ev.inwoners(member, year) for member in members]
    values = [each.value for each in (*lasten, *people)]
    value = None
    if members and all(each is not None for each in values):
        value = 1e6 * sum(each.value or 0 for each in lasten) / sum(each.value or 0 for each in people)
    source = f"{lasten[0].source}, 70072ned" if lasten else "Iv3"
    return Evidenced(f"rekening {year}", value, "eur", source, str(year))


@claim_test
def budgets_lag(ev: Evidence, p: Params) -> Finding:
    """Say whether more than half of the gemeenten budgeted less for `years` than their rekening before.

    Parameters: `account_year`, `years`. Counted by metrics.costs.budget.budgets_lag, in the gemeenten of the last
    year: what is missing, zero, not plausible or books for others is in no count.
    """
    account = int(p.text("account_year"))
    checks: list[Check] = []
    left_out: dict[str, None] = {}
    for year in p.texts("years"):
        lag = ev.lag(int(year), account, int(p.texts("years")[-1]))
        left_out |= {} if lag is None else dict.fromkeys((*lag.missing, *lag.flagged))
        share = None if lag is None or not lag.total_n else lag.lower_pct
        counted = "" if lag is None else f" ({lag.lower_n} van de {lag.total_n})"
        what = f"Gemeenten met een lagere begroting voor {year} dan de rekening van {account}{counted}"
        found = Evidenced("", share, "pct", ev.iv3(account, int(year)), year)
        checks.append(Compare(what, found, "hoger", limit(50, "pct", label="de helft")))
    names = sorted(ev.name(code) for code in left_out)
    return Finding(tuple(checks), reservations=p.reservations, remarks=(*p.remarks, *without(names)))
