"""The options of a decision, each as its own incremental flows after the closing: stop, continue, extend, pilot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from valuemodel.closing import Closing
from valuemodel.errors import Issue
from valuemodel.model import flows, formula, kinds
from valuemodel.model.balance import Balance
from valuemodel.model.case import Case, given
from valuemodel.model.quantiles import percentiles
from valuemodel.model.types import Convention, ValueModel
from valuemodel.model.views import View, opened
from valuemodel.programme import Option, Programme


@dataclass(frozen=True)
class OptionResult:
    """What one option costs and brings from the closing on, in the money of the request's first month.

    `rules` are the texts `decision.rules.<code>` with their values. Figures are None where the option does not say what
    it needs (then `issues` do). `with_follow_on` adds to a pilot what may be extended after it, only in the draws in
    which that pays: an upper bound, since no pilot tells everything.
    """

    kind: str
    label: Mapping[str, str]
    pv_benefits: float | None
    pv_costs: float | None
    npv: float | None
    p10: float | None
    p90: float | None
    probability_npv_positive: float | None
    with_follow_on: float | None
    rules: tuple[tuple[str, Mapping[str, Any]], ...]
    issues: tuple[Issue, ...] = ()


def options(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
    seed: int = 7,
    draws: int = 8192,
) -> tuple[OptionResult, ...]:
    """Every option of the programme's decision on the same draws; () without a decision. Nothing sunk is in any."""
    case, seen = opened(model, closing, programme, "request", convention, overrides)
    base = flows.money(case, given(case))
    drawn = flows.money(case, given(case, flows.drawn(case, seed, draws)), draws)
    asked = programme.decision.options if programme.decision else ()
    return tuple(_result(_Setting(case, seen, option), base, drawn) for option in asked)


def option_draws(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
    seed: int = 7,
    draws: int = 8192,
) -> tuple[tuple[str, ...], np.ndarray]:
    """The kinds of the options that can be computed, and their net values (draws x options)."""
    case, seen = opened(model, closing, programme, "request", convention, overrides)
    found = nets(case, seen, flows.money(case, given(case, flows.drawn(case, seed, draws)), draws), draws)
    return tuple(found), np.column_stack([*found.values()] or [np.empty((draws, 0))])


def nets(case: Case, seen: View, money: flows.Money, draws: int) -> dict[str, np.ndarray]:
    """The net value (draws,) of each option of the decision that can be computed, on the request `seen`."""
    asked = case.programme.decision.options if case.programme.decision else ()
    settings = [_Setting(case, seen, option) for option in asked]
    return {
        setting.option.kind: np.broadcast_to(setting.worth(money).net, (draws,))
        for setting in settings
        if not setting.missing()
    }


