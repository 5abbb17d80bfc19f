"""Everything of one build as tables with a description, for who works in R, pandas or Excel. Pure: nothing is written.

`loaders.files.package` writes it: `python -m metrics package DIR`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from metrics.build import Build
from metrics.citation import VERSION, Cited, in_english, of_build
from metrics.figures import CELL_STATUSES, PERIOD_STATUSES
from metrics.report import audit, claims
from metrics.tables import codebook, long
from metrics.tables.columns import described
from metrics.tables.members import groups
from metrics.tables.statements import statements

# Resource -> (title, primary key, fields that point at a region).
RESOURCES: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "figures": ("every figure", ("indicator", "region_code", "period"), ("region_code",)),
    "regions": ("every region", ("code",), ()),
    "memberships": ("which gemeente is in which region", ("region", "parent", "division", "year"), ()),
    "mergers": ("reorganisations of gemeenten", ("date", "old_code", "new_code"), ()),
    "groups": (
        "ordinary groups of every gemeente",
        ("region_code", "kind", "rank"),
        ("region_code", "member_code"),
    ),
    "codebook": ("what figures, statuses, reasons and limits mean", ("part", "code", "first_year"), ()),
    "report_cells": ("printed cells of the tables of the report of 2021", (), ()),
    "report_audit": ("every printed cell recomputed and judged", (), ()),
    "report_claims": ("every statement of the report with its verdict", ("claim",), ()),
    "sources": ("tables that the figures are made of, with their load date", ("source_id",), ()),
}
_ALLOWED = {"period_status": PERIOD_STATUSES, "cell_status": CELL_STATUSES}
_TYPES = {"i": "integer", "u": "integer", "f": "number", "b": "boolean"}


@dataclass(frozen=True)
class Contents:
    """What goes into a package: the tables by name, and its `datapackage.json` without the files."""

    tables: Mapping[str, pd.DataFrame]
    descriptor: Mapping[str, object]
    readme: str


def contents(build: Build, made_on: date) -> Contents:
    """Return the tables of a package with their description; `made_on`: the day it is made."""
    tables = tables_of(build)
    cited = of_build(build)
    sources = [
        {
            "title": f"{row.source_id}: {row.title}",
            **({"path": row.url} if str(row.url).startswith("http") else {}),
        }
        for row in build.facts.sources.itertuples()
        if row.status in ("loaded", "kept", "gone", "embedded")
    ]
    descriptor: dict[str, object] = {
        "name": "eigenwijzer",
        "title": "Eigenwijzer: what youth care costs and how much it is used, per gemeente",
        "version": VERSION,
        "created": f"{made_on:%Y-%m-%d}T00:00:00Z",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0, for the figures of CBS",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "sources": sources,
        "citation": in_english(cited),
        "data_version": build.facts.data_version,
        "build_id": build.facts.build_id,
    }
    return Contents(tables, descriptor, _readme(build, cited))


def tables_of(build: Build) -> dict[str, pd.DataFrame]:
    """Return every table of a package by its name (RESOURCES)."""
    facts, figures = build.facts, long.long_table(build)
    tables = {
        "figures": figures,
        "regions": _regions(build, figures),
        "memberships": facts.memberships.astype({"year": "int64"}),
        "mergers": facts.mergers.drop_duplicates(),
        "groups": groups(build),
        "codebook": codebook.codebook(build),
        "report_cells": facts.report_cells,
        "report_audit": audit.audit_cells(build),
        "report_claims": statements(claims.judge_all(build)),
        "sources": facts.sources.drop(columns=["sha256", "file"]).assign(
            snapshot_sha256=facts.sources["sha256"]
        ),
    }
    return {name: _plain(tables[name], name) for name in RESOURCES}


def schema(name: str, table: pd.DataFrame) -> dict[str, object]:
    """Return the Frictionless schema of a table: fields with type, meaning and unit, keys and missing values."""
    _, key, regions = RESOURCES[name]
    fields = []
    for column in table.columns:
        about = described(column, name)
        field: dict[str, object] = {
            "name": column,
            "type": _type(column, name, table[column]),
            "description": about.meaning,
        }
        if about.unit:
            field["unit"] = about.unit
        if name == "figures" and column in _ALLOWED:
            field["constraints"] = {"enum": list(_ALLOWED[column])}
        fields.append(field)
    found: dict[str, object] = {"fields": fields, "missingValues": [""]}
    if key and not table[list(key)].isna().any(axis=None):
        found["primaryKey"] = list(key)
    if regions:
        found["foreignKeys"] = [
            {"fields": [each], "reference": {"resource": "regions", "fields": ["code"]}} for each in regions
        ]
    return found


def _type(column: str, name: str, values: pd.Series) -> str:
    """Return the Frictionless type: a day as its description says, else by how the values are held."""
    if described(column, name).type == "date":
        return "date"
    return _TYPES.get(getattr(values.dtype, "kind", "O"), "string")


def _regions(build: Build, figures: pd.DataFrame) -> pd.DataFrame:
    """Return every region of the build, and those that only a figure or a group names (kind as the figure says)."""
    known = build.facts.regions
    columns = ["region_code", "region_name", "region_kind"]
    others = figures.loc[~figures["region_code"].isin(known["code"]), columns]
    extra = others.drop_duplicates("region_code", keep="last").set_axis(["code", "name", "kind"], axis=1)
    return pd.concat([known, extra], ignore_index=True)


def _plain(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a table whose columns are texts, numbers, whole numbers, truth values or days; whole years are whole."""
    found = table.reset_index(drop=True).copy()
    for column in found.columns:
        about, values = described(column, name), found[column]
        if about.type == "integer":
            found[column] = values.astype("Int64")
        elif about.type == "boolean":
            found[column] = values.astype("boolean")
        elif about.type == "date":
            found[column] = pd.to_datetime(values).dt.strftime("%Y-%m-%d").astype("str")
        elif values.dtype == object or pd.api.types.is_datetime64_any_dtype(values):
            found[column] = values.astype("str").where(values.notna(), "")
    return found


