"""Practice: who uses the tools and how, over everybody who could (never only over those who do); does it spread?"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from valuemodel.practice.answers import chosen, early, favourable, pareto, two_goals
from valuemodel.practice.choices import choice_keys
from valuemodel.practice.participation import gini, gini_interval, kinds, lorenz, top_share
from valuemodel.practice.pull import alpha, ordered_trend, quadrant, slope
from valuemodel.practice.spread import first_regular, planned_day, weeks_ahead, who_started
from valuemodel.practice.thresholds import threshold, thresholds
from valuemodel.practice.types import (
    Cohort,
    Communities,
    Compared,
    Curve,
    Figure,
    Findings,
    Gap,
    Lorenz,
    Matrix,
    ProcessChange,
    Refusal,
    Spread,
    TimeMatrix,
    Trend,
)

__all__ = [
    "PRACTICES",
    "Cohort",
    "Communities",
    "Compared",
    "Curve",
    "Figure",
    "Findings",
    "Gap",
    "Lorenz",
    "Matrix",
    "Month",
    "ProcessChange",
    "Refusal",
    "Spread",
    "TimeMatrix",
    "Trend",
    "alpha",
    "choice_keys",
    "chosen",
    "early",
    "favourable",
    "first_regular",
    "gini",
    "gini_interval",
    "kinds",
    "lorenz",
    "monthly",
    "ordered_trend",
    "pareto",
    "planned_day",
    "quadrant",
    "slope",
    "threshold",
    "thresholds",
    "top_share",
    "two_goals",
    "weeks_ahead",
    "who_started",
]

PRACTICES = ("active_share", "regular_share", "contributor_share", "assistant_share")


class Month(NamedTuple):
    """A practice in one month: the share of the eligible people who have it, and how many people were eligible."""

    practice: str
    month: date
    value: float
    people: int


def monthly(practice: str, rows: pd.DataFrame, members: np.ndarray, as_of: date) -> tuple[Month, ...]:
    """The monthly series of a usage KPI over `members`, up to the month that ends by `as_of` (or is under way then).

    `rows` has one row an eligible person and month: subject (a position), month (first day), value 0 or 1. `members`
    is a mask over subjects.
    """
    chosen = rows[members[rows["subject"].to_numpy()]]
    months = chosen.groupby("month", sort=True)["value"].agg(["mean", "size"])
    return tuple(
        Month(practice, month, float(row["mean"]), int(row["size"]))
        for month, row in months.iterrows()
        if month <= as_of
    )
