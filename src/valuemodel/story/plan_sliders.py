"""The plan to come as inputs that a scenario moves: pace of adoption, accompaniment, delay, stop; each in words."""

from __future__ import annotations

from valuemodel.closing import Closing
from valuemodel.locale import LANGUAGES, percent, plural, text, thousands
from valuemodel.model import plan, ramp
from valuemodel.model.types import Assumption
from valuemodel.programme import Programme
from valuemodel.story.scenarios import Slider

FURTHEST = 12
"""Months by which a scenario may delay, or bring adoption forward or back."""
MOST_ACCOMPANIMENT = 2.0
"""The most accompaniment that a scenario asks for, as a multiple of what is planned."""


def months_left(closing: Closing, programme: Programme) -> int:
    """Months of the programme after the closing."""
    return max(programme.horizon_months, 0) - ramp.months_closed(programme, closing.as_of)


def plan_inputs(closing: Closing, programme: Programme, view: str) -> dict[str, Assumption]:
    """What can be moved in the plan to come, by key, with what is planned as its value; nothing in a review."""
    months = months_left(closing, programme)
    if months < 1 or view == "review":
        return {}
    found = {plan.DELAY: (0.0, 0.0, float(min(FURTHEST, months))), plan.STOP: (0.0, float(months), float(months))}
    if _to_come(closing):
        found[plan.ACCOMPANIMENT] = (0.0, 1.0, MOST_ACCOMPANIMENT)
    if ramp.plan_of(closing, programme):
        found[plan.AHEAD] = (-float(FURTHEST), 0.0, float(FURTHEST))
    return {key: _input(key, *found[key]) for key in plan.KEYS if key in found}


def _input(key: str, low: float, base: float, high: float) -> Assumption:
    label = {language: text(f"scenarios.plan.{key}.label", language) for language in LANGUAGES}
    return Assumption(key, label, "1" if key == plan.ACCOMPANIMENT else "month", low, base, high)


def plan_slider(one: Assumption) -> Slider:
    """The slider of an input of the plan: from end to end, by whole months or twentieths of what is planned."""
    scale = 100.0 if one.unit == "1" else 1.0
    low, base, high = (scale * value for value in (one.low, one.base, one.high))
    return Slider(one.key, one.label, one.unit, base, low, high, low, high, 5.0 if scale > 1 else 1.0, "")


def about(key: str, closing: Closing, programme: Programme, language: str) -> str:
    """What is planned, and what moving it does."""
    told = {
        plan.AHEAD: _pace,
        plan.ACCOMPANIMENT: _accompaniment,
        plan.DELAY: lambda *_: {},
        plan.STOP: _stop,
    }[key](closing, programme, language)
    return text(f"scenarios.plan.{key}.about", language, **told)


def _pace(closing: Closing, programme: Programme, language: str) -> dict[str, str]:
    months = ramp.month_list(programme.started, programme.horizon_months)
    return {"planned": percent(float(ramp.adoption(closing, programme, ramp.PLANNED, months)[-1]), language)}


def _to_come(closing: Closing) -> dict[str, float]:
    """What is still planned for accompaniment, by line."""
    found: dict[str, float] = {}
    for line in closing.costs:
        if line.category == plan.CATEGORY and line.actual is None and line.planned and line.month > closing.as_of:
            found[line.line] = found.get(line.line, 0.0) + line.planned
    return found


def _accompaniment(closing: Closing, programme: Programme, language: str) -> dict[str, str]:
    lines = _to_come(closing)
    amount = thousands(sum(lines.values()), language, programme.currency)
    return {"amount": amount, "lines": ", ".join(sorted(lines, key=lambda name: -lines[name]))}


def _stop(closing: Closing, programme: Programme, language: str) -> dict[str, str]:
    months = plural("scenarios.plan.months", months_left(closing, programme), language)
    return {"months": months, "exits": thousands(programme.exit_costs, language, programme.currency)}
