"""What somebody may send on purpose: addresses, files, names and titles, made from a seed so that each comes again."""

import io
import json
import random
import zipfile
from collections.abc import Sequence

from pages.ui.own import template, work
from pages.ui.site.visiting import selection

SCRIPT = "<script>alert(1)</script>"
# Each has done harm somewhere: markup, paths, formulas, control and direction marks, format strings, long runs.
BITS = (
    SCRIPT, "<img src=x onerror=alert(1)>", "\"'><svg/onload=alert(1)>", "javascript:alert(1)", "</style>", "<!--",
    "{{7*7}}", "${7*7}", "{0.__class__}", "%s%n", "%00", "../../../../etc/passwd", "..\\..\\win.ini", "/etc/passwd",
    "C:\\CON", "file:///etc/passwd", "'; DROP TABLE finance; --", '=HYPERLINK("http://x")', "@SUM(A1)", "\x00",
    "\x1b[2J", "\r\nSet-Cookie: a=b", "\u202e", "\u200b", "\ufeff", "\ud800", "e\u0301" * 9, "\U0001f9ed", "²", "٣",
    "Ⅷ", "NaN", "-0", "1e999", "9" * 400, "true", "null", "[]", "a" * 3000, " ", "", ",", "GM0150", "GM9999",
    "Deventer", "gm 150", "2019", "[x](javascript:alert(1))", "$x$", ":material/home:", "# kop", "`x`", "|a|b|",
    "\u00a0", "\u2028", "_" * 50, "~",
)  # fmt: skip
_GOOD = (
    "GM0150",
    "GM0344",
    "GM0193",
    "2019",
    "2021H1",
    "cbs",
    "rapport",
    "statistical",
    "own",
    "saved",
    "6",
    "0.5",
    "a",
)
_HEADINGS = (
    *template.COLUMNS,
    template.NAME,
    "product",
    "taakveld",
    "bedrag",
    "periode",
    "onderwerp",
    "jaar 2019",
)
_CELLS = (
    "Deventer", "GM0150", "Utrecht", "2019", "2020", "jaarrekening", "begroting", "24.039.000", "24039", "12,5",
    "euro", "duizend euro", "jongeren", "6.72", "6.82", "Totaal", "x", "-", "", "31-02-2019", "Bron: DUO",
)  # fmt: skip


