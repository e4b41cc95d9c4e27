"""Communities: alive, drifting or dormant; four pillars and their geometric mean, never without its pillars."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from math import exp, log
from typing import NamedTuple

PILLARS = ("goal", "benevolence", "animation", "contribution")
DRIFTS_AFTER, DORMANT_AFTER = 28, 90


class Score(NamedTuple):
    """The geometric mean of the pillars, its range when weights move by a quarter, and the weakest pillar."""

    value: float
    low: float
    high: float
    weakest: str


def state(last_active: date | None, as_of: date) -> str:
    """ "alive" (active within four weeks), "drifting" (within a quarter), "dormant", "unknown" without a date.

    >>> state(date(2026, 10, 20), date(2026, 10, 31)), state(date(2026, 1, 5), date(2026, 10, 31))
    ('alive', 'dormant')
    """
    if last_active is None:
        return "unknown"
    silent = as_of - last_active
    if silent <= timedelta(days=DRIFTS_AFTER):
        return "alive"
    return "drifting" if silent <= timedelta(days=DORMANT_AFTER) else "dormant"


def relaunched(states: list[str]) -> bool:
    """Whether a community that was dormant is alive again, from its states in order."""
    return "dormant" in states and states[-1] == "alive"


def score(pillars: Mapping[str, float]) -> Score:
    """The score of four pillars (each 0..1): their geometric mean, so that one empty pillar is not hidden by three.

    The range is over weights of one pillar a quarter higher or lower than the others' (OECD/JRC handbook practice).

    >>> score({"goal": 0.8, "benevolence": 0.7, "animation": 0.6, "contribution": 0.1}).weakest
    'contribution'
    """
    equal = {name: 1.0 for name in pillars}
    tried = [_mean(pillars, {**equal, name: weight}) for name in pillars for weight in (0.75, 1.25)]
    weakest = min(pillars, key=lambda name: pillars[name])
    return Score(_mean(pillars, equal), min(tried), max(tried), weakest)


def _mean(pillars: Mapping[str, float], weights: Mapping[str, float]) -> float:
    if min(pillars.values()) <= 0:
        return 0.0
    total = sum(weights.values())
    return exp(sum(weights[name] * log(value) for name, value in pillars.items()) / total)
