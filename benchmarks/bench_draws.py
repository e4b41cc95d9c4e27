"""Making the draws of 25 PERT inputs, nothing kept from before, against the best way known: scrambled Sobol points and
straight lines through a 513-knot table of the exact inverse. And the accuracy of our own table."""

from __future__ import annotations

import numpy as np
from scipy.special import betaincinv, ndtri
from scipy.stats import qmc

from benchmarks.measured import Measured, against
from valuemodel.model import beta, correlation, distributions, inputs

DRAWS, INPUTS, SERIES = 8192, 25, 8
MODES = np.linspace(0.15, 0.85, INPUTS)
GIVEN = [
    inputs.Input(f"x{i}", "pert", *distributions.tenths("pert", 0.0, mode, 1.0), 0.0, 1.0)
    for i, mode in enumerate(MODES)
]


def measure() -> list[Measured]:
    """The draws, and how far the table is from the exact inverse."""
    note = "Sobol and a 513-knot table"
    return [against(f"draws, {INPUTS} PERT inputs, {DRAWS:,} draws", ours, reference, 2.0, note=note), accuracy()]


def ours() -> None:
    """The product's draws, with nothing kept from before."""
    for kept in (inputs.points, inputs.draw, beta._table, distributions._mode_for, correlation._kept_places):
        kept.cache_clear()
    for position, item in enumerate(GIVEN):
        inputs.draw(item, position, INPUTS, 7, DRAWS)


def reference() -> None:
    """One Sobol series a scramble, and a table of the inverse for each input."""
    streams = np.random.SeedSequence(7).spawn(SERIES)
    parts = [qmc.Sobol(INPUTS, rng=np.random.default_rng(s)).random_base2(10) for s in streams]
    points = np.ascontiguousarray(np.concatenate(parts).T)
    knots = np.linspace(0, 1, 513)
    for mode, row in zip(MODES, points, strict=True):
        np.interp(row, knots, betaincinv(1 + 4 * mode, 5 - 4 * mode, knots))


def accuracy() -> Measured:
    """The largest distance of our table from the exact inverse, over PERTs of every shape, down to chances of 1e-12."""
    chances = np.concatenate([np.logspace(-12, -1, 4000), np.linspace(0.1, 0.9, 4000), 1 - np.logspace(-12, -1, 4000)])
    scores = ndtri(chances)
    shapes = [(1 + 4 * mode, 5 - 4 * mode) for mode in np.linspace(0, 1, 21)]
    worst = max(np.abs(beta.beta_at_normal(*s, scores) - betaincinv(*s, chances)).max() for s in shapes)
    return Measured(
        "PERT table, distance from the inverse", float(1e6 * worst), 10.0, 1.0, "millionths", "of the range"
    )
