"""What the spread of the result comes from: rank contributions and first-order shares, from the simulation's own draws.

The tornado moves one input at a time; these read all draws at once. With correlated inputs the shares do not add up,
and the interactions cannot be told: the result says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from valuemodel.closing import Closing
from valuemodel.model import flows, inputs
from valuemodel.model.balance import present
from valuemodel.model.case import Case, given
from valuemodel.model.sensitivity import label_of
from valuemodel.model.types import Convention, ValueModel
from valuemodel.model.views import View, opened
from valuemodel.programme import Programme

BINS = 32


@dataclass(frozen=True)
class Weight:
    """One input's part in the spread of NPV.

    `contribution` is sign x rank correlation^2 / sum of the squares (the absolute values add up to 1). `first_order` is
    the share of the variance that knowing it alone takes away, `total` the share that would be left if all others were
    known (None unless asked for, or where inputs are correlated).
    """

    key: str
    label: Mapping[str, str]
    rank_correlation: float
    contribution: float
    first_order: float
    total: float | None = None


@dataclass(frozen=True)
class Weights:
    """The inputs by contribution, heaviest first; with `correlated` inputs, shares overlap and do not add up."""

    inputs: tuple[Weight, ...]
    correlated: bool
    draws: int
    seed: int


def weights(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    view: str = "whole",
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
    seed: int = 7,
    draws: int = 8192,
    interactions: bool = False,
) -> Weights:
    """What the spread of NPV comes from, in one view under one convention.

    `interactions` adds total indices, at the price of a second simulation; not with correlated inputs.
    """
    case, seen = opened(model, closing, programme, view, convention, overrides)
    drawn = flows.drawn(case, seed, draws)
    net = present(flows.money(case, given(case, drawn), draws), seen).net
    used = [key for key in flows.used_inputs(case) if np.ptp(drawn[key]) > 0]
    ranks = np.array([rank_correlation(drawn[key], net) for key in used])
    linked = bool({*flows.correlated(case).keys} & {*used})
    totals = _totals(case, seen, used, seed) if interactions and not linked else {}
    found = [
        Weight(key, label_of(case, key), rho, part, first_order(drawn[key], net), totals.get(key))
        for key, rho, part in zip(used, ranks.tolist(), contributions(ranks).tolist(), strict=True)
    ]
    return Weights(tuple(sorted(found, key=lambda one: -abs(one.contribution))), linked, draws, seed)


def rank_correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Spearman's rank correlation of two rows of draws; 0 when one does not vary.

    >>> rank_correlation(np.array([1.0, 2.0, 9.0]), np.array([3.0, 2.0, 1.0]))
    -1.0
    """
    from scipy.stats import rankdata

    if np.ptp(a) == 0 or np.ptp(b) == 0:
        return 0.0
    return round(float(np.corrcoef(rankdata(a), rankdata(b))[0, 1]), 12)


def contributions(ranks: np.ndarray) -> np.ndarray:
    """Sign x rank correlation^2, as shares whose absolute values add up to 1.

    >>> contributions(np.array([0.6, -0.6, 0.0])).tolist()
    [0.5, -0.5, 0.0]
    """
    total = float(np.sum(ranks**2))
    return np.sign(ranks) * ranks**2 / total if total > 0 else np.zeros_like(ranks)


def first_order(known: np.ndarray, values: np.ndarray, bins: int = BINS) -> float:
    """The share of the variance of `values` that knowing one input takes away: variance of the means of `values` over
    `bins` equal parts of the draws of the input, / variance (given-data estimate, Plischke, Borgonovo and Smith 2013).

    Sure to 0.01 on some thousands of draws; with correlated inputs it holds what others bring through this one.
    """
    if np.ptp(known) == 0 or np.ptp(values) == 0:
        return 0.0
    parts = np.array_split(values[np.argsort(known, kind="stable")], bins)
    means, counts = np.array([part.mean() for part in parts]), np.array([len(part) for part in parts])
    return float(np.average((means - values.mean()) ** 2, weights=counts) / values.var())


def variance_indices(
    function: Callable[[np.ndarray], np.ndarray], count: int, points: int = 1024, seed: int = 7
) -> tuple[np.ndarray, np.ndarray]:
    """First-order and total indices of `function` over `count` independent inputs (Sobol 2001, Saltelli 2010).

    `function` takes chances (count x points) between 0 and 1, a power of two of them, and gives one value a point.
    """
    from scipy.stats import sobol_indices, uniform

    found = sobol_indices(func=function, n=points, dists=[uniform()] * count, rng=np.random.default_rng(seed))
    return found.first_order, found.total_order


def _totals(case: Case, seen: View, used: list[str], seed: int) -> dict[str, float]:
    """Total index of each used input, over its own distribution."""
    listed = {item.key: item for item in flows.uncertain(case)}
    if not used:
        return {}

    def net(chances: np.ndarray) -> np.ndarray:
        rows = np.clip(chances.reshape(len(used), -1), 1e-12, 1 - 1e-12)
        drawn = {key: inputs.quantiles(listed[key], row) for key, row in zip(used, rows, strict=True)}
        found = present(flows.money(case, given(case, drawn), rows.shape[1]), seen).net
        return found.reshape(chances.shape[1:])

    return dict(zip(used, variance_indices(net, len(used), seed=seed)[1].tolist(), strict=True))
