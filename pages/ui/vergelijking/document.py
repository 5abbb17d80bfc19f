"""*Vergelijken* as a document to attach to council papers: both tables, both figures, remarks, questions."""

from metrics import dutch
from pages.ui.charts.compared import FEW_LINES
from pages.ui.charts.spec import Chart
from pages.ui.charts.spec.lines import LineChart
from pages.ui.documents.content import Block, Document, Section
from pages.ui.documents.provenance import Provenance
from pages.ui.parts import notices
from pages.ui.parts.tables import Table
from pages.ui.site import sourced
from pages.ui.site.page import Page
from pages.ui.site.show import QUESTION_LABELS
from pages.ui.site.visiting.choosing import Chosen, compared_with
from pages.ui.vergelijking import words


def document(
    page: Page,
    chosen: Chosen,
    cost: tuple[Table, Chart],
    use: tuple[Table | Chart, ...],
    origin: Provenance,
    written: tuple[Table, ...] = (),
) -> Document:
    """Return the document of a comparison as it stands on the page.

    `cost` and `use`: the tables and the figure of each; no table of use where it is not loaded. `written`: the notes
    on these figures.
    """
    values = {"gemeente": chosen.own_name, "jaar": chosen.year}
    told: tuple[Block, ...] = (compared_with(chosen), *chosen.notes, *cost)
    used: tuple[Block, ...] = tuple(_on_paper(chosen, block) for block in use)
    use_years = f"{dutch.moment(chosen.start)} en {dutch.moment(chosen.end)}"
    return Document(
        title=f"Jeugdzorg {dutch.inside(chosen.own_name)}: cijfers voor het gesprek",
        subtitle=f"{words.subtitle(chosen)}. Lasten over {chosen.year}, gebruik in {use_years}",
        summary=(
            f"{words.title(chosen)}.",
            *(text for text in words.story(chosen) if text),
            *words.remarks(chosen, page.records),
        ),
        sections=(
            Section("Lasten en inkomen", told),
            Section("Gebruik van jeugdhulp", used),
            *([Section("Notities", written)] if written else []),
        ),
        made_on=origin.day,
        version=origin.version,
        link=origin.link,
        foot=origin.foot,
        caveats=notices.caveats(page.records, (*words.caveats(chosen), "C23"), **values),
        questions=tuple(
            (QUESTION_LABELS[item.label], notices.fill(item.text, values))
            for item in words.questions(chosen, page.records)
        ),
        sources=sourced.once(one.source for one in (*cost, *use)),
    )


def _on_paper(chosen: Chosen, block: Table | Chart) -> Table | Chart:
    """A line for every gemeente of a large group cannot be read on paper: own, group and Nederland remain."""
    if isinstance(block, LineChart) and len(chosen.member_names) > FEW_LINES:
        return block.for_phone()
    return block
