"""The words of *Vijf gemeenten in 2021*. Pure."""

from metrics import documents, dutch
from metrics.comparing import sentences
from pages.ui.parts import notices
from pages.ui.portretten.view import PortraitsView

TITLE = "Hoe vijf gemeenten het in 2021 regelden"
MATRIX = "Hoe regelden de vijf het in 2021?"
MATRIX_HINT = "Kies een vak voor wat het rapport erover zegt, in onze woorden en met de regel."
BESIDE = "De cijfers in de portretten, naast de officiële"
FORMS = (
    "Drie manieren van betalen. Per inspanning: uren of stuks maal de prijs. Per resultaat: een deel pas als het doel "
    "is gehaald. Voor een taak: een vast bedrag voor de hulp aan een groep inwoners."
)
SOURCE = "rapport 'Eigenwijs transformeren' (2021), hoofdstuk 7, in onze woorden"
THEN = (
    "Zo was het toen. Het kan sindsdien anders zijn; Eigenwijzer heeft het niet nagevraagd. Aantallen mensen of "
    f"klachten onder de 20 staan er niet bij. {documents.LINE}"
)


def caveats(view: PortraitsView) -> tuple[str, ...]:
    """Return the codes of the caveats that go with these figures."""
    return notices.in_time(("C1", "C12", "C17", "C22"), (each.period for each in view.measures))


def title(view: PortraitsView) -> str:
    """Return where the first figure of the gemeente stands among the five; what the page tells where it has none."""
    spoken = [each for each in view.measures if each.indicator.code in sentences.SUBJECTS]
    usable = [each for each in spoken if view.comparison.own_figure(each.indicator.code, each.period).usable]
    for measure in (*usable, *spoken):
        return sentences.headline(view.comparison, measure.indicator.code, measure.period)
    return TITLE


def subtitle(view: PortraitsView) -> str:
    """Name the five that the gemeente stands beside."""
    others = dutch.names([view.name_of(code) for code in view.five if code != view.code])
    if view.is_one:
        return f"Naast {others}, de andere vier die het rapport van 2021 beschreef."
    return f"Naast de vijf gemeenten die het rapport van 2021 beschreef: {others}."


def without_figures(view: PortraitsView) -> str:
    """Say that the gemeente has no figure to set beside those of the five."""
    return (
        f"Van {view.name} zijn geen cijfers geladen. De verhalen en cijfers uit het rapport staan hieronder."
    )


def counted(view: PortraitsView) -> str:
    """Say how many figures the portraits print and how many of them have an official one beside them."""
    figures = [each for code in view.five for each in view.figures(code)]
    found = [view.official(each, each.gemeente) for each in figures]
    known = sum(each is not None and each.value is not None for each in found)
    return (
        f"{len(figures)} gedrukte cijfers, met jaar en bron. Bij {known} staat een officieel cijfer dat er dichtbij "
        "komt. Let op de noten: de portretten tellen niet allemaal hetzelfde."
    )
