"""Two-way fixed effects by their own within transformation: the average effect over a panel of people and periods.

Deterministic, and its standard error does not count the fixed effects that are nested in the clusters: a package that
does inflates the error of a two-wave panel by the square root of two.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np

from valuemodel.effects.samples import Keys, Numbers

ROUNDS, CLOSE = 500, 1e-10


class Within(NamedTuple):
    """The coefficient of the treatment, its error clustered as the treatment was given, and the clusters' number."""

    effect: float
    se: float
    clusters: int


def demeaned(columns: Numbers, groupings: list[Keys]) -> Numbers:
    """`columns` (rows x variables) less the means of every grouping, by alternating projections until nothing moves.

    >>> demeaned(np.array([[1.0], [3.0]]), [np.array([0, 0])]).ravel().tolist()
    [-1.0, 1.0]
    """
    left = columns.astype(np.float64).copy()
    counts = [np.bincount(one).astype(np.float64) for one in groupings]
    for _ in range(ROUNDS):
        moved = 0.0
        for one, count in zip(groupings, counts, strict=True):
            for column in range(left.shape[1]):
                means = np.bincount(one, weights=left[:, column]) / count
                left[:, column] -= means[one]
                moved = max(moved, float(np.abs(means).max()))
        if moved < CLOSE * max(1.0, float(np.abs(columns).max())):
            break
    return left


def two_way_fixed_effects(value: Numbers, treated: Numbers, person: Keys, period: Keys, cluster: Keys) -> Within:
    """τ of value = person + period + τ treated + error, with errors clustered by `cluster`.

    All codes count from 0. Variance: (N - 1)/(N - K) x G/(G - 1) x Σ over clusters of (Σ d̃ ẽ)² / (Σ d̃²)², where K
    counts the treatment and the periods, never the people nested in their cluster. One wave of everybody treated at
    once has no effect to find: nan.
    """
    left = demeaned(np.column_stack([value, treated]), [person, period])
    outcome, dose = left[:, 0], left[:, 1]
    weight = float(dose @ dose)
    clusters = len(np.unique(cluster))
    if weight < 1e-9 or clusters < 2:
        return Within(float("nan"), float("nan"), clusters)
    effect = float(dose @ outcome) / weight
    scores = np.bincount(cluster, weights=dose * (outcome - effect * dose))
    rows, estimated = len(value), 1 + len(np.unique(period))
    factor = (rows - 1) / (rows - estimated) * clusters / (clusters - 1)
    return Within(effect, sqrt(factor * float(scores @ scores)) / weight, clusters)
