"""Assumptions computed from others by a formula (an hourly cost from those of each role and their head counts)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from valuemodel.closing import Closing
from valuemodel.errors import Issue
from valuemodel.model import formula, kinds
from valuemodel.model.types import GRADES, Assumption
from valuemodel.model.values import value
from valuemodel.privacy import least_of

MEASURED = "measured"


def heads(closing: Closing) -> dict[str, float]:
    """How many people of each role: the published groups by role, the lower end of the band for a small one.

    Roles that no closing may publish are absent, and formulas that need them do not count.
    """
    sizes = {group.key.removeprefix("role:"): group.size_band for group in closing.groups if group.kind == "role"}
    return {name: float(least_of(sizes[role])) for name, role in kinds.ROLES.items() if role in sizes}


def order(assumptions: Mapping[str, Assumption]) -> tuple[tuple[str, ...], tuple[Issue, ...]]:
    """The assumptions with a formula, each after those that it needs; those that go round in a circle are told."""
    waiting = {key: _needs(one, assumptions) for key, one in assumptions.items() if one.formula}
    ordered: list[str] = []
    while ready := [key for key, needs in waiting.items() if not needs & set(waiting)]:
        ordered += ready
        waiting = {key: needs for key, needs in waiting.items() if key not in ready}
    return tuple(ordered), tuple(_circle(key, waiting) for key in waiting)


def _needs(one: Assumption, assumptions: Mapping[str, Assumption]) -> set[str]:
    tree = formula.parse(one.formula).tree
    return {name for name in formula.names(tree) if name in assumptions} if tree else set()


def _circle(key: str, waiting: Mapping[str, set[str]]) -> Issue:
    """How `key` comes back to itself: "a -> b -> a"."""
    path = [key]
    while (after := min(waiting[path[-1]] & set(waiting))) not in path:
        path.append(after)
    return Issue("assumption_circular", key, {"path": " → ".join([*path[path.index(after) :], after])})


def derive(
    assumptions: Mapping[str, Assumption], known: Mapping[str, float], fixed: Mapping[str, float]
) -> tuple[dict[str, Assumption], tuple[Issue, ...]]:
    """Every assumption with its formula worked out: base, the range when all that it needs goes low or high together,
    the weakest evidence of what it needs, and accepted when all of that is. `fixed` ones keep what they were moved to.

    A formula that cannot be worked out is left out and told; the assumption's own numbers stand.
    """
    found = dict(assumptions)
    ordered, issues = order(assumptions)
    told = list(issues)
    for key in (issue.where for issue in issues):
        found[key] = replace(found[key], formula="")
    for key in ordered:
        made = None if key in fixed else _worked_out(found[key], found, known, told)
        found[key] = made or replace(found[key], formula="")
    return found, tuple(told)


def _worked_out(
    one: Assumption, assumptions: Mapping[str, Assumption], known: Mapping[str, float], issues: list[Issue]
) -> Assumption | None:
    tree = formula.parse(one.formula).tree
    names = formula.names(tree) if tree else ()
    missing = [name for name in names if name not in assumptions and name not in known]
    if tree is None or missing:
        issues.append(Issue("assumption_formula", one.key, {"name": ", ".join(missing) or one.formula}))
        return None
    used = [assumptions[name] for name in names if name in assumptions]
    low, base, high = (
        float(value(tree, {**known, **{a.key: getattr(a, end) for a in used}})) for end in ("low", "base", "high")
    )
    if not np.all(np.isfinite([low, base, high])):
        issues.append(Issue("assumption_formula", one.key, {"name": one.formula}))
        return None
    low, high = min(low, base, high), max(low, base, high)
    accepted = used and all(a.accepted_by and a.accepted_by != a.author for a in used)
    signed = ", ".join(sorted({a.accepted_by for a in used})) if accepted else ""
    return replace(one, data={}, low=low, base=base, high=high, evidence=_weakest(used), accepted_by=signed)


def _weakest(used: list[Assumption]) -> str:
    grades = [one.evidence for one in used if one.evidence in GRADES]
    return max(grades, key=GRADES.index, default=MEASURED)


def worked_out(
    assumptions: Mapping[str, Assumption], names: Mapping[str, Any], kept: Mapping[str, Any]
) -> dict[str, Any]:
    """The derived names on the values `names` (numbers or draws); `kept` names are not computed again."""
    found = dict(names)
    for key in order(assumptions)[0]:
        tree = formula.parse(assumptions[key].formula).tree
        if tree is not None and key not in kept:
            found[key] = value(tree, found)
    return {key: found[key] for key in assumptions if assumptions[key].formula and key not in kept}


def leaves(names: set[str], assumptions: Mapping[str, Assumption]) -> set[str]:
    """`names` with each derived assumption replaced by what it is computed from."""
    found, left = set(), list(names)
    while left:
        name = left.pop()
        one = assumptions.get(name)
        if one is None or not one.formula:
            found.add(name)
            continue
        tree = formula.parse(one.formula).tree
        left += formula.names(tree) if tree else ()
    return found
