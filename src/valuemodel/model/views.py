"""The three views of a programme: whole, review (what was spent and got) and request (what comes after the closing)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from valuemodel.errors import ValueModelError
from valuemodel.model.case import Case
from valuemodel.model.conventions import discount_factors, rebased
from valuemodel.model.types import VIEWS, Convention


@dataclass(frozen=True)
class View:
    """The months of one view and what a flow in each is worth at `valued_at`; `initial` 1 when they hold the start."""

    key: str
    months: tuple[date, ...]
    inside: slice
    weights: np.ndarray
    initial: float
    today: int
    to_start: float


def view_of(case: Case, key: str, chosen: Convention) -> View:
    """Whole, review (to the last closed month) or request (all after it, in the money of its first month)."""
    if key not in VIEWS:
        raise ValueModelError("unknown_view", key, name=key, known=", ".join(VIEWS))
    count, closed = len(case.months), case.closed
    first, end = {"whole": (0, count), "review": (0, closed), "request": (closed, count)}[key]
    factors, to_start = discount_factors(chosen, count), rebased(chosen, first)
    weights = np.where((np.arange(count) >= first) & (np.arange(count) < end), factors / to_start, 0.0)
    months = case.months[first:end]
    return View(
        key,
        months,
        slice(first, end),
        weights,
        float(first == 0 and (key != "review" or closed > 0)),
        closed - first - 1,
        to_start,
    )
