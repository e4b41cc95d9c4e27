"""Maturity: where the programme stands against outside figures that a person brings, each with its passport."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from valuemodel.errors import Issue
from valuemodel.kpis import catalogue

PASSPORT = ("title", "publisher", "year", "locator", "companies", "method")
"""What an outside figure must carry to be shown: who says so, when, where, about how many companies, measured how."""


class Norm(NamedTuple):
    """An outside figure for one KPI: the median, and the quarters when they are known."""

    kpi: str
    low: float | None
    median: float
    high: float | None


class Standing(NamedTuple):
    """Where one KPI stands: "below", "within" or "above" the middle half of companies."""

    kpi: str
    value: float
    norm: Norm
    place: str


def norms(document: Mapping[str, Any]) -> tuple[tuple[Norm, ...], tuple[Issue, ...]]:
    """The outside figures of a benchmark table, and what is wrong with it; without a whole passport, no figure at all.

    `document` has `passport` (PASSPORT) and `rows` (kpi, median, and low and high quarters where known).
    """
    if missing := lacking(document.get("passport") or {}):
        return (), (Issue("benchmark_without_passport", "", {"missing": ", ".join(missing)}),)
    read = [(line, _norm(row)) for line, row in enumerate(document.get("rows", ()), 1)]
    if not read:
        return (), (Issue("benchmark_empty"),)
    wrong = tuple(Issue("benchmark_unread", str(line), {"line": line}) for line, norm in read if norm is None)
    return tuple(norm for _, norm in read if norm is not None), wrong


def lacking(passport: Mapping[str, Any]) -> tuple[str, ...]:
    """The parts of a passport that are not given."""
    return tuple(name for name in PASSPORT if not str(passport.get(name, "")).strip())


def _norm(row: Mapping[str, Any]) -> Norm | None:
    kpi, numbers = str(row.get("kpi", "")), [row.get(name) for name in ("low", "median", "high")]
    if kpi not in catalogue() or not isinstance(numbers[1], int | float):
        return None
    if any(one is not None and not isinstance(one, int | float) for one in numbers):
        return None
    known = [one for one in numbers if one is not None]
    if known != sorted(known):
        return None
    if catalogue()[kpi].unit == "share" and any(one is not None and not 0 <= one <= 1 for one in numbers):
        return None
    return Norm(kpi, *numbers)  # type: ignore[arg-type]


def standings(values: Mapping[str, float], found: tuple[Norm, ...], near: float = 0.05) -> tuple[Standing, ...]:
    """Where each KPI of `values` stands against the norms that are known; `near` stands for quarters that are not.

    >>> standings({"pull": 0.3}, (Norm("pull", 0.35, 0.4, 0.5),))[0].place
    'below'
    """
    told = []
    for norm in found:
        if norm.kpi in values:
            low = norm.median - near if norm.low is None else norm.low
            high = norm.median + near if norm.high is None else norm.high
            value = values[norm.kpi]
            told.append(
                Standing(norm.kpi, value, norm, "below" if value < low else "above" if value > high else "within")
            )
    return tuple(told)
