"""The figures of a closing: KPI values, practice, costs and what each rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from math import fsum

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from valuemodel import practice
from valuemodel.closing.cells import Shown
from valuemodel.closing.facts import Facts, serves
from valuemodel.closing.plan import Planned
from valuemodel.closing.types import CostLine, KpiValue, PracticePoint, Source, StartPoint
from valuemodel.closing.waves import Measured, Values
from valuemodel.effects import publish
from valuemodel.effects.comparing import level
from valuemodel.effects.intervals import wilson
from valuemodel.effects.samples import Sample
from valuemodel.kpis import Kpi, kpi
from valuemodel.privacy import MASKED_UNDER, size_band


def kpi_values(facts: Facts, measured: Mapping[str, Measured], shown: Shown) -> tuple[KpiValue, ...]:
    """Every published KPI, group and wave with its 95 % interval (Wilson's for shares of people, else Student's)."""
    return tuple(
        _kpi_value(kpi(key), group, values, values.sample(group.members, facts))
        for key, one in measured.items()
        for values in one.waves
        for group in shown.groups[key]
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


def starts(facts: Facts, shown: Shown, here: np.ndarray) -> tuple[StartPoint, ...]:
    """The eligible people by the month in which their group of units started, over whole safe groups.

    Units joined in a group count as started when the last of them has. Counts are rounded as sizes are; those of no
    published group, and what rounding leaves, are counted with the largest month, and so is a month with fewer people
    than may be shown: the numbers add up to the total and say nothing that it does not.
    """
    total = next((group.members & here for group in shown.plan if group.key == "programme"), None)
    if total is None or not total.any():
        return ()
    days = facts.subjects["programme_start"].map(lambda day: None if pd.isna(day) else pd.Timestamp(day).date())
    units = [group for group in shown.plan if group.kind == "unit" and group.parent == "programme"]
    found: dict[date, int] = {}
    for group in units:
        known = [day for day in days[group.members] if day is not None]
        size = int((group.members & here).sum())
        if known and size:
            month = max(known).replace(day=1)
            found[month] = found.get(month, 0) + size
    return _whole(found, int(total.sum()))


def _whole(found: Mapping[date, int], total: int) -> tuple[StartPoint, ...]:
    """Rounded counts that add up to `total`, none so small that it would be told in a band."""
    if not found:
        return ()
    largest = max(found, key=lambda month: (found[month], month))
    counts = {month: publish.people(size) for month, size in found.items() if month != largest and size >= MASKED_UNDER}
    counts[largest] = total - sum(counts.values())
    return tuple(StartPoint(month, size) for month, size in sorted(counts.items()))


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
