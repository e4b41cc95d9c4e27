"""Who shares how much: inequality of participation, always with and without those who are silent."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


class Kinds(NamedTuple):
    """Shares of the eligible people (0..1, they add up to 1): who wrote, who only used or read, who was not there."""

    contributors: float
    readers: float
    absent: float


def gini(amounts: Numbers, unbiased: bool = False) -> float:
    """Gini's index of `amounts` (one a person): Σ (2i - n - 1) x(i) / (n Σ x), amounts in rising order.

    0 when all share alike, near 1 when one person does everything; n / (n - 1) times that when `unbiased`. Nan when
    nobody did anything. Gini 1912; as R's DescTools::Gini.

    >>> round(gini(np.array([1.0, 1.0, 1.0])), 3), round(gini(np.array([0.0, 0.0, 0.0, 4.0])), 3)
    (0.0, 0.75)
    """
    ordered, n = np.sort(np.asarray(amounts, dtype=np.float64)), len(amounts)
    if n == 0 or ordered[-1] <= 0:
        return float("nan")
    place = 2 * np.arange(1, n + 1) - n - 1
    plain = float(place @ ordered) / (n * float(ordered.sum()))
    return plain * n / (n - 1) if unbiased and n > 1 else plain


def lorenz(amounts: Numbers, parts: int = 10) -> Numbers:
    """Lorenz's curve in `parts` equal steps: the share of all amounts (0..1) of the people who did least.

    `parts` + 1 points from 0 to 1; a step that falls within a person takes their part in proportion.

    >>> lorenz(np.array([0.0, 1.0, 3.0, 4.0]), parts=4).tolist()
    [0.0, 0.0, 0.125, 0.5, 1.0]
    """
    ordered = np.sort(np.asarray(amounts, dtype=np.float64))
    cumulative = np.concatenate([[0.0], np.cumsum(ordered)]) / ordered.sum()
    return np.interp(np.linspace(0, 1, parts + 1), np.linspace(0, 1, len(ordered) + 1), cumulative)


def top_share(amounts: Numbers, share: float) -> float:
    """The share of all amounts (0..1) that comes from the `share` of people who did most (fractional at its edge).

    >>> top_share(np.array([0.0, 1.0, 3.0, 4.0]), 0.25)
    0.5
    """
    ordered = np.sort(np.asarray(amounts, dtype=np.float64))
    cumulative = np.concatenate([[0.0], np.cumsum(ordered)]) / ordered.sum()
    return 1.0 - float(np.interp(1 - share, np.linspace(0, 1, len(ordered) + 1), cumulative))


def kinds(contributions: Numbers, actions: Numbers) -> Kinds:
    """Contributors (wrote something), readers (did something else) and absent, over everybody eligible.

    >>> kinds(np.array([2.0, 0.0, 0.0, 0.0]), np.array([5.0, 3.0, 0.0, 1.0]))
    Kinds(contributors=0.25, readers=0.5, absent=0.25)
    """
    wrote, there = contributions > 0, (actions > 0) | (contributions > 0)
    return Kinds(float(wrote.mean()), float((there & ~wrote).mean()), float((~there).mean()))


def gini_interval(
    amounts: Numbers, teams: NDArray[np.int64], rng: np.random.Generator, draws: int = 400
) -> tuple[float, float]:
    """95 % interval of Gini's index: percentiles over `draws` companies redrawn from whole teams.

    `teams` holds each person's team; a person without one (-1) is a team alone.
    """
    alone = teams < 0
    codes = np.where(alone, teams.max(initial=0) + 1 + np.arange(len(teams)), teams)
    members = [np.flatnonzero(codes == code) for code in np.unique(codes)]
    redrawn = (
        np.concatenate([members[at] for at in rng.integers(0, len(members), len(members))]) for _ in range(draws)
    )
    found = np.array([gini(amounts[chosen]) for chosen in redrawn])
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)
