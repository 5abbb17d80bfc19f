"""Every channel says the same of a figure: the gemeenten where that went wrong, or could. All: tests.bench.channels."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.ui.site import builds
from tests.support.channels import Channels, walk
from tests.support.said import BESIDE_COUNTRY, BESIDE_GROUP, OWN, RANK, Question, Said

pytestmark = pytest.mark.shared

# Merged, made of one that was divided, books for others, an amount that moved, islands, of the report, ordinary.
WORST = ("GM1982", "GM0824", "GM0307", "GM0297", "GM0448", "GM0060", "GM0150", "GM0344", "GM0252")


@pytest.fixture(scope="module")
def channels(cbs_data: Path) -> Iterator[Channels]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EIGENWIJZER_DATA", str(cbs_data))
        with builds.opened() as loaded:
            yield Channels(loaded, builds.records())


def test_every_channel_says_the_same(channels: Channels) -> None:
    heard: dict[str, set[str]] = {}
    for code, kind, year, said in walk(channels, WORST, ("", "neighbours", "own"), ("", "2019")):
        assert said.disagreements == {}, (code, kind, year)
        for asked, answers in said.answers.items():
            heard.setdefault(asked.about, set()).update(answers)
    # each is heard: a channel that nothing is read from would agree with everybody
    assert len(heard[OWN]) > 15
    assert {"in het kort", "kaart", "gebruik, plaats", "inkomen"} <= heard[RANK]
    assert {"gesprek, wat", "gesprek, anderen", "naast", "portretten", "zelfevaluatie"} <= heard[OWN]
    assert {"home", "in het kort, zin", "vergelijken, zin"} <= heard[BESIDE_COUNTRY]
    assert {"in het kort, zin", "met wie vergelijken"} <= heard[BESIDE_GROUP]


def test_the_files_of_a_gemeente_say_what_its_pages_say(channels: Channels) -> None:
    opened = Channels(channels.loaded, channels.records, opens_files=True)
    said = opened.ask("GM0150", "", "2023")
    assert said.disagreements == {}
    assert {"PDF", "Word", "Excel"} <= {channel for found in said.answers.values() for channel in found}


def test_a_disagreement_is_seen() -> None:
    said = Said()
    for channel, answer in (("home", "\u20ac\u00a0350"), ("kaart", "\u20ac 350*"), ("regio", "\u20ac 351")):
        said.add(channel, "lasten_per_inwoner", "2023", OWN, answer)
    assert set(said.disagreements) == {Question("lasten_per_inwoner", "2023", OWN)}
