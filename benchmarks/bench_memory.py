"""The most memory that a process takes to value the twelve-driver model at the most draws that the stop rule makes."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.measured import Measured

SCRIPT = """
from benchmarks.measured import peak_memory
from benchmarks import twelve_drivers as one
from valuemodel import model
for move in range(5):
    model.evaluate(one.model(), one.closing(), one.programme(), overrides={"hourly_cost": 40 + move}, draws=65536)
print(peak_memory())
"""


def measure() -> Measured:
    """Peak resident memory of a fresh process, against 1 GB."""
    told = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    return Measured("memory, 65,536 draws, five what-ifs", float(told.stdout), 1024.0, 1.0, "MB", "1 GB")
