"""Small hand-made tables in the shape of the feed: invented figures for invented gemeenten (GM9001 and on).

There are as many gemeenten as the checks of the loaders ask for in 2019 and 2020, so a build takes these tables.
"""

from __future__ import annotations

from typing import Any

from tests.feed_server import Table, table

GEMEENTEN = {f"GM{9000 + n}": f"Voorbeeld {n}" for n in range(1, 351)}
REGIONS = {"NL01": "Nederland", **GEMEENTEN}
PERIODS = {
    "2019HJ01": "2019 1e halfjaar",
    "2019JJ00": "2019",
    "2020HJ01": "2020 1e halfjaar",
    "2020JJ00": "2020",
}
NATURA_TOPICS = {
    "JongerenMetJeugdhulpInNatura_1": ("Jongeren met jeugdhulp in natura", "% van alle jongeren tot 18 jaar"),
    "JongerenMetJeugdhMetVerblInNat_2": (
        "Jongeren met jeugdhulp met verblijf in natura",
        "% van jongeren met jeugdhulp",
    ),
    "JongerenMetJeugdbescherming_3": ("Jongeren met jeugdbescherming", "% van alle jongeren tot 18 jaar"),
    "JeugdbeschEnJeugdhMetVerblInNat_4": (
        "Jeugdbescherming en jeugdhulp met verblijf",
        "% van jongeren met jeugdbescherming",
    ),
    "JongerenMetJeugdreclassering_5": (
        "Jongeren met jeugdreclassering",
        "% van alle jongeren 12 tot 23 jaar",
    ),
}


def natura(first: float = 8.0, modified: str = "2021-10-29T02:00:00") -> Table:
    """82972NED with two years; every share of young people with jeugdhulp is `first` plus a tenth a period."""
    periods = list(PERIODS)

    def values(keys: dict[str, str]) -> dict[str, Any]:
        step = periods.index(keys["Perioden"]) / 10
        figures = [first + step, 9.0 + step, 1.1, 47.0 + step, None]
        return dict(zip(NATURA_TOPICS, figures, strict=True))

    return table(
        "82972NED",
        "Indicatoren jeugdzorg in natura; gemeenten, 2015-2020",
        dims={"RegioS": REGIONS, "Perioden": PERIODS},
        topics=NATURA_TOPICS,
        values=values,
        width={"RegioS": 7},
        modified=modified,
    )


def population(each: int = 40_000) -> Table:
    """70072ned: every gemeente has `each` inhabitants."""
    years = {f"{year}JJ00": str(year) for year in (2019, 2020)}

    def values(keys: dict[str, str]) -> dict[str, Any]:
        return {"TotaleBevolking_1": each * len(GEMEENTEN) if keys["RegioS"] == "NL01" else each}

    return table(
        "70072ned",
        "Regionale kerncijfers Nederland",
        dims={"RegioS": REGIONS, "Perioden": years},
        topics={"TotaleBevolking_1": ("Totale bevolking", "aantal")},
        values=values,
        kinds={"RegioS": "GeoDetail"},
        width={"RegioS": 6},
    )


def finance(year: int = 2019, table_id: str = "45046NED") -> Table:
    """Iv3 of one year: taakvelden of several domains, 5,000 thousand euro each, both placings."""
    taakvelden = {"0.1": "0.1 Bestuur", "6.2": "6.2 Wijkteams"}
    taakvelden |= {"6.72": "6.72 Maatwerkdienstverlening 18-", "6.82": "6.82 Geëscaleerde zorg 18-"}
    categories = {"L1.1": "L1.1 Salarissen en sociale lasten", "L3.8": "L3.8 Overige goederen en diensten"}
    categories |= {"B3.8": "B3.8 Overige goederen en diensten"}
    statements = {f"{year}X000": "Begroting", f"{year}X003": "3e kwartaal", f"{year}X005": "Jaarrekening"}

    def values(keys: dict[str, str]) -> dict[str, Any]:
        amount = {"L1.1": 1000.0, "L3.8": 4000.0, "B3.8": 50.0}[keys["Categorie"]]
        late = keys["Gemeenten"] == "GM9002"  # the second placing is not delivered yet
        return {"k_1ePlaatsing_1": amount, "k_2ePlaatsing_2": None if late else amount + 5}

    return table(
        table_id,
        f"Gemeenten {year} onbewerkte Iv3-data ",
        dims={
            "TaakveldBalanspost": taakvelden,
            "Categorie": categories,
            "Gemeenten": GEMEENTEN,
            "Verslagsoort": statements,
        },
        topics={
            "k_1ePlaatsing_1": ("1e plaatsing", "1 000 euro"),
            "k_2ePlaatsing_2": ("2e plaatsing", "1 000 euro"),
        },
        values=values,
        catalog="IV3",
        width={"TaakveldBalanspost": 6, "Categorie": 8, "Gemeenten": 9, "Verslagsoort": 8},
    )


def small_tables() -> list[Table]:
    """All of them."""
    return [natura(), population(), finance()]
