"""What a table is by what its cells hold, when no header tells."""

from __future__ import annotations

import re

import pandas as pd

from valuemodel.spreadsheets.descriptions import Description, descriptions
from valuemodel.spreadsheets.items import guess_item, items
from valuemodel.spreadsheets.scales import leading_number, missing_kind, scale_of
from valuemodel.spreadsheets.types import Table
from valuemodel.spreadsheets.words import clean, fold

SAMPLE, FEWEST_COLUMNS = 400, 3
SCALES, CODES, QUESTION, OTHER = "scales", "codes", "question", "other"
# A question has a question mark, or is a sentence about "you" or "I".
_ASKED = re.compile(r"\?|\b(?:you|your|my|vous|votre|vos|mon|ma|mes)\b", re.IGNORECASE)


def survey_by_cells(table: Table) -> Description | None:
    """The survey that nothing in the headers names: most columns ask something, or hold labels or numbers of scales."""
    named = [position for position, name in enumerate(table.header) if name]
    if len(named) < FEWEST_COLUMNS or len(table.frame) < 2:
        return None
    found = [_column(table.header[position], table.frame[position]) for position in named]
    asked = found.count(SCALES) + found.count(QUESTION)
    if asked >= 0.5 * len(named) and asked >= FEWEST_COLUMNS:
        return descriptions()["survey_columns"]
    codes = found.count(CODES)
    return descriptions()["coded_survey"] if codes >= 5 and codes + found.count(SCALES) >= 0.8 * len(named) else None


def _column(header: str, cells: pd.Series) -> str:
    if "?" in header or (_ASKED.search(header) and len(header.split()) >= 5):
        return QUESTION
    distinct = [cell for cell in pd.unique(cells.array[:SAMPLE]) if missing_kind(cell, {}) is None]
    if not distinct or len(distinct) > 15:
        return OTHER
    scale = scale_of({fold(clean(cell)) for cell in distinct})
    if scale and scale != "yes_no":
        return SCALES
    numbers = [leading_number(cell) for cell in distinct]
    whole = all(number is not None and number == int(number) and -2 <= number <= 10 for number in numbers)
    return CODES if whole and len(numbers) <= 11 else OTHER


def asks_items(table: Table) -> bool:
    """Two questions of the item bank make a survey of a table, even with an address and a unit on each row."""
    sure = {guess.key for name in table.header if (guess := guess_item(name)).sure}
    return len(sure & items().keys()) >= 2
