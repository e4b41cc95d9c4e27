"""A codebook: what short names of columns, and the codes in them, mean; remembered for the files that come after."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.words import clean, fold

QUESTION, CODE = "question:", "code:"


def read_codebook(reading: Reading, fields: Mapping[str, int]) -> dict[str, pd.DataFrame]:
    """No table: texts of questions and labels of codes are learned, as `question:<name>` and `code:<name>:<code>`."""
    if "code" not in fields or not {"question", "answer"} & fields.keys():
        raise ValueModelError("fields_missing_codebook", reading.where())
    names = reading.texts(fields["code"]).map(fold)
    if "question" in fields:
        texts = reading.texts(fields["question"])
        _learn(reading, {f"{QUESTION}{name}": text for name, text in zip(names, texts, strict=True)})
    elif "value" not in fields:
        # A name with one label is an option of its own (ticked or not); one with several has them as its answers.
        once = ~names.duplicated(keep=False)
        labels = reading.texts(fields["answer"])
        _learn(reading, {f"{QUESTION}{name}": text for name, text in zip(names[once], labels[once], strict=True)})
    if {"value", "answer"} <= fields.keys():
        codes = reading.texts(fields["value"]).map(fold)
        labels = reading.texts(fields["answer"])
        _learn(reading, {f"{CODE}{name}:{code}": text for name, code, text in zip(names, codes, labels, strict=True)})
    if not reading.learned:
        raise ValueModelError("fields_missing_codebook", reading.where())
    reading.problems.note("codebook_learned", None, count=len(reading.learned))
    return {}


def _learn(reading: Reading, found: Mapping[str, str]) -> None:
    reading.learned |= {key: text[:300] for key, text in found.items() if text and not key.endswith(":")}


def explained_header(header: tuple[str, ...], labels: Mapping[str, object]) -> tuple[str, ...]:
    """Headers with the question that a codebook gave for a short name."""
    return tuple(str(labels.get(f"{QUESTION}{fold(name)}", name)) for name in header)


def explained_cells(frame: pd.DataFrame, header: tuple[str, ...], labels: Mapping[str, object]) -> pd.DataFrame:
    """Cells with the label that a codebook gave for a code of their column."""
    coded = {label.rpartition(":")[0] for label in labels if label.startswith(CODE)}
    known = {name: f"{CODE}{fold(name)}:" for name in header if f"{CODE}{fold(name)}" in coded}
    if not known:
        return frame
    frame = frame.copy()
    for position, name in enumerate(header):
        if name in known:
            meaning = {cell: labels.get(known[name] + fold(clean(cell)), cell) for cell in pd.unique(frame[position])}
            frame[position] = frame[position].map(meaning)
    return frame
