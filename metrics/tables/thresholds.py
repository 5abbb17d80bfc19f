"""Every limit that decides something, read from the module that applies it; typed here is only what it is for."""

from typing import NamedTuple

from metrics.comparing import areas, leading, remarks
from metrics.costs import bookings, budget, country, index_apart, plausibility, price_use_youth
from metrics.costs import years as cost_years
from metrics.groups import context, families, make, similarity
from metrics.groups import value as group_value
from metrics.numbers import bands, relation
from metrics.places import breaks, geography, size_classes
from metrics.report.audit import users
from metrics.use import shares, usual


class Threshold(NamedTuple):
    """One limit. `where`: the module that applies it; `unit`: of `value`."""

    code: str
    value: float
    unit: str
    meaning: str
    where: str


def thresholds() -> tuple[Threshold, ...]:
    """Return every limit in use, with what it decides (Dutch) and the module that applies it."""
    classes = [
        Threshold(
            f"grootteklasse_{each.low_n}",
            each.low_n,
            "inwoners",
            f"ondergrens van de grootteklasse: {each.label}",
            size_classes.__name__,
        )
        for each in size_classes.CLASSES
    ]
    alike = [
        Threshold(
            "lijkt_" + words.split()[-1], bound, "gewone verschillen", f"{words}: daaronder", _SIMILARITY
        )
        for bound, words in similarity.WORDS
        if bound != float("inf")
    ]
    return (*_FIXED, *alike, *classes)


