"""What must be true: for each input alone, the value at which the case reaches a goal, or "out of reach".

With an ROI of 0 as the goal these are the switching values of all inputs at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from valuemodel.closing import Closing
from valuemodel.model import flows, inputs, kinds, simulation
from valuemodel.model.case import Case, given
from valuemodel.model.hours import WORKING_HOURS
from valuemodel.model.sensitivity import label_of
from valuemodel.model.types import Convention, ValueModel
from valuemodel.model.views import View
from valuemodel.programme import Programme

STEPS = 12
"""How often the search doubles its step away from today's value."""


@dataclass(frozen=True)
class Needed:
    """The value of one input, all others at base, at which the goal is just reached; None when no value within its
    physical bounds `least` and `most` does it.

    `reached` says that the goal holds today: the value is then the limit up to which it does, and `falls` says on which
    side it is lost. Else it is what must be true, and `falls` says that the input must come down to it. `likely` says
    that the value lies between `low` and `high`, one chance in ten on each side.
    """

    key: str
    label: Mapping[str, str]
    unit: str
    today: float
    value: float | None
    falls: bool
    reached: bool
    low: float
    high: float
    least: float
    most: float
    likely: bool


def reverse(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    roi: float = 0.0,
    view: str = "whole",
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
) -> tuple[Needed, ...]:
    """What each input alone must be for an ROI of `roi` (0.2 is 20 %; 0 gives the switching values of NPV).

    Every input that the money depends on, and the practices that it follows; nearest to today first (in halves of its
    range), what is out of reach last.
    """
    case, seen = simulation.opened(model, closing, programme, view, convention, overrides)
    goal = shortfall(case, seen, roi)
    listed = {item.key: item for item in flows.uncertain(case)}
    found = [
        _needed(case, listed[key], goal, lambda x, k=key: shortfall(case, seen, roi, {k: x}))  # type: ignore[misc]
        for key in flows.used_inputs(case)
    ]
    for practice in _practices(case):

        def at_level(level: float, practice: str = practice) -> float:
            moved = {**(overrides or {}), practice: level}
            return shortfall(*simulation.opened(model, closing, programme, view, convention, moved), roi)

        found.append(_needed(case, _level(case, practice), goal, at_level))
    return tuple(sorted(found, key=_distance))


def shortfall(case: Case, seen: View, roi: float, points: Mapping[str, float] | None = None) -> float:
    """Gains less (1 + ROI) x costs, in present value: 0 where the ROI is just reached."""
    money = flows.money(case, given(case, points=points))
    gains = sum(float(flow.present(seen.weights)[0]) for flow in money.gains.values())
    costs = float(money.costs_present(seen.weights)[0]) + seen.initial * money.initial
    return gains - (1 + roi) * costs


def _practices(case: Case) -> list[str]:
    """The practices whose level in the months to come moves a driver that counts."""
    if case.closed >= len(case.months):
        return []
    followed = {item.driver.practice for item in case.counted if item.driver.ramp == "practice"}
    return sorted(followed & {*kinds.ADOPTION_KPIS})


def _level(case: Case, practice: str) -> inputs.Input:
    """A practice's level in the months to come: today it is the last one measured."""
    series = case.closing.practice_series(practice)
    today = series[max(series)] if series else max((case.programme.adoption_plan or {}).values(), default=0.0)
    return inputs.Input(practice, "metalog", today, today, today, 0.0, 1.0)


def _needed(case: Case, item: inputs.Input, goal: float, at: Callable[[float], float]) -> Needed:
    least, most = physical(case, item)
    value = crossing(at, item.base, goal, least, most, _step(item))
    low, high = inputs.tenth_values(item)
    assumption = case.assumptions.get(item.key)
    unit = assumption.unit if assumption else kinds.KPI_UNITS[item.key.removesuffix(".change")]
    falls = value is not None and value < item.base
    likely = value is not None and low <= value <= high
    label = label_of(case, item.key)
    return Needed(item.key, label, unit, item.base, value, falls, goal >= 0, low, high, least, most, likely)


def _step(item: inputs.Input) -> float:
    return max(abs(item.high - item.low) / 8, abs(item.base) / 64, 1e-6)


def physical(case: Case, item: inputs.Input) -> tuple[float, float]:
    """Between which values an input can lie: its own bounds, and for a change of a KPI what its level before leaves (no
    level under 0, no share over 1, no hours over the working time)."""
    change = case.changes.get(item.key.removesuffix(".change"))
    hours = case.assumptions.get(WORKING_HOURS)
    if change is None or not item.key.endswith(".change"):
        own = case.assumptions.get(item.key)
        capped = hours is not None and own is not None and own.unit == hours.unit and own.key != hours.key
        return item.least, min(item.most, hours.base) if capped and hours else item.most
    unit = kinds.KPI_UNITS[change.kpi]
    top = {"1": 1.0, "hour/week/person": hours.base if hours else np.inf}.get(unit, np.inf)
    return min(-change.before, change.change), max(top - change.before, change.change)


def crossing(
    function: Callable[[float], float], start: float, at_start: float, least: float, most: float, step: float
) -> float | None:
    """The root of `function` nearest to `start` between `least` and `most` (in doubling steps away from it); None when
    there is none.

    >>> round(crossing(lambda x: x - 3, 0.0, -3.0, 0.0, 10.0, 0.5), 6)
    3.0
    """
    from scipy.optimize import brentq

    last = {-1: (start, at_start), 1: (start, at_start)}
    for power in range(STEPS):
        for side in (1, -1):
            point = min(max(start + side * step * 2**power, least), most)
            before, value_before = last[side]
            if point == before:
                continue
            value = function(point)
            if np.isfinite(value) and np.isfinite(value_before) and value * value_before < 0:
                return float(brentq(function, before, point, xtol=1e-10, rtol=1e-12))
            if value == 0 != value_before:
                return point
            last[side] = point, value
    return None


def _distance(one: Needed) -> float:
    if one.value is None:
        return float("inf")
    half = (one.high - one.low) / 2
    return abs(one.value - one.today) / (half if half > 0 else max(abs(one.today), 1e-9))
