"""Answers to the survey's items: favourable shares, choices, the two goals, the fairness of what is compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

FAVOURABLE = 0.75
"""The top two of five answers (agree, strongly agree); 8 to 10 out of 10."""


class Counted(NamedTuple):
    """How many answers are favourable, of how many."""

    favourable: int
    n: int


def favourable(values: Numbers) -> Counted:
    """The answers in the top two of five (0..1 values of 0.75 and more).

    >>> favourable(np.array([0.0, 0.5, 0.75, 1.0]))
    Counted(favourable=2, n=4)
    """
    return Counted(int((values >= FAVOURABLE - 1e-9).sum()), len(values))


def chosen(labels: Sequence[str], choices: Sequence[str]) -> dict[str, float]:
    """The share (0..1) of people who gave each of `choices`; a label that is none of them is not counted.

    >>> chosen(["a", "b", "a", "?"], ["a", "b", "c"])
    {'a': 0.6666666666666666, 'b': 0.3333333333333333, 'c': 0.0}
    """
    counts = pd.Series(list(labels), dtype=object).value_counts()
    total = sum(int(counts.get(choice, 0)) for choice in choices)
    return {choice: int(counts.get(choice, 0)) / total if total else 0.0 for choice in choices}


def pareto(shares: Mapping[str, float]) -> list[tuple[str, float, float]]:
    """Each choice from the most frequent, with its share and the shares added up so far.

    >>> pareto({"time": 0.25, "link": 0.5, "tools": 0.25})
    [('link', 0.5, 0.5), ('time', 0.25, 0.75), ('tools', 0.25, 1.0)]
    """
    ranked = sorted(shares.items(), key=lambda one: (-one[1], one[0]))
    added = np.cumsum([share for _, share in ranked])
    return [(name, share, float(total)) for (name, share), total in zip(ranked, added, strict=True)]


def two_goals(company: Numbers, person: Numbers) -> dict[str, float]:
    """The 2 x 2 of the company's goal and the person's own: shares (0..1) who find both, one only, or neither.

    >>> two_goals(np.array([1.0, 1.0, 0.0, 0.0]), np.array([1.0, 0.0, 1.0, 0.0]))["both"]
    0.25
    """
    firm, own = company >= FAVOURABLE - 1e-9, person >= FAVOURABLE - 1e-9
    parts = {"both": firm & own, "company_only": firm & ~own, "person_only": ~firm & own, "neither": ~firm & ~own}
    return {name: float(part.mean()) for name, part in parts.items()}


def early(first_month: NDArray[np.int64], share: float = 0.16) -> NDArray[np.bool_]:
    """Who came first: whole months of first regular use until `share` of the people are reached (Rogers' 16 %).

    `first_month` is each person's month of first regular use as a number, -1 when they never were.

    >>> early(np.array([0, 1, 1, 2, 3, -1, -1, -1, -1, -1])).tolist()[:5]
    [True, True, True, False, False]
    """
    came = np.sort(first_month[first_month >= 0])
    wanted = int(np.ceil(share * len(first_month)))
    if not len(came) or not wanted:
        return np.zeros(len(first_month), dtype=bool)
    last = came[min(wanted, len(came)) - 1]
    return (first_month >= 0) & (first_month <= last)
