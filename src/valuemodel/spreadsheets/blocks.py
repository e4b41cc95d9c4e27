"""A big delimited text, block by block, into coded columns.

Arrow reads the blocks whose rows all have the usual width; a block with any other row is read by the csv module, whose
rules are the ones that count. Both take quotation marks the same way, so the cells do not depend on who read them.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TextIO

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.coded import CodedRows, Growing
from valuemodel.spreadsheets.limits import MOST_CELL, MOST_CELLS, MOST_COLUMNS, MOST_DISTINCT, MOST_LINE, Told

BLOCK, _PIECE = 1 << 23, 1 << 18
_HEAD, _TRIES = 1 << 16, 1_000
_BATCH = 20_000
MOST_BEYOND = 50_000
"""So many rows wider than the others make no table of coded columns."""


class _Rows:
    """What was read so far: columns, the widths of batches with ragged rows, and cells beyond the columns."""

    def __init__(self, width: int) -> None:
        self.width, self.length = width, 0
        self.columns = [Growing() for _ in range(width)]
        self.widths: dict[int, np.ndarray] = {}
        self.beyond: dict[int, list[str]] = {}

    def add_table(self, table: pa.Table) -> None:
        whole = table.unify_dictionaries().combine_chunks()
        for column, cells in zip(self.columns, whole.columns, strict=True):
            for chunk in cells.chunks:
                column.add(chunk.indices.to_numpy(), chunk.dictionary.to_pylist())
        self.length += table.num_rows

    def add_rows(self, rows: list[list[str]]) -> None:
        blanks = [""] * self.width
        squared = [row if len(row) == self.width else (row + blanks)[: self.width] for row in rows]
        for column, cells in zip(self.columns, zip(*squared, strict=True), strict=False):
            column.add_cells(cells)
        self.widths[self.length] = np.array([min(len(row), self.width) for row in rows], dtype=np.int32)
        self.beyond |= {self.length + at: row[self.width :] for at, row in enumerate(rows) if len(row) > self.width}
        self.length += len(rows)

    def check(self, file_name: str) -> None:
        """Refuse what would not fit in memory."""
        if self.length * self.width > MOST_CELLS:
            raise ValueModelError("sheet_too_wide", file_name, columns=self.width, rows=self.length)
        if (count := sum(len(column.places) for column in self.columns)) > MOST_DISTINCT:
            raise ValueModelError("too_many_texts", file_name, count=count, most=MOST_DISTINCT)

    def coded(self) -> CodedRows:
        widths = np.full(self.length, self.width, dtype=np.int32) if self.widths else None
        for start, found in self.widths.items():
            widths[start : start + len(found)] = found  # type: ignore[index]
        return CodedRows([column.whole() for column in self.columns], self.length, widths, self.beyond)


def read_blocks(
    content: bytes, start: int, delimiter: str, file_name: str, told: Told, blank_first: bool = False
) -> CodedRows | None:
    """The rows of UTF-8 text from byte `start` on; None when it has one column, or many rows wider than the others.

    Raises `ValueModelError`: too_many_columns, broken_quotes, sheet_too_wide, too_many_texts.
    """
    width = _usual_width(content, start, delimiter)
    if not 1 < width <= MOST_COLUMNS:
        return None
    read = _Rows(width)
    if blank_first:
        read.add_rows([[]])
    at = start
    with ThreadPoolExecutor(1) as ahead:  # the next block is read while this one is added
        coming = ahead.submit(_next_block, content, at, delimiter, width)
        while at < len(content):
            end, table = coming.result()
            coming = ahead.submit(_next_block, content, end, delimiter, width)
            if not _add_block(read, content, at, end, table, delimiter, file_name):
                for rows in _by_csv(content, at, len(content), delimiter, read.length, file_name):
                    read.add_rows(rows)
                    read.check(file_name)
                end = len(content)
            if len(read.beyond) > MOST_BEYOND:
                return None
            read.check(file_name)
            at = end
            told(at / len(content))
    return read.coded()


def _usual_width(content: bytes, start: int, delimiter: str) -> int:
    """The width that most of the first rows have; the widest of them when it is a tie."""
    head = content[start : start + _HEAD].decode("utf-8", errors="ignore")
    csv.field_size_limit(MOST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter))
    except csv.Error:
        return 0
    widths = Counter(len(row) for row in rows[:-1] if any(row))
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _block_end(content: bytes, start: int) -> int:
    """After the last line end of the next block at which every quotation mark so far has its pair."""
    size = BLOCK
    while start + size < len(content):
        if end := _even_end(content, start, start + size):
            return end
        size *= 2
    return len(content)


def _even_end(content: bytes, start: int, most: int) -> int:
    """The last line end before `most` with an even number of quotation marks between; 0 when there is none near."""
    end = content.rfind(b"\n", start, most) + 1
    odd = content.count(b'"', start, end) % 2 if end > start else 1
    for _ in range(_TRIES):
        if not odd or end <= start:
            break
        mark = content.rfind(b'"', start, end)
        before = content.rfind(b"\n", start, mark) + 1
        odd = (odd + content.count(b'"', before, end)) % 2
        end = before
    return 0 if odd or end <= start else end


def _next_block(content: bytes, start: int, delimiter: str, width: int) -> tuple[int, pa.Table | None]:
    """The end of the block that begins at `start`, and its columns."""
    if start >= len(content):
        return start, None
    end = _block_end(content, start)
    return end, _by_arrow(content, start, end, delimiter, width)


def _add_block(
    read: _Rows, content: bytes, start: int, end: int, table: pa.Table | None, delimiter: str, file_name: str
) -> bool:
    """Add one block; False, and nothing added, when its end turns out to be inside quotation marks."""
    if table is not None:
        if end < len(content) and str(table.columns[-1][-1].as_py()).endswith(("\n", "\r")):
            return False
        read.add_table(table)
        return True
    batches = list(_by_csv(content, start, end, delimiter, read.length, file_name))
    last = next((rows[-1] for rows in reversed(batches) if rows), [])
    if end < len(content) and last and last[-1].endswith(("\n", "\r")):
        return False
    for rows in batches:
        read.add_rows(rows)
    return True


def _by_arrow(content: bytes, start: int, end: int, delimiter: str, width: int) -> pa.Table | None:
    """The block as dictionary columns; None when a row is wider or narrower than the others."""
    names = [str(position) for position in range(width)]
    texts = pa.dictionary(pa.int32(), pa.string())
    source = pa.py_buffer(memoryview(content)[start:end])
    try:
        return arrow_csv.read_csv(
            pa.BufferReader(source),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=_PIECE),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                newlines_in_values=content.find(b'"', start, end) >= 0,
                ignore_empty_lines=False,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, texts), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None


def _by_csv(
    content: bytes, start: int, end: int, delimiter: str, before: int, file_name: str
) -> Iterator[list[list[str]]]:
    """The same part by the csv module, in batches of rows."""
    part = io.BytesIO(memoryview(content)[start:end])
    lines = io.TextIOWrapper(part, "utf-8", errors="replace", newline="")
    return csv_rows(lines, delimiter, file_name, before)


def csv_rows(lines: TextIO, delimiter: str, file_name: str, before: int = 0) -> Iterator[list[list[str]]]:
    """Rows in batches, `before` rows having been read already.

    Raises `ValueModelError`: too_many_columns, broken_quotes (a cell, or a line, that does not end).
    """
    csv.field_size_limit(MOST_CELL)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(_bounded(lines, delimiter, file_name), delimiter=delimiter):
            if len(row) > MOST_COLUMNS:
                raise ValueModelError("too_many_columns", file_name, count=len(row), most=MOST_COLUMNS)
            rows.append(row)
            if len(rows) == _BATCH:
                yield rows
                before, rows = before + len(rows), []
    except csv.Error as problem:
        raise ValueModelError("broken_quotes", file_name, line=before + len(rows) + 1) from problem
    yield rows


def _bounded(lines: TextIO, delimiter: str, file_name: str) -> Iterator[str]:
    """Lines one by one; one that does not end is not held in memory but refused."""
    while line := lines.readline(MOST_LINE + 1):
        if len(line) > MOST_LINE:
            if (count := line.count(delimiter)) > MOST_COLUMNS:
                raise ValueModelError("too_many_columns", file_name, count=count, most=MOST_COLUMNS)
            raise csv.Error("line too long")
        yield line
