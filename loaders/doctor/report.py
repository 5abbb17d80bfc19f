"""What the doctor prints: Markdown that can be pasted into an issue, without a name or password in it."""

import os
import platform
import ssl
import tomllib
import urllib.request
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import loaders
from loaders.doctor.diagnosis import Diagnosis
from loaders.files import register

_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
_OURS = ("EIGENWIJZER_WAIT", "EIGENWIJZER_SILENCE", "EIGENWIJZER_LARGEST")


def lines(told: Sequence[Diagnosis], seconds: float) -> Iterator[str]:
    """Give the lines of the report: versions, settings, a table with one line a check, what came of it."""
    yield "## Eigenwijzer doctor"
    yield ""
    for name, text in settings().items():
        yield f"- {name}: {_safe(text)}"
    yield ""
    yield "| what | address | outcome | what to do |"
    yield "|---|---|---|---|"
    for one in sorted(told, key=lambda each: not each.wrong):
        yield f"| {' | '.join(_safe(each) for each in (one.what, one.address, one.outcome, one.remedy))} |"
    yield ""
    wrong = sum(one.wrong for one in told)
    yield f"{len(told)} checks in {seconds:.0f} s: {f'{wrong} with something to do' if wrong else 'all is well'}."


def settings() -> dict[str, str]:
    """Return the versions and settings in use: proxies without user and password, files of certificates."""
    project = tomllib.loads((register.PATH.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    found = {
        "Eigenwijzer": f"{project['version']} (loaders {loaders.__version__})",
        "Python": f"{platform.python_version()} on {platform.system()} {platform.release()}",
        "requests": f"{version('requests')}, urllib3 {version('urllib3')}, truststore {version('truststore')}",
        "TLS": ssl.OPENSSL_VERSION,
    }
    proxies = {name: proxy(text) for name, text in sorted(urllib.request.getproxies().items())}
    found["proxies"] = ", ".join(f"{name}: {text}" for name, text in proxies.items()) or "none"
    named = {name: os.environ[name] for name in _BUNDLES if os.environ.get(name)}
    told = [f"{name}={path}{'' if Path(path).exists() else ' (not there!)'}" for name, path in named.items()]
    found["certificates"] = ", ".join(["those that this machine trusts", *told])
    if ours := [f"{name}={os.environ[name]}" for name in _OURS if os.environ.get(name)]:
        found["patience"] = ", ".join(ours)
    return found


def proxy(text: str) -> str:
    """Return the value of a proxy setting without user and password."""
    if "@" not in text:
        return text
    scheme = urlsplit(text).scheme if "://" in text else ""
    return f"{scheme + '://' if scheme else ''}(user and password left out)@{text.rpartition('@')[2]}"


def _safe(text: str) -> str:
    """Return a text that stays in its cell of a table."""
    return " ".join(text.replace("|", "\\|").split())
