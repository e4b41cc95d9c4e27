"""Headers of more than one row: what survey tools write under the first one, made into one name a column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from valuemodel.spreadsheets.words import clean, fold

# Under a question, SurveyMonkey writes one of these, or the option that the column stands for.
NO_OPTION = {"response", "open ended response", "reponse", "reponse ouverte"}
OTHER = {"other please specify", "autre veuillez preciser"}


def stacked(header: Sequence[str], below: Sequence[Sequence[Any]]) -> tuple[tuple[str, ...], int]:
    """One name a column, and how many rows of `below` belong to the header.

    Qualtrics puts the questions in a second row and `{"ImportId": ...}` in a third; SurveyMonkey writes a question once
    over its options. Any other table has one row.
    """
    rows = [[clean(cell) for cell in row] + [""] * (len(header) - len(row)) for row in below[:2]]
    if len(rows) == 2 and sum("importid" in cell.lower() for cell in rows[1]) >= 2:
        return tuple(_question(name, text) for name, text in zip(header, rows[0], strict=False)), 2
    if rows and _options_under(header, rows[0]):
        return _with_options(header, rows[0]), 1
    return tuple(header), 0


def _question(name: str, text: str) -> str:
    """The question's text, but the code name of the columns that the tool itself adds (their text is translated)."""
    return text if name[:1] == "Q" and text else name or text


def _options_under(header: Sequence[str], row: Sequence[str]) -> bool:
    """A first header with gaps and a second row that fills them, or that says "Response" under most questions."""
    filled = [position for position, cell in enumerate(row) if cell]
    if not filled:
        return False
    said = sum(fold(row[position]) in NO_OPTION | OTHER for position in filled)
    gaps = [position for position, name in enumerate(header) if not name and any(header[:position])]
    in_gaps = sum(bool(row[position]) for position in gaps if position < len(row))
    numbers = sum(cell.replace(".", "", 1).isdigit() for cell in row)
    leading = bool(header[0]) and not row[0]
    return said >= 0.5 * len(filled) or (
        leading and len(gaps) >= 0.2 * len(header) and in_gaps >= 0.8 * len(gaps) and not numbers
    )


def _with_options(header: Sequence[str], row: Sequence[str]) -> tuple[str, ...]:
    """Each question carried over its options: `Question [option]`."""
    names, question = [], ""
    for name, option in zip(header, row, strict=False):
        question = name or question
        plain = not option or fold(option) in NO_OPTION or fold(option) == fold(name)
        names.append((name or question if option or name else "") if plain else f"{question} [{option}]")
    return tuple(names)
