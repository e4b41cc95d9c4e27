"""Over many companies drawn from the same truth, stated intervals hold the true effect as often as they say."""

from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from valuemodel import effects, kpis
from valuemodel.effects.samples import Sample, sample

SEEDS = range(1, 41)
ITEMS = ("search_hours", "meaning", "knows_whom", "recommends", "manager_example")


def sample_of(people: pd.DataFrame, values: pd.Series, asked: np.ndarray) -> Sample:
    teams = pd.factorize(people["team"])[0]
    return sample(values.to_numpy()[asked], np.flatnonzero(asked), teams[asked])


def intervals(generator: dict[str, ModuleType], truth: dict[str, Any], seed: int) -> dict[str, tuple[float, float]]:
    """The interval of each item in one company drawn with `seed`."""
    draws = generator["generate"].streams(seed)
    people = generator["company"].people(truth, draws["people"])
    said = generator["outcomes"].survey(truth, people, draws["survey"])
    answering = generator["outcomes"].responding(truth, people, draws["answering"])
    programme = (people["cohort"] == "programme").to_numpy()
    found = {}
    for item in ITEMS:
        cells = [
            sample_of(people, said[wave][item], answering[wave] & cohort)
            for cohort in (programme, ~programme)
            for wave in ("avant", "apres")
        ]
        effect = effects.compare(kpis.catalogue()[item], "programme", ("avant", "apres"), *cells[:2], tuple(cells[2:]))
        found[item] = (effect.low, effect.high)
    found["regular_share"] = regular_interval(generator, truth, people, draws, programme)
    return found


def regular_interval(
    generator: dict[str, ModuleType],
    truth: dict[str, Any],
    people: pd.DataFrame,
    draws: dict[str, np.random.Generator],
    programme: np.ndarray,
) -> tuple[float, float]:
    """The interval of regular use, from the months before the start and the last three."""
    outcomes = generator["outcomes"]
    habit = outcomes.habits(truth, people, draws["habits"])

    def wave(months: tuple[str, ...]) -> pd.Series:
        reports = [outcomes.month_of_teams(truth, people, habit, month, draws["teams"]) for month in months]
        return pd.concat([report["channel"] >= 5 for report in reports], axis=1).mean(axis=1)

    before, after = wave(("2025-07", "2025-08", "2025-09")), wave(("2026-08", "2026-09", "2026-10"))
    cells = [sample_of(people, values, cohort) for cohort in (programme, ~programme) for values in (before, after)]
    effect = effects.compare(kpis.catalogue()["regular_share"], "programme", ("a", "b"), *cells[:2], tuple(cells[2:]))
    return effect.low, effect.high


@pytest.mark.slow
def test_intervals_hold_the_truth_about_nineteen_times_in_twenty(
    generator: dict[str, ModuleType], truth: dict[str, Any]
) -> None:
    expected = truth["expected"]["compared"]
    held = {kpi: 0 for kpi in (*ITEMS, "regular_share")}
    for seed in SEEDS:
        for kpi, (low, high) in intervals(generator, truth, seed).items():
            held[kpi] += low <= expected[kpi] <= high
    # 40 draws at 95 %: 33 or fewer would happen less than once in 300 for a sound interval.
    assert min(held.values()) >= 34, held
