"""Before a survey: what it could see, and how many answers it takes. All shares are 0..1."""

from __future__ import annotations

from math import ceil, sqrt
from typing import NamedTuple

from scipy.special import ndtri

from valuemodel.effects.intervals import smallest_visible_rise


class Plan(NamedTuple):
    """A survey to come: answers expected in each wave, what they are worth once teams resemble each other, and the
    smallest rise of a share that two such waves see four times in five.
    """

    answers: int
    effective: float
    smallest_rise: float


def design_effect(team_size: float, resemblance: float) -> float:
    """How many times more answers people in teams must give than strangers: 1 + (m - 1) x intra-class correlation.

    >>> round(design_effect(20, 0.05), 2)
    1.95
    """
    return 1 + (team_size - 1) * resemblance


def pairs_needed(up: float, down: float, power: float = 0.8, error: float = 0.05) -> float:
    """People asked twice, to see `up` of them turn to yes and `down` to no (Connor 1987): with ψ = up + down and
    d = up - down, (z(error) √ψ + z(power) √(ψ - d²))² / d².

    >>> round(pairs_needed(0.20, 0.10), 1)
    233.1
    """
    changing, difference = up + down, up - down
    asked = float(ndtri(1 - error / 2)) * sqrt(changing) + float(ndtri(power)) * sqrt(changing - difference**2)
    return asked**2 / difference**2


def answers_to_see(change: float, visible: float, answers: float) -> int:
    """Answers in each wave, at the same design, to see `change` when `answers` see `visible`: what can be seen shrinks
    with the square root of the answers, so answers x (visible / change)².

    >>> answers_to_see(0.25, 0.5, 400)
    1600
    """
    return ceil(answers * (visible / change) ** 2 - 1e-9)


def survey_plan(
    invited: int, response: float, before: float = 0.4, team_size: float = 1.0, resemblance: float = 0.0
) -> Plan:
    """What two waves sent to `invited` people can see when a share `response` answers and `before` say yes at first.

    >>> survey_plan(1000, 0.4).answers
    400
    """
    answers = int(invited * response)
    effective = answers / design_effect(max(team_size * response, 1.0), resemblance)
    return Plan(answers, effective, smallest_visible_rise(effective, before) if effective >= 1 else 1 - before)


def survey_plans(
    invited: int, before: float = 0.4, team_size: float = 1.0, resemblance: float = 0.0
) -> dict[float, Plan]:
    """`survey_plan` for response rates from 20 % to 90 %, for a table to choose from."""
    return {
        rate / 10: survey_plan(invited, rate / 10, before, team_size, resemblance) for rate in (2, 3, 4, 5, 6, 7, 8, 9)
    }
