"""Values regressed on one input by a cubic spline: what they are expected to be once the input is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

KNOTS, BLOCKS, POINTS = 8, 128, 512


@dataclass(frozen=True)
class Smooth:
    """A cubic spline of each column of values on one input.

    `basis` (draws x terms) at the draws, `terms` (terms x columns); `products` and `moments` are the sums of basis x
    basis and basis x values over each block of draws, from which it can be fitted again.
    """

    knots: np.ndarray
    basis: np.ndarray
    terms: np.ndarray
    known: np.ndarray
    products: np.ndarray
    moments: np.ndarray

    @property
    def fitted(self) -> np.ndarray:
        """The expected value of each column at each draw."""
        return self.basis @ self.terms

    def at(self, points: np.ndarray) -> np.ndarray:
        """The expected value of each column at other values of the input, inside the range of its draws."""
        return self._basis_at(points) @ self.terms

    def again(self, resamples: int, rng: np.random.Generator) -> np.ndarray:
        """Gain of the best smoothed column over the best on average (resamples,), blocks of draws taken anew each time.

        The input's own draws are even by construction, so the gain is read at evenly spaced shares of them.
        """
        count = len(self.products)
        chosen = rng.multinomial(count, np.full(count, 1 / count), resamples)
        basis = self._basis_at(np.quantile(self.known, (np.arange(POINTS) + 0.5) / POINTS))
        products = np.einsum("rb,bij->rij", chosen, self.products)
        moments = np.einsum("rb,bij->rij", chosen, self.moments)
        fitted = basis @ _solved(products, moments)
        return fitted.max(axis=2).mean(axis=1) - fitted.mean(axis=1).max(axis=1)

    def _basis_at(self, points: np.ndarray) -> np.ndarray:
        return _basis(np.clip(points, self.known.min(), self.known.max()), self.knots)


def smooth(known: np.ndarray, values: np.ndarray) -> Smooth:
    """`values` (draws x columns) regressed on a cubic spline of `known` (draws,) with knots at its quantiles."""
    low, high = float(known.min()), float(known.max())
    inner = np.unique(np.quantile(known, np.linspace(0, 1, KNOTS + 2)[1:-1]))
    inner = inner[(inner > low) & (inner < high)]
    knots = np.concatenate([[low] * 4, inner, [high] * 4])
    basis = _basis(known, knots)
    edges = np.linspace(0, len(known), min(BLOCKS, len(known)) + 1).astype(int)[:-1]
    products = np.stack([np.add.reduceat(basis * column[:, None], edges) for column in basis.T], axis=1)
    moments = np.stack([np.add.reduceat(basis * column[:, None], edges) for column in values.T], axis=2)
    terms = _solved(products.sum(axis=0), moments.sum(axis=0))
    return Smooth(knots, basis, terms, known, products, moments)


def _basis(points: np.ndarray, knots: np.ndarray) -> np.ndarray:
    from scipy.interpolate import BSpline

    return BSpline.design_matrix(points, knots, 3).toarray()


def _solved(products: np.ndarray, moments: np.ndarray) -> np.ndarray:
    """The least-squares terms; a term that no draw touches is 0."""
    size = products.shape[-1]
    ridge = 1e-12 * np.trace(products, axis1=-2, axis2=-1)[..., None, None] * np.eye(size)
    return np.linalg.solve(products + ridge, moments)
