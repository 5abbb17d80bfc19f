"""Uploading own figures and saving own work: the Streamlit side of `own_figures`.

What was uploaded lives in this visitor's session and nowhere else. Only the two save buttons write, to the
analyst's own files; on a public site they are not there.
"""

import streamlit as st

from metrics.comparing import own_figures as beside
from metrics.comparing.own_figures import AMOUNTS, OwnFigure
from pages.ui.own import figures, monitor, monitor_export, products_form, sheet, template
from pages.ui.own.monitor import StatementError
from pages.ui.own.row import Known
from pages.ui.own.sheet import UploadError
from pages.ui.parts.tables import Cell, Column, Row, Table, named
from pages.ui.site import builds, public, saved_here, show
from pages.ui.site.page import Page
from pages.ui.site.visiting import entered, stated

_UPLOAD = "_eigen_bestand"
_ROUND = "eigen_cijfers_ronde"


def _open_saved(page: Page) -> None:
    """Offer the figures that were saved on this installation; nobody has them unasked."""
    try:
        data = saved_here.own_figures_file()
    except builds.KNOWN_ERRORS as error:
        show.box(f"De bewaarde cijfers zijn niet te openen. {error.message_nl}")
        return
    if data is not None and st.button("Open de bewaarde cijfers van deze installatie"):
        _accept(page, data)


def known_of(page: Page) -> Known:
    """Return what own figures are checked against."""
    return Known(page.build.names, page.build.computed, page.facts.observations)


def figures_panel(page: Page, own: str) -> None:
    """Draw the upload of own figures: template, checks, what was accepted beside Iv3, saving, taking away."""
    years = page.build.readings.periods_of("lasten_per_inwoner", own)
    newest = max((int(period) for period in years), default=2019)
    show.text(
        "Heeft u zelf een nieuwere jaarrekening, een begroting na wijziging of een eigen telling? Zet die hier naast "
        "de cijfers van het CBS. Ze krijgen overal het woord 'eigen opgave' en een eigen teken.",
        "Had u tijdens het jaar prognoses? Zet ze in hetzelfde bestand, met een naam of datum. U ziet ze naast de "
        "rekening op 'Begroting en rekening'.",
        "Lasten per product kan ook: met het product, het bedrag en het taakveld in kolommen. Staat het taakveld er "
        "niet bij, dan vragen we het. U ziet daarna de lasten per taakveld.",
        "Een bestand van waarstaatjegemeente.nl of DUO kan ook, met voortijdig schoolverlaters, kinderen in een "
        "eenoudergezin of uitkeringsgezin, of jongeren met jeugdhulp. Zet de regel 'Bron:' erbij en achter het "
        "onderwerp (%) of (aantal). Die cijfers staan daarna op 'In het kort'.",
    )
    show.box(f"{page.message('U2')} {page.message('U1')}", "uitleg")
    st.download_button(
        "Bewaar het voorbeeldbestand (Excel)",
        data=lambda: template.workbook(own, page.name_of(own), newest),
        file_name="eigenwijzer-eigen-cijfers.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    upload = st.file_uploader(
        "Uw bestand (CSV of Excel, zonder macro's)", type=["csv", "txt", "xlsx"], key=f"{_UPLOAD}_{_round()}"
    )
    if upload is not None:
        data = upload.getvalue()
        if not _stated(page, data, own) and not products_form.draw(page, data, known_of(page), own):
            _accept(page, data)
    _open_saved(page)
    found = entered.figures()
    if found:
        show.table(_table(page, found))
        _buttons(page, found)


def _round() -> int:
    """How often this visitor took own figures away: an uploader with a new key has forgotten its file."""
    number: int = st.session_state.setdefault(_ROUND, 0)
    return number


def _forget() -> None:
    entered.put(())
    st.session_state[_ROUND] = _round() + 1


def _stated(page: Page, data: bytes, own: str) -> bool:
    """Take an export of waarstaatjegemeente.nl or DUO as what the gemeente states of itself; False: it is none."""
    try:
        lines, *_ = sheet.lines_of(data, template.COLUMNS)
    except UploadError:
        return False  # the ordinary reading says what is wrong with the file
    try:
        found = monitor_export.read(lines, known_of(page), own)
        if found is None:
            return False
        kept = stated.statements()
        for each in found.statements:
            kept = monitor.merged(kept, each)
    except UploadError as error:
        for problem in error.problems:
            show.box(problem, "fout")
        return True
    except StatementError as error:
        show.box(str(error), "fout")
        return True
    stated.put(kept)
    for remark in found.remarks:
        show.box(remark, "uitleg")
    for each in found.statements:
        show.text(f"Gelezen als eigen opgave: {each.lead}: {each.text}")
    return True


def _accept(page: Page, data: bytes) -> None:
    try:
        accepted = figures.check(data, known_of(page))
    except UploadError as error:
        for problem in error.problems:
            show.box(problem, "fout")
        return
    for remark in accepted.remarks:
        show.box(remark, "uitleg")
    if entered.figures() != accepted.figures:
        entered.put(accepted.figures)
        st.rerun()  # so that the whole page shows them, from the top


def _table(page: Page, found: tuple[OwnFigure, ...]) -> Table:
    rows: list[Row] = []
    for own in found:
        known = beside.beside_official(own, page.build.computed)
        unit = "eur" if own.kind in AMOUNTS else "aantal"
        rows.append(
            {
                "naam": named(f"{page.name_of(own.region)}, {own.year}", own.region),
                "soort": own.called,
                "eigen": Cell(own.value, unit=unit),
                "iv3": Cell(known.official, unit=unit),
                "verschil": known.difference_pct,
            }
        )  # fmt: skip
    return Table(
        "Uw eigen opgave naast de cijfers van het CBS",
        (
            Column("naam", "Gemeente en jaar"),
            Column("soort", "Soort"),
            Column("eigen", "Eigen opgave ✚", "eur"),
            Column("iv3", "CBS", "eur"),
            Column("verschil", "Verschil", "pct"),
        ),
        tuple(rows),
        row_header="naam",
        notes=(
            "Bij een begroting na wijziging staat onder CBS de oorspronkelijke begroting: "
            "een latere staat niet in Iv3. Bij een prognose staat de rekening.",
            "Een prognose, en een begroting na wijziging met een naam, staan op 'Begroting en rekening' en tellen "
            "nergens in mee.",
        ),
        file_stem="eigen opgave",
    )


def _buttons(page: Page, found: tuple[OwnFigure, ...]) -> None:
    with st.container(horizontal=True):
        st.button("Haal mijn cijfers weg uit dit venster", on_click=_forget)
        if not public.is_public() and st.button("Bewaar in mijn eigen bestand"):
            try:
                path = saved_here.save_own_figures(template.text(found))
            except builds.KNOWN_ERRORS as error:
                show.box(f"Uw cijfers zijn niet bewaard. {error.message_nl}", "fout")
            else:
                show.box(page.message("A3", bestand=f"own/{path.name}"), "goed")
