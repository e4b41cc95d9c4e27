"""Cash flows of a case, for its base values or for all draws at once: rate per year (by draw) x profile (by month)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from valuemodel.model import correlation, derived, formula, hours, inputs, kinds, rules
from valuemodel.model.case import Case, Prepared, given, monthly_names
from valuemodel.model.formula_costs import PreparedCost
from valuemodel.model.values import proportional, value

OVERRUN = "cost_overrun"


@dataclass(frozen=True)
class Flow:
    """One driver's gain: `annual` (n,) x `profile` (months,) / 12, or a `table` (n, months)."""

    annual: np.ndarray
    profile: np.ndarray
    table: np.ndarray | None = None

    def present(self, weights: np.ndarray) -> np.ndarray:
        """Sum over the months of flow x weight, for each draw."""
        return self.annual * (self.profile @ weights) / 12 if self.table is None else self.table @ weights

    def by_month(self) -> np.ndarray:
        """The gain of each draw and month (n, months)."""
        return self.annual[:, None] * self.profile / 12 if self.table is None else self.table


@dataclass(frozen=True)
class Money:
    """Gains by driver and costs of a case: `planned` costs are multiplied by `overrun` (n,), `by_formula` are flows."""

    gains: Mapping[str, Flow]
    actual: np.ndarray
    planned: np.ndarray
    overrun: np.ndarray
    by_formula: Mapping[str, Flow]
    initial: float
    capped: bool

    def costs_present(self, weights: np.ndarray) -> np.ndarray:
        """Sum over the months of cost x weight, without what was paid before the start."""
        told = self.actual @ weights + self.overrun * (self.planned @ weights)
        return sum((flow.present(weights) for flow in self.by_formula.values()), start=told)

    def costs_by_month(self) -> np.ndarray:
        """The cost of each draw and month (n, months), without what was paid before the start."""
        told = self.actual + self.overrun[:, None] * self.planned
        return sum((flow.by_month() for flow in self.by_formula.values()), start=told)

    def net_by_month(self) -> np.ndarray:
        """Gains less costs of each draw and month, what was paid before the start in the first month."""
        net = sum((flow.by_month() for flow in self.gains.values()), start=-self.costs_by_month())
        if net.shape[1]:
            net[:, 0] -= self.initial
        return net

    def cumulative(self, inside: slice) -> np.ndarray:
        """Gains less costs from the first month of `inside` to each of its months (months, n), what was paid before the
        start in the first month of the programme.

        One product of two matrices: rates by draw x cumulative profiles by month.
        """
        signed = [(1, flow) for flow in self.gains.values()] + [(-1, flow) for flow in self.by_formula.values()]
        factored = [(sign * flow.annual / 12, flow.profile) for sign, flow in signed if flow.table is None]
        factored.append((-self.overrun, self.planned))
        rates, profiles = np.stack([rate for rate, _ in factored]), np.stack([row[inside] for _, row in factored], 1)
        paid = np.cumsum(self.actual[inside]) + (self.initial if inside.start == 0 else 0.0)
        # Not `@`: it wakes threads for a product of a millisecond, and waits for them where the other cores are busy.
        found = np.einsum("mk,kn->mn", np.cumsum(profiles, axis=0), rates)
        found -= paid[:, None]
        tables = [sign * flow.table[:, inside] for sign, flow in signed if flow.table is not None]
        return found + np.cumsum(sum(tables[1:], start=tables[0]), axis=1).T if tables else found


def money(case: Case, names: Mapping[str, Any], draws: int = 1) -> Money:
    """All flows of `case` with the values `names` (numbers or arrays of `draws`)."""
    worth = {item.driver.key: _worth(case, item, names) for item in case.counted}
    factors, capped = hours.cap(case, worth, names)
    gains = {
        item.driver.key: _flow(case, item, worth[item.driver.key], names, factors.get(item.driver.key, 1.0), draws)
        for item in case.counted
    }
    count = len(case.months)
    actual, planned = (sum(part.values(), start=np.zeros(count)) for part in (case.costs.actual, case.costs.planned))
    overrun = names.get(OVERRUN, 1.0) if case.cost_factor is None else case.cost_factor
    return Money(
        gains,
        actual,
        planned,
        _drawn(overrun, draws),
        {item.cost.key: _cost_flow(case, item, names, draws) for item in case.formula_costs},
        sum(case.costs.initial.values()),
        capped,
    )


def _drawn(found: Any, draws: int) -> np.ndarray:
    known = np.asarray(found, float)
    if not np.isfinite(known).all():
        known = np.nan_to_num(known, posinf=0.0, neginf=0.0)
    return known if known.shape == (draws,) else np.broadcast_to(known, (draws,))


