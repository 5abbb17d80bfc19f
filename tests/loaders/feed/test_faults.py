"""Faults of the feed, the disk and the machine: for each a clear message, the exit code of the design, and the
previous build in use, byte for byte.
"""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from loaders import __main__ as command
from loaders import progress, store
from loaders.errors import DiskFullError
from loaders.feed.asking import Options
from loaders.refresh import refresh
from loaders.snapshots import writing
from metrics import dutch
from tests.feed.small import natura, population
from tests.feed.trial import QUICK, fetched, figures, in_use, leftovers, rows_of, trial
from tests.feed_server import Fault, FeedServer
from tests.loaders.feed.raw_server import certificate

pytestmark = pytest.mark.usefixtures("quick")
ROOT = Path(__file__).resolve().parents[3]
TABLE = "82972NED"


@dataclass(frozen=True)
class Case:
    """A fault that stays, and what has to be said of it: English on the command line, Dutch on screen."""

    fault: Fault
    english: str
    dutch: str


def told(what: str, remedy: str) -> str:
    """The sentence for the table that is not fetched, and the one that says what to do (the port differs)."""
    return f"82972NED ophalen lukte niet: {what} {remedy}"


CHANGED = "Het CBS gaf een ander antwoord dan verwacht bij 82972NED"
REPORT = "Meld dit aan uw beheerder met deze regel: [82972NED"
PARTIAL = "82972NED kwam niet volledig binnen (2019 1e halfjaar). Probeer het later opnieuw."
BROKE_OFF = told(
    "de verbinding met HOST brak af.",
    "Probeer het later opnieuw of vraag uw beheerder of de firewall HOST doorlaat.",
)
FAILING = told("HOST heeft een storing.", "Probeer het later opnieuw.")
WEB_PAGE = told(
    "HOST gaf een webpagina in plaats van cijfers.",
    "Probeer het later opnieuw of vraag uw beheerder of een proxy of inlogpagina HOST tegenhoudt.",
)
CASES = {
    "reset": Case(Fault("reset"), "connection reset", BROKE_OFF),
    "status 500": Case(Fault("status", status=500), "status 500", FAILING),
    "status 503": Case(Fault("status", status=503), "status 503", FAILING),
    "status 429": Case(
        Fault("status", status=429, retry_after="0"),
        "status 429",
        told("HOST krijgt nu te veel vragen.", "Wacht een kwartier en probeer het dan opnieuw."),
    ),
    "forbidden": Case(
        Fault("status", status=403),
        "status 403",
        told("HOST weigert de toegang.", "Vraag uw beheerder of een proxy of firewall HOST tegenhoudt."),
    ),
    "proxy asks": Case(
        Fault("status", status=407),
        "status 407",
        told(
            "de proxy vraagt om een naam en een wachtwoord.",
            "Zet die in HTTPS_PROXY of vraag uw beheerder om HOST zonder aanmelden toe te laten.",
        ),
    ),
    "gone": Case(
        Fault("status", status=404, entity="*"),
        "answered 404",
        "Vervallen: 82972NED staat niet bij de bron. Een beheerder kan het nummer nakijken in data/sources.toml.",
    ),
    "rows gone": Case(
        Fault("status", status=404), "/ODataFeed/odata/82972NED gave no 82972NED: not found", CHANGED
    ),
    "codes gone": Case(Fault("status", status=404, entity="RegioS"), "RegioS answered 404", CHANGED),
    "truncated": Case(Fault("truncated"), "the answer broke off", BROKE_OFF),
    "html": Case(Fault("html"), "HTML or XML instead of JSON", WEB_PAGE),
    "html metadata": Case(Fault("html", entity="RegioS"), "HTML or XML instead of JSON", WEB_PAGE),
    "page repeated": Case(Fault("repeated_page"), "rows came twice: a page was repeated", PARTIAL),
    "page missing": Case(
        Fault("missing_page"), "rows came where 351 were counted: a page is missing", PARTIAL
    ),
    "slow drip": Case(
        Fault("drip"),
        "the answer came too slowly",
        told("het antwoord van HOST kwam te langzaam.", "Probeer het later opnieuw."),
    ),
    "column renamed": Case(
        Fault("renamed_column"),
        "no column has a title like",
        f"{CHANGED}, kolom Jongeren met jeugdreclassering. {REPORT}, kolom Jongeren met jeugdreclassering;",
    ),
    "new dimension": Case(
        Fault("new_dimension"),
        "dimension Geslacht is new",
        f"{CHANGED}, kolom Geslacht. {REPORT}, kolom Geslacht;",
    ),
    "empty table": Case(
        Fault("empty"), "no rows came", "82972NED is leeg bij de bron. Probeer het later opnieuw."
    ),
    "unit change": Case(
        Fault("unit"),
        "the unit is 'mln euro'",
        f"{CHANGED}, kolom JongerenMetJeugdhulpInNatura_1. {REPORT}, kolom JongerenMetJeugdhulpInNatura_1;",
    ),
}


