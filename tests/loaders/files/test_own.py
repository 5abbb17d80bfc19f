"""The analyst's own figures: kept as they were saved."""

from pathlib import Path

from loaders.files import own


def test_figures_are_kept_as_they_were_saved_and_replaced_as_a_whole(tmp_path: Path) -> None:
    assert own.figures(tmp_path) is None
    own.save_figures(tmp_path, "gemeente;jaar\n")
    path = own.save_figures(tmp_path, "gemeente;jaar\nGM0150;2024\n")
    assert path.name == "eigen_cijfers.csv"
    assert own.figures(tmp_path) == b"gemeente;jaar\nGM0150;2024\n"
    assert [each.name for each in path.parent.iterdir()] == ["eigen_cijfers.csv"]
