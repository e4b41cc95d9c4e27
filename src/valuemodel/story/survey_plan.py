"""Before the next survey: how many answers show the smallest change that counts, and what each response rate shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from valuemodel.effects import Effect
from valuemodel.effects.planning import answers_to_see
from valuemodel.kpis import Kpi
from valuemodel.locale import number, percent, text
from valuemodel.story.words import exact_change

RATES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


class Line(NamedTuple):
    """One response rate: the answers that it brings and the smallest change that they show, in words."""

    rate: str
    answers: str
    visible: str


def possible(effect: Effect, kpi: Kpi) -> bool:
    """Whether there is anything to plan from: a survey KPI of which the last wave says what it could see."""
    return kpi.source == "survey" and bool(effect.smallest_visible) and min(effect.n_before, effect.n_after) > 0


def had(effect: Effect) -> int:
    """The answers of the smaller wave, which limit what is seen."""
    return min(effect.n_before, effect.n_after)


def sentence(effect: Effect, kpi: Kpi, change: float, invited: int, language: str) -> str:
    """How many answers it takes to see `change`, against those asked and those that the last wave had."""
    visible = effect.smallest_visible or 0.0
    needed = answers_to_see(change, visible, had(effect))
    kind = "enough" if needed <= had(effect) else "needed" if needed <= invited else "too_many"
    values = {"change": exact_change(kpi, change, language), "visible": exact_change(kpi, visible, language)}
    counts = {"answers": number(needed, language), "had": number(had(effect), language)}
    rate = percent(needed / invited, language)
    return text(f"evidence.plan.{kind}", language, rate=rate, **values, **counts)


def lines(effect: Effect, kpi: Kpi, invited: int, language: str) -> Sequence[Line]:
    """What each response rate among `invited` people shows, at the design of the last wave."""
    return [_line(effect, kpi, rate, int(rate * invited), language) for rate in RATES if rate * invited >= 1]


def _line(effect: Effect, kpi: Kpi, rate: float, answers: int, language: str) -> Line:
    seen = (effect.smallest_visible or 0.0) * (had(effect) / answers) ** 0.5
    scale = 10 ** (kpi.decimals + 1)
    return Line(
        percent(rate, language), number(answers, language), exact_change(kpi, round(seen * scale) / scale, language)
    )
