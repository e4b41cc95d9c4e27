"""Answers as rows, and those to the company's own questions: on a scale, ticked or not, several in a cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

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
Part = dict[str, Any]
Parts = tuple[list[Part], dict[str, str]]


def answer_rows(
    respondents: np.ndarray, item: str, cells: pd.Series, read: Mapping[Any, Answer], scale: str, labels: bool = True
) -> Part:
    """One row a respondent whose cell is known, with its value, its label as written and its kind of missing."""
    codes, distinct = pd.factorize(cells.array, use_na_sentinel=False)
    answers = [read[cell] for cell in distinct]
    known = np.array([answer.known for answer in answers], dtype=bool)[codes]
    values = np.array([np.nan if answer.value is None else answer.value for answer in answers], dtype=float)
    written = _categories([clean(cell) if labels else "" for cell in distinct], codes)
    missing = np.array([answer.missing or None for answer in answers], dtype=object)[codes]
    return _part(known, respondents, item, values[codes], written, missing, scale)


def _categories(texts: Sequence[str], codes: np.ndarray) -> pd.Categorical:
    """The text of each code as categories."""
    places, found = pd.factorize(np.array(texts, dtype=object))
    return pd.Categorical.from_codes(places[codes], pd.Index(found, dtype=object))


def _part(kept: np.ndarray, respondents: np.ndarray, item: str, *columns: Any) -> Part:
    """The columns of `ANSWERS` where `kept`; item and scale, the same on every row, stay as they are."""
    values, labels, missing, scale = columns
    arrays = (respondents[kept], item, values[kept], labels[kept], missing[kept], scale)
    return dict(zip(ANSWERS, arrays, strict=True))


def joined(parts: list[Part]) -> pd.DataFrame:
    """All parts as one table of answers, most texts in categories: a byte or two a row."""
    lengths = [len(part["respondent"]) for part in parts]
    columns: dict[str, Any] = {}
    for name in ANSWERS:
        if name in ("item", "scale"):
            codes, found = pd.factorize(np.array([part[name] for part in parts], dtype=object))
            narrow = codes.astype(np.min_scalar_type(len(found)))
            columns[name] = pd.Categorical.from_codes(np.repeat(narrow, lengths), pd.Index(found, dtype=object))
        elif name == "label":
            columns[name] = union_categoricals([part.pop(name) for part in parts])
        else:
            whole = np.concatenate([part.pop(name) for part in parts])
            columns[name] = pd.Series(whole, dtype=whole.dtype, copy=False)
    return pd.DataFrame(columns, copy=False)


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
    read, scale = read_scale(pd.unique(cells), reading.labels, bounds_of(reading, position))
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
    nothing = _categories([""], np.zeros(len(ticked), dtype=np.int8))
    unmissed = np.full(len(ticked), None, dtype=object)
    return [_part(answered, respondents, item, ticked.astype(float), nothing, unmissed, "ticked")], {item: asked}
