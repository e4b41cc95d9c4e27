"""Pedagogy: what accompaniment costs and whom it reached; told, taught and involved compared as effects are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from valuemodel.closing.cells import Shown
from valuemodel.closing.facts import Facts
from valuemodel.closing.findings import splits
from valuemodel.closing.findings.cells import CULTURE
from valuemodel.closing.findings.usage import share
from valuemodel.closing.plan import Planned
from valuemodel.closing.types import CostLine
from valuemodel.closing.waves import Measured
from valuemodel.effects import compare, publish, refuse
from valuemodel.effects.comparing import Setting
from valuemodel.kpis import catalogue, kpi
from valuemodel.practice import Compared, Figure, Refusal
from valuemodel.programme import Programme

AGAINST = (("learner:taught", "learner:told"), ("learner:involved", "learner:told"))
UNITS = ((splits.WITH, splits.WITHOUT),)
CHOSEN = "chosen_by_people"
"""The caution of every comparison here: who is involved is often who was already willing."""


def spent(costs: tuple[CostLine, ...], as_of: date) -> Iterator[Figure]:
    """Accompaniment as a share of all that was spent so far, and of all that is planned; never about anybody."""
    for key, amounts in (
        ("spent", [(line.category, line.actual) for line in costs if line.month <= as_of]),
        ("planned", [(line.category, line.planned) for line in costs]),
    ):
        total = sum(amount or 0.0 for _, amount in amounts)
        taught = sum(amount or 0.0 for category, amount in amounts if category == "accompaniment")
        if total > 0:
            yield Figure("accompaniment", key, "programme", as_of.isoformat(), publish.nearest(taught / total, 2))


def compared(
    facts: Facts, measured: Mapping[str, Measured], shown: Shown, programme: Programme, as_of: date
) -> Iterator[Compared]:
    """Those taught, and those involved, against those who were only told, KPI by KPI among the culture items; then
    accompanied units against the others, on each KPI of the survey.
    """
    for key, pairs in [*((key, AGAINST) for key in CULTURE), *((key, UNITS) for key in _of_surveys())]:
        one = measured.get(key)
        if key not in catalogue() or one is None or len(one.waves) < 2 or one.reason:
            continue
        groups = {group.key: group for group in shown.told[key]}
        for group, against in pairs:
            if group in groups and against in groups:
                yield _compared(facts, key, one, groups[group], groups[against], programme, as_of)
            elif pairs is AGAINST:
                refused = refuse(kpi(key), group, ("", ""), "too_few_answers")
                yield Compared(key, group, against, refused.verdict, reason=refused.reason)


def _of_surveys() -> list[str]:
    return [key for key, one in catalogue().items() if one.source == "survey"]


def units(shown: Shown, measured: Mapping[str, Measured]) -> Iterator[Figure | Refusal]:
    """The share of the programme's answers that come from accompanied units; a refusal where all units are alike."""
    for key in _of_surveys():
        groups = {group.key: group for group in shown.told.get(key, ())}
        if {splits.WITH, splits.WITHOUT, "programme"} <= groups.keys():
            last = measured[key].waves[-1]
            there, all_ = (len(last.counted(groups[name].members)) for name in (splits.WITH, "programme"))
            yield share("accompaniment", "in_units", "programme", last.wave.key, there, all_)
            return
    yield Refusal("accompaniment", "units_alike")


def _compared(
    facts: Facts, key: str, one: Measured, group: Planned, against: Planned, programme: Programme, as_of: date
) -> Compared:
    waves = (one.waves[0], one.waves[-1])
    before, after = (values.sample(group.members, facts) for values in waves)
    other = tuple(values.sample(against.members, facts) for values in waves)
    setting = Setting(plan=programme.plan_of(key), as_of=as_of, cautions=(CHOSEN,))
    effect = compare(kpi(key), group.key, (waves[0].wave.key, waves[1].wave.key), before, after,
                     (other[0], other[1]), setting)  # fmt: skip
    return Compared(
        key, group.key, against.key, effect.verdict, effect.change, effect.low, effect.high, effect.reason,
        effect.cautions,
    )  # fmt: skip


def reach(findings: tuple[Figure, ...]) -> Iterator[Figure]:
    """Whom accompaniment reached: the share who say that they were taught or involved."""
    parts = [one for one in findings if one.topic == "choice.pedagogy" and one.group == "programme"]
    for wave in dict.fromkeys(one.period for one in parts):
        told = {one.key: one for one in parts if one.period == wave}
        if {"taught", "involved"} <= told.keys():
            value = told["taught"].value + told["involved"].value
            yield Figure("accompaniment", "reach", "programme", wave, publish.nearest(value, 2), n=told["taught"].n)
