"""Families of distributions, each asked in the same three numbers: one chance in ten of being below low, one in two of
being below base, one in ten of being above high.

PERT and triangular are known by their ends and mode; people who state those get the three numbers from `tenths`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from valuemodel.model.beta import beta_at_normal, beta_quantile

FAMILIES = ("metalog", "pert", "triangular", "lognormal", "beta")
"""What an assumption may follow; `beta` is read from data, the others from low, base and high."""
TENTH = 1.2815515655446004
"""Standard normal quantile of 0.9: low and high of an assumption are one chance in ten on each side."""
TWENTIETH = 1.6448536269514722
"""Standard normal quantile of 0.95."""
_ASKED = np.array([0.1, 0.5, 0.9])


class Ends(NamedTuple):
    """The ends and the mode of a PERT or triangular distribution."""

    least: float
    mode: float
    most: float


class Lognormal(NamedTuple):
    """exp(mu + sigma x normal) + shift, turned round when `side` is -1 (the long tail is then on the left)."""

    shift: float
    mu: float
    sigma: float
    side: float = 1.0


def pert_shape(ends: Ends) -> tuple[float, float]:
    """The two shapes of the Beta distribution between the ends of a PERT (weight 4 on the mode).

    >>> pert_shape(Ends(2, 5, 14))
    (2.0, 4.0)
    """
    at = (ends.mode - ends.least) / (ends.most - ends.least)
    return 1 + 4 * at, 5 - 4 * at


def pert_moments(ends: Ends) -> tuple[float, float]:
    """Mean (least + 4 mode + most) / 6, and standard deviation: root of (mean - least)(most - mean) / 7.

    >>> pert_moments(Ends(0, 3, 6))[0]
    3.0
    """
    mean = (ends.least + 4 * ends.mode + ends.most) / 6
    return mean, float(np.sqrt((mean - ends.least) * (ends.most - mean) / 7))


def pert_at(ends: Ends, z: np.ndarray) -> np.ndarray:
    """The values of a PERT at standard normal scores `z` (the share of chances below is that of the normal)."""
    return ends.least + (ends.most - ends.least) * beta_at_normal(*pert_shape(ends), z)


def triangular_moments(ends: Ends) -> tuple[float, float]:
    """Mean (least + mode + most) / 3 and standard deviation. The mean of (70 %, 100 %, 105 %) is the published risk
    factor 91.7 %.

    >>> triangular_moments(Ends(2, 5, 14))[0]
    7.0
    """
    a, m, b = ends
    return (a + m + b) / 3, float(np.sqrt((a * a + m * m + b * b - a * m - a * b - m * b) / 18))


def triangular_quantiles(ends: Ends, u: np.ndarray) -> np.ndarray:
    """The values of a triangular distribution below which the shares `u` of the chances lie.

    >>> triangular_quantiles(Ends(0, 1, 2), np.array([0.5])).tolist()
    [1.0]
    """
    width = ends.most - ends.least
    at = (ends.mode - ends.least) / width
    return np.where(
        u <= at, ends.least + width * np.sqrt(u * at), ends.most - width * np.sqrt(np.maximum((1 - u) * (1 - at), 0))
    )


def tenths(family: str, least: float, mode: float, most: float) -> tuple[float, float, float]:
    """Low, base and high (P10, P50, P90) of a `pert` or `triangular` distribution given by its ends and mode.

    >>> [round(x, 3) for x in tenths("pert", 2, 5, 14)]
    [3.347, 5.766, 9.007]
    """
    low, base, high = _STANDARD[family]((mode - least) / (most - least))
    return tuple(least + (most - least) * x for x in (low, base, high))  # type: ignore[return-value]


def through(family: str, low: float, base: float, high: float) -> Ends | None:
    """The ends and mode of the `pert` or `triangular` distribution with P10, P50 and P90 at low, base and high; None
    when the three lie so unevenly that there is none.

    >>> [round(x, 2) for x in through("pert", 3.347, 5.766, 9.007)]
    [2.0, 5.0, 14.0]
    """
    at = _mode_for(family, (base - low) / (high - low)) if low < base < high else None
    if at is None:
        return None
    first, _, last = _STANDARD[family](at)
    width = (high - low) / (last - first)
    least = low - width * first
    return Ends(least, least + width * at, least + width)


@lru_cache(maxsize=512)
def _mode_for(family: str, evenness: float) -> float | None:
    """Where the mode lies between the ends (0 to 1), given (P50 - P10) / (P90 - P10)."""
    from scipy.optimize import brentq

    def gap(at: float) -> float:
        low, base, high = _STANDARD[family](at)
        return (base - low) / (high - low) - evenness

    ends = gap(0.0), gap(1.0)
    return None if ends[0] * ends[1] > 0 else float(brentq(gap, 0.0, 1.0, xtol=1e-12))


def _pert_tenths(at: float) -> tuple[float, float, float]:
    found = beta_quantile(1 + 4 * at, 5 - 4 * at, _ASKED)
    return float(found[0]), float(found[1]), float(found[2])


def _triangular_tenths(at: float) -> tuple[float, float, float]:
    found = triangular_quantiles(Ends(0.0, at, 1.0), _ASKED)
    return float(found[0]), float(found[1]), float(found[2])


_STANDARD: Mapping[str, Callable[[float], tuple[float, float, float]]] = {
    "pert": _pert_tenths,
    "triangular": _triangular_tenths,
}


def lognormal_between(low: float, high: float) -> Lognormal:
    """The lognormal with one chance in twenty of being below `low`, and one of being above `high`; both positive.

    >>> round(float(np.exp(lognormal_between(1, 10).mu)), 3)
    3.162
    """
    mu = (np.log(low) + np.log(high)) / 2
    return Lognormal(0.0, float(mu), float((np.log(high) - np.log(low)) / (2 * TWENTIETH)))


def lognormal_through(low: float, base: float, high: float) -> Lognormal | None:
    """The lognormal with P10, P50 and P90 at low, base and high; shifted unless base is the geometric mean of the two.

    None when the base lies midway: that is a normal distribution.
    """
    up, down = high - base, base - low
    if min(up, down) <= 0 or abs(up - down) < 1e-6 * (high - low):
        return None
    side = 1.0 if up > down else -1.0
    near, far = sorted((up, down))
    sigma = np.log(far / near) / TENTH
    scale = near / (1 - np.exp(-sigma * TENTH))
    return Lognormal(float(base - side * scale), float(np.log(scale)), float(sigma), side)


def lognormal_mean(given: Lognormal) -> float:
    """Mean of a lognormal: shift + exp(mu + sigma^2 / 2)."""
    return given.shift + given.side * float(np.exp(given.mu + given.sigma**2 / 2))


def lognormal_at(given: Lognormal, z: np.ndarray) -> np.ndarray:
    """The values of a lognormal at standard normal scores `z`."""
    return given.shift + given.side * np.exp(given.mu + given.side * given.sigma * z)
