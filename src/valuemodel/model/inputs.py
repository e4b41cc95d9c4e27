"""Uncertain inputs and their draws: one dimension of a scrambled Sobol sequence each, through the input's own
quantiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from valuemodel.model.types import Assumption

TENTH = 1.2815515655446004
"""Standard normal quantile of 0.9: low and high of an assumption are one chance in ten on each side."""
FORTIETH = 1.959963984540054
"""Standard normal quantile of 0.975: low and high of an effect bound it at 95 %."""
_FEASIBLE = 0.5 * (1 - 1.66711 * 0.4)
"""Least (base - low) / (high - low) for which the symmetric-percentile metalog is a distribution (Keelin 2016)."""


@dataclass(frozen=True)
class Input:
    """One uncertain number: `family` "metalog" reads low and high as P10 and P90, "normal" as a 95 % interval.

    `least` and `most` are physical bounds (a share lies between 0 and 1, an amount is not negative).
    """

    key: str
    family: str
    low: float
    base: float
    high: float
    least: float = -np.inf
    most: float = np.inf


def bounds(assumption: Assumption) -> tuple[float, float]:
    """Physical bounds of an assumption: 0 to 1 for a share, 0 for what is not negative, none else."""
    if assumption.unit == "1" and assumption.low >= 0 and assumption.high <= 1:
        return 0.0, 1.0
    return (0.0, np.inf) if assumption.low >= 0 else (-np.inf, np.inf)


def quantiles(given: Input, u: np.ndarray) -> np.ndarray:
    """The values of `given` below which the shares `u` (0..1) of the chances lie.

    Metalog through P10, P50 and P90 inside the physical bounds (Keelin 2016, symmetric-percentile triplet) where it is
    feasible, else the two halves of two normals that meet at the base. Constant when low = base = high.
    """
    if given.low == given.base == given.high:
        return np.full(len(u), given.base)
    if given.family == "normal":
        return _halves(given, u, FORTIETH)
    logit, spread = np.log(u / (1 - u)), _stretched(given)
    if spread is None:
        return np.clip(_halves(given, u, TENTH), given.least, given.most)
    a1, a2, a3 = metalog(*spread)
    return _shrunk(given, a1 + a2 * logit + a3 * (u - 0.5) * logit)


def metalog(low: float, base: float, high: float) -> tuple[float, float, float]:
    """Coefficients a1, a2, a3 of the metalog with P10, P50 and P90 at low, base and high.

    >>> [round(float(a), 5) for a in metalog(35, 50, 75)]
    [50.0, 9.10239, 5.689]
    """
    ratio = (base - low) / (high - low)
    return base, (high - low) / (2 * np.log(9)), (1 - 2 * ratio) * (high - low) / (0.8 * np.log(9))


def _stretched(given: Input) -> tuple[float, float, float] | None:
    """Low, base and high on the unbounded scale (log or logit); None where no metalog goes through them."""
    points = (given.low, given.base, given.high)
    if not given.least < given.low < given.base < given.high < given.most:
        return None
    if np.isfinite(given.most):
        points = tuple(float(np.log((x - given.least) / (given.most - x))) for x in points)  # type: ignore[assignment]
    elif np.isfinite(given.least):
        points = tuple(float(np.log(x - given.least)) for x in points)  # type: ignore[assignment]
    low, base, high = points
    return (low, base, high) if _FEASIBLE < (base - low) / (high - low) < 1 - _FEASIBLE else None


def _shrunk(given: Input, stretched: np.ndarray) -> np.ndarray:
    if np.isfinite(given.most):
        return given.least + (given.most - given.least) / (1 + np.exp(-stretched))
    return given.least + np.exp(stretched) if np.isfinite(given.least) else stretched


def _halves(given: Input, u: np.ndarray, reach: float) -> np.ndarray:
    from scipy.special import ndtri

    z = ndtri(u) / reach
    return given.base + np.where(z < 0, z * (given.base - given.low), z * (given.high - given.base))


@lru_cache(maxsize=8)
def _uniform(dimensions: int, seed: int, draws: int) -> np.ndarray:
    """Scrambled Sobol points (draws x dimensions), clipped off 0 and 1; draws must be a power of two."""
    from scipy.stats import qmc

    stream = np.random.default_rng(np.random.SeedSequence(seed))
    points = qmc.Sobol(dimensions, rng=stream).random_base2(int(np.log2(draws)))
    return np.clip(points, 1e-12, 1 - 1e-12)


@lru_cache(maxsize=512)
def draw(given: Input, position: int, dimensions: int, seed: int, draws: int) -> np.ndarray:
    """One input's draws: column `position` of the sequence through its quantiles (kept, so a slider redraws one)."""
    drawn = quantiles(given, _uniform(dimensions, seed, draws)[:, position])
    drawn.flags.writeable = False
    return drawn
