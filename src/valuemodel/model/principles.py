"""Phillips' twelve guiding principles of conservative ROI, run as checks on a result, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from valuemodel.closing import Closing
from valuemodel.model import formula, gate
from valuemodel.model.results import is_accepted
from valuemodel.model.types import COST_CATEGORIES, Assumption, Driver, DriverResult, Results, ValueModel

MIDDLE, MOST_CENTRAL, HEAVY = 0.50, 0.60, 0.50
HOLDS, WARNS, FAILS, STATED = STATES = ("holds", "warns", "fails", "stated")


@dataclass(frozen=True)
class Principle:
    """One principle with the values of its reason; its `state` is "stated" where nothing can be computed.

    Texts: `model.principles.<number>.title`, and `.<state>` for the reason.
    """

    number: int
    state: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """The key of the reason's text."""
        return f"model.principles.{self.number}.{self.state}"


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

    def on_trust(self) -> list[Assumption]:
        """The assumptions that counted drivers use and that nobody measured."""
        used = {name for _, one in self.counted for name in one.inputs}
        return [
            a for key, a in self.model.assumptions.items() if key in used and a.evidence != "measured" and not a.bound
        ]

    def codes(self) -> set[str]:
        return {issue.code for issue in self.results.issues}


def principles(results: Results, model: ValueModel, closing: Closing) -> tuple[Principle, ...]:
    """The twelve principles on `results`, in their published order (Phillips, ROI methodology)."""
    seen = _Seen(results, model, closing)
    return tuple(Principle(number, *check(seen)) for number, check in enumerate(_CHECKS, 1))


Found = tuple[str, Mapping[str, Any]]


def _lower_levels(seen: _Seen) -> Found:
    """Every counted driver stands on a measured practice."""
    bare = [driver for driver, _ in seen.counted if not seen.closing.practice_series(driver.practice)]
    return FAILS if bare else HOLDS, {"count": len(bare)}


def _stated(seen: _Seen) -> Found:
    return STATED, {}


def _credible_sources(seen: _Seen) -> Found:
    """Fails without a source; warns of what counts on trust and finance has not accepted."""
    lacking = [i for i in seen.results.issues if i.code == "assumption_source"]
    if lacking:
        return FAILS, {"count": len(lacking)}
    waiting = [one for one in seen.on_trust() if not is_accepted(one)]
    return WARNS if waiting else HOLDS, {"count": len(waiting)}


def _conservative(seen: _Seen) -> Found:
    place = seen.results.base_percentile
    state = HOLDS if place <= MIDDLE else WARNS if place <= MOST_CENTRAL else FAILS
    return state, {"percent": round(100 * place)}


def _isolated(seen: _Seen) -> Found:
    """Holds when a comparison group took out of every counted effect what would have happened anyway; warns when that
    rests on a share due to the programme; fails when a whole change is counted.
    """
    shared = raw = 0
    for driver, _ in seen.counted:
        tree = formula.parse(driver.formula).tree
        names = formula.names(tree) if tree else ()
        for kpi in gate.effects_in(tree):
            effect = seen.closing.effect(kpi)
            if effect is not None and effect.isolated:
                continue
            due = f"{kpi}.attribution" in names or "attribution_share" in names
            shared, raw = shared + due, raw + (not due)
    return FAILS if raw else WARNS if shared else HOLDS, {"count": raw or shared}


def _no_data_no_gain(seen: _Seen) -> Found:
    overridden = [driver for driver, _ in seen.counted if driver.override]
    uncounted = sum(not one.counted for one in seen.results.drivers)
    return FAILS if overridden else HOLDS, {"count": len(overridden), "uncounted": uncounted}


def _error_of_estimates(seen: _Seen) -> Found:
    exact = [one for one in seen.on_trust() if one.low == one.high]
    return FAILS if exact else HOLDS, {"count": len(exact)}


def _no_extremes(seen: _Seen) -> Found:
    """Fails when an assumed driver carries half of the gains alone; warns when hours were cut down to the cap."""
    total = sum(one.value for _, one in seen.counted if one.value > 0)
    heavy = [one for _, one in seen.counted if one.grade == "assumed" and total > 0 and one.value > HEAVY * total]
    cut = "hours_capped" in seen.codes()
    return FAILS if heavy else WARNS if cut else HOLDS, {"percent": round(100 * HEAVY)}


def _short_term(seen: _Seen) -> Found:
    return FAILS if "duration_without_reason" in seen.codes() else HOLDS, {}


def _all_costs(seen: _Seen) -> Found:
    """All five categories cost something in the whole programme's view; warns when only one does not, and fails
    without people's own time, which is forgotten most.
    """
    paid = {category for category, amount in seen.results.costs_by_category.items() if amount > 0}
    missing = set(COST_CATEGORIES) - paid - {line.category for line in seen.closing.costs}
    state = HOLDS if not missing else FAILS if len(missing) > 1 or "internal_time" in missing else WARNS
    return state, {"count": len(missing)}


def _unpriced(seen: _Seen) -> Found:
    """Some changes are shown and deliberately not turned into money."""
    priced = {name.split(".")[0] for one in seen.results.drivers for name in one.inputs if "." in name}
    shown = {e.kpi for e in seen.closing.effects if e.group == "programme" and e.verdict == "compared"} - priced
    return HOLDS if shown else FAILS, {"count": len(shown)}


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
