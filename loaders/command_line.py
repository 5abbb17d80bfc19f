"""How every command ends: one set of exit codes, one line on standard error, never a traceback.

`python -m loaders`, `python -m metrics` and `python -m pages.ui.gemeente` all end here. Answers go to standard output,
everything else that is said to standard error, in English. Light to import: Ctrl-C is answered from the first moment.
"""

import io
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import TracebackType

WELL = 0
FAILED = 1  # it cannot be done; nothing was changed
USAGE = 2  # the arguments were not understood, or do not go together
PARTLY = 3  # done, but something stayed behind, and which is said
INTERRUPTED = 130  # stopped by Ctrl-C, or from the page
CODES = "Exit codes: 0 well, 1 it cannot be done, 2 wrong arguments, 3 partly done, 130 interrupted."


def as_on_page(page_text: str) -> str:
    """Return what the pages say in Dutch, as an English line of the command line quotes it."""
    return f'on the page: "{page_text}"'


def begin() -> None:
    """Answer Ctrl-C with one line from here on, also while the rest is being imported."""
    if threading.current_thread() is threading.main_thread():
        # a shell that starts us in the background has Ctrl-C ignored, also where somebody means us
        signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.excepthook = _hook
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a file gets UTF-8 everywhere; a screen that lacks a letter (Windows) shows its number
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    tell("interrupted")
    os._exit(INTERRUPTED)  # an interpreter that goes on would end by the signal, with another code


def ended(work: Callable[[], int]) -> int:
    """Do the work of a command and return its exit code; what goes wrong is one line on standard error."""
    from loaders.errors import LoaderError, StoppedError
    from metrics.errors import MetricsError, UsageError

    try:
        code = work()
        sys.stdout.flush()
    except UsageError as error:
        return _failed(str(error), USAGE)
    except StoppedError as error:
        return _failed(str(error), INTERRUPTED, "")
    except KeyboardInterrupt as error:
        return _failed(str(error) or "interrupted", INTERRUPTED, "")
    except BrokenPipeError:  # `| head` has what it wanted: nothing is wrong, and nothing more can be printed
        _leave(sys.stdout.fileno())
        return WELL
    except OSError as error:  # a folder or file cannot be used
        where = f"{error.filename}: " if error.filename else ""
        return _failed(f"{where}{error.strerror or error}", FAILED)
    except (LoaderError, MetricsError) as error:
        return _failed(str(error), FAILED)
    return code


def say(line: str) -> None:
    """Print a line as it comes. Who does not read on (`| head`) stops no work that is under way."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        _leave(sys.stdout.fileno())


def tell(line: str) -> None:
    """Print a line on standard error."""
    print(line, file=sys.stderr, flush=True)


def _failed(text: str, code: int, kind: str = "error: ") -> int:
    tell(f"{kind}{text}")
    try:
        sys.stdout.flush()
    except OSError:  # what is left in it has nowhere to go: said above
        _leave(sys.stdout.fileno())
    return code


def _leave(stream: int) -> None:
    """Send what is still printed on a stream nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream)
    os.close(nowhere)
