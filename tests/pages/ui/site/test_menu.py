"""The menu: only what exists, everything that exists, in the order of the design."""

from pathlib import Path

from pages.ui.site import menu

PAGES = Path(__file__).resolve().parents[4] / "pages"


def test_every_script_is_in_the_menu() -> None:
    scripts = {path.stem for path in PAGES.glob("*.py")} - {"__init__"}
    assert {entry.name for entry in menu.entries()} == scripts | {menu.HOME}


def test_a_page_that_is_not_built_is_not_promised() -> None:
    groups = menu.groups({"vergelijking"})
    assert [(group.label, [entry.name for entry in group.entries]) for group in groups] == [
        ("Uw gemeente", ["vergelijking"])
    ]


def test_only_the_first_group_is_open() -> None:
    assert [group.is_open for group in menu.groups()] == [True] + [False] * (len(menu.groups()) - 1)


def test_the_next_page_follows_the_menu_and_ends_at_the_last() -> None:
    names = [entry.name for entry in menu.entries()]
    for name, then in zip(names, names[1:], strict=False):
        following = menu.following(name)
        assert following is not None and following.name == then
    assert menu.following(names[-1]) is None


def test_addresses() -> None:
    assert menu.entry("app").path == "/"
    assert (menu.entry("kosten").path, menu.entry("kosten").script) == ("/kosten", "pages/kosten.py")
