"""What comes out of the value model: each driver's worth, the readings, the results, the bars of a tornado."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from valuemodel.errors import Issue
from valuemodel.model.convergence import Convergence


@dataclass(frozen=True)
class DriverResult:
    """What one driver is worth: present value, its grade, and whether the gate lets it count (or the reason why not).

    `reason` names the text `model.reasons.<reason>`, filled by `reason_values`. `annual` is the formula's value at the
    practice's follow-up level, and `by_month` = annual / 12 x `profile`; `adjusted` is what a convention multiplied
    the formula by in place of simulating it.
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
    adjusted: float | None = None


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


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What a programme is worth in one view, convention and scenario, in the programme's currency: the figures that
    answer a moved slider.

    ROI = NPV / PV(costs); BCR = PV(benefits) / PV(costs), "what comes back for each euro spent". Probabilities are
    shares 0..1. `gains_counted` is the number of drivers that the gate lets count; `mean` is that of NPV over the
    draws. `months` begin with the programme's first month (or the month after the closing for a request).
    """

    view: str
    currency: str
    months: tuple[date, ...]
    gains_counted: int
    pv_benefits: float
    pv_costs: float
    npv: float
    roi: float | None
    bcr: float | None
    mean: float = 0.0
    p10: float
    p50: float
    p90: float
    bcr_p10: float | None
    bcr_p90: float | None
    probability_npv_positive: float
    base_percentile: float
    payback_months: float | None
    payback_p10: float | None
    payback_p90: float | None
    convergence: Convergence | None = None


@dataclass(frozen=True, kw_only=True)
class Results(Outlook):
    """The whole money of one programme, view, convention and scenario, in the programme's currency.

    Monthly arrays stand beside `months`. `today` is the index of the last closed month in `months` (-1 before the
    first). PV = sum of flow x `discount_factors`, at `valued_at`, plus `initial_costs` (paid before the start,
    undiscounted, shown in the first month); `to_start` brings a request's present values back to the programme's start,
    where review and request add up to the whole. `values` are the base values of every name that a formula may use;
    `costs_by_formula` is the present value of each cost by formula that counts. `seed` makes the same draws again.
    """

    convention: str
    today: int
    benefits_by_month: tuple[float, ...]
    costs_by_month: tuple[float, ...]
    cumulative: tuple[float, ...]
    cumulative_p10: tuple[float, ...]
    cumulative_p90: tuple[float, ...]
    irr: float | None
    mirr: float | None
    without_staff_time: Reading
    budgetary_only: Reading
    break_even_redeployed_share: float | None
    proof_share: Mapping[str, float]
    accepted_by_finance: float
    drivers: tuple[DriverResult, ...]
    costs_by_category: Mapping[str, float]
    seed: int
    draws: int
    issues: tuple[Issue, ...] = ()
    rate: float = 0.0
    payback_rule: str = "stays_positive"
    discount_factors: tuple[float, ...] = ()
    initial_costs: float = 0.0
    valued_at: date | None = None
    to_start: float = 1.0
    values: Mapping[str, float] = field(default_factory=dict)
    costs_by_formula: Mapping[str, float] = field(default_factory=dict)


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
