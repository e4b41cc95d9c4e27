"""The disclosure check: no published cells, alone or combined, may tell a figure about fewer than k people.

People who are in exactly the same cells form an atom. A reader who knows the total of each cell knows every linear
combination of these totals, so the total of a set of atoms is known exactly when the set's indicator lies in the row
space of the matrix of cells and atoms (Denning and Schwartz 1979 show that such combinations almost always exist).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import islice
from typing import NamedTuple

import numpy as np

from valuemodel.errors import Issue

PRIME = 2_147_483_647
"""Elimination is exact, modulo this prime: no tolerance to choose, and no fraction grows."""
QUICK_STEPS, MOST_STEPS = 2_000, 20_000
MOST_ISSUES = 20
NAMED_CELLS = 6
OWN_PIVOTS = 0.8
MENDED_LOOKS = 16


class _Reduced(NamedTuple):
    """Reduced rows (rank x atoms), the atom on which each row turns, and each row as a combination of cells."""

    rows: np.ndarray
    pivots: np.ndarray
    recipes: np.ndarray


class _Unproven(Exception):
    """The search was given up: nothing was found, and nothing proves that there is nothing to find."""


def disclosure_issues(cells: Mapping[str, Set[int]], k: int) -> tuple[Issue, ...]:
    """The sets of fewer than `k` people on whom published cells, put together, would tell a figure.

    `cells` maps each published cell to the integer keys of its people, for one quantity (a KPI in a wave or month), in
    this closing and in the earlier ones that published it: figures of different quantities cannot be subtracted from
    each other. An issue names the cells that combine, never how many people they isolate. A check that cannot be
    completed is an issue too (`disclosure_unproven`).
    """
    names = sorted(name for name, people in cells.items() if people)
    if not names:
        return ()
    matrix, sizes = _atoms([cells[name] for name in names])
    issues: dict[str, Issue] = {}
    try:
        for recipe in islice(_small_unions(matrix, sizes, k), MOST_ISSUES):
            issue = _issue(names, recipe, k)
            issues[issue.where] = issue
    except _Unproven:
        return tuple(issues.values()) or (Issue("disclosure_unproven", "", {"cells": len(names), "k": k}),)
    return tuple(issues.values())


def _atoms(cells: list[Set[int]]) -> tuple[np.ndarray, np.ndarray]:
    """The 0/1 matrix of cells and atoms, largest atoms first, and the atoms' sizes."""
    people = sorted(set().union(*cells))
    position = {person: index for index, person in enumerate(people)}
    member = np.zeros((len(cells), len(people)), dtype=np.int64)
    for row, cell in enumerate(cells):
        member[row, [position[person] for person in cell]] = 1
    atoms, sizes = np.unique(member, axis=1, return_counts=True)
    largest_first = np.argsort(-sizes, kind="stable")
    return atoms[:, largest_first], sizes[largest_first]


