"""Every statement of the documents with its verdict, a row a statement: `python -m metrics claims`."""

from collections.abc import Iterable

import pandas as pd

from metrics.report.claims import Evidenced, Judgement
from metrics.report.claims.model import STATED

STATEMENTS = ["claim", "kind", "own_check", "text", "verdict", "reason", "evidence", "source"]


def statements(judgements: Iterable[Judgement]) -> pd.DataFrame:
    """Return STATEMENTS, in the order of data/report/claims.toml and documents.toml.

    `kind`: the subject; `own_check`: a check of ours, no statement of the report or another document; `verdict`: in
    the Dutch words of the page *Uitspraken getoetst* (metrics.report.claims.model.VERDICTS); `reason`: the explanation
    that follows from the comparisons; `evidence`: every figure it rests on, as on screen; `source`: the tables. Texts
    are Dutch.
    """
    rows = [
        (
            each.claim.code,
            each.claim.subject,
            each.claim.origin == "controle",
            each.claim.text,
            each.verdict,
            each.explanation,
            "; ".join(_figure(reading) for reading in each.outcome.readings if reading.value is not None),
            "; ".join(each.sources),
        )
        for each in judgements
    ]
    return pd.DataFrame(rows, columns=STATEMENTS)


def _figure(reading: Evidenced) -> str:
    about = " ".join(
        part for part in (reading.called, reading.period if reading.needs_period else "") if part
    )
    return f"{about}: {reading.text}{' (in de uitspraak)' if reading.source == STATED else ''}"
