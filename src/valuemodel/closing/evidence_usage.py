"""What stands behind the effects on usage: bars by month around the start, the average since then, a group's trend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
from scipy.special import stdtrit

from valuemodel.closing.cells import Shown
from valuemodel.closing.courses import Months, course_of, months_of, panel_of
from valuemodel.closing.facts import Facts
from valuemodel.closing.plan import Planned
from valuemodel.closing.waves import Measured
from valuemodel.effects import interrupted, publish
from valuemodel.effects.contrasts import NEVER, Panel, cells_of
from valuemodel.effects.designs import MINIMUM_CLUSTERS
from valuemodel.effects.evidence import EventBar, Series, SinceStart
from valuemodel.effects.ladder import Course
from valuemodel.effects.staggered import event_bars
from valuemodel.effects.within import two_way_fixed_effects
from valuemodel.kpis import Kpi, kpi
from valuemodel.programme import Programme

Found = tuple[tuple[EventBar, ...], tuple[SinceStart, ...], tuple[Series, ...]]


def usage_evidence(
    facts: Facts,
    measured: Mapping[str, Measured],
    shown: Shown,
    programme: Programme,
    as_of: date,
    k: Mapping[str, int],
) -> Found:
    """Of each usage KPI, for the programme as a whole: the bars and the average where there is a comparison group, the
    series against its own trend where there is none.
    """
    events: list[EventBar] = []
    since: list[SinceStart] = []
    series: list[Series] = []
    for key, one in measured.items():
        months = months_of(kpi(key), facts, programme.started, as_of)
        groups = {group.key: group for group in shown.groups[key]}
        if one.reason or months is None or "programme" not in groups:
            continue
        ours, control = groups["programme"], groups.get("comparison")
        if control is None:
            series += _series(kpi(key), months, ours, programme.started, k[key])
            continue
        panel = panel_of(months, facts, ours.members | control.members, programme.started, k[key])
        if panel is not None:
            events += _bars(kpi(key), panel)
            since += _since_start(kpi(key), panel)
    return tuple(events), tuple(since), tuple(series)


def _bars(entry: Kpi, panel: Panel) -> Iterable[EventBar]:
    for bar in event_bars(cells_of(panel)):
        yield EventBar(
            entry.key,
            "programme",
            bar.periods,
            publish.nearest(bar.estimate.change, entry.decimals),
            publish.down(bar.estimate.low, entry.decimals),
            publish.up(bar.estimate.high, entry.decimals),
        )


def _since_start(entry: Kpi, panel: Panel) -> list[SinceStart]:
    treated = (panel.period >= panel.start[panel.person]).astype(np.float64)
    if not treated.any() or treated.all():
        return []
    cluster = _clusters(panel)
    found = two_way_fixed_effects(panel.value, treated, panel.person, panel.period, cluster[panel.person])
    if not np.isfinite(found.se):
        return []
    half = float(stdtrit(found.clusters - 1, 0.975)) * found.se
    bounds = publish.down(found.effect - half, entry.decimals), publish.up(found.effect + half, entry.decimals)
    return [SinceStart(entry.key, "programme", publish.nearest(found.effect, entry.decimals), *bounds, found.clusters)]


def _clusters(panel: Panel) -> np.ndarray:
    """Teams where each side has at least six of them and everybody has one, else people."""
    inside = panel.start < NEVER
    sides = [len(np.unique(panel.team[side & (panel.team >= 0)])) for side in (inside, ~inside)]
    if min(sides) < MINIMUM_CLUSTERS or (panel.team < 0).any():
        return np.arange(len(panel.start))
    return np.unique(panel.team, return_inverse=True)[1]


def _series(entry: Kpi, months: Months, group: Planned, started: date, k: int) -> list[Series]:
    course = course_of(months, group.members, started, k)
    if course is None or not interrupted.allowed(course.months, course.start):
        return []
    found = interrupted.interrupted(course.months, course.value, course.start)
    told = [found.jump, found.slope, found.estimate.se, found.newey_west_se]
    jump, slope, error, robust = (publish.nearest(value, entry.decimals + 2) for value in told)
    rate = _rate(months, group, course) if months.ratio else ()
    return [Series(entry.key, group.key, found.points, jump, slope, round(found.rho, 2), error, robust, *rate)]


def _rate(months: Months, group: Planned, course: Course) -> tuple[float, ...]:
    """How many times more per person after than before, with its interval."""
    chosen = group.members[months.subject]
    counts, people = (
        np.bincount(months.period[chosen], weights=part[chosen], minlength=len(months.dates)).astype(np.float64)
        for part in (months.value, months.weight)
    )
    after = (course.months >= course.start).astype(np.float64)
    found = interrupted.rate_step(course.months, counts, people, after)
    return publish.nearest(found.ratio, 2), publish.down(found.low, 2), publish.up(found.high, 2)
