"""Over two hundred companies drawn from one truth, 90 % intervals hold it as often as they say, design by design."""

from collections.abc import Callable

import numpy as np
import pytest
from tests.effects import simulated

from valuemodel.effects.contrasts import cells_of
from valuemodel.effects.designs import Estimate, at_level
from valuemodel.effects.ladder import strongest
from valuemodel.effects.samples import sample

SEEDS = range(200)
ENOUGH = 168
"""Of 180 expected: fewer would happen less than twice in a hundred for a sound interval."""
EFFECT, DRIFT = -0.9, -0.1

Drawn = tuple[Estimate, float]


def compared(seed: int, treated_units: int = 9) -> Drawn:
    made = simulated.company(seed, treated_units)
    first, second = simulated.answering(made)
    before = made.value(0.0)
    after = made.value(DRIFT + EFFECT * made.programme + made.own_change)
    inside, outside = made.programme, ~made.programme
    cells = [
        made.of(values, who & side) for side in (inside, outside) for values, who in ((before, first), (after, second))
    ]
    return strongest(cells[0], cells[1], (cells[2], cells[3]), False).estimate, EFFECT


def few(seed: int) -> Drawn:
    """Five teams of the programme (two fifths of a unit) against all untouched ones."""
    made = simulated.company(seed)
    first, second = simulated.answering(made)
    before, after = made.value(0.0), made.value(DRIFT + EFFECT * (made.team < 5) + made.own_change)
    ours, theirs = made.team < 5, ~made.programme
    cells = [
        made.of(values, who & side) for side in (ours, theirs) for values, who in ((before, first), (after, second))
    ]
    return strongest(cells[0], cells[1], (cells[2], cells[3]), False).estimate, EFFECT


def alone(linked: bool, whole: bool) -> Callable[[int], Drawn]:
    """A programme for everybody: what changed in this company, drift and each team's own way included."""

    def draw(seed: int) -> Drawn:
        made = simulated.company(seed, simulated.UNITS)
        first, second = simulated.answering(made)
        second = first if whole else second
        truth = EFFECT + DRIFT + float(made.own_change.mean())
        before, after = made.value(0.0), made.value(EFFECT + DRIFT + made.own_change)
        found = strongest(made.of(before, first, linked), made.of(after, second, linked), None, False)
        return found.estimate, truth

    return draw


def in_stages(seed: int) -> Drawn:
    panel, truth = simulated.roll_out(seed, EFFECT)
    nothing = sample(np.array([0.0, 1.0]))
    return strongest(nothing, nothing, (nothing, nothing), False, cells=cells_of(panel)).estimate, truth


def along_a_trend(seed: int) -> Drawn:
    made = simulated.course(seed, 3.0, months=24, start=12)
    nothing = sample(np.array([0.0, 1.0]))
    return strongest(nothing, nothing, None, False, course=made).estimate, 3.0


def yes_or_no(seed: int) -> Drawn:
    """The same people answer yes or no twice: 42 % before, 55 % after, most of them alike."""
    random = np.random.default_rng(seed)
    first = random.random(300) < 0.42
    second = np.where(first, random.random(300) < 0.85, random.random(300) < (0.55 - 0.42 * 0.85) / 0.58)
    people = np.arange(300)
    return strongest(sample(first, people), sample(second, people), None, True).estimate, 0.13


DESIGNS: dict[str, Callable[[int], Drawn]] = {
    "staggered": in_stages,
    "difference_in_differences": compared,
    "few_teams": few,
    "interrupted_series": along_a_trend,
    "paired": alone(linked=True, whole=True),
    "overlapping": alone(linked=True, whole=False),
    "unpaired": alone(linked=False, whole=False),
}


def held(draw: Callable[[int], Drawn], design: str) -> int:
    hits = 0
    for seed in SEEDS:
        estimate, truth = draw(seed)
        assert estimate.design == design
        low, high = at_level(estimate, 0.90)
        hits += low <= truth <= high
    return hits


@pytest.mark.slow
@pytest.mark.parametrize("design", DESIGNS)
def test_ninety_in_a_hundred_intervals_hold_the_truth(design: str, capsys: pytest.CaptureFixture[str]) -> None:
    hits = held(DESIGNS[design], design)
    with capsys.disabled():
        print(f"\n{design}: the truth is inside {hits} of {len(SEEDS)} intervals at 90 %")
    assert hits >= ENOUGH


@pytest.mark.slow
def test_ninety_in_a_hundred_intervals_of_paired_shares_hold_the_truth(capsys: pytest.CaptureFixture[str]) -> None:
    hits = held(yes_or_no, "paired")
    with capsys.disabled():
        print(f"\npaired shares: the truth is inside {hits} of {len(SEEDS)} intervals at 90 %")
    assert hits >= ENOUGH
