"""However it is started, the server has no browser send statistics of use, and answers its own names alone."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.load import start
from tests.browser.conftest import Server, free_port
from tests.support.apart import run_apart
from tests.support.wire import Run, Visitor


@pytest.fixture(scope="module", params=["streamlit run", "uvicorn from another folder"])
def url(request: pytest.FixtureRequest, server: Server, report_copy_of_module: Path) -> Iterator[str]:
    if request.param == "streamlit run":
        yield server.url
        return
    port = free_port()
    process = start(report_copy_of_module, port, uvicorn=True)
    yield f"http://localhost:{port}"
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def report_copy_of_module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elsewhere") / "data"
    folder.mkdir()
    return folder


def test_no_statistics_of_use_are_sent(url: str) -> None:
    async def visit() -> Run:
        async with Visitor(url) as visitor:
            return await visitor.open("begrippen", {})

    run = run_apart(visit())
    assert run.heading() == "Begrippen en leeswijzer" and run.tells_streamlit is False


def test_another_name_is_refused(url: str) -> None:
    asked = urllib.request.Request(f"{url}/kosten", headers={"Host": "elders.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=30)
    assert refused.value.code == 400
    with urllib.request.urlopen(f"{url}/kosten", timeout=30) as answer:
        assert answer.status == 200
