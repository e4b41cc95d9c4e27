"""The map from objective to practice, KPI, driver and value, with what hangs from nothing: its orphans."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from valuemodel.closing import Closing
from valuemodel.model.types import Driver, DriverResult
from valuemodel.programme import Programme


class Path(NamedTuple):
    """One driver's way from an objective to money; `value` is None when it is not worked out."""

    objective: str
    owner: str
    practice: str
    kpi: str
    driver: str
    value: float | None
    counted: bool


class Orphan(NamedTuple):
    """Something that hangs from nothing: `kind` names a text `practice.orphans.<kind>`."""

    kind: str
    key: str


def paths(
    programme: Programme, drivers: tuple[Driver, ...], results: Mapping[str, DriverResult] | None = None
) -> tuple[Path, ...]:
    """Every driver on its way, in the order of the programme's objectives, then those without one."""
    owners = {one.key: one.owner for one in programme.objectives}
    order = list(owners)
    known = results or {}
    found = [
        Path(one.objective, owners.get(one.objective, ""), one.practice, one.outcome, one.key,
             known[one.key].value if one.key in known else None, one.key in known and known[one.key].counted)
        for one in drivers
    ]  # fmt: skip
    return tuple(
        sorted(found, key=lambda path: order.index(path.objective) if path.objective in owners else len(order))
    )


def orphans(programme: Programme, drivers: tuple[Driver, ...], closing: Closing) -> tuple[Orphan, ...]:
    """Objectives without an owner or a driver, drivers without an objective or a measured practice, KPIs that were
    planned and serve no driver.
    """
    objectives = {one.key for one in programme.objectives}
    served, outcomes = (
        {one.objective for one in drivers},
        {one.outcome for one in drivers} | {o.practice for o in drivers},
    )
    measured = {point.practice for point in closing.practice} | {one.kpi for one in closing.kpis}
    found = [Orphan("objective_without_owner", one.key) for one in programme.objectives if not one.owner.strip()]
    found += [Orphan("objective_without_driver", one.key) for one in programme.objectives if one.key not in served]
    found += [Orphan("driver_without_objective", one.key) for one in drivers if one.objective not in objectives]
    found += [Orphan("driver_without_practice", one.key) for one in drivers if one.practice not in measured]
    found += [Orphan("kpi_without_driver", plan.kpi) for plan in programme.kpi_plans if plan.kpi not in outcomes]
    return tuple(found)


def tied_share(programme: Programme, drivers: tuple[Driver, ...]) -> float:
    """The share (0..1) of the planned KPIs that a driver ties to a stated objective; nan without any plan.

    Set beside the barrier "no visible link to business needs".
    """
    objectives = {one.key for one in programme.objectives}
    tied = {key for one in drivers if one.objective in objectives for key in (one.outcome, one.practice)}
    planned = [plan.kpi for plan in programme.kpi_plans]
    return sum(kpi in tied for kpi in planned) / len(planned) if planned else float("nan")
