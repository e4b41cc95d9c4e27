"""Published cases with published answers, computed by the functions that compute our practice figures."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import networkx
import numpy as np
import pytest
import statsmodels.api as sm

from valuemodel.effects.intervals import newcombe_unpaired
from valuemodel.practice import adoption, brokerage, diffusion, networks, participation, pull

ORACLES = list(csv.DictReader((Path(__file__).parent / "oracles.csv").open(encoding="utf-8")))
# Sales of new products by year: colour television, clothes dryers (Mahajan and others 1986), video recorders.
COLOUR_TV = [747, 1480, 2646, 5118, 5777, 5982, 5962, 4631]
DRYERS = [106, 319, 492, 635, 737, 890, 1397, 1523, 1294, 1240, 1425, 1260, 1236]
RECORDERS = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]
GINI_TEN = np.array([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261], float)
ONE_OF_100 = np.array([0.0] * 99 + [1.0])
# Weeks of remission under 6-MP, and whether the remission ended (Freireich 1963).
WEEKS = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35], float)
ENDED = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], bool)
# Raters in rows (tutorial, lecture, seminar as told in scipy's documentation of page_trend_test).
TEACHING = np.array([[3, 4, 3], [2, 2, 4], [3, 3, 5], [1, 3, 2], [2, 3, 2], [2, 4, 5], [1, 2, 4], [3, 4, 4], [2, 4, 5],
                     [1, 3, 4]])  # fmt: skip
BORGATTI = [("A", "B"), ("A", "F"), ("A", "G"), ("A", "E"), ("E", "G"), ("F", "G"), ("B", "G"), ("B", "D"), ("D", "G"),
            ("G", "C")]  # fmt: skip


def borgatti(measure: Callable) -> float:
    graph = networkx.Graph(BORGATTI)
    names = sorted(graph)
    return float(measure(networkx.to_numpy_array(graph, names))[names.index("G")])


def colour_tv() -> diffusion.Bass:
    return diffusion.fit(COLOUR_TV)


def logistic_errors() -> float:
    rate, middle, height = diffusion.as_logistic(colour_tv())
    reached = height / (1 + np.exp(-rate * (np.arange(9) - middle)))
    return float(((np.diff(reached) - COLOUR_TV) ** 2).sum())


def retention(reference: str) -> float:
    found = adoption.survival(WEEKS, ENDED)
    return found.share[found.times.index(float(re.findall(r"t=(\d+)", reference)[0]))]


COMPUTED: dict[str, Callable[[str], float]] = {
    "Bass NLS q": lambda _: colour_tv().q,
    "Bass NLS m": lambda _: diffusion.fit(DRYERS).ceiling,
    "Bass density NLS m": lambda _: diffusion.fit(RECORDERS, density=True).ceiling * 1.0,
    "Bass peak time": lambda _: colour_tv().peak,
    "TRAP logistic increments SSE == Bass SSE": lambda _: logistic_errors(),
    "logistic M = m(1+p/q)": lambda _: diffusion.as_logistic(colour_tv())[2],
    "Gini": lambda _: participation.gini(GINI_TEN),
    "Gini unbiased": lambda _: participation.gini(GINI_TEN, unbiased=True),
    "Gini one-of-100": lambda _: participation.gini(ONE_OF_100),
    "E-I expected under random mixing": lambda _: networks.expected_index([17, 17]),
    "Burt constraint G": lambda _: borgatti(brokerage.constraint),
    "Burt effective size G": lambda _: borgatti(brokerage.effective_size),
    "Kaplan-Meier retention S(t)": retention,
    "Page trend L": lambda _: pull.ordered_trend(TEACHING)[0],
    "perception gap exec-staff lower": lambda _: newcombe_unpaired((12, 15), (180, 400))[0],
}


@pytest.mark.parametrize("oracle", ORACLES, ids=lambda oracle: f"{oracle['method']} {oracle['input_reference']}")
def test_a_published_answer_is_found(oracle: dict[str, str]) -> None:
    found = COMPUTED[oracle["method"]](oracle["input_reference"])
    assert found == pytest.approx(float(oracle["expected"]), abs=float(oracle["tolerance"]))


def test_every_published_answer_of_practice_has_its_computation() -> None:
    assert {oracle["method"] for oracle in ORACLES} == set(COMPUTED) and len(ORACLES) == 19


@pytest.mark.parametrize("points, ceiling", [(3, 5.64), (4, 5.33), (5, 5.57), (8, 5.64)])
def test_with_the_ceiling_fixed_the_half_way_year_of_colour_television_hardly_depends_on_when_one_looks(
    points: int, ceiling: float
) -> None:
    curve = diffusion.fit(COLOUR_TV[:points], ceiling=40_000)
    years = np.linspace(0, 12, 12_001)
    assert years[np.argmax(diffusion.share_come(curve.p, curve.q, years) >= 0.5)] == pytest.approx(ceiling, abs=0.02)


def test_with_the_ceiling_free_four_points_of_colour_television_promise_billions() -> None:
    assert diffusion.fit(COLOUR_TV[:4]).ceiling > 1_000_000


def test_the_band_of_colour_television_is_that_of_the_bootstrap() -> None:
    low, high = diffusion.band(colour_tv(), np.array([12.0]), np.random.default_rng(1))
    assert low[0] == pytest.approx(34_858, rel=0.05) and high[0] == pytest.approx(43_151, rel=0.05)


def test_the_slope_by_distance_agrees_with_an_independent_regression() -> None:
    rng = np.random.default_rng(7)
    units = rng.integers(0, 9, 300)
    distance = (units % 4).astype(float)
    values = 0.6 - 0.1 * distance + 0.1 * rng.standard_normal(9)[units] + 0.2 * rng.standard_normal(300)
    ours = pull.slope(values, distance, units)
    fitted = sm.OLS(values, sm.add_constant(distance)).fit(cov_type="cluster", cov_kwds={"groups": units}, use_t=True)
    assert ours.slope == pytest.approx(fitted.params[1])
    assert (ours.low, ours.high) == pytest.approx(tuple(fitted.conf_int()[1]))


def test_the_alpha_of_a_one_factor_scale_is_the_one_its_loadings_give() -> None:
    loadings = np.array([0.8, 0.7, 0.6, 0.5])
    correlations = np.outer(loadings, loadings)
    np.fill_diagonal(correlations, 1.0)
    drawn = np.random.default_rng(3).standard_normal((50, 4))
    centred = drawn - drawn.mean(axis=0)
    white = centred @ np.linalg.inv(np.linalg.cholesky(np.cov(centred.T))).T  # exactly uncorrelated in this sample
    assert pull.alpha(white @ np.linalg.cholesky(correlations).T) == pytest.approx(0.74205, abs=5e-6)
