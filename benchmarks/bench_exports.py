"""Exports of the sample-sized programme against the time that a person is made to wait at most."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measured import Measured
from valuemodel import export, sample
from valuemodel.store import Store

ALLOWED = {"deck": 3000.0, "workbook": 1000.0, "report": 3000.0, "html": 3000.0}
"""What is allowed (ms)."""
TIMES = 5


def measure() -> list[Measured]:
    """Each export of the sample programme, from its folder to its bytes, the best of five."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "sample"
        sample.make(folder)
        with Store.open(folder) as store:
            return [_one(name, export.EXPORTS[name], store) for name in ALLOWED]


def _one(name: str, make: Callable[[export.Pack, str], bytes], store: Store) -> Measured:
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        make(export.gather(store), "fr")
        times.append(1e3 * (time.perf_counter() - start))
    return Measured(f"{name} of the sample", min(times), ALLOWED[name], 1.0, note="of the time allowed")
