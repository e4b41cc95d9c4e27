"""The same programme under every convention, side by side, each with its stated rules; and its programme years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from valuemodel import locale
from valuemodel.closing import Closing
from valuemodel.model.conventions import chosen, convention, conventions
from valuemodel.model.engine import evaluate
from valuemodel.model.types import Convention, Results, ValueModel
from valuemodel.programme import Programme


@dataclass(frozen=True)
class Side:
    """One convention's results, what it refused to count that the programme's own counts, and its rules.

    `rules` are (code, values): the texts `conventions.rules.<code>`, shares as numbers (see `rules_in_words`).
    """

    convention: Convention
    results: Results
    left_out: tuple[str, ...]
    rules: tuple[tuple[str, Mapping[str, Any]], ...]


def side_by_side(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    view: str = "whole",
    overrides: Mapping[str, float] | None = None,
    seed: int = 7,
    draws: int = 8192,
) -> tuple[Side, ...]:
    """`evaluate` under each convention of conventions.yaml, the programme's own first, on the same draws."""
    order = sorted(conventions(), key=lambda key: key != convention(programme.convention).key)
    given: dict[str, Any] = {"view": view, "overrides": overrides, "seed": seed, "draws": draws}
    found = {key: evaluate(model, closing, programme, convention=key, **given) for key in order}
    own = {driver.key for driver in found[order[0]].drivers if driver.counted}
    return tuple(_side(chosen(key, programme, model.assumptions), results, own) for key, results in found.items())


def _side(applied: Convention, results: Results, own: set[str]) -> Side:
    left_out = tuple(one.key for one in results.drivers if one.key in own and not one.counted)
    return Side(applied, results, left_out, stated_rules(applied, results.rate))


def stated_rules(given: Convention, rate: float | None = None) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """What a convention does, in order: discounting, prices, which gains, risk or simulation, costs. `rate` is the one
    really applied (the company's own).

    >>> [code for code, _ in stated_rules(convention("phillips"))]
    ['undiscounted', 'gains_months', 'isolation', 'simulated']
    """
    at = given.rate if rate is None else rate
    found: list[tuple[str, Mapping[str, Any]]] = [(given.timing, {"rate": at}) if at else ("undiscounted", {})]
    firsts = [0, *(last + 1 for last, _ in given.rate_bands)]
    found += [
        ("band", {"first": first, "last": last, "rate": r})
        for first, (last, r) in zip(firsts, given.rate_bands, strict=False)
    ]
    found += [(given.prices, {})] if at else []
    if given.gains_months is not None:
        found.append(("gains_months", {"months": given.gains_months}))
    found += [("isolation", {})] if given.isolation else []
    found.append(
        ("adjusted", {**given.risk["gains"], "costs": given.risk["costs"]}) if given.risk else ("simulated", {})
    )
    if given.optimism:
        found.append(("optimism", dict(given.optimism["upper"])))
    return tuple(found)


_WHOLE = ("months", "first", "last")


def rules_in_words(rules: tuple[tuple[str, Mapping[str, Any]], ...], language: str) -> tuple[str, ...]:
    """The rules as sentences, in the language's number format."""
    return tuple(
        locale.text(f"conventions.rules.{code}", language, **{k: _said(k, v, language) for k, v in values.items()})
        for code, values in rules
    )


def _said(name: str, value: float, language: str) -> str:
    if name in _WHOLE:
        return locale.number(value, language)
    return locale.percent(value, language, 0 if round(100 * value, 6) == round(100 * value) else 1)


@dataclass(frozen=True)
class ProgrammeYear:
    """Twelve months of the programme (or of the view): flows as they come, their sum so far, and present values."""

    number: int
    first: date
    last: date
    benefits: float
    costs: float
    net: float
    cumulative: float
    pv_benefits: float
    pv_costs: float


def by_year(results: Results) -> tuple[ProgrammeYear, ...]:
    """The results by year of twelve months from the first month of their view, as boards read them.

    What was paid before the start is in the first year; present values add up to the results' own.
    """
    benefits, costs = np.array(results.benefits_by_month), np.array(results.costs_by_month)
    factors, before = np.array(results.discount_factors), results.initial_costs
    found: list[ProgrammeYear] = []
    for start in range(0, len(results.months), 12):
        part, paid_before = slice(start, start + 12), before if start == 0 else 0.0
        gains, paid, weights = benefits[part], costs[part].copy(), factors[part]
        total = float(paid.sum())
        paid[0] -= paid_before
        net, so_far = float(gains.sum()) - total, found[-1].cumulative if found else 0.0
        found.append(
            ProgrammeYear(
                start // 12 + 1, results.months[start], results.months[part][-1], float(gains.sum()), total, net,
                so_far + net, float(gains @ weights), float(paid @ weights) + paid_before,
            )
        )  # fmt: skip
    return tuple(found)
