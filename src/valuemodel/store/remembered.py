"""What was read since the last write: a page asks for the same settings and the last closing dozens of times a run."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
Asked = tuple[str, ...]


class Remembered:
    """Answers by what was asked, forgotten at each write; one for each programme's folder in this process."""

    def __init__(self) -> None:
        self._found: dict[Asked, Any] = {}
        self.turn = 0
        self._guard = threading.Lock()

    def of(self, asked: Asked, read: Callable[[], T]) -> T:
        """What `read` gives, from memory when nothing was written since; what a write overtook is not remembered."""
        with self._guard:
            if asked in self._found:
                known: T = self._found[asked]
                return known
            turn = self.turn
        found = read()
        with self._guard:
            if turn == self.turn:
                self._found[asked] = found
        return found

    def forget(self) -> None:
        """After a write, and when the folder is opened anew."""
        with self._guard:
            self.turn += 1
            self._found.clear()


_known: dict[Path, Remembered] = {}
_known_guard = threading.Lock()


def remembered(folder: Path) -> Remembered:
    """The memory of a programme's folder."""
    with _known_guard:
        return _known.setdefault(folder.resolve(), Remembered())
