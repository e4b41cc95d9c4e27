"""What passes between the steps of the value model: assumptions, drivers, costs, conventions and results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from valuemodel.model.convergence import Convergence

GRADES = ("compared", "before_after", "reported", "benchmark", "assumed")
"""Evidence from strongest to weakest: letters A to E on screens."""
GAINS = ("budgetary", "capacity", "margin", "risk")
COST_CATEGORIES = ("licence", "integration", "run", "accompaniment", "internal_time")
VIEWS = ("whole", "review", "request")


@dataclass(frozen=True)
class Assumption:
    """A number taken on trust, or bound to an effect.

    `low` and `high` are the values that one chance in ten lies below and above; `unit` is a pint unit ("1" for a share,
    "EUR/hour", "week/year", "hour/week/person", ...). `bound` names an effect's attribute ("search_hours.change"), and
    the
    closing then gives base, range and evidence. `family` is the distribution through the three values (metalog, pert,
    triangular, lognormal), or "beta" for a share counted in `data` ({count, of}), which then gives all three.
    `moves_with`
    is the rank correlation with other inputs, by key: 0, 0.3 or 0.6, of either sign.
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
    family: str = "metalog"
    data: Mapping[str, float] = field(default_factory=dict)
    moves_with: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Driver:
    """A value driver: a formula in money per year, behind a practice gate and an outcome that must have moved.

    `ramp` "practice" lets the gain follow the measured practice, "date" gives it in full from `effective` on. Without
    `duration_months` a gain counts for 12 months; `decay` is the share lost each year after the first, and `lasting`
    says
    why it lasts. `override` (author, reason, at) counts a driver that the gate refuses, graded `assumed`.
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


@dataclass(frozen=True)
class AssumedCost:
    """A cost per year that stands in while the cost tables have no line of its category."""

    key: str
    label: Mapping[str, str]
    category: str
    formula: str
    unit: str = "EUR/year"


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
    """Drivers, assumptions and the template that they came from; `about` is a sentence on what the template values."""

    template: str
    label: Mapping[str, str]
    drivers: tuple[Driver, ...]
    assumptions: Mapping[str, Assumption]
    costs: tuple[AssumedCost, ...] = ()
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DriverResult:
    """What one driver is worth: present value, its grade, and whether the gate lets it count (or the reason why not).

    `reason` names the text `model.reasons.<reason>`, filled by `reason_values`. `annual` is the formula's value at the
    practice's follow-up level, and `by_month` = annual / 12 x `profile`.
    """

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
    annual: float = 0.0
    profile: tuple[float, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One way to read the result: all gains, without staff time, or budgetary gains only.

    `p10` and `p90` are of the NPV, `per_unit_p10` and `per_unit_p90` of what comes back for each unit spent.
    """

    pv_benefits: float
    npv: float
    roi: float | None
    per_unit_spent: float | None
    p10: float | None = None
    p90: float | None = None
    per_unit_p10: float | None = None
    per_unit_p90: float | None = None


@dataclass(frozen=True)
class Results:
    """The money of one programme, view, convention and scenario, in the programme's currency.

    ROI = NPV / PV(costs); BCR = PV(benefits) / PV(costs), "what comes back for each euro spent". Monthly arrays start
    at
    `months[0]`, the programme's first month (or the month after the closing for a request). Probabilities are shares
    0..1.
    `today` is the index of the last closed month in `months` (-1 before the first). PV = sum of flow x
    `discount_factors`, at
    `valued_at`, plus `initial_costs` (paid before the start, undiscounted, shown in the first month); `to_start`
    brings a
    request's present values back to the programme's start, where review and request add up to the whole. `values` are
    the
    base values of every name that a formula may use. `mean` is that of NPV over the draws; `seed` makes the same draws
    again.
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
    rate: float = 0.0
    payback_rule: str = "stays_positive"
    discount_factors: tuple[float, ...] = ()
    initial_costs: float = 0.0
    valued_at: date | None = None
    to_start: float = 1.0
    values: Mapping[str, float] = field(default_factory=dict)
    mean: float = 0.0
    convergence: Convergence | None = None


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
