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
MOST_PLAIN_BYTES = 64_000_000
"""A text that is no table of columns (its rows differ, or it has one column) is held as lists of cells."""
MOST_CELLS, MOST_PLAIN_CELLS = 150_000_000, 20_000_000
"""Cells of a text in coded columns, and in lists."""
MOST_DISTINCT = 12_000_000
"""Distinct cells, all columns together: each is held as a text of its own."""

Told = Callable[[float], None]
"""Hears of the share that is done; stops everything by raising."""


def untold(_: float) -> None:
    """Nobody listens."""
