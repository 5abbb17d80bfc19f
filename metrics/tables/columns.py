"""What every column of the tables that leave the house holds: type, unit and meaning, for codebook and package."""

from typing import Literal, NamedTuple

Type = Literal["string", "number", "integer", "boolean", "date"]


class Described(NamedTuple):
    """One column. `unit`: empty where it has none, or one that another column says."""

    type: Type
    meaning: str
    unit: str = ""


_REGION = Described(
    "string", "code of the region: GM a gemeente, NL01 Nederland, JZ a jeugdregio, PV a provincie, WK a wijk"
)
_SAID = "as in the column 'unit'"
FIGURES: dict[str, Described] = {
    "indicator": Described("string", "which figure: part 'indicator' or 'variant' of the codebook"),
    "region_code": _REGION,
    "region_name": Described("string", "name as people say it; of an ended gemeente its last one"),
    "region_kind": Described("string", "kind of region; missing where the build does not know it"),
    "period": Described("string", "year (2023) or half-year (2023H1)"),
    "value": Described("number", "the figure, unrounded; missing where there is none: see reason", _SAID),
    "unit": Described("string", "eur, pct (0 to 100), index, deciel (1 to 10) or aantal"),
    "numerator": Described("number", "what is divided; of a group: add these up first"),
    "denominator": Described("number", "what it is divided by; of a group: add these up first"),
    "base_numerator": Described("number", "the same of the base period, for growth and indexes"),
    "base_denominator": Described("number", "the same of the base period, for growth and indexes"),
    "period_status": Described("string", "what CBS calls the figures of this period: part 'period_status'"),
    "cell_status": Described("string", "what is the matter with this figure: part 'cell_status'"),
    "reason": Described("string", "why there is no figure, or none that may be compared; missing: it may"),
    "remarks": Described("string", "what must be said with it: codes of part 'remark', with ; between"),
    "sources": Described("string", "ids of the tables that it was made of"),
    "origin": Described(
        "string",
        "eigen: as delivered; voorgangers: the sum of predecessors; vervallen: a gemeente that is no more",
    ),
}
OTHERS: dict[str, Described] = {
    "code": Described("string", "code"),
    "name": Described("string", "name"),
    "kind": Described("string", "kind: of region, of group (part 'group_kind') or of event"),
    "first_year": Described("integer", "first year; missing: no bound is known", "year"),
    "last_year": Described("integer", "last year; missing: it is still so", "year"),
    "region": _REGION,
    "parent": Described("string", "code of the region it belongs to"),
    "division": Described("string", "which division"),
    "year": Described("integer", "division of 1 January of this year", "year"),
    "date": Described("date", "day on which it took effect"),
    "old_code": Described("string", "code before"),
    "old_name": Described("string", "name before"),
    "new_code": Described("string", "code after"),
    "new_name": Described("string", "name after"),
    "rank": Described("integer", "place in the group, from 1"),
    "member_code": Described("string", "code of a member of the group; never the gemeente itself"),
    "distance": Described(
        "number", "metres of shared border, difference in inhabitants or usual spreads, per kind"
    ),
    "mutual": Described("boolean", "whether the gemeente is in the member's group too (statistical)"),
    "part": Described("string", "which list of the codebook"),
    "value": Described("number", "the limit, or as printed", "as its own text says"),
    "decimals": Described("integer", "decimals on screen"),
    "rows_n": Described("integer", "rows at the source", "rows"),
    "retrieved": Described("string", "when it was loaded, UTC"),
    "printed_value": Described("number", "the number as printed"),
    "recomputed": Described("number", "the same recomputed, unrounded"),
    "recomputed_report_way": Described("number", "the same recomputed in the report's way of rounding"),
    "difference": Described("number", "recomputed minus printed"),
    "table": Described("integer", "number of the table in the report"),
    "own_check": Described("boolean", "a check of Eigenwijzer, no statement of a document"),
}


def described(column: str, resource: str) -> Described:
    """Return what a column of a resource holds; one that nobody described is a text named by itself."""
    if resource == "figures":
        return FIGURES[column]
    return OTHERS.get(column) or FIGURES.get(column) or Described("string", column.replace("_", " "))
