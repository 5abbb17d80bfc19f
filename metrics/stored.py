"""What is stored with a build (metrics.build.Derived) as plain frames, and back: the same figures either way."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pandas as pd

from metrics.build import Derived
from metrics.costs.budget import Lag
from metrics.costs.composition import Composition

# Fields of Composition that are frames as they are; the others are made frames below.
_FRAMES = (
    "amounts", "index", "budget", "terms", "splits", "beside_country", "by_family", "shares", "flags",
)  # fmt: skip
_SEPARATOR = ";"
_CODES = ("missing", "flagged")  # fields of Lag that hold codes


def frames_of(derived: Derived) -> dict[str, pd.DataFrame]:
    """Return what is stored, by name: frames with plain columns (numbers, texts, truth values)."""
    made = derived.composition
    left_out = [(*pair, code) for pair, codes in made.left_out.items() for code in ("", *codes)]
    return {
        "figures": derived.figures,
        "bands": derived.bands,
        **{f"composition_{name}": getattr(made, name) for name in _FRAMES},
        "composition_left_out": pd.DataFrame(left_out, columns=["base_year", "end_year", "region"]),
        "composition_lags": pd.DataFrame(
            [[_plain(getattr(lag, each.name)) for each in fields(Lag)] for lag in made.lags],
            columns=[each.name for each in fields(Lag)],
        ),
        "composition_prices": pd.DataFrame(
            {"year": made.prices.index.astype(int), "level": made.prices.to_numpy(dtype=float)}
        ),
        "composition_division": pd.DataFrame({"year": [made.division_year]}),
    }


def derived_of(stored: Mapping[str, pd.DataFrame]) -> Derived:
    """Return what `frames_of` was given. KeyError where a frame is missing."""
    left_out: dict[tuple[int, int], tuple[str, ...]] = {}
    for base, end, code in stored["composition_left_out"].itertuples(index=False, name=None):
        pair = int(base), int(end)  # an empty code says that the pair is there
        left_out[pair] = (*left_out.get(pair, ()), *([str(code)] if code else []))
    prices = stored["composition_prices"]
    frames: dict[str, Any] = {name: stored[f"composition_{name}"] for name in _FRAMES}
    composition = Composition(
        division_year=int(stored["composition_division"]["year"].iloc[0]),
        left_out=left_out,
        lags=tuple(_lag(row) for row in stored["composition_lags"].to_dict("records")),
        prices=pd.Series(prices["level"].to_numpy(dtype=float), index=prices["year"].to_numpy(dtype=int)),
        **frames,
    )
    return Derived(stored["figures"], composition, stored["bands"])


def _plain(value: object) -> object:
    return _SEPARATOR.join(value) if isinstance(value, tuple) else value


def _lag(row: Mapping[object, object]) -> Lag:
    codes = {name: tuple(text.split(_SEPARATOR)) if (text := str(row[name])) else () for name in _CODES}
    numbers = {each.name: int(str(row[each.name])) for each in fields(Lag) if each.name not in _CODES}
    return Lag(**numbers, **codes)  # type: ignore[arg-type]  # each name has the kind of its field
