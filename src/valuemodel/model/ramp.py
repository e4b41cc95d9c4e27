"""When a gain comes: it follows the measured practice, after a lag, for a stated duration, with a stated decay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from valuemodel.closing import Closing
from valuemodel.model.types import Driver
from valuemodel.practice import Curve
from valuemodel.programme import Programme

DEFAULT_DURATION = 12
PLANNED = "regular_share"
"""The practice that plans of adoption and diffusion curves are about."""


def month_list(first: date, count: int) -> tuple[date, ...]:
    """`count` months from that of `first`, as first days."""
    return tuple(moved_month(first, i) for i in range(count))


def moved_month(month: date, by: int) -> date:
    """The first day of the month `by` months after that of `month` (before it when negative).

    >>> moved_month(date(2026, 11, 1), 3), moved_month(date(2026, 2, 1), -2)
    (datetime.date(2027, 2, 1), datetime.date(2025, 12, 1))
    """
    at = month.year * 12 + month.month - 1 + by
    return date(at // 12, at % 12 + 1, 1)


def months_closed(programme: Programme, as_of: date) -> int:
    """How many months of the programme are complete at `as_of`, between 0 and its horizon."""
    next_day = date.fromordinal(as_of.toordinal() + 1)
    elapsed = (next_day.year - programme.started.year) * 12 + next_day.month - programme.started.month
    return min(max(elapsed, 0), max(programme.horizon_months, 0))


def adoption(
    closing: Closing,
    programme: Programme,
    practice: str,
    months: tuple[date, ...],
    later: float | None = None,
    ahead: int = 0,
) -> np.ndarray:
    """The practice's level in each of `months`: measured to its last month, then the plan or the curve that stands in
    for it, else held flat.

    The plan's growth is applied to the level really reached: measured last x plan(t) / plan(last), at most 1 for a
    share.
    What-ifs: `later` replaces all months after the last measured one; `ahead` reads the plan so many months further on
    (behind when negative, at the earliest where it stood in the last measured month).
    """
    series = closing.practice_series(practice)
    plan = plan_of(closing, programme) if practice == PLANNED or not series else {}
    last = max(series, default=None)
    return np.array([_level(month, series, last, plan, later, ahead) for month in months], float)


def plan_of(closing: Closing, programme: Programme) -> dict[date, float]:
    """Regular use to come, by month: the diffusion curve that the programme follows, else its plan of adoption."""
    curve = curve_of(closing, programme)
    if curve is not None:
        return dict(zip(curve.months, curve.levels, strict=True))
    return {day.replace(day=1): level for day, level in (programme.adoption_plan or {}).items()}


def curve_of(closing: Closing, programme: Programme) -> Curve | None:
    """The closing's diffusion curve that stands in for the plan; None when none is named, or the closing refuses it."""
    known = closing.practice_findings.curves if programme.adoption_curve else ()
    return next((one for one in known if one.scenario == programme.adoption_curve and not one.reason), None)


def _level(
    month: date,
    series: Mapping[date, float],
    last: date | None,
    plan: Mapping[date, float],
    later: float | None,
    ahead: int,
) -> float:
    if last is not None and month <= last:
        known = [day for day in series if day <= month]
        return series[max(known)] if known else 0.0
    if later is not None:
        return later
    read = moved_month(month, ahead)
    planned = _held(plan, max(read, last) if last else read)
    if last is None:
        return planned or 0.0
    planned_last = _held(plan, last)
    if planned is None or not planned_last:
        return series[last]
    return min(series[last] * planned / planned_last, 1.0)


def _held(plan: Mapping[date, float], month: date) -> float | None:
    """The plan in `month`, held at its last value after its end; None before its beginning."""
    known = [day for day in plan if day <= month]
    return plan[max(known)] if known else None


def reference_level(closing: Closing, programme: Programme, practice: str, wave: str, levels: np.ndarray) -> float:
    """The practice's mean level over the follow-up wave (else over its last three months; the plan's last without
    any).
    """
    series = closing.practice_series(practice)
    if not series:
        return float(levels[-1]) if len(levels) else 0.0
    period = next(((w.start, w.end) for w in closing.waves if w.key == wave), None)
    inside = [v for m, v in series.items() if period and period[0].replace(day=1) <= m <= period[1]]
    return float(np.mean(inside or [series[month] for month in sorted(series)[-3:]]))


def level_before(closing: Closing, programme: Programme, practice: str) -> float:
    """The practice's mean level before the programme's start; 0 for a new tool, which has no before."""
    before = [v for m, v in closing.practice_series(practice).items() if m < programme.started.replace(day=1)]
    return float(np.mean(before)) if before else 0.0


def share_of_way(levels: np.ndarray, before: float, reference: float, planned: np.ndarray) -> np.ndarray:
    """How far the practice has come, from its level before (0) to its level at the follow-up (1), month by month.

    Never below 0; above 1 only in `planned` months, where the programme's plan says so. When the practice did not rise,
    its plain ratio to the follow-up level is taken.
    """
    if reference <= 0:
        return np.zeros_like(levels)
    base = before if reference > before else 0.0
    way = np.maximum((levels - base) / (reference - base), 0.0)
    return np.where(planned, way, np.minimum(way, 1.0))


def readable_timing(driver: Driver) -> bool:
    """Whether the driver's date, lag, duration and decay can be read (they come from documents that people write)."""
    whole = [driver.lag_months, 0 if driver.duration_months is None else driver.duration_months]
    try:
        date.fromisoformat(driver.effective or "2000-01-01")
    except (TypeError, ValueError):
        return False
    if not all(isinstance(months, int) and 0 <= months <= 1200 for months in whole):
        return False
    return isinstance(driver.decay, int | float) and 0 <= driver.decay < 1


def timed(driver: Driver, follows: np.ndarray, months: tuple[date, ...]) -> np.ndarray:
    """`follows` after the driver's lag, from its effective date, for its duration, with its decay.

    Nothing before the start; 12 months when no duration is stated; decay is lost each year after the first 12 months.
    """
    count = len(months)
    first = min(_first_month(driver, months) + driver.lag_months, count)
    age = np.arange(count) - first
    lasts = DEFAULT_DURATION if driver.duration_months is None else driver.duration_months
    shifted = np.concatenate([np.zeros(min(driver.lag_months, count)), follows])[:count]
    fading = (1 - driver.decay) ** (np.maximum(age - 12, 0) / 12)
    return np.where((age >= 0) & (age < lasts), shifted * fading, 0.0)


def _first_month(driver: Driver, months: tuple[date, ...]) -> int:
    if not driver.effective:
        return 0
    effective = date.fromisoformat(driver.effective)
    return sum(month < effective.replace(day=1) for month in months)
