"""Sentences that stumbled stay mended: no text of the records and none in the code has the old wording."""

import ast

import pytest

from tests.data.screen_words import stumbles
from tests.data.test_screen_words import PROJECT, data_texts

OLD = [
    "In Raalte was het lager; in Olst-Wijhe ongeveer even hoog.",
    "Ouder zijn: lasten per jongere met jeugdzorg (2019)",
    "Dat wijst de andere kant op en verklaart het verschil niet.",
    "Open punt en streepjes, in de tabel *: voorlopig cijfer.",
    "Groei lasten per inwoner, 2023",
    "Groei van de lasten per inwoner, rekening 2022-2022",
    "lager dan in alle twee andere gemeenten",
    "€\xa0+23",
    "groei van de lasten per inwoner, 2023",
    "Inkomen van huishoudens; huishoudenskenmerken, regio (indeling (jaar)).",
    "Rapport: tabel 2, 4, 6, 8, 10, bladzijde 30-37, 145.",
    "Niet meegeteld: Amersfoort: boekt mogelijk ook lasten voor andere gemeenten in de regio.",
    "Rekening 2018 is lager dan begroting 2018.",
    "Van rekening 2022 tot rekening 2023 stegen de lasten per inwoner.",
    "Alle paren geeft de opdracht 'python -m metrics congruence --year 2026'.",
    "De kosten van alle vormen van jeugdzorg, die een gemeente vooraf aan het CBS opgaf.",
    "Nog niet geladen: 'Lasten per jongere met jeugdzorg, 2023'.",
    "Het grootste verschil zit in 'Lasten per inwoner, 2023': € 283 in Dalfsen.",
    "9 van 10 gemeenten hebben dit cijfer.",
    "In 2023 waren de lasten hoger dan in Nederland. Wat daarbij past en wat niet, staat hieronder.",
    "Bij het verschil past: bereik. Wat is volgens het college de verklaring?",
    "Bij het verschil passen niet: inkomen en bereik.",
    "Staven met het groepscijfer zonder telkens een gemeente.",
    "Niet geladen of niet bruikbaar voor Vlieland (2023): de lasten van de twee jaren ervoor.",
    "In 2023 boekt Amersfoort ook lasten voor andere gemeenten, of is het bedrag niet plausibel.",
    "Van de 341 andere gemeenten met dit cijfer waren er geen lager en 341 hoger.",
    "Verandert de conclusie met een andere groep? (In 2 van 5 soorten groepen niet.)",
    "€ 119.000, 0,0 keer het jaar ervoor",
    "Voor Voorne aan Zee zijn er geen cijfers over: inkomen en bereik.",
    "'s-Hertogenbosch en Land van Cuijk boekt mogelijk ook lasten voor andere gemeenten.",
    "Van 2016 zijn het er 22, ook die van het Rijk en van het CBS: kies dat jaar voor meer.",
    "Nog niet geladen: haal tabel 84866NED op bij Bronnen en versies.",
    "Ook cijfers per wijk zijn nog niet geladen.",
    "Niet ingevuld: vraag dit de wethouder.",
    "Aan jeugdzorg in 2023: € 350.000, of € 350 per inwoner.",
    "1,09 (rekening 2022 ten opzichte van begroting 2022) maal 1,13",
    "Betekent een lager bedrag kortere hulp, ander aanbod, of meer hulp zonder dure zorg?",
    "Lasten per inwoner, 2023. Groep: Groep van het rapport",
    "Hoofdstuk 6.3.1, regel 483. Rust op: CBS: 84134NED",
    "Het groepscijfer op drie manieren opgeteld",
    "Nog niet geladen: kosten: begroting en rekening van gemeenten (Iv3)",
    "Lasten per inwoner en inkomen, 2023",
    "10,0% in het eerste halfjaar van 2021 en in het tweede halfjaar van 2021",
]


@pytest.mark.parametrize("text", OLD)
def test_the_old_wording_is_seen(text: str) -> None:
    assert stumbles(text)


def test_the_better_wording_passes() -> None:
    assert (
        stumbles(
            "Groei van de lasten per inwoner, rekening 2022-2023: +\xa0€\xa023, lager dan in beide andere."
        )
        == []
    )


def test_no_record_stumbles() -> None:
    assert {where: found for where, text in data_texts() if (found := stumbles(text))} == {}


def test_no_text_in_the_code_stumbles() -> None:
    found: dict[str, list[str]] = {}
    for file in [
        PROJECT / "app.py",
        *sorted((PROJECT / "pages").rglob("*.py")),
        *sorted((PROJECT / "metrics").rglob("*.py")),
    ]:
        texts = [
            node.value
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant)
        ]
        found |= {str(file): seen for text in texts if isinstance(text, str) and (seen := stumbles(text))}
    assert found == {}
