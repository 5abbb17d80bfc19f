"""The sources of a whole paper: each is named once, however many tables and figures use it."""

from pages.ui.site import sourced

WHEN = ", geladen op 1 maart 2026"
OLDER = ", geladen op 2 februari 2026 (vorige versie behouden)"
REPORT = "Eigenwijs transformeren (2021), tabellen 2 en 3, zoals gedrukt"


def test_a_table_that_several_figures_use_is_named_once() -> None:
    lines = [f"CBS 45063NED, 70072ned{WHEN}", f"CBS 85098NED, 70072ned{WHEN}", f"CBS 45063NED{WHEN}"]
    assert sourced.once(lines) == (f"CBS 45063NED, 70072ned, 85098NED{WHEN}.",)


def test_what_is_older_or_of_another_kind_stays_apart() -> None:
    lines = [f"CBS 45063NED{WHEN}; {REPORT}", f"CBS 85098NED, 45063NED{OLDER}; {REPORT}", "geen bron geladen"]
    assert sourced.once(lines) == (
        f"CBS 45063NED{WHEN}.",
        f"CBS 85098NED{OLDER}.",
        f"{REPORT}.",
        "geen bron geladen.",
    )
    assert sourced.once([]) == ()
