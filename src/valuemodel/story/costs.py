"""Writing a cost by formula: how its amount recurs, what it weighs, why it does not count."""

from __future__ import annotations

from typing import Any, NamedTuple

from valuemodel.locale import money, text, thousands
from valuemodel.model.formula_costs import ONCE, PER_MONTH, PER_YEAR
from valuemodel.model.kinds import STARTING
from valuemodel.model.types import COST_CATEGORIES, AssumedCost, Results, ValueModel

PERIODS = (PER_YEAR, PER_MONTH, ONCE)


class Weight(NamedTuple):
    """What one cost by formula weighs, in present value, or why it weighs nothing.

    `state` is "counted", "off", "stands_in" (loaded lines of its category replace it) or "left_out" (it cannot be
    read).
    """

    cost: AssumedCost
    state: str
    amount: float


def weights(model: ValueModel, results: Results) -> list[Weight]:
    """Every cost by formula in the order of the list, those switched off last."""
    found = [Weight(one, _state(one, results), results.costs_by_formula.get(one.key, 0.0)) for one in model.costs]
    return [*found, *(Weight(one, "off", 0.0) for one in model.costs_off)]


def _state(cost: AssumedCost, results: Results) -> str:
    if cost.key in results.costs_by_formula:
        return "counted"
    return "stands_in" if cost.stands_in else "left_out"


def from_lines(results: Results) -> float:
    """What the loaded cost lines weigh: all costs but those by formula."""
    return results.pv_costs - sum(results.costs_by_formula.values())


def values(results: Results) -> dict[str, float]:
    """The value of every name that a cost's formula may use; everyone eligible starts at some time."""
    return {**results.values, STARTING: results.values.get("eligible_people", 0.0)}


def first_draft(currency: str) -> dict[str, Any]:
    """A new cost's document before anyone has said anything."""
    return {
        "label": {"fr": "", "en": ""}, "category": COST_CATEGORIES[0], "formula": "", "unit": f"{currency}/year",
        "stands_in": False, "effective": "", "until": "", "line": "",
    }  # fmt: skip


def unit_of(period: str, currency: str) -> str:
    """The unit of a cost that recurs every `period`.

    >>> unit_of("month", "EUR"), unit_of("once", "EUR")
    ('EUR/month', 'EUR')
    """
    return currency if period == ONCE else f"{currency}/{period}"


def amount(equation: str, value: float, period: str, language: str, currency: str) -> str:
    """The equation with its result: "1 200 × 38,2 = 45 840 € par an"."""
    return text(f"costs.equation.{period}", language, equation=equation, total=money(value, language, currency))


def weighs(with_it: Results, without: Results, language: str) -> str:
    """What the cost weighs over the horizon, and where it leaves net value."""
    currency = with_it.currency
    return text(
        "costs.weighs", language,
        amount=thousands(with_it.pv_costs - without.pv_costs, language, currency),
        before=thousands(without.npv, language, currency),
        after=thousands(with_it.npv, language, currency),
    )  # fmt: skip


def why_nothing(cost: AssumedCost, categories: frozenset[str]) -> str:
    """Why a cost weighs nothing: "stands_in" when lines of its category are there, else "outside" of the horizon."""
    return "stands_in" if cost.stands_in and cost.category in categories else "outside"
