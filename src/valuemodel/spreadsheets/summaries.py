"""Summaries: percentages by answer, pivot tables, crosstabs. Without a row per person, nothing can be compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from valuemodel.spreadsheets.types import Book
from valuemodel.spreadsheets.words import clean, fold

_SEARCHED, _FIRSTS = 40, 300
WORDS = {
    "answer choices",
    "choix de reponses",
    "etiquettes de lignes",
    "response percent",
    "row labels",
    "weighted average",
}
FOOTS = ({"answered", "skipped"}, {"repondues", "ignorees"}, {"repondu", "ignore"})


def one_sheet_a_question(book: Book) -> bool:
    """A workbook with a sheet `Question 1`, `Question 2`...: the way that survey tools export their charts."""
    numbered = [sheet for sheet in book.sheets if re.fullmatch(r"(question|q) ?\d+", fold(sheet.name))]
    return len(numbered) >= 3


def is_summary(rows: Sequence[Sequence[Any]]) -> bool:
    """Whether the rows that are not blank make a summary."""
    starts = [[fold(clean(cell)) for cell in row[:6]] for row in rows[:_FIRSTS]]
    words = {word for start in starts[:_SEARCHED] for word in start}
    firsts = {start[0] for start in starts if start}
    if words & WORDS or any(foot <= firsts for foot in FOOTS):
        return True
    return len(rows) > 2 and _banded(rows[0], rows[1])


def _banded(first: Sequence[Any], second: Sequence[Any]) -> bool:
    """A row of group names over a row that repeats the same names under each group."""
    groups = [fold(clean(cell)) for cell in first]
    names = Counter(fold(clean(cell)) for cell in second if clean(cell))
    repeated = sum(times for times in names.values() if times > 1)
    sparse = 2 <= sum(map(bool, groups)) <= len(names) / 2
    return sparse and not groups[0] and bool(clean(second[0])) and names.total() > 5 and repeated >= 0.5 * names.total()
