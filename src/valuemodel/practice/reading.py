"""Readers of a closing's practice section, for pages and exports: pure, and never more than what is frozen there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from valuemodel.practice.adoption import STAGES
from valuemodel.practice.answers import pareto
from valuemodel.practice.choices import level_able
from valuemodel.practice.types import Curve, Figure, Findings

FORMS = ("tribe", "institution", "market", "network")
TRUST = ("trust_freedom", "trust_exchange", "trust_openness", "trust_sharing", "trust_open")
EXAMPLE = ("example_commitment", "example_regularity", "example_attention", "example_transparency", "example_humility")
TOGETHER = ("coproduction", "knows_whom", "shares_outside_team", "helped_by_other_team")
"""Working to one goal (first), then sharing in the network, as people say it."""
ACCOMPANIED = "accompanied:with"
"""The programme's units where most people were taught or involved."""
MEANS = ("latitude", "right_to_err", "has_tools", "has_time")
"""The means without which an objective stays a wish: latitude, culture, tools, time."""


class Stage(NamedTuple):
    """A stage of adoption: its share of the eligible people, and of the stage before it."""

    stage: str
    share: float
    of_before: float | None
    n: int


class Barrier(NamedTuple):
    """A barrier: the share of people whose main one it is, added up so far, the level able to lift it, its change."""

    key: str
    share: float
    added: float
    level: str
    change: float | None


def funnel(findings: Findings, group: str = "programme", tool: str = "") -> tuple[Stage, ...]:
    """The stages of adoption in order, each with its share of the eligible people and of the stage it is part of.

    Regular users and contributors are both parts of the active people, not one of the other.
    """
    known = {one.key: one for one in findings.of(f"stage.{tool}" if tool else "stage", group=group)}
    before, told = 1.0, []
    for stage in STAGES[1:]:
        if stage in known:
            figure = known[stage]
            told.append(Stage(stage, figure.value, figure.value / before if before else None, figure.n))
            before = before if stage == "regular" else figure.value
    return tuple(told)


def tools(findings: Findings) -> tuple[str, ...]:
    """The tools that are told apart."""
    found = (one.topic.removeprefix("stage.") for one in findings.figures if one.topic.startswith("stage."))
    return tuple(dict.fromkeys(found))


def periods(findings: Findings, topic: str) -> tuple[str, ...]:
    """The periods of a topic, in order."""
    return tuple(dict.fromkeys(one.period for one in findings.of(topic)))


def regular_months(findings: Findings, group: str = "programme") -> dict[date, float]:
    """The share (0..1) of regular users by month, keyed by its first day."""
    return {date.fromisoformat(f"{one.period}-01"): one.value for one in findings.of("regular", group=group)}


def barriers(findings: Findings, group: str = "programme", period: str | None = None) -> tuple[Barrier, ...]:
    """The Pareto of barriers of the last wave (or `period`), with the change since the first wave; "none" left out."""
    topic = "choice.main_barrier"
    waves = tuple(dict.fromkeys(one.period for one in findings.of(topic, group=group)))
    if not waves:
        return ()
    last, first = period or waves[-1], waves[0]
    shares = {one.key: one.value for one in findings.of(topic, group=group) if one.period == last}
    earlier = {one.key: one.value for one in findings.of(topic, group=group) if one.period == first != last}
    ranked = pareto({key: value for key, value in shares.items() if level_able("main_barrier", key)})
    return tuple(
        Barrier(key, value, added, level_able("main_barrier", key),
                round(value - earlier[key], 2) if key in earlier else None)
        for key, value, added in ranked
    )  # fmt: skip


def for_board(found: tuple[Barrier, ...]) -> tuple[Barrier, ...]:
    """The barriers that only the board can lift: it sees no others."""
    return tuple(one for one in found if one.level == "board")


def ramp(findings: Findings, scenario: str, months: tuple[date, ...]) -> tuple[float, ...] | None:
    """The practice's level in each of `months` on a scenario's curve, for the value model; None when it was refused.

    Before the start it is the level before, after the curve's end its last level.
    """
    curve = curve_of(findings, scenario)
    if curve is None or not curve.months:
        return None
    known: Mapping[date, float] = dict(zip(curve.months, curve.levels, strict=True))
    first, last = curve.months[0], curve.months[-1]
    return tuple(curve.before if month < first else known[min(month.replace(day=1), last)] for month in months)


def curve_of(findings: Findings, scenario: str) -> Curve | None:
    """The curve of a scenario ("free", "0.40", ...), refused or not."""
    return next((one for one in findings.curves if one.scenario == scenario), None)


def waves_of(findings: Findings, keys: tuple[str, ...], group: str = "programme") -> dict[str, tuple[Figure, ...]]:
    """Each item's means, wave by wave, in one group (a barometer, a checklist); items not told are left out."""
    found = {key: findings.of("item", key, group) for key in keys}
    return {key: figures for key, figures in found.items() if figures}


def exchanges(findings: Findings, group: str = "programme") -> dict[str, dict[str, float]]:
    """The stacked bar of exchanges by form (tribe, institution, market, network), wave by wave."""
    told = findings.of("choice.exchange_form", group=group)
    return {
        wave: {one.key: one.value for one in told if one.period == wave}
        for wave in dict.fromkeys(o.period for o in told)
    }


def pulled(findings: Findings, reasons_of_pull: tuple[str, ...] = ("need", "colleague", "curiosity")) -> float | None:
    """The share (0..1) of people who started because they wanted to, in the last wave that asked why."""
    told = findings.of("choice.start_reason", group="programme")
    if not told:
        return None
    return round(sum(one.value for one in told if one.period == told[-1].period and one.key in reasons_of_pull), 2)


def overloaded(findings: Findings, line: float) -> bool | None:
    """Whether the few who contribute most carry more than `line` of it; None when it is not told."""
    shares = findings.of("top_share", group="programme")
    return shares[0].value >= line if shares else None
