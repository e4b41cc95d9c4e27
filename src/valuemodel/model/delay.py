"""What is lost by waiting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from valuemodel.closing import Closing
from valuemodel.errors import ValueModelError
from valuemodel.model import flows
from valuemodel.model.case import given
from valuemodel.model.conventions import discount_factors
from valuemodel.model.types import Convention, ValueModel
from valuemodel.model.views import opened
from valuemodel.programme import Programme

WINDOWS = ("fixed", "sliding")


@dataclass(frozen=True)
class Delay:
    """What waiting `months` costs: `lost` = NPV now - NPV later, both at the same date.

    `window` says which question was answered (text `conventions.delay.<window>`).
    """

    window: str
    months: int
    npv: float
    delayed_npv: float

    @property
    def lost(self) -> float:
        """NPV now less NPV later; negative when waiting pays."""
        return self.npv - self.delayed_npv


def cost_of_delay(net: np.ndarray, factors: np.ndarray, months: int, window: str) -> Delay:
    """The delay of net flows by whole months.

    `fixed`: the end does not move, so that the flows pushed past it are lost. `sliding`: the end moves too, and only
    time is lost. `factors` discount each month; a sliding window needs `months` more of them than there are flows.

    >>> cost_of_delay(np.array([0.0, 100.0, 100.0]), np.ones(4), 1, "fixed").lost
    100.0
    >>> cost_of_delay(np.array([0.0, 100.0, 100.0]), np.ones(4), 1, "sliding").lost
    0.0
    """
    if window not in WINDOWS:
        raise ValueModelError("unknown_window", window, name=window, known=", ".join(WINDOWS))
    if months < 0 or (window == "sliding" and len(factors) < len(net) + months):
        raise ValueModelError("delay_out_of_range", str(months), months=months)
    count = len(net)
    later = np.concatenate([np.zeros(months), net])[: count if window == "fixed" else count + months]
    return Delay(window, months, float(net @ factors[:count]), float(later @ factors[: len(later)]))


def lost_by_delay(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    months: int,
    *,
    window: str = "fixed",
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
) -> Delay:
    """What the request loses when all that it asks for comes `months` later, in the base case."""
    case, seen = opened(model, closing, programme, "request", convention, overrides)
    found = flows.money(case, given(case))
    net = found.net_by_month()[0]
    net[:1] += found.initial
    factors = discount_factors(seen.convention, len(case.months) + max(months, 0)) / seen.to_start
    return cost_of_delay(net[seen.inside], factors[seen.inside.start :], months, window)
