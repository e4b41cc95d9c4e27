"""An effect in words: the sentence that may be quoted, and the one that the evidence does not carry."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from valuemodel.effects.types import Effect
from valuemodel.kpis import Kpi, kpi
from valuemodel.locale import day, has_text, label, number, text


class Sentences(NamedTuple):
    """What may be quoted, and what may not be said."""

    quote: str
    avoid: str


def sentences(effect: Effect, language: str) -> Sentences:
    """The two sentences about `effect`; the verb follows the certainty, and no sentence speaks of significance."""
    entry = kpi(effect.kpi)
    kind = _kind(effect)
    values = {
        "kpi": label(entry.label, language),
        "group": group_name(effect.group, language),
        **_said(effect, entry, language),
    }
    quote, avoid = (text(f"effects.sentences.{kind}.{part}", language, **values) for part in ("quote", "avoid"))
    return Sentences(quote, avoid)


def moved(effect: Effect) -> bool:
    """Whether the published interval leaves zero out."""
    return effect.low is not None and effect.high is not None and (effect.low > 0 or effect.high < 0)


def _kind(effect: Effect) -> str:
    if effect.verdict != "compared":
        return effect.verdict
    if effect.certainty == "very_low":
        return "very_low"
    if not moved(effect):
        return "unclear"
    name = _strength(effect) if effect.in_programme else "comparison"
    return f"{name}.{'up' if (effect.change or 0) > 0 else 'down'}"


def _strength(effect: Effect) -> str:
    """Which words the evidence carries: probable, a comparison, few teams ranked, a trend, or two waves."""
    if effect.certainty in ("high", "moderate"):
        return "moderate"
    if effect.design == "interrupted_series":
        return "trend"
    if effect.isolated:
        return "few_teams" if effect.design == "few_teams" and effect.placebo_tried else "low"
    return "before_after"


def _said(effect: Effect, entry: Kpi, language: str) -> dict[str, str]:
    if effect.verdict != "compared" or effect.change is None or effect.low is None or effect.high is None:
        return {"reason": reason(effect, language)} if effect.reason else {"reason": ""}
    bounds = sorted((abs(effect.low), abs(effect.high)))
    return {
        "amount": amount(abs(effect.change), entry, language),
        "small": amount(bounds[0], entry, language, unit=False),
        "large": amount(bounds[1], entry, language),
        "low": amount(effect.low, entry, language, unit=False, sign=True),
        "high": amount(effect.high, entry, language, sign=True),
        "rank": rank_words(effect, language),
    }


def rank_words(effect: Effect, language: str) -> str:
    """How many untouched sets of teams, or dates before the start, changed as much; "" for designs without a rank."""
    if not effect.placebo_tried:
        return ""
    others, tried = effect.placebo_as_large - 1, effect.placebo_tried - 1
    count = "none" if not others else "one" if others == 1 else "other"
    kind = "dates" if effect.design == "interrupted_series" else "ranks"
    return text(f"effects.{kind}.{count}", language, as_large=number(others, language), tried=number(tried, language))


def amount(value: float, entry: Kpi, language: str, unit: bool = True, sign: bool = False) -> str:
    """A change in the KPI's unit: "6 points", "0.8 hours a week"."""
    scaled, decimals = (100 * value, entry.decimals - 2) if entry.unit == "share" else (value, entry.decimals)
    written = number(scaled, language, decimals, sign)
    if not unit:
        return written
    size = abs(round(scaled, decimals))
    plural = "one" if (size < 2 if language == "fr" else size == 1) else "other"
    return text(f"effects.units.{entry.unit.replace('/', '_per_')}.{plural}", language, count=written)


def group_name(key: str, language: str) -> str:
    """A group as readers call it: "the programme", "managers", a unit's own name."""
    path = f"effects.groups.{key.replace(':', '_')}"
    return text(path, language) if has_text(path, language) else key.partition(":")[2] or key


def reason(effect: Effect, language: str) -> str:
    """Why there is no comparison, and what would lift it."""
    return " ".join(_reason(effect, part, language) for part in ("problem", "fix"))


def remedy(effect: Effect, language: str) -> str:
    """What would make a refused comparison possible; "" for what was compared."""
    return _reason(effect, "fix", language) if effect.reason else ""


def _reason(effect: Effect, part: str, language: str) -> str:
    values = {name: _value(value, language) for name, value in (effect.values or {}).items()}
    return text(f"effects.reasons.{effect.reason}.{part}", language, **values)


def _value(value: object, language: str) -> object:
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return day(date.fromisoformat(value), language)
    return value
