"""What each driver is worth and what stands behind it: value, grade, proof share, acceptance by finance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from valuemodel.model import flows, formula, kinds
from valuemodel.model.case import Case, Prepared
from valuemodel.model.equation import shown
from valuemodel.model.quantiles import percentiles
from valuemodel.model.types import GRADES, Assumption, DriverResult


def driver_results(
    case: Case,
    names: Mapping[str, Any],
    base: flows.Money,
    gain_draws: Mapping[str, np.ndarray],
    weights: np.ndarray,
    inside: slice,
) -> tuple[DriverResult, ...]:
    """Every driver of the model, counted or not; `gain_draws` are the present values of those counted, by draw."""
    tenths = percentiles(np.stack([*gain_draws.values()]), (10, 90)).T.tolist() if gain_draws else []
    ends = dict(zip(gain_draws, tenths, strict=True))
    return tuple(
        _driver_result(item, names, base.gains.get(item.driver.key), ends, weights, inside) for item in case.drivers
    )


def _driver_result(
    item: Prepared, names: Mapping[str, Any], flow: flows.Flow | None, ends: Mapping[str, list[float]],
    weights: np.ndarray, inside: slice,
) -> DriverResult:  # fmt: skip
    driver = item.driver
    low, high = ends.get(driver.key, (None, None))
    return DriverResult(
        key=driver.key,
        label=driver.label,
        gain=driver.gain,
        gains_who=driver.gains_who,
        grade=item.gate.grade,
        counted=item.gate.counted,
        reason=item.gate.reason,
        reason_values=item.gate.values,
        value=0.0 if flow is None else float(flow.present(weights)[0]),
        low=low,
        high=high,
        by_month=() if flow is None else tuple(flow.by_month()[0, inside].tolist()),
        equation="" if flow is None or item.tree is None else shown(item.tree, names, "en"),
        formula=driver.formula,
        inputs=() if item.tree is None else formula.names(item.tree),
        outcome=driver.outcome,
        annual=0.0 if flow is None else float(flow.annual[0]),
        profile=() if flow is None else tuple(flow.profile[inside].tolist()),
        adjusted=item.adjusted,
    )


def proof_and_acceptance(case: Case, drivers: tuple[DriverResult, ...]) -> tuple[dict[str, float], float]:
    """Shares of the gross positive gains: by evidence grade, and resting only on assumptions that finance has
    accepted.
    """
    positive = {driver.key: driver.value for driver in drivers if driver.counted and driver.value > 0}
    total = sum(positive.values())
    proof = {grade: 0.0 for grade in GRADES}
    accepted = 0.0
    for driver in drivers:
        share = positive.get(driver.key, 0.0) / total if total > 0 else 0.0
        proof[driver.grade] += share
        if all(is_accepted(case.assumptions[key]) for key in assumptions_of(case, driver)):
            accepted += share
    return proof, accepted


def assumptions_of(case: Case, driver: DriverResult) -> tuple[str, ...]:
    """The assumptions that a driver's value rests on, the attribution share included when it is applied."""
    keys = [name for name in driver.inputs if name in case.assumptions]
    applied = [name.split(".")[0] for name in driver.inputs if name.endswith(".attribution")]
    if any(kpi in case.changes and not case.changes[kpi].isolated for kpi in applied):
        keys.append(kinds.ATTRIBUTION)
    return tuple(dict.fromkeys(keys))


def is_accepted(assumption: Assumption) -> bool:
    """Whether finance has accepted the assumption; its author cannot be its approver."""
    return bool(assumption.accepted_by) and assumption.accepted_by != assumption.author
