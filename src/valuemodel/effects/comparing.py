"""One effect: the strongest design that the data allow, or the reason why the waves cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from valuemodel.effects import publish
from valuemodel.effects.certainty import (
    LOW_RESPONSE,
    Response,
    certainty,
    probability_material,
    response_is_enough,
    smallest_visible,
)
from valuemodel.effects.designs import (
    MINIMUM_CLUSTERS,
    Estimate,
    before_after,
    composition_matters,
    difference_in_differences,
    masked,
)
from valuemodel.effects.samples import Sample
from valuemodel.effects.types import Effect
from valuemodel.kpis import Kpi
from valuemodel.programme import KpiPlan


@dataclass(frozen=True)
class Setting:
    """What one comparison needs to know beside the values: the plan, the date, the response, cautions found elsewhere.

    `trend_before` is how differently the group and the comparison group moved before the programme, where that shows.
    """

    plan: KpiPlan | None = None
    as_of: date | None = None
    response: Response | None = None
    cautions: tuple[str, ...] = ()
    in_programme: bool = True
    trend_before: Estimate | None = None


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

    With `comparison` (the comparison group's two samples) a difference in differences, else before/after: paired,
    overlapping or unpaired by who is linked. "too_early" when the plan expects nothing before a later date: the
    levels are kept and the change is not.
    """
    shares = kpi.unit == "share"
    estimate = (
        difference_in_differences(before, after, *comparison, shares=shares)
        if comparison
        else before_after(before, after, shares)
    )
    cells = (before, after, *(comparison or ()))
    if shares and any(publish.hides(cell.mean, cell.n) for cell in cells):
        estimate = masked(estimate, *cells)
    figures = _published(kpi, estimate, setting.plan)
    word = certainty(
        estimate,
        one_side=figures["low"] > 0 or figures["high"] < 0,
        smallest_n=min(cell.n for cell in cells),
        enough_answers=response_is_enough(setting.response, before.mean, after.mean, shares),
        alike_before=_alike_before(setting),
    )
    found = Effect(
        kpi=kpi.key, group=group, wave_before=waves[0], wave_after=waves[1], verdict="compared", design=estimate.design,
        **_levels(kpi, before, after, comparison), **figures, isolated=comparison is not None, certainty=word,
        clusters=estimate.clusters, cautions=_cautions(kpi, estimate, cells, comparison is not None, setting),
        in_programme=setting.in_programme,
    )  # fmt: skip
    expected = setting.plan.expected_from if setting.plan else None
    return too_early(found, expected) if expected and setting.as_of and expected > setting.as_of else found


def refuse(kpi: Kpi, group: str, waves: tuple[str, str], reason: str, **values: object) -> Effect:
    """The effect that cannot be computed, and why (`effects.reasons.<reason>`)."""
    return Effect(
        kpi=kpi.key, group=group, wave_before=waves[0], wave_after=waves[1], verdict="refused", design="refused",
        reason=reason, values=values or None,
    )  # fmt: skip


def too_early(effect: Effect, expected: date) -> Effect:
    """`effect` without its change: before the date that the plan named, a change says nothing either way."""
    return replace(
        effect, verdict="too_early", reason="too_early", values={"expected_from": expected.isoformat()}, change=None,
        low=None, high=None, probability_material=None, certainty="very_low",
    )  # fmt: skip


def _levels(kpi: Kpi, before: Sample, after: Sample, comparison: tuple[Sample, Sample] | None) -> dict[str, Any]:
    named = {"before": before, "after": after}
    if comparison:
        named |= {"comparison_before": comparison[0], "comparison_after": comparison[1]}
    sizes = {"n_before": publish.people(before.n), "n_after": publish.people(after.n)}
    return {name: level(kpi, sample) for name, sample in named.items()} | sizes


def level(kpi: Kpi, sample: Sample) -> float:
    """A KPI's value at its published precision, masked when a small group is unanimous."""
    value = publish.masked(sample.mean, sample.n) if kpi.unit == "share" else sample.mean
    return publish.nearest(value, kpi.decimals)


def _published(kpi: Kpi, estimate: Estimate, plan: KpiPlan | None) -> dict[str, Any]:
    limit = 1.0 if kpi.unit == "share" else np.inf
    limit = 2 * limit if estimate.design == "difference_in_differences" else limit
    materiality = plan.materiality if plan else None
    probability = None if materiality is None else probability_material(estimate, materiality, kpi.direction)
    return {
        "change": publish.nearest(estimate.change, kpi.decimals),
        "low": publish.down(max(estimate.low, -limit), kpi.decimals),
        "high": publish.up(min(estimate.high, limit), kpi.decimals),
        "materiality": materiality,
        "probability_material": None if probability is None else round(probability, 2),
        "smallest_visible": publish.up(smallest_visible(estimate), kpi.decimals),
    }


def _alike_before(setting: Setting) -> bool:
    """Whether nothing shows that the two groups were already moving apart."""
    trend = setting.trend_before
    return trend is None or trend.low <= 0 <= trend.high


def _cautions(
    kpi: Kpi, estimate: Estimate, cells: tuple[Sample, ...], isolated: bool, setting: Setting
) -> tuple[str, ...]:
    rate = setting.response.rate if setting.response else None
    found = {
        "no_comparison": setting.in_programme and not isolated,
        "few_clusters": isolated and estimate.clusters < MINIMUM_CLUSTERS,
        "few_people": min(cell.n for cell in cells) < 30,
        "unlike_before": not _alike_before(setting),
        "self_reported_time": kpi.reported_time,
        "low_response": rate is not None and rate < LOW_RESPONSE,
        "composition": any(composition_matters(*arm) for arm in zip(cells[::2], cells[1::2], strict=True)),
    }
    return tuple(name for name, holds in found.items() if holds) + setting.cautions
