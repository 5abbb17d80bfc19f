"""The analyst's own figures: kept as they were saved."""

from pathlib import Path

import pytest

from loaders.errors import DataFileError
from loaders.files import own


def test_figures_are_kept_as_they_were_saved_and_replaced_as_a_whole(tmp_path: Path) -> None:
    assert own.figures(tmp_path) is None
    own.save_figures(tmp_path, "gemeente;jaar\n")
    path = own.save_figures(tmp_path, "gemeente;jaar\nGM0150;2024\n")
    assert path.name == "eigen_cijfers.csv"
    assert own.figures(tmp_path) == b"gemeente;jaar\nGM0150;2024\n"
    assert [each.name for each in path.parent.iterdir()] == ["eigen_cijfers.csv"]


def test_a_place_that_cannot_be_used_is_said_and_nothing_half_stays(tmp_path: Path) -> None:
    (tmp_path / "own" / own.FIGURES).mkdir(parents=True)
    with pytest.raises(DataFileError, match="rights"):
        own.save_figures(tmp_path, "a")
    with pytest.raises(DataFileError, match="rights"):
        own.figures(tmp_path)
    assert [each.name for each in (tmp_path / "own").iterdir()] == [own.FIGURES]
