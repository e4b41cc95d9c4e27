"""Phillips' twelve guiding principles of conservative ROI, run as checks on a result, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from valuemodel.closing import Closing
from valuemodel.model import formula, gate
from valuemodel.model.types import COST_CATEGORIES, Driver, DriverResult, Results, ValueModel

MOST_CENTRAL, HEAVY = 0.60, 0.50


@dataclass(frozen=True)
class Principle:
    """One principle: `holds` (None where nothing can be computed), with the values of its reason.

    Texts: `model.principles.<number>.title`, and `.holds`, `.fails` or `.stated` for the reason.
    """

    number: int
    holds: bool | None
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The key of the reason's text."""
        word = "stated" if self.holds is None else "holds" if self.holds else "fails"
        return f"model.principles.{self.number}.{word}"


@dataclass(frozen=True)
class _Seen:
    """What the checks read."""

    results: Results
    model: ValueModel
    closing: Closing

    @property
    def counted(self) -> list[tuple[Driver, DriverResult]]:
        drivers = {driver.key: driver for driver in self.model.drivers}
        return [(drivers[one.key], one) for one in self.results.drivers if one.counted and one.key in drivers]

    def codes(self) -> set[str]:
        return {issue.code for issue in self.results.issues}


def principles(results: Results, model: ValueModel, closing: Closing) -> tuple[Principle, ...]:
    """The twelve principles on `results`, in their published order (Phillips, ROI methodology)."""
    seen = _Seen(results, model, closing)
    return tuple(Principle(number, *check(seen)) for number, check in enumerate(_CHECKS, 1))


Found = tuple[bool | None, Mapping[str, Any]]


def _lower_levels(seen: _Seen) -> Found:
    """Every counted driver stands on a measured practice."""
    bare = [driver for driver, _ in seen.counted if not seen.closing.practice_series(driver.practice)]
    return not bare, {"count": len(bare)}


def _stated(seen: _Seen) -> Found:
    return None, {}


def _credible_sources(seen: _Seen) -> Found:
    lacking = [i for i in seen.results.issues if i.code == "assumption_source"]
    return not lacking, {"count": len(lacking)}


def _conservative(seen: _Seen) -> Found:
    percent = round(100 * seen.results.base_percentile)
    return seen.results.base_percentile <= MOST_CENTRAL, {"percent": percent}


def _isolated(seen: _Seen) -> Found:
    """Every counted effect is isolated by a comparison group, or multiplied by what is due to the programme."""
    raw = 0
    for driver, _ in seen.counted:
        tree = formula.parse(driver.formula).tree
        names = formula.names(tree) if tree else ()
        effects = {kpi: seen.closing.effect(kpi) for kpi in gate.effects_in(tree)}
        raw += any(
            not (effect and effect.isolated) and f"{kpi}.attribution" not in names and "attribution_share" not in names
            for kpi, effect in effects.items()
        )
    return raw == 0, {"count": raw}


def _no_data_no_gain(seen: _Seen) -> Found:
    overridden = [driver for driver, _ in seen.counted if driver.override]
    uncounted = sum(not one.counted for one in seen.results.drivers)
    return not overridden, {"count": len(overridden), "uncounted": uncounted}


def _error_of_estimates(seen: _Seen) -> Found:
    used = {name for _, one in seen.counted for name in one.inputs}
    taken = [a for key, a in seen.model.assumptions.items() if key in used and a.evidence != "measured" and not a.bound]
    exact = [one for one in taken if one.low == one.high]
    return not exact, {"count": len(exact)}


def _no_extremes(seen: _Seen) -> Found:
    """No hours cut down to the cap, and no assumed driver that carries half of the gains alone."""
    total = sum(one.value for _, one in seen.counted if one.value > 0)
    heavy = [one for _, one in seen.counted if one.grade == "assumed" and total > 0 and one.value > HEAVY * total]
    return not heavy and "hours_capped" not in seen.codes(), {"percent": round(100 * HEAVY)}


def _short_term(seen: _Seen) -> Found:
    return "duration_without_reason" not in seen.codes(), {}


def _all_costs(seen: _Seen) -> Found:
    """All five categories, people's own time included, cost something in the whole programme's view."""
    paid = {category for category, amount in seen.results.costs_by_category.items() if amount > 0}
    paid |= {line.category for line in seen.closing.costs}
    return not set(COST_CATEGORIES) - paid, {"count": len(set(COST_CATEGORIES) - paid)}


def _unpriced(seen: _Seen) -> Found:
    """Some changes are shown and deliberately not turned into money."""
    priced = {name.split(".")[0] for one in seen.results.drivers for name in one.inputs if "." in name}
    shown = {e.kpi for e in seen.closing.effects if e.group == "programme" and e.verdict == "compared"} - priced
    return bool(shown), {"count": len(shown)}


_CHECKS: tuple[Callable[[_Seen], Found], ...] = (
    _lower_levels,
    _stated,
    _credible_sources,
    _conservative,
    _isolated,
    _no_data_no_gain,
    _error_of_estimates,
    _no_extremes,
    _short_term,
    _all_costs,
    _unpriced,
    _stated,
)
