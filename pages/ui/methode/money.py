"""The rules of the lasten: what is counted, per whom, growth, the index, prices, and what cannot be right."""

from metrics import dutch
from metrics.costs import bookings, plausibility, price_use_youth, taakvelden
from metrics.costs.index_apart import REPORT_GROWTH_PCT
from metrics.costs.price_use_youth import FACTORS, FACTORS_WITHOUT_YOUTH, NAMES
from metrics.figures import COMPARABLE
from metrics.places.codes import NEDERLAND
from metrics.places.country import existing
from metrics.records import Records, TaakveldSet
from pages.ui.methode.rule import ACCOUNTS, LASTEN, Case, Rule, Steps, per_head, words


def _span(each: TaakveldSet) -> str:
    if each.last_year is None:
        return f"Vanaf {each.first_year}"
    return f"Van {each.first_year} tot en met {each.last_year}"


def _taakvelden(records: Records) -> Steps:
    return (
        "Jeugdzorg staat in de boeken van een gemeente op vaste taakvelden. Welke dat zijn, veranderde twee keer. "
        "Een code telt mee als hij zo begint:",
        *(
            f"{_span(each)}: {dutch.names(each.narrow_prefixes)}. "
            f"Met wijkteam en toegang erbij ook {dutch.names(each.wide_codes)}."
            for each in records.taakvelden
        ),
    )


def _on_taakvelden(case: Case) -> Steps:
    rows = case.build.facts.finance
    own = rows[
        (rows["region"] == case.code) & (rows["year"] == int(case.year)) & (rows["statement"] == ACCOUNTS)
    ]
    found = taakvelden.by_taakveld(own, case.build.records.taakvelden)
    found = found[found["lasten_eur"].notna() & found["lasten_eur"].ne(0)]
    if found.empty:
        return ()
    amounts = [
        f"{code} {dutch.euro(lasten)}"
        for code, lasten in zip(found["taakveld"], found["lasten_eur"], strict=True)
    ]
    return (
        f"In de jaarrekening van {case.year} van {case.name} stond op {dutch.names(amounts)}.",
        f"Samen: {dutch.euro(found['lasten_eur'].sum())}.",
    )


def _placing(case: Case) -> Steps:
    rows = case.build.facts.finance
    own = rows[(rows["region"] == case.code) & (rows["statement"] == ACCOUNTS)]
    own = own[["year", "placing"]].dropna().drop_duplicates("year").sort_values("year")
    years: dict[int, list[str]] = {}
    for year, placing in zip(own["year"], own["placing"], strict=True):
        years.setdefault(int(placing), []).append(str(int(year)))
    return tuple(
        f"Van {case.name} namen we de {placing}e plaatsing {dutch.in_periods(found)}."
        for placing, found in sorted(years.items(), reverse=True)
    )


def _per_inhabitant(case: Case) -> Steps:
    found = case.reading(LASTEN)
    if found.value is None or not found.numerator or not found.denominator:
        return ()
    return (
        f"{case.name}, {case.year}: {dutch.euro(found.numerator)} aan lasten{found.aside} en "
        f"{dutch.number(found.denominator)} inwoners op 1 januari {case.year}.",
        per_head(found.numerator, found.denominator, found.value),
    )


def _zeros(case: Case) -> Steps:
    rows = case.build.figures
    rows = rows[(rows["indicator"] == LASTEN) & (rows["cell_status"] == "nul_als_ontbrekend")]
    if rows.empty:
        return ("In de jaarrekeningen die zijn geladen, komt dit niet voor.",)
    by_year = rows.groupby("period")["region"].nunique()
    told = [f"{dutch.number(n)} in {year}" for year, n in by_year.items()]
    return (f"Zoveel jaarrekeningen hadden alleen nullen: {dutch.names(told)}.",)


def _growth(case: Case) -> Steps:
    found = case.reading("groei_lasten_per_inwoner")
    if found.value is None or not (found.base_numerator and found.base_denominator and found.denominator):
        return ()
    base, end = found.base_numerator / found.base_denominator, (found.numerator or 0.0) / found.denominator
    return (
        f"{case.name}: {dutch.euro(base, 2)} per inwoner in het beginjaar en {dutch.euro(end, 2)} in {case.year}.",
        f"{dutch.number(end, 2)} : {dutch.number(base, 2)} is {dutch.number(end / base, 4)}. "
        f"De groei is dus {dutch.pct(found.value)}.",
    )


