"""Gemeenten that are alike: how much, in what, both ways or not, and how to make the same choice again. Pure."""

from collections.abc import Callable

from metrics import dutch
from metrics.groups import similarity
from metrics.groups.context import THEMES
from metrics.groups.make import Group
from metrics.groups.similarity import Similarity
from pages.ui.parts.tables import Column, Row, Table, named

Name = Callable[[str], str]

_DECIMALS = {"eur": 0, "pct": 1, "aantal": 0, "getal": 2}


def neighbours_table(group: Group, name: Name) -> Table:
    """Return each gemeente that is alike: how much in words, where it differs most, and whether it is mutual."""
    alike = _of(group)
    found = similarity.nearest(alike, group.code, len(group.codes))
    shares = _shares(group)
    titles = {each.code: each.title for each in alike.variables}
    rows: list[Row] = [
        {
            "naam": named(name(str(row["region"])), str(row["region"])),
            "woorden": str(row["words"]),
            "afstand": float(row["distance"]),
            "meest": _most(shares[str(row["region"])], titles),
            "wederzijds": "ja" if row["mutual"] else "nee",
        }
        for row in found.to_dict("records")
    ]
    own = name(group.code)
    return Table(
        f"Gemeenten die op {own} lijken",
        (
            Column("naam", "Gemeente"),
            Column("woorden", "Hoeveel"),
            Column("afstand", "Verschil", "getal", 2),
            Column("meest", "Verschilt het meest in"),
            Column("wederzijds", "Wederzijds"),
        ),
        tuple(rows),
        row_header="naam",
        notes=(
            f"Verschil: {group.distance_meaning}. "
            "Onder 0,5: lijkt sterk; tot 1: lijkt redelijk; tot 1,5: lijkt enigszins.",
            f"Wederzijds: {own} hoort ook bij de {len(group.codes)} gemeenten die het meest op die gemeente lijken.",
        ),
    )


def _shares(group: Group) -> dict[str, dict[str, float | None]]:
    """Return per gemeente of the group what each variable has in the difference, in percent; None: there is none."""
    parts = similarity.contributions(_of(group), group.code, list(group.codes))
    found: dict[str, dict[str, float | None]] = {code: {} for code in group.codes}
    for region, variable, share_pct in zip(
        parts["region"].tolist(), parts["variable"].tolist(), parts["share_pct"].tolist(), strict=True
    ):
        found[region][variable] = dutch.finite(share_pct)
    return found


def _most(shares: dict[str, float | None], titles: dict[str, str]) -> str:
    """Name the variable with the largest share in the difference; two that are exactly alike differ in none."""
    known = [(-share, variable) for variable, share in shares.items() if share is not None]
    if not known:
        return "geen verschil"
    share, variable = min(known)
    return f"{titles[variable]} ({dutch.pct(-share, 0)})"


def values_table(group: Group, name: Name) -> Table:
    """Return the values on which gemeenten were compared: own gemeente first."""
    alike = _of(group)
    columns = [Column("naam", "Gemeente")]
    columns += [Column(each.code, each.title, each.unit, _DECIMALS[each.unit]) for each in alike.variables]
    table = alike.context.table
    rows: list[Row] = [
        {
            "naam": named(name(code), code),
            **{each.code: dutch.finite(table.loc[code, each.code]) for each in alike.variables},
        }
        for code in (group.code, *group.codes)
    ]
    return Table(
        "De kenmerken waarop is vergeleken",
        tuple(columns),
        tuple(rows),
        row_header="naam",
        highlight=frozenset({name(group.code)}),
        source=_source(alike),
    )


def shares_table(group: Group, name: Name) -> Table:
    """Return how much of each difference comes from which variable, in percent."""
    alike = _of(group)
    columns = [
        Column("naam", "Gemeente"),
        *(Column(each.code, each.title, "pct", 0) for each in alike.variables),
    ]
    rows: list[Row] = [{"naam": named(name(code), code), **shares} for code, shares in _shares(group).items()]
    return Table(
        "Waar het verschil vandaan komt",
        tuple(columns),
        tuple(rows),
        row_header="naam",
        notes=("Elke rij telt op tot 100%. Een leeg vak: de twee gemeenten zijn op alle kenmerken gelijk.",),
    )


def choice_table(group: Group) -> Table:
    """Return everything that is needed to make the same choice again: variables, weights, sources, fingerprint."""
    alike = _of(group)
    vintages = {each.code: each for each in alike.context.vintages}
    rows: list[Row] = [
        {
            "kenmerk": each.title,
            "onderwerp": THEMES[each.theme],
            "gewicht": float(alike.weights[each.code]) * 100,
            "periode": vintages[each.code].period,
            "bron": vintages[each.code].source_id,
            "versie": vintages[each.code].sha256[:12] or "onbekend",
        }
        for each in alike.variables
    ]
    return Table(
        "Zo maakt u dezelfde keuze opnieuw",
        (
            Column("kenmerk", "Kenmerk"),
            Column("onderwerp", "Onderwerp"),
            Column("gewicht", "Gewicht", "pct", 1),
            Column("periode", "Periode"),
            Column("bron", "Bron"),
            Column("versie", "Versie van de bron"),
        ),
        tuple(rows),
        row_header="kenmerk",
        notes=(
            f"Code van deze keuze: {alike.fingerprint}. De code verandert als een kenmerk, een gewicht, een bron of de "
            "lijst van gemeenten verandert.",
            f"Aantal gekozen gemeenten: {len(group.codes)}, uit {len(alike.z)} gemeenten met alle kenmerken.",
            "Van inwoners en dichtheid telt de verhouding. Een kenmerk telt voor ten hoogste drie keer het gewone "
            "verschil tussen gemeenten.",
        ),
        file_stem=f"keuze {alike.fingerprint}",
    )


def absent_text(group: Group, *, is_older: bool = False) -> str:
    """Say which variables do not count because they are not loaded; empty where all are.

    `is_older`: of an older version of the figures, which stays as it is: nothing is still to come.
    """
    absent = [dutch.small(each.title) for each in _of(group).context.absent]
    if not absent:
        return ""
    where = "Niet in deze versie van de cijfers" if is_older else "Nog niet geladen"
    return f"{where}, en daarom niet vergeleken: {dutch.names(absent)}."


def left_out_text(group: Group, name: Name) -> str:
    """Say which gemeenten could not be chosen because they lack a variable; empty where all have every one."""
    codes = list(_of(group).left_out)
    if not codes:
        return ""
    if len(codes) == 1:
        return f"{name(codes[0])} deed niet mee: een kenmerk ontbreekt."
    listed = dutch.names_or_count([name(code) for code in codes])
    return f"{listed} deden niet mee: van elk ontbreekt een kenmerk."


def _source(alike: Similarity) -> str:
    found = dict.fromkeys(f"{each.source_id} ({each.period})" for each in alike.context.vintages)
    return f"Bron: CBS {dutch.names(list(found))}"


def _of(group: Group) -> Similarity:
    if group.alike is None:
        raise ValueError("only a group of gemeenten that are alike says how they were compared")
    return group.alike
