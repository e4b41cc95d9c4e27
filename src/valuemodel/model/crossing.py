"""The root of a function of one number that is nearest to where it stands, found in few steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

STEPS = 12
"""How often the search doubles its step away from today's value."""
STRAIGHT = 1e-10
"""How near to zero, of the larger end, a straight line's root must bring the function to be its root."""


def walk(start: float, least: float, most: float, step: float) -> Iterator[float]:
    """Points away from `start` in doubling steps, above then below, none beyond `least` and `most`.

    >>> list(walk(0.0, -1.0, 3.0, 1.0))[:4]
    [1.0, -1.0, 2.0, -1.0]
    """
    for power in range(STEPS):
        for side in (1, -1):
            yield min(max(start + side * step * 2**power, least), most)


def crossing(
    function: Callable[[float], float], start: float, at_start: float, least: float, most: float, step: float
) -> float | None:
    """The root of `function` nearest to `start` between `least` and `most` (in doubling steps away from it); None when
    there is none.

    >>> round(crossing(lambda x: x - 3, 0.0, -3.0, 0.0, 10.0, 0.5), 6)
    3.0
    """
    last = {-1: (start, at_start), 1: (start, at_start)}
    for place, point in enumerate(walk(start, least, most, step)):
        side = -1 if place % 2 else 1
        before, value_before = last[side]
        if point == before:
            continue
        value = function(point)
        if np.isfinite(value) and np.isfinite(value_before) and value * value_before < 0:
            return _between(function, (before, value_before), (point, value))
        if value == 0 != value_before:
            return point
        last[side] = point, value
    return None


def _between(function: Callable[[float], float], one: tuple[float, float], other: tuple[float, float]) -> float:
    """The root between two points of opposite sign: where the straight line is at zero, when the function is too."""
    from scipy.optimize import brentq

    (left, at_left), (right, at_right) = one, other
    straight = left - at_left * (right - left) / (at_right - at_left)
    if abs(function(straight)) <= STRAIGHT * max(abs(at_left), abs(at_right)):
        return straight
    return float(brentq(function, left, right, xtol=1e-10, rtol=1e-12))
