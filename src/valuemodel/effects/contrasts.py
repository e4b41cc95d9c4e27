"""Effects as weighted sums of cell means: a cell is the people of one start in one period.

Every design over more than two periods is such a sum (its weights are in `staggered`), so one variance serves them
all: that of the sum over teams of weighted distances from the cell means, and the same over people; the larger is kept.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from valuemodel.effects.designs import MINIMUM_CLUSTERS, Estimate, Part, student
from valuemodel.effects.samples import Keys, Numbers

NEVER = 10**6
"""The start of those whom the programme does not concern: a period that never comes."""


class Panel(NamedTuple):
    """One KPI over periods, one entry a person and period.

    `person` are codes from 0; `team` and `start` have one entry a person (team -1 when unknown, start the number of
    the first period with the programme, NEVER for the comparison group).
    """

    value: Numbers
    person: Keys
    period: Keys
    team: Keys
    start: Keys


class Cells(NamedTuple):
    """The means and sizes of cells (starts x periods), and each person's and team's distance from them."""

    starts: Keys
    mean: Numbers
    people: Numbers
    by_person: Numbers
    by_team: Numbers
    start_of_person: Keys
    start_of_team: Keys

    @property
    def periods(self) -> int:
        """Number of periods."""
        return self.mean.shape[1]

    def row(self, start: int) -> int:
        """The row of a start."""
        return int(np.searchsorted(self.starts, start))


def cells_of(panel: Panel) -> Cells:
    """The cells of `panel`; a person without a team is a team of their own."""
    starts, row = np.unique(panel.start, return_inverse=True)
    periods = int(panel.period.max()) + 1
    cell = row[panel.person] * periods + panel.period
    shape = (len(starts), periods)
    people = np.bincount(cell, minlength=shape[0] * periods).astype(np.float64)
    total = np.bincount(cell, weights=panel.value, minlength=shape[0] * periods)
    mean = np.divide(total, people, out=np.full_like(total, np.nan), where=people > 0)
    distance = (panel.value - mean[cell]) / people[cell]
    team, start_of_team = _teams(panel, row)
    by_person = _by(panel.person, panel.period, distance, (len(panel.start), periods))
    by_team = _by(team[panel.person], panel.period, distance, (len(start_of_team), periods))
    return Cells(starts, mean.reshape(shape), people.reshape(shape), by_person, by_team, row, start_of_team)


def _by(unit: Keys, period: Keys, distance: Numbers, shape: tuple[int, int]) -> Numbers:
    flat = np.bincount(unit * shape[1] + period, weights=distance, minlength=shape[0] * shape[1])
    return np.asarray(flat, dtype=np.float64).reshape(shape)


def _teams(panel: Panel, row: Keys) -> tuple[Keys, Keys]:
    """The team's code of each person (with its start, since teams are nested in starts), and each team's start."""
    alone = panel.team < 0
    own = np.where(alone, panel.team.max(initial=0) + 1 + np.arange(len(panel.team)), panel.team)
    pairs, team = np.unique(np.column_stack([row, own]), axis=0, return_inverse=True)
    return team.ravel(), pairs[:, 0]


def contrast(cells: Cells, weights: Numbers, design: str) -> Estimate:
    """Σ weights x cell means, with its t interval; `weights` is starts x periods, 0 where a cell is not used.

    Teams are the clusters where each start used has at least six; Satterthwaite's degrees of freedom over the starts.
    """
    used = np.flatnonzero((weights != 0).any(axis=1))
    change = float(np.nansum(np.where(weights != 0, weights * cells.mean, 0.0)))
    by_person = student(change, [_part(cells.by_person, cells.start_of_person, weights, row) for row in used], design)
    teams = [int((cells.start_of_team == row).sum()) for row in used]
    clusters = min(teams, default=0)
    if clusters < MINIMUM_CLUSTERS:
        return by_person._replace(clusters=clusters)
    by_team = student(change, [_part(cells.by_team, cells.start_of_team, weights, row) for row in used], design)
    return (by_team if by_team.se >= by_person.se else by_person)._replace(clusters=clusters)


def _part(distance: Numbers, start_of: Keys, weights: Numbers, row: int | np.integer) -> Part:
    sums = distance[start_of == row] @ weights[row]
    units = len(sums)
    return Part(float(sums @ sums) * units / max(units - 1, 1), max(units - 1, 1))
