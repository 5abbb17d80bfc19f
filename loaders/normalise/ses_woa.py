"""SES-WOA: the socio-economic score of households (wealth, education, employment), per gemeente, wijk and buurt.

Kept: the total score per gemeente. The region keys of these tables are ten characters wide.
"""

from dataclasses import replace

from loaders.normalise.metadata import Metadata
from loaders.normalise.plan import Plan, Wanted, observations


def plan(meta: Metadata) -> Plan:
    """Return the plan: `ses_woa_score` (a number around 0; 0 is the average of Nederland in CBS's base year).

    Raises `TableError` where the total score is not found, or stands in more than one column.
    """
    meta.others()
    unwanted = ("spreiding", "percentiel", "interval", "deelscore")
    score = meta.find_topic("totaalscore", "score", without=unwanted)
    if score is None:  # a group that is called otherwise
        score = meta.topic("totaal", "score", without=unwanted)
    made = observations(meta, [Wanted((), score, "ses_woa_score")])
    # the list also names neighbourhoods and a Nederland of its own (NL00), of which no rows are fetched
    gemeenten = made.regions[made.regions["kind"] == "gemeente"].reset_index(drop=True)
    return replace(made, regions=gemeenten, lookups={**made.lookups, "regions": gemeenten})
