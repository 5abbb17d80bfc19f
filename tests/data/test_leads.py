"""Regional leads: the amounts in the evidence are those of Iv3."""

import pandas as pd
import pytest

from metrics.costs.taakvelden import youth_lasten
from metrics.facts import Facts
from metrics.records import Records

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def per_inhabitant(cbs_facts: Facts, records: Records) -> "pd.Series[float]":
    lasten = youth_lasten(cbs_facts.finance, records.taakvelden)
    people = cbs_facts.observations[cbs_facts.observations["indicator"] == "inwoners_n"]
    both = lasten.merge(people[["region", "year", "value"]], on=["region", "year"])
    both["euro"] = both["lasten_eur"] / both["value"]
    return both.set_index(["region", "year", "statement"])["euro"]


@pytest.mark.parametrize(
    ("region", "year", "statement", "euro"),
    [
        ("GM0935", 2017, "jaarrekening", 1317),
        ("GM0935", 2018, "jaarrekening", 1298),
        ("GM0935", 2019, "jaarrekening", 1308),
        ("GM0935", 2020, "jaarrekening", 369),
        ("GM0935", 2020, "begroting", 1426),
        ("GM0935", 2021, "begroting", 1437),
        ("GM0935", 2021, "jaarrekening", 391),
        ("GM0796", 2019, "jaarrekening", 1169),
        ("GM0796", 2020, "jaarrekening", 893),
        ("GM0796", 2022, "jaarrekening", 404),
        ("GM1684", 2017, "jaarrekening", 216),
        ("GM1684", 2018, "jaarrekening", 933),
        ("GM1684", 2021, "jaarrekening", 1270),
        ("GM1982", 2022, "jaarrekening", 274),
        ("GM0307", 2018, "jaarrekening", 289),
        ("GM0307", 2019, "jaarrekening", 569),
        ("GM0307", 2020, "jaarrekening", 425),
        ("GM0307", 2019, "begroting", 209),
        ("GM0758", 2017, "jaarrekening", 390),
        ("GM0758", 2023, "jaarrekening", 519),
        ("GM1674", 2019, "jaarrekening", 280),
        ("GM1674", 2020, "jaarrekening", 378),
        ("GM1674", 2020, "begroting", 244),
    ],
)
def test_evidence(
    per_inhabitant: "pd.Series[float]", records: Records, region: str, year: int, statement: str, euro: int
) -> None:
    assert round(per_inhabitant[(region, year, statement)]) == euro
    said = f"{euro:,}".replace(",", ".")
    heirs = {"GM1982": "GM1684"}
    texts = [lead.evidence for lead in records.leads if lead.region == heirs.get(region, region)]
    assert any(said in text for text in texts)


def test_the_code_of_the_wmo_budget_is_not_youth_care(cbs_facts: Facts, records: Records) -> None:
    """6.791 is the pgb of the Wmo: 309 million euro that a prefix 6.79 would have counted in."""
    plan = cbs_facts.finance[
        (cbs_facts.finance["year"] == 2025) & (cbs_facts.finance["statement"] == "begroting")
    ]
    wmo = plan.loc[plan["taakveld"] == "6.791", "lasten_eur"].sum()
    assert round(wmo / 1e6) == 309
    youth = youth_lasten(plan, records.taakvelden)["lasten_eur"].sum()
    parts = plan[plan["taakveld"].str.match(r"6\.(75[123]|76[123]|792|82[12])$")]["lasten_eur"].sum()
    assert youth == pytest.approx(parts)
