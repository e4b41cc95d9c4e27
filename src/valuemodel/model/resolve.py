"""An assumption as it counts: bound to what the closing measured, its base moved by a what-if."""

from __future__ import annotations

from dataclasses import replace

from valuemodel.closing import Closing
from valuemodel.model import inputs
from valuemodel.model.types import Assumption

SHRINK = inputs.TENTH / inputs.FORTIETH
"""From half of a 95 % interval to the distance between the base and one chance in ten."""


def resolved(assumption: Assumption, closing: Closing, base: float | None) -> Assumption:
    """The assumption bound to the closing if it can be, its base replaced and its range moved along."""
    found = _bound(assumption, closing)
    if base is None:
        return found
    low, high = moved_range(found.low, found.base, found.high, base)
    least, most = inputs.bounds(found)
    return replace(found, data={}, base=base, low=max(low, min(least, base)), high=min(high, max(most, base)))


def _bound(assumption: Assumption, closing: Closing) -> Assumption:
    kpi, _, attribute = assumption.bound.partition(".")
    if not kpi:
        return assumption
    effect = closing.effect(kpi)
    if effect and effect.verdict == "compared" and effect.change is not None:
        centre = float(getattr(effect, attribute or "change") or 0.0)
        shrink = SHRINK if (attribute or "change") == "change" else 0.0
        low, high = (shrink * ((effect.change if b is None else b) - effect.change) for b in (effect.low, effect.high))
        grade = "compared" if effect.isolated else "before_after"
        return replace(assumption, data={}, low=centre + low, base=centre, high=centre + high, evidence=grade)
    return _level(assumption, closing, kpi) if attribute == "after" else assumption


def _level(assumption: Assumption, closing: Closing, kpi: str) -> Assumption:
    """A level measured once (where the freed time went): people's own word, hence `reported`."""
    level = closing.level(kpi)
    if level is None:
        return assumption
    low, high = (level.value + SHRINK * (bound - level.value) for bound in (level.low, level.high))
    return replace(assumption, data={}, low=low, base=level.value, high=high, evidence="reported")


def moved_range(low: float, base: float, high: float, to: float) -> tuple[float, float]:
    """The range around `to`: in proportion to the base when it can be, else shifted.

    >>> moved_range(20, 40, 60, 20)
    (10.0, 30.0)
    """
    if base != 0 and to / base > 0:
        return low * to / base, high * to / base
    return low + to - base, high + to - base
