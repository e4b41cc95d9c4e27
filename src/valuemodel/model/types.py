"""What passes between the steps of the value model: assumptions, drivers, costs, conventions and results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

GRADES = ("compared", "before_after", "reported", "benchmark", "assumed")
"""Evidence from strongest to weakest: letters A to E on screens."""
GAINS = ("budgetary", "capacity", "margin", "risk")
COST_CATEGORIES = ("licence", "integration", "run", "accompaniment", "internal_time")
VIEWS = ("whole", "review", "request")


@dataclass(frozen=True)
class Assumption:
    """A number taken on trust, or bound to an effect.

    `low` and `high` are the values that one chance in ten lies below and above; `unit` is a pint unit ("1" for a share,
    "EUR/hour", "week/year", "hour/week/person", ...). `bound` names an effect's attribute ("search_hours.change"), and the
    closing then gives base, range and evidence.
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


@dataclass(frozen=True)
class Driver:
    """A value driver: a formula in money per year, behind a practice gate and an outcome that must have moved."""

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


@dataclass(frozen=True)
class Convention:
    """A stated way to turn cash flows into results (data in `model/conventions.yaml`)."""

    key: str
    label: Mapping[str, str]
    rate: float
    timing: str
    payback_rule: str
    source: Mapping[str, Any]
    version: str


@dataclass(frozen=True)
class ValueModel:
    """Drivers, assumptions and the template that they came from."""

    template: str
    label: Mapping[str, str]
    drivers: tuple[Driver, ...]
    assumptions: Mapping[str, Assumption]


@dataclass(frozen=True)
class DriverResult:
    """What one driver is worth: present value, its grade, and whether the gate lets it count (or the reason why not)."""

    key: str
    label: Mapping[str, str]
    gain: str
    gains_who: tuple[str, ...]
    grade: str
    counted: bool
    reason: str
    reason_values: Mapping[str, Any]
    value: float
    low: float | None
    high: float | None
    by_month: tuple[float, ...]
    equation: str
    formula: str
    inputs: tuple[str, ...]
    outcome: str


@dataclass(frozen=True)
class Reading:
    """One way to read the result: all gains, without staff time, or budgetary gains only."""

    pv_benefits: float
    npv: float
    roi: float | None
    per_unit_spent: float | None
    p10: float | None = None
    p90: float | None = None


@dataclass(frozen=True)
class Results:
    """The money of one programme, view, convention and scenario, in the programme's currency.

    ROI = NPV / PV(costs); BCR = PV(benefits) / PV(costs), "what comes back for each euro spent". Monthly arrays start at
    `months[0]`, the programme's first month (or the month after the closing for a request). Probabilities are shares 0..1.
    """

    view: str
    convention: str
    currency: str
    months: tuple[date, ...]
    today: int
    benefits_by_month: tuple[float, ...]
    costs_by_month: tuple[float, ...]
    cumulative: tuple[float, ...]
    cumulative_p10: tuple[float, ...]
    cumulative_p90: tuple[float, ...]
    pv_benefits: float
    pv_costs: float
    npv: float
    roi: float | None
    bcr: float | None
    irr: float | None
    mirr: float | None
    payback_months: float | None
    payback_p10: float | None
    payback_p90: float | None
    p10: float
    p50: float
    p90: float
    bcr_p10: float | None
    bcr_p90: float | None
    probability_npv_positive: float
    base_percentile: float
    without_staff_time: Reading
    budgetary_only: Reading
    break_even_redeployed_share: float | None
    proof_share: Mapping[str, float]
    accepted_by_finance: float
    drivers: tuple[DriverResult, ...]
    costs_by_category: Mapping[str, float]
    seed: int
    draws: int
    issues: tuple[Any, ...] = ()


@dataclass(frozen=True)
class TornadoBar:
    """NPV when one assumption goes to its low and to its high value, all others at base; `share` of the total swing."""

    key: str
    label: Mapping[str, str]
    low_value: float
    high_value: float
    npv_low: float
    npv_high: float
    share: float
