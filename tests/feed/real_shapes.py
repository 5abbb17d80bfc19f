"""Titles, units, groups and padding of real CBS tables, retyped by hand, with invented figures for few gemeenten.

A stand-in made from memory lacks the awkward columns and titles that a real table has; these have them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.feed_server import Row, Table, table

PLACES = {"NL01": "Nederland", "GM0001": "Aa", "GM0002": "Bee", "GM0003": "Cee"}
TOWNS = [code for code in PLACES if code.startswith("GM")]


def in_groups(made: Table, groups: dict[str, tuple[str, ...]]) -> Table:
    """Put topics (by key) in groups, outermost title first; equal titles under one parent are one group."""
    ids: dict[tuple[str, ...], int] = {}
    for path in groups.values():
        for depth in range(1, len(path) + 1):
            ids.setdefault(path[:depth], 1000 + len(ids))
    for path, number in ids.items():
        parent = ids.get(path[:-1])
        entry: Row = {"odata.type": "Cbs.OData.TopicGroup", "Type": "TopicGroup", "ID": number, "Key": ""}
        made.properties.append(entry | {"Title": path[-1], "ParentID": parent, "Unit": ""})
    for entry in made.properties:
        if entry["Key"] in groups:
            entry["ParentID"] = ids[groups[entry["Key"]]]
    return made


# --- Gebieden in Nederland: group -> letters and digits of an area, in the order of the table of 2016

LOCAL = "Lokaliseringen van gemeenten"
AREAS = {
    "Arbeidsmarktregio's": "AM09", "Arrondissementen (rechtsgebieden)": "AR03", "COROP-gebieden": "CR14",
    "COROP-subgebieden": "CS140", "COROP-plusgebieden": "CP1400", "GGD-regio's": "GG1413",
    "Jeugdzorgregio’s": "JZ25", "Kamer van Koophandel": "KK43", "Landbouwgebieden": "LB2508",
    "Landbouwgebieden (groepen)": "LG04", "Landsdelen": "LD02", "NUTS1-gebieden": "NL2", "NUTS2-gebieden": "NL22",
    "NUTS3-gebieden": "NL225", "Politie Regionale eenheden": "RE02", "Provincies": "PV25",
    "Ressorten (rechtsgebieden)": "RT12", "RPA-gebieden": "RP12", "Toeristengebieden": "TR10",
    "Veiligheidsregio's": "VR06", "Wgr-samenwerkingsgebieden": "WG13", "Zorgkantoorregio's": "ZK04",
}  # fmt: skip
CLASSES = "Grootte en stedelijkheid van gemeenten"
URBAN_WORDS = {"1": "Zeer sterk stedelijk", "4": "Weinig stedelijk", "5": "Niet stedelijk"}


def divisions(year: int = 2016, areas: dict[str, str] = AREAS, towns: Sequence[str] = TOWNS) -> Table:
    """'Gebieden in Nederland': pairs of codes and names in groups, then classes of size and stedelijkheid."""
    cells: list[tuple[str, str, tuple[str, ...], str]] = [  # kind of column, title, groups, value
        ("Code", "Code", ("Codes en namen van gemeenten",), "{gemeente}"),
        ("Naam", "Naam", ("Codes en namen van gemeenten",), "Gemeente {gemeente}"),
        ("SorteringNaam", "Sortering naam", ("Codes en namen van gemeenten",), "{gemeente}"),
    ]
    for group, code in areas.items():
        cells += [("Code", "Code", (LOCAL, group), code), ("Naam", "Naam", (LOCAL, group), f"Gebied {code}")]
    for group, code, words in (
        ("Gemeentegrootte", "4", "20 000 tot 50 000 inwoners"),
        ("Stedelijkheid", "{urban}", "{words}"),
    ):
        cells.append(("Code", "Code", (CLASSES, group), code))
        cells.append(("Omschrijving", "Omschrijving", (CLASSES, group), words))
    cells.append(("Inwonertal", "Inwonertal", ("Statistische gegevens",), "25243"))
    columns = {f"{kind}_{number}": rest for number, (kind, *rest) in enumerate(cells, start=1)}

    def values(row: dict[str, str]) -> dict[str, Any]:
        urban = list(URBAN_WORDS)[towns.index(row["RegioS"]) % len(URBAN_WORDS)]
        said = {"gemeente": row["RegioS"], "urban": urban, "words": URBAN_WORDS[urban]}
        return {
            key: str(value).format(**said).ljust(50 if key.startswith("Naam") else 10)
            for key, (_, _, value) in columns.items()
        }

    made = table(
        "83287NED",
        f"Gebieden in Nederland {year}",
        dims={"RegioS": {code: f"Naam van {code}" for code in towns}},
        topics={
            key: (str(title), "code" if title == "Code" else "") for key, (title, _, _) in columns.items()
        },
        values=values,
        width={"RegioS": 6},
    )
    for entry in made.properties:
        if entry["Type"] == "Topic":
            entry["Datatype"] = "String"
    return in_groups(
        made, {key: groups for key, (_, groups, _) in columns.items() if isinstance(groups, tuple)}
    )
