"""Published cases with published answers, computed by the functions that compute our effects."""

import csv
import re
from collections.abc import Callable
from math import sqrt
from pathlib import Path

import numpy as np
import pytest
from scipy.special import stdtr

from valuemodel.effects.designs import before_after, difference_in_differences
from valuemodel.effects.intervals import (
    answers_needed,
    newcombe_paired,
    newcombe_unpaired,
    power_two_shares,
    smallest_visible_rise,
    wilson,
    worst_case_bounds,
)
from valuemodel.effects.samples import sample

ORACLES = list(csv.DictReader((Path(__file__).parent / "oracles.csv").open(encoding="utf-8")))
SLEEP_1 = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
SLEEP_2 = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
PATIENTS = np.arange(10)


def numbers(reference: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", reference)]


def of_wilson(reference: str) -> tuple[float, float]:
    return wilson(*numbers(reference))


def of_newcombe_unpaired(reference: str) -> tuple[float, float]:
    x2, n2, x1, n1 = numbers(reference)
    return newcombe_unpaired((x2, n2), (x1, n1))


def of_newcombe_paired(reference: str) -> tuple[float, float]:
    return newcombe_paired(*numbers(reference))


def p_value(estimate) -> float:
    return float(2 * stdtr(estimate.df, -abs(estimate.change / estimate.se)))


def unlinked():
    return before_after(sample(SLEEP_2), sample(SLEEP_1))


COMPUTED: dict[str, Callable[[str], float]] = {
    "Wilson 95% lower": lambda reference: of_wilson(reference)[0],
    "Wilson 95% upper": lambda reference: of_wilson(reference)[1],
    "Newcombe unpaired diff lower (method 10)": lambda reference: of_newcombe_unpaired(reference)[0],
    "Newcombe unpaired diff upper (method 10)": lambda reference: of_newcombe_unpaired(reference)[1],
    "Newcombe paired diff (square-and-add, phi cc) lower": lambda reference: of_newcombe_paired(reference)[0],
    "Newcombe paired diff upper": lambda reference: of_newcombe_paired(reference)[1],
    "Welch t": lambda _: unlinked().change / unlinked().se,
    "Welch df": lambda _: unlinked().df,
    "Welch p": lambda _: p_value(unlinked()),
    "paired t p": lambda _: p_value(before_after(sample(SLEEP_1, PATIENTS), sample(SLEEP_2, PATIENTS))),
    "n two proportions": lambda _: answers_needed(0.50, 0.75, power=0.90),
    "MDE top-2-box (points) n=400/wave": lambda _: smallest_visible_rise(400, 0.40),
    "worst-case bounds lower (nonresponse)": lambda _: worst_case_bounds(108, 180, 300)[0],
}


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda row: f"{row['method']}, {row['input_reference']}")
def test_a_published_answer(oracle: dict[str, str]) -> None:
    found = COMPUTED[oracle["method"]](oracle["input_reference"])
    assert found == pytest.approx(float(oracle["expected"]), abs=float(oracle["tolerance"]))


def test_every_answer_on_file_has_its_source() -> None:
    assert all(oracle["source"] and oracle["provenance"] for oracle in ORACLES)


def test_the_correction_of_phi_is_part_of_the_paired_interval() -> None:
    """Without the correction the interval is (-0.502, -0.036) (Fagerland, Lydersen and Laake 2014, airway data)."""
    low, high = newcombe_paired(1, 1, 7, 12)
    assert (round(low, 3), round(high, 3)) == (-0.507, -0.026)


def approval() -> tuple[np.ndarray, np.ndarray]:
    """1,600 Britons asked twice about their prime minister: 794 yes/yes, 150 yes/no, 86 no/yes, 570 no/no (Agresti)."""
    counts = [794, 150, 86, 570]
    return np.repeat([1.0, 1.0, 0.0, 0.0], counts), np.repeat([1.0, 0.0, 1.0, 0.0], counts)


def test_the_same_people_asked_twice_have_the_published_paired_error() -> None:
    first, second = approval()
    people = np.arange(1600)
    found = before_after(sample(first, people), sample(second, people))
    assert found.design == "paired"
    assert found.change == pytest.approx(-0.04)
    assert found.se == pytest.approx(0.00955, abs=5e-6)


def test_forgetting_that_they_are_the_same_people_widens_the_interval() -> None:
    first, second = approval()
    found = before_after(sample(first), sample(second), shares=True)
    assert found.design == "unpaired"
    assert found.se == pytest.approx(0.01749, abs=1e-5)
    assert (round(-found.high, 3), round(-found.low, 3)) == (0.006, 0.074)


def spread(n: int, mean: float, error: float) -> np.ndarray:
    """`n` values with exactly this mean and this standard error of the mean."""
    shape = np.linspace(-1, 1, n)
    return mean + shape / shape.std(ddof=1) * error * sqrt(n)


def test_card_and_kruegers_minimum_wage_has_its_published_error() -> None:
    """Table 3, balanced stores: New Jersey +0.47 (0.48), Pennsylvania -2.28 (1.25): 2.75 (1.34), as HC2 gives."""
    jersey, pennsylvania = np.arange(309), 1000 + np.arange(75)
    found = difference_in_differences(
        sample(np.zeros(309), jersey),
        sample(spread(309, 0.47, 0.48), jersey),
        sample(np.zeros(75), pennsylvania),
        sample(spread(75, -2.28, 1.25), pennsylvania),
    )
    assert found.change == pytest.approx(2.75)
    assert found.se == pytest.approx(1.34, abs=0.005)


def test_card_and_kruegers_four_cells_give_the_published_difference() -> None:
    """Table 3: 23.33 and 21.17 in Pennsylvania, 20.44 and 21.03 in New Jersey, of stores that need not be the same."""
    cells = [sample(spread(n, mean, 1.0)) for n, mean in ((321, 20.44), (319, 21.03), (77, 23.33), (77, 21.17))]
    assert difference_in_differences(*cells).change == pytest.approx(2.76, abs=0.015)


def test_power_is_that_of_r() -> None:
    """R ?power.prop.test: n = 50, p1 = .50, p2 = .75 has a power of 0.740."""
    assert power_two_shares(50, 0.50, 0.75) == pytest.approx(0.7401659, abs=1e-6)


@pytest.mark.parametrize(("n", "points"), [(100, 0.197), (400, 0.098), (1000, 0.062)])
def test_the_planners_table_of_what_a_survey_can_see(n: int, points: float) -> None:
    assert smallest_visible_rise(n, 0.40) == pytest.approx(points, abs=0.0005)
