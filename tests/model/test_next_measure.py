"""Of what to measure next: what a survey is expected to be worth, its price, and when to stop."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.stats import norm
from tests.model.closings import closing_example, model_example, month, programme_example

from valuemodel import model
from valuemodel.closing import Closing, CostLine
from valuemodel.model import inputs, next_measure
from valuemodel.model.smoothing import smooth
from valuemodel.model.views import opened
from valuemodel.programme import Option


def near_the_edge() -> Closing:
    """The example with so much asked for that going on and stopping come close."""
    closing = closing_example()
    return replace(closing, costs=(*closing.costs, CostLine("Extension", "run", month(12), 420000.0, None, "EUR")))


@cache
def found() -> model.NextMeasures:
    return model.next_measures(model_example(), near_the_edge(), programme_example())


def linear_normal(mean: float, known: float, other: float) -> tuple[np.ndarray, np.ndarray]:
    """Net value = mean + two independent normals against 0, and the first of them."""
    z = inputs.points(2, 4, 2**15).z
    net = mean + known * z[0] + other * z[1]
    return np.column_stack([net, np.zeros_like(net)]), known * z[0]


@pytest.mark.parametrize("answers", [5, 20, 50, 500])
def test_sample_information_of_the_linear_normal_case(answers: int) -> None:
    """With prior sd s and sd k between people, n answers leave a preposterior sd t = s root(n / (n + k^2 / s^2)), worth
    t phi(m / t) - |m| Phi(-|m| / t) (Raiffa and Schlaifer 1961)."""
    mean, spread, between = 50.0, 100.0, 600.0
    options, known = linear_normal(mean, spread, 67.0)
    told = spread * np.sqrt(answers / (answers + between**2 / spread**2))
    expected = told * norm.pdf(mean / told) - mean * norm.cdf(-mean / told)
    worth = next_measure.sample_information(smooth(known, options), known, answers, between**2 / spread**2)
    assert worth == pytest.approx(expected, abs=0.15)


def test_a_larger_survey_is_never_worth_less_nor_more_than_knowing_everything() -> None:
    for one in found().measures:
        worths = [size.worth for size in one.sizes]
        assert worths == sorted(worths) and all(worth <= one.information for worth in worths)
    assert found().measures[0].sizes


def test_the_size_told_leaves_more_than_any_other() -> None:
    best = found().measures[0]
    assert best.way == "survey" and best.price is not None and best.net is not None
    assert best.net == pytest.approx(max(size.worth - size.price for size in best.sizes))
    assert best.net == pytest.approx(best.worth - best.price) and best.answers in [size.answers for size in best.sizes]


def test_the_price_of_a_survey_can_be_checked_in_the_head() -> None:
    """24 hours to prepare and 5 minutes an answer: 120 answers are 34 hours, at 43.7 an hour."""
    figures = {key: entry["value"] for key, entry in model.survey_figures().items()}
    assert next_measure.price_of(120, figures) == pytest.approx(34 * 43.7)


def test_every_figure_of_measuring_has_a_unit_and_a_grade() -> None:
    for entry in model.survey_figures().values():
        assert entry["unit"] and entry["evidence"] in ("assumed", "benchmark")
        assert entry["source"].get("title") if entry["evidence"] == "benchmark" else entry["source"]["must_accept"]


def test_the_companys_own_figures_go_before_the_starting_values() -> None:
    dearer, _ = model.apply(
        model_example(), {"survey_preparation_hours": {
            "label": {"en": "Hours", "fr": "Heures"}, "unit": "hour", "low": 90.0, "base": 100.0, "high": 110.0,
        }},
    )  # fmt: skip
    own = model.next_measures(dearer, near_the_edge(), programme_example())
    assert own.measures[0].price == pytest.approx((found().measures[0].price or 0) + 76 * 43.7)


def test_when_nothing_changes_the_decision_measuring_stops() -> None:
    sure = model.next_measures(model_example(), closing_example(), programme_example())
    assert sure.stop and all(one.information == 0 for one in sure.measures)
    assert not found().stop


def test_when_every_measurement_costs_more_than_it_tells_measuring_stops() -> None:
    dear, _ = model.apply(
        model_example(), {key: {
            "label": {"en": "Hours", "fr": "Heures"}, "unit": "hour", "low": 9e4, "base": 1e5, "high": 2e5,
        } for key in ("survey_preparation_hours", "records_hours")},
    )  # fmt: skip
    told = model.next_measures(dear, near_the_edge(), programme_example())
    assert told.stop and told.measures[0].information > 0


def test_each_input_is_known_better_in_its_own_way() -> None:
    ways = {one.key: one.way for one in found().measures}
    assert ways["redeployed_share"] == "survey" and ways["search_hours.change"] == "survey"
    assert ways["meeting_hours.change"] == "usage" and ways["hourly_cost"] == "records"
    assert ways["attribution_share"] == "comparison" and ways["cost_overrun"] == "future"
    assert set(ways.values()) <= set(next_measure.WAYS)


def test_an_effect_is_worth_the_answers_that_its_last_wave_had() -> None:
    case, _ = opened(model_example(), near_the_edge(), programme_example(), "request", None, None)
    assert next_measure.equivalent_answers(case, "search_hours.change", np.array([0.0, 1.0]), 1.0) == 505


def test_without_an_hourly_cost_in_its_own_currency_no_price_is_told() -> None:
    assert next_measure.price_of(100, {"survey_preparation_hours": 24, "survey_answer_minutes": 5}) is None


def test_the_decision_is_named_and_its_options_have_their_exit_costs() -> None:
    request = model.deciding(model_example(), near_the_edge(), programme_example())
    assert request.decision == "request" and request.options["stop"] == -15000
    assert request.best == max(request.options, key=lambda key: request.options[key])
    whole = model.deciding(model_example(), near_the_edge(), programme_example(), view="whole")
    assert whole.decision == "whole" and whole.options["without"] == 0 and "stop" not in whole.options
    review = model.deciding(model_example(), near_the_edge(), programme_example(), view="review")
    assert review.perfect == 0 and all(one.value == 0 for one in review.inputs)


def test_every_option_that_the_decision_names_is_weighed() -> None:
    programme = programme_example()
    assert programme.decision is not None
    name = {"en": "Option", "fr": "Option"}
    named = (
        Option("stop", name, 15000.0), Option("continue", name), Option("extend", name, people=200),
        Option("pilot", name, months=6, people=60),
    )  # fmt: skip
    asked = replace(programme, decision=replace(programme.decision, options=named))
    found = model.deciding(model_example(), near_the_edge(), asked)
    kinds, nets = model.option_draws(model_example(), near_the_edge(), asked)
    assert set(found.options) == {"stop", "continue", "extend", "pilot"}
    assert found.options == pytest.approx(dict(zip(kinds, nets.mean(axis=0), strict=True)))
    assert found.perfect == pytest.approx(nets.max(axis=1).mean() - nets.mean(axis=0).max())
    two = model.deciding(model_example(), near_the_edge(), programme)
    assert found.options["continue"] == pytest.approx(two.options["continue"])


def test_a_dearer_exit_makes_information_about_going_on_worth_less() -> None:
    programme = programme_example()
    assert programme.decision is not None
    dear = (Option("stop", {"en": "Stop", "fr": "Arrêter"}, 900000.0),)
    far = replace(programme, decision=replace(programme.decision, options=dear))
    near = model.deciding(model_example(), near_the_edge(), programme)
    assert model.deciding(model_example(), near_the_edge(), far).perfect < near.perfect / 10


def test_a_value_that_does_not_stand_out_from_its_error_is_given_as_nothing() -> None:
    told = found().deciding.inputs
    assert all(one.value == 0 or one.value > 2 * one.error for one in told)
    assert any(one.value == 0 < one.error for one in told)


def test_no_input_is_worth_more_than_everything_together() -> None:
    told = found().deciding
    assert all(one.value <= told.perfect + 1e-6 for one in told.inputs)