def _index(case: Case) -> Steps:
    rows = case.build.composition.of("index", case.code)
    rows = rows[rows["index"].notna() & rows["cell_status"].isin(COMPARABLE)]
    rows = rows.sort_values(["base_year", "end_year"])
    if rows.empty:
        return ()
    row = rows[rows["base_year"] == rows["base_year"].min()].iloc[-1]
    return (
        f"{case.name}, {int(row['base_year'])} tot {int(row['end_year'])}: begroting "
        f"{dutch.euro(row['begroting_base_eur'], 2)}, rekening {dutch.euro(row['rekening_base_eur'], 2)}, "
        f"rekening aan het eind {dutch.euro(row['rekening_end_eur'], 2)} per inwoner.",
        f"100 x {dutch.number(row['budget_factor'], 3)} x {dutch.number(row['growth_factor'], 3)} = "
        f"{dutch.number(row['index'], 1)}.",
    )


def _prices(case: Case) -> Steps:
    rows = case.build.composition.of("index", case.code)
    rows = rows[rows["real_growth_pct"].notna() & rows["cell_status"].isin(COMPARABLE)]
    rows = rows.sort_values(["end_year", "base_year"])
    if rows.empty:
        return ()
    row = rows.iloc[-1]
    return (
        f"{case.name}, {int(row['base_year'])} tot {int(row['end_year'])}: de lasten per inwoner werden "
        f"{dutch.number(row['growth_factor'], 3)} keer zo hoog en de prijzen "
        f"{dutch.number(row['price_factor'], 3)} keer.",
        f"{dutch.number(row['growth_factor'], 3)} : {dutch.number(row['price_factor'], 3)} - 1 = "
        f"{dutch.pct(row['real_growth_pct'])}.",
    )


def _split(case: Case) -> Steps:
    rows = case.build.composition.of("beside_country", case.code)
    rows = rows[rows["refusal"] == ""].sort_values("year")
    if rows.empty:
        return ()
    row = rows.iloc[-1]
    codes = FACTORS if row["with_youth"] else FACTORS_WITHOUT_YOUTH
    factors = [f"{NAMES[code].lower()} {dutch.number(row[f'{code}_factor'], 3)}" for code in codes]
    parts = [dutch.signed(row[f"{code}_eur"], "eur") for code in codes]
    return (
        f"{case.name} naast Nederland, {int(row['year'])}: {dutch.euro(row['value1_eur'])} en "
        f"{dutch.euro(row['value0_eur'])} per inwoner.",
        f"In keren: {' x '.join(factors)} = {dutch.number(row['total_factor'], 3)}.",
        f"In euro's: {dutch.names(parts)}. Samen {dutch.signed(row['total_eur'], 'eur')}.",
    )


def _plausible(case: Case) -> Steps:
    found = case.build.figures
    found = found[(found["indicator"] == LASTEN) & (found["cell_status"] == "niet_plausibel")]
    found = found[found["region"].isin(existing(case.build.facts))].sort_values(["period", "region"])
    if found.empty:
        return ("In de jaarrekeningen die zijn geladen, komt dit niet voor.",)
    told = [
        f"{case.called(str(region))} in {period} ({dutch.euro(value)} per inwoner)"
        for region, period, value in zip(found["region"], found["period"], found["value"], strict=True)
    ]
    return ("Dit vonden we niet plausibel:", *told)


def _moved(case: Case) -> Steps:
    rows = case.build.composition.of("flags", case.code)
    rows = rows[(rows["statement"] == ACCOUNTS) & (rows["kind"] == bookings.Flag.MOVED_EDGE)]
    if rows.empty:
        return (f"In de jaarrekeningen van {case.name} vonden we zo'n verschuiving niet.",)
    return tuple(
        f"{case.name}, {int(year)}: ongeveer {dutch.euro(abs(amount))} ging over de rand."
        for year, amount in zip(rows["year"], rows["amount_eur"], strict=True)
    )


