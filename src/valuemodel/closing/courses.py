"""Usage month by month, for designs over more than two periods: who was where, since when, and what they did."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from valuemodel.closing.facts import Facts
from valuemodel.closing.waves import month_ends
from valuemodel.effects.contrasts import NEVER, Cells, Panel, cells_of
from valuemodel.effects.ladder import Course
from valuemodel.effects.samples import Keys, Numbers
from valuemodel.kpis import Kpi


class Months(NamedTuple):
    """The rows of a usage KPI by period: subject, period (a position in `dates`), value and weight (for a ratio, its
    numerator and denominator; else 1).

    A month in which the programme started after the first is neither before nor after, and is left out.
    """

    dates: tuple[date, ...]
    subject: Keys
    period: Keys
    value: Numbers
    weight: Numbers
    ratio: bool

    @property
    def numbers(self) -> Numbers:
        """The months counted from the first one; a hole in the reports stays a hole."""
        first = self.dates[0]
        return np.array([12 * (day.year - first.year) + day.month - first.month for day in self.dates], dtype=float)

    def people(self, members: np.ndarray) -> Numbers:
        """How many of `members` stand behind each period."""
        counted = members[self.subject] & (self.weight > 0)
        return np.bincount(self.period[counted], minlength=len(self.dates)).astype(np.float64)


def months_of(kpi: Kpi, facts: Facts, started: date, as_of: date) -> Months | None:
    """The months of `kpi` that end by `as_of`; None for surveys and when no month was reported."""
    if kpi.source != "usage":
        return None
    rows = facts.rows[kpi.key]
    ends = month_ends(kpi, facts)
    codes, found = pd.factorize(rows["month"], sort=True)
    wanted = [number for number, day in enumerate(found) if _wanted(day, ends, started, as_of)]
    if not wanted:
        return None
    place = np.full(len(found), -1)
    place[wanted] = np.arange(len(wanted))
    period = place[codes]
    kept = period >= 0
    ratio = kpi.aggregate == "ratio"
    value, weight = (
        (rows[name].to_numpy(dtype=np.float64) for name in ("numerator", "denominator"))
        if ratio
        else (rows["value"].to_numpy(dtype=np.float64), np.ones(len(rows)))
    )
    subject = rows["subject"].to_numpy()
    dates = tuple(found[number] for number in wanted)
    return Months(dates, subject[kept], period[kept], value[kept], weight[kept], ratio)


def _wanted(day: date, ends: dict[date, date], started: date, as_of: date) -> bool:
    in_transition = (day.year, day.month) == (started.year, started.month) and started.day > 1
    return day in ends and ends[day] <= as_of and not in_transition


def course_of(months: Months | None, members: np.ndarray, started: date, k: int) -> Course | None:
    """The course of `members` from month to month; None when a month has fewer than `k` of them."""
    if months is None or (months.people(members) < k).any():
        return None
    chosen = members[months.subject]
    period, size = months.period[chosen], len(months.dates)
    total, weight = (
        np.bincount(period, weights=part[chosen], minlength=size) for part in (months.value, months.weight)
    )
    start = int(sum(day < started for day in months.dates))
    numbers = months.numbers
    first = int(numbers[start]) if start < size else int(numbers[-1]) + 1
    return Course(numbers, total / weight, first)


def starts_of(facts: Facts, dates: tuple[date, ...], started: date) -> Keys:
    """For each subject, the first of `dates` that lies wholly after the start of their unit (their number may be past
    the last); NEVER outside the programme.
    """
    own = facts.subjects["unit"].map(facts.starts).fillna(started) if facts.starts else started
    days = pd.Series(own, index=facts.subjects.index).to_numpy(dtype="datetime64[D]")
    first = np.searchsorted(np.array(dates, dtype="datetime64[D]"), days)
    return np.where(facts.is_in("cohort", "programme"), first, NEVER).astype(np.int64)


def panel_of(months: Months | None, facts: Facts, members: np.ndarray, started: date, k: int) -> Panel | None:
    """The people of `members` (the group and its comparison) over the months; None for a ratio, or when a side has
    fewer than `k` people in a month.
    """
    if months is None or months.ratio:
        return None
    inside = facts.is_in("cohort", "programme")
    if any((months.people(members & side) < k).any() for side in (inside, ~inside)):
        return None
    chosen = members[months.subject]
    present = np.zeros(len(members), dtype=bool)
    present[months.subject[chosen]] = True
    code = np.cumsum(present) - 1
    start = starts_of(facts, months.dates, started)
    return Panel(
        months.value[chosen],
        code[months.subject[chosen]],
        months.period[chosen],
        facts.clusters[present],
        start[present],
    )


def stages(months: Months | None, facts: Facts, members: np.ndarray, started: date, k: int) -> Cells | None:
    """The cells of a roll-out in stages; None when everybody of `members` started together."""
    if months is None or months.ratio or len(set(facts.starts.values())) < 2:
        return None
    start = starts_of(facts, months.dates, started)[members]
    if len({one for one in np.unique(start) if 0 < one < len(months.dates)}) < 2:
        return None
    panel = panel_of(months, facts, members, started, k)
    return None if panel is None else cells_of(panel)
