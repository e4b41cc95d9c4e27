"""Impatience and the edge: when each unit took the practice up, against the plan; where it started."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from valuemodel.practice.adoption import BREADTH

HELD = 2
"""Months in a row that a unit must stay above the threshold: one busy month is no practice."""


def first_regular(levels: Mapping[date, float], started: date, threshold: float = BREADTH) -> date | None:
    """The month in which a unit's share of regular users first reached `threshold` and kept it the month after.

    The last month known needs no month after. None when it never did.

    >>> first_regular({date(2026, 1, 1): 0.2, date(2026, 2, 1): 0.4, date(2026, 3, 1): 0.5}, date(2026, 1, 1))
    datetime.date(2026, 2, 1)
    """
    months = [month for month in sorted(levels) if month >= started.replace(day=1)]
    for place, month in enumerate(months):
        held = months[place : place + HELD]
        if all(levels[one] >= threshold - 1e-9 for one in held):
            return month
    return None


def planned_day(plan: Mapping[date, float], level: float) -> date | None:
    """The day on which the plan reaches `level`, in a straight line between its months; None when it never does.

    >>> planned_day({date(2026, 1, 1): 0.2, date(2026, 2, 1): 0.4}, 0.3)
    datetime.date(2026, 1, 16)
    """
    months = sorted(plan)
    if not months or level <= plan[months[0]]:
        return months[0] if months and level == plan[months[0]] else None
    for first, second in pairwise(months):
        low, high = plan[first], plan[second]
        if low < level <= high:
            return first + timedelta(days=int((second - first).days * (level - low) / (high - low)))
    return None


def weeks_ahead(plan: Mapping[date, float], month: date, level: float) -> float | None:
    """Weeks between `month` and the day on which the plan reaches the `level` measured then: ahead (+) or behind (-).

    None when the plan never has that level: nothing says how far ahead, or behind its first month, it is.

    >>> weeks_ahead({date(2026, 1, 1): 0.2, date(2026, 3, 1): 0.4}, date(2026, 2, 1), 0.4)
    4.0
    """
    day = planned_day(plan, level)
    return None if day is None else round((day - month).days / 7, 1)


def who_started(months: Mapping[int, date | None], apart: int = 2) -> str:
    """Where the practice started: "edge" (distance 0, at the customer's), "centre" (the farthest), "together" when
    less than `apart` months separate them, "unknown" when one of them has not come.

    `months` has, by distance from the customer, the month of first regular use.

    >>> who_started({0: date(2026, 1, 1), 3: date(2026, 6, 1)}), who_started({0: None, 3: None})
    ('edge', 'unknown')
    """
    if len(months) < 2:
        return "unknown"
    edge, centre = months[min(months)], months[max(months)]
    if edge is None or centre is None:
        return "unknown" if edge == centre else "edge" if centre is None else "centre"
    gap = (centre.year - edge.year) * 12 + centre.month - edge.month
    return "together" if abs(gap) < apart else "edge" if gap > 0 else "centre"
