"""Writing a cost by formula: how its amount recurs, what it weighs, why it does not count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from valuemodel.locale import money, text, thousands
from valuemodel.model.formula_costs import MONTHLY, ONCE, PER_MONTH, PER_YEAR
from valuemodel.model.types import COST_CATEGORIES, AssumedCost, Results

PERIODS = (PER_YEAR, PER_MONTH, ONCE)


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


def names_people(names: Mapping[str, float] | set[str]) -> bool:
    """Whether a formula's people are those of each month, so that its amount moves with adoption."""
    return bool(set(MONTHLY) & set(names))


def why_nothing(cost: AssumedCost, categories: frozenset[str]) -> str:
    """Why a cost weighs nothing: "stands_in" when lines of its category are there, else "outside" of the horizon."""
    return "stands_in" if cost.stands_in and cost.category in categories else "outside"
