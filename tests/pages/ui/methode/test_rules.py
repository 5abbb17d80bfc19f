"""The rules of *Zo rekenen wij*: words that hold the limits of the modules, and examples worked out by hand."""

from pathlib import Path

import pytest

from metrics.build import Build
from metrics.records import Records
from pages.ui.methode import sections
from pages.ui.methode.rule import Case, Rule, case_of
from tests.data.screen_words import hits
from tests.metrics import build_facts as made
from tests.pages.conftest import Open, html, open_cbs, open_report

__all__ = ["open_cbs", "open_report"]  # fixtures

ROOT = Path(__file__).resolve().parents[4]
RULES = {rule.anchor: rule for _, _, _, rules in sections.SUBJECTS for rule in rules}
AA, BE, CE = "GM0001", "GM0002", "GM0003"
# in thousands of euro: Aa has two taakvelden and overhead, Ce has nothing but a zero in 2022
FINANCE = [
    (AA, 2022, "jaarrekening", "6.72", 500.0, 0.0),
    (AA, 2023, "jaarrekening", "6.72a", 400.0, 0.0),
    (AA, 2023, "jaarrekening", "6.82a", 200.0, 0.0),
    (AA, 2023, "jaarrekening", "0.4", 900.0, 0.0),
    (BE, 2022, "jaarrekening", "6.72", 200.0, 0.0),
    (BE, 2023, "jaarrekening", "6.72a", 200.0, 0.0),
    (CE, 2022, "jaarrekening", "6.72", 0.0, 0.0),
    (CE, 2023, "jaarrekening", "6.72a", 900.0, 0.0),
]
PEOPLE = {AA: 2000.0, BE: 1000.0, CE: 1000.0}
FACTS = made.facts(
    finance=made.finance(FINANCE),
    observations=made.observations(
        [("inwoners_n", code, year, n) for code, n in PEOPLE.items() for year in ("2022", "2023")]
    ),
    regions=made.regions([*PEOPLE, "NL01"]),
    mergers=made.mergers([]),
)


@pytest.fixture(scope="module")
def case(records: Records) -> Case:
    found = case_of(Build(FACTS, records), AA)
    assert found is not None
    return found


def steps(case: Case, anchor: str) -> str:
    return " ".join(RULES[anchor].example(case)).replace("\xa0", " ")


def test_the_lasten_of_a_gemeente_step_by_step(case: Case) -> None:
    assert case.year == "2023"
    assert steps(case, "taakvelden").endswith("Samen: € 600.000.")  # overhead is not in it
    assert "stond op 6.72a € 400.000 en 6.82a € 200.000." in steps(case, "taakvelden")
    assert "€ 600.000 : 2.000 = € 300,00, afgerond € 300." in steps(case, "per-inwoner")
    assert "De groei is dus 20,0%." in steps(case, "groei")  # 250 to 300
    assert "alleen nullen: 1 in 2022." in steps(case, "nul")
    assert "de 2e plaatsing in 2022 en 2023." in steps(case, "plaatsing")
    assert "€ 1.100.000 : 2.000 = € 550,00, afgerond € 550." in steps(case, "groep")  # Be and Ce
    assert "5% van € 300 is € 15,00. We zeggen: lager." in steps(case, "ongeveer")
    assert "€ 1.700.000 : 4.000 = € 425,00" in steps(case, "nederland")


def test_an_example_that_cannot_be_made_has_no_steps(case: Case) -> None:
    for anchor in ("toeval", "decielen", "uit-elkaar", "prijzen", "percentages-optellen"):
        assert steps(case, anchor) == "", anchor


def test_a_gemeente_without_accounts_has_no_examples(records: Records) -> None:
    assert case_of(Build(made.facts(), records), AA) is None


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_names_modules_that_are_there_and_says_why(rule: Rule, records: Records) -> None:
    assert rule.modules and all((ROOT / each).is_file() for each in rule.modules)
    said = " ".join([*rule.said(records), rule.formula, rule.why])
    assert rule.formula and rule.why.endswith(".") and hits(said) == []
    assert RULES[rule.anchor] is rule  # no two rules share an anchor


def test_the_taakvelden_are_those_of_the_records(records: Records) -> None:
    said = RULES["taakvelden"].said(records)
    assert len(said) == 1 + len(records.taakvelden)
    assert said[1].startswith("Van 2017 tot en met 2022: 6.72 en 6.82.")
    assert said[-1].startswith("Vanaf 2025: 6.75, 6.76, 6.792 en 6.82.")


@pytest.mark.parametrize(
    ("anchor", "limit"),
    [
        ("ongeveer", "kleiner dan 5 procent"),
        ("niet-plausibel", "meer dan 3,5 afstanden"),
        ("niet-plausibel", "meer dan 2 afstanden"),
        ("verschoven", "ten minste 10 procent"),
        ("uit-elkaar", "minder dan 50 jongeren"),
        ("buren", "minder dan 50 meter"),
        ("buren", "minste 200 meter"),
        ("lijken", "met 3 als grens"),
        ("groep", "minder dan twee leden"),
        ("andere-groepen", "de 5 tot 20 gemeenten"),
        ("toeval", "ongeveer 19 binnen"),
    ],
)
def test_a_limit_reads_as_it_is_applied(anchor: str, limit: str, records: Records) -> None:
    assert limit in " ".join(RULES[anchor].said(records))


def test_without_a_gemeente_the_rules_stand_without_examples(open_report: Open) -> None:
    body = html(open_report("methode"))
    assert all(f"regel-{anchor}" in body for anchor in RULES)
    assert "Kies een gemeente in het menu" in body and "ew-voorbeeld" not in body


def test_on_the_report_alone_it_says_what_is_not_loaded(open_report: Open) -> None:
    body = html(open_report("methode", g="GM0150"))
    assert "De jaarrekeningen van Deventer zijn niet geladen." in body and "ew-voorbeeld" not in body


@pytest.mark.shared
def test_the_example_is_the_figure_of_the_other_pages(open_cbs: Open) -> None:
    """Deventer 2023 beside the group of the report, as *In het kort* says it."""
    rules = html(open_cbs("methode", g="GM0150")).replace("\xa0", " ")
    page = html(open_cbs("gemeente", g="GM0150")).replace("\xa0", " ")
    for figure in ("€ 350", "€ 412", "€ 354"):
        assert f"afgerond {figure}" in rules and figure in page, figure
