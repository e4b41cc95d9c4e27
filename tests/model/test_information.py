"""Of the value of information: known answers of the linear normal case, nothing for what changes no decision."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.model.closings import closing_example, model_example, month, programme_example

from valuemodel import model
from valuemodel.closing import CostLine
from valuemodel.model import inputs
from valuemodel.model.information import partial, perfect

SPREADS = {"a": 100.0, "b": 60.0, "c": 30.0}
PUBLISHED = {"a": 19.7797, "b": 6.7983, "c": 0.5948}


def linear_normal() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Net value = 50 + three independent normals; the alternative is worth 0."""
    drawn = {
        key: inputs.draw(inputs.Input(key, "normal", -inputs.FORTIETH * sd, 0.0, inputs.FORTIETH * sd), i, 3, 11, 2**14)
        for i, (key, sd) in enumerate(SPREADS.items())
    }
    net = 50 + sum(drawn.values())
    return np.column_stack([net, np.zeros(len(net))]), drawn


def test_perfect_information_of_the_linear_normal_case() -> None:
    """s phi(mu/s) + mu Phi(mu/s) - max(mu, 0) = 27.1218 with mu 50 and s the root of 100^2 + 60^2 + 30^2."""
    assert perfect(linear_normal()[0]) == pytest.approx(27.1218, abs=0.05)


@pytest.mark.parametrize("key", SPREADS)
def test_partial_information_of_the_linear_normal_case(key: str) -> None:
    options, drawn = linear_normal()
    assert partial(options, drawn[key]) == pytest.approx(PUBLISHED[key], abs=0.15)


def test_an_irrelevant_input_is_worth_nothing_to_know() -> None:
    options, _ = linear_normal()
    noise = np.random.default_rng(3).normal(size=len(options))
    assert partial(options, noise) < 0.2
    assert partial(options, np.ones(len(options))) == 0


def test_what_cannot_change_the_decision_is_not_worth_measuring() -> None:
    found = model.information(model_example(), closing_example(), programme_example(), view="request")
    assert all(one.value < 100 for one in found)


def test_near_the_edge_the_heaviest_assumption_is_worth_measuring() -> None:
    closing = closing_example()
    dear = replace(closing, costs=(*closing.costs, CostLine("Extension", "run", month(12), 420000.0, None, "EUR")))
    found = model.information(model_example(), dear, programme_example(), view="request")
    assert found[0].key == "redeployed_share" and found[0].value > 1000
    assert [one.value for one in found] == sorted((one.value for one in found), reverse=True)