@dataclass(frozen=True)
class _Setting:
    """One option within a prepared case and its request."""

    case: Case
    seen: View
    option: Option

    @property
    def first(self) -> int:
        """The month (of the programme) in which the option begins: the decision's, at the earliest the request's."""
        decision = self.case.programme.decision
        starts = decision.starts.replace(day=1) if decision else None
        later = sum(starts is not None and month < starts for month in self.case.months)
        return min(max(later, self.case.closed), max(len(self.case.months) - 1, 0))

    @property
    def end(self) -> int:
        """The month in which the option is over."""
        count = len(self.case.months)
        if self.option.kind == "stop":
            return self.first
        return count if self.option.months is None else min(self.first + self.option.months, count)

    @property
    def people(self) -> float:
        """The people that the option adds or concerns."""
        others = self.case.closing.eligible_total - self.case.closing.eligible
        known = self.option.people if self.option.people is not None else others if self.option.kind == "extend" else 0
        return float(max(known, 0))

    def missing(self) -> tuple[Issue, ...]:
        """What the option does not say and cannot be worked out without."""
        kind, found = self.option.kind, []
        if kind in ("extend", "pilot") and not self.people:
            found.append(Issue("option_without_people", kind, {"option": kind}))
        if kind == "pilot" and not self.option.months:
            found.append(Issue("option_without_months", kind, {"option": kind}))
        if not self.case.months or self.case.closed >= len(self.case.months):
            found.append(Issue("option_after_horizon", kind))
        return tuple(found)

    def worth(self, money: flows.Money) -> Balance:
        """Present values of the option on the flows `money` of the programme as it is."""
        made = {"stop": self._stop, "continue": self._whole, "extend": self._extend, "pilot": self._pilot}
        found = made[self.option.kind](money)
        return Balance(found.gains, found.costs + self._exit())

    def _exit(self) -> float:
        weights = self.seen.weights
        return self.option.exit_costs * float(weights[min(self.end, len(weights) - 1)]) if len(weights) else 0.0

    def _stop(self, money: flows.Money) -> Balance:
        zero = np.zeros(len(money.overrun))
        kept = [flow.present(self.seen.weights) for key, flow in money.gains.items() if key in self.option.keeps]
        return Balance(sum(kept, start=zero), zero)

    def _whole(self, money: flows.Money) -> Balance:
        weights = np.where(np.arange(len(self.seen.weights)) < self.end, self.seen.weights, 0.0)
        gains = sum((flow.present(weights) for flow in money.gains.values()), start=np.zeros(len(money.overrun)))
        return Balance(gains, money.costs_present(weights))

    def _extend(self, money: flows.Money) -> Balance:
        here, more = self._whole(money), self.newcomers(money, self.first)
        return Balance(here.gains + more.gains, here.costs + more.costs)

    def _pilot(self, money: flows.Money) -> Balance:
        return self.newcomers(money, self.first)

    def newcomers(self, money: flows.Money, start: int, end: int | None = None, people: float | None = None) -> Balance:
        """What more people bring and cost from the month `start`, in step with how the first ones came to it.

        Gains per person follow the programme's own months since its start; gains that do not depend on people do not
        grow. Without a stated cost, planned costs grow with people.
        """
        count, weights = len(self.seen.weights), self.seen.weights
        end = self.end if end is None else end
        people = self.people if people is None else people
        share = people / max(self.case.closing.eligible, 1)
        inside = (np.arange(count) >= start) & (np.arange(count) < end)
        later = np.where(inside, weights, 0.0)
        moved = np.concatenate([later[start:], np.zeros(start)])
        zero = np.zeros(len(money.overrun))
        gains = [money.gains[item.driver.key].present(moved) for item in self.case.counted if per_person(item.tree)]
        return Balance(share * sum(gains, start=zero), self._costs_of_newcomers(money, later, people, start))

    def _costs_of_newcomers(self, money: flows.Money, later: np.ndarray, people: float, start: int) -> np.ndarray:
        stated, share = self.option.cost, people / max(self.case.closing.eligible, 1)
        if stated is not None:
            months = np.flatnonzero(later)
            spread = float(later[months].mean()) if len(months) else 0.0
            return np.full(len(money.overrun), stated * spread)
        found = share * money.overrun * (money.planned @ later)
        for item in self.case.formula_costs:
            if not item.monthly:
                continue
            flow = money.by_formula[item.cost.key]
            if kinds.STARTING in item.monthly:
                found = found + flow.annual * people * later[start]
            else:
                found = found + share * flow.present(later)
        return found


def per_person(tree: formula.Node | None) -> bool:
    """Whether a formula multiplies people: what it gives grows with them."""
    names = formula.names(tree) if tree else ()
    return any(name in kinds.PEOPLE or name.endswith(".people") for name in names)


def _result(setting: _Setting, base: flows.Money, drawn: flows.Money) -> OptionResult:
    option, missing = setting.option, setting.missing()
    if missing:
        return OptionResult(option.kind, option.label, *(None,) * 7, rules=(), issues=missing)
    one, many = setting.worth(base), setting.worth(drawn).net
    low, high = (float(x) for x in percentiles(many, (10, 90)))
    return OptionResult(
        option.kind, option.label, float(one.gains[0]), float(one.costs[0]), float(one.net[0]), low, high,
        float(np.mean(many > 0)), _with_follow_on(setting, base, drawn), _rules(setting), _told(setting),
    )  # fmt: skip


def _with_follow_on(setting: _Setting, base: flows.Money, drawn: flows.Money) -> float | None:
    """A pilot's own net value, and extending to everybody after it in the draws in which that pays."""
    if setting.option.kind != "pilot":
        return None
    after = setting.end
    others = setting.case.closing.eligible_total - setting.case.closing.eligible
    later = replace(setting, option=replace(setting.option, cost=None, people=None, kind="extend", months=None))
    if others <= 0 or after >= len(setting.case.months):
        return None
    follow_on = later.newcomers(drawn, after, len(setting.case.months), float(others)).net
    return float(setting.worth(base).net[0] + np.maximum(follow_on, 0).mean())


def _rules(setting: _Setting) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """How the option was counted."""
    option, people = setting.option, round(setting.people)
    found: list[tuple[str, Mapping[str, Any]]] = [(option.kind, {"people": people, "months": option.months or 0})]
    if option.exit_costs:
        found.append(("exit_costs", {}))
    if option.kind == "stop" and option.keeps:
        found.append(("keeps", {"count": len(option.keeps)}))
    if option.kind in ("extend", "pilot"):
        found.append(("cost_stated" if option.cost is not None else "cost_of_people", {}))
        fixed = sum(not per_person(item.tree) for item in setting.case.counted)
        found += [("fixed_gains", {"count": fixed})] if fixed else []
    return tuple(found)


def _told(setting: _Setting) -> tuple[Issue, ...]:
    option = setting.option
    known = {item.driver.key for item in setting.case.drivers}
    return tuple(Issue("option_keeps_unknown", option.kind, {"name": key}) for key in option.keeps if key not in known)
