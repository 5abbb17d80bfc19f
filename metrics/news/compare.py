"""What a newer version of the figures changed for every gemeente. Pure.

Both builds must be made by the same code and records (`loaders.build.history` sees to it): else a mended calculation
would look like news from CBS.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from metrics.build import Build
from metrics.facts import NEWS
from metrics.figures import BASED, IN_LINE, ORIGIN
from metrics.numbers.rounding import round_half_up_all

NEW, REVISED, FINAL = "nieuw", "herzien", "definitief"
MERGED, NEW_SOURCE, GONE = "herindeling", "nieuwe_bron", "vervallen"
KINDS = (NEW, REVISED, FINAL, MERGED, NEW_SOURCE, GONE)  # in the order in which they are told
IN_USE = ("loaded", "kept", "gone")  # of a source with figures of CBS in a build
_PROVISIONAL = ("voorlopig", "nader_voorlopig")
_KEYS = ["indicator", "region", "period"]
_COLUMNS = NEWS[1:]  # without the version, which the caller knows


def changes(
    old: Build, new: Build, first: pd.Timestamp | None = None, told: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return what changed from one build to a newer one of the same code, a row a change.

    In: `first`, when the oldest version that this installation knows was loaded, and `told`, the news so far (NEWS).
    A reorganisation that is written down by hand (data/herindelingen.toml) both builds know; it is told with the first
    version that was loaded once it took effect and it stood there, where it took effect after `first`.

    Columns: region (a gemeente of today in the newer build; empty: for every gemeente), indicator, period, what (of
    KINDS), old, new (in the unit of the indicator; missing where there is none), detail (of 'definitief' the old
    status, of 'vervallen' the cell status now, of 'herindeling' the old gemeente and its date, of 'nieuwe_bron' its
    title) and source. A figure is revised where its value differs as it is shown, so in its own decimals; one that
    became final as well is told once, as final with both values. Growth and index (metrics.figures.BASED) follow from
    other figures and are no news of their own. The figures of a gemeente that took others in count other people than
    before: of those only new periods are news.
    """
    joined = _mergers(old, new)
    gemeenten = set(new.country.today)
    before, now = _told(old, None), _told(new, gemeenten)
    parts = [
        _new_sources(old, new),
        _not_told(_merged_rows(pd.concat([joined, _written_down(new, joined, first)])), told),
        _figures(before, now, joined, _decimals(new), gemeenten),
    ]
    frame = pd.concat([part for part in parts if len(part)] or [parts[0]], ignore_index=True)
    return frame[_COLUMNS]


def _told(build: Build, gemeenten: set[str] | None) -> pd.DataFrame:
    """Return the figures that can be news, of these gemeenten (None: of every region)."""
    frame = build.computed
    wanted = set(build.records.indicators) - BASED
    kept = frame["indicator"].isin(wanted) & frame[ORIGIN].isin(IN_LINE)
    if gemeenten is not None:
        kept &= frame["region"].isin(gemeenten)
    columns = [*_KEYS, "value", "period_status", "cell_status", "source"]
    return frame.loc[kept, columns].astype(dict.fromkeys(_KEYS, "str")).drop_duplicates(_KEYS)


def _decimals(build: Build) -> Mapping[str, int]:
    return {code: one.decimals for code, one in build.records.indicators.items()}


def _figures(
    before: pd.DataFrame,
    now: pd.DataFrame,
    joined: pd.DataFrame,
    decimals: Mapping[str, int],
    gemeenten: set[str],
) -> pd.DataFrame:
    both = now.merge(before, on=_KEYS, how="outer", suffixes=("", "_old"), indicator=True)
    both = both[both["region"].isin(gemeenten)]
    was, here = both["value_old"].notna(), both["value"].notna()
    takes_in = both["region"].isin(set(joined["new_code"]))
    known = pd.MultiIndex.from_frame(both[["indicator", "region", "period"]]).isin(_of_parts(before, joined))
    final = both["period_status_old"].isin(_PROVISIONAL) & (both["period_status"] == "definitief")
    made_final = here & was & final
    picked = {
        NEW: here & ~was & ~(takes_in & known),
        REVISED: here & was & ~takes_in & ~made_final & _differs(both, decimals),
        FINAL: made_final,
        GONE: was & ~here & ~takes_in,
    }
    details = {FINAL: "period_status_old", GONE: "cell_status"}
    found = []
    for what, rows in picked.items():
        part = both[rows]
        detail = part[details[what]].fillna("niet_geladen") if what in details else ""
        source = part["source"].where(part["source"].notna(), part["source_old"])
        found.append(
            part[_KEYS].assign(
                what=what, old=part["value_old"], new=part["value"], detail=detail, source=source
            )
        )
    return pd.concat(found, ignore_index=True)


