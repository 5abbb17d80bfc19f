"""The rules of people: counts that CBS rounds, when a share is unusual, income and its deciles, merged gemeenten."""

from metrics import dutch
from metrics.comparing import ranking
from metrics.costs import price_use_youth
from metrics.numbers import bands
from metrics.places import breaks
from metrics.use import usual
from pages.ui.charts import marks
from pages.ui.methode.rule import LASTEN, Case, Rule, Steps, words

WITHOUT_STAY = "zonder_verblijf"


def _rounded(case: Case) -> Steps:
    found = case.build.readings.periods_of("lasten_per_jongere_met_jeugdzorg", case.code)
    if not found:
        return ()
    reading = case.reading("lasten_per_jongere_met_jeugdzorg", found[-1])
    if reading.numerator is None or not reading.denominator:
        return ()
    off = price_use_youth.USERS_ROUNDING_N
    low, high = (reading.numerator / (reading.denominator + each) for each in (off, -off))
    return (
        f"{case.name}, {found[-1]}: het CBS telde {dutch.number(reading.denominator)} jongeren met jeugdzorg. "
        f"Dat kunnen er {dutch.number(reading.denominator - off, 1)} tot "
        f"{dutch.number(reading.denominator + off, 1)} zijn.",
        f"Het bedrag per jongere ligt dan tussen {dutch.euro(low)} en {dutch.euro(high)}; "
        f"we laten {dutch.euro(reading.value)} zien.",
    )


def _band(case: Case) -> Steps:
    rows = case.build.bands
    rows = rows[(rows["region"] == case.code) & (rows["indicator"] == WITHOUT_STAY) & (rows["refusal"] == "")]
    if rows.empty:
        return ()
    row = rows.sort_values("period").iloc[-1]
    place = {
        "onder": "Dat is minder dan gewoon",
        "boven": "Dat is meer dan gewoon",
        "binnen": "Dat is gewoon",
    }
    return (
        f"{case.name}, {dutch.period(str(row['period']))}: {dutch.pct(row['share_pct'], 2)} van de jongeren had "
        f"jeugdhulp zonder verblijf. Met toeval alleen is dat {dutch.pct(row['chance_low_pct'], 2)} tot "
        f"{dutch.pct(row['chance_high_pct'], 2)}.",
        f"Alle andere gemeenten samen: {dutch.pct(row['others_pct'], 2)}. Gewoon voor een gemeente van deze grootte "
        f"is {dutch.pct(row['usual_low_pct'], 2)} tot {dutch.pct(row['usual_high_pct'], 2)}. "
        f"{place[str(row['place'])]}.",
    )


def _middle_lasten(case: Case) -> Steps:
    found = usual.middle(ranking.comparable(case.build.readings.grid, LASTEN, case.year).values())
    own = case.reading(LASTEN)
    if found is None or own.value is None:
        return ()
    return (
        f"In {case.year} hadden de middelste gemeenten {dutch.euro(found[0])} tot {dutch.euro(found[1])} per inwoner. "
        f"{dutch.capital(dutch.inside(case.name))} was het {dutch.euro(own.value)}{own.aside}.",
    )


def _decile(case: Case) -> Steps:
    rows = case.build.income_places
    rows = rows[(rows["region"] == case.code) & rows["decile"].notna()]
    if rows.empty:
        return ()
    row = rows.sort_values("period").iloc[-1]
    return (
        f"{case.name}, {row['period']}: een middelste inkomen van {dutch.euro(row['value'])}. Van laag naar hoog is "
        f"dat plaats {dutch.number(row['rank'], 1 if row['rank'] % 1 else 0)} van {dutch.number(row['n'])}.",
        f"10 x {dutch.number(row['rank'], 1 if row['rank'] % 1 else 0)} : {dutch.number(row['n'])} = "
        f"{dutch.number(10 * row['rank'] / row['n'], 2)}, naar boven afgerond deciel {dutch.number(row['decile'])}.",
    )


def _breaks(case: Case) -> Steps:
    lineage, records = case.build.lineage, case.build.records
    found = {
        marks.text(kind, one.code, one.values, records): None
        for kind in ("use", "costs")
        for one in breaks.breaks(kind, case.code, lineage)
    }
    return tuple(found)


def _merged(case: Case) -> Steps:
    lineage, records = case.build.lineage, case.build.records
    found = breaks.notes("costs", case.code, case.name, lineage, records.leads)
    told = [
        marks.text("costs", one.code, one.values, records)
        for one in found
        if one.code in ("samengevoegd", "uitgebreid")
    ]
    told += [
        marks.text("costs", one.code, one.values, records)
        for one in breaks.breaks("costs", case.code, lineage)
        if one.code == "splitsing"
    ]
    return tuple(told) or (f"{case.name} bleef in deze jaren dezelfde gemeente.",)


def _group_of_percentages(case: Case) -> Steps:
    """Return how the percentages of a group are added up: the same sum as that of every group."""
    if case.group is None:
        return ()
    readings = case.build.readings
    for period in reversed(readings.periods_of(WITHOUT_STAY, case.code)):
        found = readings.group(WITHOUT_STAY, period, case.group.codes, case.code)
        if found.value is not None:
            return (
                f"{case.group.title}, {dutch.period(period)}: {dutch.number(found.numerator)} jongeren met jeugdhulp "
                f"zonder verblijf van {dutch.number(found.denominator)} jongeren. Dat is {dutch.pct(found.value)}.",
            )
    return ()


_LOW, _HIGH = (dutch.number(100 * each) for each in usual.MIDDLE)

