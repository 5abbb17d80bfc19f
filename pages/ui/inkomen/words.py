"""The sentences of *Inkomen en lage inkomens*. Pure."""

from metrics import dutch
from metrics.comparing import questions as questions_of
from metrics.comparing import reasons, sentences
from metrics.comparing.sentences import remarks as remark_words
from metrics.records import Question, Records
from pages.ui.inkomen.view import DECILES, LEVELS, IncomeFigure, IncomeView

SUBTITLE = "Inkomen en kinderen met een laag inkomen, in tien even grote groepen"
EXPLANATION = (
    "Alle gemeenten staan op volgorde en zijn verdeeld in tien even grote groepen: de decielen. Bij inkomen "
    "heeft deciel 1 de laagste inkomens. Bij kinderen met een laag inkomen heeft deciel 1 de meeste kinderen "
    "die in een huishouden met een laag inkomen wonen.",
    "Een laag deciel betekent dus bij allebei: meer huishoudens met weinig geld. Een deciel zegt niets over "
    "de verschillen binnen een gemeente.",
)
# stands with the drawing itself, so that a picture on its own has its legend too
LEGEND = (
    "Open rondje: een gemeente. Gevuld rondje: de gekozen gemeente. Ruit: een gemeente uit de groep; de namen "
    "staan in de tabel."
)
CAVEATS = ("C20", "C17")  # no figure of a group stands here


def title(view: IncomeView) -> str:
    """Return the title: in which tenth the gemeente is."""
    values = [(one, view.own(one.indicator).value) for one in DECILES]
    parts = [
        f"voor {one.words} in deciel {dutch.number(value)}" for one, value in values if value is not None
    ]
    name, period = view.chosen.own_name, view.period
    if not parts:
        return f"Van {name} is er over {period} geen deciel van het inkomen"
    return f"In {period} zat {name} {dutch.names(parts)}"


def lacking(view: IncomeView) -> tuple[str, ...]:
    """Say of each decile that is not there why not."""
    name = view.chosen.own_name
    found = []
    for one in DECILES:
        figure = view.own(one.indicator)
        if figure.value is None and figure.reason != "niet_geladen":
            why = reasons.sentence(figure.reason, name=name, period=view.period, indicator=one.indicator)
            found.append(f"{one.heading}: {_small(why)}")
    return tuple(found)


def _small(text: str) -> str:
    """Write a sentence as it stands after a colon, unless it begins with a name."""
    return text[0].lower() + text[1:] if text.split(" ")[0] in ("Dit", "Het", "Een", "In", "Te") else text


def place(view: IncomeView, figure: IncomeFigure, period: str) -> str:
    """Say what the figure of the gemeente was and how many gemeenten are lower and higher; why not where not."""
    own, name = view.own(figure.indicator, period), view.chosen.own_name
    if own.value is None:
        return reasons.sentence(own.reason, name=name, period=period, indicator=figure.indicator)
    value = dutch.value(own.value, figure.unit, figure.decimals)
    said = f"In {period} was {figure.words} {dutch.inside(name)} {value}"
    if own.reason:
        why = reasons.sentence(own.reason, name=name, period=period, indicator=figure.indicator)
        return f"{said}. {why}"
    found = view.all_of(figure.indicator, period, figure.decimals).get(view.chosen.own)
    if found is None:
        return f"{said}."
    return f"{said}. {sentences.ranked(found.lower_n, found.higher_n, found.about_n)}"


def not_loaded(view: IncomeView, *, is_older: bool = False) -> str:
    """Say in one line which figures nobody has: they are not loaded. Empty where all are there.

    A decile is made of the figure beneath it: where that is not there the two are named once.
    `is_older`: in an older version of the figures.
    """
    nobody = []
    for level, decile in zip(LEVELS, DECILES, strict=True):
        if view.own(decile.indicator).reason == "niet_geladen" and view.newest(level.indicator):
            nobody.append(decile.heading)
        elif not view.newest(level.indicator):
            nobody.append(level.heading)
    return reasons.awaited(nobody, is_older=is_older)


def remarks(view: IncomeView, records: Records) -> tuple[str, ...]:
    """Return what must be said with the figures of the gemeente, the heaviest first."""
    return tuple(remark_words.text(each, records) for each in remark_words.weighty(view.remarks()))


def questions(view: IncomeView, records: Records) -> list[Question]:
    """Return at most three questions about income and the group."""
    found = questions_of.occasions(view.chosen.cost, [("lasten_per_inwoner", view.chosen.year)], [])
    return questions_of.choose(records.questions, found, ("inkomensdeciel",))
