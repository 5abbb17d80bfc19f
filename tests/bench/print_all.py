"""*In het kort* of every gemeente on paper: `python -m tests.bench.print_all [DATA_DIR] [--documents] [GM0150 ...]`.

Prints each page through a real server and a real browser and counts its sheets; with DATA_DIR (a data folder with
CBS figures loaded) all gemeenten of today, without it those of the report. `--documents` counts the sheets of the PDF
and of the Word file as well, the latter as LibreOffice breaks it, where that is installed. Says which do not fit on one
A4 (the documents: two), how much room the fullest leave, and exits with 1 where one does not fit.

GM0150 ...: these gemeenten only.

On 29 November 2026, with a load of 5 to 12 on two cores: the 28 of the report 1 sheet each, PDF 2, Word 2, the fullest
42 mm from the edge (147 s). With everything loaded all 342 in one run: 1 sheet each, the fullest 23 mm from the edge
(GM0098), then 25 and 26 mm; their PDFs 2; of the Word files 34 had a line or two on a third sheet (1735 s). Letters of
Word come in half points and were rounded up; since they are rounded down the documents of all 342 were counted again:
PDF 2 and Word 2 each (LibreOffice 7.4; Word itself was not tried).
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader

from tests.browser.conftest import FLAGS, chromium_path, start_server, watch

SHEETS_OF_A_DOCUMENT = 2
_FULLEST_N = 8
_AT_A_TIME_N = 40  # Word files that LibreOffice is handed at once
_LONGEST_S = 600
_MM = 25.4 / 72
_GO = "query => { history.pushState({}, '', query); dispatchEvent(new PopStateEvent('popstate')); }"
# the address at the foot of the printed page, once the page has run to its end
_IS_THERE = """query => [...document.querySelectorAll('.ew-kort .ew-op-papier')]
    .some(e => e.textContent.includes(query + '&'))
    && document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state') !== 'running'"""


@dataclass(frozen=True)
class Printed:
    """What came out of the printer for a gemeente. `room_mm`: white between the last line and the edge of the sheet.

    `pdf_n`, `word_n`: sheets of the documents; 0 where they were not counted.
    """

    code: str
    sheets_n: int
    room_mm: float
    pdf_n: int = 0
    word_n: int = 0

    @property
    def fits(self) -> bool:
        """Say whether it is one A4, and each document two."""
        return self.sheets_n == 1 and {self.pdf_n, self.word_n} <= {0, SHEETS_OF_A_DOCUMENT}


def printed(page: Page, code: str) -> Printed:
    """Print the page that is open, and count."""
    paper = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return Printed(code, len(paper.pages), room_mm(paper))


def room_mm(paper: PdfReader) -> float:
    """Return the white under the last line of the first sheet."""
    lowest = float(paper.pages[0].mediabox.height)

    def seen(text: str, matrix: list[float], inner: list[float], *_: object) -> None:
        nonlocal lowest
        if text.strip():
            lowest = min(lowest, matrix[5] + inner[5] * matrix[3])

    paper.pages[0].extract_text(visitor_text=seen)
    return lowest * _MM


def documents(wanted: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return how many sheets the PDF and the Word file of each gemeente have, of the build that is in use.

    0 for Word where there is no LibreOffice. Raises RuntimeError where a document is not made.
    """
    from pages.ui.gemeente import batch
    from pages.ui.site import builds

    works = batch.BatchOf(builds.current(), builds.records())
    with tempfile.TemporaryDirectory() as room:
        for kind in batch.FORMATS:
            for one in batch.make(works, wanted, kind, "http://localhost:8501"):
                if not one.body:
                    raise RuntimeError(one.problem_en)
                (Path(room) / f"{one.code}.{kind}").write_bytes(one.body)
        letters = _laid_out(Path(room), wanted)
        return {
            code: (_sheets_n(Path(room) / f"{code}.pdf"), _sheets_n(letters / f"{code}.pdf"))
            for code in wanted
        }


def _laid_out(room: Path, wanted: Sequence[str]) -> Path:
    """Break the Word files in sheets, as LibreOffice does; return the folder where they are."""
    office, out = shutil.which("soffice"), room / "word"
    profile = f"-env:UserInstallation={(room / 'profile').as_uri()}"  # none that somebody works with
    for begin in range(0, len(wanted), _AT_A_TIME_N) if office else ():
        files = [str(room / f"{code}.docx") for code in wanted[begin : begin + _AT_A_TIME_N]]
        command = [str(office), profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST_S)
    return out


def _sheets_n(path: Path) -> int:
    return len(PdfReader(path).pages) if path.exists() else 0


@contextmanager
def dashboard(data: Path) -> Iterator[str]:
    """Run the dashboard on a data folder; gives its address."""
    process, url = start_server(data)
    try:
        yield url
    finally:
        process.kill()
        process.wait()


def codes() -> list[str]:
    """Return the gemeenten of the present with a page, or those of the report where nothing is loaded."""
    from pages.ui.site import builds
    from pages.ui.site.visiting import choosing

    loaded = builds.current()
    if loaded.build.has_cbs:
        return list(loaded.gemeenten)
    return choosing.report_gemeenten(loaded.facts.report_cells)


def print_all(data: Path, wanted: Sequence[str]) -> Iterator[Printed]:
    """Print these gemeenten, one after another in one browser."""
    with dashboard(data) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        tab = watch(context, url)
        tab.open(f"{url}/gemeente?g={wanted[0]}")
        for code in wanted:
            # as Back does: the page is not loaded again, which takes longer than printing it
            tab.page.evaluate(_GO, f"?g={code}")
            tab.page.wait_for_function(_IS_THERE, arg=f"g={code}", timeout=60_000)
            yield printed(tab.page, code)
        browser.close()


def main(arguments: list[str]) -> int:
    """Print all, and tell."""
    folders = [argument for argument in arguments if "/" in argument]
    named = [argument for argument in arguments if argument.startswith("GM")]
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as empty:
        data = Path(folders[0]) if folders else Path(empty) / "data"
        os.environ["EIGENWIJZER_DATA"] = str(data)
        wanted = named or codes()
        counted = documents(wanted) if "--documents" in arguments else {}
        found = [
            replace(one, pdf_n=pdf_n, word_n=word_n)
            for one in print_all(data, wanted)
            for pdf_n, word_n in [counted.get(one.code, (0, 0))]
        ]
    for one in sorted(found, key=lambda each: (each.fits, each.room_mm))[:_FULLEST_N]:
        others = f", PDF {one.pdf_n}, Word {one.word_n or 'not counted'}" if counted else ""
        print(f"{one.code}  {one.sheets_n} sheet(s){others}, {one.room_mm:.0f} mm from the edge")
    wrong = [one.code for one in found if not one.fits]
    seconds = time.perf_counter() - begin
    print(f"{len(found)} gemeenten, {len(wrong)} do not fit: {' '.join(wrong) or 'none'} ({seconds:.0f} s)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
