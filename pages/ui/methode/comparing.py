"""The rules of comparing: the figure of a group, who is in one, about equal, other groups, the report recomputed."""

from metrics import dutch
from metrics.comparing.picture import picture
from metrics.groups import similarity
from metrics.groups.context import IN_TEXT
from metrics.groups.families import NEAREST
from metrics.groups.make import DEFAULT_K
from metrics.groups.value import MIN_MEMBERS
from metrics.numbers.relation import ABOUT_EQUAL, relation_as_printed
from metrics.places import geography
from metrics.places.size_classes import CLASSES, size_class
from pages.ui.methode.rule import LASTEN, Case, Rule, Steps, per_head, words


def _group(case: Case) -> Steps:
    if case.group is None:
        return ()
    found = case.build.readings.group(LASTEN, case.year, case.group.codes, case.code)
    mean = case.build.readings.group(LASTEN, case.year, case.group.codes, case.code, "mean")
    if found.value is None or not found.numerator or not found.denominator:
        return ()
    left_out = [case.called(code) for code in found.left_out]
    return (
        f"{case.group.title}, {case.year}: {dutch.names_or_count([case.called(code) for code in found.used])}.",
        *(
            [f"Zonder bruikbaar cijfer, en dus niet meegeteld: {dutch.names_or_count(left_out)}."]
            if left_out
            else []
        ),
        per_head(found.numerator, found.denominator, found.value),
        f"Het gemiddelde van de losse bedragen is {dutch.euro(mean.value)}. Dat gebruiken we niet.",
    )


def _alike(case: Case) -> Steps:
    if case.code not in case.build.groups.alike.z.index:
        return ()
    alike = case.build.groups.alike
    codes, distances = similarity.nearest_codes(alike, case.code, 1)
    parts = similarity.contributions(alike, case.code, codes).sort_values("share_pct", ascending=False)
    titles = {each.code: each.title for each in alike.variables}
    told = [
        f"{titles[str(name)].lower()} ({dutch.number(abs(z), 2)} afstand)"
        for name, z in zip(parts["variable"].head(2), parts["difference_z"].head(2), strict=True)
    ]
    return (
        f"Het meest op {case.name} lijkt {case.called(codes[0])}: een verschil van "
        f"{dutch.number(distances[0], 2)} ({similarity.in_words(distances[0])}).",
        f"Het meest verschillen ze in {dutch.names(told)}.",
    )


def _borders(case: Case) -> Steps:
    rows = case.build.facts.neighbours
    rows = rows[(rows["region"] == case.code)]
    rows = rows[rows["year"] == rows["year"].max()].sort_values("shared_m", ascending=False)
    if rows.empty:
        return ()
    first, last = rows.iloc[0], rows.iloc[-1]
    return (
        f"De langste grens van {case.name} is die met {case.called(str(first['other']))}: "
        f"{dutch.number(first['shared_m'] / 1000, 1)} kilometer.",
        f"De kortste is die met {case.called(str(last['other']))}: "
        f"{dutch.number(last['shared_m'] / 1000, 1)} kilometer.",
    )


def _size(case: Case) -> Steps:
    people = case.reading(LASTEN).denominator
    found = size_class(people) if people else None
    if people is None or found is None:
        return ()
    return (
        f"{case.name} had op 1 januari {case.year} {dutch.number(people)} inwoners: klasse {found.label}.",
    )


def _about_equal(case: Case) -> Steps:
    if case.group is None:
        return ()
    decimals = case.build.records.indicators[LASTEN].decimals
    own = case.reading(LASTEN).comparable
    group = case.build.readings.group(LASTEN, case.year, case.group.codes, case.code).comparable
    found = relation_as_printed(own, group, decimals)
    if own is None or group is None or found is None:
        return ()
    one, other = dutch.rounded(own, decimals), dutch.rounded(group, decimals)
    limit = ABOUT_EQUAL * min(one, other)
    return (
        f"{case.name} {dutch.euro(one)} en de groep {dutch.euro(other)} in {case.year}: een verschil van "
        f"{dutch.euro(abs(one - other))}.",
        f"{dutch.number(100 * ABOUT_EQUAL)}% van {dutch.euro(min(one, other))} is {dutch.euro(limit, 2)}. "
        f"We zeggen: {found}.",
    )


def _robust(case: Case) -> Steps:
    if case.group is None:
        return ()
    decimals = case.build.records.indicators[LASTEN].decimals
    found = picture(case.build.groups, case.build.readings, case.group, LASTEN, case.year, decimals)
    if found.relation is None:
        return ()
    told = [
        f"{vote.title}: {'ja' if vote.holds else 'nee'}"
        + (f" ({vote.holds_n} van {vote.total_n})" if vote.total_n > 1 else "")
        for vote in found.votes
        if vote.total_n
    ]
    return (
        f"Naast de groep waren de lasten van {case.name} in {case.year}: {found.relation}. Is dat bij andere groepen "
        "ook zo?",
        *told,
    )


