"""Many figures looked at together: which of them still hold when one remembers how many there were."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from valuemodel.effects.rules import rule

FAMILIES = ("primary", "claims", "exploring")
"""The KPI stated to be the one that matters; those stated before looking; all that one just looks at."""


def bonferroni(p_values: Sequence[float], error: float = 0.05) -> list[bool]:
    """Which hypotheses fall when each is held to error / m.

    >>> bonferroni([0.01, 0.04])
    [True, False]
    """
    return [p <= error / len(p_values) for p in p_values]


def holm(p_values: Sequence[float], error: float = 0.05) -> list[bool]:
    """Which hypotheses fall by Holm's steps: the i-th smallest against error / (m - i + 1), stopping at the first that
    stands (Holm 1979).

    >>> holm([0.01, 0.04, 0.03])
    [True, False, False]
    """
    order = np.argsort(p_values, kind="stable")
    limits = error / (len(p_values) - np.arange(len(p_values)))
    passed = np.logical_and.accumulate(np.asarray(p_values)[order] <= limits)
    return _in_order(order, passed)


def benjamini_hochberg(p_values: Sequence[float], false_share: float = 0.10) -> list[bool]:
    """Which findings to keep so that at most `false_share` of them are expected false: up to the largest i with
    p(i) <= i / m x false_share (Benjamini and Hochberg 1995).

    >>> benjamini_hochberg([0.01, 0.04, 0.9], 0.10)
    [True, True, False]
    """
    order = np.argsort(p_values, kind="stable")
    below = np.asarray(p_values)[order] <= np.arange(1, len(p_values) + 1) / len(p_values) * false_share
    last = int(np.flatnonzero(below)[-1]) if below.any() else -1
    return _in_order(order, np.arange(len(p_values)) <= last)


def _in_order(order: np.ndarray, passed: np.ndarray) -> list[bool]:
    found = np.empty(len(order), dtype=bool)
    found[order] = passed
    return found.tolist()


def holds(family: str, p_values: Sequence[float]) -> list[bool]:
    """Which effects of a family hold: one stated beforehand needs no correction, claims take Holm's, exploring
    Benjamini and Hochberg's.
    """
    if not p_values:
        return []
    if family == "primary":
        return [p <= rule("claims_error") for p in p_values]
    if family == "claims":
        return holm(p_values, rule("claims_error"))
    return benjamini_hochberg(p_values, rule("exploring_false"))
