"""Why there is no figure, or none that may stand beside others: one closed list, each with one Dutch wording.

A table shows the `mark` in the cell and the `legend` once beneath it; a card, a sentence, a map and a document show
the `sentence`; the command line prints the code. The statuses of metrics.figures.CELL_STATUSES are reasons too, but
'gebroken', of which a reader must know what broke: 'knik' or 'opgesplitst'.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from metrics import dutch
from metrics.figures import BASED, COMPARABLE
from metrics.places.breaks import Break, crossed

NOT_COMPARABLE = "niet te vergelijken"


@dataclass(frozen=True)
class Reason:
    """One reason. `mark`: in a cell of a table; `legend`: what that means, after 'mark = '; `sentence`: in full.

    Placeholders of a sentence: {gemeente}, {periode}, {jaar}, {vorig} (the year before), {bedrag},
    {stuk} (rekening or begroting).
    `has_value`: the figure is there and is shown; it only may not be ranked, added up or coloured.
    `short`: where there is room for few words, as on a card; empty: the legend is short enough. `aside`: behind the
    number in running text. `is_apart`: it does not stand beside other periods of the same gemeente either.
    """

    code: str
    mark: str
    legend: str
    sentence: str
    has_value: bool = False
    short: str = ""
    aside: str = NOT_COMPARABLE
    is_apart: bool = False

    @property
    def line(self) -> str:
        """The mark with its meaning, as it stands beneath a table."""
        return f"{self.mark} = {self.legend}"


_LIST = (
    # a figure that is there and may not be compared
    Reason(
        "basis_te_laag",
        "ᵇ",
        "de begroting is minder dan de helft van de rekening van dat jaar; vergelijk dit cijfer niet",
        "De begroting van {gemeente} is minder dan de helft van de rekening van dat jaar. Dit cijfer is niet met "
        "andere gemeenten te vergelijken.",
        has_value=True,
    ),
    Reason(
        "verschoven",
        "ᵛ",
        "er verschoof mogelijk een groot bedrag tussen jeugdzorg en andere hulp; de groei is niet te vergelijken",
        "In de boeken van {gemeente} verschoof mogelijk een groot bedrag tussen jeugdzorg en andere hulp, zoals het "
        "wijkteam. Dit cijfer is niet met andere gemeenten te vergelijken.",
        has_value=True,
    ),
    Reason(
        "boekt_voor_anderen",
        "ʳ",
        "boekt mogelijk ook lasten voor andere gemeenten in de regio",
        "{gemeente} boekt mogelijk ook lasten voor andere gemeenten in de regio. "
        "Dit cijfer is niet met andere gemeenten te vergelijken.",
        has_value=True,
        aside="boekt mogelijk voor andere gemeenten",
        is_apart=True,
    ),
    Reason(
        "niet_plausibel",
        "†",
        "het bedrag past niet bij andere jaren; het telt niet mee",
        "Het cijfer van {gemeente} over {jaar} is niet plausibel: het past niet bij andere jaren. "
        "Dit cijfer is niet met andere gemeenten te vergelijken.",
        has_value=True,
        aside="niet plausibel",
        is_apart=True,
    ),
    Reason(
        "past_niet_in_rij",
        "ˣ",
        "dit cijfer staat zo in het rapport, maar het past niet bij de andere cijfers in de rij",
        "Het rapport drukt dit van {gemeente}, maar het past niet bij de andere cijfers in de rij. "
        "Dit cijfer is niet met andere gemeenten te vergelijken.",
        has_value=True,
        aside="past niet bij de andere cijfers in het rapport",
        is_apart=True,
    ),
    Reason(
        "vervallen",
        "ᵒ",
        "deze gemeente bestaat niet meer",
        "{gemeente} bestaat niet meer. Dit cijfer staat niet naast dat van gemeenten van nu.",
        has_value=True,
    ),
    # no figure of this gemeente
    Reason(
        "geen_cijfer",
        "–",
        "het CBS geeft geen cijfer (te klein, geheim of onbekend)",
        "Het CBS geeft voor {gemeente} in {periode} geen cijfer (te klein, geheim of onbekend).",
    ),
    Reason(
        "niet_gedrukt",
        "–ʳᵃ",
        "het rapport van 2021 geeft van deze gemeente geen cijfer",
        "Het rapport van 2021 geeft van {gemeente} geen cijfer.",
        short="niet in het rapport",
    ),
    Reason(
        "niet_geleverd",
        "niet aangeleverd",
        "de gemeente leverde de gegevens over dit jaar niet aan",
        "{gemeente} heeft over {jaar} nog geen {stuk} aangeleverd.",
    ),
    Reason(
        "nul_als_ontbrekend",
        "–ⁿ",
        "er staat nul of niets in de boeken; dat telt als ontbrekend",
        "In de {stuk} van {gemeente} over {jaar} staat nul of niets. Dat telt als ontbrekend.",
    ),
    Reason(
        "opgesplitst",
        "–ʰ",
        "niet te maken: een gemeente van toen is verdeeld over meer gemeenten",
        "Een gemeente van toen is verdeeld over meer gemeenten. Voor {gemeente} is dit cijfer daarom niet te maken.",
        short="niet te maken",
    ),
    Reason(
        "knik",
        "–ᵏ",
        "niet te maken: tussen deze jaren veranderde de manier van tellen of wie betaalt",
        "Tussen deze jaren veranderde de manier van tellen of wie betaalt. Dit cijfer is daarom niet te maken.",
        short="niet te maken",
    ),
    Reason(
        "eerste_jaar",
        "–¹",
        "het eerste jaar van de reeks: er is nog geen groei",
        "{jaar} is het eerste jaar van deze reeks: er is nog geen groei.",
        short="het eerste jaar",
    ),
    Reason(
        "na_knik",
        "–²",
        "het eerste jaar na een knik in de reeks: er is nog geen groei",
        "Tussen {vorig} en {jaar} zit een knik in de reeks: sinds {jaar} bepaalt een andere regel welke gemeente "
        "betaalt. Groei is hier niet te maken.",
        short="niet te maken: knik in de reeks",
    ),
    Reason(
        "bestond_niet",
        "–ᵍ",
        "deze gemeente bestond toen niet",
        "{gemeente} bestond in {jaar} niet.",
    ),
    # no figure of anybody, or of this kind of place
    Reason(
        "niet_geladen",
        "niet geladen",
        "dit cijfer is nog niet opgehaald",
        "Dit cijfer is nog niet geladen.",
        short="niet geladen",
    ),
    Reason(
        "niet_van_toepassing",
        "x",
        "niet van toepassing",
        "Dit cijfer is er alleen voor een gemeente.",
    ),
    Reason(
        "te_weinig_gemeenten",
        "–ᵗ",
        "te weinig gemeenten hebben een cijfer dat meetelt; daarom is er geen cijfer van het geheel",
        "Te weinig gemeenten hebben een cijfer dat meetelt. Daarom is er geen cijfer van {gemeente}.",
    ),
    # no figure of a group
    Reason(
        "geen_lid",
        "–ᵃ",
        "geen enkele gemeente in de groep heeft dit cijfer",
        "Geen enkele gemeente in deze groep heeft dit cijfer.",
        short="geen gemeente heeft dit cijfer",
    ),
    Reason(
        "een_lid",
        "–¹ᵍ",
        "in de groep heeft één gemeente dit cijfer; een groepscijfer vraagt er twee",
        "In deze groep heeft één gemeente dit cijfer. Een groepscijfer vraagt er ten minste twee.",
        short="te weinig gemeenten",
    ),
    Reason(
        "niet_optelbaar",
        "–ᵖ",
        "dit cijfer is er alleen als percentage of middelste waarde en is niet op te tellen",
        "Dit cijfer is er alleen als percentage of middelste waarde. Een groepscijfer is dan niet op te tellen.",
        short="niet op te tellen",
    ),
)
REASONS: Mapping[str, Reason] = MappingProxyType({each.code: each for each in _LIST})
# Figures that are no part of a course: a sentence leaves them out, a chart joins them with nothing.
APART = frozenset(each.code for each in _LIST if each.is_apart)


# A growth or an index is no amount: it is what it was made of that is not plausible.
_OF_GROWTH: Mapping[str, str] = MappingProxyType(
    {
        "niet_plausibel": "Een van de bedragen achter dit cijfer van {gemeente} is niet plausibel. "
        "Dit cijfer is niet met andere gemeenten te vergelijken.",
        "nul_als_ontbrekend": "Bij een van de twee bedragen achter dit cijfer van {gemeente} staat nul of niets in de "
        "boeken. Dat telt als ontbrekend.",
    }
)


def short(code: str) -> str:
    """Return a reason in a few words, as there is room for on a card. KeyError for a code that is not in the list."""
    return REASONS[code].short or REASONS[code].legend


def aside(code: str, *others: str) -> str:
    """Return what stands behind a number in running text, ` (niet plausibel)`; empty where nothing must be said.

    In: the reason of a figure that has a value, '' where it may be compared; `others`: what more must be said of it.
    KeyError for a code that is not in the list.
    """
    said = [each for each in (*others, REASONS[code].aside if code else "") if each]
    return f" ({', '.join(said)})" if said else ""


def listed(titles: Iterable[str]) -> str:
    """Return titles of figures as a list in running text: `lasten per inwoner (2023) en index`.

    What a title has after a comma (its period, whom it is of) comes between brackets: the commas are of the list.
    """
    parts = [each.split(", ", 1) for each in titles]
    return dutch.names(
        [dutch.small(first) + "".join(f" ({rest})" for rest in more) for first, *more in parts]
    )


def awaited(what: Iterable[str], *, is_older: bool = False) -> str:
    """Say once what is not loaded yet, from whom it will come and where it is loaded; empty for nothing.

    In: names of figures, in any letter case, as `listed` takes them. `is_older`: of an older version of the figures,
    which stays as it is: nothing comes.
    """
    names = list(dict.fromkeys(what))
    if not names:
        return ""
    if is_older:
        return f"Niet in deze versie van de cijfers: {listed(names)}."
    comes = "Dit cijfer komt" if len(names) == 1 else "Deze cijfers komen"
    them = "het" if len(names) == 1 else "ze"
    return (
        f"Nog niet geladen: {listed(names)}. {comes} van het CBS; een beheerder laadt {them} bij "
        "Bronnen en versies."
    )


def sentence(code: str, *, name: str, period: str, indicator: str) -> str:
    """Return a reason as a sentence; empty for '' (nothing is wrong). KeyError for a code that is not in the list.

    `indicator`: of the figure; of growth and an index it is an amount behind it that is not plausible.
    """
    if not code:
        return ""
    document = "begroting" if indicator.startswith("begroting") else "rekening"
    when = dutch.period(period)
    template = _OF_GROWTH.get(code) if indicator in BASED else None
    text = (template or REASONS[code].sentence).format(
        gemeente=name,
        periode=f"het {when}" if "halfjaar" in when else when,
        jaar=period[:4],
        vorig=_before(period),
        stuk=document,
    )
    return dutch.capital(text)


def _before(period: str) -> str:
    return str(int(period[:4]) - 1) if period[:4].isdecimal() else ""


def of_break(start: str, end: str, between: Iterable[Break]) -> Literal["knik", "opgesplitst"]:
    """Return what broke a figure of two periods: the way of counting or paying, else a gemeente that was divided.

    In: the breaks of the gemeente (metrics.places.breaks.breaks).
    """
    counting = [one for one in between if one.code != "splitsing"]
    return "opgesplitst" if crossed(start, end, counting) is None else "knik"


def of_status(cell_status: str, start: str, end: str, between: Iterable[Break]) -> str:
    """Return the reason behind a cell status of a figure of two periods; empty: nothing is against it.

    For frames that carry no more than a status (metrics.costs.composition); the figures frame has readings.
    """
    if cell_status in COMPARABLE:
        return ""
    return of_break(start, end, between) if cell_status == "gebroken" else cell_status
