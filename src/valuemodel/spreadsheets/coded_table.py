"""The table in coded rows: the same steps as for lists of cells, looking at each distinct text once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.coded import CodedRows
from valuemodel.spreadsheets.limits import MOST_PLAIN_CELLS
from valuemodel.spreadsheets.no_data import TOTALS
from valuemodel.spreadsheets.words import clean, fold

_TAIL = 200
# How a text of plain letters starts when, folded, it starts with one of TOTALS.
_MAYBE_TOTAL = re.compile(
    r"[\W_]*(?:" + "|".join(sorted({re.escape(word[:3]) for word in TOTALS})) + ")", re.IGNORECASE
)


def reached(rows: CodedRows, body: np.ndarray, named: int) -> Counter[int]:
    """How many rows of `body` end with a filled cell in each column after the `named` ones: width -> rows."""
    found: Counter[int] = Counter()
    widest = len(rows.columns) + max((len(cells) for cells in rows.beyond.values()), default=0)
    unsettled = np.ones(len(body), dtype=bool)
    for position in range(widest - 1, named - 1, -1):
        column = rows.column(position)
        filled = column.where(_is_written)[body] & unsettled
        found[position + 1] = int(filled.sum())
        unsettled &= ~filled
    return found


def suspects(rows: CodedRows, body: np.ndarray, header: Sequence[str]) -> dict[int, list[Any]]:
    """The rows of `body` that may be no data, by row number: `drop_no_data` finds in them what it finds in all rows.

    Rows with cells after the header, rows that start as the header does or with a word for a total, and the last ones.
    """
    mask = np.zeros(len(rows), dtype=bool)
    mask[list(rows.beyond)] = True
    for position in range(len(header), len(rows.columns)):
        mask |= rows.columns[position].where(_is_written)
    first = next((position for position, name in enumerate(header) if name), 0)
    if first < len(rows.columns):
        mask |= rows.columns[first].where(lambda cell: clean(cell) == header[first])
    mask |= _start_as_totals(rows)
    mask[body[-_TAIL:]] = True
    inside = np.zeros(len(rows), dtype=bool)
    inside[body] = True
    return {int(place) + 1: rows[int(place)] for place in np.flatnonzero(mask & inside)}


def _start_as_totals(rows: CodedRows) -> np.ndarray:
    """Rows whose first cell that is not empty starts with a word for a total."""
    found = np.zeros(len(rows), dtype=bool)
    blank = np.ones(len(rows), dtype=bool)
    for column in rows.columns:
        found |= blank & column.where(says_total)
        blank &= column.where(lambda cell: cell is None or cell == "")
        if not blank.any():
            break
    return found


def _is_written(cell: Any) -> bool:
    return bool(clean(cell))


def says_total(cell: Any) -> bool:
    """Whether a cell starts with a word for a total.

    >>> says_total("Total général"), says_total("Totalement"), says_total(12)
    (True, False, False)
    """
    if not isinstance(cell, str) or len(cell) >= 60 or (cell.isascii() and not _MAYBE_TOTAL.match(cell)):
        return False
    folded = fold(cell)
    return any(folded == word or folded.startswith(f"{word} ") for word in TOTALS)


def coded_frame(rows: CodedRows, places: np.ndarray, width: int, categories: bool) -> pd.DataFrame:
    """Rows at `places`, numbered from 1: as categories (one byte to four a cell), else as plain cells.

    Plain cells share their texts (eight bytes a cell).
    """
    if not categories and len(places) * width > MOST_PLAIN_CELLS * 2:
        raise ValueModelError("sheet_too_wide", columns=width, rows=len(places))
    whole = len(places) == len(rows)
    found = {}
    for position in range(width):
        column = rows.column(position)
        codes = column.codes if whole else column.codes[places]
        found[position] = _categories(codes, column.cells) if categories else column.cells[codes]
    return pd.DataFrame(found, index=_numbers(places), columns=range(width), dtype=None if categories else object)


def _categories(codes: np.ndarray, cells: np.ndarray) -> pd.Categorical | np.ndarray:
    """Categories; cells as they are where two distinct ones are equal (1 and yes)."""
    found = pd.Index(cells, dtype=object)
    return pd.Categorical.from_codes(codes, categories=found, validate=False) if found.is_unique else cells[codes]


def _numbers(places: np.ndarray) -> pd.Index:
    """Row numbers; as a range, which takes no room, when no row is left out."""
    if len(places) and places[-1] - places[0] == len(places) - 1:
        return pd.RangeIndex(int(places[0]) + 1, int(places[-1]) + 2)
    return pd.Index(places + 1)
