"""The evidence behind an effect, in sentences: one fact each, with its numbers in place."""

from __future__ import annotations

from valuemodel.effects.evidence import (
    Composition,
    IndexReliability,
    OrdinalShift,
    Progress,
    ResponseRate,
    Stayers,
    Weighted,
)
from valuemodel.effects.planning import Plan
from valuemodel.effects.sentences import amount
from valuemodel.effects.types import Effect
from valuemodel.kpis import Kpi, kpi
from valuemodel.locale import day, label, number, percent, text


def progress(point: Progress, language: str) -> str:
    """What was expected by a day, and what there was."""
    entry = kpi(point.kpi)
    values = {"value": value(point.value, entry, language), "expected": value(point.expected, entry, language)}
    name, when = label(entry.label, language), day(point.day, language)
    return text(f"effects.progress.{point.state}", language, kpi=name, day=when, **values)


def value(figure: float, entry: Kpi, language: str) -> str:
    """A KPI's own value: "46 %", "4.1 hours a week"."""
    return percent(figure, language) if entry.unit == "share" else amount(figure, entry, language)


def shift(found: OrdinalShift, language: str) -> str:
    """How often a person drawn after is above one drawn before."""
    numbers = {"times": found.times_in_100, "low": found.low, "high": found.high}
    return text("effects.evidence.shift", language, **numbers)


def response(found: ResponseRate, language: str) -> str:
    """How many answered of those asked."""
    sizes = {"answered": number(found.answered, language), "asked": number(found.asked, language)}
    return text("effects.evidence.response", language, rate=percent(found.rate, language), **sizes)


def stayers(found: Stayers, language: str) -> str:
    """How differently those who answered again had answered the first time."""
    return text("effects.evidence.stayers", language, **_signed(found, ("difference", "low", "high"), language))


def composition(found: Composition, language: str) -> str:
    """The change of all answers beside that of those who answered twice."""
    return text("effects.evidence.composition", language, **_signed(found, ("everyone", "panel"), language))


def weighted(found: Weighted, language: str) -> str:
    """The change once each group weighs what it weighs among the staff."""
    changes = _signed(found, ("change", "unweighted"), language)
    return text("effects.evidence.weighted", language, answers=number(found.answers, language), **changes)


def _signed(found: Stayers | Composition | Weighted, names: tuple[str, ...], language: str) -> dict[str, str]:
    entry = kpi(found.kpi)
    return {name: amount(getattr(found, name), entry, language, sign=True) for name in names}


def reliability(found: IndexReliability, language: str) -> str:
    """How well the questions of an index hang together."""
    shown = {name: number(getattr(found, name), language, 2) for name in ("alpha", "low", "high")}
    return text("effects.evidence.reliability", language, **shown)


def planned(plan: Plan, language: str) -> str:
    """What a survey of so many answers can see."""
    points = number(100 * plan.smallest_rise, language, 0)
    unit = text(f"effects.units.share.{'one' if points == '1' else 'other'}", language, count=points)
    return text("effects.evidence.plan", language, answers=number(plan.answers, language), rise=unit)


def family(effect: Effect, language: str) -> str:
    """In which family of figures the effect was looked at, and whether it still holds there; "" when in none."""
    if not effect.family:
        return ""
    stands = text(f"effects.holds.{'yes' if effect.holds else 'no'}", language)
    return f"{text(f'effects.families.{effect.family}', language)} {stands}"


def extras(effect: Effect, language: str) -> tuple[str, ...]:
    """What else the effect says of itself: the share left to the programme, what silence could hide, what could be
    seen at all.
    """
    entry, found = kpi(effect.kpi), []
    if effect.attributed_share is not None:
        share = percent(effect.attributed_share, language)
        found.append(text("effects.evidence.attributed", language, share=share))
    if effect.worst_low is not None and effect.worst_high is not None:
        bounds = [amount(bound, entry, language, sign=True) for bound in (effect.worst_low, effect.worst_high)]
        found.append(text("effects.evidence.worst_case", language, low=bounds[0], high=bounds[1]))
    if effect.smallest_visible is not None:
        size = amount(effect.smallest_visible, entry, language)
        found.append(text("effects.evidence.visible", language, size=size))
    return tuple(found)