@pytest.mark.parametrize("name", list(CASES))
@pytest.mark.usefixtures("bare")
def test_a_fault_that_stays_keeps_the_previous_build_and_says_what_where_and_what_to_do(
    loaded: Path, name: str
) -> None:
    case = CASES[name]
    before = in_use(loaded)
    day = writing.every(loaded, TABLE)[0].retrieved
    revised = natura(first=9.0, modified="2022-10-29T02:00:00")
    with FeedServer([revised], page_size=100, faults=[replace(case.fault, times=None)]) as feed:
        outcome = trial(loaded, feed, TABLE)
    (one,) = outcome.results
    assert outcome.exit_code == 3
    assert (one.result, outcome.built) == ("gone" if name == "gone" else "kept", False)
    assert in_use(loaded) == before
    assert figures(loaded, "natura_jeugdhulp_pct")["NL01", "2019H1"] == 8.0
    assert case.english in one.message_en
    assert TABLE in one.message_en
    assert one.message_en.startswith(f"kept the snapshot of {day:%Y-%m-%d}: ")
    assert one.message_nl.replace(feed.url.removeprefix("http://"), "HOST").startswith(case.dutch)
    assert one.message_nl.endswith(f"We gebruiken de cijfers van {dutch.date_nl(day)}.")
    last = progress.read(loaded)
    assert last is not None
    assert last.results == (one,)
    assert len(writing.every(loaded, TABLE)) == 1
    assert [left for left in leftovers(loaded) if not left.endswith(".partial")] == []


PASSING = (
    "reset",
    "status 500",
    "status 429",
    "truncated",
    "html",
    "page repeated",
    "page missing",
    "slow drip",
)


@pytest.mark.parametrize("name", PASSING)
def test_the_same_fault_once_is_mended_in_the_same_refresh(loaded: Path, name: str) -> None:
    """Fetched whole: the rows that came are those of the snapshot that is there, to the last one."""
    fault = replace(CASES[name].fault, first=2, times=1)
    before = in_use(loaded)
    with FeedServer([natura()], page_size=100, faults=[fault]) as feed:
        outcome = trial(loaded, feed, TABLE)
        assert fault.seen > 2  # it did happen
    assert outcome.exit_code == 0
    assert [(one.result, one.rows_n) for one in outcome.results] == [("same", 1404)]
    assert in_use(loaded) == before


UNCOUNTED = Fault("status", status=404, entity="TypedDataSet/$count", times=None)


@pytest.mark.parametrize(("page_size", "first"), [(100, 1), (100, 2), (130, 1), (50, 6)])
def test_a_page_that_is_passed_by_is_seen_without_a_count(loaded: Path, page_size: int, first: int) -> None:
    """By the link behind it, which says how many rows came before."""
    before = in_use(loaded)
    with FeedServer([natura(first=9.0)], page_size=page_size) as feed:
        feed.faults = [replace(UNCOUNTED), Fault("missing_page", first=first, times=None)]
        outcome = trial(loaded, feed, TABLE)
        assert (outcome.exit_code, in_use(loaded)) == (3, before)
        assert outcome.results[0].message_nl.startswith(
            "82972NED kwam niet volledig binnen. Probeer het later opnieuw."
        )
        assert "the next page begins after" in outcome.results[0].message_en
        feed.faults = [replace(UNCOUNTED), Fault("missing_page", first=first)]  # once: asked anew, and whole
        assert fetched(loaded, feed, TABLE) == [("new", 1404)]
    assert [row["JongerenMetJeugdhulpInNatura_1"] for row in rows_of(loaded, TABLE)][::351] == [
        9.0,
        9.1,
        9.2,
        9.3,
    ]


