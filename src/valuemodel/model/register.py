"""The register in order: what is wrong with a formula, an assumption, a driver or a model, told before money is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from valuemodel.closing import Closing
from valuemodel.errors import Issue
from valuemodel.locale import LANGUAGES
from valuemodel.model import (
    derived,
    flows,
    formula,
    formula_costs,
    gate,
    hours,
    kinds,
    ramp,
    results,
    rules,
    shapes,
    twice,
    units,
)
from valuemodel.model.case import Case, Prepared
from valuemodel.model.kept import Kept
from valuemodel.model.types import GAINS, GRADES, Assumption, Driver, ValueModel

EVIDENCE = ("measured", *GRADES)
LEAST_ACCOMPANIMENT = 0.10


def check_formula(text: str, names: Mapping[str, str] | Iterable[str], unit: str = "") -> tuple[Issue, ...]:
    """Everything wrong with a formula, at once: what does not parse, unknown names, and (when `names` gives units)
    units.
    """
    parsed = formula.parse(text)
    if parsed.tree is None:
        return parsed.issues
    unknown = formula.unknown_names(parsed.tree, names)
    if unknown or not isinstance(names, Mapping):
        return unknown
    return units.unit_issues(parsed.tree, names, unit)


def check_assumption(document: Mapping[str, Any]) -> tuple[Issue, ...]:
    """Everything wrong with an assumption's document (its fields; those left out come from the template)."""
    key = str(document.get("key", ""))
    numbers = {name: document[name] for name in ("low", "base", "high") if name in document}
    bad = [name for name, value in numbers.items() if not _is_number(value)]
    found = [Issue("assumption_not_a_number", key, {"field": name}) for name in bad]
    if not bad:
        found += _check_range(key, numbers, document.get("unit"))
    if "unit" in document and units.unit_of(str(document["unit"])) is None:
        found.append(Issue("assumption_unit", key, {"unit": str(document["unit"])}))
    if "evidence" in document:
        found += _check_evidence(key, document)
    found += shapes.check_shape(key, document)
    if document.get("accepted_by") and document["accepted_by"] == document.get("author"):
        found.append(Issue("accepted_by_author", key, {"author": document["author"]}))
    if "label" in document and any(not (document["label"] or {}).get(language) for language in LANGUAGES):
        found.append(Issue("label_missing", key))
    return tuple(found)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _check_range(key: str, numbers: Mapping[str, float], unit: Any) -> list[Issue]:
    ordered = [numbers[name] for name in ("low", "base", "high") if name in numbers]
    if ordered != sorted(ordered):
        return [Issue("assumption_range", key, {name: numbers.get(name, "") for name in ("low", "base", "high")})]
    if unit == "1" and ordered and not (ordered[0] >= 0 and ordered[-1] <= 1):
        return [Issue("assumption_share", key, {"value": ordered[-1] if ordered[-1] > 1 else ordered[0]})]
    return []


def _check_evidence(key: str, document: Mapping[str, Any]) -> list[Issue]:
    evidence = document["evidence"]
    if evidence not in EVIDENCE:
        return [Issue("assumption_evidence", key, {"evidence": str(evidence), "known": ", ".join(EVIDENCE)})]
    source = document.get("source") or {}
    if evidence != "assumed" and not (source.get("title") and source.get("year")):
        return [Issue("assumption_source", key)]
    return []


def check_driver(
    document: Driver, assumptions: Mapping[str, Assumption], closing: Closing | None = None
) -> tuple[Issue, ...]:
    """Everything wrong with a driver; with a closing, what would be counted twice on its effects too."""
    driver, found = document, list(check_formula(document.formula, kinds.driver_units(assumptions), document.unit))
    if driver.gain not in GAINS:
        found.append(Issue("driver_gain", driver.key, {"gain": driver.gain, "known": ", ".join(GAINS)}))
    if not driver.practice:
        found.append(Issue("driver_practice", driver.key))
    if driver.gain == "budgetary" and not _committed(driver):
        found.append(Issue("budgetary_uncommitted", driver.key))
    if isinstance(driver.duration_months, int) and driver.duration_months > 12 and not driver.lasting:
        found.append(Issue("duration_without_reason", driver.key))
    if driver.override and not (driver.override.get("author") and driver.override.get("reason")):
        found.append(Issue("override_unsigned", driver.key))
    if not ramp.readable_timing(driver):
        found.append(Issue("driver_timing", driver.key))
    if driver.risk and not rules.is_triangle(driver.risk):
        found.append(Issue("driver_risk", driver.key))
    return (*found, *(_check_twice(driver, closing) if closing else ()))


def _check_twice(driver: Driver, closing: Closing) -> tuple[Issue, ...]:
    tree = formula.parse(driver.formula).tree
    effects = {kpi: closing.effect(kpi) for kpi in gate.effects_in(tree)}
    changes = {kpi: gate.as_change(e, "compared") for kpi, e in effects.items() if e and e.change is not None}
    twice = gate.counted_twice(tree, changes) if tree else ""
    return (Issue(twice, driver.key),) if twice else ()


def _committed(driver: Driver) -> bool:
    """A line, an owner and a date: what makes a gain budgetary."""
    return bool(driver.budget_line and driver.owner and driver.effective)


