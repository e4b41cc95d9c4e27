"""The change between two waves and its sampling error, for people who are linked, partly linked or not at all.

One least-squares model serves all designs: value ~ wave (x arm), with errors clustered by person or by team. Its
estimate is a difference of means, so its variance is a sum over people of squared contributions, and closed forms
replace a regression: it equals the paired answer when everybody is in both waves and Welch's when nobody is.
"""

from __future__ import annotations

from math import hypot, sqrt
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from valuemodel.effects import publish
from valuemodel.effects.intervals import Z95, newcombe_paired, newcombe_unpaired
from valuemodel.effects.samples import Keys, Mask, Numbers, Sample

MINIMUM_CLUSTERS = 6
"""With fewer teams than this on a side, errors clustered by team are too small (MacKinnon and Webb)."""


UNLINKED = 2**40
"""Sets the answer sheets of two waves apart when nobody can link them."""


class Estimate(NamedTuple):
    """A change, its 95 % interval, standard error and degrees of freedom; `clusters` is 0 when teams were not used."""

    change: float
    low: float
    high: float
    se: float
    df: float
    design: str
    clusters: int = 0


class Part(NamedTuple):
    """A share of a variance, with its degrees of freedom."""

    variance: float
    df: float


def at_level(estimate: Estimate, level: float) -> tuple[float, float]:
    """The interval of `estimate` at another level than 95 %: each half scaled by the ratio of the t quantiles."""
    ratio = float(stdtrit(estimate.df, (1 + level) / 2) / stdtrit(estimate.df, 0.975))
    down, up = estimate.change - estimate.low, estimate.high - estimate.change
    return estimate.change - ratio * down, estimate.change + ratio * up


def linked(before: Sample, after: Sample) -> int:
    """How many people are in both waves."""
    return int(np.intersect1d(before.person, _people_after(after), assume_unique=True).size)


def _people_after(after: Sample) -> Keys:
    """The people of the second wave, an unlinkable answer sheet (negative key) never being one of the first wave."""
    return np.where(after.person < 0, after.person - UNLINKED, after.person)


def before_after(before: Sample, after: Sample, shares: bool = False) -> Estimate:
    """The change of one group: paired, overlapping or unpaired, by how many people are in both waves.

    With `shares`, values that are all 0 or 1 are shares of people and use Newcombe's intervals when all or none are
    linked; everything else has t intervals.
    """
    design = _design(before, after)
    estimate = student(after.mean - before.mean, person_parts(before, after), design)
    if not shares or design == "overlapping" or not (before.binary and after.binary):
        return estimate
    low, high = _share_interval(before, after, design)
    return estimate._replace(low=low, high=high)


def _design(before: Sample, after: Sample) -> str:
    both = linked(before, after)
    if not both:
        return "unpaired"
    return "paired" if both == len(before.value) == len(after.value) else "overlapping"


def difference_in_differences(
    before: Sample, after: Sample, comparison_before: Sample, comparison_after: Sample, shares: bool = False
) -> Estimate:
    """The group's change minus the comparison group's.

    When everybody is linked this is the regression of each person's change on being in the programme, with HC2 errors.
    Errors are clustered by team when each side has at least `MINIMUM_CLUSTERS` teams; the larger of the two is kept.
    With `shares` (values 0 or 1), the interval also covers the one that Newcombe's intervals of the two changes give.
    """
    estimate = _by_team_or_person(before, after, comparison_before, comparison_after)
    cells = (before, after, comparison_before, comparison_after)
    if not shares or not all(cell.binary for cell in cells):
        return estimate
    low, high = _of_two_intervals(
        before_after(before, after, shares), before_after(comparison_before, comparison_after, shares)
    )
    return estimate._replace(low=min(low, estimate.low), high=max(high, estimate.high))


def _of_two_intervals(first: Estimate, second: Estimate) -> tuple[float, float]:
    """The interval of the first change minus the second, from their own (square-and-add: Zou and Donner 2008)."""
    change = first.change - second.change
    low = change - hypot(first.change - first.low, second.high - second.change)
    return low, change + hypot(first.high - first.change, second.change - second.low)


def _by_team_or_person(before: Sample, after: Sample, comparison_before: Sample, comparison_after: Sample) -> Estimate:
    arms = ((before, after), (comparison_before, comparison_after))
    change = after.mean - before.mean - (comparison_after.mean - comparison_before.mean)
    by_person = student(change, [part for arm in arms for part in person_parts(*arm)], "difference_in_differences")
    clusters = min(cluster_count(*arm) for arm in arms)
    if clusters < MINIMUM_CLUSTERS:
        return by_person._replace(clusters=clusters)
    by_team = student(change, [cluster_part(*arm) for arm in arms], "difference_in_differences")
    return (by_team if by_team.se >= by_person.se else by_person)._replace(clusters=clusters)


