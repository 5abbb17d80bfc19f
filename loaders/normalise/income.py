"""Inkomen van huishoudens, one table per regional division: median standardised household income.

The report's SES decile rests on it (84866NED, division of 2020; without students is inferred, methode.md 16).
"""

from dataclasses import replace

from loaders.normalise.metadata import Metadata
from loaders.normalise.plan import Plan, Wanted, observations, offered, pick

# The category that means all households, in the order in which it is looked for.
EVERY_HOUSEHOLD = (r"(totaal )?(alle )?(particuliere )?huishoudens", r"totaal", r"totaal.*")


def plan(meta: Metadata) -> Plan:
    """Return the plan: `mediaan_inkomen_eur` and, where offered, `huishoudens_n` for all private households,
    students included, and the same with `_zonder_studenten` where the table offers that population.

    Euro a year, not rounded further than CBS does (hundreds of euro). Raises `TableError` where a population or the
    median is not found.
    """
    population, features = meta.others("populatie", "kenmerken")
    total = pick(meta, features, "Particuliere huishoudens", *EVERY_HOUSEHOLD)
    with_students = pick(
        meta,
        population,
        "Particuliere huishoudens incl. studenten",
        r".*incl.* studenten.*",
        *EVERY_HOUSEHOLD,
    )
    without = [each.key for each in population.titled(r".*ex[ck]?l.* studenten.*")]
    median = meta.topic("mediaan", "gestandaardiseerd")
    households, notes = offered(
        meta, "huishoudens", without=("relatief", "%", "inkomen"), title="particuliere"
    )
    wanted = []
    for key, tail in [(with_students, ""), *((each, "_zonder_studenten") for each in without[:1])]:
        wanted.append(Wanted((key, total), median, f"mediaan_inkomen{tail}_eur"))
        if households is not None:
            wanted.append(Wanted((key, total), households, f"huishoudens{tail}_n"))
    made = observations(meta, wanted, [population, features])
    return replace(made, notes=made.notes + notes)