RULES = (
    Rule(
        "afgerond-op-vijf",
        "Aantallen die het CBS afrondt",
        words(
            "Het CBS rondt aantallen jongeren af op vijf, en verbergt heel kleine aantallen. Een aantal kan dus "
            f"{dutch.number(bands.COUNT_ROUNDING_N, 1)} hoger of lager zijn. Een verborgen aantal blijft verborgen: we "
            "laten ook niets zien waaruit het te berekenen is."
        ),
        "laagste en hoogste bedrag = lasten : (aantal + 2,5) en lasten : (aantal - 2,5)",
        "Uit een klein aantal is een jongere te herkennen. Een bedrag per jongere is nooit preciezer dan het aantal.",
        ("metrics/costs/price_use_youth.py", "metrics/numbers/bands.py"),
        _rounded,
    ),
    Rule(
        "percentages-optellen",
        "Percentages van een groep",
        words(
            "Van een groep is het de som van de jongeren met hulp, gedeeld door alle jongeren samen. Geeft het CBS "
            "alleen een percentage, dan is het middelste percentage van de groep wel te geven en de som niet."
        ),
        "percentage = jongeren met hulp samen : alle jongeren samen x 100%",
        "Het gemiddelde van losse percentages laat een kleine gemeente even zwaar tellen als een grote.",
        ("metrics/use/shares.py", "metrics/groups/value.py"),
        _group_of_percentages,
    ),
    Rule(
        "toeval",
        "Toeval en gewoon verschil",
        words(
            "In een kleine gemeente kan een percentage van jaar op jaar schommelen zonder dat er iets is. Daarom "
            "rekenen we met twee marges. De toevalsmarge (Wilson) zegt hoe precies het eigen percentage is. De tweede "
            "telt daar het gewone verschil tussen gemeenten bij op (een robuuste Paule-Mandel). Alleen buiten de "
            "tweede marge noemen we een percentage ongewoon. Van 20 gemeenten liggen er dan ongeveer "
            f"{dutch.number(20 * bands.LEVEL)} binnen. Is er alleen een percentage, dan laten we zien waar de "
            f"middelste gemeenten liggen: van {_LOW} tot {_HIGH} van de 100."
        ),
        "gewoon = p0 ± 1,96 x wortel(p0 x (1 - p0) : n + t x t)",
        "Met toeval alleen zou meer dan de helft van de gemeenten ongewoon zijn: zo veel verschillen gemeenten van "
        "elkaar. Tussen twee halfjaren geven we geen marge, want dat zijn voor een deel dezelfde jongeren.",
        ("metrics/numbers/bands.py", "metrics/use/usual.py"),
        _band,
    ),
    Rule(
        "marge-lasten",
        "Waarom geen marge bij lasten",
        words(
            "Bij lasten geven we geen toevalsmarge. Wel laten we zien tussen welke bedragen de middelste gemeenten "
            f"liggen: van {_LOW} tot {_HIGH} van de 100. Een bedrag dat niet kan kloppen, krijgt een teken."
        ),
        f"gewoon = tussen plaats {_LOW} en plaats {_HIGH} van de 100 gemeenten",
        "Een bedrag uit de boeken is geen steekproef. Hoeveel het toevallig schommelt, hangt af van wat een jongere "
        "kost, en die bedragen per jongere zijn niet openbaar. Een marge zou een gok zijn die eruitziet als een feit.",
        ("metrics/use/usual.py", "metrics/costs/plausibility.py"),
        _middle_lasten,
    ),
    Rule(
        "decielen",
        "Decielen",
        words(
            "We zetten alle gemeenten op volgorde en verdelen ze in tien groepen. Gemeenten met hetzelfde cijfer "
            "krijgen dezelfde plaats, het gemiddelde van hun plaatsen. Bij inkomen heeft deciel 1 de laagste inkomens, "
            "bij kinderen met een laag inkomen thuis de meeste kinderen."
        ),
        "deciel = 10 x plaats : aantal gemeenten, naar boven afgerond",
        "Het rapport zegt niet hoe het de decielen maakte. Met deze regel komen de meeste gedrukte decielen terug. Dat "
        "het rapport studenten weglaat, is afgeleid (Utrecht).",
        ("metrics/numbers/deciles.py", "metrics/income/levels.py"),
        _decile,
    ),
    Rule(
        "knikken",
        "Knikken in de reeks",
        words(
            "Waar de manier van tellen veranderde, is de lijn onderbroken en rekenen we geen groei uit. Een "
            "gebeurtenis waarbij de telling gelijk bleef (corona, nieuwe codes), staat als opmerking op de lijn."
        ),
        "groei alleen als beide perioden aan dezelfde kant van een knik liggen",
        "Over een knik heen vergelijken levert een verschil op dat er niet is.",
        ("metrics/places/breaks.py",),
        _breaks,
    ),
    Rule(
        "herindeling",
        "Samengevoegde en verdeelde gemeenten",
        words(
            "Elke lijn staat in de gemeenten van nu: van een samengevoegde gemeente zijn de oude jaren de som van haar "
            "voorgangers. Ontbreekt er een, dan ontbreekt de som. Is een voorganger verdeeld over meer gemeenten, dan "
            "is die som niet te maken. Bestond de gemeente al, dan staat er de gemeente van toen, met een knik in de "
            "lijn. Kreeg zij alleen een andere naam en code, dan zijn de oude cijfers van haar. De tabellen van het "
            "rapport rekenen we na in de gemeenten van toen."
        ),
        "lasten van toen = som van de lasten van alle voorgangers",
        "Anders lijkt een gemeente in een jaar twee keer zo groot.",
        ("metrics/places/lineage.py", "metrics/places/line.py"),
        _merged,
    ),
)
