"""The records that ship: complete, consistent with each other and with the frames that use them."""

import re
import string
from pathlib import Path

import pytest

from metrics import figures
from metrics.facts import Facts
from metrics.records import Records
from metrics.report import printed
from tests.data.screen_words import FORBIDDEN

ROOT = Path(__file__).resolve().parents[2]
# The figure indicator codes that metrics and pages know (contract of the figures frame).
CODES = {
    "lasten_per_inwoner", "lasten_min_baten_per_inwoner", "lasten_per_jongere_met_jeugdzorg",
    "lasten_per_jongere_tot_18", "groei_lasten_per_inwoner", "index_rapport", "begroting_per_inwoner",
    "lasten_breed_per_inwoner", "groei_lasten_breed_per_inwoner", "zonder_verblijf", "met_verblijf",
    "wijkteam_aandeel", "natura_jeugdhulp", "natura_verblijf",
    "index_zonder_verblijf", "inkomensdeciel", "laag_inkomen_deciel", "mediaan_inkomen", "kinderen_laag_inkomen",
}  # fmt: skip


def test_every_figure_has_a_record(records: Records) -> None:
    made_whole = {code for code, each in records.indicators.items() if each.observed or each.counts}
    assert set(records.indicators) == CODES | made_whole
    # a figure under an own code is a variant: it is called by the record of the figure itself
    assert {name.removesuffix(figures.OWN_CODE) for name in figures.FACTORS} <= CODES
    assert {column.indicator for column in printed.COLUMNS.values()} <= CODES


def test_a_ratio_says_what_it_is_divided_by(records: Records) -> None:
    for code, record in records.indicators.items():
        assert record.numerator, code
        assert bool(record.denominator) == (
            code not in ("inkomensdeciel", "laag_inkomen_deciel", "mediaan_inkomen")
        ), code


def test_use_and_cost_have_no_good_side(records: Records) -> None:
    sided = {
        code: record.polarity for code, record in records.indicators.items() if record.polarity != "geen"
    }
    assert sided == {"inkomensdeciel": "laagste_1", "laag_inkomen_deciel": "hoogste_1"}


def test_indicators_name_columns_and_sources_that_exist(records: Records) -> None:
    known = {name for each in records.sources for name in (each.source_id, each.series)} | {"rapport"}
    for code, record in records.indicators.items():
        assert set(record.sources) <= known, code
        assert set(record.caveats) <= set(records.caveats), code
        columns = {name.strip() for name in record.report_column.split(",") if name}
        assert {printed.COLUMNS[name].indicator for name in columns} <= {code}, code
        assert bool(columns) == bool(record.report_table), code


def test_decimals_are_those_the_report_prints(records: Records) -> None:
    for column in printed.COLUMNS.values():
        assert records.indicators[column.indicator].decimals == column.decimals


def test_the_five_groups_are_those_of_table_1(records: Records, report_facts: Facts) -> None:
    cells = report_facts.report_cells
    table = cells[(cells["table_n"] == 1) & (cells["column"] == "reference_member")]
    for case, rows in table.groupby("case_code"):
        group = records.group_of(str(case))
        assert set(group.members) == set(rows["region_code"]), case
        assert case not in group.members
        assert set(group.reasons) == set(group.member_kinds) == set(group.members)
        line_of = {str(row.region_code): int(row.line) for row in rows.itertuples()}
        for member, reason in group.reasons.items():
            assert f"regel {line_of[member]}" in reason, (case, member)
    sizes = cells[(cells["table_n"] == 1) & (cells["column"] == "size_class")]
    assert {row.case_code: row.region_code for row in sizes.itertuples()} == {
        group.case: group.size_class for group in records.groups.values()
    }


def test_no_other_gemeente_has_a_group_of_the_report(records: Records) -> None:
    with pytest.raises(KeyError):
        records.group_of("GM0363")


def test_every_theme_has_twelve_questions_of_each_kind(records: Records) -> None:
    themes: dict[str, list[str]] = {}
    for question in records.questions:
        themes.setdefault(question.theme, []).append(question.label)
        assert question.indicator in records.indicators, question.code
        assert question.text.endswith(("?", "?)")) or "?" in question.text, question.code
    assert {theme: len(labels) for theme, labels in themes.items()} == dict.fromkeys(
        [
            "lasten_per_inwoner",
            "lasten_per_jongere",
            "groei",
            "zonder_verblijf",
            "met_verblijf",
            "inkomen",
            "regio",
        ],
        12,
    )
    for theme, labels in themes.items():
        assert set(labels) == {"T", "W", "R"}, theme


def test_conditions_of_questions_are_known(records: Records) -> None:
    assert {question.when for question in records.questions} == {
        "altijd", "hoger", "lager", "daalt", "stijgt", "rekening_boven_begroting", "rekening_onder_begroting",
        "index_en_groei_verschillen", "gemeente_die_lijkt", "groepen_geteld",
    }  # fmt: skip


def test_every_page_can_ask_one_question_of_each_label_without_a_condition(records: Records) -> None:
    for theme in {question.theme for question in records.questions}:
        free = {q.label for q in records.questions if q.theme == theme and q.when == "altijd"}
        assert free == {"T", "W", "R"}, theme


def test_placeholders_are_plain_names(records: Records) -> None:
    texts = [
        *records.messages.values(),
        *(c.text for c in records.caveats.values()),
        *(q.text for q in records.questions),
    ]
    for text in texts:
        for _, name, spec, conversion in string.Formatter().parse(text):
            assert name is None or (name.isidentifier() and not spec and conversion is None), text


