"""The words and cards of *Vergelijken*: title, sentences, four figures, questions and what to keep in mind. Pure."""

from dataclasses import dataclass

from metrics import dutch
from metrics.comparing import questions as questions_of
from metrics.comparing import reasons, sentences
from metrics.comparing.comparison import Comparison
from metrics.comparing.reading import GROUP
from metrics.comparing.remarks import PER_USER, together
from metrics.comparing.sentences import remarks as remark_words
from metrics.records import Question, Records
from pages.ui.parts import notices
from pages.ui.parts.blocks import Card
from pages.ui.parts.uses import USES
from pages.ui.site.visiting import visit
from pages.ui.site.visiting.choosing import Chosen
from pages.ui.site.visiting.selection import CBS, REPORT
from pages.ui.vergelijking.charts import strip_of
from pages.ui.vergelijking.tables import income_fields

FEW_LACKING = (
    3  # members in no group figure that are named in a line of a card; the table names more (dutch.FEW)
)
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

    @property
    def subject(self) -> sentences.Subject:
        """The figure as sentences speak of it; only how it is printed matters here."""
        return sentences.Subject(self.indicator, self.unit, self.decimals, "", "", "", True)


def title(chosen: Chosen) -> str:
    """Return the title: where the gemeente stands on lasten per inwoner."""
    return sentences.headline(chosen.cost, "lasten_per_inwoner", chosen.year)


def subtitle(chosen: Chosen) -> str:
    """Return with whom it is compared, and on what source."""
    source = "cijfers zoals gedrukt in het rapport van 2021" if chosen.source == REPORT else "CBS-cijfers"
    names = chosen.member_names
    if not names:
        return f"Jeugdzorg, vergeleken met Nederland · {source}"
    kind = f" ({visit.group_inside(chosen.group_name)})" if len(names) > dutch.FEW else ""
    listed = f"{dutch.names_or_count(names)}{kind}"
    return f"Jeugdzorg, vergeleken met {listed} · {source}"


def story(chosen: Chosen) -> tuple[str, ...]:
    """Return the sentences under the title: level, use, how use went, and the older measure of use."""
    run = chosen.used
    use = sentences.level(chosen.use, run.indicator, run.end)
    # every half-year between: 'bleef even hoog' is not said over a peak
    halves = [each for each in chosen.use.halves(run.indicator) if run.start <= each <= run.end]
    moments = sentences.moments_of(chosen.use, run.indicator, halves)
    trend = sentences.trend(sentences.SUBJECTS[run.indicator], chosen.use.own, moments)
    older = sentences.level(chosen.use, chosen.older.indicator, chosen.older.end) if chosen.older else ""
    told = (
        sentences.level(chosen.cost, "lasten_per_inwoner", chosen.year),
        " ".join(filter(None, [use, trend])),
        older,
    )
    return tuple(text for text in told if text)


def cards(chosen: Chosen) -> list[Card]:
    """Return the four figures with their place among the others, and what else the tables would have, not loaded."""
    shown = [card(chosen.use if spec.use else chosen.cost, spec, chosen) for spec in specs(chosen)]
    return [
        *shown,
        *(
            Card(one.heading, "", awaited=True)
            for one in income_fields(chosen.income_period)
            if chosen.cost.own_figure(one.indicator, one.period).reason == "niet_geladen"
        ),
    ]


def specs(chosen: Chosen) -> tuple[_Spec, ...]:
    """Return the four figures of the page, with their titles."""
    year, end, use = chosen.year, chosen.end, USES[chosen.used.indicator].heading
    growth = (
        _Spec("index_rapport", year, f"Index lasten per inwoner {year} (begroting 2017 = 100)", "index", 0)
        if chosen.source == REPORT
        else _Spec("groei_lasten_per_inwoner", year, _growth_title(chosen), "pct", 0)
    )
    return (
        _Spec("lasten_per_inwoner", year, f"Lasten per inwoner, {year}", "eur", 0),
        _Spec(
            "lasten_per_jongere_met_jeugdzorg", year, f"Lasten per jongere met jeugdzorg, {year}", "eur", 0
        ),
        growth,
        _Spec(chosen.used.indicator, end, f"{use}, {dutch.period(end)}", "pct", 1, use=True),
    )


def _growth_title(chosen: Chosen) -> str:
    if chosen.growth_from == chosen.year:
        return f"Groei van de lasten per inwoner, {chosen.year}"
    return f"Groei van de lasten per inwoner, rekening {chosen.growth_from}-{chosen.year}"


