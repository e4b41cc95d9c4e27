"""The last good version: what was saved and cannot be counted with is left out and told; the one before it stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from valuemodel.errors import Issue
from valuemodel.model import kinds
from valuemodel.model.formula_costs import check_cost
from valuemodel.model.register import check_assumption, check_driver
from valuemodel.model.types import AssumedCost, Assumption, Driver

Line = TypeVar("Line", Driver, AssumedCost)
FATAL = (
    "assumption_not_a_number", "assumption_range", "assumption_share", "assumption_unit", "driver_gain",
    "driver_timing", "driver_risk", "cost_without_category", "cost_without_date", "cost_timing",
)  # fmt: skip


def last_good(
    versions: Sequence[Any], wrong: Callable[[Mapping[str, Any]], Sequence[Issue]]
) -> tuple[Any, tuple[Issue, ...]]:
    """The newest of `versions` in which nothing is fatally `wrong` (None when there is none), and what was left out."""
    left_out: list[Issue] = []
    for version in sorted(versions, key=lambda one: -one.number):
        found = [issue for issue in wrong(version.document) if is_fatal(issue)]
        if not found:
            return version, tuple(left_out)
        left_out += [Issue("version_left_out", version.key, {"number": version.number}), *found]
    return None, tuple(left_out)


def is_fatal(issue: Issue) -> bool:
    """Whether nothing can be counted with what the issue tells of."""
    return issue.code in FATAL or issue.code.startswith("formula_")


def wrong_assumption(template: Assumption | None, fields_: Mapping[str, Any]) -> tuple[Issue, ...]:
    """What is wrong with an assumption's fields laid over the template's."""
    return check_assumption({**(vars(template) if template else {}), **fields_})


def wrong_driver(
    template: Driver | None, fields_: Mapping[str, Any], assumptions: Mapping[str, Assumption]
) -> tuple[Issue, ...]:
    """What is wrong with a driver's fields laid over the template's; nothing is said of fields that do not exist."""
    made = _laid_over(Driver, template, fields_)
    return check_driver(made, assumptions) if made else ()


def wrong_cost(
    template: AssumedCost | None, fields_: Mapping[str, Any], assumptions: Mapping[str, Assumption]
) -> tuple[Issue, ...]:
    """The same of a cost by formula."""
    made = _laid_over(AssumedCost, template, fields_)
    return check_cost(made, kinds.name_units(assumptions)) if made else ()


def _laid_over(kind: type[Line], template: Line | None, fields_: Mapping[str, Any]) -> Line | None:
    """The entry that the fields make, those that do not exist left out; None while some are missing."""
    known = {name: value for name, value in fields_.items() if name in {one.name for one in fields(kind)}}
    try:
        return replace(template, **known) if template else kind(**known)
    except TypeError:
        return None
