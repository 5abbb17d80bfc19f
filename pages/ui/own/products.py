"""A file with lasten per product, put on taakvelden; what it does not say of a product is asked. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from metrics import dutch
from metrics.comparing.own_figures import AMOUNTS, KINDS, OwnFigure
from metrics.costs import products
from metrics.costs.products import Booked, ProductSpread
from metrics.records import TaakveldSet
from metrics.typed_text import one_line
from pages.ui.own import amount, figures, heading, sheet, template
from pages.ui.own.heading import Heading
from pages.ui.own.row import Known, UploadRow
from pages.ui.own.sheet import SheetLine, UploadError

ELSEWHERE = "elders"  # on no taakveld for jeugdzorg, whichever
MOST_ASKED_N = 25
_FAR = 20
_LONGEST = 60
_PRODUCT = re.compile(r"(?:naam |code )?product\w*( ?(?:naam|code|nummer|nr|omschrijving))?")
_TAAKVELD = re.compile(
    r"(?:iv3[- ]?)?taakveld(?:en|code|nummer)?( ?(?:code|nummer|nr))?|tv|taakveld/balanspost"
)
_CODE = re.compile(r"(?:(?:tv|taakveld)\s*)?(\d)[.,](\d{1,3}[a-d]?)(?![\d.,])", re.IGNORECASE)


@dataclass(frozen=True)
class Booking:
    """What a file says: amounts per gemeente, year and kind. `unknown`: products of which it says no taakveld."""

    spreads: tuple[ProductSpread, ...]
    unknown: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def read(data: bytes, known: Known, region: str, sets: Sequence[TaakveldSet]) -> Booking | None:
    """Return the amounts per product in a file; None where it has no products or taakvelden.

    A file without a column of gemeenten is of `region`. Raises UploadError with every problem found.
    """
    lines, remarks, _ = sheet.lines_of(data, template.COLUMNS)
    at = next((n for n, line in enumerate(lines[:_FAR]) if _columns(line.cells) != (None, None)), None)
    if at is None:
        return None
    product, taakveld = _columns(lines[at].cells)
    header = tuple("" if _is_ours(cell) else cell for cell in lines[at].cells)
    head = heading.read(header, [line.cells for line in lines[at + 1 :]])
    problems = [f"De kolom '{each}' ontbreekt." for each in head.absent if each != "gemeente"]
    problems += [f"De kolom '{each}' staat er twee keer." for each in head.double]
    problems += [f"Kolom {sheet.letter(n)} ('{text[:30]}') kan het bedrag opdelen." for n, text in head.parts]
    if problems:
        raise UploadError(problems)
    found: dict[tuple[str, int, str], list[Booked]] = {}
    for line in lines[at + 1 :]:
        name = one_line(_cell(line, product))[:_LONGEST]
        where = _cell(line, taakveld)
        first = next(filter(None, line.cells))
        if figures.TOTAL.fullmatch(name or first) or figures.TOTAL.fullmatch(first):
            remarks.append(f"Niet gelezen: rij {line.number} ({first[:30]}).")
            continue
        code = _CODE.match(where)
        if where and not code:
            problems.append(f"Rij {line.number}: '{where[:30]}' is geen taakveld. Schrijf het als 6.72.")
            continue
        for row in _rows(line, head, header, known, region):
            typed = row.text("waarde")
            if not typed or amount.is_no_figure(typed):
                continue
            own = row.amount(parts=True)
            problems += row.problems
            if own is None:
                continue
            booked = f"{code[1]}.{code[2].lower()}" if code else ""
            problems += _wrong(line.number, own, booked, sets)
            found.setdefault((own.region, own.year, own.kind), []).append(Booked(name, booked, own.value))
    if not problems and not found:
        problems.append("Geen enkele rij heeft een waarde.")
    if problems:
        raise UploadError(list(dict.fromkeys(problems)))
    spreads = tuple(_spread(key, rows, sets) for key, rows in found.items())
    unknown = dict.fromkeys(row.product for each in spreads for row in each.rows if not row.taakveld)
    if len(unknown) > MOST_ASKED_N:
        raise UploadError(
            [f"Van {len(unknown)} producten ontbreekt het taakveld. Zet een kolom 'taakveld' erbij."]
        )
    return Booking(spreads, tuple(unknown), tuple(remarks))


def answered(booking: Booking, answers: Mapping[str, str], sets: Sequence[TaakveldSet]) -> Booking:
    """Return the booking with the taakveld that was given for each product (ELSEWHERE: on none for jeugdzorg)."""
    spreads = []
    for each in booking.spreads:
        rows = [
            row if row.taakveld else replace(row, taakveld=answers.get(row.product, "")) for row in each.rows
        ]
        spreads.append(_spread((each.region, each.year, each.kind), rows, sets))
    left = tuple(name for name in booking.unknown if not answers.get(name))
    return Booking(tuple(spreads), left, booking.remarks)


def choices(booking: Booking, sets: Sequence[TaakveldSet]) -> dict[str, str]:
    """Return the taakvelden that a product can be on in every year of the file, with what each means."""
    found = [one for each in booking.spreads if (one := products.set_of(each.year, sets)) is not None]
    youth = [code for code in found[0].narrow_prefixes if all(code in each.narrow_prefixes for each in found)]
    team = [code for code in found[0].wide_codes if all(code in each.wide_codes for each in found)]
    return {
        **{code: f"{code} (jeugdzorg, telt mee)" for code in youth},
        **{code: f"{code} (wijkteam en toegang, telt niet mee)" for code in team},
        ELSEWHERE: "een ander taakveld (telt niet mee)",
    }


def figures_of(booking: Booking, known: Known) -> tuple[OwnFigure, ...]:
    """Return the lasten on the taakvelden for jeugdzorg as own figures; raises UploadError where they cannot be."""
    own = [OwnFigure(each.region, each.year, each.kind, each.youth_eur) for each in booking.spreads]
    return figures.check(template.text(own).encode(), known).figures


def sentence(spread: ProductSpread, name: str) -> str:
    """Say how the total of the products stands to that of the taakvelden for jeugdzorg."""
    rest = spread.all_eur - spread.youth_eur
    of_all = (
        f"{name}, {KINDS[spread.kind]} {spread.year}: alle producten samen zijn {_millions(spread.all_eur)}."
    )
    if not rest:
        return f"{of_all} Alles staat op de taakvelden voor jeugdzorg."
    return (
        f"{of_all} Op de taakvelden voor jeugdzorg staat daarvan {_millions(spread.youth_eur)}. "
        f"De rest, {_millions(rest)}, staat op andere taakvelden en telt niet mee."
    )


def _millions(eur: float) -> str:
    return dutch.euro(eur) if abs(eur) < 1e5 else f"{dutch.euro(eur / 1e6, 1)}{dutch.NBSP}miljoen"


def _is_ours(cell: str) -> bool:
    text = re.sub(r"[\s_]+", " ", cell.strip().lower())
    return bool(_PRODUCT.fullmatch(text) or _TAAKVELD.fullmatch(text))


def _columns(cells: Sequence[str]) -> tuple[int | None, int | None]:
    """Return the column of products and that of taakvelden; of a code and a name of products the last."""
    texts = [re.sub(r"[\s_]+", " ", cell.strip().lower()) for cell in cells]
    named = [n for n, text in enumerate(texts) if _PRODUCT.fullmatch(text)]
    booked = [n for n, text in enumerate(texts) if _TAAKVELD.fullmatch(text)]
    return (named[-1] if named else None), (booked[0] if booked else None)


def _cell(line: SheetLine, n: int | None) -> str:
    return line.cells[n] if n is not None and n < len(line.cells) else ""


def _rows(
    line: SheetLine, head: Heading, header: tuple[str, ...], known: Known, region: str
) -> Iterator[UploadRow]:
    here = {} if {"gemeente", "code"} & set(head.at) else {"gemeente": region}
    for row in figures.rows_of(line, head, header, known):
        row.given = {**row.given, **here}
        yield row


def _wrong(number: int, own: OwnFigure, code: str, sets: Sequence[TaakveldSet]) -> list[str]:
    """Say that an amount cannot be put on a taakveld: of that kind, in that year, or under that code."""
    if own.kind not in AMOUNTS or own.name:
        return [f"Rij {number}: per product lezen we alleen begroting en rekening."]
    mine = products.set_of(own.year, sets)
    if mine is None:
        return [f"Rij {number}: voor {sets[0].first_year} waren er geen taakvelden."]
    others = {code for each in sets if products.youth_of([code], each.first_year, sets)}
    if code and code in others and not products.youth_of([code], own.year, sets):
        named = dutch.names(list(mine.narrow_prefixes))
        return [f"Rij {number}: {code} is in {own.year} niet van jeugdzorg. In dat jaar zijn dat {named}."]
    return []


def _spread(key: tuple[str, int, str], rows: Sequence[Booked], sets: Sequence[TaakveldSet]) -> ProductSpread:
    codes = {row.taakveld for row in rows if row.taakveld not in ("", ELSEWHERE)}
    return ProductSpread(*key, tuple(rows), products.youth_of(codes, key[1], sets))