def test_a_last_page_to_which_no_link_leads_is_asked_for_without_a_count(tmp_path: Path) -> None:
    """351 rows a period, 130 a page: the second page, as full as the first, says nothing of a third one."""
    with FeedServer([natura()], page_size=130, faults=[replace(UNCOUNTED)]) as feed:
        feed.faults.append(Fault("missing_page", first=2, times=1))
        assert fetched(tmp_path, feed, TABLE) == [("new", 1404)]
        skipped = [
            query["$skip"]
            for _, entity, query in feed.requests
            if entity == "TypedDataSet" and "$skip" in query
        ]
    assert sorted(set(skipped)) == ["130", "260"]
    assert len({(row["RegioS"], row["Perioden"]) for row in rows_of(tmp_path, TABLE)}) == 1404


def test_after_a_fault_only_the_chunks_that_failed_are_fetched_again(tmp_path: Path) -> None:
    with FeedServer([natura()], page_size=100) as feed:
        feed.faults = [Fault("status", first=10, times=None)]  # four pages a chunk: in the third one
        assert trial(tmp_path, feed, TABLE, patience=replace(QUICK, at_once=1)).exit_code == 3
        done = len(list((tmp_path / "snapshots" / TABLE / ".partial").glob("*.arrow")))
        feed.faults, feed.requests = [], []
        assert fetched(tmp_path, feed, TABLE) == [("new", 1404)]
        counted = [query for _, entity, query in feed.requests if entity.endswith("$count")]
    assert done == 2
    assert len(counted) == 2
    assert len({(row["RegioS"], row["Perioden"]) for row in rows_of(tmp_path, TABLE)}) == 1404
    assert leftovers(tmp_path) == []


@pytest.mark.usefixtures("bare")
def test_one_table_that_fails_does_not_hold_up_another(tmp_path: Path) -> None:
    with FeedServer([natura(), population()], page_size=100) as feed:
        trial(tmp_path, feed, TABLE, "70072ned")
        feed.tables = {one.id: one for one in (natura(first=9.0), population(each=41_000))}
        feed.faults = [Fault("html", table=TABLE, times=None)]
        outcome = trial(tmp_path, feed, TABLE, "70072ned")
    assert outcome.exit_code == 3
    assert [(one.source_id, one.result) for one in outcome.results] == [(TABLE, "kept"), ("70072ned", "new")]
    assert figures(tmp_path, "natura_jeugdhulp_pct")["NL01", "2019H1"] == 8.0
    assert figures(tmp_path, "inwoners_n")["GM9001", "2020"] == 41_000
    rows = store.read_status(tmp_path).sources.set_index("source_id")
    assert rows.loc[TABLE, "status"] == "kept"
    assert "een webpagina in plaats van cijfers" in rows.loc[TABLE, "message"]


def test_at_the_first_refresh_a_fault_leaves_the_embedded_build(tmp_path: Path) -> None:
    with FeedServer([natura()], faults=[Fault("html", times=None)]) as feed:
        outcome = trial(tmp_path, feed, TABLE)
    assert outcome.exit_code == 3
    assert [one.result for one in outcome.results] == ["absent"]
    assert outcome.message_nl == "Ophalen lukte niet. Er is niets veranderd aan de cijfers op deze site."
    assert store.read_status(tmp_path).kind == "embedded"


