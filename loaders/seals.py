"""Whether the file of a build is byte for byte what was written: its hash stands beside it, a line a making.

A flipped bit in a database may be found at any later query, or never. So the whole file is looked at before it is
opened: once a process for each state of the file, and again after `AGAIN_S`. Two processes that make the same build at
once each add a line, and either file is sound.
"""

import hashlib
import os
import time
from pathlib import Path

ENDING = ".sha256"
AGAIN_S = 600.0  # a disk that goes bad changes a file without saying so
_seen: dict[Path, tuple[tuple[int, int, int], float, str]] = {}


def seal(making: Path, place: Path) -> None:
    """Put a finished file in its place, and its hash beside it, so that both outlive a power failure."""
    to_disk(making)
    line = digest(making) + "\n"
    aside(place.with_suffix(ENDING))
    with place.with_suffix(ENDING).open("ab") as file:
        file.write(line.encode())
        file.flush()
        os.fsync(file.fileno())
    aside(place)
    making.replace(place)
    to_disk(place.parent)


def digest(path: Path) -> str:
    """Return the SHA-256 of what a file holds, in hexadecimals."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def intact(path: Path) -> bool:
    """Say whether a build is what was written; one without a hash (of an older Eigenwijzer) is taken as it is.

    Raises OSError where the file cannot be read.
    """
    try:
        written = path.with_suffix(ENDING).read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        path.stat()  # not to be read at all is another matter
        return True
    return digest_once(path) in written


def digest_once(path: Path) -> str:
    """Return the SHA-256 of a build, as it was when a process read it in this state, at most `AGAIN_S` ago.

    Raises OSError where the file cannot be read.
    """
    about = path.stat()
    state = (about.st_ino, about.st_size, about.st_mtime_ns)
    known = _seen.get(path)
    if known is None or known[0] != state or time.monotonic() - known[1] > AGAIN_S:
        known = _seen[path] = state, time.monotonic(), digest(path)
    return known[2]


def forget(path: Path) -> None:
    """Look at a file anew the next time: reading it went wrong, though it has not been written since."""
    _seen.pop(path, None)


def remove(path: Path) -> None:
    """Remove a build and its hash."""
    for place in (path, path.with_suffix(ENDING)):
        aside(place)
        place.unlink(missing_ok=True)
    forget(path)


def aside(place: Path) -> None:
    """Give a folder that stands where a file of ours belongs another name: what is in it is not ours to remove."""
    if place.is_dir():
        place.rename(place.with_name(f"{place.name}.opzij-{time.time_ns()}"))


def to_disk(path: Path) -> None:
    """Wait until a file or folder is really on disk: a pointer must never outlive what it points at."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
