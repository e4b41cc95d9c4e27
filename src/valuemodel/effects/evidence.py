"""What a page opens under an effect: aggregates over whole safe groups, each rounded as it is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class EventBar:
    """The effect `months` after the start (before it when negative), against the month just before it."""

    kpi: str
    group: str
    months: int
    change: float
    low: float
    high: float


@dataclass(frozen=True)
class SinceStart:
    """The average effect over all months since the start, by two-way fixed effects; `clusters` teams or people."""

    kpi: str
    group: str
    change: float
    low: float
    high: float
    clusters: int


@dataclass(frozen=True)
class Series:
    """A group's months against its own trend: jump at the start, change of slope a month, and how months depend on each
    other (`rho`); `newey_west` over `error` tells how much the interval depends on the method. A ratio of counts also
    has its rate after over before, with the quasi-Poisson interval.
    """

    kpi: str
    group: str
    points: int
    jump: float
    slope: float
    rho: float
    error: float
    newey_west: float
    rate: float | None = None
    rate_low: float | None = None
    rate_high: float | None = None


@dataclass(frozen=True)
class ResponseRate:
    """How many of a group were asked and answered in a survey wave (under 20, the lower end of their band)."""

    wave: str
    group: str
    asked: int
    answered: int
    rate: float


@dataclass(frozen=True)
class WorstCase:
    """The lowest and the highest value of a share over all asked, nothing being known of those who kept silent."""

    kpi: str
    group: str
    wave: str
    low: float
    high: float


@dataclass(frozen=True)
class Stayers:
    """How differently those who answered both waves had answered the first, from those who answered it only."""

    kpi: str
    stayers: int
    leavers: int
    difference: float
    low: float
    high: float


@dataclass(frozen=True)
class Composition:
    """The change over all who answered, over those who answered twice, and what the difference owes to who answered."""

    kpi: str
    everyone: float
    panel: float
    difference: float


@dataclass(frozen=True)
class Weighted:
    """The change once each safe group weighs what it weighs among the staff; `answers` are what the weighted answers
    of the smaller wave are worth.
    """

    kpi: str
    change: float
    unweighted: float
    answers: int


@dataclass(frozen=True)
class OrdinalShift:
    """How often, in 100, a person drawn after is above one drawn before (a tie counts for half), with its interval."""

    kpi: str
    group: str
    times_in_100: int
    low: int
    high: int


@dataclass(frozen=True)
class Distribution:
    """How the programme's people are spread along a KPI: `bins` are (low, high) values, twice the same for a single
    one; `before` and `after` the shares (0..1) of people in each, in the first wave and in the last.
    """

    kpi: str
    bins: tuple[tuple[float, float], ...]
    before: tuple[float, ...]
    after: tuple[float, ...]


@dataclass(frozen=True)
class ItemChange:
    """One question of an index whose questions differ between the waves: it was asked in both, and is shown alone."""

    kpi: str
    item: str
    before: float
    after: float
    change: float
    low: float
    high: float


@dataclass(frozen=True)
class IndexReliability:
    """How well the questions of an index hang together in a wave; omega is None with fewer than three."""

    kpi: str
    wave: str
    alpha: float
    low: float
    high: float
    omega: float | None
    answers: int


@dataclass(frozen=True)
class Progress:
    """What a KPI was expected to be on a day, and what it was; `state` is one of `targets.STATES`."""

    kpi: str
    day: date
    expected: float
    value: float
    state: str


@dataclass(frozen=True)
class Evidence:
    """All that stands behind the effects of a closing, beside the effects themselves."""

    events: tuple[EventBar, ...] = ()
    since_start: tuple[SinceStart, ...] = ()
    series: tuple[Series, ...] = ()
    responses: tuple[ResponseRate, ...] = ()
    worst_cases: tuple[WorstCase, ...] = ()
    stayers: tuple[Stayers, ...] = ()
    compositions: tuple[Composition, ...] = ()
    weighted: tuple[Weighted, ...] = ()
    shifts: tuple[OrdinalShift, ...] = ()
    distributions: tuple[Distribution, ...] = ()
    items: tuple[ItemChange, ...] = ()
    reliabilities: tuple[IndexReliability, ...] = ()
    progress: tuple[Progress, ...] = ()


NO_EVIDENCE = Evidence()
"""That of a closing made before there was any."""
