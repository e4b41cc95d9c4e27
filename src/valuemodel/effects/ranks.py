"""Answers on a scale, compared by order and not by distance: how often a person drawn after is more favourable."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np
from scipy import stats

from valuemodel.effects.samples import Numbers


class Shift(NamedTuple):
    """Cliff's delta, P(after > before) - P(after < before), with its 95 % interval."""

    delta: float
    low: float
    high: float

    @property
    def times_in_100(self) -> int:
        """How often a person drawn after is above one drawn before, a tie counting for half: (delta + 1) / 2."""
        return round(50 * (self.delta + 1))


def cliff_shift(after: Numbers, before: Numbers, level: float = 0.95) -> Shift:
    """Cliff's delta and its asymmetric interval, with the unbiased variance and t at n + m - 2 degrees of freedom.

    Cliff 1996; Feng and Cliff 2004. The interval ends at +1 or -1 when the two waves do not overlap.

    >>> cliff_shift(np.array([3.0, 4.0]), np.array([1.0, 3.5])).delta
    0.5
    """
    n, m = len(after), len(before)
    rows, columns = _dominance(after, before), -_dominance(before, after)
    delta = float(np.rint(rows * m).sum()) / (n * m)
    if abs(delta) == 1 or n < 2 or m < 2:
        return Shift(delta, *((delta, delta) if n > 1 and m > 1 else (-1.0, 1.0)))
    variance = _variance(rows, columns, delta, _untied(after, before))
    t = float(stats.t.ppf((1 + level) / 2, n + m - 2))
    spread = t * sqrt(variance) * sqrt((1 - delta**2) ** 2 + t * t * variance)
    scale = 1 - delta**2 + t * t * variance
    centre = delta - delta**3
    return Shift(delta, max((centre - spread) / scale, -1.0), min((centre + spread) / scale, 1.0))


def _dominance(ours: Numbers, theirs: Numbers) -> Numbers:
    """For each of ours, the share of theirs below less the share above; by sorting, never by a matrix."""
    ordered = np.sort(theirs)
    below = np.searchsorted(ordered, ours, side="left")
    above = len(ordered) - np.searchsorted(ordered, ours, side="right")
    return np.asarray((below - above) / len(ordered))


def _untied(after: Numbers, before: Numbers) -> int:
    """How many of the n x m pairs are not ties."""
    ordered = np.sort(before)
    ties = np.searchsorted(ordered, after, side="right") - np.searchsorted(ordered, after, side="left")
    return len(after) * len(before) - int(ties.sum())


def _variance(rows: Numbers, columns: Numbers, delta: float, untied: int) -> float:
    n, m = len(rows), len(columns)
    pairs = untied - n * m * delta**2
    by_rows, by_columns = ((rows - delta) ** 2).sum(), ((columns - delta) ** 2).sum()
    unbiased = (m * m * by_rows + n * n * by_columns - pairs) / (n * m * (n - 1) * (m - 1))
    return max(float(unbiased), (1 - delta**2) / (n * m - 1))


def mann_whitney(after: Numbers, before: Numbers, alternative: str = "two-sided") -> float:
    """p of the Mann-Whitney test: exact for small waves without ties, else with ties in the variance."""
    tied = len(np.unique(np.concatenate([after, before]))) < len(after) + len(before)
    method = "asymptotic" if tied or len(after) + len(before) > 50 else "exact"
    return float(stats.mannwhitneyu(after, before, alternative=alternative, method=method).pvalue)


def signed_rank(after: Numbers, before: Numbers, alternative: str = "two-sided") -> float:
    """p of the Wilcoxon signed-rank test on the same people; people who did not change count (Pratt)."""
    change = after - before
    plain = len(change) <= 50 and len(np.unique(np.abs(change))) == len(change) and bool((change != 0).all())
    method, zeros = ("exact", "wilcox") if plain else ("approx", "pratt")
    return float(stats.wilcoxon(change, alternative=alternative, method=method, zero_method=zeros).pvalue)


def rank_biserial(after: Numbers, before: Numbers) -> float:
    """Share of the ranks of change that goes up less the share that goes down: (R+ - R-) / (R+ + R-); 0 without change.

    >>> rank_biserial(np.array([2.0, 4.0, 1.0]), np.array([1.0, 1.0, 3.0]))
    0.3333333333333333
    """
    change = after - before
    ranks = stats.rankdata(np.abs(change[change != 0]))
    total = ranks.sum()
    return float((ranks * np.sign(change[change != 0])).sum() / total) if total else 0.0
