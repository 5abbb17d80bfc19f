"""Every package that the application pulls in is pinned, and the check says so where one is not."""

from tests.support import pins

TEXT = pins.PYPROJECT.read_text(encoding="utf-8")


def test_every_package_that_is_pulled_in_is_pinned() -> None:
    assert pins.problems(TEXT) == []
    assert pins.written(TEXT) == TEXT


def test_a_missing_an_older_and_a_needless_pin_are_told() -> None:
    line = next(each for each in TEXT.splitlines() if '"h11==' in each)
    assert pins.problems(TEXT.replace(f"{line}\n", ""))[0].startswith("h11: not pinned (")
    assert pins.problems(TEXT.replace(line, '    "h11==0.1",'))[0].startswith("h11: pinned at 0.1, ")
    assert pins.problems(TEXT.replace(line, '    "h11",'))[0].startswith("h11: pinned at no exact version")
    extra = TEXT.replace(line, f'{line}\n    "left-pad==1.0",\n    "numpy==1.0",')
    assert pins.problems(extra) == ["numpy: pinned in two places", "left-pad: pinned, and nothing needs it"]


def test_no_address_stands_in_a_pin() -> None:
    assert "://" not in TEXT
