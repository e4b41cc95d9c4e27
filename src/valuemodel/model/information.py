"""Value of information: what knowing an input better would be worth to the decision, hence what to measure next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from valuemodel.closing import Closing
from valuemodel.model import flows
from valuemodel.model.case import given, prepare
from valuemodel.model.sensitivity import label_of
from valuemodel.model.types import Convention, ValueModel
from valuemodel.model.views import view_of
from valuemodel.programme import Programme

KNOTS, BLOCKS = 8, 8


@dataclass(frozen=True)
class Information:
    """What knowing one input perfectly would be worth, in the programme's currency: the most to pay to measure it."""

    key: str
    label: Mapping[str, str]
    value: float
    error: float


def perfect(options: np.ndarray) -> float:
    """Expected value of perfect information: E[best option of each draw] - best of the expected options.

    `options` is draws x options, the net value of each option in each draw.

    >>> perfect(np.array([[100.0, 20.0, 0.0]] * 6 + [[-40.0, 20.0, 0.0]] * 4))
    24.0
    """
    return float(options.max(axis=1).mean() - options.mean(axis=0).max())


def partial(options: np.ndarray, known: np.ndarray) -> float:
    """Expected value of knowing one input (draws,) perfectly; 0 when the input does not vary.

    Each option's value is smoothed on the input by a cubic spline with knots at its quantiles, then as `perfect`
    (Strong, Oakley and Brennan 2014).
    """
    if np.ptp(known) == 0:
        return 0.0
    smoothed = np.column_stack([_smoothed(known, options[:, column]) for column in range(options.shape[1])])
    return max(perfect(smoothed), 0.0)


def _smoothed(known: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Values regressed on a cubic spline of `known`."""
    from scipy.interpolate import make_lsq_spline

    if np.ptp(values) == 0:
        return values
    order = np.argsort(known, kind="stable")
    x, y = known[order], values[order]
    inner = np.unique(np.quantile(x, np.linspace(0, 1, KNOTS + 2)[1:-1]))
    inner = inner[(inner > x[0]) & (inner < x[-1])]
    knots = np.concatenate([[x[0]] * 4, inner, [x[-1]] * 4])
    smoothed = np.empty_like(y)
    smoothed[order] = make_lsq_spline(x, y, knots)(x)
    return smoothed


def information(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    view: str = "request",
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
    seed: int = 7,
    draws: int = 8192,
) -> tuple[Information, ...]:
    """What each uncertain input is worth knowing before deciding between going on and not, most valuable first.

    0 for an input whose value does not stand out from twice its own error (measured over blocks of the draws).
    """
    case = prepare(model, closing, programme, overrides)
    seen = view_of(case, view, convention)
    drawn = flows.drawn(case, seed, draws)
    money = flows.money(case, given(case, drawn), draws)
    gains = sum((flow.present(seen.weights) for flow in money.gains.values()), start=np.zeros(draws))
    net = gains - money.costs_present(seen.weights) - seen.initial * money.initial
    options = np.column_stack([net, np.zeros(draws)])
    used = [key for key in flows.used_inputs(case) if np.ptp(drawn[key]) > 0]
    found = [_worth(key, label_of(case, key), options, drawn[key]) for key in used]
    return tuple(sorted(found, key=lambda one: -one.value))


def _worth(key: str, label: Mapping[str, str], options: np.ndarray, known: np.ndarray) -> Information:
    value = partial(options, known)
    blocks = [partial(o, k) for o, k in zip(np.split(options, BLOCKS), np.split(known, BLOCKS), strict=True)]
    error = float(np.std(blocks, ddof=1) / np.sqrt(BLOCKS))
    return Information(key, label, value if value > 2 * error else 0.0, error)
