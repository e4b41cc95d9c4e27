"""Uncertain inputs and their draws: one dimension of scrambled Sobol sequences each, through the input's own
quantiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from valuemodel.model import distributions, kinds
from valuemodel.model.beta import beta_at_normal, from_data, readable_data
from valuemodel.model.convergence import SCRAMBLES
from valuemodel.model.distributions import TENTH
from valuemodel.model.types import Assumption

__all__ = [
    "FORTIETH",
    "TENTH",
    "Input",
    "bounds",
    "draw",
    "input_of",
    "metalog",
    "points_of",
    "quantiles",
    "tenth_values",
]

FORTIETH = 1.959963984540054
"""Standard normal quantile of 0.975: low and high of an effect bound it at 95 %."""
_FEASIBLE = 0.5 * (1 - 1.66711 * 0.4)
"""Least (base - low) / (high - low) for which the symmetric-percentile metalog is a distribution (Keelin 2016)."""


@dataclass(frozen=True)
class Input:
    """One uncertain number: low and high are P10 and P90, but of the family "normal", whose are a 95 % interval.

    `least` and `most` are physical bounds (a share lies between 0 and 1, an amount is not negative); `shapes` are those
    of the family "beta".
    """

    key: str
    family: str
    low: float
    base: float
    high: float
    least: float = -np.inf
    most: float = np.inf
    shapes: tuple[float, float] | None = None


class Points(NamedTuple):
    """Chances `u` (0..1) with the same chances as standard normal scores `z`."""

    u: np.ndarray
    z: np.ndarray


def points_of(u: np.ndarray) -> Points:
    """Points at the chances `u`."""
    from scipy.special import ndtri

    return Points(u, ndtri(u))


def bounds(assumption: Assumption) -> tuple[float, float]:
    """Physical bounds of an assumption: 0 to 1 for a share, 0 for what is not negative, the calendar, none else."""
    if assumption.unit == "1" and assumption.low >= 0 and assumption.high <= 1:
        return 0.0, 1.0
    most = kinds.MOST_BY_UNIT.get(assumption.unit, np.inf)
    return 0.0 if assumption.low >= 0 else -np.inf, most if assumption.high <= most else np.inf


def input_of(assumption: Assumption) -> Input:
    """An assumption as an uncertain input: of its family, inside its physical bounds."""
    found, ends = assumption, bounds(assumption)
    family = found.family if found.family in distributions.FAMILIES else "metalog"
    counted = family == "beta" and readable_data(found.data)
    shapes = from_data(found.data["count"], found.data["of"]) if counted else None
    return Input(found.key, family, found.low, found.base, found.high, *ends, shapes)


def quantiles(given: Input, u: np.ndarray) -> np.ndarray:
    """The values of `given` below which the shares `u` (0..1) of the chances lie.

    The family where one goes through P10, P50 and P90, else the metalog inside the physical bounds (Keelin 2016,
    symmetric-percentile triplet), else the two halves of two normals that meet at the base. What lies past a physical
    bound is put on it, which moves none of the three. Constant when low = base = high.
    """
    return at_points(given, points_of(u))


def at_points(given: Input, points: Points) -> np.ndarray:
    """`quantiles` at points whose normal scores are known."""
    if given.low == given.base == given.high:
        return np.full(len(points.u), given.base)
    if given.family == "normal":
        return _halves(given, points.z, FORTIETH)
    if given.family == "beta" and given.shapes:
        return beta_at_normal(*given.shapes, points.z)
    found = _of_family(given, points)
    if found is None and (spread := _stretched(given)) is not None:
        return _shrunk(given, _metalog_at(spread, points.u))
    found = _halves(given, points.z, TENTH) if found is None else found
    return np.clip(found, given.least, given.most)


def has_shape(given: Input) -> bool:
    """Whether a distribution of the input's own family goes through its low, base and high."""
    if given.family in ("pert", "triangular"):
        return distributions.through(given.family, given.low, given.base, given.high) is not None
    return True


