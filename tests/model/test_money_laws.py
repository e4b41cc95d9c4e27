"""Of money: laws that hold whatever the numbers are."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.model.closings import (
    closing_example,
    effect_example,
    effects_example,
    model_example,
    month,
    programme_example,
    with_effects,
)

from valuemodel import model
from valuemodel.closing import Closing, CostLine
from valuemodel.errors import ValueModelError
from valuemodel.model.types import Results, ValueModel


def evaluated(changed: ValueModel | None = None, closing: Closing | None = None, **options: object) -> Results:
    programme = options.pop("programme", None) or programme_example()
    options.setdefault("draws", 512)
    return model.evaluate(changed or model_example(), closing or closing_example(), programme, **options)  # type: ignore[arg-type]


def extra_cost(index: int, planned: float | None, actual: float | None = None, category: str = "run") -> Closing:
    closing = closing_example()
    line = CostLine("Extra", category, month(index), planned, actual, "EUR")
    return replace(closing, costs=(*closing.costs, line))


def issue_codes(results: Results) -> list[str]:
    return [issue.code for issue in results.issues]


@settings(max_examples=8, deadline=None)
@given(st.integers(-6, 40), st.floats(0, 1e6), st.sampled_from(["tei", "corporate"]))
def test_more_cost_never_raises_net_value(index: int, amount: float, convention: str) -> None:
    closing = extra_cost(index, amount)
    for view in ("whole", "review", "request"):
        before = evaluated(view=view, convention=convention, draws=64)
        after = evaluated(closing=closing, view=view, convention=convention, draws=64)
        assert after.npv <= before.npv + 1e-6 and after.p50 <= before.p50 + 1e-6


def test_no_change_in_any_kpi_is_worth_nothing() -> None:
    still = [
        replace(e, after=e.before, change=0.0, low=0.0, high=0.0) for e in effects_example() if e.change is not None
    ]
    found = evaluated(closing=with_effects(closing_example(), *still))
    for one in found.drivers:
        assert one.value == 0 or not one.outcome  # what rests on no KPI is a contract, not a change


@pytest.mark.parametrize("change", [-0.6, -0.1, 0.1, 0.6])
def test_a_worse_wave_is_worth_less_than_nothing_and_twice_the_change_twice_the_money(change: float) -> None:
    def worth(moved: float) -> float:
        effect = effect_example("search_hours", 3.4, 3.4 + moved, moved - 0.1, moved + 0.1, change=moved)
        return evaluated(closing=with_effects(closing_example(), effect)).drivers[0].value

    assert (worth(change) > 0) == (change < 0)
    assert worth(2 * change) == pytest.approx(2 * worth(change))
    assert worth(-change) == pytest.approx(-worth(change))


@settings(max_examples=12, deadline=None)
@given(st.floats(0.01, 1), st.floats(10, 100), st.integers(0, 2**31))
def test_a_simulation_pinned_to_its_base_equals_the_base_case(share: float, cost: float, seed: int) -> None:
    points = {"redeployed_share": share, "hourly_cost": cost}
    keys = {key: points.get(key, one.base) for key, one in model_example().assumptions.items()}
    pinned, _ = model.apply(model_example(), assumptions={k: {"low": v, "base": v, "high": v} for k, v in keys.items()})
    still = [replace(e, low=e.change, high=e.change) for e in effects_example() if e.change is not None]
    found = evaluated(pinned, with_effects(closing_example(), *still), seed=seed, draws=64)
    assert (found.p10, found.p50, found.p90) == pytest.approx((found.npv,) * 3)
    assert found.cumulative_p10 == pytest.approx(found.cumulative)
    assert found.base_percentile == 0.5 and found.payback_p90 == pytest.approx(found.payback_months)


def test_the_same_inputs_and_seed_give_the_same_result_and_another_seed_nearly() -> None:
    first, again, other = (evaluated(seed=seed, draws=4096) for seed in (7, 7, 8))
    assert first == again
    assert other.p50 == pytest.approx(first.p50, rel=0.02) and other.p50 != first.p50


def test_moving_one_assumption_leaves_the_draws_of_the_others() -> None:
    drawn = [
        model.evaluate(model_example(), closing_example(), programme_example(), overrides=o)
        for o in ({}, {"hourly_cost": 50})
    ]
    of = [{one.key: (one.low, one.high) for one in found.drivers} for found in drawn]
    assert of[0]["avoided_travel"] == of[1]["avoided_travel"]
    assert of[0]["finding_information"] != of[1]["finding_information"]


def test_the_mean_of_a_simulation_is_the_product_of_means_when_inputs_are_independent() -> None:
    """Travel avoided = budget x share; with independent inputs E[product] = E[budget] x E[share]."""
    from valuemodel.model import flows
    from valuemodel.model.case import prepare

    case = prepare(model_example(), closing_example(), programme_example())
    drawn = flows.drawn(case, 7, 8192)
    money = flows.money(case, flows.given(case, drawn), 8192)
    expected = drawn["travel_budget"].mean() * drawn["travel_share_avoided"].mean()
    assert money.gains["avoided_travel"].annual.mean() == pytest.approx(expected, rel=2e-3)


def test_pages_and_workbook_recompute_the_base_case_to_the_cent() -> None:
    for view in ("whole", "review", "request"):
        for convention in ("tei", "corporate"):
            found = evaluated(view=view, convention=convention)
            factors = np.array(found.discount_factors)
            months = np.zeros(len(found.months))
            for one in found.drivers:
                if one.counted:
                    months += one.annual / 12 * np.array(one.profile)
            assert months == pytest.approx(found.benefits_by_month, abs=0.005)
            assert float(months @ factors) == pytest.approx(found.pv_benefits, abs=0.005)
            monthly_costs = np.array(found.costs_by_month)
            monthly_costs[0] -= found.initial_costs
            assert float(monthly_costs @ factors) + found.initial_costs == pytest.approx(found.pv_costs, abs=0.005)
            assert sum(found.costs_by_category.values()) == pytest.approx(found.pv_costs, abs=0.005)
            assert sum(one.value for one in found.drivers) == pytest.approx(found.pv_benefits, abs=0.005)


def test_measures_agree_with_each_other() -> None:
    found = evaluated()
    assert found.npv == pytest.approx(found.pv_benefits - found.pv_costs)
    assert found.bcr == pytest.approx((found.roi or 0) + 1)
    assert found.p10 < found.p50 < found.p90
    assert found.cumulative[-1] == pytest.approx(sum(found.benefits_by_month) - sum(found.costs_by_month))
    assert sum(found.proof_share.values()) == pytest.approx(1)
    paid_back = found.payback_months or 0
    assert found.cumulative[math.ceil(paid_back) - 1] >= 0 > found.cumulative[math.ceil(paid_back) - 2]


def test_the_three_readings_drop_gains_and_keep_every_cost() -> None:
    found = evaluated()
    without, budgetary = found.without_staff_time, found.budgetary_only
    assert found.pv_benefits > without.pv_benefits > budgetary.pv_benefits > 0
    for reading in (without, budgetary):
        assert reading.pv_benefits - reading.npv == pytest.approx(found.pv_costs)
    uncommitted, _ = model.apply(model_example(), drivers={"retired_tools": {"owner": ""}})
    assert evaluated(uncommitted).budgetary_only.pv_benefits < budgetary.pv_benefits


def test_at_the_break_even_share_net_value_is_nothing() -> None:
    share = evaluated().break_even_redeployed_share
    assert share is not None and 0 < share < 0.25
    assert evaluated(overrides={"redeployed_share": share}).npv == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    "key", ["redeployed_share", "search_hours.change", "hourly_cost", "regular_share", "cost_overrun"]
)
def test_at_its_switching_value_each_input_brings_net_value_to_nothing(key: str) -> None:
    given_ = (model_example(), closing_example(), programme_example())
    switch = model.switching_value(key, *given_, view="whole")
    assert switch is not None
    assert evaluated(overrides={key: switch}).npv == pytest.approx(0, abs=0.05)


def test_a_tornado_is_ordered_and_its_shares_add_up() -> None:
    bars = model.tornado(model_example(), closing_example(), programme_example())
    swings = [abs(bar.npv_high - bar.npv_low) for bar in bars]
    assert swings == sorted(swings, reverse=True) and sum(bar.share for bar in bars) == pytest.approx(1)
    assert bars[0].key == "redeployed_share"
    assert not {"departures_response", "replacement_cost"} & {bar.key for bar in bars}  # their driver is not counted
    at_low = evaluated(overrides={"redeployed_share": bars[0].low_value}).npv
    assert at_low == pytest.approx(bars[0].npv_low)


def test_an_override_that_nothing_is_called_is_refused() -> None:
    for bad in ({"nothing": 1.0}, {"hourly_cost": math.nan}):
        with pytest.raises(ValueModelError):
            evaluated(overrides=bad)


@pytest.mark.parametrize("convention", ["tei", "corporate"])
@pytest.mark.parametrize("as_of", [date(2026, 10, 31), date(2027, 2, 14), date(2025, 9, 1), date(2031, 1, 1)])
def test_review_and_request_add_up_to_the_whole(convention: str, as_of: date) -> None:
    closing = replace(extra_cost(-2, 9000.0), as_of=as_of)
    whole, review, request = (
        evaluated(closing=closing, view=v, convention=convention) for v in ("whole", "review", "request")
    )
    assert review.months + request.months == whole.months
    assert review.benefits_by_month + request.benefits_by_month == pytest.approx(whole.benefits_by_month)
    costs = review.costs_by_month + request.costs_by_month
    if review.months:
        assert costs == pytest.approx(whole.costs_by_month)
    assert review.npv + request.to_start * request.npv == pytest.approx(whole.npv, abs=1e-6)


def test_a_request_leaves_sunk_costs_out_and_is_in_the_money_of_its_first_month() -> None:
    found, sunk = evaluated(view="request"), evaluated(closing=extra_cost(3, 50000.0), view="request")
    assert sunk.npv == found.npv
    assert found.discount_factors[0] == 1 and found.valued_at == date(2026, 11, 1)
    later = evaluated(closing=extra_cost(20, 50000.0), view="request")
    assert later.npv < found.npv


def test_actual_amounts_replace_the_plan_month_by_month() -> None:
    base = evaluated(view="review", convention=replace(model.convention("corporate"), rate=0.0))
    paid = evaluated(
        closing=extra_cost(2, 5000.0, 7000.0),
        view="review",
        convention=replace(model.convention("corporate"), rate=0.0),
    )
    apart = replace(closing_example(), costs=(*extra_cost(2, 5000.0).costs, *extra_cost(2, None, 7000.0).costs[-1:]))
    assert paid.pv_costs - base.pv_costs == pytest.approx(7000)
    split = evaluated(closing=apart, view="review", convention=replace(model.convention("corporate"), rate=0.0))
    assert split.pv_costs == pytest.approx(paid.pv_costs)


def test_the_two_conventions_discount_as_they_say() -> None:
    """12,000 paid in month 14: 1.08^-(14/12) under the company's rate, 1.10^-2 under TEI; before the start, never."""
    for convention, factor in (("corporate", 1.08 ** (-14 / 12)), ("tei", 1.10**-2)):
        gap = (
            evaluated(convention=convention).npv - evaluated(closing=extra_cost(14, 12000.0), convention=convention).npv
        )
        assert gap == pytest.approx(12000 * factor)
        early = evaluated(closing=extra_cost(-3, 12000.0), convention=convention)
        assert evaluated(convention=convention).npv - early.npv == pytest.approx(12000)


