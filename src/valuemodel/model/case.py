"""A case ready to be computed: gated drivers with their profiles, costs, uncertain inputs, and the months of the
programme.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import Any

import numpy as np

from valuemodel.closing import Closing
from valuemodel.errors import Issue, ValueModelError
from valuemodel.model import formula, gate, inputs, kinds, ramp
from valuemodel.model.costs import CostTable, cost_table
from valuemodel.model.types import AssumedCost, Assumption, Driver, ValueModel
from valuemodel.model.values import proportional
from valuemodel.programme import Programme


@dataclass(frozen=True)
class Prepared:
    """A driver behind its gate, with the months in which its gain comes (1 = in full); `table` when the number of users
    does not simply multiply its formula, which is then computed month by month."""

    driver: Driver
    tree: formula.Node | None
    gate: gate.Gate
    profile: np.ndarray
    table: bool = False


@dataclass(frozen=True)
class Case:
    """Everything that money depends on, for one model, closing and programme."""

    programme: Programme
    closing: Closing
    assumptions: Mapping[str, Assumption]
    months: tuple[date, ...]
    closed: int
    drivers: tuple[Prepared, ...]
    changes: Mapping[str, gate.Change]
    costs: CostTable
    assumed_costs: tuple[tuple[AssumedCost, formula.Node], ...]
    users: Mapping[str, float]
    users_by_month: Mapping[str, np.ndarray]
    issues: tuple[Issue, ...]

    @property
    def counted(self) -> tuple[Prepared, ...]:
        """The drivers that the gate lets through."""
        return tuple(item for item in self.drivers if item.gate.counted)


def prepare(
    model: ValueModel, closing: Closing, programme: Programme, overrides: Mapping[str, float] | None = None
) -> Case:
    """`model` made ready on `closing`. `overrides` replace base values: of an assumption (its range moves along), of an
    effect (`search_hours.change`), or of a practice (`regular_share`: its level in all months after the last
    measured).
    """
    overrides = dict(overrides or {})
    _check_overrides(overrides, model)
    months = ramp.month_list(programme.started, max(programme.horizon_months, 0))
    closed = ramp.months_closed(programme, closing.as_of)
    assumptions = {key: _resolved(a, closing, overrides.get(key)) for key, a in model.assumptions.items()}
    levels = _Levels(closing, programme, months, overrides)
    drivers = tuple(_prepared(driver, closing, programme, assumptions, levels, closed) for driver in model.drivers)
    found: dict[str, gate.Change] = reduce(lambda all_, item: all_ | dict(item.gate.changes), drivers, {})
    changes = {kpi: _moved(change, overrides.get(f"{kpi}.change")) for kpi, change in found.items()}
    costs = cost_table(closing, programme, months, closed, assumptions)
    have = set(costs.actual) | set(costs.planned) | set(costs.initial)
    trees = [(cost, formula.parse(cost.formula).tree) for cost in model.costs if cost.category not in have]
    return Case(
        programme, closing, assumptions, months, closed, drivers, changes, costs,
        tuple((c, t) for c, t in trees if t and not gate.foreign_currency(t, assumptions, programme.currency)),
        {name: closing.eligible * levels.reference(practice) for name, practice in kinds.MONTHLY.items()},
        {name: closing.eligible * levels.by_month(practice) for name, practice in kinds.MONTHLY.items()},
        costs.issues,
    )  # fmt: skip


def _check_overrides(overrides: Mapping[str, float], model: ValueModel) -> None:
    effects = {f"{kpi}.change" for kpi in kinds.KPI_UNITS}
    for key, value in overrides.items():
        if key not in model.assumptions and key not in effects and key not in kinds.ADOPTION_KPIS:
            raise ValueModelError("unknown_override", key, name=key)
        if not np.isfinite(value):
            raise ValueModelError("override_not_a_number", key, name=key)


def _resolved(assumption: Assumption, closing: Closing, base: float | None) -> Assumption:
    """The assumption as it counts: bound to its effect if it has one, its base replaced and its range moved along."""
    kpi, _, attribute = assumption.bound.partition(".")
    effect = closing.effect(kpi) if assumption.bound else None
    if effect and effect.verdict == "compared" and effect.change is not None:
        centre = float(getattr(effect, attribute or "change") or 0.0)
        shrink = inputs.TENTH / inputs.FORTIETH if (attribute or "change") == "change" else 0.0
        low, high = (shrink * ((effect.change if b is None else b) - effect.change) for b in (effect.low, effect.high))
        grade = "compared" if effect.isolated else "before_after"
        assumption = replace(assumption, data={}, low=centre + low, base=centre, high=centre + high, evidence=grade)
    if base is None:
        return assumption
    low, high = moved_range(assumption.low, assumption.base, assumption.high, base)
    least, most = inputs.bounds(assumption)
    return replace(assumption, data={}, base=base, low=max(low, min(least, base)), high=min(high, max(most, base)))


def moved_range(low: float, base: float, high: float, to: float) -> tuple[float, float]:
    """The range around `to`: in proportion to the base when it can be, else shifted.

    >>> moved_range(20, 40, 60, 20)
    (10.0, 30.0)
    """
    if base != 0 and to / base > 0:
        return low * to / base, high * to / base
    return low + to - base, high + to - base


def _moved(change: gate.Change, to: float | None) -> gate.Change:
    if to is None:
        return change
    shift = to - change.change
    return replace(
        change, change=to, low=change.low + shift, high=change.high + shift, after=change.before + to, grade="assumed"
    )


class _Levels:
    """Practice levels by month, each computed once."""

    def __init__(self, closing: Closing, programme: Programme, months: tuple[date, ...], later: Mapping[str, float]):
        self.closing, self.programme, self.months, self.later = closing, programme, months, later
        self._found: dict[str, np.ndarray] = {}

    def by_month(self, practice: str) -> np.ndarray:
        if practice not in self._found:
            self._found[practice] = ramp.adoption(
                self.closing, self.programme, practice, self.months, self.later.get(practice)
            )
        return self._found[practice]

    def reference(self, practice: str, wave: str = "") -> float:
        return ramp.reference_level(self.closing, self.programme, practice, wave, self.by_month(practice))

    def way(self, practice: str, wave: str) -> np.ndarray:
        """How far the practice has come, month by month; beyond the follow-up's level only where the plan says so."""
        last = max(self.closing.practice_series(practice), default=date.min)
        has_plan = bool(self.programme.adoption_plan) and practice not in self.later
        planned = np.array([has_plan and month > last for month in self.months], bool)
        before = ramp.level_before(self.closing, self.programme, practice)
        return ramp.share_of_way(self.by_month(practice), before, self.reference(practice, wave), planned)

    def ratio(self, practice: str) -> np.ndarray:
        """The practice's plain ratio to its follow-up level: the number of users relative to that in the formula."""
        reference = self.reference(practice)
        return self.by_month(practice) / reference if reference > 0 else np.zeros(len(self.months))


