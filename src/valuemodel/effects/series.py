"""Regressions over time: errors that follow each other (Prais-Winsten, Newey-West) and counts (quasi-Poisson)."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np

from valuemodel.effects.samples import Numbers

ROUNDS, CLOSE = 200, 1e-10


class Regression(NamedTuple):
    """Coefficients with their covariance and residual degrees of freedom; `rho` is the errors' autocorrelation, or the
    dispersion of counts.
    """

    coefficients: Numbers
    covariance: Numbers
    df: int
    rho: float

    @property
    def errors(self) -> Numbers:
        """Standard errors of the coefficients."""
        return np.sqrt(np.diag(self.covariance))


def least_squares(design: Numbers, value: Numbers) -> Regression:
    """Ordinary least squares."""
    coefficients, covariance, df = _fitted(design, value)
    return Regression(coefficients, covariance, df, 0.0)


def _fitted(design: Numbers, value: Numbers) -> tuple[Numbers, Numbers, int]:
    inverse = np.linalg.pinv(design.T @ design)
    coefficients = inverse @ design.T @ value
    residuals = value - design @ coefficients
    df = len(value) - design.shape[1]
    return coefficients, inverse * float(residuals @ residuals) / df, df


def prais_winsten(design: Numbers, value: Numbers) -> Regression:
    """Least squares with errors u(t) = ρ u(t-1) + e(t), the first point kept (Prais and Winsten 1954), iterated.

    ρ = Σ u(t) u(t-1) / Σ u(t-1)². Newey and West's errors are too small on short series; dropping the first point
    (Cochrane-Orcutt) throws away what a short series has least of.
    """
    coefficients, covariance, df = _fitted(design, value)
    rho = 0.0
    for _ in range(ROUNDS):
        left = value - design @ coefficients
        squares = float(left[:-1] @ left[:-1])
        last, rho = rho, min(max(float(left[1:] @ left[:-1]) / squares, -0.99), 0.99) if squares > 0 else 0.0
        coefficients, covariance, df = _fitted(_quasi(design, rho), _quasi(value, rho))
        if abs(rho - last) < CLOSE:
            break
    return Regression(coefficients, covariance, df, rho)


def prais_winsten_short(design: Numbers, value: Numbers) -> Regression:
    """`prais_winsten` for a short series: ρ is corrected for the bias of k fitted coefficients (never below 0), and the
    degrees of freedom are those of the points that such errors are worth, n (1 - ρ) / (1 + ρ) - k.

    Corrected ρ = (ρ + k/n) / (1 - (k + 2)/n), of the order of Marriott and Pope (1954). Of 300 series of 24 and of 48
    points, stated 90 % intervals of the effect then hold the truth 87 to 94 times in 100, where plain Prais-Winsten's
    do 74 to 86 times.
    """
    points, fitted = design.shape
    rho = (prais_winsten(design, value).rho + fitted / points) / (1 - (fitted + 2) / points)
    rho = min(max(rho, 0.0), 0.95)
    coefficients, covariance, df = _fitted(_quasi(design, rho), _quasi(value, rho))
    worth = int(points * (1 - rho) / (1 + rho)) - fitted
    return Regression(coefficients, covariance, max(min(df, worth), 2), rho)


def _quasi(values: Numbers, rho: float) -> Numbers:
    return np.concatenate([sqrt(1 - rho**2) * values[:1], values[1:] - rho * values[:-1]])


def newey_west(design: Numbers, value: Numbers, lags: int) -> Regression:
    """Least squares with Newey and West's errors (Bartlett weights, no small-sample correction), as a sensitivity."""
    coefficients, _, df = _fitted(design, value)
    scores = design * (value - design @ coefficients)[:, None]
    middle = scores.T @ scores
    for lag in range(1, lags + 1):
        cross = scores[lag:].T @ scores[:-lag]
        middle += (1 - lag / (lags + 1)) * (cross + cross.T)
    inverse = np.linalg.pinv(design.T @ design)
    covariance: Numbers = np.asarray(inverse @ middle @ inverse, dtype=np.float64)
    return Regression(coefficients, covariance, df, 0.0)


def poisson_rates(design: Numbers, counts: Numbers, exposure: Numbers) -> Regression:
    """Counts per unit of `exposure`, log-linear: plain Poisson errors, and the dispersion (Pearson χ²/df) as `rho`.

    Multiply the errors by its square root for quasi-Poisson intervals.
    """
    coefficients = np.zeros(design.shape[1])
    coefficients[0] = np.log(counts.sum() / exposure.sum())
    information = np.eye(design.shape[1])
    for _ in range(ROUNDS):
        expected = exposure * np.exp(design @ coefficients)
        information = design.T @ (design * expected[:, None])
        step = np.linalg.solve(information, design.T @ (counts - expected))
        coefficients = coefficients + step
        if np.abs(step).max() < CLOSE:
            break
    expected = exposure * np.exp(design @ coefficients)
    df = len(counts) - design.shape[1]
    dispersion = float(((counts - expected) ** 2 / expected).sum()) / df
    return Regression(coefficients, np.asarray(np.linalg.inv(information), dtype=np.float64), df, dispersion)
