"""Answers that were made to do harm, over HTTP: what was there stays, the reason is told, the rest goes on, it heals.

Each of these once gave a traceback, a wrong reason, wrong figures or no end.
"""

import gzip
import hashlib
import itertools
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.feed.small import natura, population
from tests.feed.trial import fetched, figures, in_use, leftovers, rows_of, trial
from tests.feed_server import FeedServer
from tests.loaders.feed.raw_server import RawServer, whole

TABLE, PEOPLE = "82972NED", "70072ned"
SHARE = "JongerenMetJeugdhulpInNatura_1"
SHARES = {9.0, 9.1, 9.2, 9.3}  # of natura(first=9.0), a period each
ROWS, REGIONS, INFOS, COLUMNS = r"/TypedDataSet\?", "/RegioS", "/TableInfos", "/DataProperties"
Attack = Callable[[bytes], Iterable[bytes | float]]

CHANGED = "Het CBS gaf een ander antwoord dan verwacht bij 82972NED"
FAILING = "heeft een storing. Probeer het later opnieuw."
NO_NUMBER = f"In kolom {SHARE} staat 'geheim' waar een getal hoort. Meld dit aan uw beheerder."


def page(**changes: object) -> Attack:
    """The page with other entries at its top."""
    return lambda body: whole(json.dumps({**json.loads(body), **changes}).encode())


def each(change: Callable[[dict[str, Any]], object], first: int = 10_000) -> Attack:
    """The page with its first records changed."""

    def answer(body: bytes) -> Iterable[bytes | float]:
        found = json.loads(body)
        for one in found["value"][:first]:
            change(one)
        return whole(json.dumps(found).encode())

    return answer


def body(change: Callable[[bytes], bytes], status: str = "200 OK", more: str = "") -> Attack:
    """The page with its bytes changed."""
    return lambda found: whole(change(found), status=status, more=more)


def ever_new(_: bytes) -> Iterable[bytes | float]:
    link = f"/ODataFeed/odata/{TABLE}/TypedDataSet?page={next(NUMBERS)}"
    return whole(json.dumps({"value": [], "odata.nextLink": link}).encode())


def twice(found: bytes) -> bytes:
    return gzip.compress(gzip.compress(found))


KEY = f'"{SHARE}":'.encode()
NUMBERS = itertools.count()
DEEP: Any = None
for _ in range(400):
    DEEP = [DEEP]

REFUSED: dict[str, tuple[str, Attack, str]] = {
    "ever new empty pages": (ROWS, ever_new, "82972NED kwam niet volledig binnen."),
    "packed twice": (ROWS, body(twice, more="Content-Encoding: gzip, gzip\r\n"), CHANGED),
    "packed as br": (ROWS, body(lambda b: b, more="Content-Encoding: br\r\n"), CHANGED),
    "link to nothing": (ROWS, page(**{"odata.nextLink": "@host/x"}), CHANGED),
    "link of metadata to nothing": (REGIONS, page(**{"odata.nextLink": "http://elsewhere.invalid/x"}), CHANGED),
    "link that is a list": (ROWS, page(**{"odata.nextLink": ["/x"]}), CHANGED),
    "link without an end": (ROWS, page(**{"odata.nextLink": "/x?" + "a" * 5_000}), CHANGED),
    "dimension that is a path": (COLUMNS, each(lambda one: one.update(Key="../../etc/passwd"), 1), CHANGED),
    "title that is a list": (INFOS, each(lambda one: one.update(Title=["x"])), CHANGED),
    "metadata of another table": (INFOS, each(lambda one: one.update(Identifier="85098NED")), CHANGED),
    "metadata nested deep": (INFOS, each(lambda one: one.update(Summary=DEEP)), CHANGED),
    "figures that are huge": (ROWS, each(lambda one: one.update({SHARE: 1e308})), "buiten 0 tot 100"),
    "whole numbers that are huge": (ROWS, each(lambda one: one.update({SHARE: 10**30})), "buiten 0 tot 100"),
    "yes and no for figures": (ROWS, each(lambda one: one.update({SHARE: True})), CHANGED),
    "one figure that is none": (ROWS, each(lambda one: one.update({SHARE: "NaN"}), 1), "Een cijfer is geen getal"),
    "one figure without end": (ROWS, each(lambda one: one.update({SHARE: "inf"}), 1), "Een cijfer is geen getal"),
    "one figure that is a word": (ROWS, each(lambda one: one.update({SHARE: "geheim"}), 1), NO_NUMBER),
    "no content": (ROWS, body(lambda _: b"", "204 No Content"), FAILING),
    "nothing new, it says": (REGIONS, body(lambda _: b"", "304 Not Modified"), FAILING),
    "an error with status 200": (ROWS, body(lambda _: b'{"odata.error": {"message": {"value": "Storing"}}}'), FAILING),
    "gone": (INFOS, body(lambda _: b"", "410 Gone"), "Vervallen: 82972NED staat niet bij de bron."),
}  # fmt: skip
TAKEN: dict[str, tuple[str, Attack]] = {
    "a mark before UTF-8 in rows": (ROWS, body(lambda b: b"\xef\xbb\xbf" + b)),
    "a mark before UTF-8 in metadata": (REGIONS, body(lambda b: b"\xef\xbb\xbf" + b)),
    "numbers of rows that are huge": (ROWS, each(lambda one: one.update(ID=one["ID"] + 10**20))),
    "figures as texts": (ROWS, each(lambda one: one.update({SHARE: str(one[SHARE])}))),
    "keys of JSON twice": (ROWS, body(lambda b: b.replace(KEY, KEY + b" 1, " + KEY))),
}  # fmt: skip


