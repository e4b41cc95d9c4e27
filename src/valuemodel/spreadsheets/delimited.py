"""Rows of a delimited text file."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter

from valuemodel.errors import Issue, ValueModelError
from valuemodel.spreadsheets.encoding import decode
from valuemodel.spreadsheets.json_lines import json_rows
from valuemodel.spreadsheets.types import Book, Sheet

DELIMITERS = (";", ",", "\t", "|")
MOST_COLUMNS = 4_096
MOST_CELL = 1 << 20
_PROBE_LINES = 80
_PROBE_CHARACTERS = 200_000
_HINT = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)


def read_delimited(content: bytes, file_name: str) -> Book:
    """`content` as a book of one sheet.

    Raises `ValueModelError`: json_inside, markup_inside, no_cells, too_many_columns, broken_quotes.
    """
    decoded = decode(content)
    text = decoded.text.replace("\ufeff", "").replace("\x00", "").replace("\r\r\n", "\n")
    if not re.search(r"\w", text):
        raise ValueModelError("no_cells", file_name)
    if lines := json_rows(text):
        return Book(file_name, "csv", (Sheet("", lines),), decoded.encoding)
    _refuse_other_text(text, file_name)
    hint = _HINT.match(text)
    delimiter = hint[1] if hint else sniff_delimiter(text)
    rows = _rows(text[hint.end() :] if hint else text, delimiter, file_name)
    if hint:
        rows.insert(0, [])
    issues = (Issue("characters_lost", file_name, {"count": decoded.lost}),) if decoded.lost else ()
    return Book(file_name, "csv", (Sheet("", rows),), decoded.encoding, delimiter, issues)


def _refuse_other_text(text: str, file_name: str) -> None:
    start = text[:2_000].lstrip()
    if re.match(r'\{\s*"|\[\s*[{\[]|\{\s*\}|\[\s*\]', start):
        raise ValueModelError("json_inside", file_name)
    if re.match(r"<(!doctype|html|table|\?xml|svg|\w+[ >])", start, re.IGNORECASE):
        raise ValueModelError("markup_inside", file_name)


def sniff_delimiter(text: str) -> str:
    """The delimiter that gives most lines the same number of cells, and many of them; "," when there is none."""
    probe = text[:_PROBE_CHARACTERS]
    scores = {mark: _steadiness(probe, mark) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: scores[mark])
    return best if scores[best] else ","


def _steadiness(probe: str, delimiter: str) -> float:
    """Share of lines with the most usual width, times the logarithm of that width; 0 for one column."""
    widths: Counter[int] = Counter()
    try:
        for row in csv.reader(io.StringIO(probe, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                widths[len(row)] += 1
            if widths.total() >= _PROBE_LINES:
                break
    except csv.Error:
        return 0.0
    several = Counter({width: times for width, times in widths.items() if width > 1})
    if not several:
        return 0.0
    width, times = several.most_common(1)[0]
    return times / widths.total() * math.log(width)


def _rows(text: str, delimiter: str, file_name: str) -> list[list[str]]:
    lines = io.StringIO(text, newline="")
    rows: list[list[str]] = []
    csv.field_size_limit(MOST_CELL)
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            if len(row) > MOST_COLUMNS:
                raise ValueModelError("too_many_columns", file_name, count=len(row), most=MOST_COLUMNS)
            rows.append(row)
    except csv.Error as problem:
        raise ValueModelError("broken_quotes", file_name, line=len(rows) + 1) from problem
    return rows
