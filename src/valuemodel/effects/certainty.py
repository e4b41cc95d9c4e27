"""How sure one may be of a change, in a word that the design caps (the table in METHODS, section 0)."""

from __future__ import annotations

from typing import NamedTuple

from scipy.special import stdtr, stdtrit

from valuemodel.effects.designs import MINIMUM_CLUSTERS, Estimate
from valuemodel.effects.intervals import Z95
from valuemodel.effects.silence import Bounds, change_bounds, wave_bounds

MINIMUM_ANSWERS = 30
LOW_RESPONSE = 0.5
COMPARED = ("difference_in_differences", "staggered")
"""Designs whose comparison group can carry a "probable"."""


class Response(NamedTuple):
    """How many were asked and how many answered, in the first wave and in the last; None when unknown."""

    asked_before: int | None
    answered_before: int
    asked_after: int | None
    answered_after: int

    @property
    def rate(self) -> float | None:
        """The lower response rate of the two waves (0..1)."""
        waves = ((self.answered_before, self.asked_before), (self.answered_after, self.asked_after))
        rates = [min(answered / asked, 1.0) for answered, asked in waves if asked]
        return min(rates) if rates else None

    @property
    def rates(self) -> tuple[float, float] | None:
        """The response rates of the first and of the last wave, when both are known."""
        if not (self.asked_before and self.asked_after):
            return None
        return min(self.answered_before / self.asked_before, 1.0), min(self.answered_after / self.asked_after, 1.0)


def certainty(estimate: Estimate, *, one_side: bool, smallest_n: int, alike_before: bool = True) -> str:
    """The word for `estimate`: "moderate" at most with a comparison group, "low" at most without, "high" never.

    moderate: a comparison group that was not already moving otherwise, at least six teams on each side, and a published
    interval on one side of zero. very_low: fewer than 30 people in a wave.
    """
    if smallest_n < MINIMUM_ANSWERS:
        return "very_low"
    compared = estimate.design in COMPARED and estimate.clusters >= MINIMUM_CLUSTERS
    return "moderate" if compared and alike_before and one_side else "low"


def response_is_enough(response: Response | None, before: float, after: float, bounded: bool) -> bool:
    """Whether the answers suffice: half of those asked, or a change that no silence could undo.

    `before` and `after` are the observed values; only a share (`bounded`) has worst-case bounds.
    """
    if response is None or response.rate is None or response.rate >= LOW_RESPONSE:
        return True
    bounds = worst_case_change(response, before, after) if bounded else None
    return bounds is not None and (bounds.low > 0 or bounds.high < 0)


def worst_case_change(response: Response | None, before: float, after: float) -> Bounds | None:
    """Bounds of the change of a share whatever the silent would have said; None when those asked are not known."""
    if response is None or not (response.asked_before and response.asked_after):
        return None
    first = wave_bounds(before, response.answered_before, response.asked_before)
    return change_bounds(first, wave_bounds(after, response.answered_after, response.asked_after))


def probability_material(estimate: Estimate, materiality: float, direction: int) -> float:
    """P(change beyond `materiality` in the better direction), from the sampling distribution.

    A t distribution around the change; where the interval is not symmetric (shares), its half on the side of the
    threshold gives the spread.
    """
    distance = estimate.change * direction - materiality
    towards_low = (distance > 0) == (direction > 0)
    half = estimate.change - estimate.low if towards_low else estimate.high - estimate.change
    if half <= 0:
        return float(distance > 0)
    spread = half / float(stdtrit(estimate.df, 0.975)) if estimate.df > 0 else half / Z95
    return float(stdtr(estimate.df, distance / spread))


def smallest_visible(estimate: Estimate) -> float:
    """Smallest change that this design sees four times in five: (t at 97.5 % + t at 80 %) x standard error."""
    return float(stdtrit(estimate.df, 0.975) + stdtrit(estimate.df, 0.8)) * estimate.se
