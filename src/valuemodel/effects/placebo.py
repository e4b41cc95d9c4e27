"""Few teams in the programme: no formula for the error can be trusted, so the change is ranked among untouched teams.

Each set of untouched teams takes its turn as if it had been in the programme; the rank says how many of them changed as
much. (One treated state of 27: p = .001 by clustered errors, 5 of 27 by rank.)
"""

from __future__ import annotations

from itertools import combinations
from math import comb, sqrt
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from valuemodel.effects.designs import Estimate
from valuemodel.effects.rules import rule
from valuemodel.effects.samples import Numbers, Sample

SEED = 1


class Rank(NamedTuple):
    """How many of the sets tried, the real one among them, changed at least as much."""

    as_large: int
    tried: int

    @property
    def share(self) -> float:
        """The rank as a share: the p-value of the placebo test."""
        return self.as_large / self.tried


def placebo_rank(changes: Numbers, treated: np.ndarray, weights: Numbers | None = None) -> Rank:
    """The rank of the treated teams' change among all sets of as many teams.

    `changes` has each team's change, `weights` its people (equal by default). The statistic is the set's weighted mean
    less the others'. All sets when there are no more than `placebo_draws`, else as many drawn sets, always the same.

    >>> placebo_rank(np.array([5.0, 1.0, 2.0, 1.5]), np.array([True, False, False, False]))
    Rank(as_large=1, tried=4)
    """
    weights = np.ones(len(changes)) if weights is None else weights
    sets = _sets(len(changes), int(treated.sum()), treated)
    size = sets @ weights
    inside = (sets @ (weights * changes)) / size
    outside = ((weights * changes).sum() - inside * size) / (weights.sum() - size)
    distance = np.abs(inside - outside)
    return Rank(int((distance >= distance[0] - 1e-12).sum()), len(sets))


def _sets(teams: int, chosen: int, treated: np.ndarray) -> np.ndarray:
    """0/1 rows, the real set first."""
    limit = int(rule("placebo_draws"))
    if comb(teams, chosen) <= limit + 1:
        every = np.zeros((comb(teams, chosen), teams))
        for row, members in enumerate(combinations(range(teams), chosen)):
            every[row, list(members)] = 1
        others = every[(every != treated).any(axis=1)]
    else:
        order = np.random.default_rng(SEED).random((limit, teams)).argsort(axis=1)
        others = (order < chosen).astype(float)
    return np.vstack([treated.astype(float), others])


class Teams(NamedTuple):
    """The change of each team seen in both waves, and its people (in the smaller of its two waves)."""

    change: Numbers
    people: Numbers


def team_changes(before: Sample, after: Sample) -> Teams:
    """The teams of a group and their changes, for the computation only: a team is never shown."""
    teams = np.intersect1d(before.cluster[before.cluster >= 0], after.cluster[after.cluster >= 0])
    means, sizes = [], []
    for wave in (before, after):
        known = np.isin(wave.cluster, teams)
        position = np.searchsorted(teams, wave.cluster[known])
        size = np.bincount(position, minlength=len(teams))
        means.append(np.bincount(position, weights=wave.value[known], minlength=len(teams)) / np.maximum(size, 1))
        sizes.append(size)
    return Teams(means[1] - means[0], np.minimum(*sizes).astype(np.float64))


def team_means(wave: Sample) -> Numbers:
    """The mean of each known team in one wave."""
    known = wave.cluster >= 0
    teams, position = np.unique(wave.cluster[known], return_inverse=True)
    return np.bincount(position, weights=wave.value[known]) / np.bincount(position) if len(teams) else np.empty(0)


def rank_among(ours: Teams, theirs: Teams) -> Rank:
    """The rank of our teams' change among all sets of as many teams, ours or untouched."""
    treated = np.repeat([True, False], [len(ours.change), len(theirs.change)])
    changes, people = (np.concatenate([ours[part], theirs[part]]) for part in (0, 1))
    return placebo_rank(changes, treated, people)


def few_teams(estimate: Estimate, programme: Numbers, others: Numbers) -> Estimate:
    """`estimate` with an interval from teams' own changes: spread between teams pooled over both sides, t with as many
    degrees of freedom as teams less two (Donald and Lang 2007). Never narrower than the interval between people.
    """
    treated, untouched = len(programme), len(others)
    df = treated + untouched - 2
    squares = _squares(programme) + _squares(others)
    se = max(sqrt(squares / df * (1 / treated + 1 / untouched)), estimate.se)
    half = float(stdtrit(df, 0.975)) * se
    low, high = min(estimate.change - half, estimate.low), max(estimate.change + half, estimate.high)
    return estimate._replace(low=low, high=high, se=se, df=float(df), design="few_teams")


def _squares(changes: Numbers) -> float:
    return float(((changes - changes.mean()) ** 2).sum())