_THEMES = dutch.names(list(IN_TEXT.values()))

RULES = (
    Rule(
        "groep",
        "Het cijfer van een groep",
        words(
            "Het is de som van de lasten van alle leden, gedeeld door hun inwoners samen. De gemeente die u bekijkt, "
            "telt niet mee in haar eigen groep. Een lid zonder bruikbaar cijfer telt niet mee en wordt genoemd. Met "
            f"minder dan {dutch.number_word(MIN_MEMBERS)} leden is er geen cijfer van de groep."
        ),
        "cijfer van de groep = som van de lasten : som van de inwoners",
        "Zo is het cijfer dat van een gebied, en telt een grote gemeente zwaarder dan een kleine.",
        ("metrics/groups/value.py",),
        _group,
    ),
    Rule(
        "lijken",
        "Gemeenten die op elkaar lijken",
        words(
            f"We vergelijken op {_THEMES}. Van aantallen nemen we de logaritme. Elk kenmerk meten we in gewone "
            f"afstanden tussen gemeenten, met {dutch.number(similarity.CAP_Z)} als grens. Elk onderwerp telt even "
            f"zwaar, ook als het meer kenmerken heeft; u kunt dat veranderen. Gewoon nemen we er {DEFAULT_K}. Een "
            "gemeente waarvan een kenmerk ontbreekt, doet niet mee."
        ),
        "verschil = wortel(som van gewicht x (afstand x afstand))",
        "Lasten en gebruik zitten er niet in: wie een groep kiest op de uitkomst, kiest de conclusie.",
        ("metrics/groups/similarity.py", "metrics/groups/context.py"),
        _alike,
    ),
    Rule(
        "buren",
        "Buurgemeenten",
        words(
            "Buurgemeenten delen een lijn, niet alleen een punt. De kaart heeft kieren, dus grenzen die minder dan "
            f"{dutch.number(geography.TOLERANCE_M)} meter uit elkaar liggen, raken elkaar. De gedeelde lijn is ten "
            f"minste {dutch.number(geography.MINIMUM_SHARED_M)} meter lang."
        ),
        f"buren: gedeelde lijn van ten minste {dutch.number(geography.MINIMUM_SHARED_M)} meter",
        "Waar vier gemeenten in een hoek samenkomen, zijn de overstaande geen buren.",
        ("metrics/places/geography.py", "metrics/groups/kinds.py"),
        _borders,
    ),
    Rule(
        "grootte",
        "Grootteklassen",
        words(
            f"We gebruiken de klassen van het CBS: {dutch.names([each.label for each in CLASSES])}. Het aantal "
            "inwoners is dat van 1 januari van het jaar. Bij het narekenen van het rapport is dat 1 januari 2020: het "
            "rapport noemt geen datum, en met die datum komen de cijfers terug. De klasse van 150.000 tot 300.000 "
            "inwoners van het rapport is geen klasse van het CBS."
        ),
        "ondergrens ≤ inwoners < bovengrens",
        "De ondergrens telt mee, de bovengrens niet.",
        ("metrics/places/size_classes.py",),
        _size,
    ),
    Rule(
        "ongeveer",
        "Ongeveer even hoog",
        words(
            "We vergelijken afgeronde cijfers. Is het verschil kleiner dan "
            f"{dutch.number(100 * ABOUT_EQUAL)} procent van het laagste van de twee, dan heten ze 'ongeveer even hoog'."
        ),
        f"verschil < {dutch.number(100 * ABOUT_EQUAL)}% van het laagste cijfer",
        "Zo'n klein verschil is geen gesprek waard, en volgend jaar kan het andersom zijn. Dezelfde regel geldt in "
        "elke zin, tabel en telling.",
        ("metrics/numbers/relation.py",),
        _about_equal,
    ),
    Rule(
        "andere-groepen",
        "Klopt het beeld ook met andere groepen?",
        words(
            "We proberen elke soort groep: van het rapport, buurgemeenten, jeugdregio, provincie, even groot, en de "
            f"{NEAREST.start} tot {NEAREST.stop - 1} gemeenten die het meest lijken. Elke soort heeft één stem. "
            "Een soort stemt ja als het beeld in al haar groepen hetzelfde is."
        ),
        "een soort stemt ja: het beeld klopt in al haar groepen",
        "Tien groepen van dezelfde soort zijn bijna dezelfde groep. Eén stem per soort voorkomt dat het aantal telt.",
        ("metrics/groups/robustness.py", "metrics/groups/families.py"),
        _robust,
    ),
)
