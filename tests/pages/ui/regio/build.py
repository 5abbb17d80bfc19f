"""A country of four gemeenten for *Uw jeugdregio*: Zed, Aa and Be form JZ01, Ce is alone in JZ02."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from metrics.build import Build, derive
from metrics.comparing import areas
from metrics.records import Records, RegionalLead
from pages.ui.regio.view import RegionView, all_regions
from tests.metrics import build_facts as made

ZED, AA, BE, CE = "GM0001", "GM0002", "GM0003", "GM0004"
NAMES = {ZED: "Zed", AA: "Aa", BE: "Be", CE: "Ce", "JZ01": "Noord", "JZ02": "Zuid", "NL01": "Nederland"}
PEOPLE = {ZED: 1000.0, AA: 3000.0, BE: 1000.0, CE: 1000.0}
LASTEN_KEUR = {ZED: 300.0, AA: 100.0, BE: 400.0, CE: 500.0}
NOW = ((ZED, "JZ01", 2023), (AA, "JZ01", 2023), (BE, "JZ01", 2023), (CE, "JZ02", 2023))


def build(
    records: Records,
    *,
    leads: tuple[RegionalLead, ...] = (),
    without: tuple[str, ...] = (),
    divisions: Sequence[tuple[str, str, int]] = NOW,
) -> Build:
    """Accounts and budgets of 2022 and 2023, in thousands of euro; `without`: no accounts of these.

    What is asked again is the same build: what follows from it is computed once for all tests.
    """
    key = (id(records), leads, without, tuple(divisions))
    if key not in _builds:
        with pd.option_context(
            "mode.string_storage", "python"
        ):  # as in loaders.build.make: a third less work
            of = Build(
                made.two_years(LASTEN_KEUR, PEOPLE, divisions, without),
                replace(records, leads=leads, taakvelden=made.SETS),
            )
            of = replace(of, derived=derive(of))
        _builds[key] = records, of  # the records are kept, so that no others get their id
    return _builds[key][1]


_builds: dict[object, tuple[Records, Build]] = {}


def view(of: Build, code: str) -> RegionView:
    """The page of a gemeente as `sections.choose` makes it."""
    division = areas.members(of.facts, "jeugdregio", 9999)
    everyone, year = division if division else ({}, None)
    region = areas.jeugdregio_of(of.facts, code)
    return RegionView(
        code=code,
        region=region,
        members=tuple(sorted(everyone.get(region, ()), key=NAMES.__getitem__)),
        division_year=year,
        build=of,
        readings=of.readings,
        names=NAMES,
        all_of=lambda indicator, period: all_regions(of.readings, of, everyone, indicator, period),
        cite=lambda _sources: "CBS",
    )
