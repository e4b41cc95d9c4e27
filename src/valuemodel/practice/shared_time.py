"""Time given between units: how much leaves its unit, against chance, and how much comes back. Hours, never people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def outside(hours: Numbers) -> float:
    """The share (0..1) of the hours given (rows: from, columns: to; square) that leaves its own unit.

    >>> round(outside(np.array([[6.0, 4.0], [0.0, 10.0]])), 6)
    0.2
    """
    given = float(np.nansum(hours))
    return 1.0 - float(np.nansum(np.diagonal(hours))) / given if given > 0 else float("nan")


def outside_by_chance(people: Numbers, sizes: Numbers) -> float:
    """The share that would leave if everyone's time fell on anybody alike: `people` give, of units of `sizes`.

    >>> round(outside_by_chance(np.array([2.0, 2.0]), np.array([2.0, 2.0])), 6)
    0.666667
    """
    everyone = sizes.sum() - 1
    return float((people * (1 - (sizes - 1) / everyone)).sum() / people.sum()) if everyone > 0 else float("nan")


def reciprocity(hours: Numbers) -> float:
    """The share (0..1) of the hours between units that is returned: twice the smaller way of each pair over both.

    Squartini, Picciolo, Ruzzenenti and Garlaschelli 2013, reciprocity of weighted networks. A cell that is not known
    (NaN) leaves its pair out.

    >>> round(reciprocity(np.array([[9.0, 4.0, 1.0], [2.0, 9.0, 0.0], [1.0, 0.0, 9.0]])), 6)
    0.75
    """
    above = np.triu_indices(len(hours), 1)
    there, back = hours[above], hours.T[above]
    known = ~(np.isnan(there) | np.isnan(back))
    both = float((there[known] + back[known]).sum())
    return 2.0 * float(np.minimum(there, back)[known].sum()) / both if both > 0 else float("nan")
