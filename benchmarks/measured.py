"""What a benchmark gives, and how two ways are timed against each other."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple


class Measured(NamedTuple):
    """One benchmark: `ratio` = ours / reference, which may not pass `budget`. Both in `unit`."""

    name: str
    ours: float
    reference: float
    budget: float
    unit: str = "ms"
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times the reference ours takes."""
        return self.ours / self.reference

    @property
    def kept(self) -> bool:
        """Whether the budget is kept."""
        return bool(self.ratio <= self.budget)


def against(
    name: str, ours: Callable[[], object], reference: Callable[[], object], budget: float, *,
    rounds: int = 15, note: str = "",
) -> Measured:  # fmt: skip
    """Both ways timed turn by turn in processor time, the best of `rounds` of each: what else the machine does then
    weighs least."""
    ours(), reference()
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for index, way in enumerate((ours, reference)):
            start = time.process_time()
            way()
            best[index] = min(best[index], time.process_time() - start)
    return Measured(name, 1e3 * best[0], 1e3 * best[1], budget, "ms", note)


def peak_memory() -> float:
    """The most memory (MB) that this process has held (Linux); `getrusage` would count its parent's too."""
    words = Path("/proc/self/status").read_text("ascii").split()
    return int(words[words.index("VmHWM:") + 1]) / 1024
