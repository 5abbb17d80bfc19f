"""Two replicas behind the nginx of `deploy/nginx.conf`: nobody notices that there are two, nor that one goes.

Skipped, with a message, where nginx is not installed (Debian: apt-get install nginx-light). With figures loaded and 200
sessions it is `tests/bench/replicas.py`.
"""

import asyncio
import errno
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import streamlit as st
from websockets.exceptions import ConnectionClosed

from loaders import store
from loaders.build import derived, make
from loaders.files import own_groups, own_notes, shipped
from tests.browser.conftest import ROOT
from tests.feed import small
from tests.support import snapshots
from tests.support.apart import run_apart
from tests.support.replicas import SITE, Replicas, can_mount, nginx_path
from tests.support.wire import Visitor

COOKIE = "eigenwijzer_replica"
FILE = re.compile(r"/bestand/[0-9a-f]+\.csv")
OLD, NEW = "20250301T120000Z", "20260301T120000Z"
# Ten notes and ten groups, one by one, by somebody named in the second argument.
WRITES = """
import sys
from datetime import date
from pathlib import Path
from loaders import store
from loaders.build import derived
from loaders.files import own_groups, own_notes, shipped
from metrics.notes import FigureNote
from metrics.records import ReferenceGroup
data, who = Path(sys.argv[1]), sys.argv[2]
names = derived.build_of(store.open_store(data), shipped.records()).names
for number in range(10):
    code = f"{who}{number}"
    own_notes.add(data, FigureNote(
        code, "GM0150", "lasten_per_inwoner", "2019", "verklaring", "beleid", date(2026, 3, 3), f"gezegd door {code}"
    ))
    own_groups.save(data, ReferenceGroup(
        code=code, members=("GM0193", "GM0200"), kind="own", source="", name=f"Groep {code}", reason="r", author="a"
    ), names)
"""


@pytest.fixture(scope="module")
def replicas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicas]:
    """Two replicas on a folder with one table, the second one read-only where this machine lets us."""
    if nginx_path() is None:
        pytest.skip("nginx is not installed: nothing is tried with two replicas")
    folder = tmp_path_factory.mktemp("replicas")
    snapshots.write(folder / "data", "natura", small.natura(8.0), stamp=OLD)
    make.ensure_build(folder / "data")
    with Replicas(folder / "data", folder / "run", read_only=can_mount()) as made:
        yield made


def of(visitor: Visitor) -> str:
    """Return with which replica a visitor is."""
    return visitor.cookies[COOKIE].value


async def arrived(replicas: Replicas, name: str) -> Visitor:
    """Return a visitor, new, who came out at a replica by chance; nginx may pass over it for five seconds more."""
    for _ in range(100):
        visitor = Visitor(replicas.url)
        assert (await visitor.fetch("/")).status == 200
        if of(visitor) == name:
            return visitor
        await asyncio.sleep(0.1)
    raise AssertionError(f"a hundred visitors in a row came out at another replica than {name}")


def test_visitors_of_one_address_are_spread_and_each_stays(replicas: Replicas) -> None:
    async def visits() -> None:
        visitors = [Visitor(replicas.url) for _ in range(24)]
        for visitor in visitors:
            await visitor.fetch("/kosten?g=GM0150")
        told = [of(visitor) for visitor in visitors]
        assert set(told) == {"a", "b"}
        for visitor in visitors:
            await visitor.__aenter__()
            await visitor.fetch("/gebruik")
        assert [of(visitor) for visitor in visitors] == told
        for _ in range(100):  # connections of pages that were fetched close a little later
            there = {name: replicas.sessions_n(name) for name in "ab"}
            if there == Counter(told):
                break
            await asyncio.sleep(0.05)
        assert there == Counter(told), "sessions are where the cookies say"
        for visitor in visitors:
            await visitor.__aexit__(None, None, None)

    run_apart(visits())


def test_what_other_sites_read_gets_no_cookie_and_only_our_name_is_answered(replicas: Replicas) -> None:
    async def asks() -> None:
        visitor = Visitor(replicas.url)
        assert (await visitor.fetch("/cijfers.csv?region=GM0150")).status == 200
        assert not visitor.cookies
        for host, status in ((SITE, 200), ("elders.example", 400)):
            assert (await visitor.fetch("/", host=host)).status == status

    run_apart(asks())


def test_scripts_of_streamlit_come_compressed_and_replicas_are_asked_for_them_once(
    replicas: Replicas,
) -> None:
    shipped = max((Path(st.__file__).parent / "static" / "static" / "js").glob("PlotlyChart.*.js"))
    kept = replicas.folder / "scripts"
    before = len(list(kept.iterdir()))
    for _ in range(3):
        answer = requests.get(f"{replicas.url}/static/js/{shipped.name}", stream=True, timeout=30)
        assert answer.status_code == 200 and answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"], "the browser keeps it too"
        assert answer.raw.read(amt=shipped.stat().st_size, decode_content=True) == shipped.read_bytes()
        assert answer.raw.tell() < shipped.stat().st_size / 3
        assert len(list(kept.iterdir())) == before + 1
    missing = requests.get(f"{replicas.url}/static/js/PlotlyChart.0.js", timeout=30)
    assert missing.status_code == 404 and len(list(kept.iterdir())) == before + 1