class Hostile:
    """A source of what is sent on purpose; the same seed gives the same."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def text(self, most: int = 4) -> str:
        """Return a text of some of the bits, with here and there any mark of Unicode between."""
        parts = [self._chance.choice(BITS) for _ in range(self._chance.randint(1, most))]
        if self._chance.random() < 0.2:
            parts.insert(0, "".join(chr(self._chance.randrange(0x110000)) for _ in range(4)))
        return "".join(parts)

    def sendable(self) -> str:
        """Return such a text as a browser can send it: without half of a surrogate pair."""
        return self.text().encode("utf-8", "replace").decode()

    def address(self) -> dict[str, str]:
        """Return the parameters of an address: ours and others, good values and bad ones."""
        ours = [*sorted(selection.OURS), "w_inkomen", "w_grootte", "w_niets"]
        found: dict[str, str] = {}
        for _ in range(self._chance.randint(1, 7)):
            name = self._chance.choice(ours) if self._chance.random() < 0.9 else self.sendable()[:60]
            found[name] = self._value()
        if self._chance.random() < 0.6:
            found["g"] = "GM0150"
        return found

    def _value(self) -> str:
        kind = self._chance.random()
        if kind < 0.5:
            return ",".join(self._chance.choice(_GOOD) for _ in range(self._chance.choice((1, 1, 1, 2, 5))))
        return self.sendable()[:3000]

    def table(self) -> list[list[str]]:
        """Return a table that looks like one of ours, with what does not belong there."""
        if self._chance.random() < 0.4:
            return [list(template.COLUMNS), *(self._row() for _ in range(self._chance.randint(1, 4)))]
        width = self._chance.randint(1, 8)
        rows = [[self._one_of(_HEADINGS) for _ in range(width)]]
        if self._chance.random() < 0.6:
            rows = [list(template.COLUMNS)]
        for _ in range(self._chance.randint(0, 6)):
            rows.append(
                [self._one_of(_CELLS) for _ in range(len(rows[0]) + self._chance.choice((-1, 0, 0, 0, 2)))]
            )
        return rows

    def _row(self) -> list[str]:
        """Return a row that could be accepted, mostly with one cell that could not."""
        row = [
            "Deventer",
            str(self._chance.randint(2015, 2025)),
            "jaarrekening",
            str(self._chance.randint(10, 60) * 10**6),
            "euro",
        ]
        if self._chance.random() < 0.4:
            row[self._chance.randrange(len(row))] = self.text(1)
        return row

    def _one_of(self, usual: Sequence[str]) -> str:
        return self._chance.choice(usual) if self._chance.random() < 0.8 else self.text(2)

    def upload(self) -> bytes:
        """Return a file: text, a workbook or a work file, then mostly damaged."""
        body = self._chance.choice((self._csv, self._csv, self._workbook, self._package, self._work))()
        for _ in range(self._chance.choice((0, 0, 0, 1, 2))):
            body = self._damaged(body)
        return body

    def _csv(self) -> bytes:
        mark = self._chance.choice(";,\t|")
        lines = [mark.join(f'"{cell}"' if mark in cell else cell for cell in row) for row in self.table()]
        text = self._chance.choice(("\n", "\r\n", "\r")).join(lines)
        return text.encode(self._chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252")), "replace")

    def _workbook(self) -> bytes:
        """Return a workbook, written by hand so that it may hold what a spreadsheet program would refuse."""
        cells = "".join(
            f"<row r='{r}'>"
            + "".join(f"<c t='inlineStr'><is><t>{_xml(cell)}</t></is></c>" for cell in row)
            + "</row>"
            for r, row in enumerate(self.table(), start=1)
        )
        book = template.workbook("GM0150", "Deventer", 2019)
        return _with_part(
            book, "xl/worksheets/sheet1.xml",
            "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>"
            f"{cells}</sheetData></worksheet>".encode(),
        )  # fmt: skip

    def _package(self) -> bytes:
        """Return a workbook with a part that does not belong in it: entities, a bomb, a path, a formula, a macro."""
        entities = "<!DOCTYPE x [<!ENTITY a 'aaaa'>" + "".join(
            f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 9}'>" for n in range(8)
        )
        sheet = "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{}</sheetData></worksheet>"
        name, body = self._chance.choice(
            (
                ("xl/worksheets/sheet1.xml", f"{entities}]><worksheet>&i;</worksheet>"),
                (
                    "xl/sharedStrings.xml",
                    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst>&e;</sst>',
                ),
                (
                    "xl/worksheets/sheet1.xml",
                    sheet.format("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"),
                ),
                ("xl/worksheets/sheet1.xml", sheet.format("<row><c><f>HYPERLINK(1)</f><v>1</v></c></row>")),
                (
                    "xl/worksheets/sheet1.xml",
                    sheet.format("<row r='-1'><c r='A0' t='s'><v>99999</v></c></row>"),
                ),
                (
                    "xl/worksheets/sheet1.xml",
                    sheet.format("<row r='x'><c r='?' t='d'><v>0000-99-99</v></c></row>"),
                ),
                ("xl/vbaProject.bin", "macro"),
                ("../../../../eigenwijzer-was-here", "outside"),
                ("/eigenwijzer-was-here", "outside"),
                ("xl/worksheets/sheet1.xml", " " * 45_000_000),
                ("xl/workbook.xml", "<workbook/>"),
                ("xl/styles.xml", "<styleSheet><numFmts count='-1'><numFmt/></numFmts></styleSheet>"),
                ("[Content_Types].xml", "<Types/>"),
            )
        )
        return _with_part(template.workbook("GM0150", "Deventer", 2019), name, body.encode())

    def _work(self) -> bytes:
        """Return a work file with fields of other kinds than they should be."""
        made: dict[str, object] = {
            "format": work.FORMAT, "version": 1, "gemeente": "GM0150",
            "group": {"kind": "own", "members": ["GM0344", "GM0193"]}, "figures": [], "answers": [], "notes": "",
        }  # fmt: skip
        for _ in range(self._chance.randint(0, 3)):
            made[self._chance.choice((*made, "monitor", "sheet", self.text(1)))] = self._anything(3)
        return json.dumps(made).encode()

    def _anything(self, deep: int) -> object:
        kinds = 6 if deep else 4
        match self._chance.randrange(kinds):
            case 0:
                return self.text(2)
            case 1:
                return self._chance.choice((0, -1, 10**30, 1e308, float("inf"), float("nan"), True, None))
            case 2 | 3:
                return self._chance.choice(_CELLS)
            case 4:
                return [self._anything(deep - 1) for _ in range(self._chance.randint(0, 3))]
        names = ("region", "year", "kind", "value", "name", "form", "question", "options", self.text(1))
        return {name: self._anything(deep - 1) for name in self._chance.sample(names, 4)}

    def _damaged(self, body: bytes) -> bytes:
        if not body:
            return b"PK\x03\x04"
        at, end = sorted((self._chance.randrange(len(body)), self._chance.randrange(len(body))))
        match self._chance.randrange(5):
            case 0:
                return body[:at]
            case 1:
                return body[:at] + bytes(self._chance.randrange(256) for _ in range(6)) + body[at + 6 :]
            case 2:
                return body[:at] + body[end:]
            case 3:
                return body + body[at:end]
        return body[:at] + self.text(1).encode("utf-8", "surrogatepass") + body[at:]

    def toml(self) -> str:
        """Return a file of saved groups, or who runs the installation, that somebody typed."""

        def quoted() -> str:
            return (
                json.dumps(self.text(2))
                if self._chance.random() < 0.5
                else self._chance.choice(('"Deventer"', '"GM0344"'))
            )

        lines = []
        for _ in range(self._chance.randint(0, 3)):
            lines.append(
                self._chance.choice(
                    ("[[group]]", "[group]", "[[groups]]", "[group.reasons]", "[[x", "group = 3")
                )
            )
            for key in (
                "code",
                "name",
                "members",
                "reason",
                "author",
                "case",
                "contact",
                "statement",
                self.text(1),
            ):
                value = self._chance.choice(
                    (quoted(), f"[{quoted()}, {quoted()}]", "1979-05-27", "nan", "{a = 1}", "'''")
                )
                if self._chance.random() < 0.7:
                    lines.append(f"{key} = {value}")
        return "\n".join(lines)

    def lines(self) -> bytes:
        """Return a file of notes in which some lines are none."""
        note = {
            "code": "a1", "gemeente": "GM0150", "indicator": "lasten_per_inwoner", "period": "2019",
            "kind": "verklaring", "role": "griffie", "written": "2026-03-03", "text": "Een notitie.", "name": "",
        }  # fmt: skip
        found = []
        for n in range(self._chance.randint(1, 4)):
            each: dict[str, object] = {**note, "code": f"a{n}"}
            if self._chance.random() < 0.7:
                each[self._chance.choice(list(note))] = self._anything(2)
            body = json.dumps(each).encode()
            found.append(self._damaged(body) if self._chance.random() < 0.3 else body)
        return b"\n".join(found)


def _xml(text: str) -> str:
    """Return a text as XML holds it, mostly: marks that XML cannot hold stay, as a damaged file has them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", "replace").decode()


def _with_part(book: bytes, name: str, body: bytes) -> bytes:
    """Return a package in which one part is another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, body)
    return out.getvalue()
