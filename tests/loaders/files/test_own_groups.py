"""The saved groups: what is accepted, what is said, and that nothing typed in the file is lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.errors import DataFileError
from loaders.files import own_group, own_groups
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
    fields = {"name": "De Veluwe", "reason": "Bos en hei.", "author": "A. Nalist", **texts}
    return ReferenceGroup(
        code=code, members=members, kind="own", source="eigen bestand", name=fields["name"],
        reason=fields["reason"], author=fields["author"],
    )  # fmt: skip


def test_the_groups_for_everybody_come_first_and_keep_their_codes(tmp_path: Path) -> None:
    river = made("ijssel")
    assert own_groups.read(tmp_path, KNOWN, (river,)).groups == (river,)
    written(tmp_path, GOOD + GOOD.replace('"ijssel"', '"anders"'))
    found = own_groups.read(tmp_path, KNOWN, (river,))
    assert [each.code for each in found.groups] == ["ijssel", "anders"] and found.groups[0] is river
    assert "deze code is al van een groep voor iedereen" in found.problems[0].message_nl
    with pytest.raises(DataFileError, match="this code is taken") as refused:
        own_groups.save(tmp_path, river, KNOWN, {"ijssel"})
    # somebody typed a name on a page and knows of no code
    assert "er is al een groep met deze naam. Kies een andere naam." in refused.value.message_nl


def test_without_a_file_there_are_no_groups(tmp_path: Path) -> None:
    assert own_groups.read(tmp_path, KNOWN).groups == ()


def test_a_typed_group_is_read_with_whose_it_is(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    (group,) = own_groups.read(tmp_path, KNOWN).groups
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
    assert own_groups.read(tmp_path, KNOWN).groups[0].members == ("GM0150", code)


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
        ('["GM0150", "GM0193"]', "3", ("members",)),
        (
            'author = "A. Nalist"',
            'author = "A. Nalist"\nreasons = { Apeldoorn = "x" }',
            ("members", "reasons"),
        ),
        ('author = "A. Nalist"', 'author = "A. Nalist"\ncase = "Zwole"', ("Bedoelt u Zwolle?", "case")),
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
    found = own_groups.read(tmp_path, KNOWN)
    (problem,) = found.problems
    assert found.groups == ()
    for part in ("reference_groups.toml", *said):
        assert part in problem.message_nl


def test_a_code_is_used_once(tmp_path: Path) -> None:
    written(tmp_path, GOOD + GOOD)
    found = own_groups.read(tmp_path, KNOWN)
    assert [each.code for each in found.groups] == ["ijssel"]
    assert "twee keer" in found.problems[0].message_nl


def test_saving_adds_a_group_and_leaves_the_rest_with_its_comments(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert own_groups.save(tmp_path, made(), KNOWN) == path
    assert [each.code for each in own_groups.read(tmp_path, KNOWN).groups] == ["ijssel", "veluwe"]
    assert path.read_text(encoding="utf-8").startswith(GOOD.rstrip())
    with pytest.raises(DataFileError, match="is taken"):
        own_groups.save(tmp_path, made(), KNOWN)
    assert len(own_groups.read(tmp_path, KNOWN).groups) == 2


def test_the_first_saved_group_makes_the_file(tmp_path: Path) -> None:
    own_groups.save(tmp_path, made(), KNOWN)
    assert own_groups.read(tmp_path, KNOWN).groups[0].members == ("GM0200", "GM0193")


@pytest.mark.parametrize(
    "group", [made(members=("GM0200",)), made(author=" "), made(reason="a\nb"), made(code="")]
)
def test_a_group_that_is_not_right_is_not_saved(tmp_path: Path, group: Any) -> None:
    with pytest.raises(DataFileError):
        own_groups.save(tmp_path, group, KNOWN)
    assert own_groups.read(tmp_path, KNOWN).groups == ()


@settings(deadline=None, max_examples=40)
@given(
    text=st.text(min_size=1, max_size=80).filter(lambda t: t.strip() and t.isprintable()),
)
def test_any_printable_text_comes_back_as_it_was_typed(
    tmp_path_factory: pytest.TempPathFactory, text: Any
) -> None:
    folder = tmp_path_factory.mktemp("own")
    own_groups.save(folder, made(name=text, reason=text, author=text), KNOWN)
    (group,) = own_groups.read(folder, KNOWN).groups
    assert (group.name, group.reason, group.author) == (text, text, text)


@pytest.mark.parametrize(
    ("name", "code"), [("Aan de IJssel", "aan_de_ijssel"), ("  !", ""), ("Groep 2", "groep_2")]
)
def test_a_name_makes_a_code(name: Any, code: Any) -> None:
    assert own_group.code_of(name) == code


OTHER = """
# een tweede, met een regel van iemand anders
[[group]]
code = "veluwe"
name = "De Veluwe"
members = [
    "apeldoorn",  # hier
    "gm0193",
]
reason = "Bos en hei."
author = "B. Nalist"
[group.reasons]
Zwolle = "De IJssel."
"""


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("[[group]]", "[group]"),
        GOOD.replace("[[group]]", "[[groups]]"),
        GOOD.replace("[[group]]", "[groups]"),
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("GM0193", "gm0193").replace("GM0150", "Deventer"),
        GOOD.replace('["GM0150", "GM0193"]', '"Deventer, Zwolle"'),
        GOOD.replace('code = "ijssel"', 'code = "IJssel"'),
        GOOD.replace('code = "ijssel"\n', "").replace("Aan de IJssel", "IJssel"),
        GOOD + "[group.reasons]\nZwolle = 'Ook een Hanzestad.'\n",
        GOOD + 'case = "Apeldoorn"\n',
    ],
)
def test_a_file_typed_in_another_way_is_read_and_a_group_added_to_it(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    (group,) = own_groups.read(tmp_path, KNOWN).groups
    assert (group.code, group.members) == ("ijssel", ("GM0150", "GM0193"))
    assert dict(group.reasons) == ({"GM0193": "Ook een Hanzestad."} if "reasons" in text else {})
    assert group.case == ("GM0200" if "case" in text else "")
    own_groups.save(tmp_path, made(), KNOWN)
    assert {each.code for each in own_groups.read(tmp_path, KNOWN).groups} == {"ijssel", "veluwe"}
    assert "# zelf gekozen" in path.read_text(encoding="utf-8")


def test_a_bad_group_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    written(tmp_path, GOOD.replace("GM0193", "Zwole") + OTHER)
    found = own_groups.read(tmp_path, KNOWN)
    assert [each.code for each in found.groups] == ["veluwe"]
    assert [(each.record, each.field) for each in found.problems] == [("ijssel", "members")]


def test_a_group_is_changed_and_removed_and_the_rest_stays_as_it_was_typed(tmp_path: Path) -> None:
    bad = GOOD.replace("ijssel", "fout").replace("GM0193", "Zwole")
    path = written(tmp_path, GOOD + bad + OTHER)
    own_groups.change(tmp_path, "ijssel", made("ijssel", reason="Een andere reden."), KNOWN)
    text = path.read_text(encoding="utf-8")
    assert "Een andere reden." in text and "Dezelfde rivier." not in text.split("[[group]]")[1]
    assert bad.strip() in text and OTHER.strip() in text
    own_groups.remove(tmp_path, "ijssel")
    text = path.read_text(encoding="utf-8")
    assert "Een andere reden." not in text and bad.strip() in text and OTHER.strip() in text
    assert "Een andere reden." in path.with_name(own_groups.BEFORE).read_text(encoding="utf-8")
    own_groups.remove(tmp_path, "fout")  # one that cannot be used can be removed too
    own_groups.remove(tmp_path, "veluwe")
    assert own_groups.read(tmp_path, KNOWN) == ((), ())
    with pytest.raises(DataFileError, match="not there any more"):
        own_groups.remove(tmp_path, "veluwe")


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("[[group]]", "[[group]"),  # no TOML at all
        'group = [{ code = "ijssel", name = "X", members = ["GM0150", "GM0193"], reason = "x", author = "y" }]\n',
        GOOD.replace('"Dezelfde rivier."', '"""\n[[group]]\n"""'),  # looks as if two groups begin
    ],
)
def test_what_cannot_be_changed_safely_stays_as_it_is(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(DataFileError):
        own_groups.remove(tmp_path, "ijssel")
    with pytest.raises(DataFileError):
        own_groups.change(tmp_path, "ijssel", made("ijssel"), KNOWN)
    assert path.read_text(encoding="utf-8") == text


def test_a_group_is_never_added_to_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("[[group]]", "[[group]"))
    with pytest.raises(DataFileError, match="no valid TOML"):
        own_groups.save(tmp_path, made(), KNOWN)
    assert path.read_text(encoding="utf-8") == GOOD.replace("[[group]]", "[[group]")


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    codes = [f"groep_{n}" for n in range(12)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda code: own_groups.save(tmp_path, made(code), KNOWN), codes))
    assert {each.code for each in own_groups.read(tmp_path, KNOWN).groups} == set(codes)
