"""Published precision: what is stored is already rounded, so that no page, download or later closing can show more."""

from __future__ import annotations

from math import ceil, floor

from valuemodel.privacy import least_of, size_band

_SLACK = 1e-9
"""Keeps 0.3 from being rounded out to 0.4 because a computer writes 0.30000000000000004."""


def nearest(value: float, decimals: int) -> float:
    """`value` at the published precision (never a negative zero)."""
    return round(value, decimals) + 0.0


def down(value: float, decimals: int) -> float:
    """The lower end of an interval, rounded outwards."""
    return floor(value * 10**decimals + _SLACK) / 10**decimals + 0.0


def up(value: float, decimals: int) -> float:
    """The upper end of an interval, rounded outwards."""
    return ceil(value * 10**decimals - _SLACK) / 10**decimals + 0.0


def people(n: int) -> int:
    """A number of people that may be stored: what stands for its size band (10 for 10-19, 150 for 148 to 152)."""
    return least_of(size_band(n))


def hides(share: float, n: int) -> bool:
    """Whether `masked` changes `share`."""
    return masked(share, n) != share


def masked(share: float, n: int) -> float:
    """A share that does not say that everybody, or nobody, of a small group agrees: within 0.05..0.95 under 20
    people.
    """
    return share if n >= 20 else min(max(share, 0.05), 0.95)
