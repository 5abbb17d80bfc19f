"""Figures of made-up facts are computed with texts as Python objects, as a build computes them (loaders.build.make)."""

from collections.abc import Iterator

import pandas as pd
import pytest

_READ = {
    "cbs_facts",
    "cbs_build",
    "cbs_data",
    "report_facts",
    "report_data",
}  # Arrow texts, out of a build on disk


@pytest.fixture(autouse=True)
def _texts_as_in_a_build(request: pytest.FixtureRequest) -> Iterator[None]:
    """A quarter of the CPU of a step over a handful of rows. Facts that were read from a build keep their Arrow texts,
    as pages have them."""
    if _READ & set(request.fixturenames):
        yield
        return
    with pd.option_context("mode.string_storage", "python"):
        yield
