"""What stands behind the effects on surveys: who answered, what silence could hide, how people moved on the scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil, floor

import numpy as np

from valuemodel.closing.cells import Shown
from valuemodel.closing.comparisons import response_of
from valuemodel.closing.facts import Facts
from valuemodel.closing.plan import Planned
from valuemodel.closing.waves import Measured, Values
from valuemodel.effects import publish
from valuemodel.effects.evidence import (
    Composition,
    OrdinalShift,
    ResponseRate,
    Stayers,
    Weighted,
    WorstCase,
)
from valuemodel.effects.ranks import cliff_shift
from valuemodel.effects.samples import Sample
from valuemodel.effects.silence import stayers_less_leavers, wave_bounds
from valuemodel.effects.weights import effective_n, raked
from valuemodel.kpis import Kpi, kpi
from valuemodel.privacy import disclosure_issues

Cells = dict[str, frozenset[int]]


def surveys(measured: Mapping[str, Measured]) -> dict[str, Measured]:
    """The survey KPIs with two waves that were compared."""
    found = {key: one for key, one in measured.items() if kpi(key).source == "survey" and not one.reason}
    return {key: one for key, one in found.items() if len(one.waves) > 1}


def response_rates(facts: Facts, measured: Mapping[str, Measured], shown: Shown, k: int) -> tuple[ResponseRate, ...]:
    """The response rate of each wave in each group of the plan in which at least `k` were asked and `k` answered."""
    waves = {values.wave.key: values.wave for one in surveys(measured).values() for values in one.waves}
    found = []
    for wave in waves.values():
        for group in shown.plan:
            asked = int((facts.present(wave.start) & group.members).sum())
            answered = int(group.members[facts.sheets[wave.key]].sum())
            if min(asked, answered) >= k:
                rate = publish.nearest(publish.masked(min(answered / asked, 1.0), asked), 2)
                found.append(ResponseRate(wave.key, group.key, publish.people(asked), publish.people(answered), rate))
    return tuple(found)


def worst_cases(facts: Facts, measured: Mapping[str, Measured], shown: Shown) -> tuple[WorstCase, ...]:
    """The bounds of each share in each wave and group when nothing is supposed of those who kept silent."""
    return tuple(
        bounds
        for key, one in surveys(measured).items()
        if kpi(key).unit == "share"
        for group in shown.groups[key]
        for bounds in _worst_cases(kpi(key), facts, one, group)
    )


def _worst_cases(entry: Kpi, facts: Facts, one: Measured, group: Planned) -> Iterable[WorstCase]:
    response = response_of(facts, group, one)
    if response is None or not (response.asked_before and response.asked_after):
        return
    asked = (response.asked_before, response.asked_after)
    answered = (response.answered_before, response.answered_after)
    for values, those, sheets in zip((one.waves[0], one.waves[-1]), asked, answered, strict=True):
        mean = values.sample(group.members, facts).mean
        level = publish.nearest(publish.masked(mean, len(values.counted(group.members))), entry.decimals)
        low, high = wave_bounds(level, sheets, those)
        bounds = publish.down(low, entry.decimals), publish.up(high, entry.decimals)
        yield WorstCase(entry.key, group.key, values.wave.key, *bounds)


def ordinal_shifts(facts: Facts, measured: Mapping[str, Measured], shown: Shown) -> tuple[OrdinalShift, ...]:
    """How often a person drawn after is above one drawn before, for answers on a scale."""
    found = []
    for key, one in surveys(measured).items():
        for group in shown.groups[key]:
            before, after = _pair(facts, one, group)
            if not (before.binary and after.binary):
                shift = cliff_shift(after.value, before.value)
                low, high = floor(50 * (shift.low + 1)), ceil(50 * (shift.high + 1))
                found.append(OrdinalShift(key, group.key, shift.times_in_100, low, high))
    return tuple(found)


def _pair(facts: Facts, one: Measured, group: Planned) -> tuple[Sample, Sample]:
    return one.waves[0].sample(group.members, facts), one.waves[-1].sample(group.members, facts)


def stayers(
    facts: Facts,
    measured: Mapping[str, Measured],
    shown: Shown,
    earlier: Mapping[tuple[int, str], frozenset[int]],
    sizes: Mapping[str, int],
) -> tuple[tuple[Stayers, ...], tuple[Composition, ...], Cells]:
    """In the programme as a whole, those who answered both waves against those who answered one; and their cells.

    Told only when each of the two holds at least the smallest group in both waves, and when no combination with the
    other figures of this closing and of earlier ones would tell about fewer.
    """
    left: list[Stayers] = []
    made: list[Composition] = []
    cells: Cells = {}
    for key, one in surveys(measured).items():
        group = next((group for group in shown.groups[key] if group.key == "programme"), None)
        if group is None:
            continue
        first, last = one.waves[0], one.waves[-1]
        again = np.intersect1d(first.counted(group.members), last.counted(group.members))
        added = {f"{key}|{values.cell}|stayers": _keys(facts, again) for values in (first, last)}
        if _safe(kpi(key), facts, group, one, again, sizes[key]) and not _discloses(
            added, shown.cells, earlier, sizes[key]
        ):
            told, composition = _told(kpi(key), facts, one, group, again)
            left.append(told)
            made.append(composition)
            cells |= added
    return tuple(left), tuple(made), cells


def _keys(facts: Facts, subjects: np.ndarray) -> frozenset[int]:
    return frozenset(facts.keys[subjects].tolist())


def _safe(entry: Kpi, facts: Facts, group: Planned, one: Measured, again: np.ndarray, k: int) -> bool:
    """Whether those who answered twice, and those who answered one wave only, are at least `k` and not unanimous."""
    twice = facts.keys[again]
    for wave in _pair(facts, one, group):
        for chosen in (np.isin(wave.person, twice), ~np.isin(wave.person, twice)):
            people = int(chosen.sum())
            if people < k or (entry.unit == "share" and publish.hides(float(wave.value[chosen].mean()), people)):
                return False
    return True


def _discloses(added: Cells, published: Cells, earlier: Mapping[tuple[int, str], frozenset[int]], k: int) -> bool:
    for key, people in added.items():
        quantity = key.rpartition("|")[0]
        family = {name: cell for name, cell in published.items() if name.rpartition("|")[0] == quantity}
        family |= {f"{name} ({number})": cell for (number, name), cell in earlier.items() if name.startswith(quantity)}
        distinct = {cell: name for name, cell in family.items()}
        if disclosure_issues({name: cell for cell, name in distinct.items()} | {key: people}, k):
            return True
    return False


def _told(entry: Kpi, facts: Facts, one: Measured, group: Planned, again: np.ndarray) -> tuple[Stayers, Composition]:
    before, after = _pair(facts, one, group)
    stayed = [np.isin(wave.person, facts.keys[again]) for wave in (before, after)]
    gap = stayers_less_leavers(before, stayed[0])
    panel = float(after.value[stayed[1]].mean() - before.value[stayed[0]].mean())
    everyone = after.mean - before.mean
    difference, low, high = _rounded(entry, gap.change, gap.low, gap.high)
    counts = publish.people(len(again)), publish.people(int((~stayed[0]).sum()))
    whole, part = publish.nearest(everyone, entry.decimals), publish.nearest(panel, entry.decimals)
    made = publish.nearest(whole - part, entry.decimals)
    return Stayers(entry.key, *counts, difference, low, high), Composition(entry.key, whole, part, made)


def _rounded(entry: Kpi, change: float, low: float, high: float) -> tuple[float, float, float]:
    decimals = entry.decimals
    return publish.nearest(change, decimals), publish.down(low, decimals), publish.up(high, decimals)


def weighted_changes(facts: Facts, measured: Mapping[str, Measured], shown: Shown) -> tuple[Weighted, ...]:
    """The programme's change once each unit group weighs what it weighs among the staff of the first wave.

    Whole safe groups are the strata, so that the weighted figure is a combination of figures already shown; crossing
    units with roles would make cells of a few people.
    """
    found = []
    for key, one in surveys(measured).items():
        groups = {group.key: group for group in shown.groups[key]}
        parts = [group for group in groups.values() if group.kind == "unit" and group.parent == "programme"]
        if parts and "programme" in groups and facts.present(one.waves[0].wave.start).any():
            found.append(_weighted(kpi(key), facts, one, groups["programme"], parts))
    return tuple(found)


def _weighted(entry: Kpi, facts: Facts, one: Measured, whole: Planned, parts: list[Planned]) -> Weighted:
    stratum = np.zeros(len(facts.subjects), dtype=np.int64)
    for code, part in enumerate(parts, 1):
        stratum[part.members] = code
    here = facts.present(one.waves[0].wave.start) & whole.members
    staff = {code: float(size) for code, size in enumerate(np.bincount(stratum[here], minlength=len(parts) + 1))}
    ends = [_weighted_mean(values, whole, stratum, staff) for values in (one.waves[0], one.waves[-1])]
    before, after = _pair(facts, one, whole)
    change = publish.nearest(ends[1][0] - ends[0][0], entry.decimals)
    plain = publish.nearest(after.mean - before.mean, entry.decimals)
    return Weighted(entry.key, change, plain, publish.people(int(min(ends[0][1], ends[1][1]))))


def _weighted_mean(values: Values, whole: Planned, stratum: np.ndarray, staff: dict[int, float]) -> tuple[float, float]:
    chosen = whole.members[values.subject]
    weights = raked([stratum[values.subject[chosen]]], [staff])
    return float(np.average(values.value[chosen], weights=weights)), effective_n(weights)
