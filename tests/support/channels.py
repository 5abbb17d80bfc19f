"""What every channel says of one gemeente, group and year, so that it can be laid side by side.

A channel is a page, a file or a command. Each is asked through its own pure view and read from its own words (a
sentence, a card, a cell), never from the figure behind it: a page that rounds, picks a year or compares in its own
way then says something else than the others.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO

from metrics import dutch
from metrics.build import Build
from metrics.comparing import areas, ranking
from metrics.comparing.picture import picture
from metrics.comparing.ranking import Position
from metrics.comparing.reading import GROUP
from metrics.errors import MetricsError
from metrics.groups import sensitivity
from metrics.groups.make import Group, Request
from metrics.groups.value import MIN_MEMBERS, How
from metrics.news import changes as news
from metrics.places.codes import NEDERLAND
from metrics.records import Records
from metrics.tables.compared import compared
from metrics.tables.compared import fields as compared_fields
from metrics.tables.long import long_table
from metrics.tables.members import members as member_table
from metrics.tables.robust import robust
from metrics.use import usual
from pages.ui.brief import document as brief_document
from pages.ui.brief import view as brief_view
from pages.ui.brief import words as brief_words
from pages.ui.documents import spreadsheet
from pages.ui.documents.provenance import Provenance
from pages.ui.gebruik import words as use_words
from pages.ui.gebruik.view import ON_CARDS, UseView
from pages.ui.gemeente.batch import BatchOf
from pages.ui.home import example
from pages.ui.inkomen import words as income_words
from pages.ui.inkomen.view import LEVELS, IncomeView
from pages.ui.kaart import view as map_view
from pages.ui.kosten import budget, split
from pages.ui.kosten import view as costs
from pages.ui.nieuws.view import View as NewsView
from pages.ui.nieuws.view import table as news_table
from pages.ui.parts.tables import Column, Table, cell_text
from pages.ui.referentiegroep import tables as group_tables
from pages.ui.referentiegroep import view as group_view
from pages.ui.regio import tables as region_tables
from pages.ui.regio.view import RegionView
from pages.ui.site.builds import Loaded
from pages.ui.site.visiting import choosing, visit
from pages.ui.site.visiting.choosing import Chosen
from pages.ui.vergelijking import view as compared_view
from pages.ui.vergelijking import words as compared_words
from tests.support import papers
from tests.support.said import (
    BESIDE_GROUP,
    HOLDS,
    MEMBERS,
    OWN,
    RANK,
    Question,
    Said,
    amount,
    carded,
    figures_table,
    plan,
    rank,
    ranked,
    relation,
    told,
    votes,
)  # fmt: skip

COST, PLAN, GROWTH = "lasten_per_inwoner", "begroting_per_inwoner", "groei_lasten_per_inwoner"
PER_USER = "lasten_per_jongere_met_jeugdzorg"
KINDS = ("neighbours", "jeugdregio", "province", "size", "statistical", "report")
DAY = date(2026, 11, 28)


class Channels:
    """Every channel of one build."""

    def __init__(self, loaded: Loaded, records: Records, *, opens_files: bool = False) -> None:
        """Keep the build; what many gemeenten need is made once. `opens_files`: also make and open PDF, Word, Excel."""
        self.opens_files = opens_files
        self.works, self.loaded, self.records = BatchOf(loaded, records), loaded, records
        self._maps: dict[tuple[str, str], tuple[areas.AreaValue, ...]] = {}

    @property
    def build(self) -> Build:
        """The build."""
        return self.loaded.build

    def name(self, code: str) -> str:
        """Return the name of a region."""
        return self.loaded.names.get(code, code)

    def group(self, code: str, kind: str) -> Group | None:
        """Return a group of a kind; '' the ordinary one, 'own' one by hand; None where it cannot be made."""
        groups = self.build.groups
        if not kind:
            return groups.ordinary(code)
        try:
            near = groups.nearest(code, 40) or tuple(self.loaded.gemeenten)
            by_hand = Request(members=[each for each in near if each != code][::13][:4])
            found = groups.make(code, kind, by_hand if kind == "own" else None)
        except MetricsError:
            return None
        return found if len(found.codes) >= MIN_MEMBERS else None

    def ask(self, code: str, kind: str, year: str) -> Said:
        """Return what all channels say of a gemeente beside a group in a year."""
        said, group = Said(), self.group(code, kind)
        chosen = choosing.of_cbs(self.loaded, code, year, group)
        self._brief(said, chosen)
        self._compared(said, chosen)
        self._costs(said, chosen)
        self._use(said, chosen)
        self._income(said, chosen)
        self._map(said, chosen)
        self._region(said, chosen)
        papers.forms(
            said, self.loaded, self.records, code, visit.limit_of(self.build.readings, code, chosen.year)
        )
        if group is not None:
            self._group(said, chosen, group)
        self._commands(said, chosen, group, kind)
        if year == visit.default_year(self.build.readings, code):
            self._home(said, code)
            self._news(said, code)
        return said

    def _printed(self, indicator: str, value: float | None) -> str:
        about = self.records.indicators[indicator]
        return "" if value is None or value != value else dutch.value(value, about.unit, about.decimals)

    def _home(self, said: Said, code: str) -> None:
        text = example.answer(self.build.readings, code, self.name(code))
        if text:
            period = visit.default_year(self.build.readings, code)
            told(said, "home", COST, period, text)

    def _brief(self, said: Said, chosen: Chosen) -> None:
        made = brief_view.brief(self.works, chosen, DAY)
        for one in made.figures:
            channel, indicator, period = "in het kort", one.measure.indicator, one.period
            drawn = brief_document._figure(one)
            said.add(channel, indicator, period, OWN, drawn.value)
            beside = dict(drawn.beside)
            said.add(channel, indicator, period, NEDERLAND, beside.get("Nederland"))
            said.add(channel, indicator, period, GROUP, amount(beside.get("Groep", "")))
            said.add(channel, indicator, period, RANK, rank(drawn.place))
            if indicator in (COST, chosen.used.indicator):
                told(said, "in het kort, zin", indicator, period, brief_words.sentence(chosen, one))
        said.add("in het kort", COST, chosen.year, "begroting", plan(made.budget))
        said.add("in het kort", COST, chosen.year, HOLDS, votes(made.picture.votes, made.picture.relation))
        self._table(said, "in het kort, tabel", brief_document.four(made), made)
        papers.sheet(said, made, self.records)
        if self.opens_files:
            papers.files(
                said,
                made,
                Provenance(day=DAY, version=self.loaded.facts.data_version, link="https://example.org/"),
            )

    def _table(self, said: Said, channel: str, table: Table, made: brief_view.Brief) -> None:
        for one, row in zip(made.figures, table.rows, strict=True):
            for key, about in (("eigen", OWN), ("land", NEDERLAND), ("groep", GROUP)):
                column = next(each for each in table.columns if each.key == key)
                text = amount(cell_text(table.cell(row, column), column))
                said.add(channel, one.measure.indicator, one.period, about, text)

    def _compared(self, said: Said, chosen: Chosen) -> None:
        for spec, card in zip(compared_words.specs(chosen), compared_words.cards(chosen), strict=False):
            carded(said, "vergelijken, kaart", spec.indicator, spec.period, card)
        for text, (indicator, period) in zip(
            compared_words.story(chosen),
            ((COST, chosen.year), (chosen.used.indicator, chosen.end)),
            strict=False,
        ):
            told(said, "vergelijken, zin", indicator, period, text)
        page: object = self.works
        tables = (
            compared_view.cost_table(page, chosen),  # type: ignore[arg-type]
            *compared_view.use_tables(page, chosen),  # type: ignore[arg-type]
        )
        for table in tables:
            figures_table(said, "vergelijken, tabel", table, chosen)
            self._file(said, "vergelijken, CSV", table, chosen)

    def _file(self, said: Said, channel: str, table: Table, chosen: Chosen) -> None:
        """Read the file of a table as somebody else's programme would, by its headings."""
        text = spreadsheet.csv_machine(table).decode("utf-8-sig")
        lines = list(csv.DictReader(StringIO(text)))
        own = next(line for line in lines if chosen.own_name in line.values())
        for column in table.columns[1:]:
            indicator, _, period = column.key.rpartition("_")
            heading = next((each for each in own if each and each.startswith(column.heading)), "")
            number = dutch.finite(own[heading]) if heading and own[heading] else None
            said.add(channel, indicator, period, OWN, self._printed(indicator, number))

    def _costs(self, said: Said, chosen: Chosen) -> None:
        view = costs.CostView(
            chosen.own, chosen.own_name, int(chosen.year), "jaarrekening", self.build, self.loaded.names, ", ".join,
            tuple(place.code for place in chosen.cost.members),
        )  # fmt: skip
        said.add("kosten, titel", COST, chosen.year, OWN, amount(costs.title(view)))
        said.add("kosten", COST, chosen.year, "begroting", plan(budget.sentence(view)))
        roles = {"own": OWN, "nederland": NEDERLAND, "group": GROUP}
        for series in budget.chart(view).series:
            indicator = PLAN if series.role == "entered" else COST
            for point in series.points:
                if point.status == "ok" or series.role in ("own", "entered"):
                    about = roles.get(series.role, OWN)
                    said.add(
                        "kosten, lijn", indicator, point.period, about, self._printed(indicator, point.value)
                    )
        for indicator, card in zip(
            (PER_USER, "wijkteam_aandeel", "lasten_per_jongere_tot_18"), split.cards(view), strict=True
        ):
            carded(said, "kosten, kaart", indicator, chosen.year, card)

    def _use(self, said: Said, chosen: Chosen) -> None:
        readings = self.build.readings_with_report
        grid = self.build.readings.grid

        def all_of(indicator: str, period: str) -> tuple[dict[str, Position], tuple[float, float] | None]:
            return self.loaded.kept(
                ("channels", indicator, period),
                lambda: (
                    self.build.readings.positions(indicator, period, 1),
                    usual.middle(ranking.comparable(grid, indicator, period).values()),
                ),
            )

        view = UseView(
            chosen.own, chosen.own_name, areas.jeugdregio_of(self.loaded.facts, chosen.own), self.build, readings,
            self.loaded.names, all_of, ", ".join, tuple(place.code for place in chosen.use.members),
            visit.limit_of(self.build.readings, chosen.own, chosen.year),
        )  # fmt: skip
        if not view.leading:
            return
        leads = view.leading[0]
        last = view.last(leads)
        said.add("gebruik, titel", leads, last, OWN, amount(use_words.title(view)))
        said.add("gebruik", "", chosen.year, "leidt", f"{leads} {last}")
        said.add("vergelijken", "", chosen.year, "leidt", f"{chosen.used.indicator} {chosen.end}")
        among = use_words.among_others(view, leads)
        said.add("gebruik, plaats", leads, last, OWN, amount(among))
        said.add("gebruik, plaats", leads, last, RANK, ranked(among))
        ordered = [key for key in dict.fromkeys((leads, *ON_CARDS)) if view.newest(key)]
        for indicator, card in zip(ordered, use_words.cards(view), strict=False):
            if view.last(indicator):
                carded(said, "gebruik, kaart", indicator, view.last(indicator), card)

    def _income(self, said: Said, chosen: Chosen) -> None:
        readings = self.build.readings

        def all_of(indicator: str, period: str, decimals: int) -> dict[str, Position]:
            return self.loaded.kept(
                ("channels income", indicator, period, decimals),
                lambda: readings.positions(indicator, period, decimals),
            )

        view = IncomeView(chosen, readings, self.name, all_of)
        found = re.findall(r"deciel (\d+)", income_words.title(view))
        for indicator, text in zip(("inkomensdeciel", "laag_inkomen_deciel"), found, strict=False):
            said.add("inkomen, titel", indicator, view.period, OWN, text)
        for level in LEVELS:
            period = view.newest(level.indicator)
            if period:
                text = income_words.place(view, level, period)
                said.add("inkomen", level.indicator, period, OWN, amount(text))
                said.add("inkomen", level.indicator, period, RANK, ranked(text))

    def _map(self, said: Said, chosen: Chosen) -> None:
        wanted = [(COST, chosen.year), (GROWTH, chosen.year), (chosen.used.indicator, chosen.end)]
        wanted += [(level.indicator, chosen.income_period) for level in LEVELS]
        for indicator, period in wanted:
            key = indicator, period
            if key not in self._maps:
                self._maps[key] = areas.of_gemeenten(
                    self.build.readings, indicator, period, list(self.loaded.gemeenten), self.build.country
                )
            story = map_view.MapStory(
                self.records.indicators[indicator],
                period,
                "gemeente",
                self._maps[key],
                self.name,
                "",
                chosen.own,
            )
            own = next(each for each in story.areas if each.code == chosen.own)
            if own.value is not None:
                text = map_view.place(story)
                said.add("kaart", indicator, period, OWN, amount(text.removeprefix(f"{chosen.own_name}: ")))
                said.add("kaart", indicator, period, RANK, rank(text))

    def _region(self, said: Said, chosen: Chosen) -> None:
        facts, country = self.loaded.facts, self.build.country
        region = areas.jeugdregio_of(facts, chosen.own)
        everyone, year = areas.members(facts, "jeugdregio", areas.NEWEST) or ({}, None)
        now = {country.successor(each) or each for each in everyone.get(region, ())}
        view = RegionView(
            code=chosen.own, region=region, members=tuple(sorted(now)), division_year=year, build=self.build,
            readings=self.build.readings_with_report, names=self.loaded.names, all_of=lambda *_: {}, cite=", ".join,
            limit=visit.limit_of(self.build.readings, chosen.own, chosen.year),
        )  # fmt: skip
        if not region or not view.measures:
            return
        table = region_tables.differs(view)
        for measure, row in zip(view.measures, table.rows, strict=True):
            for key, about in (("eigen", OWN), ("nederland", NEDERLAND)):
                column = next(each for each in table.columns if each.key == key)
                text = amount(cell_text(table.cell(row, column), column))
                said.add("regio", measure.indicator.code, measure.period, about, text)

    def _group(self, said: Said, chosen: Chosen, group: Group) -> None:
        readings, grid = self.build.readings, self.build.readings.grid
        for indicator, period in (
            (COST, chosen.year),
            (GROWTH, chosen.year),
            (chosen.used.indicator, chosen.end),
        ):
            about = self.records.indicators[indicator]
            ways = sensitivity.three_ways(grid, indicator, period, group.codes, chosen.own)
            how: How = "ratio_of_sums" if "ratio_of_sums" in ways or not ways else "median"
            story = group_view.GroupStory(
                chosen.own, group, about, period, how, readings, self.name, ways, ", ".join, self.records,
                picture(self.build.groups, readings, group, indicator, period, about.decimals),
            )  # fmt: skip
            channel = "met wie vergelijken"
            own, beside, country = group_view.cards(story)
            said.add(channel, indicator, period, OWN, own.value)
            said.add(channel, indicator, period, NEDERLAND, country.value)
            if how != "ratio_of_sums":  # said so on the page; the others have no figure of this group
                continue
            said.add(channel, indicator, period, GROUP, beside.value)
            if own.lines:
                said.add(channel, indicator, period, BESIDE_GROUP, relation(own.lines[0], "de groep"))
            said.add(
                f"{channel}, tabel",
                indicator,
                period,
                HOLDS,
                votes(story.picture.votes, story.picture.relation),
            )
            rows = dict(
                zip(
                    (place.code for place in story.comparison.places),
                    group_tables.members(story).rows,
                    strict=True,
                )
            )
            said.add(
                channel, "", "", MEMBERS, " ".join(sorted(code for code in rows if code.startswith("GM")))
            )

    def _commands(self, said: Said, chosen: Chosen, group: Group | None, kind: str) -> None:
        year = int(chosen.year)
        try:
            frame = compared(self.build, [chosen.own], year, group).set_index("region_code")
        except MetricsError:
            return
        for column, (indicator, period) in compared_fields(self.build, year).items():
            for code, about in ((chosen.own, OWN), (GROUP, GROUP), (NEDERLAND, NEDERLAND)):
                if code in frame.index:
                    why = str(frame.loc[code, "reasons"])
                    if about == OWN or f"{column}:" not in why:
                        value = dutch.finite(frame.loc[code, column])
                        said.add("metrics compare", indicator, period, about, self._printed(indicator, value))
        long = self.loaded.kept("channels long", self._long)
        for (indicator, period), value in long.get(chosen.own, {}).items():
            if Question(indicator, period, OWN) in said.answers:
                said.add(
                    "metrics figures en cijfers.csv", indicator, period, OWN, self._printed(indicator, value)
                )
        if group is None:
            return
        said.add(
            "metrics group",
            "",
            "",
            MEMBERS,
            " ".join(sorted((chosen.own, *member_table(group)["region_code"]))),
        )
        said.add(
            "vergelijken",
            "",
            "",
            MEMBERS,
            " ".join(sorted((chosen.own, *(one.code for one in chosen.cost.members)))),
        )
        if kind in ("own", "saved"):
            return
        try:
            frame = robust(self.build, chosen.own, COST, chosen.year, kind or None)
        except MetricsError:
            return
        parts = [f"{row.family} {row.holds_n}/{row.total_n}" for row in frame.itertuples()]
        said.add(
            "metrics robust", COST, chosen.year, HOLDS, f"{frame['relation'].iloc[0]}: {', '.join(parts)}"
        )

    def _long(self) -> dict[str, dict[tuple[str, str], float]]:
        frame = long_table(self.build, indicators=(), periods=(), regions=())
        frame = (
            frame[frame["region_code"].str.startswith("GM") & frame["value"].notna()]
            if "region_code" in frame
            else frame
        )
        found: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
        for code, indicator, period, value in zip(
            frame["region_code"], frame["indicator"], frame["period"], frame["value"], strict=True
        ):
            found[str(code)][str(indicator), str(period)] = float(value)
        return found

    def _news(self, said: Said, code: str) -> None:
        steps = news.steps(self.build, code)
        known = news.versions(self.build)
        if not steps or len(known) < 2:
            return
        view = NewsView(code, self.name(code), known[-2], steps[:1], self.records)
        table = news_table(view)
        column = Column("nu", "", "getal", 2)
        for change, row in zip(view.changes, table.rows, strict=True):
            if (
                change.indicator
                and change.new is not None
                and Question(change.indicator, change.period, OWN) in said.answers
            ):
                said.add(
                    "wat is nieuw",
                    change.indicator,
                    change.period,
                    OWN,
                    cell_text(table.cell(row, column), column),
                )


def walk(
    channels: Channels, codes: Sequence[str], kinds: Sequence[str], years: Sequence[str]
) -> Iterator[tuple[str, str, str, Said]]:
    """Give what every channel says, for each gemeente, kind of group and year with a figure."""
    for code in codes:
        known = channels.build.readings.periods_of(COST, code)
        default = visit.default_year(channels.build.readings, code)
        for year in dict.fromkeys(year or default for year in years):
            for kind in kinds:
                if year in known and (kind in ("", "own") or channels.group(code, kind) is not None):
                    yield code, kind, year, channels.ask(code, kind, year)
