"""Intervals for shares, and what a survey of n answers can see. All shares are 0..1, all intervals 95 % unless said."""

from __future__ import annotations

from math import sqrt

from scipy.special import ndtr, ndtri

Z95 = 1.959963984540054


def wilson(successes: float, n: float, z: float = Z95) -> tuple[float, float]:
    """Interval of a share x/n: (x/n + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n). Wilson 1927; Newcombe 1998a.

    >>> [round(bound, 4) for bound in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    share = successes / n
    scale = 1 + z * z / n
    centre = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)


def newcombe_unpaired(after: tuple[float, float], before: tuple[float, float]) -> tuple[float, float]:
    """Interval of the difference of two independent shares, each (successes, n): hybrid score, method 10 of Newcombe
    1998b.

    >>> [round(bound, 4) for bound in newcombe_unpaired((56, 70), (48, 80))]
    [0.0524, 0.3339]
    """
    share2, share1 = after[0] / after[1], before[0] / before[1]
    (low2, high2), (low1, high1) = wilson(*after), wilson(*before)
    change = share2 - share1
    low = change - sqrt((share2 - low2) ** 2 + (high1 - share1) ** 2)
    return low, change + sqrt((high2 - share2) ** 2 + (share1 - low1) ** 2)


def newcombe_paired(both: int, first_only: int, second_only: int, neither: int) -> tuple[float, float]:
    """Interval of the first share minus the second on the same people: square-and-add with φ, method 10 of Newcombe
    1998c.

    φ has the correction max(ad - bc - n/2, 0) when ad > bc, and is 0 when a margin is empty.
    """
    n = both + first_only + second_only + neither
    x1, x2 = both + first_only, both + second_only
    share1, share2 = x1 / n, x2 / n
    (low1, high1), (low2, high2) = wilson(x1, n), wilson(x2, n)
    phi = _phi(both, first_only, second_only, neither)
    change = share1 - share2
    down, up = share1 - low1, high2 - share2
    low = change - sqrt(max(down**2 - 2 * phi * down * up + up**2, 0.0))
    up, down = high1 - share1, share2 - low2
    return low, change + sqrt(max(up**2 - 2 * phi * up * down + down**2, 0.0))


def _phi(a: int, b: int, c: int, d: int) -> float:
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    if margins == 0:
        return 0.0
    product = a * d - b * c
    corrected = max(product - (a + b + c + d) / 2, 0.0) if product > 0 else product
    return corrected / sqrt(margins)


def worst_case_bounds(successes: float, answered: float, invited: float) -> tuple[float, float]:
    """Bounds of a share over all invited when nothing is known of those who did not answer (Horowitz and Manski).

    >>> worst_case_bounds(108, 180, 300)
    (0.36, 0.76)
    """
    return successes / invited, (successes + invited - answered) / invited


def power_two_shares(n: float, before: float, after: float, alpha: float = 0.05) -> float:
    """Power to see `before` become `after` with `n` answers in each wave (two-sided; as R's power.prop.test).

    >>> round(float(power_two_shares(50, 0.5, 0.75)), 7)
    0.7401659
    """
    mean = (before + after) / 2
    pooled = ndtri(1 - alpha / 2) * sqrt(2 * mean * (1 - mean))
    spread = sqrt(before * (1 - before) + after * (1 - after))
    return float(ndtr((sqrt(n) * abs(after - before) - pooled) / spread))


def answers_needed(before: float, after: float, power: float = 0.8, alpha: float = 0.05) -> float:
    """Answers in each wave to see `before` become `after` with `power`.

    >>> round(answers_needed(0.5, 0.75, power=0.9), 1)
    76.7
    """
    mean = (before + after) / 2
    pooled = ndtri(1 - alpha / 2) * sqrt(2 * mean * (1 - mean))
    spread = ndtri(power) * sqrt(before * (1 - before) + after * (1 - after))
    return float(((pooled + spread) / (after - before)) ** 2)


def smallest_visible_rise(n: float, before: float, power: float = 0.8) -> float:
    """Smallest rise of a share that two waves of `n` answers see with `power`: the inverse of `power_two_shares`.

    1 - before when even a rise to everyone would not be seen.
    """
    low, high = 0.0, 1.0 - before
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if power_two_shares(n, before, before + middle) > power else (middle, high)
    return high
