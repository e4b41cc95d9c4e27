"""Roll-outs that start at different times: effects by start and period (Callaway and Sant'Anna 2021), put together.

A plain two-way regression compares units that start with units that started before, whose own effect still grows.
Here each start is compared with those who never start, or with those who have not started yet when nobody stays out.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from valuemodel.effects.contrasts import NEVER, Cells, contrast
from valuemodel.effects.designs import Estimate
from valuemodel.effects.samples import Numbers


class Bar(NamedTuple):
    """The effect so many periods after the start (before it when negative)."""

    periods: int
    estimate: Estimate


def treated_starts(cells: Cells) -> list[int]:
    """The starts that can be judged: at least one period before, and one with the programme."""
    return [int(start) for start in cells.starts if 0 < start < cells.periods]


def att_weights(cells: Cells, start: int, period: int, base: int) -> Numbers | None:
    """The weights of ATT(start, period): that start's change since `base`, less the comparison's; None when a cell is
    empty or nobody is left to compare with.
    """
    controls = _controls(cells, start, max(period, base))
    weights = np.zeros(cells.mean.shape)
    weights[cells.row(start), period] += 1
    weights[cells.row(start), base] -= 1
    for now, sign in ((period, -1.0), (base, 1.0)):
        size = cells.people[controls, now].sum()
        if not size:
            return None
        weights[controls, now] += sign * cells.people[controls, now] / size
    return None if (cells.people[weights != 0] == 0).any() else weights


def _controls(cells: Cells, start: int, latest: int) -> list[int]:
    never = [row for row, other in enumerate(cells.starts) if other == NEVER]
    return never or [row for row, other in enumerate(cells.starts) if other > latest and other != start]


def att(cells: Cells, start: int, period: int) -> Estimate | None:
    """ATT(start, period) with the period just before the start as base."""
    weights = att_weights(cells, start, period, start - 1)
    return None if weights is None else contrast(cells, weights, "staggered")


def _size(cells: Cells, start: int) -> float:
    """People of a start: the average over periods."""
    return float(cells.people[cells.row(start)].mean())


def _average(found: list[tuple[float, Numbers]]) -> Numbers | None:
    total = sum(size for size, _ in found)
    return np.sum([size / total * weights for size, weights in found], axis=0) if found else None


def event_weights(cells: Cells, periods: int) -> Numbers | None:
    """The weights of the effect `periods` after the start, over all starts seen then, by their people."""
    found = []
    for start in treated_starts(cells):
        if 0 <= start + periods < cells.periods:
            weights = att_weights(cells, start, start + periods, start - 1)
            if weights is not None:
                found.append((_size(cells, start), weights))
    return _average(found)


def event_bars(cells: Cells, design: str = "staggered") -> tuple[Bar, ...]:
    """The effect by periods since the start, those before it (which should be about nil) included; the period just
    before the start is the base and has no bar.
    """
    starts = treated_starts(cells)
    if not starts:
        return ()
    reach = range(-max(starts), cells.periods - min(starts))
    weighted = [(periods, event_weights(cells, periods)) for periods in reach if periods != -1]
    return tuple(Bar(periods, contrast(cells, found, design)) for periods, found in weighted if found is not None)


def dynamic_overall(cells: Cells) -> Estimate | None:
    """The average of the effects 0, 1, 2... periods after the start."""
    found = [event_weights(cells, periods) for periods in range(cells.periods)]
    return _overall(cells, [(1.0, weights) for weights in found if weights is not None])


def group_overall(cells: Cells) -> Estimate | None:
    """The average over starts, by their people, of each start's average effect since it began."""
    found = []
    for start in treated_starts(cells):
        own = [att_weights(cells, start, period, start - 1) for period in range(start, cells.periods)]
        average = _average([(1.0, weights) for weights in own if weights is not None])
        if average is not None:
            found.append((_size(cells, start), average))
    return _overall(cells, found)


def recent_overall(cells: Cells, months: int) -> Estimate | None:
    """The effect now: over the last `months` periods with the programme, against up to `months` before each start.

    The average over starts, by their people; what a reader would see by comparing before and after, with each start on
    its own dates.
    """
    found = []
    for start in treated_starts(cells):
        after = range(max(start, cells.periods - months), cells.periods)
        before = range(max(start - months, 0), start)
        own = [att_weights(cells, start, period, base) for period in after for base in before]
        average = _average([(1.0, weights) for weights in own if weights is not None])
        if average is not None:
            found.append((_size(cells, start), average))
    return _overall(cells, found)


def _overall(cells: Cells, found: list[tuple[float, Numbers]]) -> Estimate | None:
    weights = _average(found)
    return None if weights is None else contrast(cells, weights, "staggered")
