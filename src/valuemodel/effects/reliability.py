"""Whether the items of an index hang together: alpha and omega, and the items that should not be in it."""

from __future__ import annotations

import warnings
from typing import NamedTuple

import numpy as np
from scipy.stats import f

from valuemodel.effects.rules import rule
from valuemodel.effects.samples import Numbers


class Reliability(NamedTuple):
    """Cronbach's alpha with its interval, omega (None when it is not identified), and on how many whole answer sheets.

    `dropped` are the positions of items that everybody answered alike; `reversed_item` says that alpha is negative.
    """

    alpha: float
    low: float
    high: float
    omega: float | None
    answers: int
    dropped: tuple[int, ...] = ()
    reversed_item: bool = False


def cronbach_alpha(items: Numbers, level: float = 0.95) -> tuple[float, float, float]:
    """Alpha, k/(k-1) (1 - Σ item variances / variance of the sum), and Feldt's interval.

    `items` has one row a person and one column an item. alpha <= omega.

    >>> cronbach_alpha(np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]))[0]
    1.0
    """
    n, k = items.shape
    alpha = k / (k - 1) * (1 - items.var(axis=0, ddof=1).sum() / items.sum(axis=1).var(ddof=1))
    tails = (1 + level) / 2, (1 - level) / 2
    low, high = (1 - (1 - alpha) * float(f.ppf(tail, n - 1, (n - 1) * (k - 1))) for tail in tails)
    return float(alpha), low, high


def alpha_of(covariance: Numbers) -> float:
    """Alpha of a covariance (or correlation) matrix of items."""
    k = len(covariance)
    return float(k / (k - 1) * (1 - np.trace(covariance) / covariance.sum()))


def omega_total(loadings: Numbers, uniquenesses: Numbers | None = None) -> float:
    """Omega, (Σ loadings)² / ((Σ loadings)² + Σ uniquenesses); standardised when no uniquenesses are given.

    >>> round(omega_total(np.array([0.8, 0.7, 0.6, 0.5])), 5)
    0.74945
    """
    unique = 1 - loadings**2 if uniquenesses is None else uniquenesses
    common = loadings.sum() ** 2
    return float(common / (common + unique.sum()))


def reliability(items: Numbers) -> Reliability | None:
    """The reliability of an index over the people who answered all of `items`; None when there are too few of them or
    fewer than two items that vary.

    Omega comes from one factor by maximum likelihood, and needs three items; alpha of two is Spearman and Brown's.
    """
    whole = items[~np.isnan(items).any(axis=1)]
    varies = whole.std(axis=0) > 0 if len(whole) else np.zeros(items.shape[1], dtype=bool)
    if len(whole) < rule("reliability_answers") or varies.sum() < 2:
        return None
    kept = whole[:, varies]
    alpha, low, high = cronbach_alpha(kept)
    omega = _one_factor_omega(kept) if kept.shape[1] > 2 else None
    dropped = tuple(int(item) for item in np.flatnonzero(~varies))
    return Reliability(alpha, low, high, omega, len(whole), dropped, alpha < 0)


def _one_factor_omega(items: Numbers) -> float | None:
    """Omega from one factor; None when the factor cannot be fitted (items that say the same thing word for word)."""
    from statsmodels.multivariate.factor import Factor
    from statsmodels.tools.sm_exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("error", ConvergenceWarning)
        try:
            fitted = Factor(items, n_factor=1, method="ml").fit()
        except ConvergenceWarning:
            return None
    return omega_total(fitted.loadings[:, 0], np.asarray(fitted.uniqueness))
