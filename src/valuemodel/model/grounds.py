"""What a case rests on whatever is moved in practice and plan: months, assumptions, gates and costs; kept while the
same model is asked on the same closing again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce
from typing import NamedTuple

import numpy as np

from valuemodel.closing import Closing
from valuemodel.errors import Issue
from valuemodel.model import derived, formula, formula_costs, gate, kinds, people, ramp, resolve
from valuemodel.model.costs import CostTable, cost_table
from valuemodel.model.formula_costs import PreparedCost
from valuemodel.model.kept import Kept
from valuemodel.model.rates import dated_rates, is_dated
from valuemodel.model.types import Assumption, Driver, ValueModel
from valuemodel.programme import Programme

Gated = tuple[Driver, formula.Node | None, gate.Gate]


class Grounds(NamedTuple):
    """The part of a case that neither a practice nor the plan moves; `gated` are its drivers, each with its gate."""

    months: tuple[date, ...]
    closed: int
    heads: Mapping[str, float]
    assumptions: Mapping[str, Assumption]
    gated: tuple[Gated, ...]
    changes: Mapping[str, gate.Change]
    costs: CostTable
    formula_costs: tuple[PreparedCost, ...]
    people_by_month: Mapping[str, np.ndarray]
    issues: tuple[Issue, ...]


_grounds: Kept[Grounds] = Kept(16)
_tables: Kept[CostTable] = Kept(16)


def grounds_of(model: ValueModel, closing: Closing, programme: Programme, overrides: Mapping[str, float]) -> Grounds:
    """The grounds of `model` on `closing`, from memory when the same were asked for lately."""
    moved = tuple(sorted((key, value) for key, value in overrides.items() if key in model.assumptions))
    return _grounds.of((model, closing, programme), moved, lambda: _made(model, closing, programme, dict(moved)))


def _made(model: ValueModel, closing: Closing, programme: Programme, moved: Mapping[str, float]) -> Grounds:
    months = ramp.month_list(programme.started, max(programme.horizon_months, 0))
    closed = ramp.months_closed(programme, closing.as_of)
    heads = derived.heads(closing)
    assumptions, issues = _assumptions(model, closing, heads, moved)
    gated = _gates(model, closing, programme, assumptions, moved)
    changes: dict[str, gate.Change] = reduce(lambda all_, one: all_ | dict(one[2].changes), gated, {})
    rates = dated_rates(assumptions, programme.currency)
    costs = _tables.of(
        (model, closing, programme),
        tuple(sorted(rates.items())),
        lambda: cost_table(closing, programme, months, closed, rates, model.perimeter),
    )
    by_formula, told = formula_costs.prepared(
        model.costs, costs, months, kinds.name_units(assumptions), programme.currency, assumptions
    )
    by_month = {
        "eligible_people": people.eligible(closing, programme, months),
        kinds.STARTING: people.starting(closing, programme, months),
    }
    issues = (*costs.issues, *told, *issues)
    return Grounds(months, closed, heads, assumptions, gated, changes, costs, by_formula, by_month, issues)


def _gated(driver: Driver, closing: Closing, programme: Programme, assumptions: Mapping[str, Assumption]) -> Gated:
    return driver, formula.parse(driver.formula).tree, gate.gate(driver, closing, programme, assumptions)


def _gates(
    model: ValueModel, closing: Closing, programme: Programme, known: Mapping[str, Assumption],
    moved: Mapping[str, float],
) -> tuple[Gated, ...]:  # fmt: skip
    """The drivers behind their gates; after a move, those that stand are not worked out again."""
    if not moved:
        return tuple(_gated(driver, closing, programme, known) for driver in model.drivers)
    before = grounds_of(model, closing, programme, {})
    return tuple(
        one if _stands(one, before.assumptions, known) else _gated(one[0], closing, programme, known)
        for one in before.gated
    )


def _stands(known: Gated, before: Mapping[str, Assumption], after: Mapping[str, Assumption]) -> bool:
    """Whether a gate is the same after a move: it asks what its assumptions are and rest on, not how much they are."""
    used = formula.names(known[1]) if known[1] else ()
    return all(_kind(before.get(name)) == _kind(after.get(name)) for name in used)


def _kind(one: Assumption | None) -> tuple[str, str, bool] | None:
    return (one.unit, one.evidence, is_dated(one)) if one else None


def _assumptions(
    model: ValueModel, closing: Closing, heads: Mapping[str, float], moved: Mapping[str, float]
) -> tuple[dict[str, Assumption], tuple[Issue, ...]]:
    """The assumptions as they count: bound to the closing, moved, then those computed from others."""
    bound = {key: resolve.resolved(one, closing, moved.get(key)) for key, one in model.assumptions.items()}
    known = {**heads, "eligible_people": float(closing.eligible)}
    return derived.derive(bound, known, moved)
