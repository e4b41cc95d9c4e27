"""What is being valued: a programme, its objectives and their owners, what it plans, the decision asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

OPTION_KINDS = ("stop", "continue", "extend", "pilot")


@dataclass(frozen=True)
class Objective:
    """An objective of the company that the programme serves, and the executive who owns it ("" when nobody does)."""

    key: str
    label: Mapping[str, str]
    owner: str = ""


@dataclass(frozen=True)
class KpiPlan:
    """What was said of one KPI before looking: the smallest change that counts, and when an effect can be visible.

    `direction` is "higher" or "lower" when the programme wants it otherwise than the catalogue; `primary` marks the one
    KPI that matters most for its objective; `target` is to be reached by `target_by` (the horizon's end when not said).
    """

    kpi: str
    materiality: float
    expected_from: date | None = None
    target: float | None = None
    direction: str = ""
    primary: bool = False
    target_by: date | None = None


@dataclass(frozen=True)
class Option:
    """One answer to the decision.

    `exit_costs` are paid when it ends; `months` is how long it runs (else to the horizon), `people` how many it adds
    (extend) or concerns (pilot), `cost` what it costs on top (else costs grow with people); `keeps` names the drivers
    whose gains stay when the programme stops.
    """

    kind: str
    label: Mapping[str, str]
    exit_costs: float = 0.0
    months: int | None = None
    people: int | None = None
    cost: float | None = None
    keeps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Condition:
    """A stage gate: the KPI that must reach `threshold` by `by`, else the programme stops or is adjusted."""

    kpi: str
    threshold: float
    by: date


@dataclass(frozen=True)
class Decision:
    """The amount asked for, over which months, the options, the conditions offered with it."""

    amount: float
    starts: date
    ends: date
    options: tuple[Option, ...] = ()
    conditions: tuple[Condition, ...] = ()
    asked_of: str = ""
    decide_by: date | None = None


@dataclass(frozen=True)
class Programme:
    """A collaboration programme: its name, company, start, horizon in months from the start, currency and plans.

    `adoption_plan` maps a month's first day to the planned share of eligible people who use it regularly;
    `adoption_curve` names the diffusion curve of the closing that stands in for it after the last measured month ("":
    none does). `prices` says whether amounts are "nominal" (of each month) or "real" (of one year's prices).
    """

    key: str
    name: str
    company: str
    started: date
    horizon_months: int = 36
    currency: str = "EUR"
    country: str = "FR"
    fictitious: bool = False
    convention: str = "corporate"
    template: str = "productivity"
    objectives: tuple[Objective, ...] = ()
    kpi_plans: tuple[KpiPlan, ...] = ()
    adoption_plan: Mapping[date, float] | None = None
    decision: Decision | None = None
    k_usage: int = 10
    k_survey: int = 5
    prices: str = "nominal"
    adoption_curve: str = ""

    @property
    def exit_costs(self) -> float:
        """What leaving would cost, as the decision's option to stop says; 0 without one."""
        options = self.decision.options if self.decision else ()
        return next((one.exit_costs for one in options if one.kind == "stop"), 0.0)

    def plan_of(self, kpi: str) -> KpiPlan | None:
        """What was planned for `kpi`, if anything."""
        return next((plan for plan in self.kpi_plans if plan.kpi == kpi), None)


def as_document(programme: Programme) -> dict[str, Any]:
    """`programme` as plain data for the store (dates as ISO text)."""
    return _plain(asdict(programme))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def from_document(document: Mapping[str, Any]) -> Programme:
    """The programme that `as_document` wrote."""
    known = dict(document)
    known["started"] = date.fromisoformat(known["started"])
    known["objectives"] = tuple(Objective(**item) for item in known.get("objectives") or ())
    known["kpi_plans"] = tuple(_kpi_plan(item) for item in known.get("kpi_plans") or ())
    plan = known.get("adoption_plan")
    known["adoption_plan"] = {date.fromisoformat(day): share for day, share in plan.items()} if plan else None
    known["decision"] = _decision(known["decision"]) if known.get("decision") else None
    return Programme(**known)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _kpi_plan(item: Mapping[str, Any]) -> KpiPlan:
    return KpiPlan(**{**item, **{name: _day(item.get(name)) for name in ("expected_from", "target_by")}})


def _decision(item: Mapping[str, Any]) -> Decision:
    dates = {key: _day(item.get(key)) for key in ("starts", "ends", "decide_by")}
    options = tuple(
        Option(**{**option, "keeps": tuple(option.get("keeps") or ())}) for option in item.get("options") or ()
    )
    conditions = tuple(
        Condition(**{**gate, "by": date.fromisoformat(gate["by"])}) for gate in item.get("conditions") or ()
    )
    return Decision(**{**item, **dates, "options": options, "conditions": conditions})
