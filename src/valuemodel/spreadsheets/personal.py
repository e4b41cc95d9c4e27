"""Columns about a person that nothing here needs, found by their header or by what their cells look like."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pandas as pd

from valuemodel.spreadsheets.words import clean, fold
from valuemodel.yaml_files import read_yaml

CELLS = (
    re.compile(r"^\d{1,3}(\.\d{1,3}){3}$"),
    re.compile(r"^[\w.+-]+@[\w-]+(\.[\w-]+)+$"),
    re.compile(r"^(\+|00)\d[\d .()-]{7,16}\d$|^0\d([ .-]?\d\d){4}$"),
)
_SAMPLE = 50


@cache
def _headers() -> frozenset[str]:
    listed = read_yaml(Path(__file__).with_name("personal.yaml"))
    return frozenset(fold(header) for several in listed for header in several)


def is_personal(header: str, cells: pd.Series) -> bool:
    """Whether a column holds names, addresses, phone numbers, places on the map or the like."""
    if fold(header) in _headers():
        return True
    sample = [text for cell in cells.array[:200] if (text := clean(cell))][:_SAMPLE]
    return bool(sample) and any(sum(bool(shape.match(text)) for text in sample) >= 0.5 * len(sample) for shape in CELLS)


def holds_addresses(cells: pd.Series) -> bool:
    """Whether most cells are e-mail addresses: then the column says who."""
    sample = [text for cell in cells.array[:200] if (text := clean(cell))][:_SAMPLE]
    return bool(sample) and sum("@" in text for text in sample) >= 0.8 * len(sample)


def example_of(cells: pd.Series) -> str:
    """An example of a column that cannot be about one person: a number, or a short text that several rows have."""
    sample = [text for cell in cells.array[:200] if (text := clean(cell))]
    counts = pd.Series(sample, dtype=object).value_counts()
    if (
        len(counts)
        and (counts.iloc[0] >= 3 or re.fullmatch(r"-?\d{1,3}([.,]\d+)?", str(counts.index[0])))
        and len(counts) < 100
    ):
        return str(counts.index[0])[:60]
    return ""
