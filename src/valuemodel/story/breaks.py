"""What could break the case: the value at which each assumption alone brings net value to zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from valuemodel.locale import label, text
from valuemodel.model.types import Assumption, Results
from valuemodel.story.board import counted
from valuemodel.story.units import brief, decimals_of, has_sign, is_share, unit_words
from valuemodel.story.words import count_word, sentence_case

NEAREST = 3
"""How many are shown, nearest first."""


class Break(NamedTuple):
    """One assumption's switching value: today's value, the limit, and the scale that holds both.

    `below` says that the case breaks when the value falls under `limit`; `distance` is how far the limit lies from
    today, in halves of the assumption's own range.
    """

    key: str
    label: Mapping[str, str]
    unit: str
    today: float
    limit: float
    low: float
    high: float
    below: bool
    distance: float
    decimals: int


def breaks(
    assumptions: Mapping[str, Assumption],
    switching: Mapping[str, float | None],
    today: Mapping[str, float] | None = None,
) -> tuple[Break, ...]:
    """The breaking points, nearest first: `switching` has the value where net value is zero, by assumption.

    `today` gives the values in use where the closing moved them from the assumption's own base.
    """
    found = []
    for key, limit in switching.items():
        if limit is None or key not in assumptions:
            continue
        found.append(_break(assumptions[key], (today or {}).get(key, assumptions[key].base), limit))
    return tuple(sorted(found, key=lambda one: one.distance))


def _break(assumption: Assumption, today: float, limit: float) -> Break:
    below = limit < today
    half = (assumption.high - assumption.low) / 2
    distance = abs(today - limit) / half if half > 0 else float("inf")
    low = min(0.0, assumption.low, limit, today)
    high = max(assumption.high, today, limit)
    top = high + 0.1 * (high - low)
    key, words, unit = assumption.key, assumption.label, assumption.unit
    return Break(key, words, unit, today, limit, low, top, below, distance, decimals_of(assumption))


def title(points: Sequence[Break], results: Results, language: str) -> str:
    """How many single assumptions could sink the case, or what would save it."""
    if not counted(results):
        return text("story.breaks.nothing", language)
    if results.npv < 0:
        return text("story.breaks.already" if points else "story.breaks.no_rescue", language)
    if not points:
        return text("story.breaks.none", language)
    key = "one" if len(points) == 1 else "other"
    return sentence_case(text(f"story.breaks.title.{key}", language, count=count_word(len(points), language)))


def lead(points: Sequence[Break], language: str) -> str:
    """How the glyphs are read, and that the nearest are shown when there are more; empty when there are none."""
    read = text("story.breaks.lead", language) if points else ""
    return " ".join(filter(None, (read, nearest(points, language))))


def nearest(points: Sequence[Break], language: str) -> str:
    """That only the nearest are shown, when there are more."""
    return text("story.breaks.nearest", language) if len(points) > NEAREST else ""


def name(point: Break, language: str) -> str:
    """The assumption that moves."""
    return label(point.label, language)


def sentence(point: Break, results: Results, language: str) -> str:
    """Today's value and the limit, in words: "27 % aujourd'hui, rupture sous **10 %**"."""
    side = "below" if point.below else "above"
    key = "rescue" if results.npv < 0 else "holds"
    told = text(
        f"story.breaks.{key}.{side}",
        language,
        today=brief(point.unit, point.today, language, point.decimals),
        limit=brief(point.unit, point.limit, language, point.decimals + _more(point)),
    )
    return told if has_sign(point.unit) else f"{told} ({unit_words(point.unit, language)})"


def _more(point: Break) -> int:
    """One decimal more for a limit that would be written as zero and is not."""
    scale = 100 if is_share(point.unit) else 1
    return int(point.limit != 0 and round(scale * point.limit, point.decimals) == 0)
