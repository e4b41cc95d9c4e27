"""Conventions: stated ways to discount and to count payback, read from conventions.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import yaml

from valuemodel.errors import ValueModelError
from valuemodel.model.types import Convention


@cache
def conventions() -> dict[str, Convention]:
    """Every convention, by key."""
    read = yaml.safe_load((Path(__file__).parent / "conventions.yaml").read_text("utf-8"))
    return {key: Convention(key=key, **entry) for key, entry in read.items()}


def convention(asked: str | Convention) -> Convention:
    """The convention named (or given as such, for instance with a company's own rate); `unknown_convention` else."""
    if isinstance(asked, Convention):
        return asked
    if asked not in conventions():
        raise ValueModelError("unknown_convention", asked, name=asked, known=", ".join(conventions()))
    return conventions()[asked]


def discount_factors(chosen: Convention, months: int) -> np.ndarray:
    """What 1 in each of `months` months is worth at the programme's start.

    `months`: (1 + r)^(-t / 12), the first month undiscounted. `years_end`: the months of a programme year are summed
    and
    discounted at its end, (1 + r)^-1 for months 0 to 11; only what was paid before the start is undiscounted.

    >>> discount_factors(conventions()["tei"], 13).round(4)[[0, 11, 12]].tolist()
    [0.9091, 0.9091, 0.8264]
    """
    month = np.arange(months)
    years = month / 12 if chosen.timing == "months" else month // 12 + 1
    return (1 + chosen.rate) ** -years.astype(float)


def rebased(chosen: Convention, first: int) -> float:
    """What 1 at the start of a view that begins at month `first` is worth at the programme's start."""
    years = first / 12 if chosen.timing == "months" else first // 12
    return float((1 + chosen.rate) ** -years)