def _differs(both: pd.DataFrame, decimals: Mapping[str, int]) -> pd.Series:
    """Say where two values are shown as different ones; a difference of computing alone is none."""
    found = pd.Series(data=False, index=both.index)
    for indicator, rows in both.groupby("indicator"):
        places = decimals[str(indicator)]
        old, new = (round_half_up_all(rows[name], places) for name in ("value_old", "value"))
        noise = np.isclose(
            rows["value_old"].astype(float), rows["value"].astype(float), rtol=1e-12, atol=1e-9
        )
        found.loc[rows.index] = (old != new).to_numpy() & ~noise
    return found


def _of_parts(before: pd.DataFrame, joined: pd.DataFrame) -> pd.MultiIndex:
    """Return what was known already of the gemeenten that one was made of, under its own code."""
    pairs = joined[["old_code", "new_code"]].drop_duplicates()
    known = before[before["value"].notna()].merge(pairs, left_on="region", right_on="old_code")
    return pd.MultiIndex.from_arrays([known["indicator"], known["new_code"], known["period"]])


def _mergers(old: Build, new: Build) -> pd.DataFrame:
    """Return the reorganisations that the older build does not know: columns of metrics.facts.MERGERS."""
    keys = ["old_code", "new_code"]
    known = pd.MultiIndex.from_frame(old.facts.mergers[keys].astype("str"))
    rows = new.facts.mergers
    return rows[~pd.MultiIndex.from_frame(rows[keys].astype("str")).isin(known)]


def _written_down(new: Build, joined: pd.DataFrame, first: pd.Timestamp | None) -> pd.DataFrame:
    """Return the reorganisations that took effect between `first` and the newest table, besides those of `joined`."""
    rows = new.facts.mergers
    loaded = pd.to_datetime(new.facts.sources["retrieved"], errors="coerce").max()
    if first is None or pd.isna(first) or pd.isna(loaded):
        return rows[:0]
    dates = pd.to_datetime(rows["date"])
    return rows[(dates > first) & (dates <= loaded) & ~rows.index.isin(joined.index)]


def _not_told(rows: pd.DataFrame, told: pd.DataFrame | None) -> pd.DataFrame:
    """Leave out the reorganisations of which the news so far tells."""
    if told is None or told.empty or rows.empty:
        return rows
    keys = ["region", "detail"]
    known = told.loc[told["what"] == MERGED, keys].astype("str")
    return rows[~pd.MultiIndex.from_frame(rows[keys]).isin(pd.MultiIndex.from_frame(known))]


def _merged_rows(joined: pd.DataFrame) -> pd.DataFrame:
    moved = joined[joined["old_code"].astype("str") != joined["new_code"].astype("str")]
    dates = pd.to_datetime(moved["date"])
    part = ["een deel van " if kind == "split" else "" for kind in moved["kind"]]
    return _frame(
        [
            (str(new_code), "", str(day.year), MERGED, f"{of}{old_name} ({old_code}), {day:%Y-%m-%d}", "")
            for new_code, old_code, old_name, day, of in zip(
                moved["new_code"], moved["old_code"], moved["old_name"], dates, part, strict=True
            )
        ]
    )


def _new_sources(old: Build, new: Build) -> pd.DataFrame:
    """Return the tables that are loaded now and were not before, whatever number they have at CBS."""
    had = _tables(old)
    found = [(ident, title) for name, (ident, title) in _tables(new).items() if name not in had]
    return _frame([("", "", "", NEW_SOURCE, title, ident) for ident, title in found])


def _tables(build: Build) -> dict[str, tuple[str, str]]:
    rows = build.facts.sources[build.facts.sources["status"].isin(IN_USE)]
    names = rows["register_id"].where(rows["register_id"].notna(), rows["source_id"])
    return {
        str(name): (str(ident), str(title))
        for name, ident, title in zip(names, rows["source_id"], rows["title"], strict=True)
    }


def _frame(rows: list[tuple[str, str, str, str, str, str]]) -> pd.DataFrame:
    columns = ["region", "indicator", "period", "what", "detail", "source"]
    frame = pd.DataFrame(rows, columns=columns).astype("str")
    return frame.assign(old=np.nan, new=np.nan)[_COLUMNS]
