"""The heading of an uploaded table: which column is which, in the words that real files have for them. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from metrics.comparing.own_figures import AMOUNTS, FORECAST, KINDS
from pages.ui.own.template import COLUMNS, NAME, OPTIONAL, UNITS

# What a column is called in files of gemeenten, of CBS and of bookkeeping programs -> ours.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "gemeente": (
        "gemeente", "gemeenten", "gemeentenaam", "gemeente naam", "naam gemeente", "naam van de gemeente", "regio's",
        "regios", "regio",
    ),
    "code": (
        "gemeentecode", "gemeente code", "code gemeente", "gm code", "gm-code", "gmcode", "cbs code", "cbs-code",
        "cbs gemeentecode", "gemeentenummer", "gemeente nummer", "code",
    ),
    "jaar": (
        "jaar", "jaren", "boekjaar", "verslagjaar", "jaartal", "perioden", "periode", "kalenderjaar", "dienstjaar",
        "begrotingsjaar", "rekeningjaar",
    ),
    "soort": (
        "soort", "verslagsoort", "soort cijfer", "soort verslag", "soort document", "type cijfer", "type verslag",
        "type document", "document", "stuk",
    ),
    "waarde": (
        "waarde", "bedrag", "lasten", "bedragen", "aantal", "cijfer", "lasten jeugdzorg", "totale lasten",
        "lasten totaal", "totaal lasten", "bedrag lasten",
    ),
    "eenheid": ("eenheid", "eenheden"),
    NAME: (
        NAME, "naam prognose", "naam van de prognose", "datum prognose", "datum van de prognose", "stand", "stand per",
        "peildatum",
    ),
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
    **dict.fromkeys(
        (
            "rekening",
            "jaarrekeningen",
            "jaarstukken",
            "programmarekening",
            "realisatie",
            "gerealiseerd",
            "jr",
            "vastgestelde jaarrekening",
        ),
        "jaarrekening",
    ),
    **dict.fromkeys(
        (
            "oorspronkelijke begroting",
            "primitieve begroting",
            "primaire begroting",
            "begroting primitief",
            "begroting oorspronkelijk",
            "begroting primair",
            "programmabegroting",
            "vastgestelde begroting",
        ),
        "begroting",
    ),
    **dict.fromkeys(
        (
            "gewijzigde begroting",
            "begroting na wijzigingen",
            "begroting gewijzigd",
            "begroting incl. wijzigingen",
            "actuele begroting",
            "bijgestelde begroting",
        ),
        "begroting_na_wijziging",
    ),
    **dict.fromkeys(("prognoses", "eindejaarsprognose", "jaarprognose"), FORECAST),
    **dict.fromkeys(("aantal jongeren met jeugdzorg",), "jongeren_met_jeugdzorg"),
}
# What a title says of a table that then does not hold the lasten of a whole year, or not all of them.
_PART_OF_YEAR = re.compile(
    r"\b(?:[1-4]e |eerste |tweede |derde |vierde )?(?:kwartaal|halfjaar|maand)\b|\bq[1-4]\b|"
    r"\b(?:t/m|tot en met|tot)\b(?! (?:en met )?(?:dec|31|20))"
)
_PART_OF_LASTEN = re.compile(
    r"\bper inwoner\b|"
    r"\b(?:zonder|met|exclusief|excl\.?) verblijf\b|\b(?:taakveld|tv)\b|\b[56]\.\d{1,2}\b"
)
_EARLIER = re.compile(r"\b(?:prognoses?|burap|bestuursrapportage)\b")  # no account; what a forecast is called
_OTHER_SIDE = re.compile(r"\b(?:baten|inkomsten|opbrengsten|ontvangsten|saldo|netto)\b")
_YEAR = re.compile(r"(?:(?:boek|verslag)?jaar )?(20[0-9]{2})(?:JJ00|\*+|\s*\*)?", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<!\d)20[0-9]{2}(?!\d)")
# Words around a kind that change nothing: 'Lasten rekening 2023'.
_AROUND = re.compile(r"\b(?:lasten|over|van|voor|jaar)\b|[:/()\[\],–-]")
# A column that tells something of a row: it cuts no amount where each cell says what the row says already.
_TELLING = re.compile(
    r"omschrijving\b.*|type\b.*|soort bedrag|(?:iv3[- ]?|economische )?categorie|"
    r"(?:lasten|baten) ?(?:/|of|en)? ?(?:lasten|baten)|l ?(?:/|of)? ?b|b ?/ ?l"
)
_TELLS_NOTHING = re.compile(
    r"(?:jaarrekening|rekening|jaarstukken|begroting|realisatie|prognose|na|wijziging|oorspronkelijke?|primitieve?|"
    r"lasten|l|totaal|totale|subtotaal|eindtotaal|alle|jeugdzorg|van|voor|de|het|in|over|gemeente|jaar|definitief|"
    r"definitieve|voorlopig|voorlopige|concept|vastgesteld|vastgestelde|door|raad|aantal|jongeren|met|20\d\d|"
    r"[\s.,:;()/-])*"
)
_ENOUGH = 3  # recognised columns that make a heading of a row
_FAR = 20  # rows of title above it


@dataclass(frozen=True)
class Meaning:
    """What a heading or a cell says of an amount: its year, its kind of figure, its unit; empty: it does not say.

    `name`: what tells one forecast from another ('prognose maart').
    """

    year: int | None = None
    kind: str = ""
    unit: str = ""
    name: str = ""


@dataclass(frozen=True)
class Heading:
    """The columns of a table. `amounts`: column -> what its heading says, where years or kinds are columns.

    `unit`: said in the heading of the column of values, else empty. `unread`: columns that mean nothing here, with
    their names; `double`: names of ours that stand there twice; `parts`: columns that cut an amount in parts, by
    taakveld or month.
    """

    at: Mapping[str, int] = field(default_factory=dict)
    amounts: Mapping[int, Meaning] = field(default_factory=dict)
    unit: str = ""
    unread: tuple[tuple[int, str], ...] = ()
    double: tuple[str, ...] = ()
    parts: tuple[tuple[int, str], ...] = ()

    @property
    def absent(self) -> tuple[str, ...]:
        """The columns without which nothing can be read."""
        said = self.amounts.values()
        given = {"waarde"} if self.amounts else set()
        given |= {"jaar"} if self.amounts and all(each.year for each in said) else set()
        given |= {"soort"} if self.amounts and all(each.kind for each in said) else set()
        given |= {"gemeente"} if "code" in self.at else set()
        return tuple(name for name in COLUMNS if name not in {*self.at, *given, *OPTIONAL})


def read(cells: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Heading:
    """Return what the cells of a heading mean; `rows` under it tell what a column holds whose name does not."""
    at: dict[str, int] = {}
    amounts: dict[int, Meaning] = {}
    unread: list[tuple[int, str]] = []
    double: list[str] = []
    units: list[str] = []
    for n, cell in enumerate(cells):
        name, unit = _plain(cell)
        column, said = _COLUMN.get(name, ""), _of_amount(name, unit)
        if said is not None and any(_same(said, each) for each in amounts.values()):
            double.append(cell.strip())
        elif said is not None:
            amounts[n] = said
        elif column and column in at:
            double.append(column)
        elif column:
            at[column] = n
            units += [unit] if unit else []
        elif cell.strip():
            unread.append((n, cell.strip()))
    if "waarde" in at:  # a table with a value a row: a year among the headings is another column
        unread = sorted([*unread, *((n, cells[n].strip()) for n in amounts)])
        amounts = {}
    if "jaar" in at and any(said.year for said in amounts.values()):
        double.append("jaar")
    if "soort" not in at and not all(said.kind for said in amounts.values() or (Meaning(),)):
        kinds = [(n, text) for n, text in unread if _holds_kinds(n, rows)]
        if len(kinds) == 1:
            at["soort"] = kinds[0][0]
            unread.remove(kinds[0])
    parts = [
        (n, text) for n, text in unread if _PARTS.fullmatch(_plain(text)[0]) and not _tells(n, text, rows)
    ]
    if "soort" in at and any(said.kind for said in amounts.values()):
        parts.insert(0, (at["soort"], cells[at["soort"]].strip()))  # lasten and baten, most often
    return Heading(
        at, amounts, units[0] if units else "", tuple(unread), tuple(dict.fromkeys(double)), tuple(parts)
    )


def said_in(text: str) -> Meaning | None:
    """Return what a text says of an amount ('Rekening 2023', 'prognose maart 2024', 'begroting'); None: nothing."""
    years = _ANY_YEAR.findall(text)
    if len(years) > 1:
        return None
    year = int(years[0]) if years else None
    rest = re.sub(r"\s+", " ", _AROUND.sub(" ", _ANY_YEAR.sub(" ", text.lower()))).strip(" .*")
    kind = kind_of(text) or kind_of(rest)
    if kind:
        return Meaning(year, kind)
    # when a forecast was made is its name; what it is of must be all lasten
    if rest.startswith("prognose ") and not _PART_OF_LASTEN.search(rest) and not _OTHER_SIDE.search(rest):
        return Meaning(year, FORECAST, name=re.sub(r"(?i)^\W*prognose\W*", "", text.strip()))
    return None


def _of_amount(name: str, unit: str) -> Meaning | None:
    """Return what the heading of a column of amounts says; None: it heads no such column."""
    year = year_of(name)
    if year is None and name.startswith("lasten "):
        year = year_of(name.removeprefix("lasten "))
    if year is not None:
        return Meaning(year, unit=unit)
    said = None if name in _COLUMN else said_in(name)
    if said is None:
        return None
    return Meaning(said.year, said.kind, "jongeren" if said.kind not in AMOUNTS else unit, said.name)


def _same(one: Meaning, other: Meaning) -> bool:
    return (one.year, one.kind, one.name) == (other.year, other.kind, other.name)


def _holds_kinds(n: int, rows: Sequence[Sequence[str]]) -> bool:
    """Say whether every cell of a column names a kind of figure."""
    found = [cells[n] for cells in rows if n < len(cells) and cells[n]]
    return bool(found) and all(said_in(text) is not None for text in found)


def _tells(n: int, text: str, rows: Sequence[Sequence[str]]) -> bool:
    """Say whether a column only tells again what its rows hold; one that names a part ('met verblijf') does not."""
    if not rows or not _TELLING.fullmatch(_plain(text)[0]):
        return False
    return all(_TELLS_NOTHING.fullmatch(cells[n].lower()) for cells in rows if n < len(cells))


def score(cells: Sequence[str]) -> int:
    """Say how many cells of a row are headings of ours: how much it looks like the heading of the table."""
    found = read(cells)
    return len(found.at) + len(found.amounts) + len(found.double)


def place(rows: Sequence[Sequence[str]]) -> int:
    """Return which of the rows is the heading: the first that is full of headings, else the first row."""
    scores = [score(cells) for cells in rows[:_FAR]]
    return next((n for n, found in enumerate(scores) if found >= _ENOUGH), 0)


def limits(title: str, *, forecasts: bool = False) -> bool:
    """Say whether a title above a table says that it holds something else than the lasten of a whole year.

    `forecasts`: the table has nothing but forecasts, whose title may say so, and when they were made.
    """
    text = title.lower()
    if not forecasts and (_EARLIER.search(text) or _PART_OF_YEAR.search(text)):
        return True
    return bool(_PART_OF_LASTEN.search(text)) or (bool(_OTHER_SIDE.search(text)) and "lasten" not in text)


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
    text = re.sub(r"[\s_]+", " ", cell.strip().lower())
    found = re.fullmatch(r"(.*?)\s*[(\[](.*)[)\]]", text)
    if found and unit_of(found[2]):
        return found[1].strip(" :"), unit_of(found[2])
    for beside in re.finditer(r" (?:in |x |(?=eur|€))", text):
        name, unit = text[: beside.start()].strip(" :,"), text[beside.end() :]
        unit = unit_of(unit) or unit_of("x " + unit)
        if unit and (name in _COLUMN or said_in(name) is not None or year_of(name) is not None):
            return name, unit
    return text.strip(" :"), ""
