"""What a printed index allows, given the two printed percentages it was made of: an interval, not a
tolerance.

8,1% stands for 8,05 up to 8,15. Two such intervals give a lowest and a highest possible index; a printed
index whose own interval does not meet that one cannot belong to these percentages, however it was rounded.
"""

from metrics.numbers.rounding import Interval, interval

PCT_DECIMALS = 1
INDEX_DECIMALS = 0


def index_of(first: Interval, last: Interval) -> Interval:
    """Return the lowest and highest index (first = 100) of two positive intervals.

    ValueError where the first one reaches 0 or below: no index can be made on it.
    """
    if first.low <= 0:
        raise ValueError(f"no index on a base that may be 0: {first}")
    return Interval(100 * last.low / first.high, 100 * last.high / first.low)


def possible_index(first_pct: float, last_pct: float) -> Interval:
    """Return the lowest and highest index that two percentages printed with one decimal allow."""
    return index_of(interval(first_pct, PCT_DECIMALS), interval(last_pct, PCT_DECIMALS))


def is_possible(first_pct: float, last_pct: float, printed_index: float) -> bool:
    """Say whether a printed index (whole number) can belong to two percentages printed with one decimal."""
    return possible_index(first_pct, last_pct).meets(interval(printed_index, INDEX_DECIMALS))
