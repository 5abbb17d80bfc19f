"""What can go wrong between the world and the store.

`message_nl` is for the screen: what is wrong, where (table, column, record; at most five rows) and what to
do. `str(error)` is for the command line: English where that is given, else the Dutch text.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import urlsplit

import loaders
from loaders.command_line import as_on_page
from loaders.outages import NO_CONNECTION, TOO_SLOW, WEB_PAGE, Outage


class LoaderError(Exception):
    """Base of everything the loaders raise on purpose: shown as it is, without a traceback."""

    def __init__(self, message_nl: str, message_en: str | None = None) -> None:
        super().__init__(message_en or message_nl)
        self.message_nl = message_nl


class Said(str):
    """A sentence in Dutch for the screen, which knows the English one for the command line."""

    english: str

    def __new__(cls, dutch: str, english: str) -> "Said":
        """Make the Dutch sentence and keep the English one with it."""
        made = super().__new__(cls, dutch)
        made.english = english
        return made


class DataFileError(LoaderError):
    """A file that people type cannot be used: names the file, the record, the field and the remedy."""

    def __init__(self, file: str, problem: Said, remedy: Said, record: str = "", field: str = "") -> None:
        self.file, self.record, self.field = file, record, field
        places = [f"onderdeel {record}" if record else "", f"veld {field}" if field else ""]
        where = ", ".join(place for place in places if place)
        at = ", ".join([f"record {record}"] * bool(record) + [f"field {field}"] * bool(field))
        super().__init__(
            f"{file}{f' ({where})' if where else ''}: {problem} {remedy}",
            f"{file}{f' ({at})' if at else ''}: {problem.english}; {remedy.english}",
        )


class TableError(LoaderError):
    """A table of a source cannot be used as it came in; `problems`: all that was found, in Dutch, as pages say it."""

    def __init__(self, source_id: str, problems: list[str]) -> None:
        self.source_id, self.problems = source_id, problems
        text = " ".join(problems)
        super().__init__(
            f"{source_id}: {text}",
            f"{source_id} is not used ({len(problems)} problem(s)), {as_on_page(text)}",
        )


class StoreError(LoaderError):
    """There is no build, or the one that is pointed at cannot be read."""


class DamagedError(StoreError):
    """The file of a build is not what was written. It is made again from the snapshots: nothing is lost."""

    def __init__(self, path: str, reason: str = "") -> None:
        self.path = path
        why = f" ({reason})" if reason else ""
        super().__init__(
            "Het bestand met de cijfers is beschadigd. Eigenwijzer maakt het opnieuw uit wat er geladen is. "
            "Ververs de pagina.",
            f"{path} is damaged{why}: it is made again from the snapshots",
        )


class RegisterError(LoaderError):
    """`data/sources.toml` cannot be used, or a name that was asked for is not in it."""


class FeedError(LoaderError):
    """Something came from a source that cannot be used, or nothing came. The previous snapshot stays.

    Names the table, where known the column and at most five rows, and the remedy; `table` and `column` are
    empty where the fault is not about one.
    """

    def __init__(
        self, english: str, dutch: str, *, table: str = "", column: str = "", rows: Sequence[object] = ()
    ) -> None:
        self.table, self.column, self.rows = table, column, tuple(rows)[:5]
        examples = "; ".join(_example(row) for row in self.rows)
        place = ", ".join(part for part in (table, f"column {column}" if column else "") if part)
        super().__init__(
            dutch + (f" Voorbeelden: {examples}." if examples else ""),
            f"{place}: {english}" + (f" Rows: {examples}." if examples else "") if place else english,
        )


class UnreachableError(FeedError):
    """The service does not answer, breaks off, or answers with 429 or 5xx; also after trying again.

    `silent`: it did not answer at all, so asking it for other tables makes little sense.
    """

    advice = "Try again later."

    def __init__(
        self, table: str, address: str, reason: str, tries: int = 1, *, outage: Outage = NO_CONNECTION
    ) -> None:
        self.address, self.outage, self.silent = address, outage, outage.silent
        outcomes = {0: "was left alone", 1: "gave no usable answer"}
        outcome = outcomes.get(tries, f"gave no usable answer after {tries} tries")
        super().__init__(f"{address} {outcome} ({reason}). {self.advice}", "", table=table)
        self.message_nl = not_fetched_nl(table, address, outage)


class CertificateError(UnreachableError):
    """The certificate of the service is not trusted by this machine: final, no other try mends it.

    In networks of gemeenten a firewall opens TLS and signs with a certificate of its own.
    """

    advice = "Set REQUESTS_CA_BUNDLE to the PEM file of your organisation's certificate (see the README)."


class OutdatedError(UnreachableError):
    """The certificate of the service has ended, or begins later than the clock of this machine says."""

    advice = "Look at the clock of this machine, or ask who runs your firewall (see the README)."


class BlockedError(UnreachableError):
    """A proxy or firewall stands between: it asks for a name, refuses, is gone, or sends us elsewhere."""

    advice = "Look at HTTPS_PROXY, or ask for this host to be let through (see the README)."


class TooSlowError(FeedError):
    """The answer came so slowly that it was given up."""

    outage = TOO_SLOW

    def __init__(self, table: str, address: str, seconds: float) -> None:
        super().__init__(
            f"{address} was given up after {seconds:.0f} s: the answer came too slowly. Try again later.",
            not_fetched_nl(table, address, self.outage),
            table=table,
        )


class UnexpectedAnswerError(FeedError):
    """A body that broke off, is no JSON, or is JSON of another shape."""

    def __init__(self, table: str, address: str, what: str, column: str = "") -> None:
        super().__init__(
            f"{address} gave {what}. The table was not replaced; look at the address in a browser.",
            changed_nl(table or address, column),
            table=table,
            column=column,
        )


class WebPageError(UnexpectedAnswerError):
    """A page of HTML instead of figures: a disturbance at the service, or a proxy with its own page."""

    def __init__(self, table: str, address: str, what: str) -> None:
        super().__init__(table, address, what)
        self.message_nl = not_fetched_nl(table, address, WEB_PAGE)


class TableAbsentError(FeedError):
    """The table is not in the catalogue, or its address answers 404."""

    def __init__(self, table: str, what: str) -> None:
        super().__init__(
            f"not found ({what}). Look in the catalogue and mend its id or title in data/sources.toml.",
            f"{table} staat niet bij de bron. Een beheerder kan het nummer nakijken in data/sources.toml.",
            table=table,
        )


class PartAbsentError(UnexpectedAnswerError):
    """The table is there, and an address of a part of it answers 404: its rows, a list of its codes."""


class IncompleteError(FeedError):
    """Rows are missing or came twice: a page was left out or repeated."""

    def __init__(self, table: str, chunk: str, what: str, rows: Sequence[object] = ()) -> None:
        super().__init__(
            f"{chunk or 'all rows'}: {what}. The table was not replaced; try again later.",
            f"{table} kwam niet volledig binnen{f' ({chunk})' if chunk else ''}. Probeer het later opnieuw.",
            table=table,
            rows=rows,
        )


class TableChangedError(FeedError):
    """A column, dimension, category or unit is not what the register says."""

    def __init__(self, table: str, column: str, what: str, rows: Sequence[object] = ()) -> None:
        super().__init__(
            f"{what}. The table was not replaced; check it at CBS and change data/sources.toml (and the "
            "normaliser) if this is meant.",
            changed_nl(table, column),
            table=table,
            column=column,
            rows=rows,
        )


class EmptyTableError(FeedError):
    """The table exists and has no rows."""

    def __init__(self, table: str) -> None:
        super().__init__(
            "no rows came. The table was not replaced; try again later.",
            f"{table} is leeg bij de bron. Probeer het later opnieuw.",
            table=table,
        )


class NotAskedError(FeedError):
    """Stand-ins were given for some sources but not for this one, and they are never mixed."""

    def __init__(self, table: str, option: str) -> None:
        super().__init__(
            f"not asked: stand-in addresses were given without {option}.",
            f"{table} is niet opgehaald: het vervangende adres ontbreekt ({option}).",
            table=table,
        )


class DiskFullError(LoaderError):
    """Writing failed: no room, no permission, no folder, or a broken disk; `remedy` says what to do about it."""

    def __init__(self, where: str, reason: str, remedy: Said) -> None:
        self.cause_nl = f"Er kon niet worden geschreven naar {where} ({reason}). {remedy}"
        super().__init__(
            f"{self.cause_nl} Er is niets veranderd aan de cijfers op deze site.",
            f"cannot write to {where} ({reason}); {remedy.english}. The build in use stands.",
        )


class BuildError(LoaderError):
    """No build could be made of what came in; the one in use stands."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Er kon geen nieuwe versie van de cijfers worden gemaakt ({reason}). "
            "Er is niets veranderd aan de cijfers op deze site.",
            f"no build could be made ({reason}). The build in use stands.",
        )


