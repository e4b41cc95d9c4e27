"""Scenarios in words: what moved, what the case is worth then, and where the gap to the base case comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from valuemodel.locale import label, money, percent, plural, text, thousands
from valuemodel.model.gap import Part
from valuemodel.model.plan import AHEAD
from valuemodel.model.types import Assumption, Outlook
from valuemodel.story import payback
from valuemodel.story.board import Told
from valuemodel.story.units import is_share, value_in
from valuemodel.story.words import inside, per_unit

MANY_STEPS = 10.0
"""A range of at least so many percent moves by whole percents, which are easier to say."""


class Slider(NamedTuple):
    """One input as a slider: where it stands in the base case, its likely range, how far it can be moved, its step.

    All in the unit in which it is shown (percentages for shares).
    """

    key: str
    label: Mapping[str, str]
    unit: str
    base: float
    low: float
    high: float
    least: float
    most: float
    step: float
    evidence: str

    @property
    def scale(self) -> float:
        """What a stored value is multiplied by to be shown."""
        return 100.0 if is_share(self.unit) else 1.0


def slider(one: Assumption) -> Slider:
    """The slider of an assumption: as far again outside its likely range on both sides, within what is possible."""
    scale = 100.0 if is_share(one.unit) else 1.0
    low, base, high = (round(scale * value, 6) for value in (one.low, one.base, one.high))
    width = (high - low) or abs(base) or 1.0
    least = max(low - width, 0.0) if low >= 0 else low - width
    most = min(high + width, 100.0) if scale == 100.0 and high <= 100 else high + width
    step = 1.0 if scale == 100.0 and width >= MANY_STEPS else _step(width)
    least, most = step * (least // step), step * -(-most // step)
    return Slider(one.key, one.label, one.unit, base, low, high, least, most, step, one.evidence)


def _step(width: float) -> float:
    """A step of at most a fortieth of the range: 1, 2 or 5 times a power of ten."""
    wanted = width / 40
    power = 10.0 ** int(f"{wanted:e}".split("e")[1])
    return float(next(size * power for size in (5, 2, 1) if size * power <= wanted or size == 1))


def answer(results: Outlook, base: Outlook, moved: int, language: str) -> Told:
    """What one euro brings back in this scenario, and how far that is from the base case."""
    currency = results.currency
    if results.bcr is None:
        title = text("scenarios.answer.no_cost", language, npv=thousands(results.npv, language, currency))
    else:
        words = {"one": money(1, language, currency), "back": per_unit(results.bcr, language, currency)}
        title = text("scenarios.answer.title", language, **words)
    if not moved:
        return Told(title, text("scenarios.answer.base", language))
    distance = results.npv - base.npv
    key = "more" if distance > 0 else "less" if distance < 0 else "same"
    return Told(title, text(f"scenarios.answer.{key}", language, gap=thousands(abs(distance), language, currency)))


def against_base(name: str, base: Outlook, results: Outlook, language: str) -> str:
    """The small line under a figure: the gap of NPV, or the base case's own value."""
    if name == "npv":
        distance = results.npv - base.npv
        if not distance:
            return ""
        return text("scenarios.gap", language, gap=thousands(distance, language, base.currency, sign=True))
    if name == "bcr":
        value = "–" if base.bcr is None else per_unit(base.bcr, language, base.currency)
    elif name == "chances":
        value = percent(base.probability_npv_positive, language)
    else:
        value = payback.reached(base, language)
    return text("scenarios.base_value", language, value=value)


def moved_words(overrides: Mapping[str, float], known: Mapping[str, Assumption], language: str) -> str:
    """What a scenario moves: "taux de réemploi 20 % (base 25 %), …"."""
    told = [_moved(known[key], value, language) for key, value in overrides.items() if key in known]
    return ", ".join(told) if told else text("scenarios.nothing_moved", language)


def _moved(one: Assumption, value: float, language: str) -> str:
    """One input beside its base; adoption that comes sooner or later in words, as its sign says nothing to a reader."""
    if one.key == AHEAD:
        return plural(f"scenarios.adoption.{'sooner' if value > 0 else 'later'}", abs(round(value)), language)
    values = {"name": inside(label(one.label, language)), "value": value_in(one.unit, value, language)}
    return text("scenarios.moved", language, **values, base=value_in(one.unit, one.base, language))


def gap_words(parts: Sequence[Part], names: Mapping[str, str], currency: str, language: str) -> str:
    """Where the gap to the base case comes from; the parts add up."""
    total = sum(part.amount for part in parts)
    if not parts or abs(total) < 500:
        return text("scenarios.no_gap", language)
    told = [
        text(
            "scenarios.part", language, name=inside(names.get(part.key, part.key)),
            amount=thousands(part.amount, language, currency, sign=True),
        )
        for part in parts
    ]  # fmt: skip
    gap = thousands(total, language, currency, sign=True)
    return text("scenarios.gap_explained", language, gap=gap, parts=", ".join(told))
