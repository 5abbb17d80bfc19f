"""Whether a picture holds, a row a kind of group: `python -m metrics robust`."""

import pandas as pd

from metrics.build import Build
from metrics.comparing.picture import picture
from metrics.errors import MetricsError

ROBUST = ["family", "holds_n", "total_n", "unknown_n", "relation", "reason"]


def robust(
    build: Build, code: str, indicator: str, period: str | None = None, kind: str | None = None
) -> pd.DataFrame:
    """Return ROBUST, a row a kind of group (metrics.groups.families), in the order of the pages.

    `kind`: the group whose relation to the gemeente is asked of the others; None: the one that the pages compare
    with. `period` None: the newest of this gemeente. `holds_n` of `total_n` groups of the kind have the gemeente
    stand as it does beside that group (`relation`); of `unknown_n` it cannot be said. `reason`: why a kind has no
    groups (Dutch). Raises MetricsError where the gemeente or the group has no figure that may be compared.
    """
    if indicator not in build.records.indicators:
        raise MetricsError(f"Het cijfer '{indicator}' kennen we niet.", f"no indicator '{indicator}'")
    periods = build.readings.periods_of(indicator, code)
    if not periods:
        raise MetricsError("Van deze gemeente is dit cijfer er niet.", f"no '{indicator}' of {code}")
    group = build.groups.ordinary(code) if kind is None else build.groups.make(code, kind)
    if group is None:
        raise MetricsError("Voor deze gemeente is geen groep te maken.", f"no group can be made for {code}")
    at = period or periods[-1]
    decimals = build.records.indicators[indicator].decimals
    found = picture(build.groups, build.readings, group, indicator, at, decimals)
    if found.relation is None:
        raise MetricsError(
            f"In {at} is het cijfer van de gemeente of van de groep er niet, of niet te vergelijken.",
            f"in {at} {code} or its group has no figure of '{indicator}' that may be compared",
        )
    rows = [
        (each.kind, each.holds_n, each.total_n, each.unknown_n, found.relation, each.reason)
        for each in found.votes
    ]
    return pd.DataFrame(rows, columns=ROBUST)