def _prepared(
    driver: Driver,
    closing: Closing,
    programme: Programme,
    assumptions: Mapping[str, Assumption],
    levels: _Levels,
    closed: int,
) -> Prepared:
    """The driver's gate and profile. Before any follow-up wave, nothing is counted in the months already closed."""
    tree = formula.parse(driver.formula).tree
    passed = gate.gate(driver, closing, programme, assumptions)
    if tree is None or not passed.counted:
        return Prepared(driver, tree, passed, np.zeros(len(levels.months)))
    follows, table = _follows(driver, tree, passed, levels)
    profile = ramp.timed(driver, follows, levels.months)
    if not gate.has_follow_up(closing):
        profile = np.where(np.arange(len(profile)) < closed, 0.0, profile)
    return Prepared(driver, tree, passed, profile, table)


def _follows(driver: Driver, tree: formula.Node, passed: gate.Gate, levels: _Levels) -> tuple[np.ndarray, bool]:
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
    case: Case, drawn: Mapping[str, np.ndarray] | None = None, points: Mapping[str, float] | None = None
) -> dict[str, Any]:
    """The value of every name: base values, replaced by `drawn` arrays or by single `points` (keys of assumptions and
    of `<kpi>.change`)."""
    base = {key: a.base for key, a in case.assumptions.items()} | {
        f"{k}.change": c.change for k, c in case.changes.items()
    }
    found: dict[str, Any] = {**base, **(drawn or {}), **(points or {})}
    found |= {"eligible_people": float(case.closing.eligible), **case.users}
    for kpi, change in case.changes.items():
        everyone = change.basis == "everyone"
        found[f"{kpi}.before"] = change.before
        found[f"{kpi}.after"] = change.after
        found[f"{kpi}.people"] = found["eligible_people" if everyone else "regular_users"]
        found[f"{kpi}.attribution"] = 1.0 if change.isolated else found.get(kinds.ATTRIBUTION, 1.0)
    return found
