"""Which unit each name of a formula has: the KPIs' attributes, and the numbers of people."""

from __future__ import annotations

from collections.abc import Mapping

from valuemodel import kpis
from valuemodel.model.types import Assumption

PEOPLE = ("eligible_people", "regular_users", "active_users", "starting_people", "executives", "managers", "staff")
"""Numbers of people: eligible, users, those whose unit starts in the month (costs only), and those of each role."""
ROLES = {"executives": "executive", "managers": "manager", "staff": "staff"}
STARTING = "starting_people"
MONTHLY = {"regular_users": "regular_share", "active_users": "active_share"}
ADOPTION_KPIS = ("active_share", "regular_share", "contributor_share", "assistant_share")
ATTRIBUTES = ("change", "before", "after", "people", "attribution")
CURRENCIES = ("EUR", "USD", "GBP", "CHF")
ATTRIBUTION = "attribution_share"
DISCOUNT_RATE = "discount_rate"
INFLATION = "inflation"
REDEPLOYED = "redeployed_share"
BY_THE_ENGINE = ("working_hours", "cost_overrun", DISCOUNT_RATE)
"""Assumptions that no formula names and that every model has: the cap on hours freed, costs to come, the rate."""

_UNITS = {"share": "1", "hours/week": "hour/week/person", "messages": "message/person"}
KPI_UNITS = {key: _UNITS[kpi.unit] for key, kpi in kpis.catalogue().items() if not kpi.level_only}
TIME_KPIS = tuple(kpi for kpi, unit in KPI_UNITS.items() if unit == "hour/week/person")


MOST_BY_UNIT = {"week/year": 366 / 7, "hour/week/person": 168.0, "hour/week": 168.0, "month/year": 12.0}
"""What the calendar does not let an assumption pass."""


def _effect_units() -> dict[str, str]:
    units = {name: "person" for name in PEOPLE}
    for kpi, unit in KPI_UNITS.items():
        units |= {f"{kpi}.{attribute}": unit for attribute in ("change", "before", "after")}
        units |= {f"{kpi}.people": "person", f"{kpi}.attribution": "1"}
    return units


_EFFECT_UNITS = _effect_units()


def name_units(assumptions: Mapping[str, Assumption]) -> dict[str, str]:
    """The unit of every name that a formula may use."""
    return _EFFECT_UNITS | {key: assumption.unit for key, assumption in assumptions.items()}


def driver_units(assumptions: Mapping[str, Assumption]) -> dict[str, str]:
    """The unit of every name that a driver's formula may use: all but the people who start, whom only costs count."""
    return {name: unit for name, unit in name_units(assumptions).items() if name != STARTING}
