"""Adoption: from those who could use the tools to those who do, each with its denominator; staying, and coming back."""

from __future__ import annotations

import warnings
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

Mask = NDArray[np.bool_]

STAGES = ("eligible", "licensed", "activated", "active", "regular", "contributor")
"""From those who could to those who share. Each holds the next, but contributors are a part of the active people."""
BREADTH = 0.30
"""A team has taken the practice up when this share of its people use the tools regularly (METHODS, c1)."""


class Survival(NamedTuple):
    """The share still there after each time at which somebody left, with its 95 % interval (log-log)."""

    times: tuple[float, ...]
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def stages(of_person: dict[str, Mask], members: Mask) -> dict[str, float]:
    """The share (0..1) of the eligible people among `members` who reached each stage.

    `of_person` has one mask over people for each of STAGES. Nobody who is not eligible counts in any stage.

    >>> here = np.array([True, True, True, False])
    >>> stages({"eligible": here, "active": np.array([True, False, True, True])}, np.ones(4, bool))["active"]
    0.6666666666666666
    """
    eligible = of_person["eligible"] & members
    count = int(eligible.sum())
    return {name: float((reached & eligible).sum()) / count for name, reached in of_person.items()} if count else {}


def breadth(regular: Mask, teams: NDArray[np.int64], threshold: float = BREADTH, smallest: int = 5) -> float:
    """The share of teams (of at least `smallest` people) in which `threshold` of the people are regular users.

    `teams` holds each person's team, -1 when unknown. Nan without any such team.

    >>> breadth(np.array([True, True, False, False, False, False]), np.array([0, 0, 0, 1, 1, 1]), smallest=3)
    0.5
    """
    codes, place, sizes = np.unique(teams, return_inverse=True, return_counts=True)
    shares = np.bincount(place, weights=regular) / sizes
    counted = (codes >= 0) & (sizes >= smallest)
    return float((shares[counted] >= threshold - 1e-9).mean()) if counted.any() else float("nan")


def stickiness(days: pd.DataFrame, working_days: int) -> float:
    """How often the people of a month come on a working day: mean daily users / users of the month.

    `days` has one row a person and day of use (columns person, day), that of working days only. Person-days /
    (`working_days` x people); repeated rows count once.

    >>> log = pd.DataFrame({"person": [1, 1, 1, 2, 2, 3], "day": [1, 2, 3, 1, 1, 31]})
    >>> round(stickiness(log, 31), 5)
    0.05376
    """
    once = days.drop_duplicates(["person", "day"])
    people = once["person"].nunique()
    return len(once) / (working_days * people) if people and working_days else float("nan")


def survival(durations: NDArray[np.float64], left: Mask) -> Survival:
    """Kaplan and Meier's share still there by time; those who have not `left` are counted up to what is seen of them.

    >>> round(survival(np.array([1.0, 2.0, 3.0, 4.0]), np.array([True, False, True, True])).share[0], 2)
    0.75
    """
    if not left.any():
        return Survival((), (), (), ())
    found = stats.ecdf(stats.CensoredData(uncensored=durations[left], right=durations[~left])).sf
    with warnings.catch_warnings():  # where everybody or nobody is left, the interval is a point
        warnings.simplefilter("ignore", RuntimeWarning)
        interval = found.confidence_interval(0.95, method="log-log")
    events = np.unique(durations[left])
    at = np.isin(found.quantiles, events)
    low, high = (np.nan_to_num(bound.probabilities[at]) for bound in (interval.low, interval.high))
    columns = (found.quantiles[at], found.probabilities[at], low, high)
    return Survival(*(tuple(map(float, column)) for column in columns))


def stays(active: NDArray[np.bool_]) -> tuple[NDArray[np.float64], Mask]:
    """How many months each person stayed, and whether they left, from `active` (people x months, in order).

    Counted from their first active month to their last; who was last active before the month before the last (more
    than 28 days of silence) has left. People who were never active have no row.
    """
    ever = active.any(axis=1)
    seen = active[ever]
    months = active.shape[1]
    first = seen.argmax(axis=1)
    last = months - 1 - seen[:, ::-1].argmax(axis=1)
    return (last - first + 1).astype(np.float64), last < months - 2


def came_back(active: NDArray[np.bool_]) -> tuple[float, float]:
    """Of the people ever active: the share seen in one month only, and the share who came back in another one.

    People first seen in the last month are left out: they could not come back yet.

    >>> came_back(np.array([[1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 0, 0]], dtype=bool))
    (0.5, 0.5)
    """
    could = active[:, :-1].any(axis=1)
    if not could.any():
        return float("nan"), float("nan")
    once = float((active[could].sum(axis=1) == 1).mean())
    return once, 1.0 - once


def still_active(active: NDArray[np.bool_], first: NDArray[np.int64], cohort: Mask) -> NDArray[np.float64]:
    """Of a cohort, the share active 0, 1, 2 ... months after each one's first active month (not monotone: pauses are
    normal in networks).

    `first` is each person's first active month (-1: never). Only months that every member of the cohort could have
    reached are told.
    """
    start, last = int(first[cohort].max()), active.shape[1] - 1
    who = np.flatnonzero(cohort)
    return np.array([active[who, first[who] + after].mean() for after in range(last - start + 1)])
