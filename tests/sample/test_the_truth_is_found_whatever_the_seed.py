"""Over many companies drawn from the same truth, stated intervals hold the true effect as often as they say."""

from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from valuemodel import effects, kpis

SEEDS = range(1, 41)
ITEMS = ("search_hours", "meaning", "knows_whom", "recommends", "manager_example")


def sample_of(people: pd.DataFrame, values: pd.Series, asked: np.ndarray) -> Any:
    chosen = people[asked]
    return effects.Sample(people=chosen["email"], values=values[asked], clusters=chosen["team"])


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
    return found


@pytest.mark.slow
def test_intervals_hold_the_truth_about_nineteen_times_in_twenty(
    generator: dict[str, ModuleType], truth: dict[str, Any]
) -> None:
    sources = {**truth["survey"]["hours"], **truth["survey"]["scores"]}
    held = {item: 0 for item in ITEMS}
    for seed in SEEDS:
        for item, (low, high) in intervals(generator, truth, seed).items():
            held[item] += low <= sources[item]["effect"] <= high
    # 40 draws at 95 %: 33 or fewer would happen less than once in 300 for a sound interval.
    assert min(held.values()) >= 34, held
