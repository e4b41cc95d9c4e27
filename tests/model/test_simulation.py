"""Of the simulation: repeatable from one seed, in independent series, stopped when the bound is known well enough."""

from __future__ import annotations

import numpy as np
import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.errors import ValueModelError
from valuemodel.model import inputs, simulation
from valuemodel.model.convergence import convergence
from valuemodel.model.views import opened

GIVEN = (model_example(), closing_example(), programme_example())


def test_the_same_seed_makes_the_same_points_and_another_makes_others() -> None:
    inputs.points.cache_clear()
    first = inputs.points(5, 3, 256).u.copy()
    inputs.points.cache_clear()
    assert np.array_equal(first, inputs.points(5, 3, 256).u)
    assert not np.array_equal(first, inputs.points(5, 4, 256).u)


def test_the_eight_series_are_each_even_and_different_from_each_other() -> None:
    points = inputs.points(4, 9, 8192).u.reshape(4, 8, 1024)
    assert points.mean(axis=2) == pytest.approx(0.5, abs=1e-3)
    counts = [np.bincount((points[0, s] * 1024).astype(int), minlength=1024) for s in range(8)]
    assert all(count.max() == 1 for count in counts)
    assert len({round(float(points[0, s, 0]), 9) for s in range(8)}) == 8


def test_more_draws_go_on_from_the_same_series() -> None:
    few, many = inputs.points(3, 5, 1024).u.reshape(3, 8, 128), inputs.points(3, 5, 2048).u.reshape(3, 8, 256)
    assert np.array_equal(few, many[:, :, :128])


def test_the_error_of_p5_is_what_whole_simulations_differ_by() -> None:
    """Twenty seeds: the spread of P5 between them, against the error that each of them states for itself."""
    found = [model.evaluate(*GIVEN, seed=seed, draws=2048) for seed in range(20)]
    case, seen = opened(*GIVEN, "whole", None, None)
    lows = [np.percentile(simulation.simulate(case, seen, seed, 2048).worth.net, 5) for seed in range(20)]
    stated = np.mean([one.convergence.error_p5 for one in found if one.convergence])
    assert 0.4 < stated / np.std(lows, ddof=1) < 2.5


def test_the_stop_rule_is_kept_and_what_was_drawn_is_told() -> None:
    found = model.evaluate(*GIVEN)
    assert found.convergence is not None and found.convergence.settled
    assert found.convergence.error_p5 < 0.02 * found.convergence.spread
    assert found.draws == found.convergence.draws >= 8192 and found.seed == 7 and found.convergence.scrambles == 8
    assert found.p10 < found.mean < found.p90


def test_draws_are_doubled_until_the_bound_is_known_and_no_further_than_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(simulation, "LEAST_DRAWS", 64)
    monkeypatch.setattr(simulation, "MOST_DRAWS", 4096)
    case, seen = opened(*GIVEN, "whole", None, None)
    count = simulation.simulate(case, seen, 7).draws
    assert 64 < count <= 4096
    monkeypatch.setattr(simulation, "MOST_DRAWS", 128)
    found = model.evaluate(*GIVEN)
    assert found.draws == 128 and "simulation_unsettled" in [issue.code for issue in found.issues]


def test_what_does_not_vary_is_settled_at_once() -> None:
    assert convergence(np.full(64, 12.5)).settled


@pytest.mark.parametrize("draws", [0, 8, 1000, -64])
def test_a_number_of_draws_that_would_lose_its_evenness_is_refused(draws: int) -> None:
    with pytest.raises(ValueModelError) as refused:
        model.evaluate(*GIVEN, draws=draws)
    assert refused.value.said("fr").problem and refused.value.said("en").fix
