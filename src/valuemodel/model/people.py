"""How many people a cost counts in each month: units start in different months, and not everyone is active."""

from __future__ import annotations

from datetime import date

import numpy as np

from valuemodel.closing import Closing
from valuemodel.programme import Programme


def starting(closing: Closing, programme: Programme, months: tuple[date, ...]) -> np.ndarray:
    """The eligible people whose unit starts in each of `months`; those who started before count in the first month.

    Without starts by unit in the closing, everyone starts with the programme.
    """
    found = np.zeros(len(months))
    points = [(point.month, float(point.people)) for point in closing.starts]
    rest = closing.eligible - sum(people for _, people in points)
    for month, people in [*points, (programme.started.replace(day=1), float(max(rest, 0.0)))]:
        later = [at for at, day in enumerate(months) if day >= month]
        if later:
            found[later[0]] += people
    return found


def eligible(closing: Closing, programme: Programme, months: tuple[date, ...]) -> np.ndarray:
    """The eligible people whose unit has started, month by month."""
    return np.cumsum(starting(closing, programme, months))