_SIMILARITY = similarity.__name__
_FIXED = (
    Threshold("ongeveer_even_hoog", float(relation.ABOUT_EQUAL), "deel", "kleiner verschil, van de kleinste van de "
              "twee cijfers zoals gedrukt, heet ongeveer even hoog", relation.__name__),
    Threshold("weinig_jongeren", remarks.FEW_YOUNG_PEOPLE_N, "jongeren", "zo veel of minder jongeren achter een "
              "cijfer: het springt", remarks.__name__),
    Threshold("weinig_inwoners", remarks.FEW_INHABITANTS_N, "inwoners", "minder inwoners, waar het aantal jongeren "
              "niet bekend is: het cijfer springt", remarks.__name__),
    Threshold("veel_wijkteam", remarks.TOP_FIFTH, "deel", "het hoogste deel van alle gemeenten met hulp van het "
              "wijkteam", remarks.__name__),
    Threshold("oud", remarks.OLD_YEARS, "jaar", "een cijfer van langer geleden heet oud", remarks.__name__),
    Threshold("ver_van_gewoon", plausibility.FAR, "z", "niet plausibel: zo ver van het midden van alle gemeenten "
              "(gewijzigde z)", plausibility.__name__),
    Threshold("onmogelijk", plausibility.IMPOSSIBLE, "z", "niet plausibel, ook een begroting: zo ver boven het "
              "midden van alle gemeenten stond nooit een echt bedrag (gewijzigde z)", plausibility.__name__),
    Threshold("ongewoon", plausibility.UNUSUAL, "z", "ongewoon hoog of laag (gewijzigde z)", plausibility.__name__),
    Threshold("basis_te_laag", plausibility.LOW_BASE, "deel", "een beginjaar onder dit deel van de rekening van "
              "hetzelfde jaar krijgt een melding", plausibility.__name__),
    Threshold("genoeg_voor_gewoon", plausibility.MIN_N, "gemeenten", "met minder gemeenten is niet te zeggen wat "
              "gewoon is", plausibility.__name__),
    Threshold("verschoven", bookings.MOVED_SHARE, "deel", "een bedrag verschoof: de ene soort daalde en de andere "
              "steeg ten minste dit deel van de lasten voor jeugdzorg", bookings.__name__),
    Threshold("verschoven_hooguit", bookings.MOVED_AT_MOST_TIMES, "keer", "en geen van beide meer dan zo veel keer "
              "de andere", bookings.__name__),
    Threshold("begroting_gelijk", budget.SAME_WITHIN_PCT, "pct", "begroting en rekening heten gelijk binnen dit "
              "verschil", budget.__name__),
    Threshold("dekking_nederland", country.COVERAGE, "deel", "een cijfer van Nederland vraagt dit deel van de "
              "inwoners", country.__name__),
    Threshold("dekking_grootteklasse", country.CLASS_COVERAGE, "deel", "een cijfer van een grootteklasse vraagt dit "
              "deel van de inwoners", country.__name__),
    Threshold("dekking_gebied", areas.COVERAGE, "deel", "een jeugdregio heeft een cijfer waar de "
              "leden die er een hebben dit deel van de noemer hebben",
              areas.__name__),
    Threshold("groei_rapport_laag", index_apart.REPORT_GROWTH_PCT[0], "pct", "ondergrens van de groei per jaar die "
              "het rapport noemt", index_apart.__name__),
    Threshold("groei_rapport_hoog", index_apart.REPORT_GROWTH_PCT[1], "pct", "bovengrens daarvan",
              index_apart.__name__),
    Threshold("index_en_groei", index_apart.APART_POINTS, "punten", "zo ver uit elkaar vertellen de index en de groei "
              "iets anders", index_apart.__name__),
    Threshold("begroting_basisjaar", cost_years.BASE_YEAR, "jaar", "basis van de index van het rapport",
              cost_years.__name__),
    Threshold("gebruikers_afronding", price_use_youth.USERS_ROUNDING_N, "jongeren", "zo ver kan een afgerond aantal "
              "ernaast zitten", price_use_youth.__name__),
    Threshold("gebruikers_genoeg", price_use_youth.MIN_USERS_N, "jongeren", "met minder jongeren wordt een bedrag "
              "niet uit elkaar gehaald", price_use_youth.__name__),
    Threshold("aantal_afronding", bands.COUNT_ROUNDING_N, "jongeren", "zo ver kan een gepubliceerd aantal ernaast "
              "zitten", bands.__name__),
    Threshold("aantal_stap", users.COUNT_STEP, "jongeren", "het CBS publiceert aantallen in deze stap; kleine blijven "
              "verborgen", users.__name__),
    Threshold("band", bands.LEVEL, "deel", "zo veel van gelijke gemeenten ligt binnen de band", bands.__name__),
    Threshold("band_buitenste", bands.WINSOR, "deel", "dit deel aan elke kant telt minder zwaar mee in de spreiding",
              bands.__name__),
    Threshold("band_genoeg", bands.MIN_GEMEENTEN_N, "gemeenten", "met minder gemeenten is er geen band",
              bands.__name__),
    Threshold("midden_laag", usual.MIDDLE[0], "deel", "ondergrens van de middelste acht van de tien gemeenten",
              usual.__name__),
    Threshold("midden_hoog", usual.MIDDLE[1], "deel", "bovengrens daarvan", usual.__name__),
    Threshold("genoeg_voor_lijn", leading.ENOUGH_FOR_A_LINE, "halfjaren", "met minder halfjaren geen lijn",
              leading.__name__),
    Threshold("breuk_gebruik", shares.BREAK_YEAR, "jaar", "vanaf dit jaar is het gebruik anders geteld",
              shares.__name__),
    Threshold("woonplaatsbeginsel", breaks.RESIDENCE_YEAR, "jaar", "vanaf dit jaar betaalt een andere gemeente",
              breaks.__name__),
    Threshold("groep_kleinste", group_value.MIN_MEMBERS, "gemeenten", "minder andere gemeenten maken geen "
              "groepscijfer", group_value.__name__),
    Threshold("groep_gewoon", make.DEFAULT_K, "gemeenten", "zo veel gemeenten die op elkaar lijken, als niemand "
              "anders kiest", make.__name__),
    Threshold("groepen_kleinste", families.NEAREST.start, "gemeenten", "kleinste groep waarmee een beeld wordt "
              "geprobeerd", families.__name__),
    Threshold("groepen_grootste", families.NEAREST.stop - 1, "gemeenten", "grootste groep waarmee een beeld wordt "
              "geprobeerd", families.__name__),
    Threshold("kenmerk_dekking", context.COVERAGE_FLOOR, "deel", "een kenmerk telt mee bij dit deel van de gemeenten",
              context.__name__),
    Threshold("kenmerk_hooguit", similarity.CAP_Z, "gewone verschillen", "een groter verschil telt niet zwaarder",
              _SIMILARITY),
    Threshold("grens_kortste", geography.MINIMUM_SHARED_M, "meter", "een kortere gedeelde grens maakt geen "
              "buurgemeenten", geography.__name__),
)  # fmt: skip
