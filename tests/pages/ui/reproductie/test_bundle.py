"""The evidence bundle: redone outside the product with DuckDB alone, and the calculation texts against pandas."""

import csv
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from loaders.files import shipped
from metrics.build import Build
from metrics.facts import SOURCES, Facts
from metrics.report import claims
from metrics.report.audit import Audit, run
from metrics.report.claims import Judgement
from pages.ui.reproductie import bundle, calculations, view
from tests.metrics.report.audit_support import OLD1, OLD2, A, B, costs, make, people, printed, records

# What a researcher types, in a Python that knows nothing of this project (-I: no paths but its own).
BARE = "import duckdb; print(duckdb.connect().execute(open('rerun.sql', encoding='utf-8').read()).fetchall())"


@dataclass(frozen=True)
class Made:
    """Facts with the audit and the statements that go into their bundle; computed once for all tests."""

    build: Build
    found: Audit
    judged: tuple[Judgement, ...]

    @property
    def facts(self) -> Facts:
        return self.build.facts

    @classmethod
    def of(cls, build: Build) -> "Made":
        return cls(build, run.audit(build), claims.judge_all(build))

    @classmethod
    def by_hand(cls, facts: Facts) -> "Made":
        """With the records that ship, but the taakvelden of the report's years and no regional leads."""
        return cls.of(Build(facts, replace(shipped.records(), leads=(), taakvelden=records().taakvelden)))

    @property
    def evidence(self) -> bytes:
        return bundle.evidence(self.facts, self.found, self.judged)


def unpacked(made: Made, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(made.evidence)) as archive:
        archive.extractall(folder)
    return folder / bundle.folder(made.facts.data_version)


def rerun(folder: Path) -> tuple[int, int, int, int]:
    done = subprocess.run(
        [sys.executable, "-I", "-c", BARE],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": ""},
    )
    counts = done.stdout.strip().strip("[]()").split(", ")
    return int(counts[0]), int(counts[1]), int(counts[2]), int(counts[3])


