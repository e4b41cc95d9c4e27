"""Rows under a header that are no data: out of step, the header again, totals, notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from valuemodel.spreadsheets.dates import parse_date
from valuemodel.spreadsheets.numbers import parse_number
from valuemodel.spreadsheets.problems import Problems
from valuemodel.spreadsheets.words import clean, fold

TOTALS = ("total", "totaux", "totals", "grand total", "sous total", "subtotal", "somme", "sum")
Rows = dict[int, list[Any]]


def drop_no_data(rows: Rows, header: Sequence[str], problems: Problems) -> None:
    """Set aside, each with its issue, the rows that are no data."""
    problems.set_aside("row_too_long", None, [number for number, row in rows.items() if _beyond(row, len(header))])
    problems.set_aside("header_again", None, _headers_again(rows, header))
    problems.set_aside("total_row", None, [number for number, row in rows.items() if _is_total(row)])
    problems.set_aside("note_row", None, _notes(rows, header, problems))


def _beyond(row: Sequence[Any], width: int) -> bool:
    return any(clean(cell) for cell in row[width:])


def _headers_again(rows: Rows, header: Sequence[str]) -> list[int]:
    names = [fold(name) for name in header if name]
    first = next((position for position, name in enumerate(header) if name), 0)
    maybe = (number for number, row in rows.items() if len(row) > first and clean(row[first]) == header[first])
    return [number for number in maybe if [fold(clean(cell)) for cell in rows[number] if clean(cell)] == names]


def _is_total(row: Sequence[Any]) -> bool:
    """A row that starts with "Total" and has nothing but numbers after it, and gaps."""
    cells = [cell for cell in row if cell is not None and cell != ""]
    if not cells or not isinstance(cells[0], str):
        return False
    first = fold(cells[0]) if len(cells[0]) < 60 else ""
    if not any(first == word or first.startswith(f"{word} ") for word in TOTALS):
        return False
    rest = [text for cell in cells[1:] if (text := clean(cell))]
    return len(rest) < 0.8 * len(row) and all(parse_number(text, ",") is not None for text in rest)


def _notes(rows: Rows, header: Sequence[str], problems: Problems) -> list[int]:
    """The last rows with one cell of text, where the header has three columns or more."""
    notes: list[int] = []
    if sum(map(bool, header)) < 3:
        return notes
    for number in reversed(rows):
        if number in problems.aside:
            continue
        cells = [cell for cell in rows[number] if clean(cell)]
        if len(cells) != 1 or not _is_prose(cells[0]):
            break
        notes.append(number)
    return notes


def _is_prose(cell: Any) -> bool:
    return isinstance(cell, str) and parse_date(cell) is None and parse_number(cell) is None
