"""Which figures a page sets beside others: in the newest period that both have, else in that of the gemeente."""

import pandas as pd

from metrics.build import Build
from metrics.comparing.leading import Limit
from metrics.comparing.measures import measures, why_older
from metrics.comparing.reading import Readings
from metrics.facts import Facts
from metrics.figures import complete
from metrics.records import Records

A, B = "GM0001", "GM0002"


def rows(*found: tuple[str, str, str, float]) -> Readings:
    columns = ["indicator", "region", "period", "value"]
    made = pd.DataFrame(found, columns=columns).assign(
        cell_status="ok", period_status="definitief", source="x"
    )
    return Readings.of_frame(complete(made))


def test_beside_another_the_newest_period_is_the_one_both_have(report_facts: Facts, records: Records) -> None:
    build = Build(report_facts, records)
    readings = rows(
        ("lasten_per_inwoner", A, "2022", 100),
        ("lasten_per_inwoner", A, "2023", 110),
        ("lasten_per_inwoner", B, "2022", 90),
        ("zonder_verblijf", A, "2020H1", 8),
        ("zonder_verblijf", A, "2019H2", 7),
        ("zonder_verblijf", B, "2019H2", 6),
        ("groei_lasten_per_inwoner", A, "2023", 10),
    )

    def periods(**more: object) -> dict[str, str]:
        return {each.indicator.code: each.period for each in measures(build, readings, A, **more)}  # type: ignore[arg-type]

    assert periods() == {
        "lasten_per_inwoner": "2023", "groei_lasten_per_inwoner": "2023", "zonder_verblijf": "2020H1",
    }  # fmt: skip
    assert periods(beside=(B,)) == {
        "lasten_per_inwoner": "2022", "groei_lasten_per_inwoner": "2023", "zonder_verblijf": "2019H2",
    }  # fmt: skip
    assert periods(limit=Limit("2022"))["lasten_per_inwoner"] == "2022"
    assert "groei_lasten_per_inwoner" not in periods(limit=Limit("2022"))
    assert [each.heading for each in measures(build, readings, A)][1].endswith("rekening 2022-2023")


def test_a_figure_that_is_older_than_that_of_nederland_says_why() -> None:
    lasten = "lasten_per_inwoner"
    made = pd.DataFrame(
        [
            (lasten, A, "2022", 311.0, "ok"),
            (lasten, A, "2023", None, "nul_als_ontbrekend"),
            (lasten, B, "2022", 269.0, "ok"),
            (lasten, B, "2023", 317.0, "ok"),
            (lasten, "NL01", "2022", 326.0, "ok"),
            (lasten, "NL01", "2023", 350.0, "ok"),
            (lasten, "NL01", "2023H2", 1.0, "ok"),
        ],
        columns=["indicator", "region", "period", "value", "cell_status"],
    )
    readings = Readings.of_frame(complete(made))
    said = "In de rekening van Aa over 2023 staat nul of niets. Dat telt als ontbrekend."
    assert why_older(readings, lasten, A, "Aa", "2022") == said
    assert why_older(readings, lasten, A, "Aa", "2022", Limit("2022")) == ""  # nobody asked for newer
    assert why_older(readings, lasten, B, "Be", "2022") == ""  # it has the newer one; the other has not
    assert why_older(readings, lasten, A, "Aa", "2023") == ""
