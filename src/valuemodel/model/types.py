"""What a value model is made of: assumptions, drivers, costs, conventions; what comes out is in result_types.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from valuemodel.model.result_types import DriverResult, Outlook, Reading, Results, TornadoBar

__all__ = [
    "COST_CATEGORIES",
    "GAINS",
    "GRADES",
    "VIEWS",
    "AssumedCost",
    "Assumption",
    "Convention",
    "Driver",
    "DriverResult",
    "Outlook",
    "Perimeter",
    "Reading",
    "Results",
    "TornadoBar",
    "ValueModel",
]

GRADES = ("compared", "before_after", "reported", "benchmark", "assumed")
"""Evidence from strongest to weakest: letters A to E on screens."""
GAINS = ("budgetary", "capacity", "margin", "risk")
COST_CATEGORIES = ("licence", "integration", "run", "accompaniment", "internal_time")
VIEWS = ("whole", "review", "request")


@dataclass(frozen=True)
class Assumption:
    """A number taken on trust, or bound to an effect.

    `low` and `high` are the values that one chance in ten lies below and above; `unit` is a pint unit ("1" for a share,
    "EUR/hour", "week/year", "hour/week/person", ...). `bound` names an effect's attribute ("search_hours.change") or a
    measured level ("freed_time_use.after"), and the closing then gives base, range and evidence. `formula` computes
    the assumption from others (an hourly cost from those of each role); base, low and high stand in where it cannot.
    `family` is the distribution through the three values (metalog, pert, triangular, lognormal), or "beta" for a share
    counted in `data` ({count, of}), which then gives all three. `moves_with` is the rank correlation with other inputs,
    by key: 0, 0.3 or 0.6, of either sign.
    """

    key: str
    label: Mapping[str, str]
    unit: str
    low: float
    base: float
    high: float
    evidence: str = "assumed"
    source: Mapping[str, Any] = field(default_factory=dict)
    bound: str = ""
    accepted_by: str = ""
    accepted_at: str = ""
    author: str = ""
    reason: str = ""
    changed_at: str = ""
    version: int = 0
    formula: str = ""
    family: str = "metalog"
    data: Mapping[str, float] = field(default_factory=dict)
    moves_with: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Driver:
    """A value driver: a formula in money per year, behind a practice gate and an outcome that must have moved.

    `ramp` "practice" lets the gain follow the measured practice, "date" gives it in full from `effective` on. Without
    `duration_months` a gain counts for 12 months; `decay` is the share lost each year after the first, and `lasting`
    says why it lasts. `override` (author, reason, at) counts a driver that the gate refuses, graded `assumed`. `risk`
    is the driver's value as multiples of its base (low, likely, high), for conventions that adjust for risk. `position`
    is its place in the list when somebody moved it; `off` keeps it out of every result.
    """

    key: str
    label: Mapping[str, str]
    objective: str
    gain: str
    gains_who: tuple[str, ...]
    practice: str
    outcome: str
    formula: str
    unit: str = "EUR/year"
    lag_months: int = 0
    duration_months: int | None = None
    decay: float = 0.0
    owner: str = ""
    budget_line: str = ""
    effective: str = ""
    override: Mapping[str, str] = field(default_factory=dict)
    ramp: str = "practice"
    lasting: Mapping[str, str] = field(default_factory=dict)
    risk: tuple[float, ...] = ()
    position: float | None = None
    off: bool = False


@dataclass(frozen=True)
class AssumedCost:
    """A cost by formula: EUR/year and EUR/month recur, EUR is paid once at `effective` (or as people start).

    The formula's people are those of each month. It counts from `effective` to `until`; with `stands_in` only while
    no cost line has its category. `line` names the cost line whose actual amounts replace it month by month. `position`
    is its place in the list when somebody moved it; `off` keeps it out of every result.
    """

    key: str
    label: Mapping[str, str]
    category: str
    formula: str
    unit: str = "EUR/year"
    stands_in: bool = True
    effective: str = ""
    until: str = ""
    line: str = ""
    position: float | None = None
    off: bool = False


@dataclass(frozen=True)
class Perimeter:
    """Whose money is counted (a company, a group), and the cost lines that are recharges within it."""

    label: Mapping[str, str]
    recharges: tuple[str, ...] = ()


@dataclass(frozen=True)
class Convention:
    """A stated way to turn cash flows into results (data in `model/conventions.yaml`).

    `rate_bands`: (last year, rate) pairs where the rate falls with time. `gains_months`: gains count for their first
    months, costs up to the last. `isolation` refuses what was not isolated, `risk` adjusts instead of simulating,
    `optimism` raises the costs to come. `prices`: whether the rate is for nominal or real amounts.
    """

    key: str
    label: Mapping[str, str]
    rate: float
    timing: str
    payback_rule: str
    source: Mapping[str, Any]
    version: str
    prices: str = "nominal"
    rate_bands: tuple[tuple[int, float], ...] = ()
    gains_months: int | None = None
    isolation: bool = False
    risk: Mapping[str, Any] = field(default_factory=dict)
    optimism: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ValueModel:
    """Drivers, assumptions and the template that they came from; `about` is a sentence on what the template values.

    `switched_off` and `costs_off` are the drivers and costs that count in no result.
    """

    template: str
    label: Mapping[str, str]
    drivers: tuple[Driver, ...]
    assumptions: Mapping[str, Assumption]
    costs: tuple[AssumedCost, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)
    perimeter: Perimeter | None = None
    switched_off: tuple[Driver, ...] = ()
    costs_off: tuple[AssumedCost, ...] = ()
