"""Hours freed by capacity drivers, and the cap that keeps all of them together under a share of working time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from valuemodel.model import formula, kinds
from valuemodel.model.case import Case, Prepared
from valuemodel.model.values import proportional, value

WORKING_HOURS, WEEKS_WORKED = "working_hours", "weeks_worked"
MOST_HOURS_SHARE = 0.10
WEEKS_OF_A_YEAR = 52.0
MEASURED = ("compared", "before_after")
_PRICES = frozenset(f"{currency}/hour" for currency in kinds.CURRENCIES)


def as_hours(tree: formula.Node, units: Mapping[str, str]) -> frozenset[str]:
    """The names that count as 1 when a formula is read in hours freed: the prices of an hour, the redeployed share."""
    return frozenset(name for name in formula.names(tree) if units.get(name) in _PRICES or name == kinds.REDEPLOYED)


def is_priced(tree: formula.Node, units: Mapping[str, str]) -> bool:
    """Whether a formula has the price of an hour: only then does it free hours."""
    return any(units.get(name) in _PRICES for name in formula.names(tree))


def people_of(tree: formula.Node) -> str:
    """The number of people whose hours a formula counts: the one that it names, else everybody eligible."""
    return next((name for name in formula.names(tree) if name in kinds.PEOPLE), "eligible_people")


def hours_freed(item: Prepared, annual: Any, names: Mapping[str, Any], units: Mapping[str, str]) -> Any:
    """Hours a week and person that a capacity driver frees, before redeployment: what it is worth a year (`annual`,
    EUR) / price of an hour / redeployed share / people / weeks worked. 0 where the formula prices no hour.
    """
    assert item.tree is not None
    if not is_priced(item.tree, units):
        return np.float64(0.0)
    weeks = names.get(WEEKS_WORKED, WEEKS_OF_A_YEAR)
    per_person = names[people_of(item.tree)] * weeks
    with np.errstate(all="ignore"):
        return np.nan_to_num(_in_hours(item.tree, annual, names, units) / per_person, posinf=0.0, neginf=0.0)


def _in_hours(tree: formula.Node, annual: Any, names: Mapping[str, Any], units: Mapping[str, str]) -> Any:
    """Hours a year: the value divided by what it is a multiple of, else the formula once more with these names at 1."""
    plain = as_hours(tree, units)
    if all(proportional(tree, frozenset({name})) for name in plain):
        for name in plain:
            annual = annual / names[name]
        return annual
    return value(tree, {**names, **dict.fromkeys(plain, 1.0)})


def is_measured(item: Prepared) -> bool:
    """Whether a driver's hours rest on measured effects alone: these are not cut."""
    changes = item.gate.changes.values()
    return bool(changes) and all(change.grade in MEASURED for change in changes)


def cap(case: Case, annual: Mapping[str, Any], names: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """What each unmeasured capacity driver is multiplied by, so that all hours freed stay under the cap; and whether
    it binds anywhere. `annual` is each driver's uncapped yearly value.
    """
    if WORKING_HOURS not in names:
        return {}, False
    units = {key: assumption.unit for key, assumption in case.assumptions.items()}
    measured, assumed = np.float64(0.0), np.float64(0.0)
    unmeasured = []
    for item in (item for item in case.counted if item.driver.gain == "capacity"):
        hours = hours_freed(item, annual[item.driver.key], names, units)
        if is_measured(item):
            measured = measured + hours
        else:
            assumed = assumed + hours
            unmeasured.append(item.driver.key)
    room = np.maximum(MOST_HOURS_SHARE * names[WORKING_HOURS] - measured, 0.0)
    factor: Any = np.where(assumed > room, room / np.where(assumed > 0, assumed, 1.0), 1.0)
    return {key: factor for key in unmeasured}, bool(unmeasured) and bool(np.any(np.asarray(factor) < 1))
