"""The disclosure check: no published cells, alone or combined, may tell a figure about fewer than k people.

People who are in exactly the same cells form an atom. A reader who knows the total of each cell knows every linear
combination of these totals, so the total of a set of atoms is known exactly when the set's indicator lies in the row
space of the matrix of cells and atoms (Denning and Schwartz 1979 show that such combinations almost always exist).
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple

import numpy as np

from valuemodel.errors import Issue

PRIME = 2_147_483_647
"""Elimination is exact, modulo this prime: no tolerance to choose, and no fraction grows."""
MOST_STEPS = 20_000
MOST_ISSUES = 20
NAMED_CELLS = 6


class _Reduced(NamedTuple):
    """Reduced rows (rank x atoms), the atom on which each row turns, and each row as a combination of cells."""

    rows: np.ndarray
    pivots: np.ndarray
    recipes: np.ndarray


class _Unproven(Exception):
    """The search was given up: nothing was found, and nothing proves that there is nothing to find."""


def disclosure_issues(cells: Mapping[str, Set[int]], k: int) -> tuple[Issue, ...]:
    """The sets of fewer than `k` people on whom published cells, put together, would tell a figure.

    `cells` maps each published cell to the integer keys of its people, for one quantity (a KPI in a period), in this
    closing and in the earlier ones that published it. An issue names the cells that combine, never how many people they
    isolate. A check that cannot be completed is an issue too (`disclosure_unproven`).
    """
    names = sorted(name for name, people in cells.items() if people)
    if not names:
        return ()
    matrix, sizes = _atoms([cells[name] for name in names])
    reduced = _reduce(matrix)
    issues: list[Issue] = []
    try:
        for chosen in _small_unions(reduced, sizes, k):
            issues.append(_issue(names, reduced, chosen, k))
            if len(issues) == MOST_ISSUES:
                break
    except _Unproven:
        issues.append(Issue("disclosure_unproven", "", {"cells": len(names), "k": k}))
    return tuple(issues)


def _atoms(cells: list[Set[int]]) -> tuple[np.ndarray, np.ndarray]:
    """The 0/1 matrix of distinct cells and atoms, largest atoms first, and the atoms' sizes."""
    people = sorted(set().union(*cells))
    position = {person: index for index, person in enumerate(people)}
    member = np.zeros((len(cells), len(people)), dtype=np.int64)
    for row, cell in enumerate(cells):
        member[row, [position[person] for person in cell]] = 1
    atoms, sizes = np.unique(member, axis=1, return_counts=True)
    largest_first = np.argsort(-sizes, kind="stable")
    return atoms[:, largest_first], sizes[largest_first]


def _reduce(matrix: np.ndarray) -> _Reduced:
    """Gauss-Jordan elimination modulo PRIME, turning on the largest atoms first.

    A 0/1 vector of the row space is then the sum of the reduced rows whose pivot it contains; with large pivots, only
    few rows can belong to a set of fewer than k people.
    """
    cells, atoms = matrix.shape
    work = np.concatenate([matrix % PRIME, np.eye(cells, dtype=np.int64)], axis=1)
    pivots: list[int] = []
    for column in range(atoms):
        rank = len(pivots)
        below = np.flatnonzero(work[rank:, column])
        if rank == cells or not below.size:
            continue
        swap = rank + below[0]
        work[[rank, swap]] = work[[swap, rank]]
        work[rank] = work[rank] * pow(int(work[rank, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(work[:, column])
        others = others[others != rank]
        work[others] = (work[others] - work[others, column][:, None] * work[rank]) % PRIME
        pivots.append(column)
    rows = work[: len(pivots)]
    return _Reduced(rows[:, :atoms], np.array(pivots, dtype=int), rows[:, atoms:])


def _small_unions(reduced: _Reduced, sizes: np.ndarray, k: int):  # type: ignore[no-untyped-def]
    """Sets of reduced rows whose sum is the indicator of atoms of fewer than `k` people together, one per first row."""
    search = _Search(reduced, sizes, k)
    small = np.flatnonzero(sizes[reduced.pivots] < k)
    excluded: frozenset[int] = frozenset()
    for first in small:
        found = search.extend((int(first),), excluded)
        if found:
            yield found
        excluded |= {int(first)}


class _Search:
    """Depth-first search for a set of rows summing to a small indicator, led by what is still wrong with the sum."""

    def __init__(self, reduced: _Reduced, sizes: np.ndarray, k: int) -> None:
        self.rows, self.pivots, self.sizes, self.k = reduced.rows, reduced.pivots, sizes, k
        self.pivot_sizes = sizes[reduced.pivots]
        self.steps = 0

    def extend(self, chosen: tuple[int, ...], excluded: frozenset[int]) -> tuple[int, ...] | None:
        """The first small union that contains `chosen` and none of `excluded`, if there is one."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _Unproven
        room = self.k - int(self.pivot_sizes[list(chosen)].sum())
        if room <= 0:
            return None
        wrong = self._wrong(self.rows[list(chosen)].sum(axis=0) % PRIME)
        if wrong is None:
            return chosen
        for row in self._candidates(wrong, room):
            if row in excluded or row in chosen:
                continue
            found = self.extend((*chosen, row), excluded)
            if found:
                return found
            excluded |= {row}
        return None

    def _wrong(self, total: np.ndarray) -> np.ndarray | None:
        """The atoms of which at least one must change before `total` is a small indicator; None when it is one."""
        large = self.sizes >= self.k
        broken = np.flatnonzero((total > 1) | ((total == 1) & large))
        if broken.size:
            choices = (self.rows[:, broken] != 0).sum(axis=0)
            return broken[[int(np.argmin(choices))]]
        held = np.flatnonzero(total == 1)
        if int(self.sizes[held].sum()) < self.k:
            return None
        return np.setdiff1d(held, self.pivots)

    def _candidates(self, wrong: np.ndarray, room: int) -> list[int]:
        touching = (self.rows[:, wrong] != 0).any(axis=1)
        return [int(row) for row in np.flatnonzero(touching & (self.pivot_sizes < room))]


def _issue(names: list[str], reduced: _Reduced, chosen: tuple[int, ...], k: int) -> Issue:
    recipe = reduced.recipes[list(chosen)].sum(axis=0) % PRIME
    combined = [names[index] for index in np.flatnonzero(recipe)]
    shown = ", ".join(combined[:NAMED_CELLS]) + (" …" if len(combined) > NAMED_CELLS else "")
    code = "disclosure_cell" if len(combined) == 1 else "disclosure"
    return Issue(code, shown, {"cells": shown, "k": k})
