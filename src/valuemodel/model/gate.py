"""The practice gate: a driver counts only behind a measured practice and an outcome that was compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from valuemodel.closing import Closing
from valuemodel.effects import Effect
from valuemodel.model import formula, kinds
from valuemodel.model.ramp import readable_timing
from valuemodel.model.rates import PREFIX, is_dated
from valuemodel.model.types import GRADES, Assumption, Driver
from valuemodel.model.values import multiplied
from valuemodel.programme import Programme


@dataclass(frozen=True)
class Change:
    """The change of one KPI as the model uses it: its 95 % interval, over whom it is an average, and its grade."""

    kpi: str
    change: float
    low: float
    high: float
    before: float
    after: float
    basis: str
    isolated: bool
    grade: str
    wave_after: str


@dataclass(frozen=True)
class Gate:
    """Whether a driver counts, why not, on which changes it rests, and its grade."""

    counted: bool
    reason: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, Change] = field(default_factory=dict)
    grade: str = "assumed"


def weakest(*grades: str) -> str:
    """The weakest of `grades`; "measured" (a fact that no programme moved, such as a payroll cost) never weakens."""
    return max((grade for grade in grades if grade != "measured"), key=GRADES.index, default=GRADES[0])


def has_follow_up(closing: Closing) -> bool:
    """Whether anything was measured twice; without it there is only a request, graded assumed."""
    return any(effect.verdict == "compared" or effect.after is not None for effect in closing.effects)


def effects_in(tree: formula.Node | None) -> tuple[str, ...]:
    """The KPIs whose effect a formula uses."""
    used = formula.names(tree) if tree else ()
    return tuple(dict.fromkeys(name.split(".")[0] for name in used if "." in name))


def gate(driver: Driver, closing: Closing, programme: Programme, assumptions: Mapping[str, Assumption]) -> Gate:
    """Lets `driver` through, or says why it is not counted (never a measured zero); an override counts, graded
    assumed.
    """
    tree = formula.parse(driver.formula).tree
    if tree is None or formula.unknown_names(tree, kinds.driver_units(assumptions)):
        return Gate(False, "formula_unreadable")
    foreign = foreign_currency(tree, assumptions, programme.currency)
    if foreign:
        return Gate(False, "currency_differs", {"currency": foreign, "ours": programme.currency})
    if not readable_timing(driver):
        return Gate(False, "timing_unreadable")
    if driver.ramp == "date" and not driver.effective:
        return Gate(False, "no_date")
    reason, values = _practice(driver, closing, programme)
    if reason and not driver.override:
        return Gate(False, reason, values)
    used = tuple(dict.fromkeys((*((driver.outcome,) if driver.outcome else ()), *effects_in(tree))))
    changes: dict[str, Change] = {}
    for kpi in used:
        change, reason, values = _change(kpi, closing, programme, bool(driver.override))
        if change is None:
            return Gate(False, reason, values)
        changes[kpi] = change
    twice = counted_twice(tree, changes, driver.practice)
    if twice:
        return Gate(False, twice, {"kpi": driver.outcome})
    return Gate(True, changes=changes, grade=_grade(driver, tree, changes, assumptions))


def foreign_currency(tree: formula.Node, assumptions: Mapping[str, Assumption], ours: str) -> str:
    """A currency of the formula's amounts that is not the programme's, unless a dated rate turns one into the other."""
    used = [name for name in formula.names(tree) if name in assumptions]
    rates = [assumptions[name] for name in used if name.startswith(PREFIX)]
    if rates and all(is_dated(rate) for rate in rates):
        return ""
    written = " ".join(assumptions[name].unit for name in used)
    return next((code for code in kinds.CURRENCIES if code in written and code != ours), "")


def _practice(driver: Driver, closing: Closing, programme: Programme) -> tuple[str, dict[str, Any]]:
    """Why the practice does not open the gate, if so. Before any follow-up, the plan of adoption stands in."""
    series = closing.practice_series(driver.practice)
    if series and max(series.values()) > 0:
        return "", {}
    if not has_follow_up(closing) and programme.adoption_plan:
        return "", {}
    return ("practice_absent" if series else "practice_not_measured"), {"practice": driver.practice}


def _change(
    kpi: str, closing: Closing, programme: Programme, override: bool
) -> tuple[Change | None, str, dict[str, Any]]:
    effect = closing.effect(kpi)
    if effect and effect.verdict == "compared" and effect.change is not None:
        return _measured(effect), "", {}
    if override or not has_follow_up(closing):
        planned = _assumed(kpi, effect, closing, programme)
        return planned, "" if planned else "no_figure", {"kpi": kpi}
    if effect is None:
        return None, "outcome_not_measured", {"kpi": kpi}
    plan = programme.plan_of(kpi)
    expected = plan.expected_from.isoformat() if plan and plan.expected_from else ""
    reason = "outcome_too_early" if effect.verdict == "too_early" else "outcome_refused"
    return None, reason, {"kpi": kpi, "why": effect.reason, "expected_from": expected}


def _measured(effect: Effect) -> Change:
    """An effect that was compared. One's own hours remembered afterwards are reported; two real waves are measured."""
    retrospective = "retrospective" in effect.cautions or effect.wave_before == "retrospective"
    measured = "compared" if effect.isolated or effect.design == "difference_in_differences" else "before_after"
    return as_change(effect, "reported" if retrospective else measured)


