"""The sentences of *Samen doen of zelf doen?*. Pure."""

from metrics import dutch
from metrics.regions.congruence import Coincidence
from metrics.regions.meetings import called
from pages.ui.samenwerken.view import TogetherView

COINCIDE = "Een onderzoek van 2011 zag Nederland op 31 manieren verdeeld. Zo is het met wat nu is geladen."
NO_PAIRS = (
    "Er zijn geen twee regionale indelingen van één jaar geladen, dus er valt niets te vergelijken. Een beheerder "
    "laadt ze bij Bronnen en versies (tabel Gebieden in Nederland)."
)
MEASURES = (
    "Een paar is twee gemeenten. Deel van de paren: samen in beide indelingen, van alle paren die in ten minste één "
    "indeling samen zijn (Jaccard). Gecorrigeerd voor toeval: 0 is wat toeval geeft, 1 is gelijk (adjusted Rand). "
    "Past in de andere: van de paren die in de ene samen zijn, het deel dat het ook in de andere is (Wallace)."
)
BACKGROUND = (
    "In 2012 bereidden gemeenten de nieuwe taken voor in 40 regio's (ArenaWiki, regel 18). In 2021 waren er 42 "
    "jeugdregio's en 45 regio's voor opvang en beschermd wonen ('Samenwerken gaat niet vanzelf', regel 16).",
    "Het aantal samenwerkingen van gemeenten groeide van 1.095 in 2017 naar 1.284 in 2020, dat is 17 procent. Die met "
    "een eigen rechtsvorm of bestuur namen af van 873 naar 847. Losse afspraken verdubbelden bijna, van 222 naar 437 "
    "(hetzelfde stuk, regels 22 tot en met 25, naar Proof Adviseurs en Kwink Groep).",
    "Het onderzoek van 2011 (regel 452) zag maar twee kaarten die gelijk waren: politie en veiligheid.",
)
NO_CHANGE_KNOWN = "Van een eerder jaar is geen indeling geladen; wat er veranderde is dus niet te zien."


def title(view: TogetherView) -> str:
    """Return the answer: whom the gemeente meets most in regional divisions."""
    met, n = view.meetings, len(view.meetings.now)
    if view.year is None or not n:
        return f"Van {view.name} is geen regionale indeling geladen"
    if not met.counts:
        only = f"in de {called(next(iter(met.now)))}" if n == 1 else f"in {_every(n)} regionale indelingen"
        return f"{view.name} is {only} van {view.year} de enige gemeente"
    if n == 1:
        others = dutch.number_word(len(met.counts)) if len(met.counts) > 1 else "één"
        noun = "andere gemeente" if len(met.counts) == 1 else "andere gemeenten"
        return f"{view.name} deelt in {view.year} de {called(next(iter(met.now)))} met {others} {noun}"
    highest = met.counts[met.most[0]]
    of_all = _every(n) if highest == n else f"{highest} van de {n}"
    return (
        f"{view.name} komt {dutch.names_or_count(view.named(met.most))} het vaakst tegen: "
        f"in {of_all} regionale indelingen van {view.year}"
    )


def _every(n: int) -> str:
    return "beide" if n == 2 else f"alle {n}"


def subtitle(view: TogetherView) -> str:
    """Say what changed since the first year, and which divisions are not loaded."""
    if view.year is None or not view.meetings.now:
        return (
            "Een beheerder laadt de indelingen bij Bronnen en versies (tabel Gebieden in Nederland). Het formulier "
            "werkt ook zonder."
        )
    return " ".join(filter(None, (changed(view), richer(view))))


def changed(view: TogetherView) -> str:
    """Say who came and who went, a division at a time."""
    if view.first is None:
        return NO_CHANGE_KNOWN
    met = view.meetings
    same = [name for name in met.both if not met.came(name) and not met.went(name)]
    said = []
    for name in met.both:
        came, went = view.named(met.came(name)), view.named(met.went(name))
        # who left whom is not known: the gemeente itself may have gone to another region
        parts = [f"{dutch.names_or_count(came)} wel"] if came else []
        parts += [f"{dutch.names_or_count(went)} niet meer"] if went else []
        if parts:
            start = f"Anders dan in {view.first} komt {view.name} in de {called(name)}"
            said.append(f"{start} {' en '.join(parts)} tegen.")
    if same:
        where = dutch.names([called(name) for name in same])
        said.append(f"In de {where} zijn de gemeenten dezelfde als in {view.first}.")
    if view.came_along:
        who = dutch.names(list(view.came_along))
        said.append(f"Voor {view.first} telt wie {who} tegenkwam, nu samen {view.name}.")
    return " ".join(said)


def richer(view: TogetherView) -> str:
    """Say whom the gemeente met most in the first year, where more divisions are loaded of that one."""
    met = view.meetings
    n = len(met.then)
    if n <= len(met.now) or not met.counts_then:
        return ""
    highest = max(met.counts_then.values())
    who = dutch.names_or_count(view.named(code for code, k in met.counts_then.items() if k == highest))
    where = _every(n) if highest == n else f"{highest} van de {n}"
    return (
        f"Van {view.first} zijn {n} van deze indelingen geladen: {view.name} kwam {who} toen het vaakst tegen, "
        f"in {where}."
    )


def fewer(year: int, n: int, richest: int, most: int) -> str:
    """Say that another year has more divisions loaded; empty where this one has the most."""
    if n >= most:
        return ""
    return (
        f"Van {year} zijn {n} indelingen geladen. Van {richest} zijn het er {most}, met die van het Rijk en van het "
        "CBS erbij. U kunt dat jaar hierboven kiezen."
    )


def measures_label(one: str, year: int) -> str:
    """Return what stands above the folded measures. `one`: the division that they are about."""
    return f"De maten: {called(one, several=True)} naast elke andere indeling van {year}"


def lacking(view: TogetherView) -> str:
    """Say which divisions of gemeenten that work together are not loaded for the newest year."""
    if not view.not_loaded:
        return ""
    listed = dutch.names([called(name) for name in view.not_loaded])
    return f"Van {view.year} niet geladen, of niet in de tabel van het CBS: {listed}."


def coincides(one: str, other: str, found: Coincidence) -> str:
    """Say how far a division coincides with another: how many regions are the same, how many more lie within one."""
    n, same, inside = found.regions_a_n, found.identical_n, found.nested_a_n - found.identical_n
    if same == n:
        return f"Alle {n} {called(one, several=True)} vallen samen met een {called(other)}."
    whole = str(same) if same else "geen enkele"
    verb = "valt" if same <= 1 else "vallen"
    text = f"Van de {n} {called(one, several=True)} {verb} er {whole} samen met een {called(other)}"
    more = " andere" if same else ""
    if not inside:
        return f"{text}; geen{more} past er helemaal in."
    return f"{text}; {inside}{more} {'past' if inside == 1 else 'passen'} er helemaal in."
