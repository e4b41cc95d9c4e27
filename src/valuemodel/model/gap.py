"""Why two cases differ: the gap in net present value, shared out between the inputs that were moved."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from math import factorial
from typing import NamedTuple

import numpy as np

from valuemodel.closing import Closing
from valuemodel.model.reverse import shortfall
from valuemodel.model.types import Convention, ValueModel
from valuemodel.model.views import opened
from valuemodel.programme import Programme

EXACT_UP_TO = 5
ORDERS = 120
"""Up to five moved inputs every order is tried (120 of them); beyond, as many orders drawn from one seed."""


class Part(NamedTuple):
    """One moved input: its part in the gap, in the programme's currency, and as a share of the gap (None when 0)."""

    key: str
    amount: float
    share: float | None


def gap(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    overrides: Mapping[str, float],
    *,
    view: str = "whole",
    convention: str | Convention | None = None,
    seed: int = 7,
) -> tuple[Part, ...]:
    """The gap in NPV between the scenario and the base case by moved input, the largest first; the parts add up.

    Each input's part is what it adds on average over the orders in which the inputs can be moved one after the other
    (Shapley 1953, "A value for n-person games"): no order is preferred, and an input that changes nothing has 0.
    """
    keys = sorted(overrides)
    known: dict[frozenset[str], float] = {}

    def worth(moved: frozenset[str]) -> float:
        if moved not in known:
            some = {key: overrides[key] for key in moved}
            known[moved] = shortfall(*opened(model, closing, programme, view, convention, some), 0.0)
        return known[moved]

    amounts = dict.fromkeys(keys, 0.0)
    listed = _orders(keys, seed)
    for order in listed:
        for place, key in enumerate(order):
            before = frozenset(order[:place])
            amounts[key] += (worth(before | {key}) - worth(before)) / len(listed)
    total = sum(amounts.values())
    parts = (Part(key, amount, amount / total if total else None) for key, amount in amounts.items())
    return tuple(sorted(parts, key=lambda part: -abs(part.amount)))


def _orders(keys: list[str], seed: int) -> list[tuple[str, ...]]:
    """All orders of few keys, else some drawn from the seed, each with its reverse."""
    if factorial(len(keys)) <= factorial(EXACT_UP_TO):
        return list(permutations(keys))
    stream = np.random.default_rng(seed)
    drawn = [tuple(str(key) for key in stream.permutation(keys)) for _ in range(ORDERS // 2)]
    return [order for one in drawn for order in (one, one[::-1])]
