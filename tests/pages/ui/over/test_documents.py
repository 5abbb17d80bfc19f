"""*Over Eigenwijzer* names the five source documents, their authors and whose the rights are."""

from pages.ui.over.sections import DOCUMENTS, RIGHTS
from tests.pages.conftest import Open, html


def test_all_five_documents_stand_there(open_report: Open) -> None:
    body = html(open_report("over"))
    assert len(DOCUMENTS) == 5
    for name in ("F. Sondeijker", "Marian van Leeuwen", "Regioteam", "ArenaWiki", "whitepaper"):
        assert name in body, name
    assert RIGHTS in body and body.count("Eigenwijzer neemt hieruit:") == 5
