"""The strongest design that the data allow, strongest first, with what it found."""

from __future__ import annotations

from typing import NamedTuple

from scipy.special import stdtr

from valuemodel.effects import interrupted, placebo, ratios, staggered
from valuemodel.effects.contrasts import Cells
from valuemodel.effects.designs import MINIMUM_CLUSTERS, Estimate, before_after, difference_in_differences
from valuemodel.effects.pairs import mcnemar_mid_p
from valuemodel.effects.placebo import Rank
from valuemodel.effects.rules import rule
from valuemodel.effects.samples import Numbers, Sample, discordant


class Course(NamedTuple):
    """One group's monthly course: months numbered from 0 (holes stay holes), values, number of the first month with the
    programme.
    """

    months: Numbers
    value: Numbers
    start: int


class Found(NamedTuple):
    """An estimate, its two-sided p-value, and its rank among untouched teams or dates when the design has one."""

    estimate: Estimate
    p_value: float
    rank: Rank | None = None
    cautions: tuple[str, ...] = ()


def strongest(
    before: Sample,
    after: Sample,
    comparison: tuple[Sample, Sample] | None,
    shares: bool,
    cells: Cells | None = None,
    course: Course | None = None,
    last: int = 3,
) -> Found:
    """The ladder: roll-out in stages, difference in differences, few teams ranked among untouched ones, interrupted
    series, then paired, overlapping or unpaired waves.

    `cells` has the programme's starts and the comparison over months, `course` the months of the group without a
    comparison; both are None when nothing was measured month by month. `last` is how many months a wave has.
    """
    if comparison:
        stages = _in_stages(cells, last)
        return _with_p(stages) if stages else _compared(before, after, comparison, shares)
    if course is not None and interrupted.allowed(course.months, course.start):
        return _along_the_trend(course, last)
    found = ratios.widened(before_after(before, after, shares), (before, after))
    short = ("short_series",) if course is not None else ()
    return Found(found, _p(found, before, after, shares), cautions=short)


def _in_stages(cells: Cells | None, last: int) -> Estimate | None:
    """The roll-out in stages, when there is more than one."""
    if cells is None or len(staggered.treated_starts(cells)) < 2:
        return None
    return staggered.recent_overall(cells, last)


def _compared(before: Sample, after: Sample, comparison: tuple[Sample, Sample], shares: bool) -> Found:
    plain = difference_in_differences(before, after, *comparison, shares=shares)
    estimate = ratios.widened(plain, (before, after, *comparison))
    if estimate.clusters >= MINIMUM_CLUSTERS:
        return _with_p(estimate)
    ours, theirs = placebo.team_changes(before, after), placebo.team_changes(*comparison)
    if min(len(ours.change), len(theirs.change)) < 1 or len(ours.change) + len(theirs.change) < rule("placebo_teams"):
        return _with_p(estimate, cautions=("few_clusters",))
    rank = placebo.rank_among(ours, theirs)
    wider = placebo.few_teams(estimate, ours.change, theirs.change)
    found = _with_p(wider, rank, ("few_clusters",))
    return found._replace(p_value=max(found.p_value, rank.share))


def _along_the_trend(course: Course, last: int) -> Found:
    found = interrupted.interrupted(course.months, course.value, course.start, last)
    short = ("narrow_interval",) if found.points < rule("series_points_long") else ()
    return _with_p(found.estimate, found.placebo, short)


def _with_p(estimate: Estimate, rank: Rank | None = None, cautions: tuple[str, ...] = ()) -> Found:
    return Found(estimate, two_sided(estimate), rank, cautions)


def two_sided(estimate: Estimate) -> float:
    """The two-sided p-value of a change; 1 when nothing varies."""
    if estimate.se <= 0:
        return 1.0 if estimate.change == 0 else 0.0
    return float(2 * stdtr(estimate.df, -abs(estimate.change) / estimate.se))


def _p(estimate: Estimate, before: Sample, after: Sample, shares: bool) -> float:
    """McNemar's mid-p where the same people answered yes or no twice, else that of t."""
    if estimate.design == "paired" and shares and before.binary and after.binary:
        return mcnemar_mid_p(*discordant(before, after))
    return two_sided(estimate)
