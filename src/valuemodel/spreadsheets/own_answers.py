"""Answers as rows, and those to the company's own questions: on a scale, ticked or not, several in a cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from valuemodel.spreadsheets.numeric_scales import bounds_of
from valuemodel.spreadsheets.own_questions import (
    SEVERAL,
    TICKED,
    kind_of,
    known_options,
    options_of,
    own_key,
    question_and_option,
    split_by,
)  # fmt: skip
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.scales import Answer, missing_kind, read_scale, reversed_in
from valuemodel.spreadsheets.words import clean

ANSWERS = ("respondent", "item", "value", "label", "missing", "scale")
Part = dict[str, np.ndarray]
Parts = tuple[list[Part], dict[str, str]]


def answer_rows(
    respondents: np.ndarray, item: str, cells: pd.Series, read: Mapping[Any, Answer], scale: str, labels: bool = True
) -> Part:
    """One row a respondent whose cell is known, with its value, its label as written and its kind of missing."""
    codes, distinct = pd.factorize(cells.array, use_na_sentinel=False)
    answers = [read[cell] for cell in distinct]
    known = np.array([answer.known for answer in answers], dtype=bool)[codes]
    values = np.array([np.nan if answer.value is None else answer.value for answer in answers], dtype=float)
    written = np.array([clean(cell) if labels else "" for cell in distinct], dtype=object)
    missing = np.array([answer.missing or None for answer in answers], dtype=object)
    rows = (respondents, item, values[codes], written[codes], missing[codes], scale)
    return _part(known, *rows)


def _part(
    kept: np.ndarray, respondents: np.ndarray, item: str, values: Any, labels: Any, missing: Any, scale: str
) -> Part:
    filled = (
        np.full(len(respondents), one, dtype=object) if isinstance(one, str) or one is None else one
        for one in (respondents, item, values, labels, missing, scale)
    )
    return {name: column[kept] for name, column in zip(ANSWERS, filled, strict=True)}


def joined(parts: list[Part]) -> pd.DataFrame:
    """All parts as one table of answers; a part is emptied column by column, so that nothing is there twice."""
    kinds: dict[str, Any] = {**dict.fromkeys(ANSWERS, object), "value": float, "respondent": "int64"}
    columns = {name: np.concatenate([part.pop(name) for part in parts]) for name in ANSWERS}
    return pd.DataFrame({name: pd.Series(column, dtype=kinds[name]) for name, column in columns.items()})


def own_answers(reading: Reading, respondents: np.ndarray, own: Mapping[str, int]) -> Parts:
    """The answers to the company's own questions, and the text of each by item."""
    parts: list[Part] = []
    texts: dict[str, str] = {}
    groups = _groups(reading, own)
    for name, position in own.items():
        kind = kind_of(reading, position)
        if kind == TICKED:
            found = _ticked(reading, respondents, name, position, groups)
        elif kind == SEVERAL:
            found = _several(reading, respondents, position)
        else:
            found = _placed(reading, respondents, name, position)
        parts += found[0]
        texts |= found[1]
    return parts, texts


def _placed(reading: Reading, respondents: np.ndarray, name: str, position: int) -> Parts:
    """Labels or numbers of a scale; a cell that is on no scale is told of and left out."""
    header, cells = reading.table.header[position], reading.column(position)
    read, scale = read_scale(cells, reading.labels, bounds_of(reading, position))
    if reversed_in(header):
        read = {cell: _turned(answer) for cell, answer in read.items()}
    unread = [cell for cell, answer in read.items() if not answer.known]
    if unread:
        reading.problems.note("answers_unreadable", position, cells.index[cells.isin(unread)])
    reading.scales[name] = scale
    read = {cell: answer._replace(known=answer.known and answer.missing != "blank") for cell, answer in read.items()}
    return [answer_rows(respondents, name, cells, read, scale)], {name: header}


def _turned(answer: Answer) -> Answer:
    return answer if answer.value is None else answer._replace(value=round(1 - answer.value, 6))


def _groups(reading: Reading, own: Mapping[str, int]) -> dict[str, np.ndarray]:
    """Who answered each question that is spread over columns: those who ticked one of its options at least."""
    answered: dict[str, np.ndarray] = {}
    for position in own.values():
        question, option = question_and_option(reading.table.header[position])
        if option:
            filled = _filled(reading, position)
            answered[question] = answered[question] | filled if question in answered else filled
    return answered


def _filled(reading: Reading, position: int) -> np.ndarray:
    codes, distinct = pd.factorize(reading.column(position).array, use_na_sentinel=False)
    return np.array([missing_kind(cell, {}) is None for cell in distinct], dtype=bool)[codes]


def _ticked(
    reading: Reading, respondents: np.ndarray, name: str, position: int, groups: Mapping[str, np.ndarray]
) -> Parts:
    """1 for who ticked an option, 0 for who answered the question and did not."""
    header = reading.table.header[position]
    answered = groups[question_and_option(header)[0]]
    return _yes_or_no(reading, respondents, name, header, _filled(reading, position), answered)


def _several(reading: Reading, respondents: np.ndarray, position: int) -> Parts:
    """One item an option of a question whose cells hold several."""
    header, cells = reading.table.header[position], reading.column(position)
    options = options_of(pd.unique(cells))
    if options:
        reading.options[f"options:{own_key(header)}"] = "\n".join(options)
        said = {cell: {part.strip() for part in clean(cell).split(";")} for cell in pd.unique(cells)}
    else:
        options = known_options(reading, position)
        said = {cell: split_by(clean(cell), options) or set() for cell in pd.unique(cells)}
    answered = cells.map(lambda cell: bool(clean(cell))).to_numpy()
    parts: list[Part] = []
    texts: dict[str, str] = {}
    for option in options:
        ticked = cells.map(lambda cell, option=option: option in said[cell]).to_numpy()
        asked = f"{header} [{option}]"
        found = _yes_or_no(reading, respondents, own_key(asked), asked, ticked, answered)
        parts += found[0]
        texts |= found[1]
    return parts, texts


def _yes_or_no(
    reading: Reading, respondents: np.ndarray, item: str, asked: str, ticked: np.ndarray, answered: np.ndarray
) -> Parts:
    reading.scales[item] = "ticked"
    return [_part(answered, respondents, item, ticked.astype(float), "", None, "ticked")], {item: asked}
