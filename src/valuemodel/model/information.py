"""Value of information: what knowing an input better would be worth to a named decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from valuemodel.closing import Closing
from valuemodel.model import decision, flows
from valuemodel.model.balance import present
from valuemodel.model.case import Case, given
from valuemodel.model.sensitivity import label_of
from valuemodel.model.smoothing import Smooth, smooth
from valuemodel.model.types import Convention, ValueModel
from valuemodel.model.views import View, opened
from valuemodel.programme import Programme

RESAMPLES = 64


@dataclass(frozen=True)
class Information:
    """What knowing one input perfectly would be worth, in the programme's currency: the most to pay to measure it.

    `error` is its bootstrap standard error; a value under twice that is given as 0.
    """

    key: str
    label: Mapping[str, str]
    value: float
    error: float


@dataclass(frozen=True)
class Deciding:
    """A decision under uncertainty: `decision` is "whole" (the programme, as if nothing were spent yet) or "request"
    (only what is still to be spent), `options` the expected net value of each of its options, `best` the one to take
    now. `perfect` is what knowing everything would be worth, `inputs` what knowing each one would be, most first.
    """

    decision: str
    options: Mapping[str, float]
    best: str
    perfect: float
    inputs: tuple[Information, ...]
    seed: int
    draws: int


@dataclass(frozen=True)
class Drawn:
    """A decision's draws: the net value of each option (draws x options, in the order of `names`), and the inputs'."""

    case: Case
    seen: View
    names: tuple[str, ...]
    options: np.ndarray
    inputs: Mapping[str, np.ndarray]


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
    return max(perfect(smooth(known, options).fitted), 0.0)


def error_of(found: Smooth, seed: int = 7) -> float:
    """Bootstrap standard error of `partial`: over blocks of draws taken again at random, smoothed anew each time."""
    rng = np.random.default_rng(np.random.SeedSequence(seed).spawn(1)[0])
    return float(np.std(found.again(RESAMPLES, rng), ddof=1))


def options_of(case: Case, seen: View, money: flows.Money, draws: int) -> dict[str, np.ndarray]:
    """The net value of each option of the decision, by draw.

    Of what is still to be spent: all that the decision names and that can be computed; going on and stopping, when it
    names less than two. Of the whole programme the other option is not to have it; a review has nothing left to decide.
    """
    net = present(money, seen).net
    if seen.key == "review":
        return {"continue": net}
    if seen.key == "whole":
        return {"continue": net, "without": np.zeros_like(net)}
    named = decision.nets(case, seen, money, draws)
    return named if len(named) > 1 else {"continue": net, "stop": np.zeros_like(net)} | named


def decision_draws(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    view: str = "request",
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
    seed: int = 7,
    draws: int = 8192,
) -> Drawn:
    """The simulated options of a decision and the inputs that they depend on."""
    case, seen = opened(model, closing, programme, view, convention, overrides)
    drawn = flows.drawn(case, seed, draws)
    options = options_of(case, seen, flows.money(case, given(case, drawn), draws), draws)
    used = {key: drawn[key] for key in flows.used_inputs(case) if np.ptp(drawn[key]) > 0}
    return Drawn(case, seen, tuple(options), np.column_stack([*options.values()]), used)


def deciding(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    view: str = "request",
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
    seed: int = 7,
    draws: int = 8192,
) -> Deciding:
    """What the decision of `view` ("request" or "whole") is worth taking now, and what information is worth to it."""
    found = decision_draws(
        model, closing, programme, view=view, convention=convention, overrides=overrides, seed=seed, draws=draws
    )
    return decided(found, seed)


def decided(found: Drawn, seed: int) -> Deciding:
    """`deciding` on draws already made."""
    means = dict(zip(found.names, found.options.mean(axis=0).tolist(), strict=True))
    worth = [worth_of(found, key, seed) for key in found.inputs]
    return Deciding(
        found.seen.key,
        means,
        max(means, key=lambda name: means[name]),
        perfect(found.options),
        tuple(sorted(worth, key=lambda one: -one.value)),
        seed,
        len(found.options),
    )


def worth_of(found: Drawn, key: str, seed: int) -> Information:
    """What knowing one input would be worth; 0 where it does not stand out from twice its own error."""
    smoothed = smooth(found.inputs[key], found.options)
    value = max(perfect(smoothed.fitted), 0.0)
    least = 1e-9 * float(np.abs(found.options).max())
    error = error_of(smoothed, seed) if value > least else 0.0
    label = label_of(found.case, key)
    return Information(key, label, value if value > max(2 * error, least) else 0.0, error)


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
    """What each uncertain input is worth knowing before the decision of `view`, most valuable first."""
    return deciding(
        model, closing, programme, view=view, convention=convention, overrides=overrides, seed=seed, draws=draws
    ).inputs


def staged(mean: float, spread: float, cost: float, rate: float, told: float = 1.0) -> float:
    """What a pilot before committing is worth: E[max(net value as the pilot tells it, 0)] / (1 + rate) - its cost.

    Net value is normal (`mean`, `spread`); `told` is the correlation of what the pilot says with what is true. To be
    set beside `mean`, what committing now is worth.

    >>> round(staged(20000, 200000, 50000, 0.08))
    33507
    """
    from scipy.stats import norm

    known = told * spread
    if known == 0:
        return max(mean, 0.0) / (1 + rate) - cost
    best = known * norm.pdf(mean / known) + mean * norm.cdf(mean / known)
    return float(best / (1 + rate) - cost)