class Before(RawServer):
    """Stands before a feed and answers what is asked of the table in its own way."""

    def __init__(self, feed: FeedServer, where: str, attack: Attack) -> None:
        self.feed, self.where, self.attack = feed, re.compile(f"/{TABLE}{where}"), attack
        super().__init__(self._answered)

    def _answered(self, request: bytes) -> Iterable[bytes | float]:
        path = request.split(b" ")[1].decode("latin-1")
        try:
            with urllib.request.urlopen(self.feed.url + path) as found:
                came = found.read()
        except urllib.error.HTTPError as error:
            return whole(b"", status=f"{error.code} x")
        return self.attack(came) if self.where.search(path) else whole(came)


# Of each place one, while another table comes in.
BESIDE = ("ever new empty pages", "metadata of another table", "figures that are huge", "gone")


def _there(data_dir: Path) -> dict[str, str]:
    """Every file of the snapshots by its hash, and the build that is pointed at."""
    files = [path for path in (data_dir / "snapshots").rglob("*") if path.is_file()]
    hashes = {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return {**hashes, "in use": " ".join(in_use(data_dir))}


@pytest.mark.parametrize("name", list(REFUSED))
@pytest.mark.usefixtures("bare")
def test_what_cannot_be_used_leaves_what_was_there_and_the_next_refresh_heals(
    loaded: Path, name: str
) -> None:
    where, attack, told = REFUSED[name]
    was = _there(loaded)
    with FeedServer([natura(first=9.0)], page_size=130) as feed:
        with Before(feed, where, attack) as before:
            outcome = trial(loaded, before, TABLE)
        (said,) = outcome.results
        assert outcome.exit_code == 3
        assert said.result in ("kept", "gone")
        assert told in said.message_nl
        assert "We gebruiken de cijfers van" in said.message_nl
        now = _there(loaded)  # beside it stands which snapshots were looked at, and what they said
        assert {path for path in was if was[path] != now.get(path)} <= {
            str(loaded / "snapshots" / TABLE / "checked.txt")
        }
        left = leftovers(loaded)
        assert left in ([], [f"snapshots/{TABLE}/.partial"])
        if {path: now[path] for path in now if "/.partial/" not in path} == was:
            if left:  # the next download finds it; else it is as if it had not been asked
                assert fetched(loaded, feed, TABLE) == [("new", 1404)]
                assert {row[SHARE] for row in rows_of(loaded, TABLE)} == SHARES
                assert leftovers(loaded) == []
            return
        assert trial(loaded, feed, TABLE).exit_code == 0
    assert figures(loaded, "natura_jeugdhulp_pct")["NL01", "2019H1"] == 9.0


@pytest.mark.parametrize("name", BESIDE)
@pytest.mark.usefixtures("bare")
def test_the_rest_goes_on_and_the_next_download_heals(loaded: Path, name: str) -> None:
    where, attack, _ = REFUSED[name]
    with FeedServer([natura(first=9.0), population(41_000)], page_size=130) as feed:
        with Before(feed, where, attack) as before:
            assert trial(loaded, before, TABLE, PEOPLE).exit_code == 3
        assert figures(loaded, "natura_jeugdhulp_pct")["NL01", "2019H1"] == 8.0
        assert figures(loaded, "inwoners_n")["GM9001", "2020"] == 41_000
        assert fetched(loaded, feed, TABLE) == [("new", 1404)]
    assert {row[SHARE] for row in rows_of(loaded, TABLE)} == SHARES


@pytest.mark.parametrize("name", list(TAKEN))
@pytest.mark.usefixtures("bare")
def test_what_is_odd_and_right_is_taken(loaded: Path, name: str) -> None:
    where, attack = TAKEN[name]
    before_it = in_use(loaded)
    with FeedServer([natura(first=9.0)], page_size=130) as feed, Before(feed, where, attack) as before:
        assert trial(loaded, before, TABLE).exit_code == 0
    assert in_use(loaded) != before_it
    shares = figures(loaded, "natura_jeugdhulp_pct")
    assert len(shares) == 1404
    assert shares["NL01", "2019H1"] == 9.0


def test_headers_that_are_none_print_nothing_of_a_library(
    loaded: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def answer(found: bytes) -> Iterable[bytes | float]:
        return [b"HTTP/1.1 200 OK\r\nno colon\r\nConnection: close\r\n\r\n" + found]

    with FeedServer([natura(first=9.0)]) as feed, Before(feed, ROWS, answer) as before:
        trial(loaded, before, TABLE)
    assert [record for record in caplog.records if record.name.startswith("urllib3")] == []
