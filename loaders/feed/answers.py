"""What is in the body of an answer: whether it is JSON at all, and whether metadata say what they must."""

import codecs
from typing import Any
from urllib.parse import urlsplit

import orjson
import requests

from loaders import outages
from loaders.feed.failures import TRIES_BODY, FailedError, UnexpectedBodyError

_WITHOUT_KEYS = ("CategoryGroups", "")  # the last: the list of a table's sets
_OF_TABLE = ("Identifier", "Title", "Modified", "Catalog")  # texts, or nothing
_PLAIN = ("ID", "ParentID", "Key", "Title", "Unit", "Status", "Description")


class Reply(requests.Response):
    """A response whose body was read whole, within its limits."""

    def __init__(self, response: requests.Response, body: bytes) -> None:
        super().__init__()
        self.status_code, self.reason, self.url = response.status_code, response.reason, response.url
        self.headers, self.request = response.headers, response.request
        self._body = body.removeprefix(codecs.BOM_UTF8)

    @property
    def content(self) -> bytes:
        """Return the body, without the mark that some servers put before UTF-8."""
        return self._body


def describe(answer: Reply) -> str:
    """Say in a few words what came instead of JSON."""
    body = answer.content.lstrip()
    kind = answer.headers.get("Content-Type", "")
    if "html" in kind or body[:1] == b"<":
        return "HTML or XML instead of JSON"
    return "a body that is no whole JSON"


def parsed(answer: Reply) -> Any:
    """Return the JSON of an answer; raises `UnexpectedBodyError`, and `FailedError` where the service says it fails."""
    if not answer.content.strip():  # also with a status that says so: 204, 304
        raise FailedError("an empty body", outages.FAILING, tries=TRIES_BODY)
    try:
        found = orjson.loads(answer.content)
    except orjson.JSONDecodeError as error:
        what = "JSON that is nested too deep" if "depth" in str(error) else describe(answer)
        raise UnexpectedBodyError(what) from error
    if isinstance(found, dict) and (said := found.get("odata.error") or found.get("error")):
        raise FailedError(f"an error in its answer: {str(said)[:200]}", outages.FAILING, tries=TRIES_BODY)
    return found


def check_metadata(address: str, answer: Reply) -> None:
    """Refuse metadata that cbsodata, or who reads them after it, would stumble over.

    Raises `UnexpectedBodyError`: no JSON, JSON that is nested too deep or holds half a character, records that are
    none, a dimension or a category without a key, a title that is no text. A group of topics has no key of its own.
    """
    page = parsed(answer)
    entries = page.get("value") if isinstance(page, dict) else None
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise UnexpectedBodyError("JSON whose `value` is no list of records")
    name = urlsplit(address).path.rsplit("/", 1)[-1]
    if name in _WITHOUT_KEYS or name.endswith("DataSet"):
        return
    if name == "TableInfos":
        if odd := [
            each for each in _OF_TABLE for one in entries if not isinstance(one.get(each), str | None)
        ]:
            raise UnexpectedBodyError(f"TableInfos whose {odd[0]} is no text")
        return
    for number, entry in enumerate(entries):
        if odd := [each for each in _PLAIN if isinstance(entry.get(each), (dict, list))]:
            raise UnexpectedBodyError(f"an entry of {name} whose {odd[0]} is no text (number {number + 1})")
        key, kind = entry.get("Key"), str(entry.get("odata.type") or entry.get("Type") or "")
        if kind.rsplit(".", 1)[-1] == "TopicGroup":
            continue
        if not isinstance(key, str) or not key.strip():
            raise UnexpectedBodyError(f"an entry of {name} without a Key (number {number + 1})")


def too_deep(meta: Any) -> bool:
    """Say whether metadata are nested deeper than can be written as JSON."""
    try:
        orjson.dumps(meta)
    except TypeError:
        return True
    return False


def records(found: list[Any]) -> list[dict[str, Any]]:
    """Return what are records in a list that came: a catalogue may hold a null."""
    return [one for one in found if isinstance(one, dict)]
