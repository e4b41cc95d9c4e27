"""Participants' own estimates: value x share due to the programme x confidence, for each person, then added up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from valuemodel.errors import Issue

CAP = 0.95
REASONS = ("not_a_number", "negative", "share_out_of_range", "unsupported")


@dataclass(frozen=True)
class Estimates:
    """What people estimated, added up: a total, the number of people, how many answers were left out and why.

    `total` is None when fewer than k people remain: nothing of theirs then leaves the computation. People who were
    asked and did not answer count for nothing. `excluded` and `capped` are counts, for the reasons of REASONS (texts
    `participants.<reason>`); `cap` is the adjusted value that no single answer may pass.
    """

    total: float | None
    n: int
    asked: int
    cap: float | None
    capped: int
    excluded: Mapping[str, int] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()


def participants_estimate(
    value: np.ndarray,
    contribution: np.ndarray,
    confidence: np.ndarray,
    *,
    asked: int | None = None,
    supported: np.ndarray | None = None,
    cap: float | None = CAP,
    k: int = 5,
) -> Estimates:
    """Sum over people of value x contribution x confidence (Phillips); arrays of one entry a person.

    `value` per year in money, `contribution` and `confidence` are shares 0..1. An answer is left out when it is no
    number, negative, has a share outside 0..1, or (`supported` False) says nothing of what it rests on. What is left is
    capped at the `cap` quantile of the adjusted values, so that no single answer carries the total (None: no cap).

    >>> one = np.array([12000.0] * 5), np.array([0.5] * 5), np.array([0.8] * 5)
    >>> participants_estimate(*one).total
    24000.0
    """
    value, contribution, confidence = (np.asarray(column, float) for column in (value, contribution, confidence))
    count = len(value)
    reason = _reasons(value, contribution, confidence, np.ones(count, bool) if supported is None else supported)
    kept = reason < 0
    adjusted = (value * contribution * confidence)[kept]
    n, out_of = int(kept.sum()), max(asked or 0, count)
    excluded = {name: int((reason == at).sum()) for at, name in enumerate(REASONS) if (reason == at).any()}
    if n < k:
        return Estimates(None, 0, out_of, None, 0, {}, (Issue("estimates_too_few", values={"k": k}),))
    limit = float(np.quantile(adjusted, cap)) if cap is not None else np.inf
    capped = int((adjusted > limit).sum())
    total = float(np.minimum(adjusted, limit).sum())
    return Estimates(total, n, out_of, None if cap is None else limit, capped, excluded)


def _reasons(value: np.ndarray, contribution: np.ndarray, confidence: np.ndarray, supported: np.ndarray) -> np.ndarray:
    """The position in REASONS of the first thing wrong with each answer; -1 when nothing is."""
    finite = np.isfinite(value) & np.isfinite(contribution) & np.isfinite(confidence)
    with np.errstate(invalid="ignore"):
        shares = (contribution >= 0) & (contribution <= 1) & (confidence >= 0) & (confidence <= 1)
        wrong = [~finite, value < 0, ~shares, ~np.asarray(supported, bool)]
    return np.select(wrong, range(len(REASONS)), default=-1)
