"""Who runs this installation, and where a fault is reported: what `EIGENWIJZER_PUBLISHER` says, never invented.

The variable names a small TOML file with `name`, `contact` (a mail or https address) and `statement` (the https address
of the accessibility statement; may be left out). What in it cannot be used is not used, and said in the log and on
*Over Eigenwijzer*.
"""

import logging
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

LOG = logging.getLogger("eigenwijzer")
VARIABLE = "EIGENWIJZER_PUBLISHER"
NOBODY = "Vraag de beheerder van deze installatie."
_MAIL = re.compile(r"[A-Za-z0-9.!#$&'*+/=^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_KEYS = ("name", "contact", "statement")
_LONGEST = 200  # characters of a name


@dataclass(frozen=True)
class Publisher:
    """Who runs this installation. Empty where it is not told or cannot be used; `problems` says so, in Dutch."""

    name: str = ""
    mail: str = ""
    page: str = ""  # https address of a form; a contact is this or a mail address
    statement: str = ""  # https address
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportedPlace:
    """What a report is about: the page, with what was chosen there, in the words of the screen."""

    page: str
    link: str
    version: str
    gemeente: str = ""
    figure: str = ""

    @property
    def told(self) -> dict[str, str]:
        """Everything there is to say, by the name of the field."""
        said = {
            "pagina": self.page,
            "gemeente": self.gemeente,
            "cijfer": self.figure,
            "versie": self.version,
            "link": self.link,
        }
        return {name: text for name, text in said.items() if text}


def current() -> Publisher:
    """Return who runs this installation, as the variable says now; what is wrong with it is logged once."""
    return _read_once(os.environ.get(VARIABLE, "").strip())


@lru_cache(maxsize=4)
def _read_once(path: str) -> Publisher:
    if not path:
        return Publisher()
    found = read(Path(path))
    for problem in found.problems:
        LOG.error("%s: %s", VARIABLE, problem)
    return found


def read(path: Path) -> Publisher:
    """Return what a file says of who runs this installation; a file or a field that cannot be used gives a problem."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "het is geen geldig TOML-bestand in UTF-8"
        return Publisher(problems=(f"{path.name} is niet te lezen ({why}).",))
    problems = [f"{path.name}: het veld {key} kennen we niet." for key in said if key not in _KEYS]
    texts = _Texts(path.name, said, problems)
    name, contact, statement = (texts.get(key) for key in _KEYS)
    if len(name) > _LONGEST or not name.isprintable():
        problems.append(f"{path.name}: name is langer dan {_LONGEST} tekens, of niet te tonen.")
        name = ""
    mail = contact.removeprefix("mailto:")
    mail = mail if _MAIL.fullmatch(mail) else ""
    page = contact if not mail and _is_https(contact) else ""
    if contact and not (mail or page):
        problems.append(f"{path.name}: contact is geen mailadres en geen adres dat met https:// begint.")
    if not contact:
        problems.append(f"{path.name}: contact ontbreekt.")
    if statement and not _is_https(statement):
        problems.append(f"{path.name}: statement is geen adres dat met https:// begint.")
        statement = ""
    return Publisher(name, mail, page, statement, tuple(problems))


@dataclass(frozen=True)
class _Texts:
    """The fields of a file, as text; what is no text is a problem."""

    file: str
    said: Mapping[str, object]
    problems: list[str] = field(default_factory=list)

    def get(self, key: str) -> str:
        value = self.said.get(key, "")
        if not isinstance(value, str):
            self.problems.append(f"{self.file}: {key} is geen tekst.")
            return ""
        return value.strip()


def _is_https(text: str) -> bool:
    """Say whether a text is an https address and nothing else: no other scheme, no spaces, no user in it."""
    if not text.isascii() or not text.isprintable() or set(text) & set(" <>\"'`\\"):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def report_link(publisher: Publisher, place: ReportedPlace) -> str:
    """Return the address to report a fault on, with the place filled in; empty where nobody can be reached."""
    if publisher.mail:
        subject = " · ".join(filter(None, ["Eigenwijzer", place.page, place.gemeente]))
        lines = [f"{name.capitalize()}: {text}" for name, text in place.told.items()]
        body = "\r\n".join(["Wat klopt er niet, en wat verwachtte u?", "", "", *lines])
        filled = urlencode(
            {"subject": subject, "body": body}, quote_via=quote
        )  # a mail program shows a + as it is
        return f"mailto:{quote(publisher.mail, safe='@')}?{filled}"
    if publisher.page:
        parts = urlsplit(publisher.page)
        query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *place.told.items()])
        return urlunsplit(parts._replace(query=query))
    return ""
