"""The README's section on a first refresh behind a firewall, followed as it stands: a proxy, TLS with a certificate
that nobody knows, the doctor, and a refresh. What goes well in the end runs in processes of its own, as a reader would
run it; what is refused before that takes the same way from the command line on, in this process.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.__main__ import main as loaders
from loaders.doctor.run import V4
from loaders.feed.boundaries import SECOND_ADDRESS
from loaders.feed.cbs import HOSTS
from loaders.files import register
from tests.feed.small import natura
from tests.feed_server import FeedServer
from tests.loaders.feed.raw_server import RawServer, certificate, whole

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("## A first refresh behind the firewall of a gemeente\n")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"```sh\n(.*?)```", SECTION, re.DOTALL)
TABLE = "82972NED"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("certificate"))


def exports(block: str, **instead: str) -> dict[str, str]:
    """What a block of exports sets, with our own values for some."""
    found = dict(line.split()[1].split("=", 1) for line in block.split("\n") if line.strip())
    assert instead.keys() <= found.keys()
    return found | instead


def asked(command: str, *more: str) -> list[str]:
    """Return what a command of the README asks Python: without the name of the interpreter."""
    words = shlex.split(command)
    assert words[:6] == ["python3", "-m", "uv", "run", "python", "-m"]
    return [*words[6:], *more]


def is_of_network(name: str) -> bool:
    """Say whether a variable is a proxy or a certificate: no other than those of the README count."""
    return bool(re.search("(?i)proxy|ca_bundle|cert_file", name))


def run(command: str, environment: dict[str, str], *more: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the README with this environment and no other proxy or certificate."""
    clean = {name: text for name, text in os.environ.items() if not is_of_network(name)}
    return subprocess.run(
        [sys.executable, "-m", *asked(command, *more)],
        cwd=ROOT, env=clean | environment | {"EIGENWIJZER_WAIT": "0.01"}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


Refused = Callable[..., tuple[int, str]]


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str]) -> Refused:
    """Run a command of the README as `run` does, in this process; give its exit code and what it printed."""

    def refused(command: str, environment: dict[str, str], *more: str) -> tuple[int, str]:
        module, *words = asked(command, *more)
        assert module == "loaders"
        with pytest.MonkeyPatch.context() as patch:
            for name in filter(is_of_network, list(os.environ)):
                patch.delenv(name)
            for name, text in (environment | {"EIGENWIJZER_WAIT": "0.01"}).items():
                patch.setenv(name, text)
            capsys.readouterr()
            return loaders(words), capsys.readouterr().out

    return refused


def test_the_section_names_every_host_that_is_asked() -> None:
    asked = {
        *HOSTS.values(),
        V4,
        SECOND_ADDRESS,
        *(one.url for one in register.sources() if one.catalog == "PDOK"),
    }
    hosts = {each.split("/")[2] for each in asked}
    assert set(re.findall(r"`([\w.]+\.nl)`", SECTION)) == hosts


def test_followed_step_by_step_it_ends_in_a_refresh(
    signed: tuple[Path, Path], tmp_path: Path, here: Refused
) -> None:
    proxy_block, bundle_block, doctor = BLOCKS
    refresh = re.findall(r"`(python3 -m uv run python -m loaders refresh)`", SECTION)[0]
    with FeedServer([natura()], https=signed) as feed, RawServer(lambda _: []) as proxy:
        ours = ("--feed", feed.url, "--only", TABLE)
        variables = exports(proxy_block, HTTPS_PROXY=proxy.url, NO_PROXY="localhost")
        code, before = here(doctor, variables, *ours)
        assert code == 3
        assert "set REQUESTS_CA_BUNDLE to the PEM file" in before
        code, told = here(refresh, variables, *ours, "--data", str(tmp_path))
        assert code == 3
        assert "certificate: self-signed certificate" in told
        assert not feed.requests
        variables |= exports(bundle_block, REQUESTS_CA_BUNDLE=str(signed[0]))
        after = run(doctor, variables, *ours)
        assert after.returncode == 0, after.stdout
        assert "and its certificate is trusted" in after.stdout
        assert f"http: {proxy.url}" not in after.stdout
        assert f"https: {proxy.url}" in after.stdout
        loaded = run(refresh, variables, *ours, "--data", str(tmp_path))
        assert loaded.returncode == 0, loaded.stdout
        assert "1404 rows" in loaded.stdout
        assert all(line.startswith(f"CONNECT {feed.url.removeprefix('https://')} ") for line in proxy.asked)


def test_a_proxy_that_asks_for_a_name_says_so_in_the_words_of_the_section(here: Refused) -> None:
    with RawServer(
        lambda _: whole(b"<html></html>", "text/html", "407 Proxy Authentication Required")
    ) as proxy:
        variables = exports(BLOCKS[0], HTTPS_PROXY=proxy.url)
        code, told = here(BLOCKS[2], variables, "--feed", "https://opendata.invalid", "--only", TABLE)
    assert code == 3
    assert "the proxy asks for a name" in told
    assert "ask who runs your proxy or firewall" in told


@pytest.mark.parametrize("words", re.findall(r"^\| \*(.*?)\* \|", SECTION, re.MULTILINE))
def test_the_words_of_the_section_are_those_of_the_screen(words: str) -> None:
    said = (ROOT / "loaders" / "outages.py").read_text(encoding="utf-8")
    said += (ROOT / "loaders" / "errors.py").read_text(encoding="utf-8")
    for part in (each.strip() for each in words.split("...")):
        assert part in said
