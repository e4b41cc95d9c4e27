"""What a closing keeps of practice: aggregates over safe groups, rounded, never a row about a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Figure(NamedTuple):
    """One published number: `topic` and `key` say what, `group` and `period` (a month, a wave, a window) of whom, when.

    Shares are 0..1 in whole percents. `low` and `high` bound it at 95 % where an interval is known. `n` is the number
    of people behind it, exact from 20 on and the lower end of its band below.
    """

    topic: str
    key: str
    group: str
    period: str
    value: float
    low: float | None = None
    high: float | None = None
    n: int = 0


@dataclass(frozen=True)
class Refusal:
    """What could not be computed, and why: texts `practice.refused.<reason>`."""

    topic: str
    reason: str
    group: str = "programme"


@dataclass(frozen=True)
class Spread:
    """When a group took the practice up, and how far it is from the plan (weeks ahead +, behind -; None: the plan never
    has that level).
    """

    group: str
    first_regular: date | None
    planned: date | None
    level: float
    weeks_ahead: float | None


@dataclass(frozen=True)
class Curve:
    """Bass's curve of regular use for one ceiling ("free": fitted), or the reason why there is none.

    `levels`, `low` and `high` are shares of eligible people (0..1) by month from the start; p and q are a month's.
    """

    scenario: str
    ceiling: float | None
    reason: str = ""
    p: float | None = None
    q: float | None = None
    peak_month: date | None = None
    before: float = 0.0
    months: tuple[date, ...] = ()
    levels: tuple[float, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True)
class Lorenz:
    """Lorenz's curve in equal parts of people, those who share least first: cumulated shares 0..1 from 0 to 1."""

    period: str
    who: str
    points: tuple[float, ...]


@dataclass(frozen=True)
class Cohort:
    """People first active in the same quarter: the share active 0, 1, 2 ... months after."""

    cohort: str
    n: int
    active: tuple[float, ...]


@dataclass(frozen=True)
class Matrix:
    """Exchanges between safe groups in one window: connected pairs per 1,000 possible ones (None: too few people)."""

    period: str
    groups: tuple[str, ...]
    per_thousand: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True)
class TimeMatrix:
    """Hours a week that a person of the row's group gives to the column's, in one window (None: too few people)."""

    period: str
    groups: tuple[str, ...]
    hours: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True)
class Gap:
    """One item seen by executives, managers and staff: favourable shares, and executives less staff with its interval.

    A role that is not a safe group has None.
    """

    item: str
    period: str
    executive: float | None
    manager: float | None
    staff: float | None
    gap: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Trend:
    """Pull by distance from the customer: its slope a step away, Kendall's tau; Page's L where blocks are complete."""

    period: str
    slope: float
    low: float
    high: float
    tau: float
    page: float | None = None
    page_p: float | None = None


@dataclass(frozen=True)
class Communities:
    """The communities together: how many are in each state, with a goal and with an animator; their four pillars."""

    count: int
    states: dict[str, int]
    with_goal: int
    with_animator: int
    alive_with_both: int
    with_both: int
    relaunched: int
    pillars: dict[str, float | None]
    score: float | None = None
    score_low: float | None = None
    score_high: float | None = None
    weakest: str = ""
    survival_months: tuple[float, ...] = ()
    survival: tuple[float, ...] = ()


@dataclass(frozen=True)
class ProcessChange:
    """Something that changed in how work is run: `kind` is reporting, delegation, coordination or measures."""

    day: date
    kind: str
    facing: str
    label: dict[str, str]
    group: str = ""


@dataclass(frozen=True)
class Compared:
    """Two declared situations of people (taught and involved, with and without) on one KPI, as effects are compared."""

    kpi: str
    group: str
    against: str
    verdict: str
    change: float | None = None
    low: float | None = None
    high: float | None = None
    reason: str = ""
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Findings:
    """All that a closing says of practice beyond the monthly series of its KPIs."""

    figures: tuple[Figure, ...] = ()
    spread: tuple[Spread, ...] = ()
    started: str = "unknown"
    curves: tuple[Curve, ...] = ()
    lorenz: tuple[Lorenz, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    matrices: tuple[Matrix, ...] = ()
    gaps: tuple[Gap, ...] = ()
    trends: tuple[Trend, ...] = ()
    communities: Communities | None = None
    changes: tuple[ProcessChange, ...] = ()
    compared: tuple[Compared, ...] = ()
    refused: tuple[Refusal, ...] = ()
    time: tuple[TimeMatrix, ...] = ()

    def of(self, topic: str, key: str | None = None, group: str | None = None) -> tuple[Figure, ...]:
        """The figures of a topic, in order; of one key and group when given."""
        return tuple(
            figure
            for figure in self.figures
            if figure.topic == topic and key in (None, figure.key) and group in (None, figure.group)
        )

    def value(self, topic: str, key: str, group: str = "programme", period: str | None = None) -> float | None:
        """One figure's value (the last period's by default), or None when it is not published."""
        found = [one for one in self.of(topic, key, group) if period in (None, one.period)]
        return found[-1].value if found else None
