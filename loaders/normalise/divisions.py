"""Gebieden in Nederland: which gemeente belongs to which area, one table a year.

The columns are pairs Code_n / Naam_n+1 whose numbers shift from year to year, so a pair is known by the
prefix of its codes (JZ: jeugdregio, PV: provincie, ...).
"""

import re
from dataclasses import dataclass

import pandas as pd

from loaders.errors import TableError
from loaders.normalise.metadata import Metadata, Topic, slug

# Letters of the codes -> division. NUTS areas are told apart by the length of their code.
DIVISIONS = {
    "AM": "arbeidsmarktregio", "AR": "arrondissement", "CP": "corop_plus", "CR": "corop", "CS": "corop_sub",
    "ES": "energieregio", "GG": "ggd", "JZ": "jeugdregio", "KK": "kamer_van_koophandel",
    "LB": "landbouwgebied", "LD": "landsdeel", "LG": "landbouwgroep", "MC": "rmc", "PV": "provincie", "RE": "politie",
    "RP": "rpa", "RT": "ressort", "TR": "toeristengebied", "VR": "veiligheidsregio", "VT": "veilig_thuis", "WG": "wgr",
    "ZK": "zorgkantoor",
}  # fmt: skip
_NUTS = {3: "nuts1", 4: "nuts2", 5: "nuts3"}


@dataclass(frozen=True)
class Divisions:
    """One year of divisions: the gemeenten, and the areas they belong to."""

    year: int
    gemeenten: pd.DataFrame  # code, name
    memberships: pd.DataFrame  # region, parent, division, year
    areas: pd.DataFrame  # code, name, kind (of the parents; name is the code where the table has none)


def columns(meta: Metadata) -> dict[str, str]:
    """Return the raw columns to read and their DuckDB types: the gemeente and every Code and Naam column."""
    topics = [topic.key for topic in meta.topics if _number(topic) is not None]
    return dict.fromkeys([meta.geo.key, *topics], "VARCHAR")


def divisions(meta: Metadata, rows: pd.DataFrame) -> Divisions:
    """Return the divisions of the year in the table's title.

    `rows` holds the raw columns of `columns`. Raises `TableError` where the year, the gemeenten, or the
    jeugdregio or provincie are not found; a pair whose codes are of an unknown kind is named after its group.
    """
    match = re.search(r"\b(20\d\d)\b", meta.title)
    if match is None:
        raise TableError(meta.source_id, [f"In de titel '{meta.title}' staat geen jaar."])
    year = int(match[1])
    trimmed = rows.apply(lambda column: column.str.strip())
    code = trimmed[meta.geo.key]
    gemeente = code.str.startswith("GM", na=False)
    names = {member.key: member.title for member in meta.geo.members}
    parts, areas = [], []
    for topic in meta.topics:
        if topic.key not in trimmed or not re.match(r"code", topic.key, re.IGNORECASE):
            continue
        parent = trimmed.loc[gemeente, topic.key]
        name = _name_of_pair(meta, topic, trimmed)
        division = _division(topic, parent)
        if division == "gemeente":
            names |= dict(zip(code[gemeente], name[gemeente], strict=True)) if name is not None else {}
            continue
        pairs = pd.DataFrame({"region": code[gemeente], "parent": parent, "division": division, "year": year})
        parts.append(pairs[pairs["parent"].notna() & (pairs["parent"] != "")])
        label = parent if name is None else name[gemeente].where(name[gemeente].notna(), parent)
        areas.append(pd.DataFrame({"code": parent, "name": label, "kind": division}))
    memberships = (
        pd.concat(parts) if parts else pd.DataFrame(columns=["region", "parent", "division", "year"])
    )
    missing = {"jeugdregio", "provincie"} - set(memberships["division"])
    if missing:
        raise TableError(
            meta.source_id, [f"Geen kolom met {' of '.join(sorted(missing))} gevonden (codes JZ, PV)."]
        )
    every = pd.concat(areas).drop_duplicates("code")
    return Divisions(
        year=year,
        gemeenten=pd.DataFrame({"code": code[gemeente], "name": code[gemeente].map(names)}).reset_index(
            drop=True
        ),
        memberships=memberships.reset_index(drop=True),
        areas=every[every["code"].notna() & (every["code"] != "")].reset_index(drop=True),
    )


def _number(topic: Topic) -> int | None:
    """Return n of Code_n or Naam_n; None for another column."""
    match = re.fullmatch(r"(?:code|naam)_?(\d+)", topic.key, re.IGNORECASE)
    return int(match[1]) if match else None


def _name_of_pair(meta: Metadata, topic: Topic, rows: pd.DataFrame) -> pd.Series | None:
    """Return the column Naam_n+1 beside Code_n, or None where the pair has none."""
    number = _number(topic)
    for other in meta.topics:
        if number is not None and _number(other) == number + 1 and other.key.lower().startswith("naam"):
            return rows.get(other.key)
    return None


def _division(topic: Topic, parent: pd.Series) -> str:
    """Name the division of a pair by the letters of its codes; else by the title of its group."""
    known = parent.dropna()
    prefixes = {re.match(r"[A-Z]*", value)[0] for value in known if value}  # type: ignore[index]
    if prefixes == {"GM"}:
        return "gemeente"
    if len(prefixes) == 1:
        prefix = prefixes.pop()
        if prefix == "NL":
            return _NUTS.get(int(known.str.len().max()), "nuts")
        if prefix in DIVISIONS:
            return DIVISIONS[prefix]
    group = topic.path.split(" / ")[0]
    return slug(group) or topic.key.lower()
