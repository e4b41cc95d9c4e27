"""Dissemination: Bass's curve of a growing practice, with its band, or the reason why the series cannot say.

F(t) = (1 - e^-(p+q)t) / (1 + q/p e^-(p+q)t) is the share of those who will come in the end who have come by month t.
p is the share who start each month by themselves, q the pull of those who already have. They describe a curve: they do
not say that p % of people are innovators. Bass 1969; least squares on increments as in Srinivasan and Mason 1986.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

Numbers = NDArray[np.float64]
Times = NDArray[np.float64] | NDArray[np.int64]

MINIMUM_POINTS = 4
SMALLEST_GROWTH = 0.03
MOST_UNEXPLAINED = 0.25
MOST_UNSURE = 0.2
DRAWS = 500
MINIMUM_PEOPLE = 200


class Bass(NamedTuple):
    """A fitted curve: p and q per period, the ceiling in the units of the series, the sum of squared errors.

    `spread` is the covariance of the logs of p and q (and of the ceiling when it was fitted too).
    """

    p: float
    q: float
    ceiling: float
    sse: float
    points: int
    fixed: bool
    spread: Numbers

    @property
    def peak(self) -> float:
        """When growth is fastest: ln(q/p) / (p + q), in periods from the start (0 when it only slows)."""
        return max(log(self.q / self.p) / (self.p + self.q), 0.0)


class Refused(NamedTuple):
    """Why no curve can be drawn: too_short, too_few_people, no_growth, no_shape, passed."""

    reason: str


def share_come(p: float, q: float, time: Times) -> Numbers:
    """F(t): of those who will come in the end, the share (0..1) who have come by `time`."""
    fading = np.exp(-(p + q) * np.asarray(time, dtype=np.float64))
    return (1 - fading) / (1 + q / p * fading)


def rate(p: float, q: float, time: Times) -> Numbers:
    """f(t), the slope of F: (p+q)²/p e^-(p+q)t / (1 + q/p e^-(p+q)t)²."""
    fading = np.exp(-(p + q) * np.asarray(time, dtype=np.float64))
    return (p + q) ** 2 / p * fading / (1 + q / p * fading) ** 2


def increments(p: float, q: float, ceiling: float, count: int) -> Numbers:
    """What comes in each of `count` periods: ceiling x (F(t) - F(t-1))."""
    return ceiling * np.diff(share_come(p, q, np.arange(count + 1)))


def fit(series: Sequence[float] | Numbers, ceiling: float | None = None, density: bool = False) -> Bass:
    """The curve nearest to the increments `series` (one a period), by least squares.

    `ceiling` fixes what will be reached in the end (needed before the inflexion: four points of colour television give
    4.9 billion buyers), else it is fitted too. With `density`, the slope at t is fitted instead of the increment.
    """
    seen = np.asarray(series, dtype=np.float64)
    time = np.arange(1, len(seen) + 1)
    total = float(np.abs(seen).sum()) or 1.0

    def errors(logs: Numbers) -> Numbers:
        p, q = np.exp(logs[:2])
        most = ceiling if ceiling is not None else total * exp(logs[2])
        expected = most * rate(p, q, time) if density else increments(p, q, most, len(seen))
        return (expected - seen) / total

    found = min((_least(errors, start, ceiling is None) for start in _STARTS), key=lambda one: one.cost)
    p, q = np.exp(found.x[:2])
    most = ceiling if ceiling is not None else total * exp(found.x[2])
    sse = 2 * found.cost * total**2
    return Bass(float(p), float(q), float(most), float(sse), len(seen), ceiling is not None, _spread(found, len(seen)))


_STARTS = ((0.01, 0.4), (0.03, 0.15), (0.05, 0.8))


def _least(errors, start: tuple[float, float], free: bool):  # type: ignore[no-untyped-def]
    first = np.log([*start, 1.3] if free else start)
    low, high = [log(1e-7), log(1e-4)], [log(2.0), log(5.0)]
    bounds = (np.array([*low, -3.0] if free else low), np.array([*high, 12.0] if free else high))
    return least_squares(errors, first, bounds=bounds, xtol=1e-13, ftol=1e-13, gtol=1e-13, max_nfev=400)


def _spread(found, points: int) -> Numbers:  # type: ignore[no-untyped-def]
    """Covariance of the estimates: s² (J'J)^-1."""
    freedom = max(points - len(found.x), 1)
    return np.linalg.pinv(found.jac.T @ found.jac) * 2 * found.cost / freedom


def band(curve: Bass, time: Times, rng: np.random.Generator, draws: int = DRAWS) -> tuple[Numbers, Numbers]:
    """95 % band of the cumulated curve at `time`: `draws` curves from the estimates' distribution (in logs)."""
    centre = np.log([curve.p, curve.q] if curve.fixed else [curve.p, curve.q, curve.ceiling])
    drawn = np.exp(rng.multivariate_normal(centre, curve.spread, draws, method="eigh"))
    drawn[:, :2] = drawn[:, :2].clip(1e-9, 5.0)
    ceilings = np.full(draws, curve.ceiling) if curve.fixed else drawn[:, 2]
    curves = np.array([most * share_come(p, q, time) for (p, q), most in zip(drawn[:, :2], ceilings, strict=True)])
    low, high = np.percentile(curves, [2.5, 97.5], axis=0)
    return low, high


def as_logistic(curve: Bass) -> tuple[float, float, float]:
    """The same curve as a logistic of three parameters fitted to increments: its rate p + q, its middle t*, its height
    m (1 + p/q).

    So "Bass or logistic?" is no question: both have the same errors.
    """
    return curve.p + curve.q, log(curve.q / curve.p) / (curve.p + curve.q), curve.ceiling * (1 + curve.p / curve.q)


def past_inflexion(curve: Bass, most: float) -> bool:
    """Whether a curve whose ceiling was fitted is one: growth has been slowing for a period, `most` is not passed, and
    the series says where it stops (the standard error of the ceiling is under a fifth of it).
    """
    seen = curve.peak + 1 <= curve.points and curve.points >= 2 * MINIMUM_POINTS
    return seen and curve.ceiling <= most and float(curve.spread[2, 2]) ** 0.5 <= MOST_UNSURE


def curve_of(levels: Sequence[float], before: float, people: int, ceiling: float | None = None) -> Bass | Refused:
    """The curve of a practice's monthly `levels` (shares of eligible people, from the start) above its level `before`.

    `ceiling` is the share that a scenario says will be reached (0..1); without it the ceiling is fitted, which only a
    series past its inflexion allows. Refused when the series cannot say.
    """
    seen = np.diff(np.concatenate([[before], np.asarray(levels, dtype=np.float64)]))
    if len(seen) < MINIMUM_POINTS:
        return Refused("too_short")
    if people < MINIMUM_PEOPLE:
        return Refused("too_few_people")
    grown = float(seen.sum())
    if grown < SMALLEST_GROWTH:
        return Refused("no_growth")
    if ceiling is not None and ceiling <= levels[-1]:
        return Refused("passed")
    found = fit(seen, None if ceiling is None else ceiling - before)
    if ceiling is None and not past_inflexion(found, 1 - before):
        return Refused("no_inflexion")
    cumulated = found.ceiling * share_come(found.p, found.q, np.arange(1, len(seen) + 1))
    worst = float(np.abs(cumulated - np.cumsum(seen)).max())
    return found if worst <= MOST_UNEXPLAINED * grown else Refused("no_shape")