def _shapes_of_keys() -> str:
    """Return a pattern of every key of a message that code writes: `"K5"`, or `f"K1{where}"` for a family."""
    sources = [
        path.read_text(encoding="utf-8")
        for top in ("pages", "metrics")
        for path in (ROOT / top).rglob("*.py")
    ]
    written = {
        found
        for text in sources
        for found in re.findall(r"[\"']([A-Z][0-9]+(?:_\w+)?(?:\{\w+\})?)[\"']", text)
    }
    return "|".join(re.sub(r"\{\w+\}", r"(_\\w+)?", each) for each in written)


def test_every_message_is_said_somewhere(records: Records) -> None:
    shapes = _shapes_of_keys()
    assert [key for key in records.messages if not re.fullmatch(shapes, key)] == []
    assert not re.fullmatch(shapes, "K99")


def test_all_caveats_of_the_texts_are_there(records: Records) -> None:
    assert {*(f"C{n}" for n in range(1, 25)), "N1"} <= set(records.caveats)


def test_terms_refer_to_terms(records: Records) -> None:
    terms = [term.term for term in records.terms]
    assert len(terms) == len(set(terms)) >= 30
    for term in records.terms:
        assert set(term.see) <= set(terms), term.term


def test_sentences_are_short(records: Records) -> None:
    """B1: no sentence in the glossary or a caveat of more than 30 words."""
    texts = [*(term.explanation for term in records.terms), *(c.text for c in records.caveats.values())]
    long = [text for text in texts for part in text.replace(":", ".").split(".") if len(part.split()) > 30]
    assert long == []


def test_taakvelden_follow_each_other_without_a_gap(records: Records) -> None:
    spans = [(each.first_year, each.last_year) for each in records.taakvelden]
    assert spans == [(2017, 2022), (2023, 2024), (2025, None)]


@pytest.mark.parametrize(
    ("year", "code", "narrow", "wide"),
    [
        (2019, "6.72", True, True),
        (2019, "6.82", True, True),
        (2019, "6.2", False, True),
        (2019, "6.71", False, False),
        (2024, "6.72", True, True),  # bare codes are still delivered
        (2024, "6.74c", True, True),
        (2024, "6.71d", False, False),
        (2024, "6.81a", False, False),
        (2025, "6.753", True, True),
        (2025, "6.792", True, True),
        (2025, "6.791", False, False),  # pgb of the Wmo
        (2025, "6.822", True, True),
        (2025, "6.812", False, False),
        (2025, "6.22", False, True),
        (2025, "6.92", False, True),
        (2025, "6.23", False, False),
    ],
)
def test_which_taakvelden_count(records: Records, year: int, code: str, narrow: bool, wide: bool) -> None:
    span = next(s for s in records.taakvelden if s.first_year <= year and (s.last_year or year) >= year)
    is_narrow = code.startswith(span.narrow_prefixes)
    assert is_narrow is narrow
    assert (is_narrow or code in span.wide_codes) is wide


def test_leads_have_years_and_evidence(records: Records) -> None:
    years = {
        (lead.region, lead.statement): (lead.first_year, lead.last_year, lead.kind) for lead in records.leads
    }
    assert years == {
        ("GM0935", ""): (2017, 2019, "geheel"),
        ("GM0935", "begroting"): (2020, 2021, "geheel"),
        ("GM0796", ""): (2017, 2021, "geheel"),
        ("GM1684", ""): (2018, 2021, "geheel"),
        ("GM0307", "jaarrekening"): (2019, None, "geheel"),  # its begrotingen are ordinary
        ("GM0758", ""): (2017, None, "deels"),
        ("GM1674", ""): (2020, None, "deels"),
    }
    assert all("€" in lead.evidence for lead in records.leads)


def test_the_list_of_words_is_whole() -> None:
    assert len(FORBIDDEN) == len(set(FORBIDDEN)) > 60


def test_the_register_says_which_table_gives_a_figure_for_a_period(records: Records) -> None:
    assert records.table_of("zonder_verblijf", "2020H2") == "84134NED"
    assert records.table_of("zonder_verblijf", "2021H1") == "85099NED"
    assert records.table_of("natura_jeugdhulp", "2019") == "82972NED"
    assert records.table_of("natura_jeugdhulp", "2023") == "85098NED"
    assert [records.table_of("lasten_per_inwoner", str(year)) for year in (2017, 2019, 2024)] == [
        "45038NED", "45046NED", "45067NED"
    ]  # fmt: skip
    assert records.table_of("lasten_per_inwoner", "2016") == "70072ned"  # no Iv3 by taakveld before 2017
    assert records.tables_of("lasten_per_jongere_met_jeugdzorg", "2021") == ("45054NED", "85099NED")
    assert records.tables_of("index_zonder_verblijf") == ("84134NED",)
    assert records.table_of("index_zonder_verblijf", "2023") == ""


def test_the_register_says_which_table_of_a_shape_covers_a_year(records: Records) -> None:
    assert records.table_of_kind("population") == "70072ned"
    assert records.table_of_kind("population_age", 2030) == "03759ned"
    assert (records.table_of_kind("youth_care", 2020), records.table_of_kind("youth_care", 2021)) == (
        "84134NED", "85099NED"
    )  # fmt: skip
    with pytest.raises(KeyError):
        records.table_of_kind("weather")
    with pytest.raises(KeyError):
        records.table_of_kind("youth_care", 2014)
