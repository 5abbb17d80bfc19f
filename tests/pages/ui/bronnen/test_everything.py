"""Every figure in one file: the links on the page lead to the long table of the version on screen."""

import io
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pandas as pd

from metrics import __main__ as command
from metrics.tables.long import long_table
from pages.ui.bronnen import everything
from pages.ui.site import builds
from pages.ui.site.serving import figures
from tests.pages.conftest import Open, html


def test_the_links_give_every_figure_of_the_version_on_screen_as_the_command_does(
    open_report: Open, tmp_path: Path
) -> None:
    said = html(open_report("bronnen"))
    loaded = builds.current()
    found = dict.fromkeys(unescape(each) for each in re.findall(r'href="(/cijfers\.[^"]+)"', said))
    assert len(found) == 2
    for where in found:
        parts = urlsplit(where)
        asked = figures.asked(parts.path.rpartition(".")[2], parse_qsl(parts.query))
        assert asked.version == loaded.facts.data_version
        assert asked.choices == ((), (), ())
        file = figures.Tables().answer(asked)
        given = tmp_path / f"cijfers.{asked.kind}"
        assert command.main(["figures", "--format", asked.kind, "--output", str(given)]) == 0
        assert given.read_bytes() == file.body
        read = pd.read_parquet if asked.kind == "parquet" else pd.read_csv
        table = read(io.BytesIO(file.body))
        assert len(table) == len(long_table(loaded.build)) > 0
        assert file.version == loaded.facts.data_version


def test_while_a_first_refresh_is_under_way_there_is_no_version_to_name() -> None:
    assert re.findall(r'href="([^"]+)"', everything.links("")) == ["/cijfers.csv", "/cijfers.parquet"]