class VersionGoneError(LoaderError):
    """An older version of the figures cannot be made again: not all its snapshots are there, or one is damaged."""

    def __init__(self, version: str) -> None:
        super().__init__(
            f"De versie van de cijfers {version} staat hier niet meer.",
            f"version {version} of the figures cannot be made again from the snapshots on disk",
        )


class BusyError(LoaderError):
    """Another refresh holds the lock."""

    def __init__(self, since: datetime | None) -> None:
        self.since = since
        moment = f"{since.astimezone():%H:%M}" if since else "onbekend"
        super().__init__(
            f"Er wordt al geladen, sinds {moment}.",
            f"another refresh is busy, since {since.isoformat() if since else 'an unknown time'}; "
            "wait until it is done",
        )


def not_fetched_nl(table: str, address: str, outage: Outage) -> str:
    """Return what kept us from fetching a table (or, where `table` is empty, an address), and what to do."""
    host = urlsplit(address).netloc.rpartition("@")[2] or address
    words = f"{outage.what} {outage.remedy}".format(host=host)
    return f"{table or host} ophalen lukte niet: {words}"


class NotPublishedError(FeedError):
    """A year of a series has no table at the source, and never had one that was seen: no failure.

    `later`: a year after the newest that was seen.
    """

    def __init__(self, table: str, title: str, *, later: bool) -> None:
        super().__init__(
            f"{'not published yet' if later else 'CBS has no such table'} ({title})",
            f"{'Nog niet verschenen' if later else 'Deze tabel heeft het CBS niet'}: {title}.",
            table=table,
        )