@pytest.mark.usefixtures("bare")
def test_figures_a_thousand_times_too_large_are_refused_and_the_previous_build_is_in_use_again(
    loaded: Path,
) -> None:
    before = in_use(loaded)
    thousandfold = natura(first=9.0)
    for row in thousandfold.rows:
        row["JongerenMetJeugdhulpInNatura_1"] *= 1000
    with FeedServer([thousandfold]) as feed:
        outcome = trial(loaded, feed, TABLE)
        assert outcome.exit_code == 3
        assert in_use(loaded) == before
        (one,) = outcome.results
        assert one.result == "kept"
        assert one.message_en.startswith("refused, on the page: ")
        told = progress.read(loaded)
        assert told is not None
        assert told.results[-1] == one
        feed.tables[TABLE] = natura(first=10.0)
        assert trial(loaded, feed, TABLE).exit_code == 0
    assert figures(loaded, "natura_jeugdhulp_pct")["NL01", "2019H1"] == 10.0


def test_a_host_that_is_gone_is_asked_twice_and_then_left_alone(tmp_path: Path) -> None:
    with FeedServer([]) as feed:
        gone = feed.url
    only = ("84134NED", "85099NED", "82972NED", "85098NED", "70072ned")
    outcome = refresh(tmp_path, Options(feed=gone, only=only, patience=QUICK))
    assert outcome.exit_code == 3
    host = gone.removeprefix("http://")
    assert outcome.message_nl == (
        f"Ophalen lukte niet: er is geen verbinding met {host}. Controleer de internetverbinding of vraag uw beheerder "
        f"of de firewall {host} doorlaat. Er is niets veranderd aan de cijfers op deze site."
    )
    texts = [one.message_en for one in outcome.results]
    assert all("after 3 tries (no connection)" in text for text in texts[:2])
    assert all("no answer to 2 sources before" in text for text in texts[2:])
    assert all(f"er is geen verbinding met {host}." in one.message_nl for one in outcome.results)


def test_a_certificate_that_is_not_trusted_is_told_for_every_table_and_asked_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    only = ("84134NED", "85099NED", "82972NED", "70072ned")
    with FeedServer([natura()], https=certificate(tmp_path)) as feed:
        outcome = refresh(tmp_path / "data", Options(feed=feed.url, only=only, patience=QUICK))
        assert feed.requests == []
    assert outcome.exit_code == 3
    assert len(outcome.results) == 4
    assert all("deze computer vertrouwt het certificaat van" in one.message_nl for one in outcome.results)
    assert sum("self-signed certificate" in one.message_en for one in outcome.results) == 2


# --- the disk
# -----------------------------------------------------------------------------------------------------


def refresh_command(data_dir: Path, url: str, *more: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "loaders",
        "refresh",
        "--feed",
        url,
        "--data",
        str(data_dir),
        "--only",
        TABLE,
        *more,
    ]


def test_no_room_on_disk_is_exit_code_1_and_the_old_build_stands(loaded: Path) -> None:
    """A real refusal by the system: no file may grow past 4 kB in the child."""
    before = in_use(loaded)
    with FeedServer([natura(first=9.0)]) as feed:
        done = subprocess.run(
            refresh_command(loaded, feed.url),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        )
    assert done.returncode == 1
    assert "cannot write to" in done.stderr
    assert "make room and try again. The build in use stands." in done.stderr
    assert "Traceback" not in done.stderr
    assert in_use(loaded) == before
    assert leftovers(loaded) == []


