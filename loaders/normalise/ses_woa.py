"""SES-WOA: the socio-economic score of households (wealth, education, employment), per gemeente, wijk and
buurt.

Kept: the total score per gemeente. The region keys of these tables are ten characters wide.
"""

from loaders.normalise.metadata import Metadata
from loaders.normalise.plan import Plan, Wanted, observations


def plan(meta: Metadata) -> Plan:
    """Return the plan: `ses_woa_score` (a number around 0; 0 is the average of Nederland in CBS's base year).

    Raises `TableError` where the total score is not found, or stands in more than one column.
    """
    meta.others()
    score = meta.topic("totaalscore", "score", without=("spreiding", "percentiel", "interval"))
    return observations(meta, [Wanted((), score, "ses_woa_score")])
