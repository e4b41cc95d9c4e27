"""Pull = meaning x alignment, by distance from the customer: the founders' index, with no outside norm."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]


class Slope(NamedTuple):
    """How pull changes with each step away from the customer: 95 % interval clustered by unit, Kendall's tau-b."""

    slope: float
    low: float
    high: float
    tau: float
    units: int


def pull(meaning: Numbers, alignment: Numbers) -> Numbers:
    """Each person's pull (0..1): meaning x alignment, multiplied before anything is averaged. Nil without either.

    >>> pull(np.array([1.0, 0.5]), np.array([0.5, 0.0])).tolist()
    [0.5, 0.0]
    """
    return meaning * alignment


def quadrant(meaning: Numbers, alignment: Numbers, middle: float = 0.5) -> dict[str, float]:
    """Shares (0..1) of people above `middle` in both, in meaning only, in alignment only, in neither."""
    high, lined = meaning > middle, alignment > middle
    parts = {"pulled": high & lined, "own_way": high & ~lined, "in_line": ~high & lined, "neither": ~high & ~lined}
    return {name: float(part.mean()) for name, part in parts.items()}


def slope(values: Numbers, distance: Numbers, units: Codes) -> Slope | None:
    """The straight line of `values` on `distance`, with errors clustered by unit (as statsmodels' OLS, cluster).

    None with fewer than three units or a single distance.
    """
    clusters = np.unique(units)
    centred = distance - distance.mean()
    spread = float(centred @ centred)
    if len(clusters) < 3 or spread == 0:
        return None
    rise = float(centred @ values) / spread
    residual = values - values.mean() - rise * centred
    sums = np.bincount(np.unique(units, return_inverse=True)[1], weights=centred * residual)
    n, groups = len(values), len(clusters)
    error = sqrt(float((sums**2).sum()) * groups / (groups - 1) * (n - 1) / (n - 2)) / spread
    half = float(stats.t.ppf(0.975, groups - 1)) * error
    return Slope(rise, rise - half, rise + half, float(stats.kendalltau(values, distance).statistic), groups)


def ordered_trend(blocks: Numbers) -> tuple[float, float]:
    """Page's L and its p-value: do values rise from the first column to the last, block by block (blocks x distances)?

    Page 1963.
    """
    found = stats.page_trend_test(blocks)
    return float(found.statistic), float(found.pvalue)


def alpha(answers: Numbers) -> float:
    """Cronbach's alpha of items (people x items): k/(k-1) (1 - Σ item variances / variance of the sum).

    With two items this is the Spearman-Brown coefficient when their variances are alike. Nan with one item or when
    nobody differs.

    >>> round(alpha(np.array([[0.0, 0.0], [0.5, 0.5], [1.0, 1.0]])), 3)
    1.0
    """
    k = answers.shape[1]
    total = float(answers.sum(axis=1).var(ddof=1)) if len(answers) > 1 else 0.0
    if k < 2 or total == 0:
        return float("nan")
    return k / (k - 1) * (1 - float(answers.var(axis=0, ddof=1).sum()) / total)
