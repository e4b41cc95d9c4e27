"""Collaboration and cooperation in the network of exchanges, as group figures and group matrices only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from valuemodel import practice
from valuemodel.closing.facts import Facts
from valuemodel.closing.findings.cells import Window
from valuemodel.closing.findings.usage import number, share
from valuemodel.closing.plan import Planned
from valuemodel.effects import publish
from valuemodel.practice import Figure, Refusal, brokerage, networks

SEED = 20261031
EARLIER_PERMUTATIONS = 1_000
"""Enough for what a network was before; the last one has all permutations."""
LARGEST_MATRIX = 6_000
"""Above so many people the constraint, which needs the whole matrix, is not computed."""


class Net(NamedTuple):
    """The network of some members in one window: ties over local positions, their groups, teams, weeks of activity."""

    ties: networks.Ties
    groups: np.ndarray
    teams: np.ndarray
    weeks: np.ndarray


def figures(
    facts: Facts, windows: tuple[Window, ...], groups: tuple[Planned, ...], k: int
) -> Iterator[Figure | Refusal | practice.Matrix]:
    """Each window's measures, of the programme and the comparison; its matrix between units."""
    if not windows:
        yield Refusal("network", "no_exchanges")
        return
    units = [group for group in groups if group.kind == "unit"]
    for window in windows:
        for total in [group for group in groups if group.kind in ("total", "comparison")]:
            inside = [unit for unit in units if unit.parent == total.key]
            net = net_of(facts, window, total.members, inside)
            draws = networks.PERMUTATIONS if window is windows[-1] else EARLIER_PERMUTATIONS
            yield from _measures(net, total.key, window, k, draws)
        if len(units) > 1:
            everyone = np.logical_or.reduce([unit.members for unit in units])
            yield _matrix(net_of(facts, window, everyone, units), units, window.name, k)


def net_of(facts: Facts, window: Window, members: np.ndarray, units: list[Planned]) -> Net:
    """The network among `members` who take part in the window's exchanges."""
    rows = window.rows
    rows = rows[members[rows["source"].to_numpy()] & members[rows["target"].to_numpy()]]
    people = np.unique(np.concatenate([rows["source"].to_numpy(), rows["target"].to_numpy()]))
    source, target = (np.searchsorted(people, rows[name].to_numpy()) for name in ("source", "target"))
    weight = rows["weight"].fillna(1.0).to_numpy(np.float64)
    least = networks.LEAST_WEIGHT if weight.max(initial=0) >= networks.LEAST_WEIGHT else 0.0
    found = networks.ties(source, target, weight, len(people), least)
    codes = np.full(len(members), -1, dtype=np.int64)
    for code, unit in enumerate(units):
        codes[unit.members] = code
    return Net(found, codes[people], facts.clusters[people], _weeks(found, source, target, rows))


def _weeks(found: networks.Ties, source: np.ndarray, target: np.ndarray, rows: pd.DataFrame) -> np.ndarray:
    """In how many periods of the window each tie was active."""
    periods = pd.Series(rows["period_end"].to_numpy()).groupby(source * found.n + target).nunique()
    return periods.reindex(found.source * found.n + found.target).to_numpy(np.float64)


def _measures(net: Net, group: str, window: Window, k: int, draws: int) -> Iterator[Figure | Refusal]:
    n = net.ties.n
    if n < 2 * k or len(net.ties.source) < k:
        yield Refusal("network", "too_few_people", group)
        return
    periods = max(window.rows["period_end"].nunique(), 1)
    told = {
        ("collaboration", "density_in_teams"): networks.density_within(net.ties, net.teams),
        ("collaboration", "repeated_in_teams"): networks.repeated_within(net.ties, net.teams, net.weeks, periods)
        if periods > 1 else float("nan"),
        ("cooperation", "reciprocity"): networks.reciprocity(net.ties),
        ("cooperation", "reciprocity_beyond_chance"): networks.beyond_density(net.ties),
        ("cooperation", "gini_of_giving"): practice.gini(networks.giving(net.ties)),
    }  # fmt: skip
    for (topic, key), value in told.items():
        if not np.isnan(value):
            yield number(topic, key, group, window.name, value, n)
    yield Figure("cooperation", "density_per_thousand", group, window.name,
                 publish.nearest(1000 * networks.density(net.ties), 1), n=publish.people(n))  # fmt: skip
    if n <= LARGEST_MATRIX:
        yield number("cooperation", "constraint", group, window.name,
                     float(np.nanmean(brokerage.constraint(brokerage.adjacency(net.ties)))), n)  # fmt: skip
    yield from _bridges(net, group, window.name, k, draws)


def _bridges(net: Net, group: str, window: str, k: int, draws: int) -> Iterator[Figure | Refusal]:
    known = net.groups >= 0
    first, second = net.ties.dyads()
    placed = known[first] & known[second]
    if len(np.unique(net.groups[known])) < 2 or not placed.any():
        yield Refusal("bridges", "one_unit", group)
        return
    outside = networks.reach(net.ties, net.groups)[known]
    n = int(known.sum())
    yield share("cooperation", "reach_beyond_unit", group, window, int((outside > 0).sum()), n)
    yield number("cooperation", "units_reached", group, window, float(outside.mean()), n, 1)
    people = np.flatnonzero(known)
    labels = np.searchsorted(people, np.arange(net.ties.n))
    found = networks.mixing(labels[first[placed]], labels[second[placed]], net.groups[people],
                            np.random.default_rng(SEED), draws)  # fmt: skip
    yield Figure(
        "cooperation", "external_index", group, window, publish.nearest(found.external, 2), n=publish.people(n)
    )
    yield Figure("cooperation", "external_by_chance", group, window, publish.nearest(found.expected, 2),
                 publish.down(found.low, 2), publish.up(found.high, 2), publish.people(n))  # fmt: skip
    yield number("cooperation", "external_rescaled", group, window, found.rescaled, n)
    yield number("cooperation", "external_p", group, window, found.p_value, n, 4)
    few = practice.threshold("few_share")
    few = few if few * net.ties.n >= k else 0.10
    if few * net.ties.n >= k:
        value = networks.fragility(net.ties, net.groups, few)
        yield number("fragility", f"{few:.2f}", group, window, value, n)
    else:
        yield Refusal("fragility", "too_few_people", group)


def _matrix(net: Net, units: list[Planned], window: str, k: int) -> practice.Matrix:
    """Connected pairs between units per 1,000 possible ones; a cell with fewer than `k` people on a side is hidden."""
    pairs, people = networks.group_matrix(net.ties, net.groups, len(units))
    sizes = np.bincount(net.groups[net.groups >= 0], minlength=len(units)).astype(np.float64)
    possible = np.outer(sizes, sizes)
    np.fill_diagonal(possible, sizes * (sizes - 1) / 2)
    shown = networks.safe_cells(people, k)
    rows = tuple(
        tuple(publish.nearest(float(1000 * pairs[i, j] / possible[i, j]), 0) if shown[i, j] else None
              for j in range(len(units)))
        for i in range(len(units))
    )  # fmt: skip
    return practice.Matrix(window, tuple(unit.key for unit in units), rows)
