"""What matters: tornado, switching values, and the redeployed share at which the case breaks even."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from valuemodel.closing import Closing
from valuemodel.model import flows, inputs, kinds
from valuemodel.model.balance import balance
from valuemodel.model.case import Case, given
from valuemodel.model.types import Convention, TornadoBar, ValueModel
from valuemodel.model.views import View, opened
from valuemodel.programme import Programme


def npv_at(case: Case, seen: View, points: Mapping[str, float] | None = None) -> float:
    """Base-case NPV with some inputs at `points`."""
    return float(balance(case, seen, points).net[0])


def break_even_redeployed_share(case: Case, seen: View) -> float | None:
    """The share of freed time put to use at which NPV is 0, all else at base; None when no share between 0 and 1 does
    it.
    """
    if kinds.REDEPLOYED not in flows.used_inputs(case):
        return None
    shares = np.linspace(0.0, 1.0, 5)
    net = balance(case, seen, {kinds.REDEPLOYED: shares}, len(shares)).net
    if net[0] * net[-1] > 0 or net[0] == net[-1]:
        return None
    if np.ptp(np.diff(net)) <= 1e-12 * np.abs(net).max():  # a straight line, unless the cap on hours bends it
        return float(-net[0] / (net[-1] - net[0]))
    return _root(lambda share: npv_at(case, seen, {kinds.REDEPLOYED: share}), 0.0, 1.0)


def _root(function: Callable[[float], float], low: float, high: float) -> float | None:
    from scipy.optimize import brentq

    ends = function(low), function(high)
    if not np.all(np.isfinite(ends)) or ends[0] * ends[1] > 0 or ends[0] == ends[1]:
        return None
    return float(brentq(function, low, high, xtol=1e-10, rtol=1e-12))


def tornado(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    view: str = "whole",
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
) -> tuple[TornadoBar, ...]:
    """NPV with each input at its low and its high value (one chance in ten on each side), the others at base; widest
    first. What moves nothing has no bar.
    """
    case, seen = opened(model, closing, programme, view, convention, overrides)
    listed = {item.key: item for item in flows.uncertain(case)}
    ends = {key: inputs.tenth_values(listed[key]) for key in flows.used_inputs(case)}
    ends = {key: pair for key, pair in ends.items() if pair[0] != pair[1]}
    bars = [
        TornadoBar(key, label_of(case, key), *ends[key], low, high, 0.0)
        for key, (low, high) in zip(ends, _npv_at_ends(case, seen, ends), strict=True)
        if low != high
    ]
    total = sum(abs(bar.npv_high - bar.npv_low) for bar in bars)
    shared = [replace(bar, share=abs(bar.npv_high - bar.npv_low) / total if total else 0.0) for bar in bars]
    return tuple(sorted(shared, key=lambda bar: -bar.share))


def _npv_at_ends(case: Case, seen: View, ends: Mapping[str, tuple[float, float]]) -> list[tuple[float, float]]:
    """Base-case NPV with each input in turn at its two ends, all of them computed together."""
    count, names = 2 * len(ends), given(case)
    points = {key: np.full(count, float(names[key])) for key in ends}
    for place, (key, pair) in enumerate(ends.items()):
        points[key][2 * place : 2 * place + 2] = pair
    return [(float(low), float(high)) for low, high in balance(case, seen, points, count).net.reshape(-1, 2)]


def label_of(case: Case, key: str) -> Mapping[str, str]:
    """The assumption's label, or the key of an effect (pages name the KPI from the catalogue)."""
    return case.assumptions[key].label if key in case.assumptions else {"fr": key, "en": key}


def switching_value(
    key: str,
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    view: str = "whole",
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
) -> float | None:
    """The value of one input at which NPV is 0, the others at base; None when no physically possible value does it.

    `key`: an assumption, an effect (`search_hours.change`), or a practice (`regular_share`: its level in the months to
    come).
    """
    case, seen = opened(model, closing, programme, view, convention, overrides)
    if key in kinds.ADOPTION_KPIS:
        return level_worth(0.0, key, model, closing, programme, view=view, convention=convention, overrides=overrides)
    item = {item.key: item for item in flows.uncertain(case)}[key]
    least, most = _search_range(item)
    return _root(lambda point: npv_at(case, seen, {key: point}), least, most)


def level_worth(
    npv: float,
    practice: str,
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    view: str = "whole",
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
) -> float | None:
    """The level of `practice` in all months to come that gives `npv`; None when no level between 0 and 1 does."""

    def short(level: float) -> float:
        moved = {**(overrides or {}), practice: level}
        return npv_at(*opened(model, closing, programme, view, convention, moved)) - npv

    return _root(short, 0.0, 1.0)


def _search_range(item: inputs.Input) -> tuple[float, float]:
    """Where a switching value is looked for: the physical bounds, or ten ranges on each side."""
    reach = 10 * max(abs(item.high - item.low), abs(item.base))
    return max(item.least, item.base - reach), min(item.most, item.base + reach)