def masked(estimate: Estimate, *cells: Sample) -> Estimate:
    """`estimate` from the masked shares of the cells (before, after, and the comparison's), as if nobody were linked.

    A small group that is unanimous must not show through a change or an interval that only unanimity gives.
    """
    arms = [_masked_change(before, after) for before, after in zip(cells[::2], cells[1::2], strict=True)]
    change = arms[0].change - sum(arm.change for arm in arms[1:])
    low, high = (arms[0].low, arms[0].high) if len(arms) == 1 else _of_two_intervals(*arms)
    return estimate._replace(change=change, low=low, high=high, se=(high - low) / (2 * Z95))


def _masked_change(before: Sample, after: Sample) -> Estimate:
    first, last = (publish.masked(cell.mean, cell.n) for cell in (before, after))
    low, high = newcombe_unpaired((last * after.n, after.n), (first * before.n, before.n))
    return Estimate(last - first, low, high, 0.0, 1.0, "unpaired")


def composition_matters(before: Sample, after: Sample) -> bool:
    """Whether those who are in both waves changed otherwise than the two waves as a whole, by more than the standard
    error.

    Then part of the change comes from who is in each wave, not from what happened to them.
    """
    _, first, second = np.intersect1d(before.person, _people_after(after), assume_unique=True, return_indices=True)
    if len(first) < 2 or len(first) == len(before.value) == len(after.value):
        return False
    panel = float(after.value[second].mean() - before.value[first].mean())
    error = sqrt(sum(part.variance for part in person_parts(before, after)))
    return abs(panel - (after.mean - before.mean)) > Z95 * error


def person_parts(before: Sample, after: Sample) -> list[Part]:
    """The variance of the change clustered by person, in parts: people in both waves, only before, only after."""
    _, contribution, in_before, in_after = _contributions(before, after, leverage=True)
    parts = []
    for members in (in_before & in_after, in_before & ~in_after, in_after & ~in_before):
        if members.any():
            parts.append(Part(float((contribution[members] ** 2).sum()), max(int(members.sum()) - 1, 1)))
    return parts


def cluster_part(before: Sample, after: Sample) -> Part:
    """The variance of the change clustered by team, G/(G-1) Σ over teams of their contributions squared; df G - 1."""
    keys, contribution, _, _ = _contributions(before, after, leverage=False)
    teams, position = np.unique(_teams_of(keys, before, after), return_inverse=True)
    sums = np.bincount(position, weights=contribution)
    return Part(float((sums**2).sum()) * len(teams) / (len(teams) - 1), len(teams) - 1)


def cluster_count(before: Sample, after: Sample) -> int:
    """Number of teams in the two waves; people without a known team are not a team."""
    teams = np.unique(np.concatenate([before.cluster, after.cluster]))
    return int((teams >= 0).sum())


def _contributions(before: Sample, after: Sample, leverage: bool) -> tuple[Keys, Numbers, Mask, Mask]:
    keys, position = np.unique(np.concatenate([before.person, _people_after(after)]), return_inverse=True)
    weights = np.concatenate([-_shares(before, leverage), _shares(after, leverage)])
    waves = np.repeat([0, 1], [len(before.value), len(after.value)])
    in_before = np.bincount(position, weights=waves == 0, minlength=len(keys)) > 0
    in_after = np.bincount(position, weights=waves == 1, minlength=len(keys)) > 0
    sums = np.bincount(position, weights=weights, minlength=len(keys))
    return keys.astype(np.int64), sums.astype(np.float64), in_before, in_after


def _shares(sample: Sample, leverage: bool) -> Numbers:
    n = len(sample.value)
    scale = n * sqrt(1 - 1 / n) if leverage and n > 1 else n
    return (sample.value - sample.value.mean()) / scale


def _teams_of(keys: Keys, before: Sample, after: Sample) -> Keys:
    """The team of each person; someone without one is their own (a code that no team has)."""
    people = np.concatenate([before.person, _people_after(after)])
    teams = np.concatenate([before.cluster, after.cluster])
    _, first = np.unique(people, return_index=True)
    found = teams[first]
    alone = found < 0
    found[alone] = found.max(initial=0) + 1 + np.arange(alone.sum())
    return found


def student(change: float, parts: list[Part], design: str) -> Estimate:
    """The t interval of `change`, with Satterthwaite's degrees of freedom over `parts`.

    df = (Σ variances)² / Σ (variance² / df).
    """
    variance = sum(part.variance for part in parts)
    spread = sum(part.variance**2 / part.df for part in parts)
    df = variance**2 / spread if spread > 0 else float(sum(part.df for part in parts))
    half = float(stdtrit(df, 0.975)) * sqrt(variance)
    return Estimate(change, change - half, change + half, sqrt(variance), df, design)


def _share_interval(before: Sample, after: Sample, design: str) -> tuple[float, float]:
    if design == "unpaired":
        return newcombe_unpaired(
            (float(after.value.sum()), len(after.value)), (float(before.value.sum()), len(before.value))
        )
    first = after.value[np.argsort(after.person, kind="stable")] == 1
    second = before.value[np.argsort(before.person, kind="stable")] == 1
    cells = (first & second, first & ~second, ~first & second, ~first & ~second)
    both, first_only, second_only, neither = (int(cell.sum()) for cell in cells)
    return newcombe_paired(both, first_only, second_only, neither)
