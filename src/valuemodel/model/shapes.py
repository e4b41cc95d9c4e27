"""The shape of an assumption's range: its family, the data it is counted from, its links, and what is wrong there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from valuemodel.errors import Issue
from valuemodel.model import beta, correlation, kinds
from valuemodel.model.distributions import FAMILIES, Ends, through
from valuemodel.model.types import Assumption


def counted(assumption: Assumption) -> Assumption:
    """A share counted in data, with low, base and high at P10, P50 and P90 of Beta(count + 1/2, of - count + 1/2);
    any other assumption as it is."""
    if assumption.family != "beta" or not beta.readable_data(assumption.data):
        return assumption
    shapes = beta.from_data(assumption.data["count"], assumption.data["of"])
    low, base, high = (float(x) for x in beta.beta_quantile(*shapes, np.array([0.1, 0.5, 0.9])))
    return replace(assumption, low=low, base=base, high=high)


def check_shape(key: str, document: Mapping[str, Any]) -> list[Issue]:
    """What is wrong with the family, data and links of an assumption's document."""
    family = document.get("family", "metalog")
    if family not in FAMILIES:
        return [Issue("assumption_family", key, {"family": str(family), "known": ", ".join(FAMILIES)})]
    found = list(correlation.check_moves_with(key, document.get("moves_with") or {}))
    if family == "beta" and not beta.readable_data(document.get("data")):
        found.append(Issue("assumption_data", key))
    points = [document.get(name) for name in ("low", "base", "high")]
    if family in ("pert", "triangular") and _uneven(family, points):
        found.append(Issue("assumption_shape", key, {"family": family}))
    return found


def _uneven(family: str, points: list[Any]) -> bool:
    if not all(isinstance(x, int | float) and math.isfinite(x) for x in points):
        return False
    low, base, high = points
    return low <= base <= high and low < high and through(family, low, base, high) is None


def check_links(assumptions: Mapping[str, Assumption]) -> list[Issue]:
    """An issue for each link with an input that does not exist."""
    known = {*assumptions, *(f"{kpi}.change" for kpi in kinds.KPI_UNITS)}
    return [
        Issue("correlated_with_unknown", key, {"other": str(other)})
        for key, assumption in assumptions.items()
        if isinstance(assumption.moves_with, Mapping)
        for other in assumption.moves_with
        if other not in known
    ]


def check_repair(found: correlation.Correlations) -> list[Issue]:
    """What a reader must know when the correlations asked for could not be had."""
    return [Issue("correlations_repaired", values={"count": len(found.keys)})] if found.repaired else []


def ends(assumption: Assumption) -> Ends | None:
    """The real ends and mode of a PERT or triangular assumption, before its physical bounds; None for other families.

    People who say the least and the most that they can imagine mostly give what is rather P10 and P90: the ends that
    come out show it.
    """
    if assumption.family not in ("pert", "triangular"):
        return None
    return through(assumption.family, assumption.low, assumption.base, assumption.high)
