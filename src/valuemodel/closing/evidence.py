"""The evidence of a closing: all that pages open under an effect, put together and read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from valuemodel.closing import evidence_indices, evidence_spread, evidence_surveys, evidence_usage
from valuemodel.closing.cells import Cells, Shown
from valuemodel.closing.facts import Facts
from valuemodel.closing.types import KpiValue, PracticePoint
from valuemodel.closing.waves import Measured
from valuemodel.effects import evidence as kinds
from valuemodel.effects import publish, targets
from valuemodel.effects.evidence import Evidence, Progress
from valuemodel.effects.intervals import wilson
from valuemodel.kpis import kpi
from valuemodel.programme import KpiPlan, Programme

KINDS: dict[str, type] = {
    "events": kinds.EventBar,
    "since_start": kinds.SinceStart,
    "series": kinds.Series,
    "responses": kinds.ResponseRate,
    "worst_cases": kinds.WorstCase,
    "stayers": kinds.Stayers,
    "compositions": kinds.Composition,
    "weighted": kinds.Weighted,
    "shifts": kinds.OrdinalShift,
    "distributions": kinds.Distribution,
    "items": kinds.ItemChange,
    "reliabilities": kinds.IndexReliability,
    "progress": kinds.Progress,
}


def evidence_of(
    facts: Facts,
    measured: Mapping[str, Measured],
    shown: Shown,
    programme: Programme,
    as_of: date,
    sizes: Mapping[str, int],
    earlier: Mapping[tuple[int, str], frozenset[int]],
) -> tuple[Evidence, Cells]:
    """The evidence, without what is expected over time (`with_progress`), and the cells that it adds to those shown."""
    events, since_start, series = evidence_usage.usage_evidence(facts, measured, shown, programme, as_of, sizes)
    stayers, compositions, cells = evidence_surveys.stayers(facts, measured, shown, earlier, sizes)
    whole = next((group for group in shown.plan if group.key == "programme"), None)
    k = programme.k_survey
    items, item_cells = evidence_indices.item_changes(facts, measured, whole, earlier, k)
    found = Evidence(
        events=events,
        since_start=since_start,
        series=series,
        responses=evidence_surveys.response_rates(facts, measured, shown, k),
        worst_cases=evidence_surveys.worst_cases(facts, measured, shown),
        stayers=stayers,
        compositions=compositions,
        weighted=evidence_surveys.weighted_changes(facts, measured, shown),
        shifts=evidence_surveys.ordinal_shifts(facts, measured, shown),
        distributions=evidence_spread.distributions(facts, measured, shown, sizes),
        items=items,
        reliabilities=evidence_indices.reliabilities(facts, measured),
    )
    return found, cells | item_cells


def progress(
    values: Iterable[KpiValue],
    practices: Iterable[PracticePoint],
    days: Mapping[str, date],
    programme: Programme,
) -> tuple[Progress, ...]:
    """Expected against tangible, for each KPI with a target: its waves, and its months where they are published.

    `days` are the last days of the waves by key. Everything comes from figures already published for the programme.
    """
    known = [value for value in values if value.group == "programme"]
    points = list(practices)
    found: list[Progress] = []
    for plan in programme.kpi_plans:
        waves = sorted((value for value in known if value.kpi == plan.kpi), key=lambda value: days[value.wave])
        if plan.target is None or not waves:
            continue
        target = _target(plan, waves[0].value, programme)
        months = [point for point in points if point.practice == plan.kpi]
        found += [_wave_progress(plan.kpi, target, days[value.wave], value) for value in waves[1:] if not months]
        found += [_month_progress(plan.kpi, target, point) for point in months]
    return tuple(found)


def _target(plan: KpiPlan, baseline: float, programme: Programme) -> targets.Target:
    end = programme.started.year * 12 + programme.started.month - 1 + programme.horizon_months
    horizon = date(end // 12, end % 12 + 1, 1)
    expected = plan.expected_from or programme.started
    return targets.Target(baseline, plan.target or 0.0, expected, max(plan.target_by or horizon, expected))


def _wave_progress(key: str, target: targets.Target, day: date, value: KpiValue) -> Progress:
    expected = publish.nearest(targets.expected_value(target, day), kpi(key).decimals)
    return Progress(key, day, expected, value.value, targets.state(target, day, value.low, value.high))


def _month_progress(key: str, target: targets.Target, point: PracticePoint) -> Progress:
    low, high = wilson(point.value * point.people, point.people) if point.people else (0.0, 1.0)
    expected = publish.nearest(targets.expected_value(target, point.month), kpi(key).decimals)
    return Progress(key, point.month, expected, point.value, targets.state(target, point.month, low, high))


def from_plain(document: Mapping[str, Any] | None) -> Evidence:
    """The evidence of a stored closing; nothing for a closing older than it. What a newer one added is not read."""
    found = {name: tuple(_item(kind, item) for item in (document or {}).get(name, ())) for name, kind in KINDS.items()}
    return Evidence(**found)


def _item(kind: type, item: Mapping[str, Any]) -> Any:
    known = {field.name: _tuples(item[field.name]) for field in fields(kind) if field.name in item}
    return kind(**{**known, **({"day": date.fromisoformat(known["day"])} if "day" in known else {})})


def _tuples(value: Any) -> Any:
    """Lists as they were before they were stored: tuples."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
