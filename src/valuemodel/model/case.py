"""A case ready to be computed: gated drivers with their profiles, costs, uncertain inputs, and the months of the
programme.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from valuemodel.closing import Closing
from valuemodel.errors import Issue, ValueModelError
from valuemodel.model import derived, formula, gate, kinds, ramp, rules
from valuemodel.model.conventions import chosen
from valuemodel.model.costs import CostTable
from valuemodel.model.formula_costs import PreparedCost
from valuemodel.model.grounds import grounds_of
from valuemodel.model.kept import Kept
from valuemodel.model.levels import Levels, levels_of
from valuemodel.model.plan import KEYS, Plan, plan_of
from valuemodel.model.types import Assumption, Convention, Driver, ValueModel
from valuemodel.model.values import proportional
from valuemodel.programme import Programme


@dataclass(frozen=True)
class Prepared:
    """A driver behind its gate, with the months in which its gain comes (1 = in full); `table` when the number of users
    does not simply multiply its formula, which is then computed month by month. `adjusted` is what a convention
    multiplies the gain by in place of simulating it."""

    driver: Driver
    tree: formula.Node | None
    gate: gate.Gate
    profile: np.ndarray
    table: bool = False
    adjusted: float | None = None


@dataclass(frozen=True)
class Case:
    """Everything that money depends on, for one model, closing, programme and convention.

    `cost_factor` multiplies the costs to come in place of simulating their overrun; `heads` are people by role.
    """

    programme: Programme
    closing: Closing
    assumptions: Mapping[str, Assumption]
    months: tuple[date, ...]
    closed: int
    drivers: tuple[Prepared, ...]
    changes: Mapping[str, gate.Change]
    costs: CostTable
    formula_costs: tuple[PreparedCost, ...]
    users: Mapping[str, float]
    users_by_month: Mapping[str, np.ndarray]
    issues: tuple[Issue, ...]
    convention: Convention
    heads: Mapping[str, float] = field(default_factory=dict)
    cost_factor: float | None = None

    @property
    def counted(self) -> tuple[Prepared, ...]:
        """The drivers that the gate lets through."""
        return tuple(item for item in self.drivers if item.gate.counted)


_drivers: Kept[tuple[Prepared, ...]] = Kept(16)


def prepare(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    overrides: Mapping[str, float] | None = None,
    convention: str | Convention | None = None,
) -> Case:
    """`model` made ready on `closing` under a convention (the programme's by default).

    `overrides` replace base values: of an assumption (its range moves along), of an effect (`search_hours.change`), of
    a practice (`regular_share`: its level in all months after the last measured), or of the plan (`plan.KEYS`).
    """
    overrides = dict(overrides or {})
    _check_overrides(overrides, model)
    grounds = grounds_of(model, closing, programme, overrides)
    months, closed, assumptions = grounds.months, grounds.closed, grounds.assumptions
    moved = plan_of(overrides, programme, closed)
    levels = levels_of(closing, programme, months, overrides, moved.ahead)
    drivers = _drivers.of(
        (levels, *grounds.gated),
        (len(grounds.gated), moved),
        lambda: tuple(_prepared(*gated, levels, moved) for gated in grounds.gated),
    )
    by_month = {name: closing.eligible * levels.by_month(practice) for name, practice in kinds.MONTHLY.items()}
    case = Case(
        programme, closing, assumptions, months, closed, drivers,
        {kpi: _moved(change, overrides.get(f"{kpi}.change")) for kpi, change in grounds.changes.items()},
        moved.costs(grounds.costs), tuple(moved.formula_cost(item) for item in grounds.formula_costs),
        {name: closing.eligible * levels.reference(practice) for name, practice in kinds.MONTHLY.items()},
        {**by_month, **grounds.people_by_month},
        grounds.issues, chosen(convention, programme, assumptions), grounds.heads,
    )  # fmt: skip
    return rules.under(case)


def _check_overrides(overrides: Mapping[str, float], model: ValueModel) -> None:
    effects = {f"{kpi}.change" for kpi in kinds.KPI_UNITS}
    for key, value in overrides.items():
        if key not in model.assumptions and key not in {*effects, *kinds.ADOPTION_KPIS, *KEYS}:
            raise ValueModelError("unknown_override", key, name=key)
        if not np.isfinite(value):
            raise ValueModelError("override_not_a_number", key, name=key)


def _moved(change: gate.Change, to: float | None) -> gate.Change:
    if to is None:
        return change
    shift = to - change.change
    return replace(
        change, change=to, low=change.low + shift, high=change.high + shift, after=change.before + to, grade="assumed"
    )


def _prepared(driver: Driver, tree: formula.Node | None, passed: gate.Gate, levels: Levels, moved: Plan) -> Prepared:
    """The driver's profile behind its gate. Before any follow-up wave, nothing is counted in the months already
    closed."""
    if tree is None or not passed.counted:
        return Prepared(driver, tree, passed, np.zeros(len(levels.months)))
    follows, table = _follows(driver, tree, passed, levels)
    profile = ramp.timed(driver, follows, levels.months)
    if not gate.has_follow_up(levels.closing):
        profile = np.where(np.arange(len(profile)) < moved.closed, 0.0, profile)
    return Prepared(driver, tree, passed, moved.row(profile), table)


def _follows(driver: Driver, tree: formula.Node, passed: gate.Gate, levels: Levels) -> tuple[np.ndarray, bool]:
    """What the gain follows month by month: the users in its formula, its effective date, or its practice."""
    monthly = monthly_names(tree, passed.changes)
    if monthly:
        practices = {kinds.MONTHLY.get(name, "regular_share") for name in monthly}
        if len(practices) == 1 and proportional(tree, monthly):
            return levels.ratio(practices.pop()), False
        return np.ones(len(levels.months)), True
    unmeasured = not levels.closing.practice_series(driver.practice) and not levels.programme.adoption_plan
    if driver.ramp == "date" or (driver.override and unmeasured):
        return np.ones(len(levels.months)), False
    outcome = passed.changes.get(driver.outcome)
    return levels.way(driver.practice, outcome.wave_after if outcome else ""), False


def monthly_names(tree: formula.Node, changes: Mapping[str, gate.Change]) -> frozenset[str]:
    """The names of `tree` whose value changes from month to month: numbers of users."""
    users = {f"{kpi}.people" for kpi, change in changes.items() if change.basis == "users"} | set(kinds.MONTHLY)
    return frozenset(users & set(formula.names(tree)))


def given(
    case: Case, drawn: Mapping[str, np.ndarray] | None = None, points: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The value of every name: base values, replaced by `drawn` arrays or by single `points` (keys of assumptions and
    of `<kpi>.change`)."""
    base = {key: a.base for key, a in case.assumptions.items()} | {
        f"{k}.change": c.change for k, c in case.changes.items()
    }
    found: dict[str, Any] = {**base, **(drawn or {}), **(points or {})}
    found |= {"eligible_people": float(case.closing.eligible), **case.users, **case.heads}
    for kpi, change in case.changes.items():
        everyone = change.basis == "everyone"
        found[f"{kpi}.before"] = change.before
        found[f"{kpi}.after"] = change.after
        found[f"{kpi}.people"] = found["eligible_people" if everyone else "regular_users"]
        found[f"{kpi}.attribution"] = 1.0 if change.isolated else found.get(kinds.ATTRIBUTION, 1.0)
    return found | derived.worked_out(case.assumptions, found, points or {})
