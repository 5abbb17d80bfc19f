"""How long a refresh waits for a service, how often it tries again, and how much it takes in."""

import math
import os
from dataclasses import dataclass, replace

from loaders.errors import RegisterError


@dataclass(frozen=True)
class Patience:
    """How long we wait and how often we try again. Times in seconds."""

    connect_s: float = 10.0
    # without a single byte: a page deep in a cube of Iv3 takes 46 s, and users of that feed wait 90 s and more
    silence_s: float = 180.0
    body_s: float = 180.0  # for a whole body, from its first byte
    slow_after_s: float = 15.0  # from here on a body slower than `slowest_bytes_per_s` is given up
    slowest_bytes_per_s: float = 2_000.0
    largest_bytes: int = 100_000_000  # of one answer, unpacked: a page of rows is some 5 MB, boundaries 10 MB
    tries: int = 5
    first_wait_s: float = 0.5
    longest_wait_s: float = 30.0
    longest_retry_after_s: float = 120.0  # asked to wait longer than this, we give up and say so
    at_once: int = 4
    count_s: float = 20.0  # for a count: rows are worth waiting for, a count is not
    refresh_s: float = 6 * 3600.0  # for all tables together: a first refresh takes about an hour

    @property
    def whole_s(self) -> float:
        """Return the seconds that one request may take, headers included."""
        return self.connect_s + self.silence_s + self.body_s

    def brief(self) -> "Patience":
        """Return the patience for a count: two tries, and one where it is slow."""
        short = min(self.count_s, self.silence_s)
        return replace(
            self, silence_s=short, body_s=short, tries=2, longest_wait_s=1.0, longest_retry_after_s=5.0
        )

    @classmethod
    def from_environment(cls) -> "Patience":
        """Return the defaults, with what the environment says instead.

        EIGENWIJZER_WAIT: seconds before the second try (tests, very slow lines); EIGENWIJZER_SILENCE: seconds
        without a byte; EIGENWIJZER_LARGEST: MB of one answer; EIGENWIJZER_LONGEST: minutes of a whole refresh.
        Raises `RegisterError` for what is no number.
        """
        usual = cls()
        return replace(
            usual,
            first_wait_s=_number("EIGENWIJZER_WAIT", usual.first_wait_s, "seconden", "seconds"),
            silence_s=_number("EIGENWIJZER_SILENCE", usual.silence_s, "seconden", "seconds", least=1.0),
            refresh_s=60
            * _number("EIGENWIJZER_LONGEST", usual.refresh_s / 60, "minuten", "minutes", least=1.0),
            largest_bytes=int(
                1_000_000 * _number("EIGENWIJZER_LARGEST", usual.largest_bytes / 1e6, "MB", "MB", least=1.0)
            ),
        )


def _number(name: str, usual: float, unit_nl: str, unit_en: str, least: float = 0.0) -> float:
    text = os.environ.get(name, "")
    if not text:
        return usual
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not least <= number <= 1_000_000:  # also false for no number
        example = 0.5 if least == 0 else int(usual)
        raise RegisterError(
            f"{name} is geen aantal {unit_nl}: {text!r}. Gebruik een getal, zoals {example}.",
            f"{name} is no number of {unit_en}: {text!r}; use one, such as {example}",
        )
    return number
