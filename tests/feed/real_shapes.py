"""Titles, units, groups and padding of real CBS tables, retyped by hand, with invented figures for few gemeenten.

A stand-in made from memory lacks the awkward columns and titles that a real table has; these have them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
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


# --- other tables

YEAR = {"2019JJ00": "2019"}
FORMS_OF_COSTS = (
    "JZ Totaal jeugdzorg", "JH 1 Totaal jeugdhulp", "JH zonder verblijf, wijkteam (Zin + PGB)",
    "JH zonder verblijf,niet-wijkteam Zin+PGB", "JH met verblijf (Zin+PGB)", "Totaal Jeugdbescherming en - reclasserin",
    "JB 1 Totaal jeugdbescherming", "JR 1 Totaal jeugdreclassering", "Preventief justitieel kader",
    "Overige/niet in te delen",
)  # fmt: skip


def costs() -> Table:
    """83454NED: each form costs its place in the list, in thousands of euro; budgets are absent."""
    forms = {f"A0450{number:02}": title for number, title in enumerate(FORMS_OF_COSTS, start=1)}
    return table(
        "83454NED",
        "Gemeentelijke kosten; jeugdzorg, regio",
        dims={"VormenVanJeugdzorg": forms, "Regio": PLACES, "Perioden": YEAR},
        topics={
            "BegroteKosten_1": ("Begrote kosten", "1 000 euro"),
            "GerealiseerdeKosten_2": ("Gerealiseerde kosten", "1 000 euro"),
        },
        values=lambda row: {
            "BegroteKosten_1": None,
            "GerealiseerdeKosten_2": int(row["VormenVanJeugdzorg"][-2:]),
        },
        width={"Regio": 7},
    )


def low_income(children: str = "") -> Table:
    """83921NED with households only; with `children` ('Minderjarige kinderen') the columns of 85678NED."""
    who = ["Particuliere huishoudens", "Personen", *([children] if children else [])]
    cells = [(name, "x 1 000") for name in who] + [(f"{name} relatief", "%") for name in who]
    topics = {
        f"{title.title().replace(' ', '')}_{number}": (title, unit)
        for number, (title, unit) in enumerate(cells, start=1)
    }

    def values(row: dict[str, str]) -> dict[str, Any]:
        total = row["InkomensgrensHuishouden"] == "T001082"
        return {key: 100.0 if total else float(number) for number, key in enumerate(topics, start=1)}

    return table(
        "83921NED",
        "Laag en langdurig laag inkomen; huishoudenskenmerken, regio (indeling 2017)",
        dims={
            "InkomensgrensHuishouden": {
                "T001082": "Totaal",
                "A025421": "Inkomen tot lage-inkomensgrens",
                "A050265": "Inkomen tot 101% van het sociaal minimum",
            },
            "DuurInkomenspositie": {"A050254": "Ten minste 1 jaar", "A050255": "Vier jaar of langer"},
            "KenmerkenVanHuishoudens": {
                "1050010": "Particuliere huishoudens",
                "1016070": "Type: Eenoudergezin",
            },
            "RegioS": PLACES,
            "Perioden": YEAR,
        },
        topics=topics,
        values=values,
        width={"RegioS": 7},
    )


def key_figures(urban_unit: str = "code") -> Table:
    """70072ned: groups whose titles hold words of other topics, a density, and a stedelijkheid in some unit."""
    topics = {
        "TotaleBevolking_1": ("Totale bevolking", "aantal"),
        "ZeerSterkStedelijk_50": ("Zeer sterk stedelijk", "aantal"),
        "Bevolkingsdichtheid_57": ("Bevolkingsdichtheid", "aantal inwoners per km²"),
        "TotaleBevolkingsgroei_79": ("Totale bevolkingsgroei", "aantal"),
        "Omgevingsadressendichtheid_240": ("Omgevingsadressendichtheid", "per km²"),
        "MateVanStedelijkheid_241": ("Mate van stedelijkheid", urban_unit),
    }
    made = table(
        "70072ned",
        "Regionale kerncijfers Nederland",
        dims={"RegioS": PLACES, "Perioden": YEAR},
        topics=topics,
        values=lambda _: dict(zip(topics, (99_957, 400, 762, 500, 1_604, 3), strict=True)),
        width={"RegioS": 7},
        kinds={"RegioS": "GeoDetail"},
    )
    people = ("Bevolking", "Bevolkingssamenstelling op 1 januari")
    return in_groups(
        made,
        {
            "TotaleBevolking_1": people,
            "ZeerSterkStedelijk_50": (*people, "Stedelijkheidsklasse"),
            "Bevolkingsdichtheid_57": people,
            "TotaleBevolkingsgroei_79": ("Bevolking", "Bevolkingsontwikkeling"),
        },
    )


def ses_woa() -> Table:
    """85163NED: one score in nested groups, spread beside it, a Nederland with a code of its own."""
    made = table(
        "85163NED",
        "Sociaal-economische status; scores per wijk en buurt, regio-indeling 2021",
        dims={
            "WijkenEnBuurten": {
                "NL00": "Nederland",
                "GM0001": "Aa",
                "WK000100": "Wijk 00",
                "BU00010001": "Buurt",
            },
            "Perioden": YEAR,
        },
        topics={
            "ParticuliereHuishoudens_1": ("Particuliere huishoudens", "Aantal"),
            "GemiddeldeScore_29": ("Gemiddelde score", "Getal"),
            "Waarde_30": ("Waarde", "Getal"),
        },
        values=lambda _: {"ParticuliereHuishoudens_1": 900, "GemiddeldeScore_29": -0.155, "Waarde_30": 0.7},
        width={"WijkenEnBuurten": 10},
        kinds={"WijkenEnBuurten": "GeoDetail"},
    )
    return in_groups(
        made,
        {"GemiddeldeScore_29": ("SES-WOA", "Totaalscore"), "Waarde_30": ("Spreiding", "Spreiding totaal")},
    )


def prices(base: int = 2025, title: str = "Consumentenprijzen; CPI 2025=100, index en mutaties") -> Table:
    """86141NED: the index beside changes, a derived index and weights, for all and for parts of health care."""
    unit = f"{base} = 100"
    topics = {
        "CPI_1": ("CPI", unit), "CPIAfgeleid_2": ("CPI afgeleid", unit), "MaandmutatieCPI_3": ("Maandmutatie CPI", "%"),
        "JaarmutatieCPI_5": ("Jaarmutatie CPI", "%"), "Wegingscoefficient_7": ("Wegingscoëfficiënt", "getal"),
    }  # fmt: skip
    return table(
        "86141NED",
        title,
        dims={
            "Bestedingscategorieen": {
                "T001112": "000000 Alle bestedingen",
                "CPI010000": "010000 Voedingsmidd. en alc.vrije drank",
                "CPI060000": "060000 Gezondheid",
                "CPI062000": "062000 Extramurale gezondheidszorg",
            },
            "Perioden": {
                "2025MM12": "2025 december",
                "2025JJ00": "2025",
                "2026JJ00": "2026*",
                "2025X000": "2025",
            },
        },
        topics=topics,
        values=lambda row: (
            dict.fromkeys(topics, -1.0)
            | {
                "CPI_1": (100.0 if "2025" in row["Perioden"] else 103.5)
                + (row["Bestedingscategorieen"] == "CPI062000")
            }
        ),
        width={"Bestedingscategorieen": 9},
    )


def wijken(
    gemeenten: Mapping[str, str] = MappingProxyType({"GM0001": "Aa"}),
    year: int = 2024,
    table_id: str = "85984NED",
    share: float = 10.4,
) -> Table:
    """85984NED: no periods, four columns of text, land and buurten between the wijken, letters in codes, hidden cells.

    Every gemeente has the wijken 00, 01 and TA, in an order that is not that of their names. The second is hidden; the
    last has a name that is markup.
    """
    places = {"NL00": "Nederland"}
    for code, name in gemeenten.items():
        places |= {code: name, f"WK{code[2:]}00": "Wijk 00 Zuid", f"WK{code[2:]}01": "Wijk 01 Haven"}
        places |= {f"BU{code[2:]}0001": "Buurt", f"WK{code[2:]}TA": "Noord <b onclick=x>*&*</b>"}
    topics = {
        "Gemeentenaam_1": ("Gemeentenaam", ""),
        "SoortRegio_2": ("Soort regio", ""),
        "Codering_3": ("Codering", ""),
        "IndelingswijzigingWijkenEnBuurten_4": ("Indelingswijziging wijken en buurten", ""),
        "AantalInwoners_5": ("Aantal inwoners", "aantal"),
        "JongerenMetJeugdzorgInNatura_91": ("Jongeren met jeugdzorg in natura", "aantal"),
        "PercentageJongerenMetJeugdzorg_92": ("Percentage jongeren met jeugdzorg", "%"),
        "WmoClienten_93": ("Wmo-cliënten", "aantal"),
    }

    def values(keys: dict[str, str]) -> dict[str, Any]:
        code = keys["WijkenEnBuurten"]
        hidden = code.startswith(("BU", "WK")) and code.endswith("01")
        texts = dict.fromkeys(list(topics)[:3], "Aa        ") | {"IndelingswijzigingWijkenEnBuurten_4": None}
        return texts | {
            "AantalInwoners_5": 900,
            "JongerenMetJeugdzorgInNatura_91": None if hidden else 25,
            "PercentageJongerenMetJeugdzorg_92": None if hidden else share,
            "WmoClienten_93": 40,
        }

    made = table(
        table_id,
        f"Kerncijfers wijken en buurten {year}",
        dims={"WijkenEnBuurten": places},
        topics=topics,
        values=values,
        width={"WijkenEnBuurten": 10},
        kinds={"WijkenEnBuurten": "GeoDetail"},
    )
    for entry in made.properties[1:5]:
        entry["Datatype"] = "String"
    return in_groups(
        made,
        dict.fromkeys(list(topics)[5:], ("Zorg",)),
    )


FORMS = {
    "T001203": "Totaal alle jeugdzorg in natura",
    "A042502": "Totaal jeugdhulp in natura",
    "A042503": "Jeugdhulp zonder verblijf",
    "A027918": "Jeugdhulp met verblijf",
    "A027919": "Jeugdbescherming",
    "A027920": "Jeugdreclassering",
}


def wijken_forms(
    gemeenten: Mapping[str, str] = MappingProxyType({"GM0001": "Aa"}),
    year: int = 2025,
    table_id: str = "86204NED",
    forms: Mapping[str, str] = MappingProxyType(FORMS),
    periods: Mapping[str, str] | None = None,
) -> Table:
    """86204NED: six forms, land, gemeenten and wijken (no buurten) in one list, counts, three columns of text.

    The total of a gemeente is 600 and a hundred less for each next form, those of a wijk a tenth of it; the second
    wijk is hidden, and so is jeugdreclassering of every wijk. Half a year has half of the young people. `periods`:
    key -> title; None: the year as a whole, provisional.
    """
    periods = periods or {f"{year}JJ00": f"{year}*"}
    places = {"NL01": "Nederland"}
    for code, name in gemeenten.items():
        places |= {code: name, f"WK{code[2:]}00": "Wijk 00 Zuid", f"WK{code[2:]}01": "Wijk 01 Haven"}
    topics = {
        "TotaalJongerenMetJeugdzorgInNatur_1": ("Totaal jongeren met jeugdzorg in natura", "aantal"),
        "k_0Tot4Jaar_2": ("0 tot 4 jaar", "aantal"),
        "TotaalTrajectenInNatur_9": ("Totaal trajecten in natura", "aantal"),
        "Gemeentenaam_18": ("Gemeentenaam", ""),
    }
    order = list(forms)

    def values(keys: dict[str, str]) -> dict[str, Any]:
        code, form = keys["Wijken"].strip(), order.index(keys["Vormen"].strip())
        is_wijk = code.startswith("WK")
        hidden = is_wijk and (code.endswith("01") or form == len(order) - 1)
        count = (600 - 100 * form) // (10 if is_wijk else 1) // (2 if "HJ" in keys["Perioden"] else 1)
        return {
            "TotaalJongerenMetJeugdzorgInNatur_1": None if hidden else count,
            "k_0Tot4Jaar_2": None,
            "TotaalTrajectenInNatur_9": None if hidden else 2 * count,
            "Gemeentenaam_18": "Aa        ",
        }

    made = table(
        table_id,
        f"Jongeren met jeugdzorg en jeugdzorgtrajecten in natura; wijken, {year}",
        dims={"Vormen": dict(forms), "Wijken": places, "Perioden": dict(periods)},
        topics=topics,
        values=values,
        width={"Wijken": 10, "Vormen": 7},
        kinds={"Wijken": "GeoDetail"},
        status="Voorlopig",
    )
    for entry in made.properties:
        if entry.get("Key") == "Gemeentenaam_18":
            entry["Datatype"] = "String"
    return made
