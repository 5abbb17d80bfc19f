"""Small hand-made tables in the shape of the feed: invented figures for invented gemeenten (GM9001 ...)."""

from __future__ import annotations

from typing import Any

from tests.feed_server import Table, table

REGIONS = {"NL01": "Nederland", "GM9001": "Voorbeelddam", "GM9002": "Testerveen", "GM9003": "Proefwijk"}
PERIODS = {
    "2017HJ01": "2017 1e halfjaar",
    "2017JJ00": "2017",
    "2018HJ01": "2018 1e halfjaar",
    "2018JJ00": "2018",
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
    """82972NED with three gemeenten and two years; `first` is Nederland's first figure."""
    regions, periods = list(REGIONS), list(PERIODS)

    def values(keys: dict[str, str]) -> dict[str, Any]:
        step = regions.index(keys["RegioS"]) + 0.1 * periods.index(keys["Perioden"])
        figures = [first + step, 9.0 + step, 1.1, 47.0 + step, 0.4]
        return {topic: round(value, 1) for topic, value in zip(NATURA_TOPICS, figures, strict=True)}

    return table(
        "82972NED",
        "Indicatoren jeugdzorg in natura; gemeenten, 2015-2020",
        dims={"RegioS": REGIONS, "Perioden": PERIODS},
        topics=NATURA_TOPICS,
        values=values,
        width={"RegioS": 7},
        modified=modified,
    )


def population() -> Table:
    """70072ned with the total population only."""
    people = {"GM9001": 40_000, "GM9002": 25_000, "GM9003": 9_000}
    people["NL01"] = sum(people.values())
    years = {f"{year}JJ00": str(year) for year in (2017, 2018, 2019)}

    def values(keys: dict[str, str]) -> dict[str, Any]:
        return {"TotaleBevolking_1": people[keys["RegioS"]] + int(keys["Perioden"][:4]) - 2017}

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
    """Iv3 of one year: three gemeenten, taakvelden of several domains, thousands of euros, both placings."""
    gemeenten = {code: name for code, name in REGIONS.items() if code.startswith("GM")}
    taakvelden = {"0.1": "0.1 Bestuur", "6.2": "6.2 Wijkteams"}
    taakvelden |= {"6.72": "6.72 Maatwerkdienstverlening 18-", "6.82": "6.82 Geëscaleerde zorg 18-"}
    categories = {"L1.1": "L1.1 Salarissen en sociale lasten", "L3.8": "L3.8 Overige goederen en diensten"}
    categories |= {"B3.8": "B3.8 Overige goederen en diensten"}
    statements = {f"{year}X000": "Begroting", f"{year}X003": "3e kwartaal", f"{year}X005": "Jaarrekening"}

    def values(keys: dict[str, str]) -> dict[str, Any]:
        size = 1 + list(gemeenten).index(keys["Gemeenten"])
        amount = 1000.0 * size * (2 if keys["Categorie"] == "L3.8" else 1)
        return {"k_1ePlaatsing_1": amount, "k_2ePlaatsing_2": amount + 5 if size != 2 else None}

    return table(
        table_id,
        f"Gemeenten {year} onbewerkte Iv3-data ",
        dims={
            "TaakveldBalanspost": taakvelden,
            "Categorie": categories,
            "Gemeenten": gemeenten,
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