def as_change(effect: Effect, grade: str) -> Change:
    """An effect's figures as a change of the given grade; a bound that is missing is the change itself."""
    change = float(effect.change or 0.0)
    low, high = (change if bound is None else bound for bound in (effect.low, effect.high))
    before = effect.before or 0.0
    after = before + change if effect.after is None else effect.after
    return Change(effect.kpi, change, low, high, before, after, effect.basis, effect.isolated, grade, effect.wave_after)


def _assumed(kpi: str, effect: Effect | None, closing: Closing, programme: Programme) -> Change | None:
    """A change that nobody measured: the refused effect's own figure, else the plan's target, from nothing to twice
    it.
    """
    if effect and effect.change is not None:
        return as_change(effect, "assumed")
    plan = programme.plan_of(kpi)
    before = effect.before if effect and effect.before is not None else _first_value(kpi, closing)
    if plan is None or plan.target is None or before is None:
        return None
    change = plan.target - before
    low, high = sorted((0.0, 2 * change))
    return Change(kpi, change, low, high, before, plan.target, "everyone", False, "assumed", "")


def _first_value(kpi: str, closing: Closing) -> float | None:
    starts = {wave.key: wave.start for wave in closing.waves}
    found = [
        value for value in closing.kpis if value.kpi == kpi and value.group == "programme" and value.wave in starts
    ]
    return min(found, key=lambda value: starts[value.wave]).value if found else None


def counted_twice(tree: formula.Node, changes: Mapping[str, Change], practice: str = "") -> str:
    """The reason when a formula counts adoption twice (an effect over everyone x users) or attribution twice."""
    adoption = {*kinds.MONTHLY, *(f"{kpi}.{a}" for kpi in kinds.ADOPTION_KPIS for a in ("change", "before", "after"))}
    adoption |= {f"{kpi}.people" for kpi, change in changes.items() if change.basis == "users"}
    everyone = {f"{kpi}.change" for kpi, change in changes.items() if change.basis == "everyone"}
    isolated = {f"{kpi}.change" for kpi, change in changes.items() if change.isolated}
    if multiplied(tree, frozenset(everyone - adoption), frozenset(adoption)):
        return "adoption_twice"
    if multiplied(tree, frozenset(isolated), frozenset({kinds.ATTRIBUTION})):
        return "attribution_twice"
    return ""


def _grade(
    driver: Driver, tree: formula.Node, changes: Mapping[str, Change], assumptions: Mapping[str, Assumption]
) -> str:
    """The weakest of the inputs; without any effect, at best a measured before and after."""
    if driver.override:
        return "assumed"
    used = {name for name in formula.names(tree) if name in assumptions}
    if any(f"{kpi}.attribution" in formula.names(tree) and not changes[kpi].isolated for kpi in changes):
        used.add(kinds.ATTRIBUTION)
    grades = [assumptions[key].evidence for key in used if key in assumptions]
    return weakest(*grades, *(change.grade for change in changes.values()), *(() if changes else ("before_after",)))