_STAYS_NL = "Wat al binnen is, blijft bewaard: de volgende keer gaan we daar verder."
_STAYS_EN = "what is in stays, and the next refresh goes on there"


class StoppedError(LoaderError):
    """Somebody asked a refresh to stop."""

    def __init__(self, why_nl: str = "Het laden is gestopt.", why_en: str = "stopped") -> None:
        super().__init__(f"{why_nl} {_STAYS_NL}", f"{why_en}; {_STAYS_EN}")


class DeadlineError(StoppedError):
    """A whole refresh took longer than it may (EIGENWIJZER_LONGEST)."""

    def __init__(self, seconds: float) -> None:
        minutes = round(seconds / 60)
        super().__init__(
            f"Het laden duurde langer dan {minutes} minuten. Toen zijn we gestopt.",
            f"stopped after {minutes} minutes (EIGENWIJZER_LONGEST sets another limit)",
        )


def changed_nl(table: str, column: str = "") -> str:
    """Return what is not as expected, and the line to send to who can mend it (message L10)."""
    where = f"{table}, kolom {shown(column)}" if column else table
    line = f"[{where}; ander antwoord dan verwacht; lader {loaders.__version__}]"
    return (
        f"Het CBS gaf een ander antwoord dan verwacht bij {where}. "
        f"Meld dit aan uw beheerder met deze regel: {line}."
    )


def shown(column: str) -> str:
    """Return the name of a column as it may be shown: of a regular expression only its words."""
    if not re.search(r"[\\^$|?*]", column):
        return column
    unnumbered = re.sub(r"\([^()|]*\\d[^()|]*\)\??|\{\d+\}", " ", column)  # without numbers of columns
    first = unnumbered.split("|")[0]
    words = re.sub(r"\(\?[:=!]|\\[a-zA-Z]|[\\^$?*+()\[\]{}]", " ", first)
    return " ".join(words.split()).strip(" ,;:_=") or "onbekend"


def _example(row: object) -> str:
    """Return a row for a message: of a record its first fields, in words."""
    if not isinstance(row, Mapping):
        return str(row)
    return ", ".join(f"{name} {str(value).strip()}" for name, value in list(row.items())[:5])