def _of_family(given: Input, points: Points) -> np.ndarray | None:
    asked = given.low, given.base, given.high
    if given.family == "lognormal":
        curve = distributions.lognormal_through(*asked)
        return None if curve is None else distributions.lognormal_at(curve, points.z)
    if given.family not in ("pert", "triangular"):
        return None
    ends = distributions.through(given.family, *asked)
    if ends is None:
        return None
    if given.family == "pert":
        return distributions.pert_at(ends, points.z)
    return distributions.triangular_quantiles(ends, points.u)


def tenth_values(given: Input) -> tuple[float, float]:
    """P10 and P90 of an input: an effect's 95 % interval is brought in to one chance in ten."""
    if given.family != "normal":
        return given.low, given.high
    reach = TENTH / FORTIETH
    return given.base + reach * (given.low - given.base), given.base + reach * (given.high - given.base)


def metalog(low: float, base: float, high: float) -> tuple[float, float, float]:
    """Coefficients a1, a2, a3 of the metalog with P10, P50 and P90 at low, base and high.

    >>> [round(float(a), 5) for a in metalog(35, 50, 75)]
    [50.0, 9.10239, 5.689]
    """
    ratio = (base - low) / (high - low)
    return base, (high - low) / (2 * np.log(9)), (1 - 2 * ratio) * (high - low) / (0.8 * np.log(9))


def _metalog_at(spread: tuple[float, float, float], u: np.ndarray) -> np.ndarray:
    a1, a2, a3 = metalog(*spread)
    return a1 + (a2 + a3 * (u - 0.5)) * np.log(u / (1 - u))


def _stretched(given: Input) -> tuple[float, float, float] | None:
    """Low, base and high on the unbounded scale (log or logit); None where no metalog goes through them."""
    points = (given.low, given.base, given.high)
    if not given.least < given.low < given.base < given.high < given.most:
        return None
    if np.isfinite(given.most) and np.isfinite(given.least):
        points = tuple(float(np.log((x - given.least) / (given.most - x))) for x in points)  # type: ignore[assignment]
    elif np.isfinite(given.least):
        points = tuple(float(np.log(x - given.least)) for x in points)  # type: ignore[assignment]
    low, base, high = points
    return (low, base, high) if _FEASIBLE < (base - low) / (high - low) < 1 - _FEASIBLE else None


def _shrunk(given: Input, stretched: np.ndarray) -> np.ndarray:
    if np.isfinite(given.most) and np.isfinite(given.least):
        return given.least + (given.most - given.least) / (1 + np.exp(-stretched))
    return given.least + np.exp(stretched) if np.isfinite(given.least) else np.minimum(stretched, given.most)


def _halves(given: Input, z: np.ndarray, reach: float) -> np.ndarray:
    far = z / reach
    return given.base + np.where(far < 0, far * (given.base - given.low), far * (given.high - given.base))


@lru_cache(maxsize=4)
def points(dimensions: int, seed: int, draws: int) -> Points:
    """Sobol points (dimensions x draws) clipped off 0 and 1: independent scrambles one after the other, from streams of
    the one root `seed`; draws must be a power of two.
    """
    from scipy.stats import qmc

    count = min(SCRAMBLES, draws)
    streams = np.random.SeedSequence(seed).spawn(count)
    power = (draws // count).bit_length() - 1
    parts = [qmc.Sobol(dimensions, rng=np.random.default_rng(stream)).random_base2(power) for stream in streams]
    return points_of(np.clip(np.ascontiguousarray(np.concatenate(parts).T), 1e-12, 1 - 1e-12))


@lru_cache(maxsize=192)
def draw(given: Input, position: int, dimensions: int, seed: int, draws: int) -> np.ndarray:
    """One input's draws: row `position` of the sequence through its quantiles (kept, so a slider redraws one)."""
    found = points(dimensions, seed, draws)
    drawn = at_points(given, Points(found.u[position], found.z[position]))
    drawn.flags.writeable = False
    return drawn
