"""The figures of a closing: KPI values, effects, practice, costs and what each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from math import fsum

from scipy.special import stdtrit

from valuemodel import practice
from valuemodel.closing.cells import Shown
from valuemodel.closing.facts import Facts, serves
from valuemodel.closing.plan import KPI_KINDS, Planned
from valuemodel.closing.types import CostLine, KpiValue, PracticePoint, Source
from valuemodel.closing.waves import Measured, Values, changed_scales
from valuemodel.effects import Effect, compare, publish, refuse
from valuemodel.effects.certainty import Response
from valuemodel.effects.comparing import Setting, level
from valuemodel.effects.designs import Estimate, difference_in_differences
from valuemodel.effects.intervals import wilson
from valuemodel.effects.samples import Sample
from valuemodel.kpis import Kpi, kpi
from valuemodel.privacy import size_band
from valuemodel.programme import Programme

MOVED = 0.02
"""Movers are mentioned when they are more than this share of a group."""


def kpi_values(facts: Facts, measured: Mapping[str, Measured], shown: Shown) -> tuple[KpiValue, ...]:
    """Every published KPI, group and wave with its 95 % interval (Wilson's for shares of people, else Student's)."""
    return tuple(
        _kpi_value(kpi(key), group, values, values.sample(group.members, facts))
        for key, one in measured.items()
        for values in one.waves
        for group in shown.groups[key]
        if group.kind in KPI_KINDS
    )


def _kpi_value(entry: Kpi, group: Planned, values: Values, sample: Sample) -> KpiValue:
    low, high = _interval(sample, entry.unit == "share")
    if entry.unit == "share" and publish.hides(sample.mean, sample.n):
        low, high = wilson(publish.masked(sample.mean, sample.n) * sample.n, sample.n)
    bound = 1.0 if entry.unit == "share" else float("inf")
    bounds = publish.down(max(low, 0.0), entry.decimals), publish.up(min(high, bound), entry.decimals)
    return KpiValue(entry.key, group.key, values.wave.key, level(entry, sample), *bounds, size_band(sample.n))


def _interval(sample: Sample, shares: bool) -> tuple[float, float]:
    n = len(sample.value)
    if shares and sample.binary:
        return wilson(float(sample.value.sum()), n)
    half = float(stdtrit(n - 1, 0.975)) * float(sample.value.std(ddof=1)) / n**0.5 if n > 1 else 0.0
    return sample.mean - half, sample.mean + half


def effects(
    facts: Facts,
    measured: Mapping[str, Measured],
    shown: Shown,
    programme: Programme,
    as_of: date,
    k: Mapping[str, int],
) -> tuple[Effect, ...]:
    """One effect for each KPI and group of the plan: compared, refused with its reason, or too early."""
    found: list[Effect] = []
    for key, one in measured.items():
        entry = kpi(key)
        if one.reason:
            values = {**changed_scales(entry, facts, one), "started": programme.started.isoformat()}
            waves = (one.waves[0].wave.key, one.waves[-1].wave.key) if one.waves else ("", "")
            found.append(refuse(entry, "programme", waves, one.reason, **values))
            continue
        found += [
            _effect(entry, group, facts, one, shown, programme, as_of, k[key]) for group in _concerned(one, shown)
        ]
    return tuple(found)


def _concerned(one: Measured, shown: Shown) -> list[Planned]:
    """The groups of the plan that have anybody in the KPI's waves (Viva Insights has its own units)."""
    return [
        group
        for group in shown.plan
        if group.kind == "total" or any(len(values.counted(group.members)) for values in one.waves)
    ]


def _effect(
    entry: Kpi, group: Planned, facts: Facts, one: Measured, shown: Shown, programme: Programme, as_of: date, k: int
) -> Effect:
    first, last = one.waves[0], one.waves[-1]
    waves = (first.wave.key, last.wave.key)
    groups = {shown_group.key: shown_group for shown_group in shown.groups[entry.key]}
    if group.key not in groups:
        return refuse(entry, group.key, waves, "too_few_answers", k=k)
    control = groups.get("comparison") if group.in_programme else None
    before, after = (values.sample(group.members, facts) for values in (first, last))
    samples = (first.sample(control.members, facts), last.sample(control.members, facts)) if control else None
    cautions = tuple(name for name in one.cautions if control or name != "one_pre_wave")
    setting = Setting(
        plan=programme.plan_of(entry.key), as_of=as_of, response=_response(facts, group, one),
        cautions=cautions + _movers(facts, group), in_programme=group.in_programme,
        trend_before=_trend_before(facts, group, control, one),
    )  # fmt: skip
    return compare(entry, group.key, waves, before, after, samples, setting)


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


def _response(facts: Facts, group: Planned, one: Measured) -> Response | None:
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


def practice_points(
    facts: Facts, measured: Mapping[str, Measured], shown: Shown, as_of: date, k: int
) -> tuple[PracticePoint, ...]:
    """The practices month by month over the programme's eligible people; a month with fewer than `k` is left out."""
    members = next((group.members for group in shown.plan if group.key == "programme"), None)
    if members is None:
        return ()
    series = [practice.monthly(key, facts.rows[key], members, as_of) for key in practice.PRACTICES]
    return tuple(
        PracticePoint(
            point.practice,
            point.month,
            publish.nearest(point.value, kpi(point.practice).decimals),
            publish.people(point.people),
        )
        for points in series
        for point in points
        if point.people >= k
    )


def cost_lines(facts: Facts) -> tuple[CostLine, ...]:
    """Planned and actual amounts, one entry a line, category, month and currency, in cents."""
    merged: dict[tuple[str, str, date, str], list[dict]] = {}
    for row in facts.costs:
        merged.setdefault((row["line"], row["category"], row["month"], row["currency"]), []).append(row)
    return tuple(_cost_line(key, rows) for key, rows in sorted(merged.items()))


def _cost_line(key: tuple[str, str, date, str], rows: list[dict]) -> CostLine:
    line, category, month, currency = key
    amounts = {nature: [row["amount"] for row in rows if row["nature"] == nature] for nature in ("planned", "actual")}
    totals = {nature: round(fsum(found), 2) if found else None for nature, found in amounts.items()}
    return CostLine(
        line, category, month, totals["planned"], totals["actual"], currency,
        in_budget=all(row["in_budget"] for row in rows), capex=any(row["capex"] for row in rows),
        sources=tuple(sorted({row["upload_id"] for row in rows})),
    )  # fmt: skip


def sources(facts: Facts) -> tuple[Source, ...]:
    """The uploads that the closing rests on."""
    return tuple(Source(**row) for row in facts.uploads)


def sources_of(facts: Facts, measured: Mapping[str, Measured]) -> dict[str, tuple[int, ...]]:
    """For each KPI, the uploads with its answers or reports in the waves shown, and those that place people."""
    found: dict[str, tuple[int, ...]] = {}
    for key, one in measured.items():
        own = set(_own_uploads(kpi(key), facts, {part for values in one.waves for part in values.cell.split("+")}, one))
        if own:
            found[key] = tuple(sorted(own | set(facts.directory_uploads)))
    return found


def _own_uploads(entry: Kpi, facts: Facts, months: set[str], one: Measured) -> Iterable[int]:
    if entry.source == "usage":
        return (
            upload for tool, month, upload in facts.usage_uploads if serves(tool, entry) and f"{month:%Y-%m}" in months
        )
    waves = {values.cell for values in one.waves}
    return (upload for item, wave, upload in facts.survey_uploads if item in entry.items and wave in waves)
