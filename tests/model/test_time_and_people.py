"""Of time: units start in different months, costs follow people, what was paid replaces the plan, recharges cancel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.model.closings import ACTIVE, closing_example, model_example, month, programme_example
from tests.model.test_by_hand import small_closing, small_model, small_programme

from valuemodel import model
from valuemodel.closing import Closing, CostLine, StartPoint
from valuemodel.model.types import AssumedCost, Assumption, Perimeter, Results, ValueModel

NAME = {"en": "x", "fr": "x"}
RATE_0 = replace(model.convention("corporate"), rate=0.0)
PRICE = Assumption("price", NAME, "EUR/month/person", 4.0, 5.0, 6.0)
FEE = Assumption("fee", NAME, "EUR/person", 90.0, 100.0, 110.0)
RENT = Assumption("rent", NAME, "EUR/month", 700.0, 700.0, 700.0)


def with_costs(*costs: AssumedCost, base: ValueModel | None = None) -> ValueModel:
    made = base or model_example()
    known = {**made.assumptions, **{one.key: one for one in (PRICE, FEE, RENT)}}
    return replace(made, assumptions=known, costs=costs)


def cost(formula: str, unit: str = "EUR/month", **more: Any) -> AssumedCost:
    return AssumedCost("c", NAME, "licence", formula, unit, **{"stands_in": False, **more})


def added(*costs: AssumedCost, closing: Closing | None = None, programme: Any = None) -> list[float]:
    """What costs by formula add to each month."""
    given = (closing or closing_example(), programme or programme_example())
    one, without = (model.evaluate(with_costs(*listed), *given, convention=RATE_0, draws=64) for listed in (costs, ()))
    return [a - b for a, b in zip(one.costs_by_month, without.costs_by_month, strict=True)]


def codes(results: Results) -> set[str]:
    return {issue.code for issue in results.issues}


def two_starts() -> Closing:
    return replace(closing_example(), starts=(StartPoint(month(0), 500), StartPoint(month(5), 280)))


def test_a_cost_per_person_follows_the_months_in_which_units_start() -> None:
    paid = added(cost("eligible_people * price"), closing=two_starts())
    assert paid == pytest.approx([2500.0] * 5 + [3900.0] * 31)


def test_without_starts_by_unit_everyone_starts_with_the_programme() -> None:
    assert added(cost("eligible_people * price")) == pytest.approx([3900.0] * 36)


def test_a_cost_per_active_person_follows_those_who_are_active() -> None:
    paid = added(cost("active_users * price"))
    assert paid[:12] == pytest.approx([780 * share * 5 for share in ACTIVE[1:]])
    assert paid[12:] == pytest.approx([780 * ACTIVE[-1] * 5] * 24)


def test_a_cost_per_person_who_starts_is_paid_when_their_unit_does() -> None:
    paid = added(cost("starting_people * fee", "EUR"), closing=two_starts())
    assert {at: amount for at, amount in enumerate(paid) if amount} == pytest.approx({0: 50000, 5: 28000})


def test_a_cost_that_is_paid_once_is_paid_at_its_date() -> None:
    paid = added(cost("eligible_people * fee", "EUR", effective="2026-03-15"))
    assert {at: amount for at, amount in enumerate(paid) if amount} == pytest.approx({4: 78000})


def test_recurring_costs_count_from_and_to_their_dates_by_month_or_by_year() -> None:
    between = {"effective": "2026-01-01", "until": "2026-06-30"}
    paid = added(cost("rent", **between))
    assert [amount for amount in paid if amount] == pytest.approx([700.0] * 6) and paid[2] and not paid[8]
    yearly = added(cost("12 * rent", "EUR/month", **between), cost("eligible_people * 0 * price + rent"))
    assert yearly[0] == pytest.approx(700) and yearly[2] == pytest.approx(700)  # one key, the last one counts


def test_users_in_a_formula_that_is_no_product_are_counted_month_by_month() -> None:
    limit = Assumption("limit", NAME, "person", 400.0, 400.0, 400.0)
    made = with_costs(cost("max(active_users - limit, 0) * price"))
    made = replace(made, assumptions={**made.assumptions, "limit": limit})
    found = model.evaluate(made, closing_example(), programme_example(), convention=RATE_0, draws=64)
    without = model.evaluate(with_costs(), closing_example(), programme_example(), convention=RATE_0, draws=64)
    gap = [a - b for a, b in zip(found.costs_by_month, without.costs_by_month, strict=True)]
    assert gap[:12] == pytest.approx([max(780 * share - 400, 0) * 5 for share in ACTIVE[1:]])
    assert found.p10 < found.p90 and sum(found.costs_by_category.values()) == pytest.approx(found.pv_costs)


def test_paid_amounts_of_a_line_replace_its_formula_month_by_month() -> None:
    closing = closing_example()
    paid = tuple(CostLine("Postes", "run", month(i), None, 1000.0 + i, "EUR") for i in range(3))
    closing = replace(closing, costs=(*closing.costs, *paid))
    by_formula = added(cost("eligible_people * price", line="Postes"), closing=closing)
    assert by_formula == pytest.approx([0.0] * 3 + [3900.0] * 33)


def test_the_range_of_a_price_is_in_the_draws() -> None:
    one = model.evaluate(with_costs(cost("eligible_people * price")), closing_example(), programme_example())
    assert "price" in {
        bar.key
        for bar in model.tornado(with_costs(cost("eligible_people * price")), closing_example(), programme_example())
    }
    switch = model.switching_value(
        "price", with_costs(cost("eligible_people * price")), closing_example(), programme_example()
    )
    assert switch is not None and one.npv > 0 and switch > 5


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (cost("eligible_people * fee", "EUR"), "cost_without_date"),
        (cost("rent", effective="soon"), "cost_timing"),
        (cost("rent", until="31/12"), "cost_timing"),
        (cost("rnt"), "formula_name_nearest"),
        (cost("rent +"), "formula_syntax"),
        (cost("eligible_people * fee"), "formula_unit_result"),
        (replace(cost("rent"), category="coffee"), "cost_without_category"),
    ],
)
def test_a_cost_that_cannot_be_counted_is_told(wrong: AssumedCost, code: str) -> None:
    made = with_costs(wrong)
    found = model.evaluate(made, closing_example(), programme_example(), draws=64)
    assert code in codes(found) and found.npv == found.npv
    assert code in {issue.code for issue in model.check_model(made)}
    if code != "formula_unit_result":
        assert not any(added(wrong))


def test_saved_costs_and_a_saved_perimeter_are_laid_over_the_template() -> None:
    made, issues = model.apply(
        model_example(),
        costs={"seats": {"label": NAME, "category": "licence", "formula": "eligible_people * 12", "stands_in": False}},
        perimeter={"label": {"en": "Group", "fr": "Groupe"}, "recharges": ["Animation"]},
    )
    assert not issues and made.costs[-1].key == "seats" and made.perimeter is not None
    assert model.apply(made, costs={"seats": {"unit": "EUR/month"}})[0].costs[-1].unit == "EUR/month"


def test_recharges_within_the_stated_perimeter_cancel_out_and_are_listed() -> None:
    group = Perimeter({"en": "Group", "fr": "Groupe"}, ("Animation",))
    given = (closing_example(), programme_example())
    within, whole = (
        model.evaluate(replace(model_example(), perimeter=p), *given, convention=RATE_0, draws=64)
        for p in (group, None)
    )
    told = next(issue for issue in within.issues if issue.code == "recharge_left_out")
    assert told.where == "Animation" and whole.pv_costs - within.pv_costs == pytest.approx(told.values["total"], abs=1)
    assert "accompaniment" not in within.costs_by_category
    assert "Groupe" in told.said("fr").problem and "Group" in told.said("en").problem


def test_a_recharge_without_a_perimeter_is_kept_and_told() -> None:
    for perimeter, code in (
        (Perimeter({}, ("Animation",)), "recharge_without_perimeter"),
        (Perimeter({"en": "G", "fr": "G"}, ("Nobody",)), "recharge_unknown"),
    ):
        found = model.evaluate(
            replace(model_example(), perimeter=perimeter), closing_example(), programme_example(), draws=64
        )
        assert code in codes(found)
        assert found.pv_costs == pytest.approx(
            model.evaluate(model_example(), closing_example(), programme_example(), draws=64).pv_costs
        )


@pytest.mark.parametrize(
    ("source", "unit", "counts"),
    [
        ({"title": "European Central Bank", "year": 2026}, "EUR/USD", True),
        ({"title": "European Central Bank", "date": "2026-10-30"}, "EUR/USD", True),
        ({"title": "European Central Bank"}, "EUR/USD", False),
        ({"year": 2026}, "EUR/USD", False),
        ({"title": "European Central Bank", "year": 2026}, "USD/EUR", False),
    ],
)
def test_currencies_are_added_only_at_a_dated_and_sourced_rate(source: dict[str, Any], unit: str, counts: bool) -> None:
    rate = {"label": NAME, "unit": unit, "low": 0.9, "base": 0.9, "high": 0.9, "source": source}
    abroad = {"label": NAME, "unit": "USD/year", "low": 1e4, "base": 1e4, "high": 1e4}
    fields = {"formula": "abroad * rate_usd", "lag_months": 0}
    made, _ = model.apply(model_example(), {"rate_usd": rate, "abroad": abroad}, {"lighter_support": fields})
    line = CostLine("Cloud", "run", month(0), 1000.0, None, "USD")
    closing = replace(closing_example(), costs=(*closing_example().costs, line))
    found = model.evaluate(made, closing, programme_example(), draws=64)
    assert ("currency_without_rate" not in codes(found)) == counts
    if unit == "EUR/USD":
        assert next(d for d in found.drivers if d.key == "lighter_support").counted == counts


def test_a_cost_by_formula_in_another_currency_is_left_out_and_told() -> None:
    abroad = Assumption("abroad", NAME, "USD/month", 50.0, 50.0, 50.0)
    made = with_costs(cost("abroad", "USD/month"))
    made = replace(made, assumptions={**made.assumptions, "abroad": abroad})
    found = model.evaluate(made, closing_example(), programme_example(), draws=64)
    assert "currency_without_rate" in codes(found)


def test_a_pencil_finds_the_same_for_costs_per_person() -> None:
    """100 people, 40 of them from July 2026, at 5 euros a month each: 60 x 5 x 12 + 40 x 5 x 6 = 4,800."""
    closing = replace(
        small_closing(), starts=(StartPoint(date(2026, 1, 1), 60), StartPoint(date(2026, 7, 1), 40)), costs=()
    )
    made = with_costs(cost("eligible_people * price"), base=small_model())
    found = model.evaluate(made, closing, small_programme(), convention=RATE_0, draws=64)
    assert found.pv_costs == pytest.approx(4800)
