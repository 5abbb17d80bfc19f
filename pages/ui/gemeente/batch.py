"""The one-pagers of many gemeenten at once: of a jeugdregio, a province, a saved group or gemeenten that are named.

Each is the page as it opens when nothing was chosen: the newest figures beside the ordinary group. One that cannot be
made is told and the others are made.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from metrics.build import Build
from metrics.comparing import areas
from metrics.errors import MetricsError
from metrics.records import Records, ReferenceGroup
from pages.ui.brief import document, view
from pages.ui.documents.onepage import OnePage
from pages.ui.documents.provenance import GroupTold
from pages.ui.site import provenance, saving
from pages.ui.site.builds import Loaded
from pages.ui.site.serving import files
from pages.ui.site.visiting import address, choosing
from pages.ui.site.visiting.choosing import Chosen
from pages.ui.site.visiting.selection import VERSION

PAGE = "gemeente"
Format = Literal["pdf", "docx"]
FORMATS: tuple[Format, ...] = ("pdf", "docx")
TOLD = "niet-gemaakt.txt"
OF_REPORT = "rapport"


@dataclass(frozen=True)
class BatchOf:
    """A build without a page; see `view.Works`."""

    loaded: Loaded
    records: Records
    is_older: bool = False

    @property
    def build(self) -> Build:
        """The build itself."""
        return self.loaded.build


@dataclass(frozen=True)
class OneMade:
    """What came of one gemeente: a file, or in Dutch and English why there is none (then `body` is empty)."""

    code: str
    file_name: str
    body: bytes = b""
    problem: str = ""
    problem_en: str = ""


def regions(loaded: Loaded, own: str, saved: Sequence[ReferenceGroup]) -> dict[str, str]:
    """Return what a page about a gemeente offers, in words by code: its regions, saved groups, else the report's."""
    found: dict[str, str] = {}
    for division, title in (("jeugdregio", "Jeugdregio"), ("provincie", "Provincie")):
        inside = areas.members(loaded.facts, division, areas.NEWEST)
        codes = [code for code, members in inside[0].items() if own in members] if inside else []
        found |= {code: f"{title} {loaded.names.get(code, code)}" for code in codes}
    found |= {group.code: f"Bewaarde groep {group.name}" for group in saved}
    return found or {OF_REPORT: "De gemeenten uit het rapport"}


def gemeenten(loaded: Loaded, asked: str, saved: Sequence[ReferenceGroup]) -> tuple[str, ...]:
    """Return the gemeenten of today that are meant, by name.

    In: a jeugdregio, a province, a saved group, `OF_REPORT` or one gemeente, by code or name.
    Raises MetricsError for what is none of these, or whose division is not loaded.
    """
    group = next((each for each in saved if asked in (each.code, each.name)), None)
    country = loaded.build.country
    inside: Iterable[str]
    if asked == OF_REPORT:
        inside = {
            country.successor(code) or code for code in choosing.report_gemeenten(loaded.facts.report_cells)
        }
    elif group is not None:
        inside = {country.successor(code) or code for code in group.members}
    elif asked[:2].upper() in ("JZ", "PV") and asked[2:].isdecimal():
        inside = areas.within(loaded.facts, asked.upper(), country)
    else:
        answer = loaded.build.names.resolve(asked)
        inside = [answer.code] if answer.code else []
    found = sorted(inside, key=lambda code: loaded.names.get(code, code))
    if not found:
        raise MetricsError(
            f"'{asked}' is geen jeugdregio, provincie, bewaarde groep of gemeente waarvan de indeling is geladen.",
            f"'{asked}' is no jeugdregio (JZ33), province (PV23), saved group or gemeente, "
            "or its division is not loaded",
        )
    return tuple(found)


def page_of(works: BatchOf, code: str, base: str) -> OnePage:
    """Return the one-pager of a gemeente. `base`: address of the server, for its link. Raises MetricsError."""
    chosen = choosing.ordinary(works.loaded, works.records, code)
    version = {VERSION: works.loaded.facts.data_version} if works.loaded.facts.data_version else {}
    link = address.under(base, PAGE, {**chosen.choices, **version})
    told = provenance.made(works.loaded, PAGE, code, _group(works, chosen), link)
    brief = view.brief(works, chosen, told.day)
    return document.document(brief, told, document.noted_on(works.loaded, works.records, brief))


def _group(works: BatchOf, chosen: Chosen) -> GroupTold | None:
    records, names = works.records, works.loaded.names
    if chosen.case:
        return provenance.told_of_report(records.group_of(chosen.case), names)
    group = chosen.group
    if group is None:
        return None
    return provenance.told_of(group)


def make(works: BatchOf, codes: Sequence[str], kind: Format, base: str) -> Iterator[OneMade]:
    """Give what comes of each gemeente, in order, as it is made."""
    import typst  # 7 MB that a server has no use for before somebody wants documents

    _, render = files.DOCUMENT_FILES[kind]
    for code in codes:
        name = works.loaded.names.get(code, code)
        try:
            page = page_of(works, code, base)
            file_name = f"{saving.stem(name, page.year, page.made_on)}.{kind}"
            yield OneMade(code, file_name, render(page, None))
        except typst.TypstError as error:
            problem = f"{name} ({code}): de PDF is niet te maken."
            yield OneMade(code, "", problem=problem, problem_en=f"{code}: the PDF cannot be set: {error}")
        except MetricsError as error:
            yield OneMade(
                code, "", problem=f"{name} ({code}): {error.message_nl}", problem_en=f"{code}: {error}"
            )


def zipped(made: Sequence[OneMade]) -> bytes:
    """Return the files in one ZIP; what could not be made is told in a file of its own."""
    body = BytesIO()
    at = datetime.now().astimezone().timetuple()[:6]
    with ZipFile(body, "w", ZIP_DEFLATED) as archive:
        for each in made:
            if each.body:
                archive.writestr(ZipInfo(each.file_name, at), each.body, ZIP_DEFLATED)
        problems = [each.problem for each in made if each.problem]
        if problems:
            archive.writestr(ZipInfo(TOLD, at), "\r\n".join(problems).encode("utf-8-sig"), ZIP_DEFLATED)
    return body.getvalue()
