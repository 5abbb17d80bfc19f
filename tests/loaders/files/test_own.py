"""The analyst's own files: what is accepted, what is said, and that nothing typed there is lost."""

from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.errors import DataFileError
from loaders.files import own
from metrics.facts import MERGERS
from metrics.records import ReferenceGroup
from tests.metrics.build_facts import names

MERGED = pd.DataFrame(
    [
        ("2019-01-01", "GM0738", "Aalburg", "GM1959", "Altena", "merger"),
        ("2021-01-01", "GM0788", "Haaren", "GM0193", "Zwolle", "split"),
        ("2021-01-01", "GM0788", "Haaren", "GM0200", "Apeldoorn", "split"),
    ],
    columns=MERGERS,
)
KNOWN = names({"GM0150": "Deventer", "GM0193": "Zwolle", "GM0200": "Apeldoorn", "GM1959": "Altena"}, MERGED)
GOOD = """
# zelf gekozen
[[group]]
code = "ijssel"
name = "Aan de IJssel"
members = ["GM0150", "GM0193"]
reason = "Dezelfde rivier."
author = "A. Nalist"
"""


def written(data_dir: Path, text: str) -> Path:
    path = data_dir / "own" / "reference_groups.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def made(
    code: str = "veluwe", members: tuple[str, ...] = ("GM0200", "GM0193"), **texts: str
) -> ReferenceGroup:
    empty = MappingProxyType({})
    fields = {"name": "De Veluwe", "reason": "Bos en hei.", "author": "A. Nalist", **texts}
    return ReferenceGroup(
        code, fields["name"], "", members, empty, empty, "own", "eigen bestand", fields["reason"], fields["author"]
    )  # fmt: skip


def test_without_a_file_there_are_no_groups(tmp_path: Path) -> None:
    assert own.groups(tmp_path, KNOWN) == ()


def test_a_typed_group_is_read_with_whose_it_is(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    (group,) = own.groups(tmp_path, KNOWN)
    assert (group.code, group.name, group.members) == ("ijssel", "Aan de IJssel", ("GM0150", "GM0193"))
    assert (group.kind, group.reason, group.author) == ("own", "Dezelfde rivier.", "A. Nalist")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Zwolle", "GM0193"),
        ("193", "GM0193"),
        (" gm0193. ", "GM0193"),
        ("Aalburg", "GM0738"),  # former: the page says where it went
        ("GM0788", "GM0788"),
    ],
)
def test_a_member_is_written_as_a_code_or_a_name(tmp_path: Path, typed: Any, code: Any) -> None:
    written(tmp_path, GOOD.replace("GM0193", typed))
    assert own.groups(tmp_path, KNOWN)[0].members == ("GM0150", code)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('author = "A. Nalist"\n', "", ("onderdeel ijssel", "author")),
        ('reason = "Dezelfde rivier."', 'reason = "  "', ("dit veld is leeg", "reason")),
        ('"GM0193"', '"Zwole"', ("gemeente 'Zwole' kennen we niet", "Bedoelt u Zwolle?")),
        ('"GM0193"', '"deventer"', ("ten minste twee verschillende gemeenten", "members")),
        ('"GM0193"', '"GM9999"', ("gemeente 'GM9999' kennen we niet", "codes zoals GM0150")),
        (', "GM0193"', ', "GM0150"', ("ten minste twee verschillende gemeenten", "members")),
        (', "GM0193"', "", ("ten minste twee verschillende gemeenten", "members")),
        ('["GM0150", "GM0193"]', '"GM0150"', ("members",)),
        ('code = "ijssel"', 'code = "IJssel!"', ("kleine letters",)),
        ('author = "A. Nalist"', 'author = "A. Nalist"\nkleur = "rood"', ("dit veld bestaat niet", "kleur")),
        ("[[group]]", "[[group]", ("geen geldige TOML",)),
        ("Dezelfde rivier.", "x" * 401, ("langer dan 400",)),
    ],
)
def test_what_is_wrong_is_said_with_file_record_and_field(
    tmp_path: Path, old: Any, new: Any, said: Any
) -> None:
    written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(DataFileError) as caught:
        own.groups(tmp_path, KNOWN)
    for part in ("reference_groups.toml", *said):
        assert part in str(caught.value)


def test_a_code_is_used_once(tmp_path: Path) -> None:
    written(tmp_path, GOOD + GOOD)
    with pytest.raises(DataFileError, match="twee keer"):
        own.groups(tmp_path, KNOWN)


def test_saving_adds_a_group_and_leaves_the_rest_with_its_comments(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert own.save_group(tmp_path, made(), KNOWN) == path
    assert [each.code for each in own.groups(tmp_path, KNOWN)] == ["ijssel", "veluwe"]
    assert path.read_text(encoding="utf-8").startswith(GOOD.rstrip())
    with pytest.raises(DataFileError, match="al gebruikt"):
        own.save_group(tmp_path, made(), KNOWN)
    assert len(own.groups(tmp_path, KNOWN)) == 2


def test_the_first_saved_group_makes_the_file(tmp_path: Path) -> None:
    own.save_group(tmp_path, made(), KNOWN)
    assert own.groups(tmp_path, KNOWN)[0].members == ("GM0200", "GM0193")


@pytest.mark.parametrize(
    "group", [made(members=("GM0200",)), made(author=" "), made(reason="a\nb"), made(code="")]
)
def test_a_group_that_is_not_right_is_not_saved(tmp_path: Path, group: Any) -> None:
    with pytest.raises(DataFileError):
        own.save_group(tmp_path, group, KNOWN)
    assert own.groups(tmp_path, KNOWN) == ()


@settings(deadline=None, max_examples=40)
@given(
    text=st.text(min_size=1, max_size=80).filter(lambda t: t.strip() and t.isprintable()),
)
def test_any_printable_text_comes_back_as_it_was_typed(
    tmp_path_factory: pytest.TempPathFactory, text: Any
) -> None:
    folder = tmp_path_factory.mktemp("own")
    own.save_group(folder, made(name=text, reason=text, author=text), KNOWN)
    (group,) = own.groups(folder, KNOWN)
    assert (group.name, group.reason, group.author) == (text, text, text)


def test_figures_are_kept_as_they_were_saved_and_replaced_as_a_whole(tmp_path: Path) -> None:
    assert own.figures(tmp_path) is None
    own.save_figures(tmp_path, "gemeente;jaar\n")
    path = own.save_figures(tmp_path, "gemeente;jaar\nGM0150;2024\n")
    assert path.name == "eigen_cijfers.csv"
    assert own.figures(tmp_path) == b"gemeente;jaar\nGM0150;2024\n"
    assert [each.name for each in path.parent.iterdir()] == ["eigen_cijfers.csv"]


@pytest.mark.parametrize(
    ("name", "code"), [("Aan de IJssel", "aan_de_ijssel"), ("  !", ""), ("Groep 2", "groep_2")]
)
def test_a_name_makes_a_code(name: Any, code: Any) -> None:
    assert own.code_of(name) == code
