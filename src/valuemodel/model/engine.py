"""The results of a programme: base case, simulation and readings, in one view under one convention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from valuemodel.closing import Closing
from valuemodel.model import finance, flows, register, rules, sensitivity, simulation
from valuemodel.model.case import Case
from valuemodel.model.outlook import Run, outlook_of, ratios, run_of, tenths
from valuemodel.model.quantiles import percentiles
from valuemodel.model.results import driver_results, proof_and_acceptance
from valuemodel.model.types import Convention, Reading, Results, ValueModel
from valuemodel.model.views import View
from valuemodel.programme import Programme


def evaluate(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    view: str = "whole",
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
    seed: int = 7,
    draws: int | None = None,
) -> Results:
    """The money of `programme` on `closing`, in its currency; pure, and the same for the same inputs and seed.

    Base case with P10, P50, P90 of `draws` (a power of two) around it; without a number, 8,192 or as many as the stop
    rule asks for (`simulation.simulate`). `overrides` as in `prepare`.
    """
    return _results(model, run_of(model, closing, programme, view, convention, overrides, seed, draws), seed)


def _results(model: ValueModel, run: Run, seed: int) -> Results:
    case, seen, names, base, simulated = run.case, run.seen, run.names, run.base, run.simulated
    worth = outlook_of(run)
    gains = {key: float(flow.present(seen.weights)[0]) for key, flow in base.gains.items()}
    gain_draws = {key: flow.present(seen.weights) for key, flow in simulated.flows.gains.items()}
    drivers = driver_results(case, names, base, gain_draws, seen.weights, seen.inside)
    proof, accepted = proof_and_acceptance(case, drivers)
    reading = _Readings(case, gains, gain_draws, worth["pv_costs"], simulated.worth.costs)
    return Results(
        **worth,
        **_stated(case, seen, base),
        **_monthly(run),
        without_staff_time=reading.of(lambda item: item.driver.gain != "capacity"),
        budgetary_only=reading.of(register.is_budgetary),
        break_even_redeployed_share=sensitivity.break_even_redeployed_share(case, seen),
        proof_share=proof,
        accepted_by_finance=accepted,
        drivers=drivers,
        seed=seed,
        draws=simulated.draws,
        issues=(
            *case.issues,
            *register.model_issues(model, case, base, worth["base_percentile"], seen.key),
            *simulation.unsettled(simulated.convergence),
        ),
        values={key: float(found) for key, found in names.items()},
    )


def _stated(case: Case, seen: View, base: flows.Money) -> dict[str, Any]:
    """Under which convention the results are, and the costs that they rest on."""
    return {
        "convention": seen.convention.key,
        "rate": seen.convention.rate,
        "payback_rule": seen.convention.payback_rule,
        "today": seen.today,
        "discount_factors": tuple(seen.weights[seen.inside].tolist()),
        "initial_costs": seen.initial * base.initial,
        "valued_at": seen.months[0] if seen.months else None,
        "to_start": seen.to_start,
        "costs_by_category": _by_category(case, base, seen),
        "costs_by_formula": {key: float(one.present(seen.weights)[0]) for key, one in base.by_formula.items()},
    }


def _total(parts: Mapping[str, np.ndarray], draws: int) -> np.ndarray:
    return np.sum([*parts.values()], axis=0) if parts else np.zeros(draws)


def _monthly(run: Run) -> dict[str, Any]:
    """Flows by month with their band, and the rates of return that rest on them: IRR and MIRR."""
    net = run.benefits - run.costs
    low, high = percentiles(run.cumulative, (10, 90)) if run.cumulative.size else np.zeros((2, 0))
    return {
        "benefits_by_month": tuple(run.benefits.tolist()),
        "costs_by_month": tuple(run.costs.tolist()),
        "cumulative": tuple(np.cumsum(net).tolist()),
        "cumulative_p10": tuple(low.tolist()),
        "cumulative_p90": tuple(high.tolist()),
        **_rates_of_return(net, run.seen.initial * run.base.initial, run.seen.convention),
    }


def _rates_of_return(net: np.ndarray, initial: float, chosen: Convention) -> dict[str, float | None]:
    """IRR (None when signs change more than once) and MIRR, per year: on months, or on programme years for
    `years_end`.
    """
    if chosen.timing == "months":
        monthly = (1 + chosen.rate) ** (1 / 12) - 1
        found = finance.irr(net), finance.mirr(net, monthly, monthly)
        return {"irr": finance.yearly_rate(found[0]), "mirr": finance.yearly_rate(found[1])}
    years = [float(net[start : start + 12].sum()) + (0.0 if start else initial) for start in range(0, len(net), 12)]
    flows_ = [-initial, *years]
    if chosen.timing == "years_start":
        flows_ = [years[0] - initial, *years[1:]] if years else [-initial]
    return {"irr": finance.irr(flows_), "mirr": finance.mirr(flows_, chosen.rate, chosen.rate)}


def _by_category(case: Case, base: flows.Money, seen: View) -> dict[str, float]:
    """Present value of the costs of each category."""
    found: dict[str, float] = {}
    overrun = float(base.overrun[0])
    for table, factor in ((case.costs.actual, 1.0), (case.costs.planned, overrun)):
        for category, row in table.items():
            found[category] = found.get(category, 0.0) + factor * float(row @ seen.weights)
    for category, amount in case.costs.initial.items():
        found[category] = found.get(category, 0.0) + seen.initial * amount
    for item in case.formula_costs:
        raised = float(base.by_formula[item.cost.key].present(seen.weights)[0])
        plain = raised / (1 + rules.cost_share(case, item.cost.category))
        found[item.cost.category] = found.get(item.cost.category, 0.0) + plain
        if raised != plain:
            found[rules.OPTIMISM] = found.get(rules.OPTIMISM, 0.0) + raised - plain
    return found


@dataclass(frozen=True)
class _Readings:
    """Results over some of the drivers, all costs kept."""

    case: Case
    gains: Mapping[str, float]
    gain_draws: Mapping[str, np.ndarray]
    costs: float
    cost_draws: np.ndarray

    def of(self, kept: Any) -> Reading:
        """The reading over the drivers for which `kept` holds; every cost stays."""
        keys = [item.driver.key for item in self.case.counted if kept(item)]
        benefits = sum(self.gains[key] for key in keys)
        drawn = _total({k: self.gain_draws[k] for k in keys}, len(self.cost_draws))
        low, _, high = tenths(drawn - self.cost_draws)
        least, _, most = ratios(drawn, self.cost_draws)
        measures = finance.roi(benefits, self.costs), finance.bcr(benefits, self.costs)
        return Reading(benefits, benefits - self.costs, *measures, low, high, least, most)
