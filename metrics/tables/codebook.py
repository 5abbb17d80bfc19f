"""What every figure, status, reason, remark, kind of group and limit means: `python -m metrics codebook`.

Nothing is worded here that has words elsewhere: records, reasons, remarks and limits are asked where they stand.
"""

from collections.abc import Iterator, Mapping

import pandas as pd

from metrics.build import Build
from metrics.comparing.reasons import REASONS
from metrics.comparing.remarks import ORDER
from metrics.comparing.sentences import remarks as remark_words
from metrics.costs.report_way import REPORT_WAY
from metrics.figures import CELL_STATUSES, OWN_CODE, PERIOD_STATUSES
from metrics.groups.make import KINDS
from metrics.records import Indicator, Records
from metrics.report.audit.words import STATUSES
from metrics.tables.apart import MADE, MadeIndicator
from metrics.tables.columns import FIGURES
from metrics.tables.thresholds import thresholds
from metrics.tables.wijken import INDICATORS as PER_WIJK

CODEBOOK = [
    "part", "code", "title", "unit", "numerator", "denominator", "definition", "decimals", "polarity", "caveats",
    "first_year", "last_year", "value", "module",
]  # fmt: skip
_NUMBERS = ("decimals", "first_year", "last_year", "value")
# Statuses of a cell that are no reason by their own name.
_STATUS_WORDS = {
    "ok": "niets: het cijfer mag naast andere staan",
    "gebroken": "niet te maken; de reden zegt waarom: 'knik' of 'opgesplitst'",
}
_VARIANTS = {
    OWN_CODE: "zoals de gemeente het onder haar eigen code leverde, zonder gemeenten die zij later overnam",
    REPORT_WAY: "op de manier van het rapport: hele euro's per taakveld, afgerond en dan opgeteld",
}


def codebook(build: Build) -> pd.DataFrame:
    """Return CODEBOOK, a row a code of a `part`; texts are Dutch as on screen, a column that does not apply is missing.

    Parts: 'indicator' (data/indicators.toml, metrics.tables.apart and metrics.tables.wijken), 'variant' (an indicator
    of the figures that is another reading of one), 'period_status', 'cell_status', 'reason', 'remark', 'taakveld'
    (which amounts count, per span of years: `code` is the code or, with '*', every code that begins so), 'group_kind',
    'threshold', 'column' (of the table of figures).
    """
    records = build.records
    parts = {
        "indicator": (
            *(_indicator(each, records) for each in records.indicators.values()),
            *(_made(each) for each in MADE.values()),
            *(_made(each, "metrics.tables.wijken") for each in PER_WIJK.values()),
        ),
        "variant": _variants(build),
        "period_status": ({"code": each, "title": STATUSES[each]} for each in PERIOD_STATUSES),
        "cell_status": ({"code": each, "title": _status(each)} for each in CELL_STATUSES),
        "reason": (
            {"code": each.code, "title": each.legend, "definition": each.sentence}
            for each in REASONS.values()
        ),
        "remark": (_remark(each, records) for each in ORDER),
        "taakveld": _taakvelden(records),
        "group_kind": (
            {"code": kind, "title": title, "definition": distance}
            for kind, (title, distance) in KINDS.items()
        ),
        "threshold": (
            {
                "code": each.code,
                "title": each.meaning,
                "unit": each.unit,
                "value": each.value,
                "module": each.where,
            }
            for each in thresholds()
        ),
        "column": (
            {"code": name, "title": each.meaning, "unit": each.unit} for name, each in FIGURES.items()
        ),
    }
    rows = [{"part": part, **row} for part, found in parts.items() for row in found]
    made = pd.DataFrame(rows, columns=CODEBOOK)
    texts = [column for column in CODEBOOK if column not in _NUMBERS]
    return made.assign(**{column: made[column].fillna("").astype("str") for column in texts}).astype(
        dict.fromkeys(_NUMBERS, float)
    )


def indicators_in(build: Build) -> tuple[str, ...]:
    """Return every indicator and variant that the table of figures has or may have: records first."""
    found = (str(each) for each in build.figures_with_report["indicator"].unique())
    return tuple(dict.fromkeys([*build.records.indicators, *MADE, *PER_WIJK, *sorted(found)]))


def _made(each: MadeIndicator, module: str = "metrics.tables.apart") -> Mapping[str, object]:
    return {
        "code": each.code, "title": each.title, "unit": each.unit, "numerator": each.numerator,
        "denominator": each.denominator, "definition": each.definition, "decimals": each.decimals,
        "polarity": "geen", "module": module,
    }  # fmt: skip


def _indicator(each: Indicator, records: Records) -> Mapping[str, object]:
    told = [records.caveats[code].text for code in each.caveats]
    return {
        "code": each.code, "title": each.title, "unit": each.unit, "numerator": each.numerator,
        "denominator": each.denominator, "definition": each.definition, "decimals": each.decimals,
        "polarity": each.polarity, "caveats": " ".join(told),
    }  # fmt: skip


def _variants(build: Build) -> Iterator[Mapping[str, object]]:
    for code in indicators_in(build):
        for ending, words in _VARIANTS.items():
            record = build.records.indicators.get(code.removesuffix(ending))
            if record is not None and code.endswith(ending):
                row = dict(_indicator(record, build.records))
                yield {**row, "code": code, "title": f"{record.title}, {words}"}


def _status(code: str) -> str:
    return _STATUS_WORDS[code] if code in _STATUS_WORDS else REASONS[code].legend


def _remark(code: str, records: Records) -> Mapping[str, object]:
    return {"code": code, "title": remark_words.template(code, records)}


def _taakvelden(records: Records) -> Iterator[Mapping[str, object]]:
    for each in records.taakvelden:
        span = {"first_year": each.first_year, "last_year": each.last_year, "definition": each.source}
        for prefix in each.narrow_prefixes:
            yield {"code": f"{prefix}*", "title": "jeugdzorg: elke code die zo begint", **span}
        for code in each.wide_codes:
            yield {"code": code, "title": "wijkteam en toegang: precies deze code", **span}