def test_the_companys_own_rate_is_an_assumption_of_the_register() -> None:
    found, dearer = evaluated(), evaluated(overrides={"discount_rate": 0.12})
    assert (found.rate, dearer.rate) == (0.08, 0.12) and dearer.npv < found.npv
    assert evaluated(convention="tei", overrides={"discount_rate": 0.12}).npv == evaluated(convention="tei").npv


def test_a_closed_month_that_still_has_its_plan_is_told() -> None:
    assert "costs_still_planned" in issue_codes(evaluated(closing=extra_cost(3, 100.0)))
    assert "costs_still_planned" not in issue_codes(evaluated())


def test_a_request_without_planned_costs_takes_the_amount_asked_for() -> None:
    closing = closing_example()
    paid = replace(closing, costs=tuple(line for line in closing.costs if line.actual is not None))
    found = evaluated(closing=paid, view="request", convention=replace(model.convention("corporate"), rate=0.0))
    assert found.pv_costs == pytest.approx(150000) and "request_cost_from_decision" in issue_codes(found)
    nothing = replace(programme_example(), decision=None)
    assert "request_without_costs" in issue_codes(evaluated(closing=paid, view="request", programme=nothing))


def test_time_that_people_spend_learning_is_a_cost_when_no_line_says_so() -> None:
    closing = closing_example()
    without = replace(closing, costs=tuple(line for line in closing.costs if line.category != "internal_time"))
    found = evaluated(closing=without, convention=replace(model.convention("corporate"), rate=0.0))
    assert found.costs_by_category["internal_time"] == pytest.approx(780 * 2 * 43.7 * 3)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (CostLine("A", "coffee", month(1), 10.0, None, "EUR"), "cost_without_category"),
        (CostLine("A", "", month(1), 10.0, None, "EUR"), "cost_without_category"),
        (CostLine("A", "run", None, 10.0, None, "EUR"), "cost_without_date"),  # type: ignore[arg-type]
        (CostLine("A", "run", month(1), 10.0, None, "USD"), "currency_without_rate"),
        (CostLine("A", "run", month(1), math.nan, None, "EUR"), "cost_not_a_number"),
        (CostLine("A", "run", month(1), None, None, "EUR"), "cost_not_a_number"),
        (CostLine("A", "run", month(50), 10.0, None, "EUR"), "cost_after_horizon"),
    ],
)
def test_a_cost_that_cannot_be_placed_is_told(line: CostLine, code: str) -> None:
    closing = closing_example()
    found = evaluated(closing=replace(closing, costs=(*closing.costs, line)))
    assert code in issue_codes(found) and math.isfinite(found.npv)
    assert found.pv_costs == pytest.approx(evaluated().pv_costs)


