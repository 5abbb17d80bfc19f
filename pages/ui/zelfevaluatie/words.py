"""The sentences of *Zelfevaluatie*. Pure."""

from pages.ui.forms import telling
from pages.ui.zelfevaluatie.view import EvaluationView

NO_FIGURES = (
    "Van deze gemeente zijn nog geen cijfers geladen. Het formulier werkt ook zonder; een notitie kan dan geen cijfer "
    "noemen."
)
BACKGROUND = (
    "De vragen komen uit de opdracht die vijf gemeenten in 2021 kregen voor hun zelfevaluatie (bijlage 2 van "
    "'Eigenwijs transformeren'). Daarin staan ook de vijf basisfuncties van KPMG, de vier modellen voor onderwijs en "
    "jeugdhulp en de punten van de Norm voor Opdrachtgeverschap. De twaalf aanbevelingen sluiten het hoofdstuk met "
    "bevindingen af. Wij schreven alles in eigen woorden.",
    "De onderzoekers vroegen een verslag van ongeveer twaalf bladzijden. Een uitgebreide versie, met ten minste drie "
    "gezinnen die meededen, koos niemand: er was te weinig tijd.",
)


def title(view: EvaluationView) -> str:
    """Return the title of the page."""
    return f"Zelfevaluatie van {view.name}"


def subtitle(view: EvaluationView) -> str:
    """Say the figure that leads beside Nederland, and how far the form is."""
    level = view.level
    done, _ = view.told.count()
    progress = (
        telling.progress(view.told) if done or not level else ""
    )  # how long the form is stands beneath it
    return f"{level} {progress}".strip()
