"""What a convention changes in the flows themselves: which gains count, for how long, and how risk is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from valuemodel.errors import Issue
from valuemodel.model import formula, gate, kinds

if TYPE_CHECKING:
    from valuemodel.model.case import Case, Prepared

OPTIMISM = "optimism"


def under(case: Case) -> Case:
    """`case` with the rules of its convention applied; unchanged where the convention only discounts."""
    for rule in (_isolation, _first_months, _risk, _optimism):
        case = rule(case)
    return replace(case, issues=(*case.issues, *_prices(case)))


def _isolation(case: Case) -> Case:
    """Refuses gains whose effect nobody isolated, gains without data, and gains counted by override."""
    if not case.convention.isolation:
        return case
    return replace(case, drivers=tuple(_if_isolated(item) for item in case.drivers))


def _if_isolated(item: Prepared) -> Prepared:
    if not item.gate.counted or is_isolated(item):
        return item
    refused = replace(item.gate, counted=False, reason="not_isolated", values={})
    return replace(item, gate=refused, profile=np.zeros_like(item.profile))


def is_isolated(item: Prepared) -> bool:
    """Whether a gain is due to the programme: compared with a group, multiplied by what is due to it, or a budget line
    that somebody answers for.
    """
    names = formula.names(item.tree) if item.tree else ()
    if item.driver.override:
        return False
    used = gate.effects_in(item.tree)
    if not used:
        committed = bool(item.driver.budget_line and item.driver.owner and item.driver.effective)
        return item.driver.gain == "budgetary" and committed
    whole = [kpi for kpi in used if not item.gate.changes[kpi].isolated]
    return all(f"{kpi}.attribution" in names or kinds.ATTRIBUTION in names for kpi in whole)


def _first_months(case: Case) -> Case:
    """Each gain for its first months only, and costs up to the last month in which a gain counts."""
    most = case.convention.gains_months
    if most is None:
        return case
    drivers = tuple(replace(item, profile=_first(item.profile, most)) for item in case.drivers)
    ends = [int(np.flatnonzero(item.profile)[-1]) + 1 for item in drivers if np.any(item.profile)]
    counted = (np.arange(len(case.months)) < max(ends, default=most)).astype(float)
    table = replace(
        case.costs,
        actual={key: row * counted for key, row in case.costs.actual.items()},
        planned={key: row * counted for key, row in case.costs.planned.items()},
    )
    costs = tuple(replace(cost, profile=cost.profile * counted) for cost in case.formula_costs)
    return replace(case, drivers=drivers, costs=table, formula_costs=costs)


def _first(profile: np.ndarray, most: int) -> np.ndarray:
    if not np.any(profile):
        return profile
    first = int(np.flatnonzero(profile)[0])
    return np.where(np.arange(len(profile)) < first + most, profile, 0.0)


def _risk(case: Case) -> Case:
    """Adjusts for risk in place of simulating: never both on the same gain or cost."""
    rule = case.convention.risk
    if not rule:
        stated = [item.driver.key for item in case.counted if item.driver.risk]
        told = tuple(Issue("risk_simulated", key) for key in stated)
        return replace(case, issues=(*case.issues, *told))
    drivers = tuple(replace(item, adjusted=risk_factor(item, rule)) for item in case.drivers)
    return replace(case, drivers=drivers, cost_factor=1 + rule["costs"])


def risk_factor(item: Prepared, rule: Any) -> float:
    """What a gain is multiplied by: the mean of the driver's own triangle (low + likely + high) / 3, else 1 - the share
    published for its kind of gain.
    """
    if is_triangle(item.driver.risk):
        return sum(item.driver.risk) / 3
    return 1 - rule["gains"].get(item.driver.gain, max(rule["gains"].values()))


def is_triangle(risk: tuple[Any, ...]) -> bool:
    """Whether a stated risk is three multiples in order: low, likely, high."""
    numbers = [x for x in risk if isinstance(x, int | float) and not isinstance(x, bool) and 0 <= x < np.inf]
    return len(risk) == len(numbers) == 3 and numbers == sorted(numbers)


def _optimism(case: Case) -> Case:
    """Raises the costs to come by a published share of each category, shown as a cost of its own; their overrun is then
    not simulated as well.
    """
    shares = case.convention.optimism.get("upper", {})
    if not shares:
        return case
    rows = [row * shares.get(category, 0.0) for category, row in case.costs.planned.items()]
    uplift = sum(rows, start=np.zeros(len(case.months)))
    planned = {**case.costs.planned, OPTIMISM: uplift}
    return replace(case, costs=replace(case.costs, planned=planned), cost_factor=1.0)


def cost_share(case: Case, category: str) -> float:
    """What a convention adds to each unit of a cost by formula of `category`."""
    return float(case.convention.optimism.get("upper", {}).get(category, 0.0))


def _prices(case: Case) -> tuple[Issue, ...]:
    """A real rate with nominal amounts, or the reverse."""
    rate, amounts = case.convention.prices, case.programme.prices
    if rate == amounts:
        return ()
    return (Issue(f"{rate}_rate_{amounts}_flows", case.convention.key, {"convention": case.convention.key}),)
