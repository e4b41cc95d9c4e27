"""The three views of a programme: whole, review (what was spent and got) and request (what comes after the closing)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from valuemodel.closing import Closing
from valuemodel.errors import ValueModelError
from valuemodel.model.case import Case, prepare
from valuemodel.model.conventions import chosen, discount_factors, rebased, rules
from valuemodel.model.types import VIEWS, Convention, ValueModel
from valuemodel.programme import Programme


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
    counted = convention_of_case(case, asked)
    factors, to_start = discount_factors(counted, count), rebased(counted, first)
    weights = np.where((np.arange(count) >= first) & (np.arange(count) < end), factors / to_start, 0.0)
    initial = float(first == 0 and (key != "review" or closed > 0))
    return View(key, case.months[first:end], slice(first, end), weights, initial, closed - first - 1, to_start, counted)


def opened(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    view: str,
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
) -> tuple[Case, View]:
    """A case made ready and seen in one view under one convention."""
    case = prepare(model, closing, programme, overrides, convention)
    return case, view_of(case, view, convention)


def convention_of_case(case: Case, asked: str | Convention | None) -> Convention:
    """The convention asked for, else the one under which the case was prepared; both must count the flows alike."""
    if asked is None:
        return case.convention
    found = chosen(asked, case.programme, case.assumptions)
    if rules(found) != rules(case.convention):
        raise ValueModelError("convention_not_prepared", found.key, name=found.key)
    return found
