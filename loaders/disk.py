"""What a folder or disk has against us, in words, and what to do about it: room is made for want of room alone."""

import errno

from loaders.errors import DiskFullError, Said

_ROOM = Said("Maak ruimte en probeer het opnieuw.", "make room and try again")
_RIGHTS = Said(
    "Geef Eigenwijzer het recht om in deze map te lezen en te schrijven.",
    "give the user that runs Eigenwijzer the right to read and write in this folder",
)
_READ_ONLY = Said(
    "Deze map is alleen te lezen. Koppel haar met schrijfrecht aan, of kies met EIGENWIJZER_DATA een andere map.",
    "this folder is read-only: mount it writable, or choose another one with EIGENWIJZER_DATA",
)
_NO_FOLDER = Said(
    "Op die plek staat geen map, maar iets anders. Kies met EIGENWIJZER_DATA een andere map, of haal weg wat er staat.",
    "something that is no folder stands there: choose another one with EIGENWIJZER_DATA, or take it away",
)
_NOT_THERE = Said(
    "Deze map is er niet en kan hier niet worden gemaakt. Kies met EIGENWIJZER_DATA een andere map.",
    "this folder is not there and cannot be made here: choose another one with EIGENWIJZER_DATA",
)
_BROKEN = Said(
    "Vraag de beheerder om deze schijf na te kijken.", "ask whoever runs this machine to look at this disk"
)
_REMEDIES = {
    errno.ENOSPC: _ROOM,
    errno.EDQUOT: _ROOM,
    errno.EFBIG: _ROOM,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: _READ_ONLY,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
    errno.EISDIR: _NO_FOLDER,
    errno.ENOENT: _NOT_THERE,
}


def remedy(error: OSError) -> Said:
    """Return what to do about an error of the disk or of a folder."""
    return _REMEDIES.get(error.errno or 0, _BROKEN)


def failed(where: object, error: OSError) -> DiskFullError:
    """Return the error to raise where a folder or file of ours cannot be used."""
    return DiskFullError(str(where), error.strerror or type(error).__name__, remedy(error))


def of_database(text: str) -> OSError | None:
    """Return the error of the disk that a message of the database is about; None where it is about something else."""
    known = {
        "No space left on device": errno.ENOSPC,
        "Disk quota exceeded": errno.EDQUOT,
        "Permission denied": errno.EACCES,
        "Read-only file system": errno.EROFS,
    }
    return next((OSError(number, words) for words, number in known.items() if words in text), None)
