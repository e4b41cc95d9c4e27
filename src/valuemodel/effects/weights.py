"""Answers weighted back to the staff they should stand for, and what the weighting costs in answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from valuemodel.effects.rules import rule
from valuemodel.effects.samples import Keys, Numbers


def effective_n(weights: Numbers) -> float:
    """How many equally weighted answers these are worth: (Σ w)² / Σ w² (Kish 1965).

    >>> round(effective_n(np.array([1.0, 1.0, 2.0, 4.0])), 4)
    2.9091
    """
    return float(weights.sum() ** 2 / (weights**2).sum())


def raked(codes: Sequence[Keys], margins: Sequence[Mapping[int, float]], rounds: int = 50) -> Numbers:
    """Weights of answers (mean 1) under which each margin is that of the staff: iterative proportional fitting.

    `codes` has, for each margin, the category of each answer; `margins` the staff of each category. Categories without
    an answer are left out of their margin. Weights over `weights_trim` times the median are cut there at the end.

    >>> raked([np.array([0, 0, 1])], [{0: 50, 1: 50}]).tolist()
    [0.75, 0.75, 1.5]
    """
    weights = np.ones(len(codes[0]))
    targets = [_target(one, margin) for one, margin in zip(codes, margins, strict=True)]
    for _ in range(rounds):
        before = weights
        for one, target in zip(codes, targets, strict=True):
            found = np.bincount(one, weights=weights, minlength=len(target))
            ratio = np.divide(target, found, out=np.ones_like(target), where=found > 0)
            weights = weights * ratio[one]
        if np.abs(weights - before).max() < 1e-12:
            break
    weights = np.minimum(weights, rule("weights_trim") * float(np.median(weights)))
    return weights / weights.mean()


def _target(codes: Keys, margin: Mapping[int, float]) -> Numbers:
    """The answers that each category should have, over the categories that have any."""
    answered = np.bincount(codes)
    staff = np.array([margin.get(code, 0.0) if answered[code] else 0.0 for code in range(len(answered))])
    return np.asarray(staff / staff.sum() * len(codes))
