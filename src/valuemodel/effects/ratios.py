"""Ratios of sums over people, such as messages per active person: heavy-tailed, so their intervals also bootstrap."""

from __future__ import annotations

import numpy as np

from valuemodel.effects.bootstrap import bca_interval
from valuemodel.effects.designs import MINIMUM_CLUSTERS, Estimate
from valuemodel.effects.rules import rule
from valuemodel.effects.samples import Numbers, Sample


def widened(estimate: Estimate, cells: tuple[Sample, ...]) -> Estimate:
    """`estimate` with an interval that also covers the BCa one over whole teams, for ratios in 6 to 200 teams a side.

    With fewer teams there is nothing to draw from; with more, a ratio of sums is close enough to normal.
    """
    sums = _team_sums(cells)
    if sums is None:
        return estimate
    found = bca_interval(sums, _change, 0.95)
    return estimate._replace(low=min(estimate.low, found.low), high=max(estimate.high, found.high))


def _team_sums(cells: tuple[Sample, ...]) -> Numbers | None:
    """A row a team, a column each sum: numerator and denominator of every cell; None when teams do not allow it."""
    blocks = []
    for arm in zip(cells[::2], cells[1::2], strict=True):
        teams = np.unique(np.concatenate([cell.cluster for cell in arm]))
        if any(cell.parts is None for cell in arm) or teams[0] < 0:
            return None
        if not MINIMUM_CLUSTERS <= len(teams) <= rule("bootstrap_teams"):
            return None
        blocks.append(np.column_stack([column for cell in arm for column in _sums(cell, teams)]))
    width = 2 * len(cells)
    placed = [np.zeros((len(block), width)) for block in blocks]
    for number, (place, block) in enumerate(zip(placed, blocks, strict=True)):
        place[:, 4 * number : 4 * number + 4] = block
    return np.vstack(placed)


def _sums(cell: Sample, teams: Numbers) -> list[Numbers]:
    assert cell.parts is not None
    position = np.searchsorted(teams, cell.cluster)
    sums = [np.bincount(position, weights=part, minlength=len(teams)) for part in cell.parts]
    return [np.asarray(one, dtype=np.float64) for one in sums]


def _change(sums: Numbers) -> Numbers:
    """The change of the ratio, less the comparison's when there is one: columns num, den before, num, den after."""
    ratios = sums[:, 0::2] / np.maximum(sums[:, 1::2], 1e-9)
    changes = ratios[:, 1::2] - ratios[:, 0::2]
    return np.asarray(changes[:, 0] - changes[:, 1:].sum(axis=1))
