"""Groups by kind on a small hand-made country, and what is said when one cannot be made."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.errors import MetricsError
from metrics.facts import MEMBERSHIPS, MERGERS, NEIGHBOURS, OBSERVATIONS, REGIONS, SOURCES, Facts
from metrics.groups import make
from metrics.groups.make import Group, Groups, Request
from metrics.groups.similarity import SimilarityError
from metrics.places import size_classes
from metrics.places.country import Country, GroupError
from metrics.places.lineage import Lineage
from metrics.places.names import Names
from metrics.records import Records, ReferenceGroup

# A country of six: Acht was Oud-Acht and Negen until 2019, Haaren was divided in 2021 over Een and Twee.
PEOPLE = {
    "GM0001": 19_999, "GM0002": 20_000, "GM0003": 49_999, "GM0004": 50_000, "GM0005": 30_000, "GM0008": 21_000
}  # fmt: skip
NAMES = {
    "GM0001": "Een",
    "GM0002": "Twee",
    "GM0003": "Drie",
    "GM0004": "Vier",
    "GM0005": "Vijf",
    "GM0008": "Acht",
}
MERGED = [
    ("2019-01-01", "GM0080", "Oud-Acht", "GM0008", "Acht", "merger"),
    ("2019-01-01", "GM0009", "Negen", "GM0008", "Acht", "merger"),
    ("2021-01-01", "GM0788", "Haaren", "GM0001", "Een", "split"),
    ("2021-01-01", "GM0788", "Haaren", "GM0002", "Twee", "split"),
]  # fmt: skip
# As drawn in 2016: Een touches Oud-Acht, Negen, Twee and Haaren; Drie is an island.
BORDERS_2016 = [("GM0001", "GM0080", 300.0), ("GM0001", "GM0009", 200.0), ("GM0001", "GM0002", 400.0),
                ("GM0001", "GM0788", 900.0),
                ("GM0080", "GM0009", 50.0), ("GM0002", "GM0004", 10.0)]  # fmt: skip
BORDERS_2024 = [("GM0001", "GM0008", 510.0), ("GM0001", "GM0002", 1300.0)]


def both_ways(year: int, pairs: list[tuple[str, str, float]]) -> list[tuple[int, str, str, float]]:
    return [(year, *ends, m) for a, b, m in pairs for ends in ((a, b), (b, a))]


def country(**frames: pd.DataFrame) -> Facts:
    regions = [(code, name, "gemeente", 2015, None) for code, name in NAMES.items()]
    regions += [("GM0080", "Oud-Acht", "gemeente", 2015, 2018), ("GM0009", "Negen", "gemeente", 2015, 2018)]
    regions += [("GM0788", "Haaren", "gemeente", 2015, 2020), ("JZ01", "Noord", "jeugdregio", None, None)]
    regions += [("JZ02", "Zuid", "jeugdregio", None, None), ("NL01", "Nederland", "land", None, None)]
    members = [
        ("GM0001", "JZ01", "jeugdregio", 2016), ("GM0080", "JZ01", "jeugdregio", 2016),
        ("GM0009", "JZ02", "jeugdregio", 2016), ("GM0788", "JZ01", "jeugdregio", 2016),
        ("GM0005", "JZ02", "jeugdregio", 2016), ("GM0001", "JZ01", "jeugdregio", 2026),
        ("GM0008", "JZ01", "jeugdregio", 2026), ("GM0005", "JZ01", "jeugdregio", 2026),
        ("GM0002", "JZ02", "jeugdregio", 2026),
    ]  # fmt: skip
    people = [
        ("inwoners_n", c, "2024", 2024, float(n), "definitief", "ok", "70072ned") for c, n in PEOPLE.items()
    ]
    people += [("inwoners_n", "GM0001", "2020", 2020, 20_500.0, "definitief", "ok", "70072ned")]
    people += [("inwoners_n", "GM0002", "2020", 2020, 20_700.0, "definitief", "ok", "70072ned")]
    made = {
        "sources": pd.DataFrame([("70072ned", *[None] * (len(SOURCES) - 1))], columns=SOURCES),
        "regions": pd.DataFrame(regions, columns=REGIONS),
        "memberships": pd.DataFrame(members, columns=MEMBERSHIPS),
        "mergers": pd.DataFrame(MERGED, columns=MERGERS),
        "observations": pd.DataFrame(people, columns=OBSERVATIONS),
        "neighbours": pd.DataFrame(
            both_ways(2016, BORDERS_2016) + both_ways(2024, BORDERS_2024), columns=NEIGHBOURS
        ),
    }
    return Facts().with_frames(**{**made, **frames})


def reference(code: str, case: str, members: tuple[str, ...], kind: str = "report") -> ReferenceGroup:
    return ReferenceGroup(
        code=code, name=f"Groep {code}", case=case, members=members, kind=kind, source="tabel 1",
        reason="Om te vergelijken.", author="A. Nalist",
    )  # fmt: skip


RECORDS = Records(
    {}, {"r": reference("r", "GM0001", ("GM0004", "GM0080", "GM0003"))}, (), {}, (), (), (), {}, (), ()
)
FACTS = country()


def groups_of(facts: Facts, records: Records = RECORDS) -> Groups:
    lineage = Lineage(facts.mergers, facts.regions)
    return Groups(facts, records, Country(lineage, Names(facts.regions, facts.mergers, lineage)))


GROUPS = groups_of(FACTS)


def made(code: str, kind: str, **asked: Any) -> Group:
    return GROUPS.make(code, kind, Request(**asked))


def codes(kind: str, code: str = "GM0001", **asked: Any) -> list[str]:
    return list(made(code, kind, **asked).codes)


def refused(kind: str, code: str = "GM0001", groups: Groups = GROUPS, **asked: Any) -> str:
    with pytest.raises(MetricsError) as caught:
        groups.make(code, kind, Request(**asked))
    return caught.value.message_nl


def test_the_frame_has_the_columns_of_the_command_line() -> None:
    frame = made("GM0001", "neighbours").members
    assert list(frame.columns) == ["region_code", "region_name", "rank", "distance"]
    assert frame.to_dict("records") == [
        {"region_code": "GM0002", "region_name": "Twee", "rank": 1, "distance": 1300.0},
        {"region_code": "GM0008", "region_name": "Acht", "rank": 2, "distance": 510.0},
    ]


def test_the_group_of_the_report_is_carried_to_today_in_the_order_of_the_report() -> None:
    assert codes("report") == ["GM0004", "GM0008", "GM0003"]


def test_the_report_has_no_group_for_the_others_and_says_for_whom() -> None:
    assert refused("report", "GM0002") == "Het rapport heeft alleen een vergelijkingsgroep voor: Een."


def test_neighbours_on_old_boundaries_are_gemeenten_of_today_with_their_borders_added_up() -> None:
    group = made("GM0001", "neighbours", year=2017)
    assert dict(zip(group.codes, group.members["distance"], strict=True)) == {
        "GM0008": 500.0,
        "GM0002": 400.0,
    }
    assert group.basis == "gemeentegrenzen van 2016"
    assert group.notes == ("Niet in de groep, want opgesplitst of onbekend: Haaren.",)


def test_a_gemeente_of_two_old_ones_has_the_neighbours_of_both_and_not_itself() -> None:
    assert codes("neighbours", "GM0008", year=2016) == ["GM0001"]


def test_an_island_has_no_neighbours_and_that_is_said() -> None:
    assert refused("neighbours", "GM0003") == "Drie grenst op de kaart van 2024 aan geen andere gemeente."


def test_without_boundaries_nobody_has_neighbours() -> None:
    assert "Grenzen zijn niet geladen" in refused(
        "neighbours", groups=groups_of(country(neighbours=pd.DataFrame(columns=NEIGHBOURS)))
    )


def test_the_same_jeugdregio_of_the_newest_division() -> None:
    group = made("GM0001", "jeugdregio")
    assert group.codes == ("GM0008", "GM0005")  # by name: Acht, Vijf
    assert group.basis == "Noord, indeling van 2026"
    assert group.members["distance"].isna().all()
    assert group.distance_meaning == ""


def test_the_only_gemeente_of_a_jeugdregio_and_one_that_lay_in_two() -> None:
    assert (
        refused("jeugdregio", "GM0002") == "Twee is de enige gemeente in jeugdregio Zuid (indeling van 2026)."
    )
    assert refused("jeugdregio", "GM0008", year=2016) == (
        "Acht lag in 2016 in meer gebieden: Noord en Zuid. Kies een andere groep."
    )
    assert "staat niet in de indeling van 2026" in refused("jeugdregio", "GM0003")


def test_a_division_that_is_not_loaded_is_named() -> None:
    assert refused("province") == "De indeling voor 'gemeenten in dezelfde provincie' is niet geladen."


def test_the_size_class_has_its_lower_bound_and_not_its_upper() -> None:
    # 20,000 to 50,000: Twee (20,000) is in it, Een (19,999) and Vier (50,000) are not
    group = made("GM0002", "size")
    assert dict(zip(group.codes, group.members["distance"], strict=True)) == {
        "GM0008": 1_000, "GM0005": 10_000, "GM0003": 29_999
    }  # fmt: skip
    assert group.basis == "20.000 tot 50.000 inwoners op 1 januari 2024"


def test_the_size_class_follows_the_date_that_is_chosen() -> None:
    group = made("GM0001", "size", year=2020)
    assert group.codes == ("GM0002",)
    assert group.notes == ("Geen aantal inwoners op 1 januari 2020: Acht, Drie, Vier en Vijf.",)
    assert (
        refused("size", "GM0001") == "Een heeft in deze groep geen andere gemeenten. Kies een andere groep."
    )


def test_equally_urban_gemeenten_are_those_of_the_same_class() -> None:
    assert refused("urban") == "De stedelijkheid is nog niet geladen."
    classes = {"GM0001": 2.0, "GM0004": 2.0, "GM0003": 3.0, "GM0008": 2.0}
    source = (2024, "definitief", "ok", "70072ned")
    rows = [("stedelijkheid_klasse", c, "2024", source[0], v, *source[1:]) for c, v in classes.items()]
    loaded = groups_of(country(observations=pd.DataFrame(rows, columns=OBSERVATIONS)))
    group = loaded.make("GM0001", "urban")
    assert group.codes == ("GM0008", "GM0004")
    assert group.basis == "stedelijkheid klasse 2 van 5 in 2024"
    assert refused("urban", "GM0003", loaded).startswith("Drie heeft in deze groep geen andere")
    assert refused("urban", "GM0005", loaded) == "Van Vijf is de stedelijkheid in 2024 niet bekend."


def test_the_ordinary_group_is_the_first_that_can_be_made_the_same_everywhere() -> None:
    assert [(code, group.kind) for code in ("GM0001", "GM0003") if (group := GROUPS.ordinary(code))] == [
        ("GM0001", "report"),
        ("GM0003", "size"),  # ten gemeenten that are alike ask for a country of eleven
    ]
    assert GROUPS.of("GM0001")["report"] is GROUPS.ordinary("GM0001")  # made once
    empty = country(
        memberships=pd.DataFrame(columns=MEMBERSHIPS), observations=pd.DataFrame(columns=OBSERVATIONS)
    )
    assert groups_of(empty).ordinary("GM0003") is None


def test_what_cannot_be_made_is_kept_with_its_reason() -> None:
    assert GROUPS.refused("GM0003") == {kind: refused(kind, "GM0003") for kind in GROUPS.refused("GM0003")}
    assert list(GROUPS.refused("GM0003")) == [
        "report", "neighbours", "jeugdregio", "province", "statistical", "urban"
    ]  # fmt: skip
    assert set(GROUPS.of("GM0003")) | set(GROUPS.refused("GM0003")) == set(make.KINDS) - make.BY_HAND


def test_the_nearest_are_asked_for_no_more_than_there_are() -> None:
    assert GROUPS.nearest("GM0001", 2) == ("GM0002", "GM0008")
    assert len(GROUPS.nearest("GM0001", 20)) == 5
    with pytest.raises(GroupError):
        GROUPS.nearest("GM0080", 2)


@pytest.mark.parametrize(
    ("inhabitants_n", "label"),
    [(1, "minder dan 20.000 inwoners"), (19_999, "minder dan 20.000 inwoners"),
     (20_000, "20.000 tot 50.000 inwoners"), (149_999, "100.000 tot 150.000 inwoners"),
     (150_000, "150.000 tot 250.000 inwoners"), (250_000, "250.000 inwoners of meer")],
)  # fmt: skip
def test_size_classes_of_cbs(inhabitants_n: int, label: str) -> None:
    found = size_classes.size_class(inhabitants_n)
    assert found is not None
    assert found.label == label


def test_no_inhabitants_no_class() -> None:
    assert size_classes.size_class(0) is None
    found = size_classes.size_classes(pd.Series({"a": 20_000.0, "b": float("nan")}))
    assert found["a"] == "SIZE:20000-50000"
    assert found["b"] is None


def test_statistical_neighbours_carry_their_distance_and_what_they_rest_on() -> None:
    group = made("GM0001", "statistical", k=2)
    # only inhabitants are loaded: nearest in ratio are Twee (x 1.00005) and Acht (x 1.05)
    assert group.codes == ("GM0002", "GM0008")
    assert group.basis == "gekozen op aantal inwoners"
    assert group.alike is not None
    assert len(group.alike.fingerprint) == 12
    assert group.members["distance"].is_monotonic_increasing
    assert "0 is gelijk" in group.distance_meaning


@pytest.mark.parametrize("k", [0, 6, 342])
def test_a_number_larger_than_the_country_is_refused(k: int) -> None:
    assert "Kies een aantal van 1 tot en met 5" in refused("statistical", k=k)


def test_weights_below_zero_are_refused() -> None:
    with pytest.raises(SimilarityError):
        made("GM0001", "statistical", weights={"grootte": -1})


def test_an_own_choice_keeps_its_order_follows_mergers_and_leaves_the_gemeente_itself_out() -> None:
    group = made("GM0001", "own", members=("GM0004", "GM0009", "GM0001", "GM0080"))
    assert group.codes == ("GM0004", "GM0008")
    assert group.notes == (
        "Negen hoort sinds 2019 bij Acht.", "Een zelf telt niet mee in de groep.", "Oud-Acht hoort sinds 2019 bij Acht."
    )  # fmt: skip


UNKNOWN = "kennen we niet. Gebruik de naam of de code van een gemeente."


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ((), "Een groep heeft ten minste twee andere gemeenten nodig."),
        (
            ("GM0001",),
            "Een zelf telt niet mee in de groep. Een groep heeft ten minste twee andere gemeenten nodig.",
        ),
        (("GM0004", "GM9999"), f"'GM9999' {UNKNOWN} Haal deze gemeente uit de groep."),
        (("GM0788",), "Haaren is in 2021 verdeeld over Een en Twee. Haal deze gemeente uit de groep."),
        (("NL01",), f"'NL01' {UNKNOWN} Haal deze gemeente uit de groep."),
    ],
)
def test_own_choices_that_cannot_be(members: tuple[str, ...], message: str) -> None:
    assert refused("own", members=members) == message


def test_a_group_of_the_whole_country_holds_everybody_else() -> None:
    assert set(codes("own", members=tuple(NAMES))) == set(NAMES) - {"GM0001"}


def test_a_saved_group_says_whose_it_is() -> None:
    saved = (reference("mijn", "", ("GM0004", "GM0003"), "own"),)
    group = made("GM0001", "saved", saved=saved, name="mijn")
    assert group.codes == ("GM0004", "GM0003")
    assert (group.title, group.basis) == (
        "Groep 'Groep mijn'",
        "Om te vergelijken. Opgesteld door: A. Nalist",
    )
    assert "'weg' is er niet. Wel bewaard: mijn" in refused("saved", saved=saved, name="weg")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("GM0080", "Oud-Acht hoort sinds 2019 bij Acht. Kies een gemeente van vandaag."),
        ("GM0788", "Haaren is in 2021 verdeeld over Een en Twee. Kies een gemeente van vandaag."),
        (
            "GM9999",
            "'GM9999' kennen we niet. Gebruik de naam of de code van een gemeente. Kies een gemeente van vandaag.",
        ),
        (
            "JZ01",
            "'JZ01' kennen we niet. Gebruik de naam of de code van een gemeente. Kies een gemeente van vandaag.",
        ),
    ],
)
def test_only_a_gemeente_of_today_has_groups(code: str, message: str) -> None:
    for kind in ("neighbours", "own"):
        assert refused(kind, code, members=("GM0004",)) == message


def test_an_unknown_kind_is_refused_with_the_kinds_there_are() -> None:
    assert "Kies uit: report, neighbours" in refused("buren")


def test_the_groups_for_everybody_are_all_of_the_records_but_the_reports() -> None:
    river = reference("ijssel", "", ("GM0003", "GM0004"), kind="voor iedereen")
    records = replace(RECORDS, groups={**RECORDS.groups, "ijssel": river})
    groups = groups_of(FACTS, records)
    assert groups.for_everybody == (river,)
    made = groups.make("GM0001", "saved", Request(saved=groups.for_everybody, name="ijssel"))
    assert set(made.codes) == {"GM0003", "GM0004"} and made.name == "ijssel"


def test_what_can_be_chosen_is_what_can_be_made() -> None:
    assert list(GROUPS.available("GM0001")) == [
        "report",
        "neighbours",
        "jeugdregio",
        "own",
    ]
    assert list(GROUPS.available("GM0003")) == ["size", "own"]
    assert list(GROUPS.available("GM0003", saved=True)) == ["size", "own", "saved"]
    empty = country(
        neighbours=pd.DataFrame(columns=NEIGHBOURS), memberships=pd.DataFrame(columns=MEMBERSHIPS),
        observations=pd.DataFrame(columns=OBSERVATIONS),
    )  # fmt: skip
    assert list(groups_of(empty).available("GM0001")) == ["report", "own"]


@settings(deadline=None, max_examples=50)
@given(
    st.sampled_from(sorted(NAMES)),
    st.sampled_from(list(make.KINDS)),
    st.lists(st.sampled_from(sorted(NAMES))),
)
def test_whoever_asks_for_whatever_the_gemeente_itself_is_never_in_it(
    code: str, kind: str, members: list[str]
) -> None:
    try:
        frame = made(code, kind, k=3, members=members).members
    except MetricsError as error:
        assert error.message_nl.endswith(".")
        return
    assert code not in set(frame["region_code"])
    assert frame["region_code"].is_unique
    assert list(frame["rank"]) == list(range(1, len(frame) + 1))
    assert set(frame["region_code"]) <= set(NAMES)


def test_errors_of_groups_are_known_to_the_pages() -> None:
    assert issubclass(GroupError, MetricsError)
