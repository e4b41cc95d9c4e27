"""What a comparison is made of: one KPI's values in one group and wave."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Keys = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Sample:
    """One KPI's values of one group in one wave, one entry a person.

    `person` are keys that are the same in both waves, and negative for an answer sheet that nobody can link;
    `cluster` is the code of the person's team, -1 when unknown. `counted` is the number of people that the value
    rests on (for a ratio, those in its denominator). A ratio keeps its `parts`, numerators and denominators.
    """

    value: Numbers
    person: Keys
    cluster: Keys
    counted: int = field(default=-1)
    parts: Numbers | None = None

    @property
    def n(self) -> int:
        """People that the value rests on."""
        return len(self.value) if self.counted < 0 else self.counted

    @property
    def mean(self) -> float:
        """The KPI's value: the mean of the entries."""
        return float(self.value.mean())

    @property
    def binary(self) -> bool:
        """Whether every value is 0 or 1, so that the mean is a share of people."""
        return bool(np.isin(self.value, (0.0, 1.0)).all())


def discordant(before: Sample, after: Sample) -> tuple[int, int]:
    """Of the same people, how many went from yes to no and from no to yes."""
    first = before.value[np.argsort(before.person, kind="stable")] == 1
    second = after.value[np.argsort(after.person, kind="stable")] == 1
    return int((first & ~second).sum()), int((second & ~first).sum())


def sample(value: Numbers, person: Keys | None = None, cluster: Keys | None = None) -> Sample:
    """The sample of `value`; without `person` nobody is linked."""
    value = np.asarray(value, dtype=np.float64)
    person = -1 - np.arange(len(value)) if person is None else np.asarray(person, dtype=np.int64)
    cluster = np.full(len(value), -1) if cluster is None else np.asarray(cluster, dtype=np.int64)
    return Sample(value, person, cluster)


def ratio_sample(numerator: Numbers, denominator: Numbers, person: Keys, cluster: Keys) -> Sample:
    """The sample whose mean is R = Σ numerator / Σ denominator and whose spread is that of the ratio.

    Each entry is R + (numerator - R denominator) / mean(denominator): the linearisation (delta method) of a ratio.
    """
    ratio = numerator.sum() / denominator.sum()
    value = ratio + (numerator - ratio * denominator) / denominator.mean()
    return Sample(value, person, cluster, int((denominator > 0).sum()), np.stack([numerator, denominator]))
