"""What glibc tells of the memory of this process. Other systems do not tell it: `IS_TOLD`."""

import ctypes
import gc
import tempfile
from pathlib import Path

_LIBC = ctypes.CDLL(None)
IS_TOLD = hasattr(_LIBC, "mallinfo2")


class _Mallinfo2(ctypes.Structure):
    """The answer of mallinfo2, in bytes."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost",
        )
    ]  # fmt: skip


def _told() -> _Mallinfo2:
    ask = _LIBC.mallinfo2
    ask.restype = _Mallinfo2
    told: _Mallinfo2 = ask()
    return told


def apart_bytes() -> int:
    """Return how much lies in places of its own, each given back when it is freed."""
    return int(_told().hblkhd)


def used_mb() -> float:
    """Return how much is in use, once Python let go of what it could: what libraries hold, frames and large texts."""
    gc.collect()
    told = _told()
    return float(told.uordblks + told.hblkhd) / 2**20


def places_n() -> int:
    """Return from how many places threads take their memory."""
    _LIBC.fopen.restype = ctypes.c_void_p
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "told.xml"
        file = ctypes.c_void_p(_LIBC.fopen(str(path).encode(), b"w"))
        assert _LIBC.malloc_info(0, file) == 0
        assert _LIBC.fclose(file) == 0
        return path.read_text().count("<heap nr=")
