"""Structural holes: how much room people have between groups that do not talk to each other. Burt 1992."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from valuemodel.practice.networks import Ties

Numbers = NDArray[np.float64]


def adjacency(network: Ties) -> Numbers:
    """The symmetric 0/1 matrix of connected pairs (n x n)."""
    first, second = network.dyads()
    matrix = np.zeros((network.n, network.n))
    matrix[first, second] = matrix[second, first] = 1.0
    return matrix


def constraint(matrix: Numbers) -> Numbers:
    """Burt's constraint of each person: Σ over j of (p_ij + Σ over q of p_iq p_qj)², j among the person's contacts.

    p_ij is the share of i's ties that go to j. Low: one's contacts do not know each other. Nan without any tie.
    """
    ties = matrix.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(ties[:, None] > 0, matrix / ties[:, None], 0.0)
    invested = (shares + shares @ shares) ** 2
    return np.where(ties > 0, (invested * (matrix > 0)).sum(axis=1), np.nan)


def effective_size(matrix: Numbers) -> Numbers:
    """How many different contacts each person really has: n - 2t/n, n contacts with t ties among them. Borgatti 1997.

    Nan without any tie.
    """
    contacts = matrix.sum(axis=1)
    among = ((matrix @ matrix) * matrix).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(contacts > 0, contacts - among / contacts, np.nan)
