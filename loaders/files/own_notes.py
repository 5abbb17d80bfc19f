"""The notes that were written on this installation: `<data>/own/notities.jsonl`, one note a line.

People may edit it too, so it is read line by line with patience: a line that is no note is named by its number and
left out, the others stay. A note is added behind what stands there and taken away as a line, so every other line stays
as it is, also one that cannot be read; how the file was before stays beside it. What is wrong is said without the
text of a note: that goes into no log.
"""

import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from loaders.errors import DataFileError, Said
from loaders.files import datafiles
from loaders.files.own import FOLDER, locked, replace_bytes, usable
from metrics import typed_text
from metrics.notes import MOST, MOST_OF_ONE, FigureNote, NoteError, plain

NOTES = "notities.jsonl"
BEFORE = "notities.vorige.jsonl"  # the file as it was before the last change
_FIELDS = ("code", "gemeente", "indicator", "period", "kind", "role", "written", "text", "name")
_LARGEST = 16 * 1024 * 1024  # bytes: the longest notes in the largest number are less
_MOST_LINES = 5 * MOST  # with room for lines that are no note; each is read at every change of the file
_MOST_NAMED = 5  # lines that are each named
_MARK = b"\xef\xbb\xbf"
_RELOAD = Said("Laad de pagina opnieuw.", "load the page again")
_MEND = Said("Herstel de regel of haal hem weg; hij blijft staan.", "mend the line or remove it; it stays")
_MEND_ALL = Said("Herstel ze of haal ze weg; ze blijven staan.", "mend them or remove them; they stay")
_NOT_RIGHT = "this line is no note, or a field of it is not right"


class OwnNotes(NamedTuple):
    """The notes that can be shown, and what is wrong with other lines: file, line, field and remedy.

    Of many lines the first are named, and the last problem counts the others.
    """

    notes: tuple[FigureNote, ...] = ()
    problems: tuple[DataFileError, ...] = ()


def read(data_dir: Path) -> OwnNotes:
    """Return the notes that were written; nothing where there is no file. Kept until the file changes."""
    path = data_dir / FOLDER / NOTES
    try:
        with usable(path):
            found = path.stat() if path.exists() else None
    except DataFileError as error:
        return OwnNotes(problems=(error,))
    if found is None:
        return OwnNotes()
    return _read(path, found.st_ino, found.st_mtime_ns, found.st_size)


def add(data_dir: Path, note: FigureNote) -> Path:
    """Write a note behind the others and return the file.

    Raises DataFileError where its code is taken, there are too many, or the file is in use or too large.
    """
    path = data_dir / FOLDER / NOTES
    with locked(path):
        body = _body(path)
        known = [each for _, each, _ in _lines(path, body) if each is not None]
        if any(each.code == note.code for each in known):
            raise datafiles.fault(
                path, Said("deze notitie staat er al.", "this note is there already"), _RELOAD
            )
        of_one = sum(each.gemeente == note.gemeente for each in known)
        if len(known) >= MOST or of_one >= MOST_OF_ONE:
            most = f"{MOST_OF_ONE} notities van een gemeente" if of_one >= MOST_OF_ONE else f"{MOST} notities"
            raise datafiles.fault(
                path,
                Said(f"er staan al {most}.", "there are too many notes"),
                Said("Verwijder er eerst een.", "remove one first"),
            )
        between = b"" if not body or body.endswith(b"\n") else b"\n"
        _write(path, body, body + between + _line(note))
    return path


def remove(data_dir: Path, code: str) -> Path:
    """Take the note with this code away and return the file; raises DataFileError where it is not there."""
    path = data_dir / FOLDER / NOTES
    with locked(path):
        body = _body(path)
        lines = list(_lines(path, body))
        if not any(note is not None and note.code == code for _, note, _ in lines):
            raise datafiles.fault(
                path, Said("deze notitie staat er niet meer.", "this note is gone"), _RELOAD
            )
        kept = [raw for raw, note, _ in lines if note is None or note.code != code]
        _write(path, body, b"".join(kept))
    return path


@lru_cache(maxsize=4)
def _read(path: Path, _inode: int, _changed: int, _size: int) -> OwnNotes:
    try:
        lines = list(_lines(path, _body(path)))
    except DataFileError as error:
        return OwnNotes(problems=(error,))
    notes = tuple(note for _, note, _ in lines if note is not None)
    problems = [problem for _, _, problem in lines if problem is not None]
    if (more_n := len(problems) - _MOST_NAMED) > 1:
        more = Said(f"nog {more_n} regels zijn niet te lezen.", f"{more_n} more lines are no notes")
        problems = [*problems[:_MOST_NAMED], datafiles.fault(path, more, _MEND_ALL)]
    return OwnNotes(notes, tuple(problems))


def _body(path: Path) -> bytes:
    """Return what stands in the file; empty where there is none."""
    with usable(path):
        if not path.exists():
            return b""
        fits = path.stat().st_size <= _LARGEST
        body = path.read_bytes() if fits else b""
    if not fits or body.count(b"\n") + body.count(b"\r") > _MOST_LINES:
        raise datafiles.fault(
            path,
            Said("het bestand is te groot om te lezen.", "the file is too large to read"),
            Said("Haal weg wat geen notitie is.", "take out what is no note"),
        )
    return body


def _write(path: Path, before: bytes, after: bytes) -> None:
    if before:
        replace_bytes(path.with_name(BEFORE), before)
    replace_bytes(path, after)


def _line(note: FigureNote) -> bytes:
    fields = {name: getattr(note, name) for name in _FIELDS}
    return json.dumps(fields | {"written": note.written.isoformat()}, ensure_ascii=False).encode() + b"\n"


def _lines(path: Path, body: bytes) -> Iterator[tuple[bytes, FigureNote | None, DataFileError | None]]:
    """Give every line as it stands, with its note or with what is wrong; an empty line has neither."""
    seen: set[str] = set()
    for number, raw in enumerate(body.splitlines(keepends=True), start=1):
        text = raw.removeprefix(_MARK).strip()
        if not text:
            yield raw, None, None
            continue
        try:
            note = _note(text)
            if note.code in seen:
                raise NoteError("code", "deze code staat er twee keer.")
        except NoteError as error:
            yield (
                raw,
                None,
                datafiles.fault(path, Said(error.problem, _NOT_RIGHT), _MEND, f"regel {number}", error.field),
            )
        else:
            seen.add(note.code)
            yield raw, note, None


def _note(text: bytes) -> FigureNote:
    """Return the note of a line; raises NoteError, which says nothing of the text."""
    try:
        fields: Any = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise NoteError("", "deze regel is niet te lezen.") from error
    if not isinstance(fields, dict):
        raise NoteError("", "deze regel is geen notitie.")
    texts = {name: fields.get(name, "") for name in _FIELDS}
    wrong = next((name for name, value in texts.items() if not isinstance(value, str)), "")
    if wrong:
        raise NoteError(wrong, "dit veld moet een tekst zijn.")
    try:
        written = date.fromisoformat(texts.pop("written"))
    except ValueError as error:
        raise NoteError("written", "de datum klopt niet; schrijf 2026-03-03.") from error
    return FigureNote(
        written=written, **{**texts, "text": plain(texts["text"]), "name": typed_text.plain(texts["name"])}
    )
