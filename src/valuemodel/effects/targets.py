"""What was expected against what can be seen, over time: the impatience of the plan made visible."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

STATES = ("too_early", "on_track", "behind", "beyond")


class Target(NamedTuple):
    """Where a KPI started, what it should reach and when; nothing is expected before `expected_from`."""

    baseline: float
    target: float
    expected_from: date
    target_by: date


def expected_value(target: Target, day: date) -> float:
    """The value expected on `day`: the baseline until `expected_from`, the target from `target_by` on, a straight line
    between.

    >>> expected_value(Target(0.2, 0.6, date(2026, 1, 1), date(2026, 1, 11)), date(2026, 1, 6))
    0.4
    """
    span = (target.target_by - target.expected_from).days
    done = 1.0 if span <= 0 else min(max((day - target.expected_from).days / span, 0.0), 1.0)
    if day < target.expected_from:
        done = 0.0
    return target.baseline + done * (target.target - target.baseline)


def state(target: Target, day: date, low: float, high: float) -> str:
    """One of STATES for a value known to lie within `low`..`high` on `day`.

    beyond: the whole interval is better than the target. behind: it is worse than what was expected by that day.
    too_early: nothing was expected yet. Otherwise on_track: what is seen does not contradict the plan.
    """
    upwards = target.target >= target.baseline
    worst, best = (low, high) if upwards else (-high, -low)
    aim, expected = target.target, expected_value(target, day)
    aim, expected = (aim, expected) if upwards else (-aim, -expected)
    if worst > aim:
        return "beyond"
    if day < target.expected_from:
        return "too_early"
    return "behind" if best < expected else "on_track"
