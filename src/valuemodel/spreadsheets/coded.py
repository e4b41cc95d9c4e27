"""Rows of a big text file, each column as codes into its distinct texts: a twentieth of the memory of lists of cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, overload

import numpy as np


class Column(NamedTuple):
    """One code a row, and the distinct texts that the codes stand for, in the order in which they were met."""

    codes: np.ndarray
    texts: np.ndarray

    def where(self, chosen: Sequence[bool] | np.ndarray) -> np.ndarray:
        """Which rows have one of the `chosen` texts (a boolean a text)."""
        return np.asarray(chosen, dtype=bool)[self.codes]


class CodedRows(Sequence[list[str]]):
    """Reads like a list of rows, ragged as they were found.

    `columns` are as many as most rows have cells; `widths` holds the true width of each row when some differ, `beyond`
    the cells that some rows have after the last column.
    """

    def __init__(
        self, columns: Sequence[Column], length: int, widths: np.ndarray | None, beyond: Mapping[int, list[str]]
    ) -> None:
        self.columns, self.length, self.widths, self.beyond = tuple(columns), length, widths, beyond

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, place: int) -> list[str]: ...

    @overload
    def __getitem__(self, place: slice) -> list[list[str]]: ...

    def __getitem__(self, place: int | slice) -> list[str] | list[list[str]]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(self.length))]
        if not -self.length <= place < self.length:
            raise IndexError(place)
        width = len(self.columns) if self.widths is None else int(self.widths[place])
        cells = [str(column.texts[column.codes[place]]) for column in self.columns[:width]]
        return cells + self.beyond.get(place % self.length, [])

    def __iter__(self) -> Iterator[list[str]]:
        return (self[place] for place in range(self.length))

    def column(self, position: int) -> Column:
        """A column by its position, also one that only some rows reach; blank where a row ends before it."""
        if position < len(self.columns):
            return self.columns[position]
        after = position - len(self.columns)
        reached = {row: cells[after] for row, cells in self.beyond.items() if len(cells) > after}
        texts = dict.fromkeys(["", *reached.values()])
        places = {text: code for code, text in enumerate(texts)}
        codes = np.zeros(self.length, dtype=np.int32)
        for row, text in reached.items():
            codes[row] = places[text]
        return Column(codes, np.array(list(texts), dtype=object))

    def filled(self) -> np.ndarray:
        """The places of the rows that are not blank."""
        mask = np.zeros(self.length, dtype=bool)
        for row, cells in self.beyond.items():
            mask[row] = any(cell.strip() for cell in cells)
        for column in sorted(self.columns, key=lambda each: len(each.texts)):
            mask |= column.where([bool(text.strip()) for text in column.texts])
            if mask.all():
                break
        return np.flatnonzero(mask)


class Growing:
    """A column that grows by pieces, each with codes of its own, kept in as few bytes as they need."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.pieces: list[np.ndarray] = []

    def add(self, codes: np.ndarray, texts: Sequence[str]) -> None:
        """One piece: codes into its own distinct texts."""
        places = self.places
        own = np.array([places.setdefault(text, len(places)) for text in texts], dtype=_smallest(len(places)))
        self.pieces.append(own[codes] if len(codes) else own[:0])

    def add_cells(self, cells: Sequence[str]) -> None:
        """One piece, cell by cell."""
        places = self.places
        codes = [places.setdefault(text, len(places)) for text in cells]
        self.pieces.append(np.array(codes, dtype=_smallest(len(places))))

    def whole(self) -> Column:
        """The column, and nothing left of its pieces."""
        pieces, self.pieces = self.pieces, []
        codes = np.concatenate(pieces, dtype=_smallest(len(self.places)), casting="unsafe") if pieces else _NONE
        texts = np.empty(len(self.places), dtype=object)
        texts[:] = list(self.places)
        return Column(codes, texts)


_NONE = np.zeros(0, dtype=np.int8)


def _smallest(count: int) -> type[np.signedinteger]:
    """The smallest type of codes for so many texts."""
    return np.int8 if count <= 1 << 7 else np.int16 if count <= 1 << 15 else np.int32