def test_no_room_while_building_is_exit_code_1_and_the_old_build_stands(
    loaded: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = in_use(loaded)
    with FeedServer([natura(first=9.0)]) as feed:

        def full(*_: object) -> None:
            raise OSError(28, os.strerror(28))

        monkeypatch.setattr(store, "insert", full)
        assert command.main(refresh_command(loaded, feed.url)[3:]) == 1
        printed = capsys.readouterr()
        assert "No space left on device" in printed.err
        assert in_use(loaded) == before
        monkeypatch.undo()
        assert trial(loaded, feed, TABLE).exit_code == 0
    assert figures(loaded, "natura_jeugdhulp_pct")["NL01", "2019H1"] == 9.0


def test_a_folder_where_nothing_may_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with FeedServer([natura()]) as feed, pytest.raises(DiskFullError, match="cannot write"):
        trial(blocked, feed, TABLE)


# --- the machine
# --------------------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys, time
from pathlib import Path
from loaders.feed.asking import Options
from loaders.refresh import refresh
from loaders.feed.polite import Patience
from loaders.build import contents  # everything is imported before the forks
data_dir, url, moments = Path(sys.argv[1]), sys.argv[2], [float(one) for one in sys.argv[3:]]
for moment in moments:
    child = os.fork()
    if child == 0:
        try:
            refresh(data_dir, Options(feed=url, only=("82972NED",), patience=Patience(first_wait_s=0.001)))
        finally:
            os._exit(0)
    time.sleep(moment)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print("killed", flush=True)
    sys.stdin.readline()
"""


def test_killed_at_any_moment_the_old_build_or_the_new_one_is_in_use(tmp_path: Path) -> None:
    with FeedServer([natura()], page_size=100) as feed:
        started = time.monotonic()
        trial(tmp_path, feed, TABLE)
        took = time.monotonic() - started
        moments = [took * part for part in (0.05, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.1)]
        child = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path), feed.url, *map(str, moments)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert child.stdin is not None
        assert child.stdout is not None
        first = 8.0
        for number in range(len(moments)):
            # a child is killed while the feed serves figures that are not in use yet
            assert child.stdout.readline() == "killed\n"
            value = figures(tmp_path, "natura_jeugdhulp_pct")
            assert len(value) == 1404
            assert value["NL01", "2019H1"] in (first, 8.0 + number / 2)
            first = value["NL01", "2019H1"]
            # a half: where every child was too late, the last figures still are no leap from the first
            feed.tables[TABLE] = natura(first=8.0 + (number + 1) / 2)
            child.stdin.write("\n")
            child.stdin.flush()
        assert child.wait(timeout=30) == 0
        outcome = trial(tmp_path, feed, TABLE)
    assert outcome.exit_code == 0
    assert figures(tmp_path, "natura_jeugdhulp_pct")["NL01", "2019H1"] == 8.0 + len(moments) / 2
    assert [left for left in leftovers(tmp_path) if ".making-" not in left] == []


def test_an_interrupted_refresh_lets_go_of_the_lock(tmp_path: Path) -> None:
    with FeedServer([natura()], latency=0.3) as feed:
        # what is started in the background is born with Ctrl-C ignored, and its children with it
        child = subprocess.Popen(
            refresh_command(tmp_path, feed.url), cwd=ROOT, stderr=subprocess.DEVNULL,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
        )  # fmt: skip
        while not feed.requests:  # it has the lock, and waits for an answer
            assert child.poll() is None, "the refresh ended before it began"
            time.sleep(0.02)
        assert progress.running(tmp_path)
        child.send_signal(signal.SIGINT)
        assert child.wait(timeout=20) == 130
    assert not progress.running(tmp_path)
    told = progress.read(tmp_path)
    assert told is not None
    assert told.state == "stopped"


def test_a_reader_sees_one_version_at_a_time_while_refreshes_go_on(loaded: Path) -> None:
    wrong: list[object] = []
    reads = 0
    stop = threading.Event()

    def read() -> None:
        nonlocal reads
        while not stop.is_set():
            opened = store.open_store(loaded)
            try:
                values = opened.query(
                    "SELECT DISTINCT value FROM observation WHERE indicator = 'natura_jeugdhulp_pct'"
                )["value"].tolist()
            finally:
                opened.close()
            # four periods, a tenth apart, all of the same version
            if len(values) != 4 or round(max(values) - min(values), 6) != 0.3:
                wrong.append(values)
            reads += 1
            time.sleep(0.02)

    with FeedServer([], page_size=200) as feed:
        reader = threading.Thread(target=read)
        reader.start()
        try:
            for first in (9.0, 10.0):
                feed.tables[TABLE] = natura(first=first)
                assert trial(loaded, feed, TABLE).exit_code == 0
        finally:
            stop.set()
            reader.join()
    assert wrong == []
    assert reads > 10
