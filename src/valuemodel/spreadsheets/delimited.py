"""Rows of a delimited text file."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter

from valuemodel.errors import Issue, ValueModelError
from valuemodel.spreadsheets.blocks import csv_rows, read_blocks
from valuemodel.spreadsheets.encoding import decode, utf8_of
from valuemodel.spreadsheets.json_lines import json_rows
from valuemodel.spreadsheets.limits import MOST_PLAIN_BYTES, MOST_PLAIN_CELLS, Told, untold
from valuemodel.spreadsheets.types import Book, Sheet

BIG = 4_000_000
"""From so many bytes on, a text is read block by block into coded columns; the cells are the same."""
DELIMITERS = (";", ",", "\t", "|")
_PROBE_LINES = 80
_PROBE_CHARACTERS = 200_000
_HINT = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)


def read_delimited(content: bytes, file_name: str, told: Told = untold) -> Book:
    """`content` as a book of one sheet; `told` hears of the share that is read, and may stop it by raising.

    Raises `ValueModelError`: json_inside, markup_inside, no_cells, too_many_columns, broken_quotes, file_too_large,
    sheet_too_wide, too_many_texts.
    """
    if len(content) >= BIG and (book := _coded(content, file_name, told)):
        return book
    if len(content) > MOST_PLAIN_BYTES:
        most = MOST_PLAIN_BYTES // 1_000_000
        raise ValueModelError("file_too_large", file_name, megabytes=len(content) // 1_000_000, most=most)
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
    return Book(file_name, "csv", (Sheet("", rows),), decoded.encoding, delimiter, _lost(decoded.lost, file_name))


def _coded(content: bytes, file_name: str, told: Told) -> Book | None:
    """The same for a big text; None when it is no plain table of several columns, and is better read row by row."""
    utf8 = utf8_of(content)
    probe = utf8.content[utf8.start : utf8.start + 4 * _PROBE_CHARACTERS].decode("utf-8", errors="ignore")
    if not re.search(r"\w", probe) or probe.lstrip().startswith("{"):
        return None
    _refuse_other_text(probe, file_name)
    hint = _HINT.match(probe)
    delimiter = hint[1] if hint else sniff_delimiter(probe)
    if not delimiter.isascii():
        return None
    start = utf8.start + (len(hint[0].encode()) if hint else 0)
    rows = read_blocks(utf8.content, start, delimiter, file_name, told, blank_first=bool(hint))
    if rows is None:
        return None
    return Book(file_name, "csv", (Sheet("", rows),), utf8.encoding, delimiter, _lost(utf8.lost, file_name))


def _lost(count: int, file_name: str) -> tuple[Issue, ...]:
    return (Issue("characters_lost", file_name, {"count": count}),) if count else ()


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
    rows: list[list[str]] = []
    cells = 0
    for some in csv_rows(io.StringIO(text, newline=""), delimiter, file_name):
        rows.extend(some)
        cells += sum(map(len, some))
        if cells > MOST_PLAIN_CELLS:
            raise ValueModelError("sheet_too_wide", file_name, columns=max(map(len, rows)), rows=len(rows))
    return rows
