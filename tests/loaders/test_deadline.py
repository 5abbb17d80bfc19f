"""A refresh ends, whatever a service does: it has a deadline, and the stop button does not wait for an answer."""

import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from loaders import __main__ as command
from loaders import progress, store
from loaders.errors import StoppedError
from loaders.feed.asking import Options
from loaders.refresh import has_figures, refresh
from tests.feed.small import finance, natura, population
from tests.feed.trial import QUICK, figures, trial
from tests.feed_server import Fault, FeedServer

pytestmark = pytest.mark.usefixtures("bare")

# some bytes a second, for as long as anybody listens
DRIP = Fault("drip", table="70072ned", times=None, seconds=0.5)
LONG = replace(QUICK, silence_s=600.0, body_s=600.0, slow_after_s=600.0, tries=5)


def options(feed: FeedServer, longest_s: float) -> Options:
    return Options(
        feed=feed.url,
        iv3_feed=feed.url,
        only=("82972NED", "70072ned", "iv3_2019"),
        patience=replace(LONG, refresh_s=longest_s),
    )


def test_a_refresh_that_takes_too_long_ends_and_the_next_goes_on_there(tmp_path: Path) -> None:
    with FeedServer([natura(), population(), finance()]) as feed:
        feed.faults.append(DRIP)
        began = time.monotonic()
        outcome = refresh(tmp_path, options(feed, 1.5))
        assert time.monotonic() - began < 20
        assert outcome.exit_code == 3
        assert "duurde langer" in outcome.message_nl and "EIGENWIJZER_LONGEST" in outcome.late_en
        # what came in before is in use, and no version of the figures: it is half of them
        assert figures(tmp_path, "natura_jeugdhulp_pct")
        assert store.is_partial(store.current_build(tmp_path) or "") and not has_figures(tmp_path)
        told = progress.read(tmp_path)
        assert told is not None and told.state == "stopped" and "blijft bewaard" in told.message
        feed.faults.clear()
        feed.requests.clear()
        outcome = trial(tmp_path, feed, "82972NED", "70072ned", "iv3_2019")
    assert "82972NED" not in {table for table, _, _ in feed.requests}
    assert outcome.exit_code == 0 and has_figures(tmp_path)


def test_a_later_refresh_that_takes_too_long_keeps_what_was_there(tmp_path: Path) -> None:
    with FeedServer([natura(), population(), finance()]) as feed:
        trial(tmp_path, feed, "82972NED", "70072ned", "iv3_2019")
        before = store.current_build(tmp_path)
        feed.faults.append(DRIP)
        outcome = refresh(tmp_path, options(feed, 1.0))
    assert outcome.exit_code == 3 and outcome.build_id == before
    assert figures(tmp_path, "inwoners_n") and has_figures(tmp_path)


def test_the_stop_button_does_not_wait_for_an_answer_that_never_comes(tmp_path: Path) -> None:
    raised: list[BaseException] = []
    with FeedServer([natura(), population()]) as feed:
        feed.faults.append(DRIP)

        def run() -> None:
            try:
                refresh(tmp_path, options(feed, 600.0))
            except StoppedError as error:
                raised.append(error)

        going = threading.Thread(target=run)
        going.start()
        while not any(table == "70072ned" for table, _, _ in feed.requests):
            assert going.is_alive()
            time.sleep(0.01)
        progress.stop(tmp_path)
        going.join(timeout=10)
        assert not going.is_alive() and raised


def test_the_command_says_that_it_took_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "Options", partial(Options, patience=replace(LONG, refresh_s=0.5)))
    with FeedServer([natura()]) as feed:
        feed.faults.append(replace(DRIP, table="82972NED"))
        asked = ["--data", str(tmp_path), "--feed", feed.url, "--only", "82972NED"]
        code = command.main(["refresh", *asked])
    assert code == 3
    assert "EIGENWIJZER_LONGEST" in capsys.readouterr().err
