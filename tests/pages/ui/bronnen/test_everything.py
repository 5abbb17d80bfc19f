"""Every figure in one file: made on request, once a build, and never holding a build in memory."""

import gc
import io

import pandas as pd
import pytest

from metrics.build import Build
from metrics.records import Records
from metrics.tables.long import long_table
from pages.ui.bronnen import everything
from pages.ui.site.builds import Loaded
from pages.ui.site.serving.files import Registry
from tests.metrics.tables import small


def _loaded(build: Build) -> Loaded:
    return Loaded(store=None, build=build)  # type: ignore[arg-type]  # the long table asks no store


def test_the_files_hold_every_figure_and_are_made_once(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded, registry = _loaded(small.build(records)), Registry()
    asked: list[Build] = []

    def counted(build: Build) -> pd.DataFrame:
        asked.append(build)
        return long_table(build)

    monkeypatch.setattr(everything, "long_table", counted)
    token = registry.token(everything.of_build(loaded), "eigenwijzer-alle-cijfers")
    assert asked == []
    assert registry.token(everything.of_build(loaded), "eigenwijzer-alle-cijfers") == token
    for _ in range(2):
        file = registry.file(token, "parquet")
        assert file is not None
        assert file.name == "eigenwijzer-alle-cijfers.parquet"
        assert len(pd.read_parquet(io.BytesIO(file.body))) == len(loaded.build.figures_with_report)
    assert len(asked) == 1
    csv = registry.file(token, "csv")
    assert csv is not None
    assert csv.body.startswith(b"indicator,region_code,")
    assert registry.file(token, "xlsx") is None


def test_a_build_that_went_is_not_kept_by_its_files(records: Records) -> None:
    loaded, registry = _loaded(small.build(records)), Registry()
    token = registry.token(everything.of_build(loaded), "alle")
    del loaded
    gc.collect()
    assert registry.file(token, "csv") is None
