"""What was worked out from the same objects, kept while it is asked for again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The last `most` results, known by the objects that they came from (the very same, which costs nothing to compare)
    and by a key.
    """

    def __init__(self, most: int) -> None:
        self._found: deque[tuple[tuple[Any, ...], Hashable, T]] = deque(maxlen=most)

    def of(self, objects: tuple[Any, ...], key: Hashable, make: Callable[[], T]) -> T:
        """The result for these objects and this key, made when it is not there."""
        for known, named, found in tuple(self._found):
            if named == key and all(one is another for one, another in zip(known, objects, strict=True)):
                return found
        made = make()
        self._found.append((objects, key, made))
        return made

    def forget(self) -> None:
        """Keeps nothing more."""
        self._found.clear()
