"""Counted once: which drivers put a price on the same change, or on the same money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import combinations

from valuemodel.errors import Issue
from valuemodel.model import formula, kinds, units
from valuemodel.model.types import Assumption, Driver, ValueModel

_FIGURES = (".change", ".before", ".after")


def priced(driver: Driver, assumptions: Mapping[str, Assumption]) -> frozenset[str]:
    """What `driver` puts a price on: its outcome, the KPIs whose figures are in its formula, and the yearly amounts.

    A yearly amount is an assumption in money per year (a travel budget, the margin on the customers served): two
    drivers that each take a share of it count the same money.
    """
    tree = formula.parse(driver.formula).tree
    used = formula.names(tree) if tree else ()
    figures = {name.partition(".")[0] for name in used if name.endswith(_FIGURES)}
    amounts = {name for name in used if name in assumptions and _is_yearly_amount(assumptions[name].unit)}
    return frozenset(figures | amounts | ({driver.outcome} if driver.outcome else set()))


@cache
def _is_yearly_amount(unit: str) -> bool:
    read = units.unit_of(unit)
    return read is not None and any(read == units.unit_of(f"{code}/year") for code in kinds.CURRENCIES)


def same_price(driver: Driver, others: Iterable[Driver], assumptions: Mapping[str, Assumption]) -> tuple[str, str]:
    """The first of `others` that prices the same thing as `driver`, and that thing; two empty texts when none does."""
    mine = priced(driver, assumptions)
    for other in others:
        both = mine & priced(other, assumptions)
        if other.key != driver.key and both:
            return other.key, min(both)
    return "", ""


def twice_issues(model: ValueModel) -> tuple[Issue, ...]:
    """Pairs of a model's drivers that price the same thing, told at the second."""
    listed = [(driver.key, priced(driver, model.assumptions)) for driver in model.drivers]
    return tuple(
        twice_issue(other, one, min(mine & its)) for (one, mine), (other, its) in combinations(listed, 2) if mine & its
    )


def twice_issue(key: str, other: str, what: str) -> Issue:
    """The reason why the driver `key` would be counted twice beside `other`."""
    return Issue("driver_priced_twice", key, {"other": other, "priced": what})
