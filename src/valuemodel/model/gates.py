"""Stage gates: the conditions offered with a decision, and where each stands at a closing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from valuemodel import kpis
from valuemodel.closing import Closing
from valuemodel.programme import Condition, Programme

REACHED, MISSED, TO_COME, UNKNOWN = "reached", "missed", "to_come", "cannot_be_told"


@dataclass(frozen=True)
class StageGate:
    """A condition and its state; `value` was measured over the period that ends on `measured` (None without any).

    `ahead` says of a gate to come whether its threshold is already met. `reason` of one that cannot be told:
    `not_measured`, `measured_before` (only before the programme's own time) or `within_error` (its 95 % interval holds
    the threshold). Texts: `decision.gates.<state>` and `decision.gates.<reason>`.
    """

    condition: Condition
    state: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    measured: date | None = None
    ahead: bool | None = None
    reason: str = ""


@dataclass(frozen=True)
class _Measure:
    value: float
    low: float
    high: float
    end: date


def stage_gates(programme: Programme, closing: Closing) -> tuple[StageGate, ...]:
    """Every condition of the decision at `closing`, in order.

    A gate whose date has passed is judged on the last measure that ends by that date. A practice counts everybody and
    is judged on its value; a survey is judged on its whole interval.
    """
    conditions = programme.decision.conditions if programme.decision else ()
    return tuple(_gate(condition, programme, closing) for condition in conditions)


def _gate(condition: Condition, programme: Programme, closing: Closing) -> StageGate:
    by = min(condition.by, closing.as_of)
    found = _last(condition.kpi, closing, by)
    if found is None:
        return StageGate(condition, TO_COME if condition.by > closing.as_of else UNKNOWN, reason="not_measured")
    side = _side(condition, found)
    given = (found.value, found.low, found.high, found.end)
    if condition.by > closing.as_of:
        return StageGate(condition, TO_COME, *given, ahead=side)
    if found.end < programme.started:
        return StageGate(condition, UNKNOWN, *given, reason="measured_before")
    if side is None:
        return StageGate(condition, UNKNOWN, *given, reason="within_error")
    return StageGate(condition, REACHED if side else MISSED, *given)


def _last(kpi: str, closing: Closing, by: date) -> _Measure | None:
    """The last measure of `kpi` that ends by `by`: the month of a practice, else a wave."""
    months = {_month_end(month): value for month, value in closing.practice_series(kpi).items()}
    points = [_Measure(value, value, value, end) for end, value in months.items() if end <= by]
    ends = {wave.key: wave.end for wave in closing.waves}
    exact = kpi in kpis.catalogue() and kpis.kpi(kpi).source == "usage"
    for one in closing.kpis if not points else ():
        end = ends.get(one.wave)
        if one.kpi == kpi and one.group == "programme" and end and end <= by:
            low, high = (one.value, one.value) if exact else (one.low, one.high)
            points.append(_Measure(one.value, low, high, end))
    return max(points, key=lambda point: point.end, default=None)


def _month_end(month: date) -> date:
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _side(condition: Condition, found: _Measure) -> bool | None:
    """Whether the threshold is met: None when the interval holds it."""
    higher = condition.kpi not in kpis.catalogue() or kpis.kpi(condition.kpi).direction > 0
    worst, best = (found.low, found.high) if higher else (-found.high, -found.low)
    threshold = condition.threshold if higher else -condition.threshold
    if worst >= threshold:
        return True
    return None if best >= threshold else False