def _worth(case: Case, item: Prepared, names: Mapping[str, Any]) -> Any:
    """What a driver's formula gives a year: on its base values where a convention adjusts it instead of simulating."""
    assert item.tree is not None
    return value(item.tree, names if item.adjusted is None else given(case))


def _flow(case: Case, item: Prepared, worth: Any, names: Mapping[str, Any], factor: Any, draws: int) -> Flow:
    assert item.tree is not None
    if item.adjusted is not None:
        names, factor = given(case), factor * item.adjusted
    annual = _drawn(worth * factor, draws)
    if not item.table:
        return Flow(annual, item.profile)
    columns = {key: found[:, None] if isinstance(found, np.ndarray) else found for key, found in names.items()}
    for name in monthly_names(item.tree, item.gate.changes):
        columns[name] = case.users_by_month[name if name in case.users_by_month else "regular_users"]
    rate = np.broadcast_to(value(item.tree, columns), (draws, len(case.months)))
    factor = factor[:, None] if isinstance(factor, np.ndarray) and factor.ndim else factor
    return Flow(annual, item.profile, np.nan_to_num(rate * factor * item.profile / 12, posinf=0.0, neginf=0.0))


def _cost_flow(case: Case, item: PreparedCost, names: Mapping[str, Any], draws: int) -> Flow:
    """A cost by formula: its rate by draw x the people of each month, or a table where people do not multiply it."""
    raised = 1 + rules.cost_share(case, item.cost.category)
    if case.cost_factor is not None:
        names, raised = given(case), raised * case.cost_factor
    if not item.monthly:
        return Flow(_drawn(value(item.tree, names) * raised, draws), item.profile)
    if len(item.monthly) == 1 and proportional(item.tree, item.monthly):
        name = next(iter(item.monthly))
        one_person = value(item.tree, {**names, name: 1.0}) * raised
        return Flow(_drawn(one_person, draws), item.profile * case.users_by_month[name])
    columns = {key: found[:, None] if isinstance(found, np.ndarray) else found for key, found in names.items()}
    columns |= {name: case.users_by_month[name] for name in item.monthly}
    rate = np.broadcast_to(value(item.tree, columns) * raised, (draws, len(case.months)))
    return Flow(_drawn(0.0, draws), item.profile, np.nan_to_num(rate * item.profile / 12, posinf=0.0, neginf=0.0))


def uncertain(case: Case) -> tuple[inputs.Input, ...]:
    """Every uncertain input in a fixed order, so that its draws do not depend on which drivers count."""
    listed = [inputs.input_of(one) for _, one in sorted(case.assumptions.items()) if not one.formula]
    for kpi in sorted(kinds.KPI_UNITS):
        change = case.changes.get(kpi)
        spread = (change.low, change.change, change.high) if change else (0.0, 0.0, 0.0)
        listed.append(inputs.Input(f"{kpi}.change", "normal", *spread))
    return tuple(listed)


def used_inputs(case: Case) -> tuple[str, ...]:
    """The keys of the inputs that the money really depends on."""
    trees = [item.tree for item in case.counted if item.adjusted is None]
    trees += [item.tree for item in case.formula_costs if case.cost_factor is None]
    names = derived.leaves({n for tree in trees if tree is not None for n in formula.names(tree)}, case.assumptions)
    if any(name.endswith(".attribution") and not case.changes[name.split(".")[0]].isolated for name in names):
        names.add(kinds.ATTRIBUTION)
    if case.costs.planned and case.cost_factor is None:
        names.add(OVERRUN)
    return tuple(item.key for item in uncertain(case) if item.key in names)


def drawn(case: Case, seed: int, draws: int) -> dict[str, np.ndarray]:
    """The draws (n,) of every input that counts, correlated inputs in the order that has their correlations."""
    listed, used = uncertain(case), {*used_inputs(case), hours.WORKING_HOURS}
    position = {item.key: place for place, item in enumerate(listed)}
    found = {
        item.key: inputs.draw(item, position[item.key], len(listed), seed, draws) for item in listed if item.key in used
    }
    wanted = correlation.correlations(correlation.pairs_of(case.assumptions), tuple(position))
    return correlation.drawn_together(found, wanted, position, (len(listed), seed, draws))


def correlated(case: Case) -> correlation.Correlations:
    """The rank correlations between the inputs of a case."""
    return correlation.correlations(correlation.pairs_of(case.assumptions), tuple(i.key for i in uncertain(case)))


def base_names(case: Case, points: Mapping[str, float] | None = None) -> dict[str, Any]:
    """Base values of every name, some replaced by `points`."""
    return given(case, points=points)
