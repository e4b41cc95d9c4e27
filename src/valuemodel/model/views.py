"""The three views of a programme: whole, review (what was spent and got) and request (what comes after the closing)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from valuemodel.errors import ValueModelError
from valuemodel.model import kinds
from valuemodel.model.case import Case
from valuemodel.model.conventions import convention, discount_factors, rebased
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
    convention: Convention


def view_of(case: Case, key: str, asked: str | Convention | None = None) -> View:
    """Whole, review (to the last closed month) or request (all after it, in the money of its first month)."""
    if key not in VIEWS:
        raise ValueModelError("unknown_view", key, name=key, known=", ".join(VIEWS))
    count, closed = len(case.months), case.closed
    first, end = {"whole": (0, count), "review": (0, closed), "request": (closed, count)}[key]
    chosen = convention_of_case(case, asked)
    factors, to_start = discount_factors(chosen, count), rebased(chosen, first)
    weights = np.where((np.arange(count) >= first) & (np.arange(count) < end), factors / to_start, 0.0)
    initial = float(first == 0 and (key != "review" or closed > 0))
    return View(key, case.months[first:end], slice(first, end), weights, initial, closed - first - 1, to_start, chosen)


def convention_of_case(case: Case, asked: str | Convention | None) -> Convention:
    """The convention asked for, else the programme's; under `corporate` the rate is the assumption `discount_rate`."""
    chosen = convention(asked or case.programme.convention)
    own = case.assumptions.get(kinds.DISCOUNT_RATE)
    if isinstance(asked, Convention) or chosen.key != "corporate" or own is None or not own.base > -1:
        return chosen
    return replace(chosen, rate=own.base)
