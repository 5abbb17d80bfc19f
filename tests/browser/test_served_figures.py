"""Many visitors at once on the real server: nobody gets a figure, a gemeente or a page of somebody else.

The long one, with everything loaded, is `tests/bench/load.py`.
"""

import asyncio

import pytest

from tests.browser.conftest import Server
from tests.support.apart import run_apart
from tests.support.served import Frame
from tests.support.wire import Visitor

CHOICES = ("Deventer", "Utrecht", "Roosendaal", "Zaltbommel")


@pytest.fixture(scope="module")
def frame(server: Server) -> Frame:
    """What the command line says of the figures that the server shows."""
    return Frame(server.data)


def test_every_visitor_gets_the_figures_of_the_gemeente_that_was_chosen(server: Server, frame: Frame) -> None:
    """Eight visitors at once choose in turn; every figure in every table is laid beside the command line's."""

    async def visit(number: int) -> int:
        checked_n = 0
        async with Visitor(server.url) as visitor:
            run = await visitor.open("gemeente", {"g": frame.codes[CHOICES[number % 4]]})
            for turn in range(3):
                name = CHOICES[(number + turn) % 4]
                if turn:
                    run = await visitor.choose(run, "Gemeente", name)
                found_n, wrong = frame.check(run.tables())
                assert run.heading() == name
                assert not wrong, str(wrong[0])
                checked_n += found_n
        return checked_n

    async def everybody() -> list[int]:
        return await asyncio.gather(*(visit(number) for number in range(8)))

    assert min(run_apart(everybody())) > 0


def test_a_wrong_figure_is_seen(frame: Frame) -> None:
    right = frame.value("lasten_per_inwoner", "Deventer", "2019")
    assert right is not None
    table = [["Lasten per inwoner"], ["Gemeente", "2019"], ["Deventer", f"€ {right:.0f}"]]
    assert frame.check([table]) == (1, [])
    table[2][1] = f"€ {right + 1:.0f}"
    checked_n, wrong = frame.check([table])
    assert (checked_n, len(wrong)) == (1, 1)


def test_a_visitor_stays_on_this_machine() -> None:
    with pytest.raises(ValueError, match="not on this machine"):
        Visitor("http://example.org:80")
