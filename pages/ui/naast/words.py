"""The words of *Twee gemeenten naast elkaar*. Pure."""

from metrics import dutch
from metrics.comparing import reasons
from metrics.comparing.measures import NewestFigure
from metrics.comparing.reasons import listed
from metrics.comparing.sentences import remarks as remark_words
from metrics.comparing.sentences.levels import NOT_COMPARED, beside
from metrics.documents import cited
from metrics.records import Records
from pages.ui.naast.view import Pair, Passage
from pages.ui.parts import notices
from pages.ui.parts.documents import FIELDS

STORIES = "Wat documenten vertellen"
QUESTIONS = "Vragen aan elkaar"
NOTES = "Notities"


def caveats(pair: Pair) -> tuple[str, ...]:
    """Return the codes of the caveats that go with these figures."""
    return notices.in_time(("C1", "C12", "C17"), (each.period for each in pair.measures))


def title(pair: Pair) -> str:
    """Return how the first figure of the one stands to that of the other; else that they stand side by side."""
    for measure in pair.measures:
        how = how_to_other(pair, measure)
        if how and measure.subject.change:
            verb = "waren" if measure.subject.plural else "was"
            return f"In {dutch.moment(measure.period)} {verb} {measure.subject.change} {dutch.inside(pair.name)} {how}"
    return f"{pair.name} en {pair.other_name} naast elkaar"


def subtitle(pair: Pair) -> str:
    """Say what the sheet is for, and how the second gemeente came there where nobody chose it."""
    first = "Een blad om samen te bespreken: cijfers van allebei, vragen aan elkaar en ruimte voor notities."
    return (
        f"{first} {pair.other_name} lijkt het meest op {pair.name}; kies zelf een andere."
        if pair.alike
        else first
    )


def how_to_other(pair: Pair, measure: NewestFigure) -> str:
    """Return how a figure of the first stands to that of the second, in words; empty where it may not be compared."""
    how = pair.relation(measure)
    mine, theirs = (pair.figure(measure, code).comparable for code in (pair.code, pair.other))
    if how is None or mine is None or theirs is None:
        return ""
    decimals = measure.indicator.decimals
    return beside(
        measure.subject, how, dutch.rounded(mine, decimals), dutch.rounded(theirs, decimals), pair.other_name
    )


def in_cell(pair: Pair, measure: NewestFigure) -> str:
    """Return the same as it stands in a table, or why the two are not compared."""
    said = how_to_other(pair, measure)
    if said:
        return dutch.capital(said)
    lacking = [
        pair.names.get(code, code)
        for code in (pair.code, pair.other)
        if pair.figure(measure, code).value is None
    ]
    return f"Geen cijfer van {dutch.names(lacking)}." if lacking else NOT_COMPARED


def flag(pair: Pair, measure: NewestFigure, code: str, records: Records) -> str:
    """Return what must be said with a figure: why it is not compared, else its weighty remarks."""
    figure = pair.figure(measure, code)
    if figure.value is None:
        return ""
    told = [
        remark_words.text(each, records)
        for each in remark_words.weighty(figure.remarks)
        if not remark_words.said_by(each.code, figure.reason)
    ]
    if figure.reason:
        told.insert(
            0,
            reasons.sentence(
                figure.reason,
                name=pair.names.get(code, code),
                period=measure.period,
                indicator=measure.indicator.code,
            ),
        )
    return " ".join(told)


def stories_hint(pair: Pair) -> str:
    """Say of which of the two there is a story."""
    there = [pair.names.get(code, code) for code in (pair.code, pair.other) if pair.told(code)]
    lacking = [pair.names.get(code, code) for code in (pair.code, pair.other) if not pair.told(code)]
    if not there:
        return f"Over {dutch.names(lacking)} vertellen de documenten van 2021 niets. Vertel het elkaar."
    rest = f" Over {lacking[0]} vertellen de documenten niets." if lacking else ""
    return f"Zo was het in 2021, in onze woorden.{rest}"


def told(each: Passage) -> str:
    """Return something that a document tells, a sentence, and where it stands (a title has brackets of its own)."""
    about = f"{FIELDS[each.field]}: " if each.field else ""
    return f"{about}{each.text} Bron: {cited(each.document, each.line)}."


def questions(pair: Pair) -> tuple[tuple[str, str], ...]:
    """Return questions for the two to ask each other, as (what about, question): the first from their figures."""
    return (
        ("de cijfers", _of_figures(pair)),
        ("het boeken", "Wat boekt u op jeugdzorg en de ander niet, zoals het wijkteam of de toegang?"),
        ("de toegang", "Wie mogen bij u verwijzen, en wat doet u zelf voordat een aanbieder begint?"),
        (
            "betalen",
            "Hoe betaalt u aanbieders: per inspanning, per resultaat of voor een taak? Wat merkt u daarvan?",
        ),
        ("leren", "Wat zou u van de ander willen overnemen, en wat is daarvoor nodig?"),
    )


def _of_figures(pair: Pair) -> str:
    measure = pair.widest
    if measure is None:
        return "Waarin werkt u anders, ook al ziet u dat niet in de cijfers?"
    unit, decimals = measure.indicator.unit, measure.indicator.decimals
    mine, theirs = (
        dutch.value(pair.figure(measure, code).comparable, unit, decimals) for code in (pair.code, pair.other)
    )
    return (
        f"U verschilt in {listed([measure.in_full])}: {mine} {dutch.inside(pair.name)} "
        f"en {theirs} {dutch.inside(pair.other_name)}. "
        "Wat doet u anders, en wat is er anders aan uw gemeente?"
    )
