"""Every figure in the tables that a server sent, laid beside the figures of `python -m metrics figures`.

Only the words of a page are used: what a table is about stands in its caption and headings, whose figure it is in the
first cell of a row. A cell that is none of the measures below is passed over.
"""

import csv
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The first that fits decides; what stands in a heading goes before what stands in a caption.
MEASURES = (
    (
        r"groei|inkomen|deciel|index|verschil|aantal|deel van de (inwoners|lasten)|zou |toelichting|inwoners,",
        "",
    ),
    (r"deel met verblijf", "natura_verblijf"),
    (r"zonder verblijf", "zonder_verblijf"),
    (r"jeugdhulp in natura", "natura_jeugdhulp"),
    (r"per jongere met jeugdzorg", "lasten_per_jongere_met_jeugdzorg"),
    (r"rekening en oorspronkelijke begroting", "lasten_per_inwoner"),
    (r"lasten (voor jeugdzorg|per inwoner)", "lasten_per_inwoner"),
)
_HALF = re.compile(r"([12])e (?:halfjaar|hj) (\d{4})")
_NUMBER = re.compile(r"(?:€ )?(-?\d{1,3}(?:\.\d{3})*(?:,\d+)?)%?\*?")
_PLANNED = "Begroting "


@dataclass(frozen=True)
class Wrong:
    """A figure on a page that is not the one of the figures frame."""

    table: str
    row: str
    column: str
    shown: str
    expected: float | None

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{self.table} | {self.row} | {self.column}: {self.shown}, expected {self.expected}"


class Frame:
    """The figures of a data folder, by name of the region."""

    def __init__(self, data_dir: Path, version: Sequence[str] = ()) -> None:
        """Ask the command line for every figure."""
        command = [sys.executable, "-m", "metrics", "figures", "--data", str(data_dir), *version]
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        self._values: dict[tuple[str, str, str], float | None] = {}
        self.codes: dict[str, str] = {}
        twice: set[str] = set()
        for row in csv.DictReader(told.splitlines()):
            name, code = row["region_name"], row["region_code"]
            if row["region_kind"] not in ("gemeente", "land"):  # a provincie may be called as a gemeente is
                continue
            if self.codes.setdefault(name, code) != code:
                twice.add(name)  # an older gemeente of the same name
            value = float(row["value"]) if row["value"] else None
            self._values[row["indicator"], name, row["period"]] = value
        self.names = self.codes.keys() - twice

    def value(self, indicator: str, name: str, period: str) -> float | None:
        """Return a figure; None where there is none."""
        return self._values.get((indicator, name, period))

    def check(self, tables: Sequence[Sequence[Sequence[str]]]) -> tuple[int, list[Wrong]]:
        """Return how many figures were checked, and those that are wrong."""
        checked_n, wrong = 0, []
        for found in self._cells(tables):
            checked_n += 1
            if found is not None:
                wrong.append(found)
        return checked_n, wrong

    def _cells(self, tables: Sequence[Sequence[Sequence[str]]]) -> Iterator[Wrong | None]:
        for captions, headings, *rows in tables:
            caption = captions[0] if captions else ""
            columns = [_column(caption, heading) for heading in headings]
            for row in rows:
                label, planned = _label(row)
                if label not in self.names:
                    continue
                for (indicator, period), heading, cell in zip(
                    columns[1:], headings[1:], row[1:], strict=False
                ):
                    printed = _NUMBER.fullmatch(cell)
                    if not indicator or not period or printed is None:
                        continue
                    asked = "begroting_per_inwoner" if planned else indicator
                    expected = self.value(asked, label, period)
                    is_right = expected is not None and _same(printed[1], expected)
                    yield None if is_right else Wrong(caption, row[0], heading, cell, expected)


def _label(row: Sequence[str]) -> tuple[str, bool]:
    """Return whose row it is, and whether it is of a begroting."""
    first = re.sub(r"noot \d+\)$", "", row[0] if row else "").strip()
    return first.removeprefix("Rekening ").removeprefix(_PLANNED), first.startswith(_PLANNED)


def _column(caption: str, heading: str) -> tuple[str, str]:
    """Return indicator and period of a column; '' where it is none of ours."""
    period = _period(heading) or _period(caption.split(". ")[-1])
    for text in (heading, caption.rpartition(". ")[2]):
        for pattern, indicator in MEASURES:
            if re.search(pattern, text, re.IGNORECASE):
                return indicator, period
    return "", period


def _period(text: str) -> str:
    if half := _HALF.search(text):
        return f"{half[2]}H{half[1]}"
    years: Mapping[str, None] = dict.fromkeys(re.findall(r"\b20\d\d\b", text))
    return next(iter(years)) if len(years) == 1 else ""


def _same(printed: str, expected: float) -> bool:
    """Say whether a printed number is this value, rounded as far as it was printed."""
    number = Decimal(printed.replace(".", "").replace(",", "."))
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return abs(float(number) - expected) <= 0.5 * 10.0**exponent + 1e-9
