"""Gains and costs of a case in one view, in present value: of its base, of its draws, or with some inputs elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from valuemodel.model import flows
from valuemodel.model.case import Case, given
from valuemodel.model.views import View


class Balance(NamedTuple):
    """Gains and costs in present value, of a case or of an option: one of each a draw or a point (n,)."""

    gains: np.ndarray
    costs: np.ndarray

    @property
    def net(self) -> np.ndarray:
        """NPV of each draw or point (n,)."""
        return self.gains - self.costs


def present(money: flows.Money, seen: View) -> Balance:
    """What `money` is worth in the months of `seen`, what was spent at the start with it when the view holds it."""
    gains = sum((flow.present(seen.weights) for flow in money.gains.values()), start=np.zeros(len(money.overrun)))
    return Balance(gains, money.costs_present(seen.weights) + seen.initial * money.initial)


def balance(case: Case, seen: View, points: Mapping[str, Any] | None = None, count: int = 1) -> Balance:
    """`present` of the base case with some inputs at `points` (a number, or `count` of them, for an input)."""
    return present(flows.money(case, given(case, points=points), count), seen)
