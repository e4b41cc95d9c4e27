"""Those who did not answer: what their silence could hide, and what those who left would have changed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from valuemodel.effects.designs import Estimate, before_after
from valuemodel.effects.samples import Sample, sample


class Bounds(NamedTuple):
    """The lowest and the highest value that the silent could give."""

    low: float
    high: float


def wave_bounds(mean: float, answered: int, asked: int) -> Bounds:
    """Bounds of a mean of values from 0 to 1 over all asked, nothing being known of the silent (Horowitz and Manski).

    >>> wave_bounds(0.6, 180, 300)
    Bounds(low=0.36, high=0.76)
    """
    asked = max(asked, answered, 1)
    return Bounds(mean * answered / asked, (mean * answered + asked - answered) / asked)


def change_bounds(before: Bounds, after: Bounds) -> Bounds:
    """Bounds of the change between two waves."""
    return Bounds(after.low - before.high, after.high - before.low)


def stayers_less_leavers(first: Sample, again: np.ndarray) -> Estimate:
    """How differently those who answered again had answered the first time, from those who did not (Welch).

    `again` marks the people of the first wave who are in the second. When it is not about nil, the enthusiasts stayed
    or the discontented did, and the change of all answers is partly theirs.
    """
    stayed, left = (sample(first.value[chosen]) for chosen in (again, ~again))
    return before_after(left, stayed)


def enthusiasts_stayed(change: float, rate_before: float, rate_after: float, fall: float, direction: int) -> bool:
    """Whether a better figure comes with fewer answers: the classic mark of enthusiasts staying.

    >>> enthusiasts_stayed(0.06, 0.70, 0.55, fall=0.1, direction=1)
    True
    """
    return change * direction > 0 and rate_before - rate_after > fall


def worst_were_picked(programme: np.ndarray, others: np.ndarray, direction: int, gap: float) -> bool:
    """Whether the programme's teams stood clearly worse than the others before it: then part of what follows is the
    mere return to the average.

    `programme` and `others` are the teams' baselines; clearly is more than `gap` standard deviations between all teams.
    """
    if len(programme) < 2 or len(others) < 2:
        return False
    spread = float(np.concatenate([programme, others]).std(ddof=1))
    return spread > 0 and direction * (others.mean() - programme.mean()) / spread > gap
