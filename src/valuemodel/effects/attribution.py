"""How much of what changed is the programme's: a share only where a share means something."""

from __future__ import annotations


def attributed_share(change: float, raw: float, raw_moved: bool) -> float | None:
    """The comparison-based change over the group's own change; None when the group did not clearly move or the share
    is not one (the comparison moved the other way, or more).

    Then the effect itself is told. An effect from which a comparison group already took the trend out is never
    multiplied by this share again.

    >>> round(attributed_share((0.55 - 0.42) - (0.45 - 0.41), 0.55 - 0.42, True), 4)
    0.6923
    >>> attributed_share(2.76, 0.59, True) is None
    True
    """
    if not raw_moved or raw == 0:
        return None
    share = change / raw
    return share if 0 <= share <= 1 else None
