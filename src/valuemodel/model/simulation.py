"""The simulation of a case: draws by independent scrambles, doubled until the error of P5 is small, and that error."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from valuemodel.closing import Closing
from valuemodel.errors import Issue, ValueModelError
from valuemodel.model import flows, inputs
from valuemodel.model.case import Case, given, prepare
from valuemodel.model.types import Convention, Convergence, ValueModel
from valuemodel.model.views import View, view_of
from valuemodel.programme import Programme

LEAST_DRAWS, MOST_DRAWS = 8192, 65536
TOLERANCE = 0.02
"""The stop rule: the standard error of P5 is under this share of the standard deviation of NPV."""


def opened(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    view: str,
    convention: str | Convention | None,
    overrides: Mapping[str, float] | None,
) -> tuple[Case, View]:
    """A case made ready and seen in one view under one convention."""
    case = prepare(model, closing, programme, overrides)
    return case, view_of(case, view, convention)


def simulate(case: Case, seen: View, seed: int, draws: int | None = None) -> tuple[flows.Money, int]:
    """All flows of `case` for `draws` draws from the root `seed`, and how many they are.

    Without `draws`: 8,192, doubled until the stop rule holds for the NPV of the view, 65,536 at most. `draws_not_power`
    when the number asked for is not a power of two of at least 16.
    """
    if draws is not None and (draws < 16 or draws & (draws - 1)):
        raise ValueModelError("draws_not_power", str(draws), draws=draws)
    count = draws or LEAST_DRAWS
    while True:
        found = flows.money(case, given(case, flows.drawn(case, seed, count)), count)
        if draws or count >= MOST_DRAWS or convergence(net_present(found, seen)).settled:
            return found, count
        count *= 2


def net_present(found: flows.Money, seen: View) -> np.ndarray:
    """NPV of each draw (n,) in one view."""
    gains = sum((flow.present(seen.weights) for flow in found.gains.values()), start=np.zeros(len(found.overrun)))
    return gains - found.costs_present(seen.weights) - seen.initial * found.initial


def convergence(net: np.ndarray) -> Convergence:
    """How far the draws `net` (scramble after scramble) have settled: standard deviation over the scrambles of each
    percentile, / root of their number."""
    blocks = min(inputs.SCRAMBLES, len(net))
    found = np.percentile(net.reshape(blocks, -1), [5, 50, 95], axis=1)
    low, middle, high = (float(x) for x in found.std(axis=1, ddof=1) / np.sqrt(blocks))
    spread = float(net.std())
    settled = low <= TOLERANCE * spread or spread <= 1e-9 * max(abs(float(net.mean())), 1.0)
    return Convergence(len(net), blocks, low, middle, high, spread, TOLERANCE, settled)


def unsettled(found: Convergence) -> tuple[Issue, ...]:
    """What a reader must know when the most draws were made and the stop rule still does not hold."""
    if found.settled or found.draws < MOST_DRAWS:
        return ()
    return (
        Issue(
            "simulation_unsettled",
            values={"draws": found.draws, "percent": round(100 * found.error_p5 / found.spread, 1)},
        ),
    )
