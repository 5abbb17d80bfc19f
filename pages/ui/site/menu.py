"""The menu: which pages there are, in which group, under which words. Pure; `frame` draws it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOME = "app"


@dataclass(frozen=True)
class Entry:
    """A page: `name` is its file and its address (`kosten` -> pages/kosten.py -> /kosten).

    `purpose`: one sentence on what you find there, for who has not chosen a gemeente yet.
    `words`: what somebody may type who looks for it and does not know what the page is called.
    """

    name: str
    label: str
    purpose: str = ""
    words: tuple[str, ...] = ()

    @property
    def script(self) -> str:
        """Path of the script, as `st.page_link` wants it."""
        return "app.py" if self.name == HOME else f"pages/{self.name}.py"

    @property
    def path(self) -> str:
        """Address of the page on its own server."""
        return "/" if self.name == HOME else f"/{self.name}"


@dataclass(frozen=True)
class MenuGroup:
    """Pages under one heading; only the open one and the one with the current page show their links."""

    label: str
    entries: tuple[Entry, ...]
    is_open: bool = False


HOME_ENTRY = Entry(HOME, "Kies een gemeente", "Zoek een gemeente en zie hoe de jeugdzorg er daar voor staat.")

_GROUPS = (
    MenuGroup(
        "Uw gemeente",
        (
            Entry(
                "gemeente",
                "In het kort",
                "Op één pagina: wat jeugdzorg in een gemeente kost, hoeveel jongeren hulp krijgen en hoe dat verloopt.",
            ),
            Entry(
                "vergelijking",
                "Vergelijken",
                "De lasten en het gebruik van jeugdzorg van een gemeente, naast die van andere gemeenten en Nederland.",
            ),
            Entry(
                "gesprek",
                "Gesprek voorbereiden",
                "Een blad voor het gesprek over jeugdzorg in een gemeente: cijfers naar keuze, vragen en notities.",
                (
                    "gespreksblad",
                    "raadsvragen",
                    "vragen van een raadslid",
                    "notities",
                    "stukken opvragen",
                    "rijksmiddelen",
                ),
            ),
            Entry(
                "nieuws",
                "Wat is nieuw?",
                "Welke cijfers van een gemeente erbij kwamen, zijn herzien of definitief werden.",
            ),
        ),
        is_open=True,
    ),
    MenuGroup(
        "Verder kijken",
        (
            Entry(
                "kosten",
                "Begroting en rekening",
                "Hoe het bedrag per inwoner ontstaat, en hoe de jaarrekening afwijkt van de oorspronkelijke begroting.",
            ),
            Entry(
                "gebruik",
                "Gebruik van jeugdhulp",
                "Hoeveel jongeren in een gemeente jeugdhulp krijgen, hoe dat veranderde en of dat aantal gewoon is.",
            ),
            Entry(
                "inkomen",
                "Inkomen en lage inkomens",
                "De inkomens in een gemeente, en kinderen met een laag inkomen thuis, naast andere gemeenten.",
            ),
            Entry(
                "referentiegroep",
                "Met wie vergelijken?",
                "Met welke gemeenten een gemeente te vergelijken is, wat die keuze uitmaakt, en uw eigen groep.",
            ),
            Entry(
                "kaart",
                "Kaart",
                "Een cijfer voor alle gemeenten of jeugdregio's, op de kaart en als lijst.",
                (
                    "wijken en buurten",
                    "per wijk",
                ),
            ),
        ),
    ),
    MenuGroup(
        "Regio en samenwerking",
        (
            Entry(
                "regio",
                "Uw jeugdregio",
                "Waarin een gemeente verschilt van de andere gemeenten in de jeugdregio, en hoe de regio ervoor staat.",
                (
                    "regiogenoten",
                    "regiogemeenten",
                    "lasten delen",
                    "verdeelsleutel",
                ),
            ),
            Entry(
                "samenwerken",
                "Samen doen of zelf doen?",
                "Met welke gemeenten een gemeente vaak in één regio zit, en een formulier om samenwerking af te wegen.",
                (
                    "samenwerking",
                    "samenwerkingsverbanden",
                    "regionale indelingen",
                    "GGD-regio",
                    "veiligheidsregio",
                ),
            ),
            Entry(
                "portretten",
                "Vijf gemeenten in 2021",
                "Hoe vijf gemeenten de jeugdhulp in 2021 regelden, met hun cijfers van nu naast die van een gemeente.",
                ("portretten",),
            ),
            Entry(
                "naast",
                "Twee gemeenten naast elkaar",
                "Een blad om met een andere gemeente te bespreken: cijfers van allebei, vragen en notities.",
                (
                    "collegiale visitatie",
                    "twee gemeenten vergelijken",
                ),
            ),
            Entry(
                "zelfevaluatie",
                "Zelfevaluatie",
                "Een formulier om het jeugdbeleid van een gemeente zelf te bekijken, met de cijfers erbij.",
                (
                    "evaluatieformulier",
                    "basisfuncties",
                ),
            ),
        ),
    ),
    MenuGroup(
        "Het rapport van 2021",
        (
            Entry(
                "reproductie",
                "Rapport nagerekend",
                "Welke gedrukte cijfers terugkomen uit de open gegevens, waarom andere niet, en de figuren opnieuw.",
            ),
            Entry(
                "uitspraken",
                "Uitspraken getoetst",
                "Welke uitspraken van het rapport kloppen, met welke cijfers, en of ze ook met andere groepen kloppen.",
            ),
        ),
    ),
    MenuGroup(
        "Uitleg en bronnen",
        (
            Entry(
                "begrippen",
                "Begrippen en leeswijzer",
                "Wat de woorden betekenen, hoe u de cijfers leest en wat ze niet zeggen.",
            ),
            Entry(
                "methode",
                "Zo rekenen wij",
                "Elke rekenregel met de formule, onze reden en een voorbeeld met de cijfers van een gemeente.",
            ),
            Entry(
                "bronnen",
                "Bronnen en versies",
                "Wat er is geladen, waar elk cijfer vandaan komt en wat er veranderde.",
            ),
        ),
    ),
)
FOOTER = (
    Entry(
        "over",
        "Over Eigenwijzer",
        "Wie het maakt, voor wie het toegankelijk is en wat het van u bewaart.",
    ),
)

_BY_NAME = {each.name: each for each in (HOME_ENTRY, *(e for g in _GROUPS for e in g.entries), *FOOTER)}
_PAGES_DIR = Path(__file__).resolve().parents[2]


@cache
def page_names() -> frozenset[str]:
    """Names of the pages that exist as a script, home included."""
    return frozenset({HOME} | {path.stem for path in _PAGES_DIR.glob("*.py") if path.stem != "__init__"})


def groups(existing: Iterable[str] | None = None) -> tuple[MenuGroup, ...]:
    """Return the menu with only the pages that exist: what is not built is not promised."""
    there = frozenset(existing) if existing is not None else page_names()
    kept = (
        MenuGroup(group.label, tuple(entry for entry in group.entries if entry.name in there), group.is_open)
        for group in _GROUPS
    )
    return tuple(group for group in kept if group.entries)


def entries() -> tuple[Entry, ...]:
    """Every existing page in menu order: home first, the footer's last."""
    listed = tuple(entry for group in groups() for entry in group.entries)
    return (HOME_ENTRY, *listed, *FOOTER)


def entry(name: str) -> Entry:
    """Return the page with this name; KeyError for a name that no menu has."""
    return _BY_NAME[name]


def title(name: str, gemeente: str = "") -> str:
    """Return what the tab of the browser says: the gemeente, where the page is about one, the page and the site."""
    return " · ".join(filter(None, [gemeente, entry(name).label, "Eigenwijzer"]))


def following(name: str) -> Entry | None:
    """Return the page after this one, for the 'Volgende' link at the foot; None on the last."""
    ordered = entries()
    names = [item.name for item in ordered]
    at = names.index(name) + 1 if name in names else len(ordered)
    return ordered[at] if at < len(ordered) else None
