"""The tidy tables of one file; usage stays in parts, one a measure, until somebody wants it row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

ACTIVITY = ("scope", "person_id", "period_start", "period_end", "tool", "measure", "value")
PARTS = "activity"
FIRST_ROWS = 5
"""Rows of a file that are shown beside what they become."""


class Usage(NamedTuple):
    """`rows` say who and when (scope, person_id, period_start, period_end), one a row of the file.

    Each of `measures` says how much of what (tool, measure, value) of those rows that have it, by their row numbers. A
    million rows with six measures take a tenth of the memory of six million rows of `activity`.
    """

    rows: pd.DataFrame
    measures: Sequence[pd.DataFrame]

    def long(self) -> pd.DataFrame:
        """The rows of `activity`, one measure after the other."""
        parts = [
            self.rows.loc[part.index].assign(**{str(name): column for name, column in part.items()})
            for part in self.measures
        ]
        parts = [part for part in parts if len(part)] or parts[:1]
        return pd.concat(parts, ignore_index=True)[list(ACTIVITY)].astype(
            dict.fromkeys(("person_id", "tool", "measure"), object)
        )

    def head(self, most: int) -> Usage:
        """The first rows, and what was measured of them."""
        rows = self.rows.head(most)
        parts = (part.head(most) for part in self.measures)  # parts keep the order of the rows
        return Usage(rows, [part[part.index.isin(rows.index)] for part in parts])

    def measured(self) -> np.ndarray:
        """Which of `rows` have any measure."""
        if any(len(part) == len(self.rows) for part in self.measures):
            return np.ones(len(self.rows), dtype=bool)
        found = np.zeros(len(self.rows), dtype=bool)
        for part in self.measures:
            found |= self.rows.index.isin(part.index)
        return found


def constant(text: str, index: pd.Index) -> pd.Series:
    """The same text on every row, in one byte a row."""
    return pd.Series(pd.Categorical.from_codes(np.zeros(len(index), dtype=np.int8), pd.Index([text])), index=index)


class Tables(Mapping[str, pd.DataFrame]):
    """Tables by name, as a plain dictionary gives them; `usage` becomes the table `activity` when that is asked for.

    `first` has the first rows of a usage that was added up.
    """

    def __init__(
        self, tables: Mapping[str, pd.DataFrame], usage: Usage | None = None, first: Usage | None = None
    ) -> None:
        self._tables, self.usage, self.first = dict(tables), usage, first

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name == PARTS and self.usage is not None and name not in self._tables:
            self._tables[name] = self.usage.long()
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        names = list(self._tables)
        return iter(names if self.usage is None or PARTS in names else [PARTS, *names])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return name in self._tables or (name == PARTS and self.usage is not None)


def count(tables: Mapping[str, pd.DataFrame], name: str) -> int:
    """How many rows a table has."""
    usage = usage_of(tables) if name == PARTS else None
    return sum(map(len, usage.measures)) if usage else len(tables[name])


def first_rows(tables: Mapping[str, pd.DataFrame], name: str, most: int) -> pd.DataFrame:
    """The first rows of a table."""
    usage = usage_of(tables) if name == PARTS else None
    if usage is None:
        return tables[name].head(most)
    return Usage(usage.rows, [part.head(most) for part in usage.measures]).long().head(most)


def usage_of(tables: Mapping[str, pd.DataFrame]) -> Usage | None:
    """The usage of a file in parts, when it is so."""
    return tables.usage if isinstance(tables, Tables) else None


def first_of(tables: Mapping[str, pd.DataFrame]) -> Usage | None:
    """The first rows of the usage of a file, before anything was added up."""
    if not isinstance(tables, Tables):
        return None
    return tables.first or (tables.usage.head(FIRST_ROWS) if tables.usage else None)


def is_summed(tables: Mapping[str, pd.DataFrame]) -> bool:
    """Whether the rows of a usage were added up, because they are about no person."""
    return isinstance(tables, Tables) and tables.first is not None
