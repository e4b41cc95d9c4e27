"""Of what matters: where the spread comes from, and what must be true for a goal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.model.closings import closing_example, model_example, month, programme_example

from valuemodel import model
from valuemodel.closing import CostLine
from valuemodel.model.weights import contributions, first_order

GIVEN = (model_example(), closing_example(), programme_example())


def test_contributions_add_up_and_carry_the_sign_of_the_input() -> None:
    found = model.weights(*GIVEN)
    assert sum(abs(one.contribution) for one in found.inputs) == pytest.approx(1)
    signs = {one.key: np.sign(one.contribution) for one in found.inputs}
    assert signs["redeployed_share"] == 1 and signs["cost_overrun"] == -1
    assert signs["search_hours.change"] == -1  # hours that rise cost money
    order = [abs(one.contribution) for one in found.inputs]
    assert order == sorted(order, reverse=True)


def test_first_order_shares_of_a_sum_are_its_shares_of_variance() -> None:
    """y = 2 a + b of equal variances: 80 % and 20 %."""
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=(2, 2**16))
    y = 2 * a + b
    assert (first_order(a, y), first_order(b, y)) == pytest.approx((0.8, 0.2), abs=0.01)
    assert first_order(np.ones(100), y[:100]) == 0 and first_order(a, np.ones_like(a)) == 0


def test_independent_inputs_explain_no_more_than_everything_and_totals_no_less_than_first_orders() -> None:
    found = model.weights(*GIVEN, interactions=True)
    assert not found.correlated
    assert sum(one.first_order for one in found.inputs) < 1.02
    for one in found.inputs:
        assert one.total is not None and one.total > one.first_order - 0.02
    assert sum(one.total or 0 for one in found.inputs) > 1  # a product of inputs is more than their sum


def test_correlated_inputs_are_told_and_have_no_totals() -> None:
    linked, _ = model.apply(model_example(), assumptions={"hourly_cost": {"moves_with": {"redeployed_share": 0.6}}})
    found = model.weights(linked, *GIVEN[1:], interactions=True)
    assert found.correlated and all(one.total is None for one in found.inputs)
    apart = {one.key: one.first_order for one in model.weights(*GIVEN).inputs}
    assert next(one for one in found.inputs if one.key == "hourly_cost").first_order > apart["hourly_cost"] + 0.1


def test_nothing_to_explain_gives_no_weights() -> None:
    assert contributions(np.zeros(3)).tolist() == [0, 0, 0]


def with_roi(key: str, value: float, **options: object) -> float | None:
    return model.evaluate(*GIVEN, overrides={key: value}, draws=64, **options).roi  # type: ignore[arg-type]


@pytest.mark.parametrize("roi", [0.0, 0.2, 1.2, 3.0])
@pytest.mark.parametrize("view", ["whole", "request"])
def test_at_the_value_needed_of_each_input_the_goal_is_just_reached(roi: float, view: str) -> None:
    found = model.reverse(*GIVEN, roi=roi, view=view)
    told = [one for one in found if one.value is not None]
    assert told
    for one in told:
        assert with_roi(one.key, one.value or 0.0, view=view) == pytest.approx(roi, abs=2e-4)
        assert one.least <= (one.value or 0.0) <= one.most


def test_what_is_out_of_reach_does_not_reach_the_goal_at_either_end() -> None:
    found = {one.key: one for one in model.reverse(*GIVEN, roi=1.2)}
    out = found["attribution_share"]
    assert out.value is None and not out.reached and (out.least, out.most) == (0, 1)
    assert all((with_roi("attribution_share", end) or 0) < 1.2 for end in (0.001, 1.0))
    assert found["weeks_worked"].value is None  # more weeks than a year has


def test_what_already_holds_says_until_when() -> None:
    one = next(one for one in model.reverse(*GIVEN) if one.key == "redeployed_share")
    assert one.reached and one.falls and one.value == pytest.approx(model.evaluate(*GIVEN).break_even_redeployed_share)
    below = (one.value or 0.0) - 0.001
    assert (with_roi("redeployed_share", below) or 0) < 0 < (with_roi("redeployed_share", below + 0.002) or 0)


def test_the_level_of_the_practice_is_among_what_must_hold() -> None:
    one = next(one for one in model.reverse(*GIVEN) if one.key == "regular_share")
    assert one.today == 0.62 and one.value == pytest.approx(model.switching_value("regular_share", *GIVEN))


def test_a_case_under_water_says_what_would_save_it() -> None:
    closing = closing_example()
    sunk = replace(closing, costs=(*closing.costs, CostLine("Extension", "run", month(2), 9e5, None, "EUR")))
    one = next(one for one in model.reverse(GIVEN[0], sunk, GIVEN[2]) if one.key == "redeployed_share")
    assert not one.reached and not one.falls and 0.25 < (one.value or 0) <= 1


def test_no_level_of_a_kpi_falls_under_nothing() -> None:
    one = next(one for one in model.reverse(*GIVEN, roi=3.0) if one.key == "search_hours.change")
    assert one.least == pytest.approx(-3.4)
