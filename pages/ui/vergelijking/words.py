"""The words and cards of *Vergelijken*: title, sentences, four figures, questions and what to keep in mind. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from metrics import dutch
from metrics.comparing import questions as questions_of
from metrics.comparing import sentences
from metrics.comparing.comparison import Comparison
from metrics.records import Question, Records
from pages.ui.parts.blocks import Card
from pages.ui.site.choosing import Chosen
from pages.ui.vergelijking.charts import strip_of

# What the page is about, in the order of its cards; questions follow the same order.
INDICATORS = (
    "lasten_per_inwoner",
    "lasten_per_jongere_met_jeugdzorg",
    "groei_lasten_per_inwoner",
    "zonder_verblijf",
)


@dataclass(frozen=True)
class _Spec:
    """A card: which figure, under which title, in which unit."""

    indicator: str
    period: str
    title: str
    unit: str
    decimals: int
    use: bool = False


def title(chosen: Chosen) -> str:
    """Return the title: where the gemeente stands on lasten per inwoner."""
    return sentences.headline(chosen.cost, "lasten_per_inwoner", chosen.year)


def subtitle(chosen: Chosen) -> str:
    """Return with whom it is compared, and on what source."""
    source = "cijfers zoals gedrukt in het rapport van 2021" if chosen.source == "rapport" else "CBS-cijfers"
    names = chosen.member_names
    if not names:
        return f"Jeugdzorg, vergeleken met Nederland · {source}"
    listed = (
        dutch.names(names) if len(names) <= 8 else f"{len(names)} gemeenten ({chosen.group_name.lower()})"
    )
    return f"Jeugdzorg, vergeleken met {listed} · {source}"


def story(chosen: Chosen) -> tuple[str, ...]:
    """Return the sentences under the title: level, use, and how use went."""
    use = sentences.level(chosen.use, "zonder_verblijf", chosen.end)
    moments = [
        sentences.Moment(period, chosen.use.value("zonder_verblijf", chosen.own, period))
        for period in (chosen.start, chosen.end)
    ]
    same_side = not (chosen.start[:4] <= "2020" < chosen.end[:4])
    trend = (
        sentences.trend(sentences.SUBJECTS["zonder_verblijf"], chosen.use.own, moments) if same_side else ""
    )
    return (
        sentences.level(chosen.cost, "lasten_per_inwoner", chosen.year),
        " ".join(filter(None, [use, trend])),
    )


def cards(chosen: Chosen) -> list[Card]:
    """Return the four figures with their place among the others."""
    year, end = chosen.year, chosen.end
    growth = (
        _Spec("index_rapport", year, f"Index lasten per inwoner {year} (begroting 2017 = 100)", "index", 0)
        if chosen.source == "rapport"
        else _Spec(
            "groei_lasten_per_inwoner",
            year,
            f"Groei lasten per inwoner, rekening {chosen.growth_from}-{year}",
            "pct",
            0,
        )
    )
    specs = (
        _Spec("lasten_per_inwoner", year, f"Lasten per inwoner, {year}", "eur", 0),
        _Spec(
            "lasten_per_jongere_met_jeugdzorg", year, f"Lasten per jongere met jeugdzorg, {year}", "eur", 0
        ),
        growth,
        _Spec("zonder_verblijf", end, f"Jeugdhulp zonder verblijf, {dutch.period(end)}", "pct", 1, use=True),
    )
    return [card(chosen.use if spec.use else chosen.cost, spec, chosen) for spec in specs]


def card(comparison: Comparison, spec: _Spec, chosen: Chosen) -> Card:
    """Return one figure: its value, how it stands to the others and to Nederland, and its strip."""
    figure = comparison.figure(spec.indicator, comparison.own.code, spec.period)
    if figure.value is None:
        return Card(spec.title, "", (missing_reason(figure.cell_status),))
    star = "*" if figure.is_provisional else ""
    shown = dutch.value(figure.value, spec.unit, spec.decimals) + star
    picture, words = strip_of(comparison, spec.indicator, spec.period, spec.title, spec.unit)
    return Card(
        spec.title,
        shown,
        (_place(comparison, spec), _beside_country(comparison, spec), _extra(comparison, spec, chosen)),
        picture,
        words,
    )


_REASONS: Mapping[str, str] = {
    "niet_geladen": "Dit cijfer is nog niet geladen.",
    "niet_geleverd": "De gemeente leverde de gegevens over dit jaar niet aan.",
    "nul_als_ontbrekend": "Er staat nul of niets in de boeken; dat telt als ontbrekend.",
    "gebroken": "De gemeente is opgesplitst of een deel van de cijfers ontbreekt.",
    "niet_plausibel": "Het bedrag past niet bij andere jaren; het telt niet mee.",
}


def missing_reason(cell_status: str) -> str:
    """Say in a sentence why there is no figure."""
    return _REASONS.get(cell_status, "Het CBS geeft hier geen cijfer (te klein, geheim of onbekend).")


def _place(comparison: Comparison, spec: _Spec) -> str:
    own = comparison.value(spec.indicator, comparison.own.code, spec.period)
    others = [comparison.value(spec.indicator, place.code, spec.period) for place in comparison.members]
    known = [dutch.rounded(value, spec.decimals) for value in others if value is not None]
    if own is None or not known:
        return ""
    printed = dutch.rounded(own, spec.decimals)
    lower, higher = sum(value < printed for value in known), sum(value > printed for value in known)
    return sentences.rank(lower, higher, len(known) - lower - higher)


def _beside_country(comparison: Comparison, spec: _Spec) -> str:
    country = comparison.country
    value = comparison.value(spec.indicator, country.code, spec.period) if country else None
    return f"Nederland: {dutch.value(value, spec.unit, spec.decimals)}" if value is not None else ""


def _extra(comparison: Comparison, spec: _Spec, chosen: Chosen) -> str:
    """The report's index beneath growth, the share of wijkteam help beneath lasten per jongere."""
    own = comparison.own.code
    if spec.indicator == "groei_lasten_per_inwoner":
        index = comparison.value("index_rapport", own, spec.period)
        return (
            f"index van het rapport (begroting 2017 = 100): {dutch.index(index)}" if index is not None else ""
        )
    if spec.indicator == "lasten_per_jongere_met_jeugdzorg" and chosen.source == "cbs":
        share = comparison.value("wijkteam_aandeel", own, spec.period)
        return f"aandeel met hulp van het wijkteam: {dutch.pct(share, 0)}" if share is not None else ""
    return ""


def questions(chosen: Chosen, records: Records) -> list[Question]:
    """Return at most three questions that these figures raise."""
    cost = questions_of.occasions(
        chosen.cost,
        [("lasten_per_inwoner", chosen.year), ("lasten_per_jongere_met_jeugdzorg", chosen.year)],
        [],
    )
    use = questions_of.occasions(
        chosen.use, [("zonder_verblijf", chosen.end)], [("zonder_verblijf", chosen.start, chosen.end)]
    )
    return questions_of.choose(records.questions, [*cost, *use], INDICATORS)


def caveats(chosen: Chosen) -> list[str]:
    """Return the codes of the notes that go with what is on the page, the ones about this choice first."""
    codes = ["C1", "C2"]
    if chosen.source == "rapport":
        codes += ["C4", "C20", "C15", "C14", "C17"]
    else:
        codes += ["C5", "C19", "C17"]
        codes += ["C11"] if chosen.end >= "2021" else []
        codes += ["C12"] if chosen.year >= "2022" else []
        codes += ["C13"] if chosen.year >= "2023" else []
    return codes
