"""Every remark has words, on every page the same; which stands first, and what a table must carry."""

import pytest

from metrics import dutch
from metrics.comparing.reasons import REASONS
from metrics.comparing.remarks import ORDER, Remark
from metrics.comparing.sentences import remarks
from metrics.records import Records
from tests.data.screen_words import hits

COST, USE = "lasten_per_inwoner", "zonder_verblijf"
VALUES: dict[str, object] = {
    "gemeente": "Aa", "jaar": "2019", "namen": ("Be", "Ce"), "bedrag_eur": 1569.4, "indicator": COST,
    "periode": "2025", "nieuwer": "", "ouder": {USE: "2020H1"},
}  # fmt: skip


@pytest.mark.parametrize("code", ORDER)
def test_every_remark_has_words_in_full_and_in_short(code: str, records: Records) -> None:
    told = remarks.old_figures if code == "C21" else remarks.text
    text = told(Remark(code, VALUES), records)
    assert text.endswith(".") and "{" not in text
    assert hits(text) == []
    if code != "C21":
        assert remarks.short(code) and hits(remarks.short(code)) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("C6", "Aa boekt mogelijk ook lasten voor andere gemeenten in de regio."),
        ("C6_deels", "Aa boekt mogelijk een deel van de lasten voor andere gemeenten in de regio."),
        ("C7", "Het cijfer van Aa over 2019 is niet plausibel (€ 1.569 per inwoner)."),
        ("C7_groei", "Een van de bedragen achter de groei van Aa tot 2019 is niet plausibel."),
        ("C9", "Aa bestaat sinds 2019. Oudere cijfers zijn de som van Be en Ce."),
        ("uitgebreid", "Vanaf 2019 telt bij Aa ook mee: Be en Ce. Oudere cijfers zijn de som."),
        ("andere_indeling", "Oudere percentages gaan over Aa van daarvoor."),
        ("C10", "Aa is in 2019 verdeeld over meer gemeenten."),
        ("C15", "Lasten per inwoner (2025): "),
        ("verschoven_groei", "De groei is daarom niet met andere gemeenten te vergelijken."),
        ("basis_te_laag", "De begroting van Aa is minder dan de helft van de rekening van dat jaar."),
        ("sprong", "Een sprong kan ook betekenen dat de gemeente lasten anders is gaan boeken."),
    ],
)
def test_remarks_by_hand(code: str, said: str, records: Records) -> None:
    assert said in remarks.text(Remark(code, VALUES), records).replace(dutch.NBSP, " ")


def test_a_remark_without_words_is_an_error(records: Records) -> None:
    with pytest.raises(KeyError):
        remarks.text(Remark("verzonnen", VALUES), records)


def test_old_figures_say_whether_newer_ones_are_loaded(records: Records) -> None:
    values: dict[str, object] = {"jaar": "2019", "nieuwer": "2023", "ouder": {}}
    assert "bekijk 2023" in remarks.old_figures(Remark("C21", values), records)
    none = Remark("C21", {**values, "nieuwer": ""})
    assert "Nieuwere cijfers zijn nog niet geladen." in remarks.old_figures(none, records)
    older = remarks.old_figures(none, records, is_older_version=True)
    assert older == "Let op: dit zijn cijfers over 2019. Dit is niet de nieuwste versie van de cijfers."
    own = remarks.old_figures(none, records, "Aa heeft over 2023 nog geen rekening aangeleverd.")
    assert own == "Let op: dit zijn cijfers over 2019. Aa heeft over 2023 nog geen rekening aangeleverd."


def test_what_is_older_still_is_counted_and_named(records: Records) -> None:
    values: dict[str, object] = {"jaar": "2023", "nieuwer": "", "ouder": {USE: "2020H1"}}
    one = remarks.old_figures(Remark("C21", values), records)
    assert "Een cijfer is ouder: " in one and "(eerste halfjaar van 2020)." in one
    more: dict[str, object] = {**values, "ouder": {USE: "2020H1", "lasten_per_jongere_met_jeugdzorg": "2019"}}
    assert "Twee cijfers zijn ouder: " in remarks.old_figures(Remark("C21", more), records)


def test_the_heaviest_remark_stands_apart_and_is_never_empty(records: Records) -> None:
    some = (Remark("C6", {"gemeente": "Aa"}), Remark("C21", {}), Remark("C8", {"gemeente": "Aa"}))
    assert remarks.heaviest(some, records).startswith("Aa boekt mogelijk")
    assert [text[:15] for text in remarks.others(some, records)] == ["In de gemeente "]
    assert remarks.heaviest((), records) == records.caveats["C1"].text
    assert remarks.heaviest((Remark("C21", {}),), records) == records.caveats["C1"].text


def test_a_table_carries_what_changes_how_one_is_compared() -> None:
    every = [Remark(code, {}) for code in ORDER]
    assert [each.code for each in remarks.weighty(every)] == [
        code for code in ORDER if code in remarks.WEIGHTY
    ]
    assert {"C6", "C6_deels", "C7", "C8"} <= set(remarks.WEIGHTY)


@pytest.mark.parametrize("code", ORDER)
def test_a_mark_says_its_own_remark_and_no_other(code: str) -> None:
    """Amersfoort 2019 is implausible and books for others: the mark of the one leaves the other to be said."""
    own = {"C7": "niet_plausibel", "C7_groei": "niet_plausibel", "C6": "boekt_voor_anderen",
           "basis_te_laag": "basis_te_laag", "verschoven_groei": "verschoven"}  # fmt: skip
    said = [reason for reason in REASONS if remarks.said_by(code, reason)]
    assert said == ([own[code]] if code in own else [])
    assert not remarks.said_by(code, "")
