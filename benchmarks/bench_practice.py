"""The network of a closing: 1,000 people, 25,000 exchanges, 5,000 permutations, against plain ways of doing the same.

Runs alone too: `python benchmarks/bench_practice.py` prints the seconds.
"""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pandas as pd

from valuemodel.closing.findings import network
from valuemodel.closing.findings.cells import Window
from valuemodel.closing.findings.facts import PracticeFacts
from valuemodel.closing.plan import Planned
from valuemodel.practice import networks

PEOPLE, EDGES, UNITS, PERMUTATIONS = 1_000, 25_000, 14, 5_000
SECTION_SECONDS, PERMUTATION_SECONDS = 3.0, 10.0


class Company:
    """As much of a closing's facts as the network reads: people in units, and their teams."""

    def __init__(self, units: np.ndarray) -> None:
        self.practice = PracticeFacts()
        self.clusters = units * 10 + np.arange(len(units)) % 8


def drawn() -> tuple[np.ndarray, Window]:
    """Units of people, and a window of exchanges, two in three of them within units."""
    rng = np.random.default_rng(11)
    units = rng.integers(0, UNITS, PEOPLE)
    source = rng.integers(0, PEOPLE, EDGES)
    anywhere = rng.integers(0, PEOPLE, EDGES)
    near = np.array([rng.choice(np.flatnonzero(units == units[one])) for one in source])
    target = np.where(rng.random(EDGES) < 2 / 3, near, anywhere)
    rows = pd.DataFrame({"source": source, "target": target, "weight": 2.0 + rng.poisson(2, EDGES)})
    rows["period_start"], rows["period_end"] = pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31")
    return units, Window("after", date(2026, 10, 1), date(2026, 10, 31), rows)


def groups(units: np.ndarray) -> tuple[Planned, ...]:
    """The programme and its units."""
    total = Planned("programme", "total", "programme", (), np.ones(PEOPLE, dtype=bool))
    parts = (Planned(f"unit:{unit}", "unit", "programme", (str(unit),), units == unit, "programme")
             for unit in range(UNITS))  # fmt: skip
    return (total, *parts)


def section(units: np.ndarray, window: Window) -> None:
    """All that a closing computes of one window, permutations included."""
    list(network.figures(Company(units), (window,), groups(units), 10))  # type: ignore[arg-type]


def dyads(units: np.ndarray, window: Window) -> tuple[np.ndarray, np.ndarray]:
    """The connected pairs of the window."""
    rows = window.rows
    found = networks.ties(rows["source"].to_numpy(), rows["target"].to_numpy(), rows["weight"].to_numpy(), PEOPLE)
    return found.dyads()


def plain(first: np.ndarray, second: np.ndarray, units: np.ndarray) -> None:
    """The permutations as one would write them at first: a new permutation of 64-bit labels each time."""
    rng = np.random.default_rng(1)
    for _ in range(PERMUTATIONS):
        labels = rng.permutation(units)
        (labels[first] != labels[second]).mean()


def measure() -> list:
    """The permutations against plain ones; the whole section against its three seconds."""
    from benchmarks.measured import Measured, against

    units, window = drawn()
    first, second = dyads(units, window)
    ours = lambda: networks.mixing(first, second, units, np.random.default_rng(1), PERMUTATIONS)  # noqa: E731
    name = f"permutations, {len(first):,} pairs, {PERMUTATIONS:,} times"
    rows = [against(name, ours, lambda: plain(first, second, units), 1.2, rounds=3, note="plain permutations")]
    seconds = min(_seconds(units, window) for _ in range(2))
    return [*rows, Measured("network of a closing", 1e3 * seconds, 1e3 * SECTION_SECONDS, 1.0, "ms", "3 s")]


def _seconds(units: np.ndarray, window: Window) -> float:
    start = time.perf_counter()
    section(units, window)
    return time.perf_counter() - start


if __name__ == "__main__":
    units, window = drawn()
    first, second = dyads(units, window)
    start = time.perf_counter()
    networks.mixing(first, second, units, np.random.default_rng(1), PERMUTATIONS)
    permutations = time.perf_counter() - start
    print(f"{PEOPLE:,} people, {EDGES:,} exchanges, {len(first):,} connected pairs")
    print(f"{PERMUTATIONS:,} permutations: {permutations:.2f} s (at most {PERMUTATION_SECONDS:.0f})")
    print(
        f"network of a closing, permutations included: {_seconds(units, window):.2f} s (at most {SECTION_SECONDS:.0f})"
    )
