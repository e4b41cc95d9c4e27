"""Rows of a big file, each column as codes into its distinct cells: a twentieth of the memory of lists of cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, overload

import numpy as np


class Column(NamedTuple):
    """One code a row, and the distinct cells that the codes stand for, in the order in which they were met."""

    codes: np.ndarray
    cells: np.ndarray

    def where(self, chosen: Callable[[Any], bool]) -> np.ndarray:
        """Which rows have a cell that is `chosen`; each distinct cell is looked at once."""
        return np.array([chosen(cell) for cell in self.cells], dtype=bool)[self.codes]


class CodedRows(Sequence[list[Any]]):
    """Reads like a list of rows, ragged as they were found.

    `columns` are as many as most rows have cells; `widths` holds the true width of each row when some differ, `beyond`
    the cells that some rows have after the last column.
    """

    def __init__(
        self, columns: Sequence[Column], length: int, widths: np.ndarray | None, beyond: Mapping[int, list[Any]]
    ) -> None:
        self.columns, self.length, self.widths, self.beyond = tuple(columns), length, widths, beyond

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, place: int) -> list[Any]: ...

    @overload
    def __getitem__(self, place: slice) -> list[list[Any]]: ...

    def __getitem__(self, place: int | slice) -> list[Any] | list[list[Any]]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(self.length))]
        if not -self.length <= place < self.length:
            raise IndexError(place)
        width = len(self.columns) if self.widths is None else int(self.widths[place])
        cells = [column.cells[column.codes[place]] for column in self.columns[:width]]
        return cells + self.beyond.get(place % self.length, [])

    def __iter__(self) -> Iterator[list[Any]]:
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
            mask[row] = any(map(is_filled, cells))
        for column in sorted(self.columns, key=lambda each: len(each.cells)):
            mask |= column.where(is_filled)
            if mask.all():
                break
        return np.flatnonzero(mask)


def is_filled(cell: Any) -> bool:
    """Whether a cell holds something besides spaces."""
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


def narrowed(codes: np.ndarray, cells: Iterable[Any]) -> tuple[np.ndarray, np.ndarray]:
    """Codes in as few bytes as they need, and the cells that they stand for as an array."""
    listed = list(cells)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return codes.astype(_smallest(len(listed)), copy=False), array


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
        return Column(*narrowed(codes, self.places))


_NONE = np.zeros(0, dtype=np.int8)


def _smallest(count: int) -> type[np.signedinteger]:
    """The smallest type of codes for so many texts."""
    return np.int8 if count <= 1 << 7 else np.int16 if count <= 1 << 15 else np.int32
