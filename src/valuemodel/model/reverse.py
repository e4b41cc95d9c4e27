"""What must be true: for each input alone, the value at which the case reaches a goal, or "out of reach".

With an ROI of 0 as the goal these are the switching values of all inputs at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from valuemodel.closing import Closing
from valuemodel.model import flows, inputs, kinds
from valuemodel.model.balance import Balance, balance
from valuemodel.model.case import Case
from valuemodel.model.crossing import crossing, walk
from valuemodel.model.hours import WORKING_HOURS
from valuemodel.model.sensitivity import label_of
from valuemodel.model.types import Convention, ValueModel
from valuemodel.model.views import View, opened
from valuemodel.programme import Programme

LEVEL_STEP = 1 / 16
"""The first step away from today's level of a practice, a share of the people."""


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


class Way:
    """Gains and costs (present values) along one input, all others at base; each point is computed once."""

    def __init__(self, item: inputs.Input, many: Callable[[np.ndarray], Balance], start: Balance, step: float) -> None:
        self.item, self.step, self._many = item, step, many
        self._known = {item.base: (float(start.gains[0]), float(start.costs[0]))}

    def look_ahead(self, points: Iterable[float]) -> None:
        """Computes `points` together, which costs as much as one; a level is a case of its own, and waits."""
        missing = [point for point in dict.fromkeys(points) if point not in self._known]
        if missing and self.item.key not in kinds.ADOPTION_KPIS:
            self._learn(missing)

    def short(self, point: float, roi: float) -> float:
        """Gains less (1 + ROI) x costs at `point`: 0 where the ROI is just reached."""
        if point not in self._known:
            self._learn([point])
        gains, costs = self._known[point]
        return gains - (1 + roi) * costs

    def _learn(self, points: list[float]) -> None:
        found = self._many(np.array(points))
        pairs = zip(found.gains.tolist(), found.costs.tolist(), strict=True)
        self._known |= dict(zip(points, pairs, strict=True))


class Explored:
    """A case along each of its inputs: any goal can then be asked of it without computing it again."""

    def __init__(self, case: Case, ways: Sequence[Way]) -> None:
        self._case, self._ways = case, ways

    def needed(self, roi: float = 0.0) -> tuple[Needed, ...]:
        """What each input alone must be for an ROI of `roi`; nearest to today first, what is out of reach last."""
        return tuple(sorted((_needed(self._case, way, roi) for way in self._ways), key=_distance))


def explore(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    view: str = "whole",
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
) -> Explored:
    """Every input that the money depends on, and the practices that it follows, ready to be asked."""
    case, seen = opened(model, closing, programme, view, convention, overrides)
    start = balance(case, seen)
    listed = {item.key: item for item in flows.uncertain(case)}
    ways = [
        Way(listed[key], lambda points, k=key: balance(case, seen, {k: points}, len(points)), start, _step(listed[key]))  # type: ignore[misc]
        for key in flows.used_inputs(case)
    ]
    for practice in _practices(case):

        def at_levels(levels: np.ndarray, practice: str = practice) -> Balance:
            moved = [{**(overrides or {}), practice: float(level)} for level in levels]
            found = [balance(*opened(model, closing, programme, view, convention, one)) for one in moved]
            return Balance(*(np.concatenate(parts) for parts in zip(*found, strict=True)))

        ways.append(Way(_level(case, practice), at_levels, start, LEVEL_STEP))
    return Explored(case, ways)


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
    found = explore(model, closing, programme, view=view, convention=convention, overrides=overrides)
    return found.needed(roi)


def shortfall(case: Case, seen: View, roi: float) -> float:
    """Gains less (1 + ROI) x costs, in present value: 0 where the ROI is just reached."""
    found = balance(case, seen)
    return float(found.gains[0] - (1 + roi) * found.costs[0])


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


def _needed(case: Case, way: Way, roi: float) -> Needed:
    item = way.item
    least, most = physical(case, item)
    way.look_ahead(walk(item.base, least, most, way.step))
    goal = way.short(item.base, roi)
    value = crossing(lambda point: way.short(point, roi), item.base, goal, least, most, way.step)
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


def _distance(one: Needed) -> float:
    if one.value is None:
        return float("inf")
    half = (one.high - one.low) / 2
    return abs(one.value - one.today) / (half if half > 0 else max(abs(one.today), 1e-9))
