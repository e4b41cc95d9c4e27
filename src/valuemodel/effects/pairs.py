"""The same people asked the same yes-or-no question twice: did as many change one way as the other?"""

from __future__ import annotations

from scipy.stats import binom


def mcnemar_exact(first_only: int, second_only: int) -> float:
    """p of McNemar's exact test: 2 P(Binomial(b + c, 1/2) <= min(b, c)), at most 1.

    >>> mcnemar_exact(1, 7)
    0.0703125
    """
    changed, fewer = first_only + second_only, min(first_only, second_only)
    return float(min(1.0, 2 * binom.cdf(fewer, changed, 0.5)))


def mcnemar_mid_p(first_only: int, second_only: int) -> float:
    """Mid-p of McNemar's test: the exact p less the probability of the table found; 1 when nobody changed.

    Closer to its level than the exact test (Fagerland, Lydersen and Laake 2013).

    >>> round(mcnemar_mid_p(1, 7), 4)
    0.0391
    """
    changed, fewer = first_only + second_only, min(first_only, second_only)
    if not changed:
        return 1.0
    found = float(binom.pmf(fewer, changed, 0.5))
    tail = float(2 * binom.cdf(fewer, changed, 0.5)) - found
    return tail - found / 2 if first_only == second_only else tail


def mcnemar_chi2(first_only: int, second_only: int) -> float:
    """McNemar's chi-square with the continuity correction: (|b - c| - 1)² / (b + c).

    >>> round(mcnemar_chi2(150, 86), 4)
    16.8178
    """
    return (abs(first_only - second_only) - 1) ** 2 / (first_only + second_only)
