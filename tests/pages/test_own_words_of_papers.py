"""The Word file of each page on the stories has no run of nine words that a source document has too."""

import pytest

from pages.ui.documents.content import Document
from pages.ui.documents.onepage import OnePage
from pages.ui.site.serving import files
from tests.data.test_no_copied_words import SEEDS, copied
from tests.pages.conftest import Open
from tests.pages.ui.documents.test_own_words import text_of


@pytest.mark.parametrize(
    ("page", "params"),
    [
        ("portretten", {"g": "GM0150"}),
        ("naast", {"g": "GM0150", "naast": "GM1674"}),
        ("gesprek", {"g": "GM0150"}),
    ],
)
def test_the_paper_of_a_page_is_in_own_words(
    page: str, params: dict[str, str], open_report: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry = files.Registry()
    monkeypatch.setattr(files, "REGISTRY", registry)
    open_report(page, **params)
    tokens = [
        token for token, one in registry._by_token.items() if isinstance(one.content, Document | OnePage)
    ]
    found = [registry.file(token, "docx") for token in tokens]
    texts = [text_of(each.body) for each in found if each is not None]
    assert texts and all(len(text.split()) > 100 for text in texts)
    if not SEEDS.is_dir():
        pytest.skip("../shared/seeds is not here: papers are not held against the source documents")
    parts = tuple((page, part) for text in texts for part in text.split("\u00b6"))
    assert copied(parts, SEEDS) == []