def card(comparison: Comparison, spec: _Spec, chosen: Chosen) -> Card:
    """Return one figure: its value, how it stands to the others and to Nederland, and its strip."""
    figure = comparison.own_figure(spec.indicator, spec.period)
    why = reasons.sentence(figure.reason, name=chosen.own_name, period=spec.period, indicator=spec.indicator)
    if figure.value is None:
        return Card(spec.title, "", (why,), awaited=figure.reason == "niet_geladen")
    star = figure.mark
    shown = dutch.value(figure.value, spec.unit, spec.decimals) + star
    picture, words = strip_of(comparison, spec.indicator, spec.period, spec.title, spec.unit, spec.decimals)
    lines = (
        why or _place(comparison, spec),
        _beside(comparison, spec),
        _extra(comparison, spec, chosen),
    )
    return Card(spec.title, shown, tuple(line for line in lines if line), picture, words)


def _place(comparison: Comparison, spec: _Spec) -> str:
    """How many of the others are lower, higher and about equal: by the rule of the sentences."""
    place = sentences.standing(comparison, spec.subject, spec.period)
    return "" if place is None else dutch.capital(sentences.rank_among(place))


def _beside(comparison: Comparison, spec: _Spec) -> str:
    """Nederland and the group as one; where the group lacks members it has elsewhere, without whom."""
    shown = []
    country = comparison.country
    there = comparison.comparable(spec.indicator, country.code, spec.period) if country else None
    if there is not None:
        shown.append(f"Nederland: {dutch.value(there, spec.unit, spec.decimals)}")
    if any(place.role == "group" for place in comparison.places):
        group = comparison.figure(spec.indicator, GROUP, spec.period)
        names = {place.code: place.name for place in comparison.members}
        if group.usable:
            lacking = [names.get(code, code) for code in group.left_out]
            without = f" (zonder {dutch.names(lacking)})" if 0 < len(lacking) <= FEW_LACKING else ""
            shown.append(
                f"Groep: {dutch.value(group.value, spec.unit, spec.decimals)}{group.entered_mark}{without}"
            )
        else:
            shown.append(f"Groep: {reasons.short(group.reason)}")
    return " · ".join(shown)


def _extra(comparison: Comparison, spec: _Spec, chosen: Chosen) -> str:
    """The report's index beneath growth, the share of wijkteam help beneath lasten per jongere."""
    if spec.indicator == "groei_lasten_per_inwoner":
        wide = comparison.own_figure("groei_lasten_breed_per_inwoner", spec.period)
        if (
            comparison.own_figure(spec.indicator, spec.period).reason == "verschoven"
            and wide.value is not None
        ):
            return f"met wijkteam en toegang erbij: {dutch.signed(wide.value, 'pct', 0)}"
        index = comparison.own_figure("index_rapport", spec.period)
        if index.usable:
            return f"index van het rapport (begroting 2017 = 100): {dutch.index(index.value)}"
    if spec.use and chosen.older is not None:
        older = chosen.older
        value = comparison.value(older.indicator, chosen.own, older.end)
        what = USES[older.indicator].heading
        return f"{what}, {dutch.period(older.end)}: {dutch.pct(value)}" if value is not None else ""
    if spec.indicator == "lasten_per_jongere_met_jeugdzorg" and chosen.source == CBS:
        share = comparison.own_figure("wijkteam_aandeel", spec.period).value
        return f"aandeel met hulp van het wijkteam: {dutch.pct(share, 0)}" if share is not None else ""
    return ""


def remarks(chosen: Chosen, records: Records) -> tuple[str, ...]:
    """Return what must be said with the figures of the chosen gemeente, the one that weighs most first."""
    shown = [chosen.cost.own_figure(spec.indicator, spec.period) for spec in specs(chosen) if not spec.use]
    shown += [chosen.use.own_figure(spec.indicator, spec.period) for spec in specs(chosen) if spec.use]
    found = remark_words.weighty(together(shown))
    return tuple(remark_words.text(remark, records) for remark in found)


def questions(chosen: Chosen, records: Records) -> list[Question]:
    """Return at most three questions that these figures raise."""
    cost = questions_of.occasions(
        chosen.cost,
        [("lasten_per_inwoner", chosen.year), ("lasten_per_jongere_met_jeugdzorg", chosen.year)],
        [],
    )
    run = chosen.used
    changes = [(run.indicator, run.start, run.end)]
    use = questions_of.occasions(chosen.use, [(run.indicator, run.end)], changes)
    return questions_of.choose(records.questions, [*cost, *use], INDICATORS)


def caveats(chosen: Chosen) -> list[str]:
    """Return the codes of the notes that go with what is on the page, the ones about this choice first."""
    per_user = any(
        chosen.cost.value(PER_USER, place.code, chosen.year) is not None for place in chosen.cost.places
    )
    codes = ["C1", *(["C2"] if per_user else [])]
    if chosen.source == REPORT:
        codes += ["C4", "C20", "C15", "C14", "C17"]
    else:
        codes += ["C5", "C19", "C17"]
        codes += notices.in_time(["C11"], [chosen.end])
        codes += notices.in_time(["C12", "C13"], [chosen.year])
    return codes
