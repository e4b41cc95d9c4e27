"""The effects of a closing: each KPI in each group of the plan, compared by the strongest design or refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from valuemodel.closing.cells import Shown
from valuemodel.closing.courses import Months, course_of, months_of, stages
from valuemodel.closing.facts import Facts
from valuemodel.closing.plan import Planned
from valuemodel.closing.waves import Measured, why_not
from valuemodel.effects import Effect, compare, refuse
from valuemodel.effects.certainty import Response
from valuemodel.effects.comparing import Setting, wanted_direction
from valuemodel.effects.designs import Estimate, difference_in_differences
from valuemodel.effects.families import corrected
from valuemodel.effects.placebo import team_means
from valuemodel.effects.rules import rule
from valuemodel.effects.silence import worst_were_picked
from valuemodel.kpis import Kpi, kpi
from valuemodel.programme import Programme

MOVED = 0.02
"""Movers are mentioned when they are more than this share of a group."""


class Kept(NamedTuple):
    """One KPI to compare: what was measured, its months, the groups that may be shown, and the smallest group."""

    entry: Kpi
    facts: Facts
    one: Measured
    months: Months | None
    groups: dict[str, Planned]
    starts: dict[str, date]
    programme: Programme
    as_of: date
    k: int


def effects(
    facts: Facts,
    measured: Mapping[str, Measured],
    shown: Shown,
    programme: Programme,
    as_of: date,
    k: Mapping[str, int],
) -> tuple[Effect, ...]:
    """One effect for each KPI and group of the plan: compared, refused with its reason, or too early; and whether each
    still holds among all those looked at.
    """
    found: list[Effect] = []
    starts = {group.key: _start_of(facts, group, programme) for group in shown.plan}
    for key, one in measured.items():
        entry = kpi(key)
        if entry.level_only or (entry.optional and one.reason == "not_measured"):
            continue
        if one.reason:
            found.append(_refused(entry, facts, one, programme))
            continue
        months = months_of(entry, facts, programme.started, as_of)
        groups = {group.key: group for group in shown.groups[key]}
        kept = Kept(entry, facts, one, months, groups, starts, programme, as_of, k[key])
        found += [_effect(kept, group) for group in _concerned(one, shown)]
    return corrected(found, programme)


def _refused(entry: Kpi, facts: Facts, one: Measured, programme: Programme) -> Effect:
    values = {**why_not(entry, facts, one), "started": programme.started.isoformat()}
    waves = (one.waves[0].wave.key, one.waves[-1].wave.key) if one.waves else ("", "")
    return refuse(entry, "programme", waves, one.reason, **values)


def _concerned(one: Measured, shown: Shown) -> list[Planned]:
    """The groups of the plan that have anybody in the KPI's waves (Viva Insights has its own units)."""
    return [
        group
        for group in shown.plan
        if group.kind == "total" or any(len(values.counted(group.members)) for values in one.waves)
    ]


def _effect(kept: Kept, group: Planned) -> Effect:
    first, last = kept.one.waves[0], kept.one.waves[-1]
    waves = (first.wave.key, last.wave.key)
    if group.key not in kept.groups:
        return refuse(kept.entry, group.key, waves, "too_few_answers", k=kept.k)
    started = kept.starts[group.key]
    if started > last.wave.end:
        return refuse(kept.entry, group.key, waves, "not_started", started=started.isoformat())
    control = kept.groups.get("comparison") if group.in_programme else None
    before, after = (values.sample(group.members, kept.facts) for values in (first, last))
    samples = tuple(values.sample(control.members, kept.facts) for values in (first, last)) if control else ()
    pair = (samples[0], samples[1]) if samples else None
    return compare(kept.entry, group.key, waves, before, after, pair, _setting(kept, group, control))


def _start_of(facts: Facts, group: Planned, programme: Programme) -> date:
    """When the programme began in the group: the earliest of its units; the programme's own start when nobody says."""
    units = facts.subjects["unit"][group.members].dropna().unique() if group.in_programme else ()
    return min((facts.starts[unit] for unit in units if unit in facts.starts), default=programme.started)


def _setting(kept: Kept, group: Planned, control: Planned | None) -> Setting:
    cautions = tuple(name for name in kept.one.cautions if control or name != "one_pre_wave")
    alone = group.in_programme and control is None
    facts, months = kept.facts, kept.months
    return Setting(
        plan=kept.programme.plan_of(kept.entry.key),
        as_of=kept.as_of,
        response=response_of(facts, group, kept.one),
        cautions=cautions + _movers(facts, group) + _worst_picked(kept, group, control),
        in_programme=group.in_programme,
        trend_before=_trend_before(facts, group, control, kept.one),
        cells=stages(months, facts, group.members | control.members, kept.programme.started, kept.k)
        if control
        else None,
        course=course_of(months, group.members, kept.starts[group.key], kept.k) if alone else None,
        tied=_tied(facts, control) if control else None,
    )


def _tied(facts: Facts, control: Planned) -> float | None:
    """The share of the comparison group who exchange with people of the programme; None when no tie is known."""
    if not facts.tied:
        return None
    tied = facts.subjects.index.isin(facts.tied)
    return float(tied[control.members].mean())


def _worst_picked(kept: Kept, group: Planned, control: Planned | None) -> tuple[str, ...]:
    """A caution when the programme's teams stood clearly worse than the others before it."""
    if control is None or group.kind != "total":
        return ()
    first = kept.one.waves[0]
    ours, theirs = (team_means(first.sample(one.members, kept.facts)) for one in (group, control))
    direction = wanted_direction(kept.entry, kept.programme.plan_of(kept.entry.key))
    return ("worst_picked",) if worst_were_picked(ours, theirs, direction, rule("worst_picked")) else ()


def _trend_before(facts: Facts, group: Planned, control: Planned | None, one: Measured) -> Estimate | None:
    """How differently the group and the comparison moved between the first and the last month of the baseline."""
    if control is None or not one.baseline:
        return None
    if any(not len(month.counted(members)) for month in one.baseline for members in (group.members, control.members)):
        return None
    first, last = one.baseline
    return difference_in_differences(
        first.sample(group.members, facts),
        last.sample(group.members, facts),
        first.sample(control.members, facts),
        last.sample(control.members, facts),
    )


def response_of(facts: Facts, group: Planned, one: Measured) -> Response | None:
    """Those asked and the answer sheets: of the group when the directory says who was there, else of the whole wave."""
    first, last = one.waves[0].wave, one.waves[-1].wave
    if first.kind != "survey":
        return None
    answered = [int(group.members[facts.sheets[wave.key]].sum()) for wave in (first, last)]
    asked = [int((facts.present(wave.start) & group.members).sum()) or wave.invited for wave in (first, last)]
    return Response(asked[0], answered[0], asked[1], answered[1])


def _movers(facts: Facts, group: Planned) -> tuple[str, ...]:
    moved = int((facts.moved & group.members).sum())
    return ("movers",) if moved > MOVED * int(group.members.sum()) else ()
