"""The notes of an installation: what is kept, what is refused, and that nothing that stands there is lost."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from loaders.errors import DataFileError
from loaders.files import own_notes
from metrics import notes
from metrics.notes import FigureNote

TYPED = "Wat alleen hier mag staan"


def made(code: str = "a1", text: str = "Een grote nota uit 2022.", **fields: str) -> FigureNote:
    given = {"gemeente": "GM0150", "indicator": "lasten_per_inwoner", "period": "2023", "kind": "verhaal"}
    return FigureNote(
        code=code, written=date(2026, 3, 3), text=text, **{**given, "role": "griffie", **fields}
    )


def file_of(data_dir: Path) -> Path:
    return data_dir / "own" / "notities.jsonl"


def test_a_note_is_kept_and_each_can_be_deleted(tmp_path: Path) -> None:
    assert own_notes.read(tmp_path) == own_notes.OwnNotes()
    one, other = made("a1", "Regel één\nen <b>twee</b>"), made("b2", name="A. de Boer", role="raad")
    own_notes.add(tmp_path, one)
    own_notes.add(tmp_path, other)
    assert own_notes.read(tmp_path).notes == (one, other)
    assert other.who == "A. de Boer, raad, 3 maart 2026" and one.who == "griffie, 3 maart 2026"
    own_notes.remove(tmp_path, "a1")
    assert own_notes.read(tmp_path).notes == (other,)
    with pytest.raises(DataFileError, match="this note is gone"):
        own_notes.remove(tmp_path, "a1")
    with pytest.raises(DataFileError, match="there already"):
        own_notes.add(tmp_path, other)


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: own_notes.add(tmp_path, made(f"n{n}")), range(40)))
    found = own_notes.read(tmp_path)
    assert {each.code for each in found.notes} == {f"n{n}" for n in range(40)} and found.problems == ()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (f'{{"text": "{TYPED}", '.encode(), "niet te lezen"),
        (f'["{TYPED}"]'.encode(), "geen notitie"),
        (b'{"text": "\xff\xfe"}', "niet te lezen"),
        (json.dumps({"code": "z", "text": TYPED, "written": "gisteren"}).encode(), "datum"),
        (json.dumps({"code": "z", "text": [TYPED], "written": "2026-03-03"}).encode(), "tekst zijn"),
        (json.dumps({"code": "z", "text": TYPED, "written": "2026-03-03"}).encode(), "gemeente"),
    ],
)
def test_a_damaged_line_is_named_and_stays_and_the_good_ones_are_read(
    tmp_path: Path, bad: bytes, said: str
) -> None:
    own_notes.add(tmp_path, made("a1"))
    path = file_of(tmp_path)
    path.write_bytes(bad + b"\n" + path.read_bytes())
    found = own_notes.read(tmp_path)
    assert [each.code for each in found.notes] == ["a1"]
    (problem,) = found.problems
    assert "regel 1" in str(problem) + problem.message_nl and said in problem.message_nl
    assert TYPED not in str(problem) + problem.message_nl
    own_notes.add(tmp_path, made("b2"))
    own_notes.remove(tmp_path, "a1")
    assert path.read_bytes().startswith(bad + b"\n")  # never written over
    assert b'"a1"' in path.with_name("notities.vorige.jsonl").read_bytes()


def test_a_line_without_an_end_is_not_run_together(tmp_path: Path) -> None:
    own_notes.add(tmp_path, made("a1"))
    path = file_of(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().rstrip(b"\n"))
    own_notes.add(tmp_path, made("b2"))
    assert [each.code for each in own_notes.read(tmp_path).notes] == ["a1", "b2"]


def test_what_no_page_could_show_is_left_out_of_a_text(tmp_path: Path) -> None:
    own_notes.add(tmp_path, made("a1", text="vervang mij"))
    path = file_of(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"vervang mij", b"een\\ud800 \\u0007twee"))
    assert own_notes.read(tmp_path).notes[0].text == "een twee"


@pytest.mark.parametrize("there", ["own", "own/notities.jsonl", "own/notities.lock"])
def test_a_place_that_cannot_be_used_is_said(tmp_path: Path, there: str) -> None:
    """A file where the folder should be, and a folder where the file should be: as without rights, also for root."""
    place = tmp_path / there
    place.parent.mkdir(exist_ok=True)
    if there == "own":
        place.write_text("")
    else:
        place.mkdir()
    with pytest.raises(DataFileError, match="rights"):
        own_notes.add(tmp_path, made())
    assert own_notes.read(tmp_path).notes == ()
    assert not list(tmp_path.glob("own/.notities*"))


def test_a_code_that_stands_twice_is_read_once(tmp_path: Path) -> None:
    own_notes.add(tmp_path, made("a1"))
    path = file_of(tmp_path)
    path.write_bytes(path.read_bytes() * 2)
    found = own_notes.read(tmp_path)
    assert len(found.notes) == 1 and "twee keer" in found.problems[0].message_nl


def test_of_many_damaged_lines_the_first_are_named_and_the_others_counted(tmp_path: Path) -> None:
    own_notes.add(tmp_path, made("a1"))
    path = file_of(tmp_path)
    path.write_bytes(b"weg\n" * 300 + path.read_bytes())
    found = own_notes.read(tmp_path)
    assert [each.code for each in found.notes] == ["a1"] and len(found.problems) == 6
    assert "regel 5" in found.problems[4].message_nl
    assert "nog 295 regels" in found.problems[5].message_nl


def test_another_file_in_its_place_is_said_and_stays(tmp_path: Path) -> None:
    """Every page with a figure reads the notes: a file of a million lines would hold up all of them."""
    own_notes.add(tmp_path, made("a1"))
    path = file_of(tmp_path)
    path.write_bytes(b"x\r\n" * 6_000)
    found = own_notes.read(tmp_path)
    assert found.notes == () and "te groot" in found.problems[0].message_nl
    with pytest.raises(DataFileError, match="too large"):
        own_notes.add(tmp_path, made("b2"))
    assert path.read_bytes() == b"x\r\n" * 6_000


def test_there_are_not_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_notes, "MOST_OF_ONE", 2)
    for code in ("a1", "b2"):
        own_notes.add(tmp_path, made(code))
    with pytest.raises(DataFileError, match="too many notes"):
        own_notes.add(tmp_path, made("c3"))
    own_notes.add(tmp_path, made("c3", gemeente="GM0193"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "  \n"), ("text", "x" * 2001), ("name", "x" * 81), ("name", "a\nb"), ("kind", "mening"),
        ("role", "wethouder"), ("gemeente", "Deventer"), ("indicator", "../x"), ("period", ""), ("code", "a/b"),
        ("period", "abc"), ("period", "2023KW1"), ("period", "٢٠٢٣"), ("period", "2023H3"),
    ],
)  # fmt: skip
def test_what_is_no_note_is_refused_by_field(field: str, value: str) -> None:
    with pytest.raises(notes.NoteError) as caught:
        made(**{field: value})
    assert caught.value.field == field


def test_a_page_gets_the_notes_on_what_it_shows() -> None:
    mine, older, other = made("a1"), made("b2", period="2019"), made("c3", gemeente="GM0193")
    use = made("d4", indicator="zonder_verblijf", period="2024H1")
    every = (use, older, mine, other)
    assert notes.beside(every, {"GM0150"}, {"lasten_per_inwoner": {"2023"}}) == (mine,)
    both = notes.beside(every, {"GM0150"}, {"lasten_per_inwoner": None, "zonder_verblijf": ["2024H1"]})
    assert both == (mine, older, use)


def test_text_is_kept_without_marks_that_are_no_text() -> None:
    assert notes.plain(" een\x00 \u202etwee\r\n\n\n\ndrie  vier ") == "een twee\n\ndrie vier"
