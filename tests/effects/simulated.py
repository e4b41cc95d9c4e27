"""A company like the sample, drawn in memory: 1,200 people in teams of about twelve within fourteen units.

Their answers resemble each other within a team, teams change each their own way, and three in five answer a wave.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from valuemodel.effects.contrasts import NEVER, Panel
from valuemodel.effects.ladder import Course
from valuemodel.effects.samples import Sample, sample

PEOPLE, TEAM, UNITS = 1_200, 12, 14
PERSON_SD, RESEMBLANCE, TEAM_CHANGE_SD, NOISE_SD = 2.5, 0.08, 0.15, 1.2
RESPONSE, PERSISTENCE = 0.61, 0.8
"""As in data/samples/truth.yaml."""


class Company(NamedTuple):
    """Each person's habit, team and side, and each team's own way of changing."""

    habit: np.ndarray
    team: np.ndarray
    programme: np.ndarray
    own_change: np.ndarray
    random: np.random.Generator

    def value(self, change: np.ndarray | float) -> np.ndarray:
        """What everybody would say once their level has moved by `change`."""
        return self.habit + change + self.random.normal(0, NOISE_SD, len(self.habit))

    def of(self, values: np.ndarray, who: np.ndarray, linked: bool = True) -> Sample:
        """The answers of `who`."""
        return sample(values[who], np.flatnonzero(who) if linked else None, self.team[who])


def company(seed: int, treated_units: int = 9) -> Company:
    """The company drawn with `seed`, whose first `treated_units` units are in the programme."""
    random = np.random.default_rng(seed)
    person = np.arange(PEOPLE)
    team = person // TEAM
    teams = int(team.max()) + 1
    between = random.normal(0, PERSON_SD * RESEMBLANCE**0.5, teams)[team]
    habit = 5 + between + random.normal(0, PERSON_SD * (1 - RESEMBLANCE) ** 0.5, PEOPLE)
    own_change = random.normal(0, TEAM_CHANGE_SD, teams)[team]
    unit = person * UNITS // PEOPLE
    return Company(habit, team, unit < treated_units, own_change, random)


def answering(made: Company) -> tuple[np.ndarray, np.ndarray]:
    """Who answers the first wave and the second; those who answered are likelier to answer again."""
    first = made.random.random(PEOPLE) < RESPONSE
    again = (1 - RESPONSE) * PERSISTENCE + RESPONSE
    late = (RESPONSE - RESPONSE * again) / (1 - RESPONSE)
    return first, made.random.random(PEOPLE) < np.where(first, again, late)


def roll_out(seed: int, effect: float, periods: int = 14) -> tuple[Panel, float]:
    """Months of a programme that starts in three stages, and the true effect now (the last three months), which is
    reached over the first two months.
    """
    made = company(seed)
    start = np.full(PEOPLE, NEVER)
    for stage, first in enumerate((5, 7, 9)):
        start[made.programme & (made.team % 3 == stage)] = first
    month = np.tile(np.arange(periods), PEOPLE)
    person = np.repeat(np.arange(PEOPLE), periods)
    since = month - start[person] + 1
    grown = effect * np.clip(since / 2, 0, 1)
    shock = np.where(since > 0, made.own_change[person], 0.0)
    value = made.habit[person] + 0.05 * month + grown + shock + made.random.normal(0, NOISE_SD, len(month))
    return Panel(value, person, month, made.team, start), effect


def course(seed: int, jump: float, months: int = 48, start: int = 24, rho: float = 0.3) -> Course:
    """One group's months along a trend, each depending on the one before, with a jump at the start."""
    random = np.random.default_rng(seed)
    noise = np.zeros(months)
    noise[0] = random.normal(0, 1 / (1 - rho**2) ** 0.5)
    for month in range(1, months):
        noise[month] = rho * noise[month - 1] + random.normal()
    number = np.arange(months, dtype=float)
    return Course(number, 40 + 0.1 * number + jump * (number >= start) + noise, start)
