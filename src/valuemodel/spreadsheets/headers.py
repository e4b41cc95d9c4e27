"""The table inside a sheet: its header row, and the rows that are no data."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, time
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.dates import parse_date
from valuemodel.spreadsheets.descriptions import recognised
from valuemodel.spreadsheets.numbers import parse_number
from valuemodel.spreadsheets.problems import Problems
from valuemodel.spreadsheets.types import Book, Sheet, Table
from valuemodel.spreadsheets.words import clean, fold

SEARCHED_ROWS = 40
TOTALS = {
    "total",
    "totaux",
    "total general",
    "grand total",
    "sous total",
    "subtotal",
    "somme",
    "sum",
    "total des couts",
    "totals",
}
SUMMARIES = {
    "answer choices", "response percent", "row labels", "etiquettes de lignes", "choix de reponses", "weighted average",
}  # fmt: skip
_FRENCH = re.compile(
    r"\b(heure|adresse|nom|mois|montant|prevu|reel|unite|direction|date d|poste|categorie|vous|votre|mon|mes|horodateur|equipe|role|le|la|les|des)\b"
)


def find_table(sheet: Sheet, book: Book) -> Table:
    """The table of `sheet`, cells untyped, addresses kept.

    Raises `ValueModelError`: no_cells, summary_export, no_header, no_rows.
    """
    where = sheet.name or book.file_name
    rows = sheet.rows
    filled = [index for index, row in enumerate(rows) if _width(row)]
    if not filled:
        raise ValueModelError("no_cells", where)
    _refuse_summary(rows, filled, where)
    top = _header_index(rows, filled, where)
    header = tuple(clean(cell) for cell in rows[top])
    body = [index for index in filled if index > top]
    if not body:
        raise ValueModelError("no_rows", where)
    return _table(sheet, book, header, top, body)


def _width(row: Sequence[Any]) -> int:
    return sum(1 for cell in row if cell is not None and (not isinstance(cell, str) or cell.strip()))


def _refuse_summary(rows: list[list[Any]], filled: list[int], where: str) -> None:
    """Percentages by answer, pivot tables and crosstabs have no row per person, so nothing can be compared with them."""
    starts = [[fold(clean(cell)) for cell in rows[index][:6]] for index in filled[:300]]
    words = {word for start in starts[:SEARCHED_ROWS] for word in start}
    firsts = {start[0] for start in starts if start}
    if words & SUMMARIES or {"answered", "skipped"} <= firsts or {"repondues", "ignorees"} <= firsts:
        raise ValueModelError("summary_export", where)
    if len(filled) > 2 and _banded(rows[filled[0]], rows[filled[1]]):
        raise ValueModelError("summary_export", where)


def _banded(first: Sequence[Any], second: Sequence[Any]) -> bool:
    """A row of group names over a row that repeats the same names under each group: a crosstab."""
    groups = [fold(clean(cell)) for cell in first]
    names = Counter(fold(clean(cell)) for cell in second if clean(cell))
    repeated = sum(times for times in names.values() if times > 1)
    sparse = 2 <= sum(bool(name) for name in groups) <= len(names) / 2
    return bool(sparse and not groups[0] and clean(second[0]) and repeated >= 0.5 * names.total() and names.total() > 5)


def _header_index(rows: list[list[Any]], filled: list[int], where: str) -> int:
    for index in filled[:SEARCHED_ROWS]:
        if recognised([clean(cell) for cell in rows[index]]):
            return index
    usual = _usual_width([_width(rows[index]) for index in filled[:200]])
    for index in filled[:SEARCHED_ROWS]:
        if _width(rows[index]) >= max(0.6 * usual, 1) and _looks_like_names(rows[index]):
            return index
    raise ValueModelError("no_header", where)


def _usual_width(widths: list[int]) -> int:
    """The width that a good part of the rows reaches: 90 % of rows may be narrower where cells are optional."""
    return sorted(widths)[int(0.75 * (len(widths) - 1))]


def _looks_like_names(row: Sequence[Any]) -> bool:
    """Names are texts, mostly different, none of them a number or a date."""
    cells = [cell for cell in row if cell is not None and clean(cell)]
    texts = [clean(cell) for cell in cells if isinstance(cell, str)]
    if any(isinstance(cell, date | time | bool | Real) for cell in cells):
        return False
    return len(texts) > 0 and sum(parse_number(text) is not None for text in texts) <= 0.1 * len(texts)


def _table(sheet: Sheet, book: Book, header: tuple[str, ...], top: int, body: list[int]) -> Table:
    problems = Problems(sheet.name)
    width = _trimmed_width(header, [sheet.rows[index] for index in body])
    header = (header + ("",) * width)[:width]
    rows = {index + 1: sheet.rows[index] for index in body}
    _drop_long(rows, header, problems)
    _drop_repeats(rows, header, problems)
    _drop_totals(rows, problems)
    _drop_notes(rows, header, problems)
    kept = [number for number in rows if number not in problems.aside]
    blank = [""] * width
    cells = np.empty((len(kept), width), dtype=object)
    for place, number in enumerate(kept):
        cells[place] = (rows[number] + blank)[:width]
    frame = pd.DataFrame(cells, index=kept, columns=range(width), dtype=object)
    folded = " ".join(fold(name) for name in header)
    french = book.delimiter == ";" and bool(_FRENCH.search(folded)) or len(_FRENCH.findall(folded)) >= 2
    decimal = "," if french or book.delimiter == ";" else "."
    return Table(
        sheet.name,
        header,
        top + 1,
        1,
        frame,
        len(problems.aside),
        tuple(problems.issues),
        decimal=decimal,
        french=french,
    )


def _trimmed_width(header: tuple[str, ...], rows: list[list[Any]]) -> int:
    """Named columns, and unnamed ones that at least a tenth of the rows fill: anything wider is a row out of step."""
    named = max((position + 1 for position, name in enumerate(header) if name), default=0)
    widths = Counter(_last(row) for row in rows)
    common = [width for width, times in widths.items() if times >= max(2, 0.1 * len(rows))]
    return max([named, *common])


def _last(row: Sequence[Any]) -> int:
    return max((position + 1 for position, cell in enumerate(row) if clean(cell)), default=0)


def _drop_long(rows: dict[int, list[Any]], header: tuple[str, ...], problems: Problems) -> None:
    problems.set_aside("row_too_long", None, [number for number, row in rows.items() if _last(row) > len(header)])


def _drop_repeats(rows: dict[int, list[Any]], header: tuple[str, ...], problems: Problems) -> None:
    names = [fold(name) for name in header if name]
    first = next(position for position, name in enumerate(header) if name)
    again = [
        number
        for number, row in rows.items()
        if len(row) > first
        and fold(clean(row[first])) == names[0]
        and [fold(clean(cell)) for cell in row if clean(cell)] == names
    ]
    problems.set_aside("header_again", None, again)


def _drop_totals(rows: dict[int, list[Any]], problems: Problems) -> None:
    def total(row: list[Any]) -> bool:
        cells = [cell for cell in row if clean(cell)]
        first = fold(clean(cells[0])) if cells and isinstance(cells[0], str) else ""
        if first not in TOTALS and not first.startswith(("total ", "sous total", "grand total")):
            return False
        rest = [clean(cell) for cell in cells[1:]]
        return len(rest) < 0.8 * len(row) and all(parse_number(cell, ",") is not None for cell in rest)

    problems.set_aside("total_row", None, [number for number, row in rows.items() if total(row)])


def _drop_notes(rows: dict[int, list[Any]], header: tuple[str, ...], problems: Problems) -> None:
    """Notes under a table: the last rows, with one cell filled where the header has three columns or more."""
    notes = []
    if sum(bool(name) for name in header) >= 3:
        for number in reversed(rows):
            row = rows[number]
            if number in problems.aside:
                continue
            only = next(cell for cell in row if clean(cell))
            if _width(row) != 1 or not isinstance(only, str) or parse_date(only) or parse_number(only) is not None:
                break
            notes.append(number)
    problems.set_aside("note_row", None, notes)