@pytest.fixture(scope="module")
def by_hand() -> Made:
    """Made-up figures of every kind: merged gemeenten, a class, Nederland, users, percentages, both deciles."""
    merged = make.mergers([("2019-01-01", OLD1, A, "merger"), ("2019-01-01", OLD2, A, "merger")])
    rows = [
        (2, A, "inwoner", 366),
        (2, A, "index", 150),
        (2, A, "jongere", 36_600),
        (2, A, "ses", 5),
        (2, A, "arm", 5),
    ]
    rows += [(3, A, "pct2017", 6.4), (3, A, "pct2020", 5.9), (3, A, "gebruik", 92), (2, B, "inwoner", 111)]
    rows += [(2, "NL01", name, 100) for name in ("inwoner", "index", "jongere")]
    rows += [(2, "SIZE:300000-2000000", name, 100) for name in ("inwoner", "index")]
    observed = [*people(A), *people(B, 321_987), *people(OLD1, 400_000)[:1], *people(OLD2, 500_000)[:1]]
    observed = [row for row in observed if row[:3] != ("inwoners_n", A, "2017")]
    use = [
        ("jh_121_pct", OLD1, "2017H1", 4.0), ("jh_121_pct", OLD2, "2017H1", 8.0), ("jh_121_pct", A, "2020H1", 5.9),
        ("jh_121_pct", A, "2017H1", None), ("jh_121_n", OLD1, "2017H1", 80), ("jh_121_n", OLD2, "2017H1", 230),
        ("jz_totaal_n", OLD1, "2017H1", 100), ("jz_totaal_n", OLD2, "2017H1", 300), ("jz_totaal_n", A, "2019", 10_000),
        ("jz_totaal_n", "NL01", "2019", 15_000), ("jz_totaal_n", B, "2019", 5_000),
    ]  # fmt: skip
    incomes = [
        ("mediaan_inkomen_zonder_studenten_eur", f"GM{n:04d}", "2019", 100.0 * (n // 3)) for n in range(1, 31)
    ]
    shares = [("kinderen_laag_inkomen_1jr_pct", f"GM{n:04d}", "2019", 0.1 * (n % 7)) for n in range(1, 31)]
    amounts = [row for row in costs(A) if row[1] == 2019]
    amounts += [row for row in costs(OLD1, base=(90_111, 12_345)) if row[1] == 2017]
    amounts += [row for row in costs(OLD2, base=(80_222, 23_456)) if row[1] == 2017]
    amounts += costs(B, (35_000, 777), (31_000, 555))
    left_out = printed([(4, B, "inwoner", 1)]).assign(printed="-", value=float("nan"), status="missing")
    facts = make.facts(
        report_cells=pd.concat([printed(rows), left_out]),
        finance=make.finance(amounts),
        observations=pd.concat(
            [
                make.observations(observed, source="70072ned"),
                make.observations(use, source="84134NED"),
                make.observations(incomes, source="84866NED"),
                make.observations(shares, source="84868NED"),
            ]
        ),
        mergers=merged,
        regions=make.regions([A, B]).assign(first_year=[2019, None]),
        sources=make.sources([("84866NED", 2020), ("84868NED", 2020)]).reindex(columns=SOURCES),
    )
    return Made.by_hand(facts)


@pytest.fixture(scope="module")
def report(report_build: Build) -> Made:
    return Made.of(report_build)


@pytest.fixture(scope="module")
def cbs(cbs_build: Build) -> Made:
    return Made.of(cbs_build)


def test_made_up_figures_come_back_the_same_in_a_bare_duckdb(by_hand: Made, tmp_path: Path) -> None:
    folder = unpacked(by_hand, tmp_path)
    figures_n, equal_n, other_n, made_n = rerun(folder)
    assert (figures_n, other_n) == (14, 0)
    assert equal_n == figures_n
    assert made_n == by_hand.found.cells.drop_duplicates("figure_id")["recomputed"].notna().sum() == 14


def test_a_changed_input_is_noticed_by_the_rerun(by_hand: Made, tmp_path: Path) -> None:
    folder = unpacked(by_hand, tmp_path)
    amounts = folder / "data" / "finance_total.csv"
    amounts.write_text(amounts.read_text().replace("312000000.0", "312000001.0"))
    assert rerun(folder)[2] > 0


def test_with_the_report_alone_every_calculation_runs_and_gives_nothing(report: Made, tmp_path: Path) -> None:
    assert rerun(unpacked(report, tmp_path)) == (248, 248, 0, 0)


@pytest.mark.shared
def test_the_audit_on_real_figures_comes_back_the_same(cbs: Made, tmp_path: Path) -> None:
    """The calculation texts, in DuckDB, are the independent second computation of every figure."""
    figures_n, equal_n, other_n, made_n = rerun(unpacked(cbs, tmp_path))
    assert (figures_n, equal_n, other_n) == (248, 248, 0)
    assert made_n == 218
    redone = pd.read_csv(tmp_path / bundle.folder(cbs.facts.data_version) / "opnieuw.csv").set_index(
        "figure_id"
    )
    here = cbs.found.cells.drop_duplicates("figure_id").set_index("figure_id")["recomputed"]
    pd.testing.assert_series_equal(
        redone["recomputed"], here.reindex(redone.index).astype(float), check_names=False, rtol=1e-9
    )


def test_the_same_build_gives_the_same_bytes(by_hand: Made) -> None:
    assert by_hand.evidence == Made.by_hand(by_hand.facts).evidence


def test_the_sums_are_those_of_the_files(by_hand: Made, tmp_path: Path) -> None:
    folder = unpacked(by_hand, tmp_path)
    listed = dict(
        reversed(line.split("  ", 1))
        for line in (folder / "SHA256SUMS").read_text().splitlines()  # type: ignore[misc]
    )
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert set(listed) == files
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_what_the_bundle_says(report: Made, tmp_path: Path) -> None:
    folder = unpacked(report, tmp_path)
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert report.facts.data_version in readme
    assert "330 gedrukte cijfers (248 verschillende)" in readme
    assert "330 printed cells (248 distinct figures)" in readme
    assert "duckdb < rerun.sql" in readme
    with (folder / "cijfers.csv").open(encoding="utf-8-sig", newline="") as file:
        dutch = list(csv.DictReader(file, delimiter=";"))
    assert len(dutch) == 330
    assert dutch[0]["Gedrukt in het rapport"] == "2"
    cells = pd.read_csv(folder / "cells.csv")
    assert len(cells) == 330
    assert json.loads(cells.loc[0, "variables"])["regio"] == "GM0150"
    sources = pd.read_csv(folder / "sources.csv").set_index("source_id")
    assert list(sources.columns) == bundle.SOURCES[1:]
    assert set(report.facts.sources["source_id"]) >= set(sources.index) >= {"rapport", "84134NED", "45046NED"}


@pytest.mark.shared
def test_the_sources_carry_load_date_and_hash(cbs: Made, tmp_path: Path) -> None:
    folder = unpacked(cbs, tmp_path)
    sources = pd.read_csv(folder / "sources.csv").set_index("source_id")
    loaded = sources[sources["status"] == "loaded"]
    assert {"45038NED", "45046NED", "70072ned", "82972NED", "84134NED", "85342NED"} <= set(loaded.index)
    assert loaded["sha256"].str.fullmatch(r"[0-9a-f]{64}").all()
    assert loaded["retrieved"].str.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ").all()


def test_every_calculation_of_a_cell_is_a_text_that_runs_by_itself(by_hand: Made) -> None:
    """As copied from the page: variables first, then the text."""
    database = duckdb.connect()
    for name, frame in bundle.inputs(by_hand.facts).items():
        database.register(name, frame)
    cells = by_hand.found.cells.drop_duplicates("figure_id")
    assert set(cells["calculation"]) <= set(calculations.names())
    for row in cells.to_dict("records"):
        made = database.execute(calculations.query(row["calculation"], row["variables"])).df()
        assert made["recomputed"].iloc[0] == pytest.approx(row["recomputed"])


def test_a_variable_is_a_code_and_nothing_else() -> None:
    assert calculations.settings({"regio": "GM0150", "van_inwoners": 20_000, "zonder": "GM0307,GM0001"}) == [
        "SET VARIABLE regio = 'GM0150';",
        "SET VARIABLE van_inwoners = 20000;",
        "SET VARIABLE zonder = 'GM0307,GM0001';",
    ]
    for bad in ("GM'; DROP TABLE x", "GM 0150", "é"):
        with pytest.raises(ValueError, match="not a variable"):
            calculations.settings({"regio": bad})
    with pytest.raises(KeyError):
        calculations.text("../../pyproject")
    assert calculations.query("", {}) == ""


def test_a_source_that_calls_itself_a_reconstruction_is_named_on_the_page_in_the_csv_and_in_the_bundle(
    by_hand: Made, tmp_path: Path
) -> None:
    row = pd.DataFrame(
        [{"source_id": "84134NED", "title": "Kerncijfers", "kind": "youth_care", "sha256": "ab12"}]
    )
    row = row.assign(
        reconstruction="RECONSTRUCTED: from print",
        file="rows.parquet",
        retrieved=pd.Timestamp("2026-03-01 12:00"),
    )
    # with the same records: the figures, which do not follow from such a source, are not computed again
    facts = by_hand.facts.with_frames(sources=pd.concat([by_hand.facts.sources, row]))
    made = Made.of(Build(facts, by_hand.build.records))
    found = made.found
    assert view.reconstructed(by_hand.found) == ""
    assert "84134NED is volgens zijn eigen beschrijving een reconstructie." in view.reconstructed(found)
    rests = found.cells["source"].str.contains("84134NED")
    assert found.cells["reason"].str.endswith("een reconstructie.").equals(rests)
    folder = unpacked(made, tmp_path)
    for name in ("cijfers.csv", "README.md", "sources.csv"):
        assert "econstruct" in (folder / name).read_text(encoding="utf-8"), name
    assert (
        folder / "raw_rows.sha256"
    ).read_text() == "ab12  snapshots/84134NED/20260301T120000Z/rows.parquet\n"
    assert len(pd.read_csv(folder / "statements.csv")) == len(made.judged)
    assert set(pd.read_csv(folder / "statement_figures.csv")["claim"]) <= {
        each.claim.code for each in made.judged
    }