class Example(NamedTuple):
    """A figure of a group that anybody can make again from the package."""

    code: str
    kind: str
    period: str


def example(build: Build) -> Example | None:
    """Return the first gemeente whose ordinary group has lasten per inwoner in its newest year; None: there is none."""
    for code in build.names.today:
        group, periods = build.groups.ordinary(code), build.readings.periods_of(LASTEN, code)
        if group is None or not periods or group.kind not in build.groups.of(code):
            continue
        if build.readings.group(LASTEN, periods[-1], group.codes, code).value is not None:
            return Example(code, group.kind, periods[-1])
    return None


def _readme(build: Build, cited: Cited) -> str:
    found = example(build)
    again = (
        _NO_EXAMPLE
        if found is None
        else _AGAIN.format(name=build.names.name(found.code), indicator=LASTEN, **found._asdict())
    )
    listed = "\n".join(f"| `{name}` | {title} |" for name, (title, _, _) in RESOURCES.items())
    return _README.format(citation=in_english(cited), listed=listed, again=again)


LASTEN = "lasten_per_inwoner"
_NO_EXAMPLE = "No accounts are loaded in this build, so no figure of a group can be made.\n"
_AGAIN = """The figure of a group is a ratio of sums over the members whose figure may be compared, without the gemeente
itself; never a mean of ratios. Lasten per inwoner in {period} of the group of {name}, as its page shows it:

```python
import pandas as pd
figures, groups = pd.read_parquet("figures.parquet"), pd.read_parquet("groups.parquet")
members = groups.query("region_code == '{code}' and kind == '{kind}'")["member_code"]
rows = figures.query("indicator == '{indicator}' and period == '{period}' and reason == '' and region_code in @members")
print(rows["numerator"].sum() / rows["denominator"].sum())
```
"""
_README = """# Eigenwijzer: the figures as data

Every table stands here as CSV (UTF-8, comma, decimal point, empty for missing) and as Parquet; `datapackage.json`
(Frictionless) describes the columns, keys, units and sources. Amounts are in euro and unrounded, percentages 0 to 100.

| table | what |
|---|---|
{listed}

## Open it

| in | one line |
|---|---|
| pandas | `figures = pandas.read_parquet("figures.parquet")` |
| R | `figures <- read.csv("figures.csv", na.strings = "")` |
| R with arrow | `figures <- arrow::read_parquet("figures.parquet")` |
| DuckDB | `SELECT * FROM 'figures.parquet'` |
| Excel | `= Csv.Document(File.Contents("C:\\figures.csv"), [Delimiter = ",", Encoding = 65001])` (Power Query) |

In Parquet a text that is missing is empty; in `figures` an empty `reason` means that the figure may be compared.

## Make the figure of a group again

{again}
## Cite it

{citation}

Figures of CBS: CC BY 4.0. The report: Verwey-Jonker Instituut (2021); its printed cells are quoted to check them.
"""