def test_a_dated_rate_turns_a_currency_into_the_programmes() -> None:
    rate = {
        "label": {"en": "Euro for a dollar", "fr": "Euro pour un dollar"},
        "unit": "EUR/USD",
        "low": 0.9,
        "base": 0.9,
        "high": 0.9,
    }
    rate |= {"evidence": "benchmark", "source": {"title": "European Central Bank", "year": 2026}}  # type: ignore[dict-item]
    rated, _ = model.apply(model_example(), assumptions={"rate_usd": rate})
    line = CostLine("A", "run", month(0), 1000.0, None, "USD")
    closing = replace(closing_example(), costs=(*closing_example().costs, line))
    assert evaluated(rated, closing).pv_costs - evaluated(rated).pv_costs == pytest.approx(900)


@pytest.mark.parametrize("horizon", [0, -3, 1, 240])
def test_any_horizon_gives_results_or_an_issue(horizon: int) -> None:
    programme = replace(programme_example(), horizon_months=horizon)
    for view in ("whole", "review", "request"):
        found = evaluated(programme=programme, view=view)
        assert math.isfinite(found.npv) and len(found.months) <= max(horizon, 0)
        assert ("horizon_empty" in issue_codes(found)) == (horizon < 1)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"base": math.nan}, "assumption_not_a_number"),
        ({"low": 0.9, "base": 0.5, "high": 0.1}, "assumption_range"),
        ({"high": 1.4}, "assumption_share"),
    ],
)
def test_a_wrong_assumption_is_told_and_never_crashes_the_results(document: dict[str, float], code: str) -> None:
    wrong, _ = model.apply(model_example(), assumptions={"redeployed_share": document})
    found = evaluated(wrong)
    assert code in issue_codes(found) and math.isfinite(found.npv) and math.isfinite(found.p90)


