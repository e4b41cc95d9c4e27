"""What a case is worth in one view: the figures that answer a moved slider, and what all results begin with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from valuemodel.closing import Closing
from valuemodel.model import finance, flows, simulation
from valuemodel.model.balance import Balance, present
from valuemodel.model.case import Case, given
from valuemodel.model.quantiles import percentiles
from valuemodel.model.types import Convention, Outlook, ValueModel
from valuemodel.model.views import View, opened
from valuemodel.programme import Programme


class Run(NamedTuple):
    """A case seen in one view: its base flows, what it gains and costs in each month of the view (with what was paid
    before the start in the first), its draws, and what they cumulate by month (months, n).
    """

    case: Case
    seen: View
    names: Mapping[str, Any]
    base: flows.Money
    benefits: np.ndarray
    costs: np.ndarray
    simulated: simulation.Simulated
    cumulative: np.ndarray


def outlook(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    view: str = "whole",
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
    seed: int = 7,
    draws: int | None = None,
) -> Outlook:
    """The figures of `evaluate` that answer a moved slider, the same to the last bit, in about half its time."""
    return Outlook(**outlook_of(run_of(model, closing, programme, view, convention, overrides, seed, draws)))


def run_of(
    model: ValueModel, closing: Closing, programme: Programme, view: str, convention: str | Convention | None,
    overrides: Mapping[str, float] | None, seed: int, draws: int | None,
) -> Run:  # fmt: skip
    """A case made ready, seen in one view, and simulated; see `evaluate`."""
    case, seen = opened(model, closing, programme, view, convention, overrides)
    names = given(case)
    base, simulated = flows.money(case, names), simulation.simulate(case, seen, seed, draws)
    return Run(case, seen, names, base, *_by_month(base, seen), simulated, simulated.flows.cumulative(seen.inside))


def outlook_of(run: Run) -> dict[str, Any]:
    """The fields of `Outlook`."""
    return {
        "view": run.seen.key,
        "currency": run.case.programme.currency,
        "months": run.seen.months,
        "gains_counted": len(run.case.counted),
        **_worth(present(run.base, run.seen), run.simulated),
        **_paid_back(run.benefits - run.costs, run.cumulative),
    }


def _worth(base: Balance, simulated: simulation.Simulated) -> dict[str, Any]:
    """Base-case measures of present values, and how the draws lie around them."""
    benefits, costs, drawn = float(base.gains[0]), float(base.costs[0]), simulated.worth
    npv, draws = benefits - costs, drawn.net
    low, middle, high = tenths(draws)
    least, _, most = ratios(*drawn)
    return {
        "pv_benefits": benefits,
        "pv_costs": costs,
        "npv": npv,
        "roi": finance.roi(benefits, costs),
        "bcr": finance.bcr(benefits, costs),
        "mean": float(draws.mean()),
        "convergence": simulated.convergence,
        "p10": low,
        "p50": middle,
        "p90": high,
        "bcr_p10": least,
        "bcr_p90": most,
        "probability_npv_positive": float(np.mean(draws > 0)),
        "base_percentile": _percentile(npv, draws),
    }


def _by_month(base: flows.Money, seen: View) -> tuple[np.ndarray, np.ndarray]:
    inside = seen.inside
    costs = base.costs_by_month()[0, inside].copy()
    if len(costs) and seen.initial:
        costs[0] += base.initial
    return sum((flow.by_month()[0, inside] for flow in base.gains.values()), start=np.zeros(len(costs))), costs


def _paid_back(net: np.ndarray, cumulative: np.ndarray) -> dict[str, float | None]:
    """The month of payback of the base case, and of the draws."""
    drawn = finance.paybacks_of(cumulative, within=True)
    return {
        "payback_months": finance.payback(net, within=True) if len(net) else None,
        "payback_p10": _reached(drawn, 10),
        "payback_p90": _reached(drawn, 90),
    }


def _reached(paid_back: np.ndarray, percent: float) -> float | None:
    found = float(np.percentile(paid_back, percent, method="nearest"))
    return found if np.isfinite(found) else None


def tenths(values: np.ndarray) -> tuple[float, float, float]:
    """P10, P50 and P90."""
    low, middle, high = percentiles(values, (10, 50, 90))
    return float(low), float(middle), float(high)


def ratios(benefits: np.ndarray, costs: np.ndarray) -> tuple[float | None, float | None, float | None]:
    """P10, P50 and P90 of what comes back for each unit spent; none where some draw costs nothing."""
    return tenths(benefits / costs) if np.all(costs > 0) else (None, None, None)


def _percentile(base: float, draws: np.ndarray) -> float:
    """The share of draws below the base case, ties counted half."""
    edge = 1e-6 + 1e-9 * abs(base)
    return float(np.mean(draws < base - edge) + np.mean(draws <= base + edge)) / 2
