"""How far a simulation has settled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from valuemodel.model.quantiles import percentiles

SCRAMBLES = 8
"""Independent scrambles of the sequence in one simulation: how far they differ is its error."""
TOLERANCE = 0.02
"""The stop rule: the standard error of P5 is under this share of the standard deviation of NPV."""


@dataclass(frozen=True)
class Convergence:
    """Standard errors of percentiles of NPV over the independent `scrambles` of a simulation.

    `settled` when the error of P5 is under `tolerance` x the standard deviation of NPV (`spread`).
    """

    draws: int
    scrambles: int
    error_p5: float
    error_p50: float
    error_p95: float
    spread: float
    tolerance: float
    settled: bool


def convergence(net: np.ndarray) -> Convergence:
    """How far the draws `net` (scramble after scramble) have settled: standard deviation over the scrambles of each
    percentile, / root of their number."""
    blocks = min(SCRAMBLES, len(net))
    found = percentiles(net.reshape(blocks, -1), (5, 50, 95))
    low, middle, high = (float(x) for x in found.std(axis=1, ddof=1) / np.sqrt(blocks))
    spread = float(net.std())
    settled = low <= TOLERANCE * spread or spread <= 1e-9 * max(abs(float(net.mean())), 1.0)
    return Convergence(len(net), blocks, low, middle, high, spread, TOLERANCE, settled)
