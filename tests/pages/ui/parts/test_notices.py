"""Small HTML of the frame: placeholders, and untrusted text that stays text."""

from pages.ui.parts import notices

EVIL = '<img src=x onerror="alert(1)">'


def test_a_placeholder_without_a_value_is_left_empty() -> None:
    assert notices.fill("{tabel} van {datum}.", {"tabel": "84134NED"}) == "84134NED van ."


def test_untrusted_text_is_escaped_everywhere() -> None:
    made = [
        notices.box(EVIL),
        notices.heading(EVIL, EVIL),
        notices.section(EVIL, EVIL),
        notices.paragraphs(EVIL),
        notices.bullets(EVIL),
        notices.footer(EVIL, EVIL, EVIL, EVIL),
        notices.link(EVIL, EVIL),
    ]
    assert all("<img" not in html for html in made)


def test_an_error_is_announced() -> None:
    assert 'role="alert"' in notices.box("x", kind="fout")
    assert 'role="alert"' not in notices.box("x")
