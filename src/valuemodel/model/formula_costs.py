"""Costs by formula: per person or per active person, recurring or paid once, until an actual amount replaces them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from valuemodel.errors import Issue
from valuemodel.model import formula, gate, kinds
from valuemodel.model.costs import CostTable
from valuemodel.model.rates import dated_rates
from valuemodel.model.tree import Name, walk
from valuemodel.model.types import COST_CATEGORIES, AssumedCost, Assumption
from valuemodel.model.units import unit_issues

MONTHLY = ("eligible_people", "regular_users", "active_users", kinds.STARTING)
PER_YEAR, PER_MONTH, ONCE = "year", "month", "once"


@dataclass(frozen=True)
class PreparedCost:
    """A cost by formula with the months in which it counts, so that its amount in a month is formula x profile / 12.

    `monthly` names the people of the formula that change from month to month.
    """

    cost: AssumedCost
    tree: formula.Node
    profile: np.ndarray
    monthly: frozenset[str]


def period_of(cost: AssumedCost) -> str:
    """Whether the formula gives an amount a year, a month, or once: its unit says so."""
    return {"year": PER_YEAR, "month": PER_MONTH}.get(cost.unit.partition("/")[2].strip(), ONCE)


def prepared(
    costs: tuple[AssumedCost, ...],
    table: CostTable,
    months: tuple[date, ...],
    names: Mapping[str, str],
    currency: str,
    assumptions: Mapping[str, Assumption],
) -> tuple[tuple[PreparedCost, ...], tuple[Issue, ...]]:
    """The costs by formula that count beside the cost tables, and what is wrong with the others."""
    have = set(table.actual) | set(table.planned) | set(table.initial)
    found: list[PreparedCost] = []
    issues: list[Issue] = []
    for cost in costs:
        told = check_cost(cost, names) + _currency(cost, currency, assumptions)
        tree = formula.parse(cost.formula).tree
        issues += told
        if tree is None or any(issue.code in _FATAL for issue in told) or (cost.stands_in and cost.category in have):
            continue
        monthly = frozenset(set(MONTHLY) & set(formula.names(tree)))
        profile = _profile(cost, months, kinds.STARTING in monthly)
        if cost.line:
            profile = profile * (1 - table.closed_lines.get(cost.line, np.zeros(len(months))))
        found.append(PreparedCost(cost, tree, profile, monthly))
    return tuple(found), tuple(issues)


_FATAL = (
    "cost_without_category",
    "cost_without_date",
    "cost_timing",
    "currency_without_rate",
    "formula_name",
    "formula_name_nearest",
    "formula_of_effect",
)


def check_cost(cost: AssumedCost, names: Mapping[str, str]) -> tuple[Issue, ...]:
    """Everything wrong with a cost by formula: its formula and unit, its category, its dates."""
    parsed = formula.parse(cost.formula)
    if parsed.tree is None:
        return parsed.issues
    found = [*formula.unknown_names(parsed.tree, names), *_effects(parsed.tree)]
    if not found:
        found += unit_issues(parsed.tree, names, cost.unit)
    if cost.category not in COST_CATEGORIES:
        found.append(Issue("cost_without_category", cost.key, {"line": cost.key, "category": cost.category}))
    if not _readable(cost.effective) or not _readable(cost.until):
        found.append(Issue("cost_timing", cost.key))
    elif period_of(cost) == ONCE and not cost.effective and kinds.STARTING not in formula.names(parsed.tree):
        found.append(Issue("cost_without_date", cost.key, {"line": cost.key}))
    return tuple(found)


def _effects(tree: formula.Node) -> list[Issue]:
    """The names of effects, each at its character: a cost does not depend on what was measured."""
    found = {item.name: item.at for item in walk(tree) if isinstance(item, Name) and "." in item.name}
    return [
        Issue("formula_of_effect", f"#{at}", {"name": name, "position": at})
        for name, at in found.items()
        if name.partition(".")[0] in kinds.KPI_UNITS
    ]


def _readable(day: str) -> bool:
    try:
        date.fromisoformat(day or "2000-01-01")
    except (TypeError, ValueError):
        return False
    return True


def _currency(cost: AssumedCost, ours: str, assumptions: Mapping[str, Assumption]) -> tuple[Issue, ...]:
    tree = formula.parse(cost.formula).tree
    foreign = gate.foreign_currency(tree, assumptions, ours) if tree else ""
    if not foreign or (foreign in dated_rates(assumptions, ours) and f"rate_{foreign.lower()}" in formula.names(tree)):
        return ()
    return (Issue("currency_without_rate", cost.key, {"line": cost.key, "currency": foreign, "ours": ours}),)


def _profile(cost: AssumedCost, months: tuple[date, ...], as_people_start: bool) -> np.ndarray:
    """12 times the months in which an amount a month counts, 1 for an amount a year (the engine divides by 12)."""
    first = date.fromisoformat(cost.effective).replace(day=1) if cost.effective else date.min
    last = date.fromisoformat(cost.until) if cost.until else date.max
    inside = np.array([first <= month <= last for month in months], float)
    period = period_of(cost)
    if period == ONCE and not as_people_start:
        inside = np.array([month == first for month in months], float)
    return inside if period == PER_YEAR else 12 * inside
