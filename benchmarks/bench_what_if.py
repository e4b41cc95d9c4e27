"""A what-if (one assumption moved, everything computed again) against the same model by hand, once draws are made."""

from __future__ import annotations

from itertools import count

import numpy as np

from benchmarks import by_hand, twelve_drivers
from benchmarks.measured import Measured, against
from valuemodel import model
from valuemodel.model import flows
from valuemodel.model.case import prepare
from valuemodel.model.types import Results


def measure() -> list[Measured]:
    """8,192 draws, the number that a slider asks for, and 65,536, the most that the stop rule does."""
    return [_against(8192, 40), _against(65536, 5)]


def _against(draws: int, rounds: int) -> Measured:
    given = (twelve_drivers.model(), twelve_drivers.closing(), twelve_drivers.programme())
    drawn = flows.drawn(prepare(*given), 7, draws)
    agree(model.evaluate(*given, draws=draws), by_hand.results(drawn))
    moves = count()

    def what_if() -> None:
        model.evaluate(*given, overrides={"hourly_cost": 40 + 0.01 * next(moves)}, draws=draws)

    name = f"what-if, 12 drivers, {len(drawn)} inputs, 36 months, {draws:,} draws"
    return against(name, what_if, lambda: by_hand.results(drawn), 2.0, rounds=rounds, note="by hand in numpy")


def agree(ours: Results, theirs: dict) -> None:
    """Stops with an AssertionError when the two ways do not give the same figures."""
    pairs = [
        ((ours.p10, ours.p50, ours.p90), theirs["npv"]),
        (ours.mean, theirs["mean"]),
        (ours.probability_npv_positive, theirs["positive"]),
        ((ours.bcr_p10, ours.bcr_p90), theirs["ratio"]),
        ([one.low for one in ours.drivers], theirs["drivers"][0]),
        ([one.high for one in ours.drivers], theirs["drivers"][1]),
        ((ours.without_staff_time.p10, ours.without_staff_time.p90), theirs["without_staff_time"]),
        (ours.cumulative_p10, theirs["band"][0]),
        (ours.cumulative_p90, theirs["band"][1]),
        ((ours.payback_p10, ours.payback_p90), theirs["payback"]),
    ]
    for mine, other in pairs:
        assert np.allclose(np.asarray(mine, float), other, rtol=1e-6), (mine, other)
