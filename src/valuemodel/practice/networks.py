"""Collaboration and cooperation in a network of exchanges: group measures only, never who.

Ties are directed and weighted (how many exchanges). Collaborating is working to one goal: density and repeated ties
inside declared teams. Cooperating is sharing in the network: reach, reciprocity, bridges between units.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Codes = NDArray[np.int64]
Numbers = NDArray[np.float64]

LEAST_WEIGHT = 2.0
PERMUTATIONS = 5_000


@dataclass(frozen=True)
class Ties:
    """Directed ties between people who are positions 0..n-1: one row a pair that exchanged at least twice."""

    source: Codes
    target: Codes
    weight: Numbers
    n: int

    def dyads(self) -> tuple[Codes, Codes]:
        """Each connected pair once, the smaller position first."""
        low, high = np.minimum(self.source, self.target), np.maximum(self.source, self.target)
        pairs = np.unique(low * self.n + high)
        return pairs // self.n, pairs % self.n


class Mixing(NamedTuple):
    """The E-I index and what it would be if the same ties fell anywhere: `p_value` is the share of permutations at
    least as far from their mean.
    """

    external: float
    expected: float
    low: float
    high: float
    p_value: float
    rescaled: float


def ties(source: Codes, target: Codes, weight: Numbers, n: int, least: float = LEAST_WEIGHT) -> Ties:
    """The ties of `n` people: weights of the same pair added up, nobody tied to themselves, `least` exchanges."""
    summed = pd.DataFrame({"source": source, "target": target, "weight": weight})
    apart = summed[summed["source"] != summed["target"]]
    added = apart.groupby(["source", "target"])["weight"].sum().reset_index()
    kept = added[added["weight"] >= least]
    return Ties(
        kept["source"].to_numpy(np.int64), kept["target"].to_numpy(np.int64), kept["weight"].to_numpy(np.float64), n
    )


def density(network: Ties) -> float:
    """The share (0..1) of all possible directed ties that exist."""
    return len(network.source) / (network.n * (network.n - 1)) if network.n > 1 else float("nan")


def reciprocity(network: Ties) -> float:
    """The share (0..1) of directed ties that are returned.

    >>> mutual = ties(np.array([0, 1, 1, 2, 0, 3]), np.array([1, 0, 2, 1, 2, 0]), np.full(6, 2.0), 4)
    >>> round(reciprocity(mutual), 3)
    0.667
    """
    if not len(network.source):
        return float("nan")
    there, back = network.source * network.n + network.target, network.target * network.n + network.source
    return float(np.isin(there, back).mean())


def beyond_density(network: Ties) -> float:
    """Reciprocity less what density alone gives: (r - d) / (1 - d). Garlaschelli and Loffredo 2004."""
    dense = density(network)
    return (reciprocity(network) - dense) / (1 - dense) if dense < 1 else float("nan")


def giving(network: Ties) -> Numbers:
    """How many exchanges each person started."""
    return np.bincount(network.source, weights=network.weight, minlength=network.n).astype(np.float64)


def reach(network: Ties, groups: Codes) -> Numbers:
    """In how many groups other than their own each person has a tie (positions x 1); groups of -1 are not counted."""
    first, second = network.dyads()
    who, whom = np.concatenate([first, second]), np.concatenate([second, first])
    outside = (groups[who] != groups[whom]) & (groups[who] >= 0) & (groups[whom] >= 0)
    pairs = np.unique(who[outside] * (groups.max(initial=0) + 1) + groups[whom[outside]])
    return np.bincount(pairs // (groups.max(initial=0) + 1), minlength=network.n).astype(np.float64)


def density_within(network: Ties, teams: Codes) -> float:
    """The share (0..1) of the possible pairs inside declared teams that are connected; -1 is no team."""
    sizes = np.bincount(teams[teams >= 0])
    possible = float((sizes * (sizes - 1) / 2).sum())
    first, second = network.dyads()
    inside = (teams[first] == teams[second]) & (teams[first] >= 0)
    return float(inside.sum()) / possible if possible else float("nan")


def repeated_within(network: Ties, teams: Codes, weeks: Numbers, window: float) -> float:
    """Of the connected pairs inside teams, the mean share (0..1) of the window's weeks in which they exchanged.

    `weeks` has, for each tie, the number of weeks in which it was active; a pair takes its busier direction.
    """
    inside = (teams[network.source] == teams[network.target]) & (teams[network.source] >= 0)
    if not inside.any() or window <= 0:
        return float("nan")
    low = np.minimum(network.source, network.target)[inside]
    high = np.maximum(network.source, network.target)[inside]
    pairs = pd.Series(weeks[inside]).groupby([low, high]).max()
    return float((pairs / window).clip(upper=1).mean())


def external_index(first: Codes, second: Codes, groups: Codes) -> float:
    """E-I = (external - internal) / (external + internal) over connected pairs: -1 closed, +1 only outside.

    Krackhardt and Stern 1988.
    """
    outside = groups[first] != groups[second]
    return float(2 * outside.mean() - 1) if len(outside) else float("nan")


def expected_index(sizes: NDArray[np.int64] | list[int]) -> float:
    """The E-I index when ties fall anywhere: (possible external - possible internal) / all possible pairs.

    >>> round(expected_index([17, 17]), 6)
    0.030303
    """
    counts = np.asarray(sizes, dtype=np.float64)
    n = counts.sum()
    inside = float((counts * (counts - 1) / 2).sum())
    return 1 - 2 * inside / float(n * (n - 1) / 2)


def mixing(
    first: Codes, second: Codes, groups: Codes, rng: np.random.Generator, permutations: int = PERMUTATIONS
) -> Mixing:
    """The E-I index against `permutations` in which the groups' labels are shuffled over people.

    `rescaled` is (index - expected) / (1 - expected) above, / (1 + expected) below: -1 as closed as can be, 0 as if
    by chance, +1 as open as can be. Group sizes alone move the plain index.
    """
    found = external_index(first, second, groups)
    codes = np.unique(groups, return_inverse=True)[1].astype(np.uint8 if len(np.unique(groups)) < 256 else np.int32)
    shuffled = np.empty(permutations)
    labels = codes.copy()
    for draw in range(permutations):
        rng.shuffle(labels)
        shuffled[draw] = np.count_nonzero(labels.take(first) != labels.take(second))
    shuffled = 2 * shuffled / len(first) - 1
    expected = float(shuffled.mean())
    as_far = int((np.abs(shuffled - expected) >= abs(found - expected) - 1e-12).sum())
    low, high = np.percentile(shuffled, [2.5, 97.5])
    away = found - expected
    rescaled = away / (1 - expected if away > 0 else 1 + expected)
    return Mixing(found, expected, float(low), float(high), (as_far + 1) / (permutations + 1), rescaled)


def fragility(network: Ties, groups: Codes, top: float = 0.05) -> float:
    """The share (0..1) of the bridges (pairs between groups) that touch the `top` of people with most of them.

    Were these few to leave, so many of the bridges would fall. Never who they are.
    """
    first, second = network.dyads()
    bridge = (groups[first] != groups[second]) & (groups[first] >= 0) & (groups[second] >= 0)
    first, second = first[bridge], second[bridge]
    if not len(first):
        return float("nan")
    held = np.bincount(np.concatenate([first, second]), minlength=network.n)
    few = np.argsort(-held, kind="stable")[: max(round(top * network.n), 1)]
    return float((np.isin(first, few) | np.isin(second, few)).mean())


def group_matrix(network: Ties, groups: Codes, count: int) -> tuple[Numbers, NDArray[np.int64]]:
    """Connected pairs between groups 0..`count`-1 (symmetric; inside on the diagonal), and how many people of the row's
    group take part in each cell.
    """
    first, second = network.dyads()
    known = (groups[first] >= 0) & (groups[second] >= 0)
    first, second = first[known], second[known]
    pairs = np.zeros((count, count))
    np.add.at(pairs, (groups[first], groups[second]), 1.0)
    who, whom = np.concatenate([first, second]), np.concatenate([second, first])
    taking = np.unique(who * count + groups[whom])
    people = np.zeros((count, count), dtype=np.int64)
    np.add.at(people, (groups[taking // count], taking % count), 1)
    return pairs + np.triu(pairs.T, 1) + np.tril(pairs.T, -1), people


def safe_cells(people: NDArray[np.int64], k: int) -> NDArray[np.bool_]:
    """Which cells of a symmetric group matrix may be shown: at least `k` people take part on both sides.

    When one cell alone would be hidden, totals would give it away: the one with fewest people is hidden too.
    """
    shown = (people >= k) & (k <= people.T)
    above = np.triu_indices(len(people))
    if (~shown[above]).sum() == 1 and len(above[0]) > 1:
        fewest = np.where(shown, np.minimum(people, people.T), np.iinfo(np.int64).max)
        row, column = np.unravel_index(int(np.argmin(fewest)), fewest.shape)
        shown[row, column] = shown[column, row] = False
    return shown
