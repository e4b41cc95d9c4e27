"""How people are spread along a KPI before and after: what an average alone would hide."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from valuemodel.closing.cells import Shown
from valuemodel.closing.facts import Facts
from valuemodel.closing.plan import Planned
from valuemodel.closing.waves import Measured
from valuemodel.effects import publish
from valuemodel.effects.evidence import Distribution
from valuemodel.kpis import Kpi, kpi

PLACES, BINS, TAIL = 11, 6, 2.0
"""Values told one by one up to so many; else bins, between the percentiles that leave this share out on each side."""
NICE = (1.0, 2.0, 2.5, 5.0, 10.0)

Bins = tuple[tuple[float, float], ...]


def distributions(
    facts: Facts, measured: Mapping[str, Measured], shown: Shown, sizes: Mapping[str, int]
) -> tuple[Distribution, ...]:
    """The programme's people by what they gave, for each KPI compared and not a yes or no: shares in whole percents,
    neighbouring values joined until each has at least k people in both waves.
    """
    found = []
    for key, one in measured.items():
        group = next((group for group in shown.groups[key] if group.key == "programme"), None)
        if group is not None and len(one.waves) > 1 and not one.reason:
            found.append(_distribution(kpi(key), facts, one, group, sizes[key]))
    return tuple(one for one in found if one is not None)


def _distribution(entry: Kpi, facts: Facts, one: Measured, group: Planned, k: int) -> Distribution | None:
    waves = [np.asarray(values.sample(group.members, facts).value, float) for values in (one.waves[0], one.waves[-1])]
    everything = np.concatenate(waves)
    if len(np.unique(everything)) < 3 or min(map(len, waves)) < 2 * k:
        return None
    edges = _edges(everything)
    counts = np.array([_counted(values, edges) for values in waves])
    joined = _joined(edges, counts, k)
    if len(joined) < 2:
        return None
    names = tuple((edges[first][0], edges[last][1]) for first, last in joined)
    shares = [tuple(publish.nearest(float(row[a : b + 1].sum() / row.sum()), 2) for a, b in joined) for row in counts]
    return Distribution(entry.key, names, *shares)


def _edges(values: np.ndarray) -> Bins:
    """Each value by itself when they are few (low and high are the same), else bins of a round width."""
    places = np.unique(values)
    if len(places) <= PLACES:
        return tuple((float(place), float(place)) for place in places)
    low, high = np.percentile(values, [TAIL, 100 - TAIL])
    step = _round_up((high - low) / BINS) if high > low else 1.0
    first, last = np.floor(low / step), max(np.ceil(high / step), np.floor(low / step) + 1)
    return tuple((round(step * at, 6), round(step * (at + 1), 6)) for at in range(int(first), int(last)))


def _round_up(width: float) -> float:
    power = 10.0 ** np.floor(np.log10(width))
    return float(next(size * power for size in NICE if size * power >= width * (1 - 1e-9)))


def _counted(values: np.ndarray, edges: Bins) -> np.ndarray:
    """People in each bin, its upper end left out; those beyond the ends are in the outermost ones."""
    tops = [high for _, high in edges[:-1]]
    single = edges[0][0] == edges[0][1]
    return np.bincount(np.searchsorted(tops, values, side="left" if single else "right"), minlength=len(edges))


def _joined(edges: Bins, counts: np.ndarray, k: int) -> list[tuple[int, int]]:
    """Runs of neighbouring bins (first, last), each with at least `k` people in both waves."""
    runs: list[tuple[int, int]] = []
    start = 0
    for at in range(len(edges)):
        if counts[:, start : at + 1].sum(axis=1).min() >= k:
            runs.append((start, at))
            start = at + 1
    if start < len(edges) and runs:
        runs[-1] = (runs[-1][0], len(edges) - 1)
    return runs
