"""The table inside a sheet: its header row, and its rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.coded import CodedRows
from valuemodel.spreadsheets.coded_table import coded_frame, reached, suspects
from valuemodel.spreadsheets.descriptions import recognised
from valuemodel.spreadsheets.header_rows import stacked
from valuemodel.spreadsheets.no_data import drop_no_data
from valuemodel.spreadsheets.numbers import parse_number
from valuemodel.spreadsheets.problems import Problems
from valuemodel.spreadsheets.summaries import summary_of
from valuemodel.spreadsheets.survey_layouts import Layout, survey_layout
from valuemodel.spreadsheets.types import Book, Sheet, Table
from valuemodel.spreadsheets.wide_months import months_of, unfolded
from valuemodel.spreadsheets.words import clean, fold

SEARCHED_ROWS, SUMMARY_ROWS = 40, 1_000
_FRENCH = re.compile(
    r"\b(heure|adresse|nom|mois|montant|prevu|reel|unite|direction|date d|poste|categorie|horodateur|equipe|role"
    r"|vous|votre|mon|mes|le|la|les|des)\b"
)


def find_table(sheet: Sheet, book: Book) -> Table:
    """The table of `sheet`, cells untyped, addresses kept.

    Raises `ValueModelError`: no_cells, summary_export, no_header, no_rows.
    """
    where = sheet.name or book.file_name
    rows = sheet.rows
    filled = rows.filled() if isinstance(rows, CodedRows) else [at for at, row in enumerate(rows) if _is_filled(row)]
    if not len(filled):
        raise ValueModelError("no_cells", where)
    first = [int(index) for index in filled[:SUMMARY_ROWS]]
    if summary := summary_of(book, [rows[index] for index in first]):
        raise ValueModelError(summary, where)
    layout = survey_layout(rows, first) or _one_row(rows, first, where)
    last = layout.first + layout.rows - 1
    body = np.asarray(filled)[np.searchsorted(filled, last, side="right") :]
    if not len(body):
        raise ValueModelError("no_rows", where)
    above = tuple(" ".join(filter(None, map(clean, rows[index]))) for index in first if index < layout.first)
    known = recognised(layout.header, layout.tool)
    table = _table(sheet, book, layout, body, known is not None and known.kind == "usage")
    table = replace(table, layout=layout.tool, above=above)
    return table if known or layout.tool else unfolded(table, (sheet.name, book.file_name))


def _one_row(rows: Sequence[list[Any]], filled: Sequence[int], where: str) -> Layout:
    """The header of any other table: one row, and those that belong to it."""
    top = _header_index(rows, filled, where)
    below = [index for index in filled if index > top][:2]
    header, more = stacked([clean(cell) for cell in rows[top]], [rows[index] for index in below])
    last = below[more - 1] if more else top
    return Layout("", header, top, last - top + 1)


def _is_filled(row: Sequence[Any]) -> bool:
    return any(cell is not None and (not isinstance(cell, str) or bool(cell.strip())) for cell in row)


def filled_cells(row: Sequence[Any]) -> int:
    """How many cells of a row hold something."""
    return sum(1 for cell in row if cell is not None and (not isinstance(cell, str) or cell.strip()))


def _header_index(rows: Sequence[list[Any]], filled: Sequence[int], where: str) -> int:
    """The first row with a known signature; else the first that is about as wide as the data and holds names."""
    for index in filled[:SEARCHED_ROWS]:
        if recognised([clean(cell) for cell in rows[index]]):
            return index
    # Optional cells make most rows narrower than the header, so the usual width is that of the wider rows.
    widths = sorted(filled_cells(rows[index]) for index in filled[:200])
    usual = widths[int(0.75 * (len(widths) - 1))]
    for index in filled[:SEARCHED_ROWS]:
        if filled_cells(rows[index]) >= max(0.6 * usual, 1) and _holds_names(rows[index]):
            return index
    raise ValueModelError("no_header", where)


def _holds_names(row: Sequence[Any]) -> bool:
    """Texts, hardly any of them a number, and no other kind of cell but months that follow each other."""
    cells = [cell for cell in row if cell is not None and clean(cell)]
    months = months_of([clean(cell) for cell in cells])
    cells = [cell for position, cell in enumerate(cells) if position not in months]
    if any(isinstance(cell, date | time | bool | Real) for cell in cells):
        return False
    texts = [clean(cell) for cell in cells]
    return bool(texts) and sum(parse_number(text) is not None for text in texts) <= 0.1 * len(texts)


def _table(sheet: Sheet, book: Book, layout: Layout, body: np.ndarray, is_usage: bool) -> Table:
    """The rows of the sheet at the places `body`, those that are no data set aside."""
    problems = Problems(sheet.name)
    rows = sheet.rows
    coded = rows if isinstance(rows, CodedRows) else None
    listed = {} if coded else {int(at) + 1: rows[at] for at in body}
    named = _named(layout.header)
    width = _trimmed_width(named, reached(coded, body, named) if coded else _widths(listed), len(body))
    header = (*layout.header, *[""] * width)[:width]
    drop_no_data(suspects(coded, body, header) if coded else listed, header, problems)
    kept = body[~np.isin(body + 1, list(problems.aside))] if problems.aside else body
    french = _is_french(header, book.delimiter)
    return Table(
        sheet=sheet.name,
        header=header,
        header_row=layout.first + layout.rows,
        header_rows=layout.rows,
        frame=coded_frame(coded, kept, width, is_usage) if coded else _frame([rows[at] for at in kept], kept, width),
        set_aside=len(problems.aside),
        issues=tuple(problems.issues),
        decimal="," if french or book.delimiter == ";" else ".",
        french=french,
    )


def _named(header: Sequence[str]) -> int:
    return max((position + 1 for position, name in enumerate(header) if name), default=0)


def _widths(rows: Mapping[int, Sequence[Any]]) -> Counter[int]:
    return Counter(last_filled(row) for row in rows.values())


def _trimmed_width(named: int, widths: Counter[int], count: int) -> int:
    """Named columns, and unnamed ones that a tenth of the rows reach: a row that is wider than that is out of step."""
    return max([named, *(width for width, times in widths.items() if times >= max(2, 0.1 * count))])


def last_filled(row: Sequence[Any]) -> int:
    """The width of a row up to its last cell that holds something."""
    return next((at for at in range(len(row), 0, -1) if row[at - 1] is not None and clean(row[at - 1])), 0)


def _frame(rows: list[list[Any]], places: np.ndarray, width: int) -> pd.DataFrame:
    cells = np.empty((len(rows), width), dtype=object)
    blank = [""] * width
    for place, row in enumerate(rows):
        cells[place] = (row + blank)[:width]
    return pd.DataFrame(cells, index=places + 1, columns=range(width), dtype=object)


def _is_french(header: Sequence[str], delimiter: str) -> bool:
    """French words in the header; one is enough where semicolons, as French Excel writes them, stand between cells."""
    words = _FRENCH.findall(" ".join(fold(name) for name in header))
    return len(words) >= (1 if delimiter == ";" else 2)
