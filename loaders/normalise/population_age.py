"""Bevolking by age (03759ned): young people on 1 January, added up from single years of age."""

import re

from loaders.errors import TableError
from loaders.normalise.metadata import Metadata, plain
from loaders.normalise.plan import Plan, Wanted, observations, pick

# Indicator -> first age that is not in it (CBS: jeugdbescherming under 18, jeugdhulp under 23; the portraits of the
# report name young people under 20 and under 21).
_UNDER = {"inwoners_0_17_n": 18, "inwoners_0_19_n": 20, "inwoners_0_20_n": 21, "inwoners_0_22_n": 23}


def plan(meta: Metadata) -> Plan:
    """Return the plan: `inwoners_0_17_n` and the others of `_UNDER`; missing where any single year is.

    Raises `TableError` where a single year of age from 0 to 22 or a total is not found by title.
    """
    sex, age, civil = meta.others("geslacht", "leeftijd", "burgerlijkestaat|burgerlijke staat")
    both = pick(meta, sex, "Totaal mannen en vrouwen", r"totaal( mannen en vrouwen)?", r"totaal.*")
    every = pick(meta, civil, "Totaal burgerlijke staat", r"totaal( burgerlijke staat)?", r"totaal.*")
    topic = meta.topic("bevolking", "1 januari", without=("gemiddeld",))
    ages: dict[int, str] = {}
    for member in age.members:
        match = re.fullmatch(r"(\d+) jaar", plain(member.title))
        if match:
            ages[int(match[1])] = member.key
    missing = [str(year) for year in range(max(_UNDER.values())) if year not in ages]
    if missing:
        raise TableError(meta.source_id, [f"Leeftijd {', '.join(missing)} jaar ontbreekt in {age.key}."])
    by_key = {sex.key: both, civil.key: every}
    order = [sex, age, civil]
    wanted = [
        Wanted(tuple(ages[year] if each is age else by_key[each.key] for each in order), topic, indicator)
        for indicator, end in _UNDER.items()
        for year in range(end)
    ]
    return observations(meta, wanted, order, summed=True)
