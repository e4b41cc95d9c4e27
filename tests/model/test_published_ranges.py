"""Of ranges, simulation and information: reference answers, published or derived, are found by the product's own
functions."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from valuemodel.model import correlation, distributions, inputs
from valuemodel.model.distributions import Ends
from valuemodel.model.information import partial, perfect, staged
from valuemodel.model.weights import first_order, rank_correlation, variance_indices

HERE = Path(__file__).parent
CHEMO = os.environ.get("VALUEMODEL_VOI_CHEMO", "")
"""A folder with chemo_nb.csv (two columns) and chemo_pars.csv of the R package voi (GPL-3, hence not kept here)."""


def ishigami(chances: np.ndarray) -> np.ndarray:
    """sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, x between -pi and pi (Ishigami and Homma 1990)."""
    x = (2 * chances - 1) * np.pi
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def linear_normal() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Net value = 50 + three independent normals of sd 100, 60 and 30; the other option is worth 0."""
    reach = {sd: inputs.FORTIETH * float(sd) for sd in ("100", "60", "30")}
    normals = [inputs.Input(sd, "normal", -far, 0.0, far) for sd, far in reach.items()]
    drawn = {one.key: inputs.draw(one, i, 3, 5, 2**16) for i, one in enumerate(normals)}
    net = 50 + np.sum([*drawn.values()], axis=0)
    return np.column_stack([net, np.zeros(len(net))]), drawn


def correlated_draws() -> tuple[np.ndarray, np.ndarray]:
    """5,000 plain random draws of three inputs, and the same in the order that has rank correlation 0.6 between two."""
    rng = np.random.default_rng(3)
    values = np.stack([rng.gamma(2, size=5000), rng.uniform(size=5000), rng.normal(size=5000)])
    ranks = np.array([[1, 0.6, 0], [0.6, 1, 0], [0, 0, 1]])
    return values, correlation.together(values, rng.normal(size=(3, 5000)), ranks)


def _moved() -> float:
    before, after = correlated_draws()
    return float(np.abs(np.sort(before, axis=1) - np.sort(after, axis=1)).max())


def _spread(sd: str) -> Callable[[], float]:
    return lambda: partial(linear_normal()[0], linear_normal()[1][sd])


def _decision_table() -> float:
    return perfect(np.array([[100.0, 20.0, 0.0]] * 6 + [[-40.0, 20.0, 0.0]] * 4))


def _chemo(name: str) -> np.ndarray:
    if not CHEMO:
        pytest.skip("needs VALUEMODEL_VOI_CHEMO: a folder with chemo_nb.csv and chemo_pars.csv of the R package voi")
    with (Path(CHEMO) / "chemo_pars.csv").open(encoding="utf-8") as lines:
        column = next(csv.reader(lines)).index("p_side_effects_t2") if name != "nb" else 0
    if name == "nb":
        return np.loadtxt(Path(CHEMO) / "chemo_nb.csv", delimiter=",", skiprows=1)
    return np.loadtxt(Path(CHEMO) / "chemo_pars.csv", delimiter=",", skiprows=1)[:, column]


ORACLES: Mapping[tuple[str, str], Callable[[], float]] = {
    ("PERT mean", "2,5,14"): lambda: distributions.pert_moments(Ends(2, 5, 14))[0],
    ("PERT sd", "2,5,14"): lambda: distributions.pert_moments(Ends(2, 5, 14))[1],
    ("Sobol S1 x3", "Ishigami a=7 b=.1 N=8192"): lambda: indices()[0][2],
    ("Sobol ST x3", "same"): lambda: indices()[1][2],
    ("Iman-Conover marginals unchanged (max diff)", "n=5000"): _moved,
    ("Iman-Conover Spearman 1-2 with 2sin(pi r/6)", "target .6"): lambda: rank_correlation(*correlated_draws()[1][:2]),
    ("EVPI", "voi chemo_nb 10000x2"): lambda: perfect(_chemo("nb")),
    ("EVPPI cubic spline 8 knots", "p_side_effects_t2"): lambda: partial(_chemo("nb"), _chemo("parameter")),
    ("EVPI linear-normal", "mu 50 sd 100,60,30"): lambda: perfect(linear_normal()[0]),
    ("EVPPI linear-normal spline", "sd 100"): _spread("100"),
    ("EVPPI linear-normal spline", "sd 60"): _spread("60"),
    ("EVPI decision table", "payoffs 100/-40,20/20,0; p=.6"): _decision_table,
    ("staged pilot option value", "NPV~N(20k,200k) pilot 50k r8%"): lambda: staged(20000, 200000, 50000, 0.08),
}


def indices() -> tuple[np.ndarray, np.ndarray]:
    return variance_indices(ishigami, 3, 8192, seed=11)


def oracle_rows() -> list[dict[str, str]]:
    with (HERE / "oracles_ranges.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", oracle_rows(), ids=lambda row: f"{row['method']} {row['input_reference']}")
def test_reference_answers_are_found(row: dict[str, str]) -> None:
    found = ORACLES[row["method"], row["input_reference"]]()
    assert found == pytest.approx(float(row["expected"]), abs=max(float(row["tolerance"]), 1e-12))


def test_indices_of_the_ishigami_function_are_the_published_ones() -> None:
    """S1 = 0.3139, 0.4424, 0; ST = 0.5576, 0.4424, 0.2437 (closed form)."""
    first, total = indices()
    assert first == pytest.approx([0.3139, 0.4424, 0.0], abs=0.003)
    assert total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.003)


def test_first_order_shares_from_the_same_draws_are_those_of_the_ishigami_function() -> None:
    chances = inputs.points(3, 11, 8192).u
    found = [first_order(row, ishigami(chances)) for row in chances]
    assert found == pytest.approx([0.3139, 0.4424, 0.0], abs=0.01)


def test_the_smallest_input_of_the_linear_normal_case_is_worth_its_published_value() -> None:
    assert _spread("30")() == pytest.approx(0.5948, abs=0.05)


@pytest.mark.parametrize(("told", "worth"), [(0.3, -17357), (0.6, 4200), (0.9, 26160), (1.0, 33507)])
def test_a_pilot_is_worth_less_the_less_it_tells(told: float, worth: float) -> None:
    assert staged(20000, 200000, 50000, 0.08, told) == pytest.approx(worth, abs=1)


def test_a_pilot_that_tells_nothing_is_worth_no_more_than_the_wait() -> None:
    assert staged(20000, 200000, 50000, 0.08, 0.0) == pytest.approx(20000 / 1.08 - 50000)


def test_the_risk_factor_of_a_triangle_is_its_mean() -> None:
    """70, 100, 105 % give 91.7 % (Total Economic Impact)."""
    assert distributions.triangular_moments(Ends(0.70, 1.00, 1.05))[0] == pytest.approx(0.917, abs=5e-4)


def test_a_correlation_matrix_that_cannot_be_is_brought_to_the_nearest_by_its_eigenvalues() -> None:
    """0.9, 0.7 and -0.4 between three inputs contradict each other: 0.679, 0.524 and -0.269 do not."""
    mended = correlation.nearest(np.array([[1, 0.9, 0.7], [0.9, 1, -0.4], [0.7, -0.4, 1]]))
    assert [mended[0, 1], mended[0, 2], mended[1, 2]] == pytest.approx([0.679, 0.524, -0.269], abs=5e-4)
    assert np.linalg.eigvalsh(mended).min() > -1e-12 and np.diag(mended) == pytest.approx(1)
