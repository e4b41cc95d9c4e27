"""Cell addresses, and the collector of what is wrong in one table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from valuemodel.errors import Issue

MOST_RANGES = 12


def letters(position: int) -> str:
    """The spreadsheet letters of a column position counted from 0.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def ranges(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Row numbers as runs.

    >>> ranges([12, 13, 14, 20])
    [(12, 14), (20, 20)]
    """
    runs: list[tuple[int, int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def address(sheet: str, position: int | None, rows: Iterable[int] = ()) -> str:
    """Where cells are: `Costs!C12:C40, C55`; rows alone as `12:14`; a whole column as `C`.

    >>> address("Costs", 2, [12, 13, 55]), address("", None, [3]), address("", 1)
    ('Costs!C12:C13, C55', '3', 'B')
    """
    where = cell_ranges(((position, row) for row in rows), position)
    return f"{sheet}!{where}" if sheet and where else sheet or where


def cell_ranges(cells: Iterable[tuple[int | None, int]], column: int | None = None) -> str:
    """Cells (column, row) as ranges, `column` alone when there are none.

    >>> cell_ranges([(2, 12), (2, 13), (3, 20)]), cell_ranges([(None, 4)]), cell_ranges([], 1)
    ('C12:C13, D20', '4', 'B')
    """
    by_column: dict[int | None, list[int]] = {}
    for position, row in cells:
        by_column.setdefault(position, []).append(row)
    parts = []
    for position, rows in by_column.items():
        name = "" if position is None else letters(position)
        parts += [f"{name}{low}" if low == high else f"{name}{low}:{name}{high}" for low, high in ranges(rows)]
    shown = [*parts[:MOST_RANGES], "…"] if len(parts) > MOST_RANGES else parts
    return ", ".join(shown) or ("" if column is None else letters(column))


class Address(Protocol):
    """How a place in a table is said; `address` is the plain one."""

    def __call__(self, sheet: str, position: int | None, rows: Iterable[int] = ()) -> str:
        """The address of `rows` in a column."""


class Problems:
    """The issues found while one table is made tidy, and the rows that they cost."""

    def __init__(self, sheet: str, say: Address = address) -> None:
        self.sheet, self.address = sheet, say
        self.issues: list[Issue] = []
        self.aside: set[int] = set()

    def note(self, code: str, position: int | None = None, rows: Iterable[int] = (), **values: Any) -> None:
        """Tell of `rows` in a column; nothing is lost by it, or only the cells named."""
        rows = [int(row) for row in rows]
        values.setdefault("count", len(rows))
        self.issues.append(Issue(code, self.address(self.sheet, position, rows), values))

    def set_aside(self, code: str, position: int | None, rows: Iterable[int], **values: Any) -> None:
        """Tell of `rows` and leave them out, when there are any that are not out already."""
        fresh = [int(row) for row in rows if int(row) not in self.aside]
        if fresh:
            self.note(code, position, fresh, **values)
            self.aside.update(fresh)
