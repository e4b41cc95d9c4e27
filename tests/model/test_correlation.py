"""Of inputs that move together: the rank correlation asked for is had, and no distribution moves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.model import correlation, flows
from valuemodel.model.case import prepare
from valuemodel.model.types import ValueModel

LEVELS = st.sampled_from([-0.6, -0.3, 0.0, 0.3, 0.6])


def linked(**moves: dict[str, float]) -> ValueModel:
    made, issues = model.apply(
        model_example(), assumptions={key: {"moves_with": with_} for key, with_ in moves.items()}
    )
    assert not issues
    return made


def drawn(made: ValueModel, draws: int = 8192) -> dict[str, np.ndarray]:
    return flows.drawn(prepare(made, closing_example(), programme_example()), 7, draws)


@pytest.mark.parametrize("level", [-0.6, -0.3, 0.3, 0.6])
def test_the_rank_correlation_asked_for_is_had_within_a_hundredth(level: float) -> None:
    found = drawn(linked(hourly_cost={"redeployed_share": level}))
    assert spearmanr(found["hourly_cost"], found["redeployed_share"]).statistic == pytest.approx(level, abs=0.01)


def test_no_link_leaves_inputs_independent() -> None:
    found = drawn(model_example())
    assert abs(spearmanr(found["hourly_cost"], found["redeployed_share"]).statistic) < 0.02


def test_a_link_moves_no_distribution_and_no_other_input() -> None:
    before, after = drawn(model_example()), drawn(linked(hourly_cost={"redeployed_share": 0.6}))
    for key, values in before.items():
        assert np.array_equal(np.sort(values), np.sort(after[key]))
    unmoved = [key for key in before if key not in ("hourly_cost", "redeployed_share")]
    assert all(np.array_equal(before[key], after[key]) for key in unmoved)


def test_an_effect_may_move_with_an_assumption() -> None:
    found = drawn(linked(hourly_cost={"search_hours.change": -0.3}))
    assert spearmanr(found["hourly_cost"], found["search_hours.change"]).statistic == pytest.approx(-0.3, abs=0.01)


def test_gains_that_rise_together_spread_the_result() -> None:
    given_ = (closing_example(), programme_example())
    apart = model.evaluate(model_example(), *given_)
    together = model.evaluate(linked(redeployed_share={"hourly_cost": 0.6}), *given_)
    assert together.p90 - together.p10 > 1.02 * (apart.p90 - apart.p10)
    assert together.npv == apart.npv


def test_the_defaults_hold_only_where_both_inputs_exist() -> None:
    assert correlation.pairs_of(model_example().assumptions) == {}
    adoption = {"label": {"en": "a", "fr": "a"}, "unit": "1", "low": 0.4, "base": 0.5, "high": 0.6}
    minutes = {"label": {"en": "m", "fr": "m"}, "unit": "hour/week/person", "low": 0.4, "base": 0.5, "high": 0.6}
    made, _ = model.apply(
        model_example(), {"adoption_share": adoption, "hours_told": minutes, "confidence_share": adoption}
    )
    found = correlation.pairs_of(made.assumptions)
    assert found == {("adoption_share", "redeployed_share"): 0.3, ("confidence_share", "hours_told"): -0.3}


def test_saying_none_takes_a_default_away() -> None:
    adoption = {"label": {"en": "a", "fr": "a"}, "unit": "1", "low": 0.4, "base": 0.5, "high": 0.6}
    made, _ = model.apply(model_example(), {"adoption_share": adoption | {"moves_with": {"redeployed_share": 0}}})
    assert correlation.pairs_of(made.assumptions) == {}


def test_links_that_contradict_each_other_are_mended_and_told() -> None:
    made = linked(hourly_cost={"redeployed_share": 0.6, "weeks_worked": 0.6}, redeployed_share={"weeks_worked": -0.6})
    found = model.linked(made, closing_example(), programme_example())
    assert found.repaired and len(found.keys) == 3
    asked, used = np.array(found.asked), np.array(found.used)
    assert np.linalg.eigvalsh(correlation.as_scores(asked)).min() < 0 <= np.linalg.eigvalsh(used).min() + 1e-9
    codes = [one.code for one in model.evaluate(made, closing_example(), programme_example(), draws=64).issues]
    assert "correlations_repaired" in codes
    drawn_ = drawn(made)
    for i, a in enumerate(found.keys):
        for j, b in enumerate(found.keys):
            assert spearmanr(drawn_[a], drawn_[b]).statistic == pytest.approx(used[i, j], abs=0.02)


@settings(max_examples=40, deadline=None)
@given(st.lists(LEVELS, min_size=6, max_size=6))
def test_any_links_between_four_inputs_make_a_matrix_that_can_be(levels: list[float]) -> None:
    names = ("a", "b", "c", "d")
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    found = correlation.correlations(dict(zip(pairs, levels, strict=True)), names)
    scores = correlation.as_scores(np.array(found.used))
    assert np.linalg.eigvalsh(scores).min() > -1e-9
    assert correlation.factor(scores) @ correlation.factor(scores).T == pytest.approx(scores, abs=1e-9)
    assert found.repaired or found.used == found.asked


@pytest.mark.parametrize(
    ("moves", "code"),
    [
        ({"redeployed_share": 0.5}, "assumption_moves_with"),
        ({"redeployed_share": "strong"}, "assumption_moves_with"),
        ("redeployed_share", "assumption_moves_with"),
        ({"redeployed_shore": 0.3}, "correlated_with_unknown"),
    ],
)
def test_a_link_that_cannot_be_is_told_and_left_out(moves: object, code: str) -> None:
    made, _ = model.apply(model_example(), assumptions={"hourly_cost": {"moves_with": moves}})
    found = model.evaluate(made, closing_example(), programme_example(), draws=64)
    told = next(issue for issue in found.issues if issue.code == code)
    assert all(told.said(language).problem for language in ("fr", "en"))
    assert found.p50 == model.evaluate(model_example(), closing_example(), programme_example(), draws=64).p50
