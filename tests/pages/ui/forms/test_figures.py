"""The gemeente's own figures beside a form: what each is called in a list."""

import pytest

from metrics.build import Build
from pages.ui.forms import figures


@pytest.mark.shared
def test_growth_says_from_which_year_it_is_counted(cbs_build: Build) -> None:
    found = figures.of(cbs_build, "GM0150")
    assert found["groei_lasten_per_inwoner"].label.endswith(", rekening 2022-2023")
    assert found["lasten_per_inwoner"].label.endswith(", 2023")