def test_a_formula_that_divides_by_nothing_counts_for_nothing_and_is_told() -> None:
    zero, _ = model.apply(
        model_example(),
        assumptions={"weeks_worked": {"low": 0.0, "base": 0.0, "high": 0.0}},
        drivers={"avoided_travel": {"formula": "travel_budget / weeks_worked"}},
    )
    found = evaluated(zero)
    assert "driver_not_finite" in issue_codes(found) and math.isfinite(found.npv)


def test_a_base_case_far_from_the_middle_is_told() -> None:
    best, _ = model.apply(model_example(), assumptions={"redeployed_share": {"low": 0.1, "base": 0.49, "high": 0.5}})
    assert "base_off_centre" in issue_codes(evaluated(best, draws=2048))
    assert "base_off_centre" not in issue_codes(evaluated(draws=2048))


def test_acceptance_counts_only_when_someone_else_than_the_author_gave_it() -> None:
    signed = {key: {"accepted_by": "Finance", "author": "C. Martin"} for key in model_example().assumptions}
    assert evaluated(model.apply(model_example(), assumptions=signed)[0]).accepted_by_finance == pytest.approx(1)
    own = {**signed, "redeployed_share": {"accepted_by": "Finance", "author": "Finance"}}
    found = evaluated(model.apply(model_example(), assumptions=own)[0])
    assert 0 < found.accepted_by_finance < 1 and "accepted_by_author" in issue_codes(found)
    assert evaluated().accepted_by_finance == 0


def test_a_bound_assumption_follows_the_closing() -> None:
    hours = {
        "label": {"en": "Hours found again", "fr": "Heures retrouvées"}, "unit": "hour/week/person",
        "low": 0.0, "base": 0.0, "high": 0.0, "bound": "search_hours.change",
    }  # fmt: skip
    formula = "eligible_people * -hours_found * weeks_worked * hourly_cost * redeployed_share"
    made, _ = model.apply(model_example(), {"hours_found": hours}, {"finding_information": {"formula": formula}})
    assert evaluated(made).drivers[0].annual == pytest.approx(evaluated().drivers[0].annual)


def test_a_formula_over_users_that_is_no_product_is_computed_month_by_month() -> None:
    formula = "max(0, regular_users - 200) * ticket_cost * tickets_per_person"
    made, _ = model.apply(
        model_example(), drivers={"lighter_support": {"formula": formula, "lag_months": 0, "decay": 0.0}}
    )
    one = next(d for d in evaluated(made).drivers if d.key == "lighter_support")
    users = [780 * level for level in (0.12, 0.19, 0.26, 0.33, 0.39)]
    assert one.by_month[:5] == pytest.approx([max(0, u - 200) * 19 * 7 / 12 for u in users])
