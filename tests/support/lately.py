"""What was made lately: for tests that make the same thing again and again, of which only so much may stay."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Lately(Generic[T]):
    """The things asked for last, by key."""

    def __init__(self, most: int) -> None:
        """Keep `most` of them."""
        self._most = most
        self._known: OrderedDict[Hashable, T] = OrderedDict()

    def of(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what stands under a key, made where it is not there; what was not asked for longest goes."""
        if key not in self._known:
            self._known[key] = make()
        self._known.move_to_end(key)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return self._known[key]