def _nederland(case: Case) -> Steps:
    found = case.reading(LASTEN, region=NEDERLAND)
    if found.value is None or not found.numerator or not found.denominator:
        return ()
    return (f"Nederland, {case.year}: " + per_head(found.numerator, found.denominator, found.value),)


_LOW, _HIGH = (dutch.number(each) for each in REPORT_GROWTH_PCT)

RULES = (
    Rule(
        "per-inwoner",
        "Lasten per inwoner",
        words(
            "Dit zijn alle lasten, gedeeld door alle inwoners op 1 januari van hetzelfde jaar. Inkomsten gaan er niet "
            "af. We rekenen met het hele getal en ronden pas af op het scherm: vanaf een half naar boven. Het rapport "
            "rondde waarschijnlijk eerst per taakveld af. Bij 'Rapport nagerekend' staan beide manieren."
        ),
        "lasten per inwoner = lasten : inwoners op 1 januari",
        "Zo is het bedrag van een kleine en een grote gemeente naast elkaar te zetten.",
        ("metrics/costs/levels.py", "metrics/numbers/rounding.py"),
        _per_inhabitant,
    ),
    Rule(
        "taakvelden",
        "Welke taakvelden tellen mee",
        _taakvelden,
        "lasten = som van alle lasten op deze taakvelden",
        "Dit is de keuze van het rapport van 2021, doorgetrokken naar de nieuwe codes. Het wijkteam en de toegang "
        "staan apart: die zijn niet alleen voor jongeren. Overhead staat op een ander taakveld en telt niet mee.",
        ("metrics/costs/taakvelden.py", "data/taakvelden.toml"),
        _on_taakvelden,
    ),
    Rule(
        "plaatsing",
        "Welke aanlevering we nemen",
        words(
            "Een gemeente levert haar jaarrekening aan het CBS. Het CBS toont die eerst als 1e plaatsing en later, "
            "verbeterd, als 2e plaatsing. We nemen de 2e, en waar die er niet is de 1e."
        ),
        "lasten = 2e plaatsing, anders 1e plaatsing",
        "De 2e plaatsing is het laatst verbeterd. Wachten tot iedereen die heeft, zou een jaar kosten.",
        ("loaders/normalise/finance.py",),
        _placing,
    ),
    Rule(
        "nul",
        "Nul telt als ontbrekend",
        words(
            "Staat op alle taakvelden voor jeugdzorg nul, dan telt dat als: nog niet aangeleverd. Ontbreekt een "
            "bedrag van een gemeente die is opgegaan in een andere, dan ontbreekt de hele som."
        ),
        "lasten = 0 op alle taakvelden: ontbreekt",
        "Geen enkele gemeente heeft in een jaar geen lasten voor jeugdzorg. Een nul zou een gemiddelde omlaag trekken.",
        ("metrics/costs/taakvelden.py",),
        _zeros,
    ),
    Rule(
        "nederland",
        "Nederland",
        words(
            "Nederland is de som van alle gemeenten met een bruikbaar bedrag, gedeeld over de inwoners van diezelfde "
            "gemeenten. De gemeente die u bekijkt, telt mee. Wie geen bruikbaar bedrag heeft, staat bij 'Kaart'."
        ),
        "Nederland = som van de lasten : som van de inwoners",
        "Zo staan boven en onder de streep altijd dezelfde gemeenten.",
        ("metrics/costs/country.py",),
        _nederland,
    ),
    Rule(
        "groei",
        "Groei van de lasten",
        words(
            "Groei is rekening naast rekening: de lasten per inwoner in het laatste jaar, vergeleken met het "
            "beginjaar. Het beginjaar ligt altijd aan dezelfde kant van 1 januari 2022."
        ),
        "groei = (laatste jaar : beginjaar - 1) x 100%",
        "Op 1 januari 2022 veranderde welke gemeente betaalt. Over die grens heen vergelijken we niet.",
        ("metrics/costs/years.py", "metrics/costs/levels.py"),
        _growth,
    ),
    Rule(
        "index",
        "De index van het rapport",
        words(
            "Het rapport zet de rekening van een later jaar naast de begroting van 2017. Dat is een product van twee "
            f"delen, en die laten we allebei zien. Een groei van {_LOW} tot {_HIGH} procent per jaar noemt het rapport "
            "aannemelijk (bijlage 3)."
        ),
        "index = 100 x (rekening begin : begroting begin) x (rekening eind : rekening begin)",
        "Het eerste deel zegt hoe ver de begroting van de rekening lag. Alleen het tweede deel is groei.",
        ("metrics/costs/index_apart.py",),
        _index,
    ),
    Rule(
        "prijzen",
        "Groei zonder prijsstijging",
        words(
            "Waar de prijsindex voor gezondheidszorg van het CBS is geladen, staat naast de groei ook de groei na "
            "aftrek van prijsstijging. Het CBS begon de index opnieuw; de twee reeksen zijn gekoppeld op een jaar dat "
            "beide hebben."
        ),
        "groei zonder prijsstijging = (groei in keren : prijs in keren - 1) x 100%",
        "Hogere lasten kunnen ook hogere lonen en prijzen zijn.",
        ("metrics/costs/prices.py", "metrics/costs/index_apart.py"),
        _prices,
    ),
    Rule(
        "uit-elkaar",
        "Lasten uit elkaar gehaald",
        words(
            "De lasten per inwoner zijn drie getallen keer elkaar: het bedrag per jongere met jeugdzorg, het deel van "
            "de jongeren dat jeugdzorg kreeg, en het deel van de inwoners dat jonger is dan 23. In euro's verdelen we "
            "een verschil zo dat er niets overblijft (het logaritmisch gemiddelde). Met minder dan "
            f"{dutch.number(price_use_youth.MIN_USERS_N)} jongeren met jeugdzorg doen we dit niet."
        ),
        "deel van een factor = (V1 - V0) : ln(V1 : V0) x ln(factor)",
        "Zo tellen de delen precies op tot het verschil, in welke volgorde u ze ook neemt.",
        ("metrics/costs/price_use_youth.py",),
        _split,
    ),
    Rule(
        "niet-plausibel",
        "Een bedrag dat niet kan kloppen",
        words(
            "We zetten elk bedrag naast dat van alle gemeenten, naast het jaar ervoor en naast de eigen begroting, "
            f"telkens in gewone afstanden. Een bedrag telt niet mee als het op zichzelf meer dan "
            f"{dutch.number(plausibility.FAR, 1)} afstanden afwijkt en op een van de andere twee ook. Het telt ook "
            "niet mee als het op beide andere zo afwijkt en zelf meer dan "
            f"{dutch.number(plausibility.UNUSUAL)} afstanden ver ligt. Meer dan "
            f"{dutch.number(plausibility.IMPOSSIBLE)} afstanden boven het midden is altijd te ver, ook voor een "
            "begroting. "
            f"Een begroting onder {dutch.number(100 * plausibility.LOW_BASE)} procent van de rekening van dat jaar is "
            "geen beginjaar om mee te vergelijken."
        ),
        "afstand = (ln(bedrag) - mediaan) : (1,4826 x mediaan van de afwijkingen)",
        "Een hoog bedrag alleen is geen fout: sommige gemeenten hebben hoge lasten. Een hoog bedrag dat ook een sprong "
        "is, is dat meestal wel. Het bedrag blijft te zien, met een teken erbij.",
        ("metrics/costs/plausibility.py",),
        _plausible,
    ),
    Rule(
        "verschoven",
        "Verschoven bedragen",
        words(
            "Soms gaat een bedrag in de boeken van jeugdzorg naar bijvoorbeeld het wijkteam, of terug. We noemen het "
            "verschoven als het ene deel daalt en het andere stijgt, allebei met ten minste "
            f"{dutch.number(100 * bookings.MOVED_SHARE)} procent van de lasten. Het ene mag niet meer dan "
            f"{dutch.number(bookings.MOVED_AT_MOST_TIMES)} keer het andere zijn. Dan staan beide soorten groei er, en "
            "telt de groei niet mee in groepen en op de kaart."
        ),
        f"verschoven: daling en stijging elk ten minste {dutch.number(100 * bookings.MOVED_SHARE)}% van de lasten",
        "Anders lijkt een andere manier van boeken op meer of minder jeugdzorg.",
        ("metrics/costs/bookings.py",),
        _moved,
    ),
)