def test_a_file_address_works_at_either_replica(replicas: Replicas) -> None:
    async def asks() -> None:
        async with await arrived(replicas, "a") as first, await arrived(replicas, "b") as second:
            run = await first.open("kosten", {"g": "GM0193"})
            (file, *_) = FILE.findall(" ".join(run.html))
            there = await first.fetch(file)
            assert there.status == 200 and there.body.count(b"\n") > 2
            assert await second.fetch(file) == there, "shown by the other replica alone: asked there"
            assert of(second) == "b"
            same = await second.open("kosten", {"g": "GM0193"})
            assert file in " ".join(same.html), "the same content has the same address"
            assert (await second.fetch("/bestand/0123456789abcdef01234567.csv")).status == 404

    run_apart(asks())


def test_both_replicas_write_own_groups_and_notes_at_once_and_show_each_others(replicas: Replicas) -> None:
    names = derived.build_of(store.open_store(replicas.data), shipped.records()).names
    busy = [
        subprocess.Popen(
            [*replicas.place(name), sys.executable, "-c", WRITES, str(replicas.data), f"wie{name}"], cwd=ROOT
        )
        for name in "ab"
    ]
    assert [each.wait(60) for each in busy] == [0, 0]
    expected = {f"wie{name}{number}" for name in "ab" for number in range(10)}
    notes, groups = own_notes.read(replicas.data), own_groups.read(replicas.data, names)
    assert not notes.problems and {each.code for each in notes.notes} == expected
    assert not groups.problems and {each.code for each in groups.groups} == expected

    async def look() -> None:
        for name in "ab":
            async with await arrived(replicas, name) as visitor:
                html = " ".join((await visitor.open("gemeente", {"g": "GM0150"})).html)
                assert all(f"gezegd door {code}" in html for code in expected), name
                query = {"g": "GM0150", "groep": "saved", "naam": "wieb3"}
                run = await visitor.open("referentiegroep", query)
                offered = {each for options in run.options.values() for each in options}
                assert {f"Groep {code}" for code in expected} <= offered, name

    run_apart(look())


def test_a_replica_that_may_not_write_does_not(replicas: Replicas) -> None:
    if not replicas.read_only:
        pytest.skip("this machine lets us make no mounts: both replicas may write")
    seen = Path(f"/proc/{replicas.processes['b'].pid}/root") / replicas.data.relative_to("/")
    with pytest.raises(OSError) as refused:
        (seen / "proef").write_text("x")
    assert refused.value.errno == errno.EROFS
    assert "cannot" not in replicas.log("b") and "Traceback" not in replicas.log("b")
    assert "GET /" not in replicas.log("a") + replicas.log("b"), "who asked for what stands in no log"


def test_a_refresh_is_picked_up_by_both_without_a_restart(replicas: Replicas) -> None:
    async def figure(name: str) -> str:
        direct = Visitor(f"http://127.0.0.1:{replicas.ports[name]}")
        answer = await direct.fetch("/cijfers.csv?indicator=natura_jeugdhulp&region=GM9001&period=2020")
        return answer.body.decode()

    async def looks() -> None:
        async with await arrived(replicas, "a") as first, await arrived(replicas, "b") as second:
            await first.open("bronnen", {})
            await second.open("bronnen", {})
            for name in "ab":
                assert ",8.3," in await figure(name)
            snapshots.write(replicas.data, "natura", small.natura(6.2), stamp=NEW)
            made = make.build(replicas.data)
            for visitor, name in ((first, "a"), (second, "b")):
                run = await visitor.open("bronnen", {})
                assert "1 maart 2026" in " ".join(run.html), (
                    "the session that was there goes on with the new figures"
                )
                assert ",6.5," in await figure(name)
            assert made.build_id == make.ensure_build(replicas.data), "nobody made another one"

    run_apart(looks())


def test_one_replica_dies_and_comes_back_and_then_the_other(replicas: Replicas) -> None:
    """The second goes as soon as the first is back: nginx may still leave that one alone."""

    async def goes_on(name: str, other: str) -> None:
        visitor = await arrived(replicas, name)
        async with visitor:
            run = await visitor.open("kosten", {"g": "GM0150"})
            run = await visitor.choose(run, "Gemeente", "Zwolle")
            (file, *_) = FILE.findall(" ".join(run.html))
            replicas.kill(name)
            for _ in range(6):  # who is new does not notice
                assert (await Visitor(replicas.url).fetch("/kosten")).status == 200
                assert (await Visitor(replicas.url).fetch("/cijfers.csv?region=GM0150")).status == 200
                async with Visitor(replicas.url) as new:
                    assert "Zutphen" in (await new.open("kosten", {"g": "GM0301"})).heading()
            with pytest.raises(ConnectionClosed):
                await visitor.choose(run, "Gemeente", "Utrecht")
            run = await visitor.again()
            assert "Utrecht" in run.heading(), "the choice that got lost in between counts"
            assert of(visitor) == other
            run = await visitor.choose(run, "Gemeente", "Zwolle")
            assert file in " ".join(run.html)
            assert (await visitor.fetch(file)).status == 200
            unknown = await visitor.fetch("/bestand/0123456789abcdef01234567.csv")
            assert unknown.status == 404 and "Ververs de pagina" in unknown.body.decode()
            replicas.back(name)
            await visitor.choose(run, "Gemeente", "Utrecht")
            assert of(visitor) == other, "who went to the other stays there"

    async def both_go() -> None:
        await goes_on("a", "b")
        await goes_on("b", "a")
        async with asyncio.timeout(30):  # and new visitors come to either again
            await arrived(replicas, "a")
            await arrived(replicas, "b")

    run_apart(both_go())
