"""What a KPI was to reach and what it reached, and the money that it feeds: two cells of the table of effects."""

from __future__ import annotations

from typing import NamedTuple

from valuemodel.closing import Closing
from valuemodel.effects import telling
from valuemodel.effects.evidence import Progress
from valuemodel.kpis import Kpi
from valuemodel.locale import label, text, thousands
from valuemodel.model.types import DriverResult, Results
from valuemodel.programme import Programme
from valuemodel.story.words import kpi_value


class Cell(NamedTuple):
    """What a cell says, and what stands small below it."""

    main: str
    small: str = ""


def progress_of(closing: Closing, kpi: str) -> Progress | None:
    """Where a KPI stands against its target at the closing's last measure; None without a target or a second wave."""
    found = [point for point in closing.evidence.progress if point.kpi == kpi]
    return max(found, key=lambda point: point.day, default=None)


def target(closing: Closing, programme: Programme, kpi: Kpi, language: str) -> Cell:
    """Too early, on track, behind or beyond, in words, with what was expected, what there is, and the target."""
    point = progress_of(closing, kpi.key)
    plan = next((plan for plan in programme.kpi_plans if plan.kpi == kpi.key), None)
    if plan is None or plan.target is None:
        return Cell(text("evidence.target.none", language))
    aim = kpi_value(kpi, plan.target, language)
    if point is None:
        return Cell(text("evidence.target.unknown", language), text("evidence.target.aim", language, target=aim))
    values = {"value": kpi_value(kpi, point.value, language), "expected": kpi_value(kpi, point.expected, language)}
    part = "early" if point.state == "too_early" else "against"
    small = text(f"evidence.target.{part}", language, target=aim, **values)
    return Cell(text(f"effects.targets.{point.state}", language), small)


def target_sentence(closing: Closing, kpi: str, language: str) -> str:
    """What was expected by the last measure and what there was, in a sentence; "" without a target."""
    point = progress_of(closing, kpi)
    return telling.progress(point, language) if point else ""


def fed(results: Results, kpi: str) -> tuple[DriverResult, ...]:
    """The value drivers that need this KPI as their outcome, counted or not."""
    return tuple(driver for driver in results.drivers if driver.outcome == kpi)


def unpriced(results: Results, kpi: Kpi) -> bool:
    """Whether the KPI is the customer's or the employee's own and no value driver turns it into money."""
    return kpi.gains_who != "company" and not fed(results, kpi.key)


def money(results: Results, kpi: str, language: str) -> Cell:
    """The present value of the drivers that the KPI feeds, and their names; never a sum for what is not counted."""
    drivers = fed(results, kpi)
    names = ", ".join(label(driver.label, language) for driver in drivers)
    counted = [driver for driver in drivers if driver.counted]
    if counted:
        return Cell(thousands(sum(driver.value for driver in counted), language, results.currency), names)
    return Cell(text(f"evidence.money.{'waiting' if drivers else 'none'}", language), names)