def _reduced(work: np.ndarray, columns: Iterable[int], atoms: int) -> _Reduced:
    """Gauss-Jordan elimination modulo PRIME, turning on the first of `columns` that can be.

    `work` holds `atoms` columns, then each row as a combination of cells. A 0/1 vector of the row space is then the sum
    of the reduced rows whose pivot it contains; with large pivots, few rows can belong to a set of fewer than k people.
    """
    work = work.copy()
    pivots: list[int] = []
    for column in columns:
        rank = len(pivots)
        below = np.flatnonzero(work[rank:, column])
        if not below.size:
            continue
        swap = rank + below[0]
        work[[rank, swap]] = work[[swap, rank]]
        work[rank] = work[rank] * pow(int(work[rank, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(work[:, column])
        others = others[others != rank]
        work[others] = (work[others] - work[others, column][:, None] * work[rank]) % PRIME
        pivots.append(column)
    return _Reduced(work[: len(pivots), :atoms], np.array(pivots, dtype=int), work[: len(pivots), atoms:])


def _small_unions(matrix: np.ndarray, sizes: np.ndarray, k: int) -> Iterator[np.ndarray]:
    """The combinations of cells that give the total of fewer than `k` people (some of them: at least one, if any)."""
    cells, atoms = matrix.shape
    work = np.concatenate([matrix, np.eye(cells, dtype=np.int64)], axis=1)
    first = _reduced(work, range(atoms), atoms)
    try:
        yield from _Search(first, first.pivots, sizes, k, k - 1, QUICK_STEPS).all()
    except _Unproven:
        bases = list(_disjoint_bases(first, atoms))
        for basis, own in bases:
            yield from _Search(basis, own, sizes, k, (k - 1) // len(bases), MOST_STEPS).all()


def _disjoint_bases(first: _Reduced, atoms: int) -> Iterator[tuple[_Reduced, np.ndarray]]:
    """The row space reduced in several ways, each with pivots of its own that no other one has.

    Fewer than k people, spread over m such sets of pivots, are at most (k - 1) / m in one of them: there, combinations
    of very few rows are enough to try (the argument of Brouwer and Zimmermann for the lightest words of a code).
    """
    yield first, first.pivots
    free = np.setdiff1d(np.arange(atoms), first.pivots)
    work = np.concatenate([first.rows, first.recipes], axis=1)
    while True:
        basis = _reduced(work, [*free, *np.setdiff1d(np.arange(atoms), free)], atoms)
        own = np.intersect1d(basis.pivots, free)
        if len(own) < OWN_PIVOTS * len(first.pivots):
            return
        yield basis, own
        free = np.setdiff1d(free, own)


class _Search:
    """Depth-first search for a set of rows summing to a small indicator, led by what is still wrong with the sum.

    Rows that turn on `own` pivots are charged: `most_on_own` people at most. The others are not, and few.
    """

    def __init__(
        self, reduced: _Reduced, own: np.ndarray, sizes: np.ndarray, k: int, most_on_own: int, most_steps: int
    ) -> None:
        self.rows, self.pivots, self.recipes = reduced
        self.sizes, self.k, self.most_on_own = sizes, k, most_on_own
        self.pivot_sizes = sizes[self.pivots]
        charged = np.isin(self.pivots, own)
        self.charges = np.where(charged, self.pivot_sizes, 0)
        self.settled_by_own = ~(self.rows[~charged] != 0).any(axis=0)
        self.steps_left = most_steps

    def all(self) -> Iterator[np.ndarray]:
        """The recipe of a small union for each row that one can begin with, rows in order."""
        excluded: frozenset[int] = frozenset()
        for first in np.flatnonzero((self.pivot_sizes < self.k) & (self.charges <= self.most_on_own)):
            found = self.extend((int(first),), excluded)
            if found:
                yield self.recipes[list(found)].sum(axis=0) % PRIME
            excluded |= {int(first)}

    def extend(self, chosen: tuple[int, ...], excluded: frozenset[int]) -> tuple[int, ...] | None:
        """The first small union that contains `chosen` and none of `excluded`, if there is one."""
        self.steps_left -= 1
        if self.steps_left < 0:
            raise _Unproven
        total = self.rows[list(chosen)].sum(axis=0) % PRIME
        broken = np.flatnonzero(self._is_broken(total, slice(None)))
        if not broken.size and int(self.sizes[total == 1].sum()) < self.k:
            return chosen
        for row in self._candidates(total, broken, chosen):
            if row in excluded or row in chosen:
                continue
            found = self.extend((*chosen, row), excluded)
            if found:
                return found
            excluded |= {row}
        return None

    def _is_broken(self, totals: np.ndarray, atoms: slice | np.ndarray) -> np.ndarray:
        """Where `totals` (columns: `atoms`) are not those of an indicator of atoms of fewer than k people."""
        return (totals > 1) | ((totals == 1) & (self.sizes[atoms] >= self.k))

    def _candidates(self, total: np.ndarray, broken: np.ndarray, chosen: tuple[int, ...]) -> list[int]:
        """The rows of which one at least must be added: those that touch the broken atom that fewest rows touch.

        When nothing is broken but the indicator is too large, one of its atoms must go. When there is room for one own
        row only, it must mend every broken atom that only own rows can mend (a few are looked at).
        """
        room = self.k - 1 - int(self.pivot_sizes[list(chosen)].sum())
        own_room = self.most_on_own - int(self.charges[list(chosen)].sum())
        settled = broken[self.settled_by_own[broken]]
        if broken.size:
            touching = self.rows[:, settled if settled.size else broken] != 0
            able = touching[:, int(np.argmin(touching.sum(axis=0)))]
        else:
            able = (self.rows[:, np.setdiff1d(np.flatnonzero(total == 1), self.pivots)] != 0).any(axis=1)
        able = able & (self.pivot_sizes <= room) & (self.charges <= own_room)
        if min(room, own_room) < 2 * int(self.pivot_sizes.min()):
            seen = settled[:MENDED_LOOKS]
            able &= ~self._is_broken((total[seen] + self.rows[:, seen]) % PRIME, seen).any(axis=1)
        return [int(row) for row in np.flatnonzero(able)]


def _issue(names: list[str], recipe: np.ndarray, k: int) -> Issue:
    combined = [names[index] for index in np.flatnonzero(recipe)]
    shown = ", ".join(combined[:NAMED_CELLS]) + (" …" if len(combined) > NAMED_CELLS else "")
    return Issue("disclosure_cell" if len(combined) == 1 else "disclosure", shown, {"cells": shown, "k": k})
