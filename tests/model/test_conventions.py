"""Of conventions: each does what it states, and the same programme stands under all of them side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.model.closings import (
    closing_example,
    effect_example,
    model_example,
    programme_example,
    with_effects,
)
from tests.model.test_by_hand import small_closing, small_model, small_programme

from valuemodel import model
from valuemodel.closing import Closing, CostLine
from valuemodel.errors import ValueModelError
from valuemodel.locale import LANGUAGES, has_text, text
from valuemodel.model.case import prepare
from valuemodel.model.conventions import conventions, discount_factors, factor_after
from valuemodel.model.types import DriverResult, Results, ValueModel
from valuemodel.model.views import view_of


def evaluated(
    convention: Any, changed: ValueModel | None = None, closing: Closing | None = None, **more: Any
) -> Results:
    programme = more.pop("programme", None) or programme_example()
    given = (changed or model_example(), closing or closing_example(), programme)
    return model.evaluate(*given, convention=convention, **{"draws": 512, **more})


def one(results: Results, key: str) -> DriverResult:
    return next(driver for driver in results.drivers if driver.key == key)


def codes(results: Results) -> set[str]:
    return {issue.code for issue in results.issues}


def test_the_same_programme_stands_under_every_convention_with_its_rules_in_both_languages() -> None:
    sides = model.side_by_side(model_example(), closing_example(), programme_example(), draws=64)
    assert sides[0].convention.key == "corporate"
    assert {side.convention.key for side in sides} == set(conventions())
    for side in sides:
        alone = evaluated(side.convention.key, draws=64)
        assert side.results == alone and len(side.rules) >= 2
        for language in LANGUAGES:
            said = model.rules_in_words(side.rules, language)
            assert len(said) == len(side.rules) and not any("{" in sentence for sentence in said)


def test_the_green_books_rate_falls_with_time() -> None:
    """1.035^-30, then 3 % to year 75, then 2.5 %: as HM Treasury prints them."""
    given = model.convention("green_book")
    printed = {5: 0.8420, 30: 0.3563, 31: 0.3459, 75: 0.0942, 125: 0.0274}
    assert {y: round(float(factor_after(given, y)), 4) for y in printed} == printed
    assert discount_factors(given, 25)[[0, 11, 12, 24]] == pytest.approx([1, 1, 1 / 1.035, 1.035**-2])


def test_under_the_green_book_costs_to_come_are_raised_apart_and_what_was_paid_is_not() -> None:
    programme = replace(programme_example(), prices="real")
    plain = replace(model.convention("green_book"), optimism={})
    for view in ("review", "request"):
        raised, before = (evaluated(c, programme=programme, view=view) for c in ("green_book", plain))
        gap = raised.costs_by_category.get("optimism", 0.0)
        assert raised.pv_costs - before.pv_costs == pytest.approx(gap)
        paid = {key: amount for key, amount in raised.costs_by_category.items() if key != "optimism"}
        assert paid == pytest.approx(before.costs_by_category)
        shares = model.convention("green_book").optimism["upper"]
        expected = sum(shares[key] * amount for key, amount in paid.items()) if view == "request" else 0.0
        assert gap == pytest.approx(expected)


def test_optimism_comes_down_with_evidence() -> None:
    given = model.convention("green_book")
    npv = [evaluated(model.reduced(given, by)).npv for by in (0.0, 0.5, 1.0)]
    assert npv[0] < npv[1] < npv[2]
    assert model.reduced(given, 1.0).optimism["upper"]["integration"] == pytest.approx(0.10)
    with pytest.raises(ValueModelError):
        model.reduced(given, 1.5)


def test_costs_raised_for_optimism_are_not_also_simulated() -> None:
    wide, _ = model.apply(model_example(), {"cost_overrun": {"low": 0.5, "base": 1.0, "high": 3.0}})
    narrow, wider = (evaluated("green_book", m, draws=1024) for m in (model_example(), wide))
    assert (narrow.p10, narrow.p90) == (wider.p10, wider.p90)
    assert evaluated("tei", wide, draws=1024).p10 < evaluated("tei", draws=1024).p10


def test_a_real_rate_with_nominal_amounts_is_told_and_inflation_reconciles_them() -> None:
    found = evaluated("green_book")
    assert "real_rate_nominal_flows" in codes(found)
    real = replace(programme_example(), prices="real")
    assert "real_rate_nominal_flows" not in codes(evaluated("green_book", programme=real))
    assert "nominal_rate_real_flows" in codes(evaluated("tei", programme=real))
    rate = {
        "label": {"en": "Inflation", "fr": "Inflation"}, "unit": "1/year", "low": 0.02, "base": 0.02, "high": 0.02,
    }  # fmt: skip
    grown, _ = model.apply(model_example(), {"inflation": rate})
    nominal = evaluated("green_book", grown)
    assert nominal.rate == pytest.approx(1.035 * 1.02 - 1) and "real_rate_nominal_flows" not in codes(nominal)
    deflated = evaluated("tei", grown, programme=real)
    assert deflated.rate == pytest.approx(1.10 / 1.02 - 1) and "nominal_rate_real_flows" not in codes(deflated)


def test_phillips_counts_each_gain_for_its_first_year_and_costs_to_the_last_of_them() -> None:
    longer, _ = model.apply(model_example(), drivers={"finding_information": {"lag_months": 4}})
    found = evaluated("phillips", longer)
    for driver in found.drivers:
        if driver.counted and driver.value:
            months = np.flatnonzero(driver.profile)
            assert months[-1] - months[0] < 12
    ends = [np.flatnonzero(driver.profile)[-1] for driver in found.drivers if any(driver.profile)]
    assert not any(found.costs_by_month[max(ends) + 1 :]) and all(found.costs_by_month[: max(ends) + 1])
    assert found.rate == 0 and set(found.discount_factors) == {1.0}


def test_phillips_by_hand() -> None:
    """100,000 a year for three years at 50,000 a year of costs: only the first year of each is looked at."""
    lasting = {"en": "measured", "fr": "mesuré"}
    driver = replace(small_model().drivers[0], duration_months=36, lasting=lasting)
    costs = tuple(
        CostLine("all", "run", small_programme().started.replace(year=2026 + year), 50000.0, None, "EUR")
        for year in range(3)
    )
    given = (
        replace(small_model(), drivers=(driver,)),
        replace(small_closing(), costs=costs),
        small_programme(horizon_months=36),
    )
    found = model.evaluate(*given, convention="phillips", draws=64)
    assert (found.pv_benefits, found.pv_costs, found.roi) == pytest.approx((100_000, 50_000, 1.0))
    assert model.evaluate(*given, convention=replace(model.convention("corporate"), rate=0.0), draws=64).npv == (
        pytest.approx(150_000)
    )


def test_phillips_demands_that_an_effect_be_isolated() -> None:
    raw = "email_hours.people * -email_hours.change * weeks_worked * hourly_cost * redeployed_share"
    whole, _ = model.apply(model_example(), drivers={"less_email": {"formula": raw}})
    assert one(evaluated("corporate", whole), "less_email").counted
    refused = one(evaluated("phillips", whole), "less_email")
    assert (refused.counted, refused.reason, refused.value) == (False, "not_isolated", 0.0)
    assert one(evaluated("phillips"), "less_email").counted  # multiplied by what is due to the programme
    signed, _ = model.apply(
        model_example(), drivers={"avoided_departures": {"override": {"author": "A", "reason": "b"}}}
    )
    assert one(evaluated("corporate", signed), "avoided_departures").counted
    assert not one(evaluated("phillips", signed), "avoided_departures").counted
    assert (
        one(evaluated("phillips"), "lighter_support").reason == "not_isolated"
    )  # no data, no line that answers for it
    sides = model.side_by_side(whole, closing_example(), programme_example(), draws=64)
    assert "less_email" in next(side for side in sides if side.convention.key == "phillips").left_out
    assert all(has_text("model.reasons.not_isolated", language) for language in LANGUAGES)


def test_what_is_adjusted_for_risk_is_not_simulated() -> None:
    found = evaluated("tei_adjusted")
    assert found.p10 == pytest.approx(found.npv) == pytest.approx(found.p90)
    assert found.npv < evaluated("tei").npv
    assert evaluated("tei").p10 < evaluated("tei").p90


def test_each_gain_is_adjusted_by_the_published_share_of_its_kind_or_by_its_own_triangle() -> None:
    plain, adjusted = evaluated("tei"), evaluated("tei_adjusted")
    for key, share in (("finding_information", 0.85), ("retired_tools", 0.90)):
        assert one(adjusted, key).value == pytest.approx(share * one(plain, key).value)
    stated, issues = model.apply(model_example(), drivers={"finding_information": {"risk": [0.70, 1.00, 1.05]}})
    assert not issues
    own = one(evaluated("tei_adjusted", stated), "finding_information")
    assert own.value / one(plain, "finding_information").value == pytest.approx(0.917, abs=5e-4)  # 91.7 %
    simulated = evaluated("tei", stated)
    assert one(simulated, "finding_information").value == pytest.approx(one(plain, "finding_information").value)
    assert "risk_simulated" in codes(simulated) and "risk_simulated" not in codes(evaluated("tei_adjusted", stated))


def test_costs_to_come_are_adjusted_once() -> None:
    plain, adjusted = (evaluated(c, view="request") for c in ("tei", "tei_adjusted"))
    assert adjusted.pv_costs == pytest.approx(1.05 * plain.pv_costs)
    reviewed, review = (evaluated(c, view="review") for c in ("tei", "tei_adjusted"))
    assert review.pv_costs == pytest.approx(reviewed.pv_costs)  # what was paid is known


@pytest.mark.parametrize("risk", [[0.7, 1.0], [1.2, 1.0, 0.8], [float("nan")] * 3, ["a", "b", "c"]])
def test_a_risk_that_is_no_triangle_is_told(risk: list[Any]) -> None:
    wrong, _ = model.apply(model_example(), drivers={"less_email": {"risk": risk}})
    assert "driver_risk" in {issue.code for issue in model.check_model(wrong)}
    assert evaluated("tei_adjusted", wrong).npv == evaluated("tei_adjusted", wrong).npv


def test_review_and_request_add_up_to_the_whole_under_every_convention() -> None:
    programme = replace(programme_example(), prices="real")
    for key in conventions():
        whole, review, request = (evaluated(key, programme=programme, view=v) for v in ("whole", "review", "request"))
        assert review.npv + request.to_start * request.npv == pytest.approx(whole.npv, abs=1e-6)
        assert sum(whole.costs_by_category.values()) == pytest.approx(whole.pv_costs, abs=0.005)


def test_a_case_prepared_under_one_convention_is_not_read_under_another() -> None:
    case = prepare(model_example(), closing_example(), programme_example(), convention="phillips")
    with pytest.raises(ValueModelError) as refused:
        view_of(case, "whole", "tei")
    assert refused.value.said("fr").fix
    assert view_of(case, "whole").convention.key == "phillips"


def test_switching_values_and_tornado_follow_the_convention() -> None:
    given = (model_example(), closing_example(), programme_example())
    switch = model.switching_value("redeployed_share", *given, convention="phillips")
    assert switch is not None
    assert evaluated("phillips", overrides={"redeployed_share": switch}).npv == pytest.approx(0, abs=0.05)
    assert model.tornado(*given, convention="tei_adjusted") == ()


def test_programme_years_add_up_to_the_results() -> None:
    closing = replace(
        closing_example(),
        costs=(
            *closing_example().costs,
            CostLine("A", "run", programme_example().started.replace(month=9), 9000.0, 9000.0, "EUR"),
        ),
    )
    for view in ("whole", "review", "request"):
        for key in ("tei", "corporate", "green_book"):
            found = evaluated(key, closing=closing, view=view)
            years = model.by_year(found)
            assert len(years) == len(found.months) // 12
            assert sum(year.pv_benefits for year in years) == pytest.approx(found.pv_benefits)
            assert sum(year.pv_costs for year in years) == pytest.approx(found.pv_costs)
            assert years[-1].cumulative == pytest.approx(found.cumulative[-1])
    assert model.by_year(evaluated("tei"))[1].number == 2


def test_a_year_that_is_not_whole_is_still_a_year() -> None:
    programme = replace(programme_example(), horizon_months=20)
    years = model.by_year(evaluated("corporate", programme=programme))
    assert [(year.number, year.first.month, year.last.month) for year in years] == [(1, 11, 10), (2, 11, 6)]


def test_every_convention_names_its_rule_texts() -> None:
    for given in conventions().values():
        for code, _ in model.stated_rules(given):
            assert all(text(f"conventions.rules.{code}", language) for language in LANGUAGES)
        for part in (given.risk, given.optimism):
            assert not part or (part["source"]["title"] and part["source"]["year"] and part["source"]["locator"])


def test_an_effect_alone_is_discounted_but_never_changed_by_the_convention_that_simulates() -> None:
    closing = with_effects(closing_example(), effect_example("search_hours", 3.4, 2.6, -0.6, -0.6, change=-0.6))
    annual = {key: one(evaluated(key, closing=closing), "finding_information").annual for key in ("tei", "corporate")}
    assert annual["tei"] == annual["corporate"]
