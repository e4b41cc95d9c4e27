"""Interrupted time series: the monthly course of one group, against the line it was on before the programme."""

from __future__ import annotations

from math import exp, sqrt
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from valuemodel.effects.designs import Estimate
from valuemodel.effects.intervals import Z95
from valuemodel.effects.placebo import Rank
from valuemodel.effects.rules import rule
from valuemodel.effects.samples import Numbers
from valuemodel.effects.series import newey_west, poisson_rates, prais_winsten, prais_winsten_short


class Interrupted(NamedTuple):
    """The change over the last months against the line of before; jump at the start, change of slope a month.

    `newey_west_se` is the sensitivity; `placebo` says at how many dates before the start there was as large a jump.
    """

    estimate: Estimate
    jump: float
    slope: float
    rho: float
    points: int
    newey_west_se: float
    placebo: Rank | None


def allowed(months: Numbers, start: int) -> bool:
    """Whether a series may be modelled: twelve points, half of them on each side of the start (`rules.yaml`).

    `months` are numbered 0, 1, 2... without holes being filled; `start` is the number of the first with the programme.
    """
    before, after = int((months < start).sum()), int((months >= start).sum())
    return before + after >= rule("series_points") and min(before, after) >= rule("series_side")


def interrupted(months: Numbers, value: Numbers, start: int, last: int = 3) -> Interrupted:
    """value = a + b t + jump D + slope (t - start) D + error, the errors following each other (`prais_winsten_short`).

    With three years or more, a season of twelve months (two Fourier pairs) is fitted too. The estimate is the average
    over the last `last` months of jump + slope (t - start).
    """
    design = _design(months, start)
    fitted = prais_winsten_short(design, value)
    weights = np.zeros(design.shape[1])
    weights[2], weights[3] = 1.0, float((months[-last:] - start).mean())
    change = float(weights @ fitted.coefficients)
    se = sqrt(max(float(weights @ fitted.covariance @ weights), 0.0))
    half = float(stdtrit(fitted.df, 0.975)) * se
    robust = newey_west(design, value, int(4 * (len(value) / 100) ** (2 / 9)))
    return Interrupted(
        Estimate(change, change - half, change + half, se, float(fitted.df), "interrupted_series"),
        float(fitted.coefficients[2]),
        float(fitted.coefficients[3]),
        fitted.rho,
        len(value),
        sqrt(max(float(weights @ robust.covariance @ weights), 0.0)),
        placebo_dates(months, value, start, float(fitted.coefficients[2])),
    )


def _design(months: Numbers, start: int) -> Numbers:
    with_programme = (months >= start).astype(np.float64)
    columns = [np.ones(len(months)), months, with_programme, (months - start) * with_programme]
    if len(months) >= rule("series_season_points"):
        for harmonic in (1, 2):
            angle = 2 * np.pi * harmonic * months / 12
            columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns).astype(np.float64)


def placebo_dates(months: Numbers, value: Numbers, start: int, jump: float) -> Rank | None:
    """At how many dates before the start the series jumped as much, the real one among them; None when no date has
    three months of before on each side.
    """
    before = months < start
    past, course = months[before], value[before]
    side = int(rule("placebo_side"))
    dates = past[side : len(past) - side + 1]
    if not len(dates):
        return None
    jumps = [prais_winsten(_level(past, date), course).coefficients[2] for date in dates]
    return Rank(1 + sum(abs(one) >= abs(jump) for one in jumps), 1 + len(jumps))


def _level(months: Numbers, date: float) -> Numbers:
    return np.column_stack([np.ones(len(months)), months, months >= date]).astype(np.float64)


class RateRatio(NamedTuple):
    """How many times more events per person after than before, with the quasi-Poisson 95 % interval."""

    ratio: float
    low: float
    high: float
    dispersion: float


def rate_step(months: Numbers, counts: Numbers, exposure: Numbers, after: Numbers, quasi: bool = True) -> RateRatio:
    """The step of a rate at the start, over a line in time; `exposure` are the people (or active people) behind it."""
    design = np.column_stack([np.ones(len(months)), after, months]).astype(np.float64)
    fitted = poisson_rates(design, counts, exposure)
    step, se = float(fitted.coefficients[1]), float(fitted.errors[1])
    half = Z95 * se * (sqrt(max(fitted.rho, 1.0)) if quasi else 1.0)
    return RateRatio(exp(step), exp(step - half), exp(step + half), fitted.rho)
