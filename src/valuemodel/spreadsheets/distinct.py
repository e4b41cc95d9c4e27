"""A column of cells as its distinct cells and one code a row: each distinct cell is understood once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

_MOST_CODES = 1 << 60


class Distinct(NamedTuple):
    """The distinct cells that a column has, one code a row, and the column's index."""

    cells: Sequence[Any] | np.ndarray
    codes: np.ndarray
    index: pd.Index  # type: ignore[assignment]

    def spread(self, meanings: Sequence[Any] | np.ndarray, dtype: Any = object) -> pd.Series:
        """The column that has the meaning of each cell in its place (`meanings`: one a distinct cell).

        >>> distinct(pd.Series(["a", "b", "a"])).spread([1, 2], int).tolist()
        [1, 2, 1]
        """
        if not isinstance(meanings, np.ndarray):
            listed = np.empty(len(self.cells), dtype=object)
            listed[:] = meanings
            meanings = listed if dtype is object else np.array(listed.tolist(), dtype=dtype)
        return pd.Series(meanings[self.codes], index=self.index, dtype=dtype)

    def categories(self, texts: Sequence[str]) -> pd.Series:
        """The column with the text of each cell in its place, as categories; cells of the same text become one."""
        codes, found = pd.factorize(np.array(texts, dtype=object))
        spread = pd.Categorical.from_codes(codes[self.codes], pd.Index(found, dtype=object), validate=False)
        return pd.Series(spread, index=self.index)

    def mapped(self, function: Callable[[Any], Any], dtype: Any = object) -> pd.Series:
        """The column of what `function` makes of each cell."""
        return self.spread([function(cell) for cell in self.cells], dtype)


def distinct(cells: pd.Series) -> Distinct:
    """The distinct cells of a column, coded (categories) or plain; only those that a row has."""
    if not isinstance(cells.dtype, pd.CategoricalDtype):
        codes, found = pd.factorize(cells.to_numpy(dtype=object), use_na_sentinel=False)
        return Distinct(found, codes, cells.index)
    coded: np.ndarray = cells.cat.codes.to_numpy()
    categories: np.ndarray = cells.cat.categories.to_numpy(dtype=object)
    if len(coded) and coded.min() < 0:
        return distinct(cells.astype(object))
    used = np.bincount(coded, minlength=len(categories)) > 0 if len(coded) else np.zeros(len(categories), dtype=bool)
    if used.all():
        return Distinct(categories, coded, cells.index)
    return Distinct(categories[used], (np.cumsum(used) - 1)[coded], cells.index)


def combined(columns: Sequence[pd.Series]) -> np.ndarray:
    """One code a row, 0, 1, 2... in order of appearance: rows have the same code when they are the same in all columns.

    >>> combined([pd.Series(["a", "b", "a", "a"]), pd.Series([1, 1, 1, 2])]).tolist()
    [0, 1, 0, 2]
    """
    codes, count = _crossed(columns)
    if not _dense(codes, count):
        return pd.factorize(codes)[0]
    first = _first_places(codes, count)
    order = np.sort(first[first < len(codes)])
    numbers = np.zeros(count, dtype=np.int64)
    numbers[codes[order]] = np.arange(len(order))
    return numbers[codes]


def first_of_each(codes: np.ndarray) -> np.ndarray:
    """The place of the first row of each code, codes being 0, 1, 2... in order of appearance.

    >>> first_of_each(np.array([0, 1, 0, 2])).tolist()
    [0, 1, 3]
    """
    highest = np.maximum.accumulate(codes)
    return np.flatnonzero(np.diff(highest, prepend=-1) > 0)


def same_again(columns: Sequence[pd.Series]) -> pd.Series:
    """Which rows are the same in all `columns` as an earlier row.

    >>> same_again([pd.Series(["a", "b", "a"]), pd.Series([1, 1, 1])]).tolist()
    [False, False, True]
    """
    codes, count = _crossed(columns)
    if not _dense(codes, count):
        return pd.Series(pd.Series(codes).duplicated().to_numpy(), index=columns[0].index)
    return pd.Series(_first_places(codes, count)[codes] < np.arange(len(codes)), index=columns[0].index)


def _crossed(columns: Sequence[pd.Series]) -> tuple[np.ndarray, int]:
    """One code a row for all columns together, and the number of codes that there can be."""
    whole, count = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        if isinstance(column.dtype, pd.CategoricalDtype) and len(column.cat.categories) == 1 and not column.hasnans:
            continue
        codes, found = _own_codes(column)
        if count * max(len(found), 1) > _MOST_CODES:
            whole, kinds = pd.factorize(whole)
            count = len(kinds)
        whole, count = whole * max(len(found), 1) + codes, count * max(len(found), 1)
    return whole, count


def _own_codes(column: pd.Series) -> tuple[np.ndarray, pd.Index | np.ndarray]:
    """A code a row, and what the codes stand for; those that categories have already are taken."""
    if isinstance(column.dtype, pd.CategoricalDtype) and not column.hasnans:
        return column.cat.codes.to_numpy(), column.cat.categories
    return pd.factorize(column, use_na_sentinel=False)


def _dense(codes: np.ndarray, count: int) -> bool:
    return count <= 4 * len(codes) + 1_000


def _first_places(codes: np.ndarray, count: int) -> np.ndarray:
    """The first place of each code; the number of rows where a code has none."""
    first = np.full(count, len(codes), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first
