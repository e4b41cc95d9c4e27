"""How much of a file is read at most, and how a long reading tells where it is."""

from __future__ import annotations

from collections.abc import Callable

MOST_COLUMNS = 4_096
MOST_CELL = 1 << 20
"""Characters of one cell: more is a quotation mark that nobody closed."""
MOST_LINE = 1 << 22
"""Characters of one line."""
MOST_BYTES = 200_000_000
MOST_TEXT_BYTES = 800_000_000
"""A text is read in blocks, so it may be longer than a workbook."""

Told = Callable[[float], None]
"""Hears of the share that is done; stops everything by raising."""


def untold(_: float) -> None:
    """Nobody listens."""
