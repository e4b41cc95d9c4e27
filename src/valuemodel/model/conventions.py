"""Conventions: stated ways to discount and to count, read from conventions.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from valuemodel.errors import ValueModelError
from valuemodel.model import kinds
from valuemodel.model.types import Assumption, Convention
from valuemodel.programme import Programme
from valuemodel.yaml_files import read_yaml


@cache
def conventions() -> dict[str, Convention]:
    """Every convention, by key."""
    read = read_yaml(Path(__file__).parent / "conventions.yaml")
    return {key: Convention(key=key, **_read(entry)) for key, entry in read.items()}


def _read(entry: dict[str, Any]) -> dict[str, Any]:
    return entry | {"rate_bands": tuple((int(last), float(rate)) for last, rate in entry.get("rate_bands", ()))}


def convention(asked: str | Convention) -> Convention:
    """The convention named (or given as such, for instance with a company's own rate); `unknown_convention` else."""
    if isinstance(asked, Convention):
        return asked
    if asked not in conventions():
        raise ValueModelError("unknown_convention", asked, name=asked, known=", ".join(conventions()))
    return conventions()[asked]


def chosen(asked: str | Convention | None, programme: Programme, assumptions: Mapping[str, Assumption]) -> Convention:
    """The convention asked for, else the programme's, with the company's rate and in the programme's kind of prices.

    Under `corporate` the rate is the assumption `discount_rate`. A real rate meets nominal amounts (or the reverse)
    only through the assumption `inflation`: (1 + nominal) = (1 + real) x (1 + inflation).
    """
    found = convention(asked or programme.convention)
    own, inflation = assumptions.get(kinds.DISCOUNT_RATE), assumptions.get(kinds.INFLATION)
    if not isinstance(asked, Convention) and found.key == "corporate" and own is not None and own.base > -1:
        found = replace(found, rate=own.base)
    if found.prices == programme.prices or inflation is None or not inflation.base > -1:
        return found
    growth = 1 + inflation.base if programme.prices == "nominal" else 1 / (1 + inflation.base)
    bands = tuple((last, (1 + rate) * growth - 1) for last, rate in found.rate_bands)
    return replace(found, rate=(1 + found.rate) * growth - 1, rate_bands=bands, prices=programme.prices)


def rules(given: Convention) -> tuple[Any, ...]:
    """What a convention changes in the flows themselves, beyond discounting."""
    return given.gains_months, given.isolation, given.risk, given.optimism


def factor_after(given: Convention, years: float | np.ndarray) -> Any:
    """What 1 after `years` is worth at the start: (1 + r)^-years, each band of years at its own rate.

    >>> round(float(factor_after(conventions()["green_book"], 31)), 10)
    0.3459013695
    """
    elapsed = np.asarray(years, float)
    if not given.rate_bands:
        return (1 + given.rate) ** -elapsed
    found, start = np.ones_like(elapsed), 0
    for position, (last, rate) in enumerate(given.rate_bands):
        end = np.inf if position == len(given.rate_bands) - 1 else last
        found = found * (1 + rate) ** -(np.clip(elapsed, start, end) - start)
        start = last
    return found


def discount_factors(given: Convention, months: int) -> np.ndarray:
    """What 1 in each of `months` months is worth at the programme's start.

    `months`: (1 + r)^(-t / 12), the first month undiscounted. `years_end`: the months of a programme year are summed
    and discounted at its end, (1 + r)^-1 for months 0 to 11; only what was paid before the start is undiscounted.
    `years_start`: the first programme year (year 0) is undiscounted, the second discounted once.

    >>> discount_factors(conventions()["tei"], 13).round(4)[[0, 11, 12]].tolist()
    [0.9091, 0.9091, 0.8264]
    """
    month = np.arange(months)
    years = {"months": month / 12, "years_end": month // 12 + 1, "years_start": month // 12}[given.timing]
    return np.asarray(factor_after(given, years), float)


def rebased(given: Convention, first: int) -> float:
    """What 1 at the start of a view that begins at month `first` is worth at the programme's start."""
    return float(factor_after(given, first / 12 if given.timing == "months" else first // 12))


def reduced(given: Convention, by: float) -> Convention:
    """The convention with its optimism bias reduced with evidence: upper - `by` x (upper - lower), `by` from 0 to 1."""
    if not 0 <= by <= 1:
        raise ValueModelError("share_out_of_range", given.key, value=by)
    upper, lower = given.optimism.get("upper", {}), given.optimism.get("lower", {})
    shares = {key: most - by * (most - lower.get(key, 0.0)) for key, most in upper.items()}
    return replace(given, optimism={**given.optimism, "upper": shares})
