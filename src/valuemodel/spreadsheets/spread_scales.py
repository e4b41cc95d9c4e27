"""A scale that a survey tool spread over one column a label, gathered into one column again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import pandas as pd

from valuemodel.spreadsheets.own_questions import question_and_option
from valuemodel.spreadsheets.scales import leading_number, missing_kind, numeric_scale, scale_of
from valuemodel.spreadsheets.types import Table
from valuemodel.spreadsheets.words import clean, fold

FEWEST_LABELS = 3
_ROW_AND_LABEL = re.compile(r"^(.*?)\s*(?:^|\s)[-–]\s*(\S.*)$")


def gathered(table: Table) -> Table:
    """`table` with each spread scale in the first of its columns, as labels; the others lose their names.

    Positions stay what they are in the sheet, so that addresses do.
    """
    header, frame, firsts = list(table.header), table.frame, set()
    for positions, question, labels in list(_spread(table)):
        if frame is table.frame:
            frame = frame.copy()
        filled = [frame[position].map(lambda cell: missing_kind(cell, {}) is None) for position in positions]
        answer = pd.Series("", index=frame.index, dtype=object)
        for mask, label in zip(filled, labels, strict=True):
            answer = answer.where(~mask, label)
        frame[positions[0]] = answer
        header[positions[0]] = question
        firsts.add(positions[0])
        for position in positions[1:]:
            header[position] = ""
    return replace(table, header=tuple(header), frame=frame, gathered=frozenset(firsts))


def _spread(table: Table) -> Iterator[tuple[list[int], str, list[str]]]:
    """(positions, question, label of each) of columns in a row whose labels make one scale."""
    parts = [_parts(name) for name in table.header]
    for (question, row), run in groupby(range(len(parts)), key=lambda position: parts[position][:2]):
        positions = list(run)
        labels = [parts[position][2] for position in positions]
        if len(positions) >= FEWEST_LABELS and all(labels) and _is_scale(labels):
            yield positions, f"{question} [{row}]" if row else question, labels


def _parts(name: str) -> tuple[str, str, str]:
    """Question, row and label: `How often? [Write code - Never]`, `Are you satisfied? [- 5]`, `Agree? [Neutral]`."""
    question, option = question_and_option(name)
    found = _ROW_AND_LABEL.match(option)
    return (question, found[1], found[2]) if found else (question, "", option)


def _is_scale(labels: list[str]) -> bool:
    """Three labels or more of one scale, or the whole numbers of one, each once; "don't know" and the like aside."""
    places = [label for label in labels if missing_kind(label, {}) is None]
    numbers = [leading_number(label) for label in places]
    if len(set(map(fold, map(clean, places)))) < max(FEWEST_LABELS, len(places)):
        return False
    if all(number is not None for number in numbers):
        return numeric_scale(numbers) is not None
    return bool(scale_of({fold(clean(label)) for label in places}))
