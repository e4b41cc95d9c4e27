"""Bootstrap intervals, where sums over people are too skewed for a t interval; whole teams are drawn, not rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from valuemodel.effects.rules import rule
from valuemodel.effects.samples import Numbers

SEED = 1
"""The same facts give the same closing."""
Statistic = Callable[[Numbers], Numbers]


class Bootstrap(NamedTuple):
    """An interval by bootstrap: `method` is "bca", "percentile" when BCa is not defined, "none" for constant data."""

    low: float
    high: float
    acceleration: float
    method: str


def bca_interval(
    sums: Numbers, statistic: Statistic, level: float = 0.95, draws: int | None = None, seed: int = SEED
) -> Bootstrap:
    """The BCa interval of a statistic of sums over drawn units (people, or whole teams).

    `sums` has one row a unit and one column a sum; `statistic` takes sums over a sample's units (draws x columns) and
    gives one number a row. z0 = Φ⁻¹(share of draws below the value found), acceleration from the jackknife
    (Efron and Tibshirani 1993, ch. 14). Constant data have no interval; where BCa is not defined, the percentile's.
    """
    found = float(statistic(sums.sum(axis=0)[None, :])[0])
    drawn = _draws(sums, statistic, draws or int(rule("bootstrap_draws")), seed)
    left_out = statistic(sums.sum(axis=0)[None, :] - sums)
    if not np.ptp(drawn) > 0:
        return Bootstrap(found, found, 0.0, "none")
    acceleration = _acceleration(left_out)
    below = float((drawn < found).mean() + (drawn == found).mean() / 2)
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    ends = _corrected(tails, below, acceleration)
    method = "bca" if np.isfinite(ends).all() and not _discrete(drawn) else "percentile"
    low, high = np.quantile(drawn, ends if method == "bca" else tails)
    return Bootstrap(float(low), float(high), acceleration, method)


def _draws(sums: Numbers, statistic: Statistic, draws: int, seed: int) -> Numbers:
    """The statistic in `draws` samples of as many units, drawn with replacement, a thousand samples at a time."""
    random = np.random.default_rng(seed)
    units = len(sums)
    chances = np.full(units, 1 / units)
    parts = [
        statistic(random.multinomial(units, chances, size=min(1000, draws - done)) @ sums)
        for done in range(0, draws, 1000)
    ]
    return np.concatenate(parts)


def _acceleration(left_out: Numbers) -> float:
    distance = left_out.mean() - left_out
    spread = float((distance**2).sum()) ** 1.5
    return float((distance**3).sum()) / (6 * spread) if spread > 0 else 0.0


def _corrected(tails: Numbers, below: float, acceleration: float) -> Numbers:
    """The quantiles that BCa reads in place of the tails; nan when all draws lie on one side."""
    if not 0 < below < 1:
        return np.full(2, np.nan)
    bias = float(ndtri(below))
    shifted = bias + ndtri(tails)
    return np.asarray(ndtr(bias + shifted / (1 - acceleration * shifted)))


def _discrete(drawn: Numbers) -> bool:
    """Whether the draws take so few values (as medians of answers on a scale do) that their quantiles say nothing."""
    return len(np.unique(drawn)) < 20
