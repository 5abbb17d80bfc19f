"""The heading of an uploaded table: which column is which, in the words that real files have for them. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from metrics.comparing.own_figures import KINDS
from pages.ui.own.template import COLUMNS, UNITS

# What a column is called in files of gemeenten, of CBS and of bookkeeping programs -> ours.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "gemeente": (
        "gemeente", "gemeenten", "gemeentenaam", "naam gemeente", "gemeentecode", "regio's", "regios", "regio",
    ),
    "jaar": ("jaar", "jaren", "boekjaar", "verslagjaar", "jaartal", "perioden", "periode"),
    "soort": ("soort", "verslagsoort", "soort cijfer", "soort verslag"),
    "waarde": ("waarde", "bedrag", "lasten", "bedragen", "aantal", "cijfer"),
    "eenheid": ("eenheid", "eenheden"),
}  # fmt: skip
_COLUMN = {word: column for column, words in _CALLED.items() for word in words}
# Columns that cut an amount in parts: one row of such a table may not be the figure of a gemeente, and is not to be
# added up here either, because a taakveld, a product or a month may be absent from the file.
_PARTS = re.compile(
    # what is bought, and from whom
    r"(?:sub|deel)?(?:product|programma|perceel|budget)\w*\b.*|(?:zorg|hulp)?(?:vorm|soort)\w*\b.*|verblijf\b.*|"
    r"(?:zorg)?aanbieder\w*|leverancier\w*|crediteur\w*|debiteur\w*|contract\w*|activiteit\w*|voorziening\w*|"
    r"segment\w*|"
    # where it is booked
    r"(?:iv3\b|taakveld|functie).*|tv|(?:iv3[- ]?|economische )?categorie\w*\b.*|kosten(?:soort|plaats|drager)\w*\b.*|"
    r"grootboek\w*\b.*|rekening ?(?:nr|nummer)\w*|(?:balans)?post|boek(?:stuk|ing)s?\w*\b.*|dagboek\w*|"
    r"team|afdeling\w*|cluster|sector|project\w*|opdrachtgever|omschrijving\b.*|"
    # which side of the books
    r"(?:lasten|baten) ?(?:/|of|en)? ?(?:lasten|baten)|l ?(?:/|of)? ?b|b ?/ ?l|d ?/ ?c|c ?/ ?d|i ?/ ?u|"
    r"debet ?(?:/|of|en)? ?credit|dc|"
    r"soort bedrag|type\b.*|incidenteel.*|structureel.*|regionaal.*|lokaal.*|"
    # when, and of whom
    r"maand\w*\b.*|kwartaal\w*|halfjaar\w*|week\w*|q|periode .*|datum\b.*|"
    r"leeftijd\w*\b.*|geslacht|wijk\w*|buurt\w*|kern|postcode\w*"
)
# How a unit is written -> one of UNITS.
_UNIT_WORDS: Mapping[str, str] = {
    **{unit: unit for unit in UNITS},
    **dict.fromkeys(("eur", "€", "euro's", "in euro", "in euro's", "in €"), "euro"),
    **dict.fromkeys(
        ("1000 euro", "1000 €", "€ 1000", "1000 eur", "eur 1000", "euro 1000", "x 1000 euro", "x € 1000",
         "€ x 1000", "euro x 1000", "x eur 1000", "keur", "k€", "k euro", "duizend euro's", "duizenden euro's",
         "in duizend euro", "in duizenden euro's"), "duizend euro",
    ),
    **dict.fromkeys(
        ("miljoen euro's", "mln euro", "mln. euro", "mln €", "€ mln", "in miljoenen euro's"), "miljoen euro"
    ),
    **dict.fromkeys(("aantal", "personen", "aantal jongeren"), "jongeren"),
}  # fmt: skip
_KIND_WORDS: Mapping[str, str] = {
    **{title: kind for kind, title in KINDS.items()},
    **dict.fromkeys(("rekening", "jaarrekeningen"), "jaarrekening"),
    **dict.fromkeys(("oorspronkelijke begroting", "primitieve begroting", "primaire begroting"), "begroting"),
    **dict.fromkeys(("gewijzigde begroting", "begroting na wijzigingen"), "begroting_na_wijziging"),
    **dict.fromkeys(("aantal jongeren met jeugdzorg",), "jongeren_met_jeugdzorg"),
}
# What a title says of a table that then does not hold the lasten of a whole year, or not all of them.
_PART_OF_ALL = re.compile(
    r"\b(?:[1-4]e |eerste |tweede |derde |vierde )?(?:kwartaal|halfjaar|maand)\b|\bq[1-4]\b|"
    r"\b(?:t/m|tot en met|tot)\b(?! (?:en met )?(?:dec|31|20))|"
    r"\b(?:prognose|burap|bestuursrapportage)\b|\bper inwoner\b|"
    r"\b(?:zonder|met|exclusief|excl\.?) verblijf\b|\b(?:taakveld|tv)\b|\b[56]\.\d{1,2}\b"
)
_OTHER_SIDE = re.compile(r"\b(?:baten|inkomsten|opbrengsten|ontvangsten|saldo|netto)\b")
_YEAR = re.compile(r"(20[0-9]{2})(?:JJ00|\*+|\s*\*)?")
_ENOUGH = 3  # recognised columns that make a heading of a row
_FAR = 20  # rows of title above it


@dataclass(frozen=True)
class Heading:
    """The columns of a table. `years`: year -> column, where years are columns; `unit`: said in a heading, else empty.

    `unread`: columns that mean nothing here, with their names; `double`: names of ours that stand there twice;
    `parts`: columns that cut an amount in parts, by taakveld or month.
    """

    at: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)
    unit: str = ""
    unread: tuple[tuple[int, str], ...] = ()
    double: tuple[str, ...] = ()
    parts: tuple[tuple[int, str], ...] = ()

    @property
    def absent(self) -> tuple[str, ...]:
        """The columns without which nothing can be read."""
        given = {"jaar", "waarde"} if self.years else set()
        return tuple(name for name in COLUMNS if name not in {*self.at, *given, "eenheid"})


def read(cells: Sequence[str]) -> Heading:
    """Return what the cells of a heading mean."""
    at: dict[str, int] = {}
    years: dict[int, int] = {}
    unread: list[tuple[int, str]] = []
    double: list[str] = []
    units: list[str] = []
    for n, cell in enumerate(cells):
        name, said = _plain(cell)
        year = _YEAR.fullmatch(cell.strip())
        column = _COLUMN.get(name, "")
        if year and int(year[1]) in years:
            double.append(year[1])
        elif year:
            years[int(year[1])] = n
        elif column and column in at:
            double.append(column)
        elif column:
            at[column] = n
            units += [said] if said else []
        elif cell.strip():
            unread.append((n, cell.strip()))
    if "waarde" in at:  # a table with a value a row: a year among the headings is another column
        unread += [(n, str(year)) for year, n in years.items()]
        years = {}
    parts = tuple((n, text) for n, text in unread if _PARTS.fullmatch(_plain(text)[0]))
    return Heading(at, years, units[0] if units else "", tuple(unread), tuple(dict.fromkeys(double)), parts)


def score(cells: Sequence[str]) -> int:
    """Say how many cells of a row are headings of ours: how much it looks like the heading of the table."""
    found = read(cells)
    return len(found.at) + len(found.years) + len(found.double)


def place(rows: Sequence[Sequence[str]]) -> int:
    """Return which of the rows is the heading: the first that is full of headings, else the first row."""
    scores = [score(cells) for cells in rows[:_FAR]]
    return next((n for n, found in enumerate(scores) if found >= _ENOUGH), 0)


def limits(title: str) -> bool:
    """Say whether a title above a table says that it holds something else than the lasten of a whole year."""
    text = title.lower()
    return bool(_PART_OF_ALL.search(text)) or (bool(_OTHER_SIDE.search(text)) and "lasten" not in text)


def unit_of(text: str) -> str:
    """Return the unit (UNITS) that a text names; empty: none that we know."""
    plain = re.sub(r"(?<=\d)[ .\u00a0](?=\d{3})", "", text.lower().strip().strip("()"))
    plain = re.sub(r"^x(?=\d)", "x ", re.sub(r"\s+", " ", plain))
    return _UNIT_WORDS.get(plain, "") or _UNIT_WORDS.get(plain.removeprefix("x "), "")


def kind_of(text: str) -> str:
    """Return the kind of figure (KINDS) that a text names; empty: none that we know."""
    return _KIND_WORDS.get(re.sub(r"\s+", " ", text.lower().strip()), "")


def year_of(text: str) -> int | None:
    """Return the year that a text names, also as CBS writes it ('2023JJ00', '2023*'); None: it names none."""
    found = _YEAR.fullmatch(text.strip())
    return int(found[1]) if found else None


def _plain(cell: str) -> tuple[str, str]:
    """Return a heading without what stands between brackets, and the unit said there."""
    text = cell.strip().lower()
    found = re.fullmatch(r"(.*?)\s*[(\[](.*)[)\]]", text)
    if found and unit_of(found[2]):
        return found[1].strip(" :"), unit_of(found[2])
    beside = re.fullmatch(r"(\w+) (?:in|x) (.+)", text)
    if beside and beside[1] in _COLUMN and (unit_of(beside[2]) or unit_of("x " + beside[2])):
        return beside[1], unit_of(beside[2]) or unit_of("x " + beside[2])
    return text.strip(" :"), ""
