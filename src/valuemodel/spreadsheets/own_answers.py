"""Answers as rows, and those to the company's own questions: on a scale, ticked or not, several in a cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from valuemodel.spreadsheets.own_questions import (
    SEVERAL, TICKED, options_of, own_key, question_and_option, what_kind,
)  # fmt: skip
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.scales import Answer, bounds_in, missing_kind, read_scale, reversed_in
from valuemodel.spreadsheets.words import clean

ANSWERS = ("respondent", "item", "value", "label", "missing", "scale")
Parts = tuple[list[pd.DataFrame], dict[str, str]]


def answer_rows(
    respondents: pd.DataFrame, item: str, cells: pd.Series, read: Mapping[Any, Answer], scale: str, labels: bool = True
) -> pd.DataFrame:
    """One row a respondent whose cell is known, with its value, its label as written and its kind of missing."""
    codes, distinct = pd.factorize(cells, use_na_sentinel=False)
    answers = [read[cell] for cell in distinct]
    known = np.array([answer.known for answer in answers], dtype=bool)[codes]
    values = np.array([np.nan if answer.value is None else answer.value for answer in answers], dtype=float)
    written = np.array([clean(cell) if labels else "" for cell in distinct], dtype=object)
    missing = np.array([answer.missing or None for answer in answers], dtype=object)
    rows = {
        "respondent": respondents["respondent"].to_numpy(),
        "item": item,
        "value": values[codes],
        "label": written[codes],
        "missing": missing[codes],
        "scale": scale,
    }
    return pd.DataFrame(rows, columns=list(ANSWERS))[known]


def own_answers(reading: Reading, respondents: pd.DataFrame, own: Mapping[str, int]) -> Parts:
    """The answers to the company's own questions, and the text of each by item."""
    parts: list[pd.DataFrame] = []
    texts: dict[str, str] = {}
    groups = _groups(reading, own)
    for name, position in own.items():
        kind = what_kind(reading, position)
        if kind == TICKED:
            found = _ticked(reading, respondents, name, position, groups)
        elif kind == SEVERAL:
            found = _several(reading, respondents, position)
        else:
            found = _placed(reading, respondents, name, position)
        parts += found[0]
        texts |= found[1]
    return parts, texts


def _placed(reading: Reading, respondents: pd.DataFrame, name: str, position: int) -> Parts:
    """Labels or numbers of a scale; a cell that is on no scale is told of and left out."""
    header, cells = reading.table.header[position], reading.column(position)
    read, scale = read_scale(cells, reading.labels, bounds_in(header))
    if reversed_in(header):
        read = {cell: _turned(answer) for cell, answer in read.items()}
    unread = [cell for cell, answer in read.items() if not answer.known]
    if unread:
        reading.problems.note("answers_unreadable", position, cells.index[cells.isin(unread)])
    reading.scales[name] = scale
    rows = answer_rows(respondents, name, cells, read, scale)
    return [rows[rows["missing"].ne("blank")]], {name: header}


def _turned(answer: Answer) -> Answer:
    return answer if answer.value is None else answer._replace(value=round(1 - answer.value, 6))


def _groups(reading: Reading, own: Mapping[str, int]) -> dict[str, pd.Series]:
    """Who answered each question that is spread over columns: those who ticked one of its options at least."""
    answered: dict[str, pd.Series] = {}
    for position in own.values():
        question, option = question_and_option(reading.table.header[position])
        if option:
            filled = reading.column(position).map(lambda cell: missing_kind(cell, {}) is None)
            answered[question] = answered[question] | filled if question in answered else filled
    return answered


def _ticked(
    reading: Reading, respondents: pd.DataFrame, name: str, position: int, groups: Mapping[str, pd.Series]
) -> Parts:
    """1 for who ticked an option, 0 for who answered the question and did not."""
    header, cells = reading.table.header[position], reading.column(position)
    answered = groups[question_and_option(header)[0]].to_numpy()
    ticked = cells.map(lambda cell: missing_kind(cell, {}) is None).to_numpy()
    return _yes_or_no(reading, respondents, name, header, ticked, answered)


def _several(reading: Reading, respondents: pd.DataFrame, position: int) -> Parts:
    """One item an option of a question whose cells hold several."""
    header, cells = reading.table.header[position], reading.column(position)
    options = options_of(pd.unique(cells))
    said = {cell: {part.strip() for part in clean(cell).split(";")} for cell in pd.unique(cells)}
    answered = cells.map(lambda cell: bool(clean(cell))).to_numpy()
    parts: list[pd.DataFrame] = []
    texts: dict[str, str] = {}
    for option in options:
        ticked = cells.map(lambda cell, option=option: option in said[cell]).to_numpy()
        asked = f"{header} [{option}]"
        found = _yes_or_no(reading, respondents, own_key(asked), asked, ticked, answered)
        parts += found[0]
        texts |= found[1]
    return parts, texts


def _yes_or_no(
    reading: Reading, respondents: pd.DataFrame, item: str, asked: str, ticked: np.ndarray, answered: np.ndarray
) -> Parts:
    reading.scales[item] = "ticked"
    rows = {
        "respondent": respondents["respondent"].to_numpy(),
        "item": item,
        "value": ticked.astype(float),
        "label": "",
        "missing": None,
        "scale": "ticked",
    }
    return [pd.DataFrame(rows, columns=list(ANSWERS)).astype({"missing": object})[answered]], {item: asked}
