"""What the source documents say of gemeenten and of cooperation: records of `data/report`, facts in our own words."""

from dataclasses import dataclass
from typing import Literal, get_args

PortraitField = Literal[
    "motto", "access", "region", "funding", "procurement", "gp", "school", "monitoring", "council", "satisfaction",
    "open_points",
]  # fmt: skip
FIELDS: tuple[PortraitField, ...] = get_args(PortraitField)


@dataclass(frozen=True)
class PortraitCard:
    """How one of the five gemeenten arranged something in 2021. `line`: of the report as it was read.

    `short`: a few words for a matrix, `text`: what they open to. `form`: of funding, one of the three forms.
    """

    gemeente: str  # code
    field: PortraitField
    line: int
    short: str
    text: str
    form: Literal["", "inspanning", "resultaat", "taak"] = ""


@dataclass(frozen=True)
class PortraitFigure:
    """A figure that a portrait prints, and the one of ours that comes nearest.

    `printed`, `printed_nl`: as they stand there (of Nederland empty where none does); `when`, `named`: year and source
    as the portrait gives them. `figure`: an indicator or observation of ours in `period` ('a/b': in percent of b,
    'a*b': a percentage of a percentage), empty where no source has it; `concept`: what ours counts, of whom; `trap`:
    why the two differ or may not be compared.
    """

    gemeente: str  # code
    subject: str
    printed: str
    when: str
    named: str
    line: int
    printed_nl: str = ""
    figure: str = ""
    period: str = ""
    concept: str = ""
    trap: str = ""


@dataclass(frozen=True)
class InTable:
    """What one place of the study of 2011 prints of an arrangement; empty: it prints nothing there.

    `regions`: the number of regions or organisations as printed; `line`: of the study as it was read.
    """

    line: int
    regions: str = ""
    national: str = ""  # whether it covers the country
    since: str = ""
    imposed: str = ""  # whether the cooperation was imposed
    imposed_division: str = ""
    lead: str = ""
    law: str = ""
    scheme: str = ""  # by which scheme money comes


@dataclass(frozen=True)
class Arrangement:
    """A regional arrangement around youth and family as the study of 2011 describes it, in its three places.

    `world`: the part of life it is about; `occasion`: why gemeenten or organisations work together; `payer`: who makes
    the money available (appendix). `differs`: where the places disagree, in our words; empty: they agree.
    """

    code: str
    name: str
    world: str
    occasion: str
    appendix: InTable
    table6: InTable | None = None
    table5: InTable | None = None
    payer: str = ""
    differs: str = ""
