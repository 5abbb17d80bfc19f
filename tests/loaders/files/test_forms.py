"""The forms that ship: complete, and a fault in one is said with file, record and field."""

from pathlib import Path

import pytest

from loaders.errors import DataFileError
from loaders.files import forms, shipped

GOOD = """
[form]
code = "toets"
title = "Toets"

[[scale]]
code = "ja"
options = [{ code = "a", text = "ja" }, { code = "b", text = "nee" }]

[[part]]
code = "deel"
title = "Deel"
figures = ["lasten"]

[[question]]
code = "a1"
part = "deel"
kind = "choice"
scale = "ja"
text = "Klopt dit?"
document = "eigenwijs"
line = 3

[[outcome]]
when = { a1 = "a" }
text = "Ja dus."
document = "studie"
line = 4
"""


def read(tmp_path: Path, text: str) -> None:
    (tmp_path / "forms").mkdir(exist_ok=True)
    (tmp_path / "forms" / "toets.toml").write_text(text, encoding="utf-8")
    forms.forms(tmp_path, {"lasten"})


def test_a_shared_scale_gives_the_options(tmp_path: Path) -> None:
    read(tmp_path, GOOD)
    (form,) = forms.forms(tmp_path, {"lasten"}).values()
    assert form.by_code["a1"].texts == {"a": "ja", "b": "nee"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "a1"', 'code = "vraag"', "kan niet in een link"),
        ('scale = "ja"', 'scale = "x"', "'x' bestaat niet"),
        ('scale = "ja"\n', "", "een keuze heeft antwoorden"),
        ('part = "deel"', 'part = "x"', "dit onderdeel heeft geen vragen"),
        ('kind = "choice"', 'kind = "score"', "kan hier niet"),
        ('figures = ["lasten"]', 'figures = ["x"]', "'x' bestaat niet"),
        ('document = "eigenwijs"', 'document = "x"', "kan hier niet"),
        ('{ a1 = "a" }', '{ a1 = "q" }', "'a1 = q' bestaat niet"),
        ('{ code = "b", text = "nee" }', '{ code = "a", text = "nee" }', "eigen kleine letter"),
        ("[form]", "[formulier]", "er staat geen [form] in"),
    ],
)
def test_a_fault_is_said(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(DataFileError, match="data|toets.toml") as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert said in str(caught.value.message_nl)


def test_the_forms_that_ship_hold_what_the_documents_ask() -> None:
    found = shipped.records().forms
    evaluation, together = found["zelfevaluatie"], found["samenwerken"]
    # six parts of Bijlage 2 (the basic functions stand apart), twelve recommendations, four models, the norm
    assert [part.title[:2] for part in evaluation.parts] == ["1.", "2.", "Vi", "3.", "4.", "5.", "6.", "De"]
    assert len(evaluation.of_part("advies")) == 12 and len(evaluation.of_part("basis")) == 11
    assert len(evaluation.by_code["o6"].options) == 4
    assert [each.line for each in evaluation.of_part("opdracht")] == [
        3354,
        3356,
        3358,
        3359,
        3360,
        3361,
        3362,
    ]
    assert len(together.outcomes) == 4 and len(together.of_part("afstemming")) == 11
    assert [len(together.by_code[code].options) for code in ("v1", "v2", "r1", "r2", "r3", "r4")] == [
        4,
        4,
        5,
        4,
        10,
        7,
    ]
