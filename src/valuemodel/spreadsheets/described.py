"""The columns that the description of an export knows, and those that it leaves open."""

from __future__ import annotations

import re
from collections.abc import Mapping

from valuemodel.spreadsheets.dates import parse_date
from valuemodel.spreadsheets.descriptions import assigned
from valuemodel.spreadsheets.numbers import parse_number
from valuemodel.spreadsheets.periods import LAST_ACTIVITY
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.words import clean, fold, slug


def described(reading: Reading) -> dict[int, str]:
    """The position and target of each column that the description of an export knows."""
    known = reading.known
    if not known or reading.remembered:
        return {}
    fields = assigned(reading.table.header, known)
    found = {_dated(reading, name, position): f"{known.kind}.{name}" for name, position in fields.items()}
    if known.activity.pattern:
        for position in open_columns(reading, found):
            name = fold(reading.table.header[position])
            if re.search(known.activity.pattern, name) and _counts(reading, position, name):
                found[position] = f"usage.{slug(name)}"
    return found


def _dated(reading: Reading, field: str, position: int) -> int:
    """The column of a date: where the best known header has none under it, another one may have."""
    if field not in ("month", "day") or _has_dates(reading, position) or reading.known is None:
        return position
    others = [at for at, name in enumerate(reading.table.header) if reading.known.field_of(name) == field]
    return next((at for at in others if _has_dates(reading, at)), position)


def _has_dates(reading: Reading, position: int) -> bool:
    cells = [cell for cell in reading.table.frame[position].array[:200] if clean(cell)]
    return sum(parse_date(cell) is not None for cell in cells) > 0.5 * len(cells)


def _counts(reading: Reading, position: int, name: str) -> bool:
    """Whether a column holds numbers, or dates of last activity."""
    if name.endswith(LAST_ACTIVITY):
        return True
    cells = [text for cell in reading.table.frame[position].array[:200] if (text := clean(cell))]
    return bool(cells) and all(parse_number(text) is not None for text in cells)


def open_columns(reading: Reading, sure: Mapping[int, str]) -> list[int]:
    """Columns that may still become something: named, filled, and not about a person by name."""
    known = reading.known
    closed = {fold(name) for name in (*known.personal, *known.not_questions)} if known else set()
    return [
        position
        for position, name in enumerate(reading.table.header)
        if name and position not in sure and fold(name) not in closed and not reading.personal(position)
    ]
