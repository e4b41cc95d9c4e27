"""One effect: the strongest design that the data allow, or the reason why the waves cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from valuemodel.effects import publish
from valuemodel.effects.attribution import attributed_share
from valuemodel.effects.certainty import (
    LOW_RESPONSE,
    Response,
    certainty,
    probability_material,
    response_is_enough,
    smallest_visible,
    worst_case_change,
)
from valuemodel.effects.contrasts import Cells
from valuemodel.effects.designs import Estimate, before_after, composition_matters, masked
from valuemodel.effects.ladder import Course, Found, strongest
from valuemodel.effects.rules import rule
from valuemodel.effects.samples import Sample
from valuemodel.effects.silence import enthusiasts_stayed
from valuemodel.effects.types import Effect
from valuemodel.kpis import Kpi
from valuemodel.programme import KpiPlan


@dataclass(frozen=True)
class Setting:
    """What one comparison needs to know beside the values: the plan, the date, the response, cautions found elsewhere.

    `trend_before` is how differently the group and the comparison group moved before the programme, where that shows.
    `cells` (the roll-out by start and month) and `course` (the group's months) allow stronger designs. `tied` is the
    share of the comparison group who work with people of the programme, None when nothing says.
    """

    plan: KpiPlan | None = None
    as_of: date | None = None
    response: Response | None = None
    cautions: tuple[str, ...] = ()
    in_programme: bool = True
    trend_before: Estimate | None = None
    cells: Cells | None = None
    course: Course | None = None
    tied: float | None = None


NOTHING_KNOWN = Setting()


def compare(
    kpi: Kpi,
    group: str,
    waves: tuple[str, str],
    before: Sample,
    after: Sample,
    comparison: tuple[Sample, Sample] | None = None,
    setting: Setting = NOTHING_KNOWN,
) -> Effect:
    """The effect on `kpi` in `group` between two waves, rounded for publication.

    The strongest design of `ladder.strongest`. Refused when the comparison group works with the programme, or when so
    few answered that those who kept silent could turn the change round. "too_early" when the plan expects nothing
    before a later date: the levels are kept and the change is not.
    """
    if comparison and setting.tied is not None and setting.tied >= rule("ties_refusal"):
        return refuse(kpi, group, waves, "contaminated", share=round(100 * setting.tied))
    effect = _compared(kpi, group, waves, (before, after, *(comparison or ())), setting)
    if not response_is_enough(setting.response, before.mean, after.mean, kpi.unit == "share"):
        return _silent(effect, setting.response)
    expected = setting.plan.expected_from if setting.plan else None
    return too_early(effect, expected) if expected and setting.as_of and expected > setting.as_of else effect


def _compared(kpi: Kpi, group: str, waves: tuple[str, str], cells: tuple[Sample, ...], setting: Setting) -> Effect:
    shares, isolated = kpi.unit == "share", len(cells) > 2
    comparison = (cells[2], cells[3]) if isolated else None
    found = strongest(cells[0], cells[1], comparison, shares, setting.cells, setting.course)
    if shares and any(publish.hides(cell.mean, cell.n) for cell in cells):
        found = found._replace(estimate=masked(found.estimate, *cells))
    figures = _published(kpi, found, setting.plan)
    word = certainty(
        found.estimate,
        one_side=figures["low"] > 0 or figures["high"] < 0,
        smallest_n=min(cell.n for cell in cells),
        alike_before=_alike_before(setting),
    )
    return Effect(
        kpi=kpi.key, group=group, wave_before=waves[0], wave_after=waves[1], verdict="compared",
        design=found.estimate.design, **_levels(kpi, cells, found), **figures, **_worst(kpi, cells, setting),
        isolated=isolated, certainty=word, clusters=found.estimate.clusters, in_programme=setting.in_programme,
        cautions=_cautions(kpi, found, cells, setting), attributed_share=_share_of(kpi, found, cells),
    )  # fmt: skip


def refuse(kpi: Kpi, group: str, waves: tuple[str, str], reason: str, **values: object) -> Effect:
    """The effect that cannot be computed, and why (`effects.reasons.<reason>`)."""
    return Effect(
        kpi=kpi.key, group=group, wave_before=waves[0], wave_after=waves[1], verdict="refused", design="refused",
        reason=reason, values=values or None,
    )  # fmt: skip


def too_early(effect: Effect, expected: date) -> Effect:
    """`effect` without its change: before the date that the plan named, a change says nothing either way."""
    return _untold(effect, "too_early", "too_early", {"expected_from": expected.isoformat()})


def _silent(effect: Effect, response: Response | None) -> Effect:
    """`effect` without its change: too many kept silent. The levels and what the silent could make of them remain."""
    rate = round(100 * (response.rate or 0.0)) if response else 0
    return replace(_untold(effect, "refused", "low_response", {"rate": rate}), design="refused", isolated=False)


def _untold(effect: Effect, verdict: str, reason: str, values: dict[str, object]) -> Effect:
    return replace(
        effect, verdict=verdict, reason=reason, values=values, change=None, low=None, high=None, certainty="very_low",
        probability_material=None, p_value=None, attributed_share=None, placebo_as_large=0, placebo_tried=0,
    )  # fmt: skip


def _levels(kpi: Kpi, cells: tuple[Sample, ...], found: Found) -> dict[str, Any]:
    """The published levels; a roll-out in stages has its own dates, so that the comparison's two waves do not add up to
    it and are left out.
    """
    names = ("before", "after", "comparison_before", "comparison_after")
    shown = cells[:2] if found.estimate.design == "staggered" else cells
    sizes = {"n_before": publish.people(cells[0].n), "n_after": publish.people(cells[1].n)}
    return {name: level(kpi, cell) for name, cell in zip(names, shown, strict=False)} | sizes


def level(kpi: Kpi, sample: Sample) -> float:
    """A KPI's value at its published precision, masked when a small group is unanimous."""
    value = publish.masked(sample.mean, sample.n) if kpi.unit == "share" else sample.mean
    return publish.nearest(value, kpi.decimals)


def wanted_direction(kpi: Kpi, plan: KpiPlan | None) -> int:
    """+1 when higher is what was wanted, -1 when lower: the plan's direction, else the catalogue's."""
    stated = plan.direction if plan else ""
    return {"higher": 1, "lower": -1}.get(stated, kpi.direction)


def _published(kpi: Kpi, found: Found, plan: KpiPlan | None) -> dict[str, Any]:
    estimate = found.estimate
    limit = 1.0 if kpi.unit == "share" else np.inf
    limit = limit if estimate.design in ("paired", "overlapping", "unpaired") else 2 * limit
    materiality, direction = plan.materiality if plan else None, wanted_direction(kpi, plan)
    probability = None if materiality is None else probability_material(estimate, materiality, direction)
    return {
        "change": publish.nearest(estimate.change, kpi.decimals),
        "low": publish.down(max(estimate.low, -limit), kpi.decimals),
        "high": publish.up(min(estimate.high, limit), kpi.decimals),
        "materiality": materiality,
        "probability_material": None if probability is None else round(probability, 2),
        "smallest_visible": publish.up(smallest_visible(estimate), kpi.decimals),
        "p_value": round(found.p_value, 4),
        "placebo_as_large": found.rank.as_large if found.rank else 0,
        "placebo_tried": found.rank.tried if found.rank else 0,
        "better": "higher" if direction > 0 else "lower",
    }


def _worst(kpi: Kpi, cells: tuple[Sample, ...], setting: Setting) -> dict[str, Any]:
    """What the silent could make of the group's own change, for a share, when the number of those asked is known."""
    bounds = worst_case_change(setting.response, level(kpi, cells[0]), level(kpi, cells[1]))
    if kpi.unit != "share" or bounds is None:
        return {}
    return {"worst_low": publish.down(bounds.low, kpi.decimals), "worst_high": publish.up(bounds.high, kpi.decimals)}


def _share_of(kpi: Kpi, found: Found, cells: tuple[Sample, ...]) -> float | None:
    """The share of the group's own change that the comparison leaves to the programme, from the published levels."""
    if len(cells) < 3:
        return None
    before, after = (level(kpi, cell) for cell in cells[:2])
    own = before_after(cells[0], cells[1], kpi.unit == "share")
    change = publish.nearest(found.estimate.change, kpi.decimals)
    share = attributed_share(change, after - before, own.low > 0 or own.high < 0)
    return None if share is None else round(share, 2)


def _alike_before(setting: Setting) -> bool:
    """Whether nothing shows that the two groups were already moving apart."""
    trend = setting.trend_before
    return trend is None or trend.low <= 0 <= trend.high


def _enthusiasts(kpi: Kpi, cells: tuple[Sample, ...], setting: Setting) -> bool:
    rates = setting.response.rates if setting.response else None
    change = cells[1].mean - cells[0].mean
    return rates is not None and enthusiasts_stayed(
        change, *rates, fall=rule("response_fall"), direction=wanted_direction(kpi, setting.plan)
    )


def _cautions(kpi: Kpi, found: Found, cells: tuple[Sample, ...], setting: Setting) -> tuple[str, ...]:
    response = setting.response
    rate = response.rate if response else None
    told = {
        "no_comparison": setting.in_programme and len(cells) == 2,
        "few_people": min(cell.n for cell in cells) < 30,
        "unlike_before": not _alike_before(setting),
        "self_reported_time": kpi.reported_time,
        "low_response": rate is not None and rate < LOW_RESPONSE,
        "enthusiasts_stayed": _enthusiasts(kpi, cells, setting),
        "ties": len(cells) > 2 and (setting.tied or 0.0) >= rule("ties_caution"),
        "composition": any(composition_matters(*arm) for arm in zip(cells[::2], cells[1::2], strict=True)),
    }
    return tuple(name for name, holds in told.items() if holds) + found.cautions + setting.cautions