def is_budgetary(item: Prepared) -> bool:
    """Whether a driver belongs to the reading "budgetary gains only"."""
    return item.driver.gain == "budgetary" and _committed(item.driver)


_checked: Kept[tuple[Issue, ...]] = Kept(16)


def _check_all(model: ValueModel, closing: Closing, currency: str) -> tuple[Issue, ...]:
    """Everything wrong with the assumptions and drivers themselves, whatever is moved."""
    found: list[Issue] = []
    for key, assumption in model.assumptions.items():
        found += check_assumption({**vars(assumption), "key": key})
        found += _check_currency(key, assumption, currency)
    for driver in model.drivers:
        found += check_driver(driver, model.assumptions, closing)
    return tuple(found)


def model_issues(model: ValueModel, case: Case, base: flows.Money, percentile: float, view: str) -> tuple[Issue, ...]:
    """What a reader of the results must know, most serious first."""
    found: list[Issue] = []
    if case.programme.horizon_months < 1:
        found.append(Issue("horizon_empty", values={"months": case.programme.horizon_months}))
    currency = case.programme.currency
    found += _checked.of((model, case.closing), currency, lambda: _check_all(model, case.closing, currency))
    found += [*shapes.check_links(model.assumptions), *shapes.check_repair(flows.correlated(case))]
    found += twice.twice_issues(model)
    found += _check_flows(case, base)
    found += _check_certainty(case)
    if base.capped:
        found.append(Issue("hours_capped", values={"percent": round(100 * hours.MOST_HOURS_SHARE)}))
    if not gate.has_follow_up(case.closing):
        found.append(Issue("no_follow_up" if view != "request" else "request_assumed"))
    if case.months and not 0.4 <= percentile <= 0.6:
        found.append(Issue("base_off_centre", values={"percent": round(100 * percentile)}))
    return (*found, *_check_curve(case), *_check_accompaniment(case))


def _check_curve(case: Case) -> tuple[Issue, ...]:
    """Which curve regular use follows after the last measured month, or that the one asked for is refused."""
    if not case.programme.adoption_curve:
        return ()
    curve = ramp.curve_of(case.closing, case.programme)
    if curve is None:
        return (Issue("adoption_curve_refused"),)
    return (Issue("adoption_curve", values={"percent": round(100 * (curve.ceiling or 0.0))}),)


def _check_currency(key: str, assumption: Assumption, ours: str) -> list[Issue]:
    others = [code for code in kinds.CURRENCIES if code in assumption.unit and code != ours]
    if not others or key.startswith("rate_"):
        return []
    return [Issue("currency_differs", key, {"currency": others[0], "ours": ours})]


def _check_flows(case: Case, base: flows.Money) -> list[Issue]:
    from valuemodel.model.case import given
    from valuemodel.model.values import value

    names = given(case)
    wrong = [item for item in case.counted if item.tree and not math.isfinite(float(value(item.tree, names)))]
    return [Issue("driver_not_finite", item.driver.key) for item in wrong]


def _check_certainty(case: Case) -> list[Issue]:
    """The drivers that count an outcome which the programme may not have caused: whoever quotes them must know."""
    found = []
    for item in case.counted:
        effect = case.closing.effect(item.driver.outcome) if item.driver.outcome else None
        if effect is not None and effect.verdict == "compared" and effect.certainty in ("low", "very_low"):
            found.append(Issue(f"outcome_certainty_{effect.certainty}", item.driver.key))
    return found


def _check_accompaniment(case: Case) -> tuple[Issue, ...]:
    """Teaching people is the missing investment: under a tenth of the costs is said aloud."""
    totals: dict[str, float] = {}
    for part in (case.costs.actual, case.costs.planned):
        for category, row in part.items():
            totals[category] = totals.get(category, 0.0) + float(row.sum())
    total = sum(totals.values()) + sum(case.costs.initial.values())
    share = (
        (totals.get("accompaniment", 0.0) + case.costs.initial.get("accompaniment", 0.0)) / total if total > 0 else 1.0
    )
    if share >= LEAST_ACCOMPANIMENT:
        return ()
    return (Issue("accompaniment_thin", values={"percent": round(100 * share)}),)


def check_model(model: ValueModel, closing: Closing | None = None) -> tuple[Issue, ...]:
    """Everything wrong with a model's assumptions and drivers."""
    found = [issue for key, a in model.assumptions.items() for issue in check_assumption({**vars(a), "key": key})]
    found += [issue for driver in model.drivers for issue in check_driver(driver, model.assumptions, closing)]
    names = kinds.name_units(model.assumptions)
    found += [issue for cost in model.costs for issue in formula_costs.check_cost(cost, names)]
    for one in model.assumptions.values():
        found += check_formula(one.formula, names, one.unit) if one.formula else ()
    found += derived.order(model.assumptions)[1]
    return (*found, *shapes.check_links(model.assumptions), *twice.twice_issues(model))


def sources_missing(model: ValueModel) -> tuple[str, ...]:
    """Assumptions that nobody measured and nobody has accepted yet."""
    return tuple(key for key, a in model.assumptions.items() if a.evidence == "assumed" and not results.is_accepted(a))
