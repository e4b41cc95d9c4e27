"""Taking big files in, end to end (recognised, checked, pseudonymised, tidy, stored), against bare readings.

Alone: `python -m benchmarks.bench_ingest [name ...]`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from benchmarks import ingest_files as files
from benchmarks.measured import Measured
from valuemodel.programme import Programme
from valuemodel.store import Store, load_file

ROUNDS = 3
PROGRAMME = Programme(key="benchmark", name="B", company="B", started=date(2025, 1, 1), fictitious=True)


@contextmanager
def new_store() -> Iterator[Store]:
    """An empty programme in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VALUEMODEL_KEYS"] = str(Path(folder) / "keys")
        with Store.create(Path(folder) / "programme", PROGRAMME, "Ada") as store:
            yield store


def loaded(file: Path) -> float:
    """Seconds to take a file in, from its bytes to the committed facts."""
    with new_store() as store:
        started = time.perf_counter()
        report = load_file(store, file.read_bytes(), file.name, wave="2026", author="Ada")
        seconds = time.perf_counter() - started
    if report.outcome != "loaded":
        raise RuntimeError(f"{file.name}: {report.outcome}, {report.issues or report.recognition.questions}")
    return seconds


def read_by_duckdb(file: Path) -> float:
    """Seconds of DuckDB's bare `read_csv` into memory."""
    started = time.perf_counter()
    with duckdb.connect() as connection:
        connection.execute("create table bare as from read_csv($file)", {"file": str(file)})
    return time.perf_counter() - started


def read_by_pandas(file: Path) -> float:
    """Seconds of `pandas.read_excel` with openpyxl, plus the insert into DuckDB."""
    import pandas as pd

    started = time.perf_counter()
    frame = pd.read_excel(file, engine="openpyxl")
    with duckdb.connect() as connection:
        connection.register("frame", frame)
        connection.execute("create table bare as from frame")
    return time.perf_counter() - started


def against(name: str, file: Path, reference: Callable[[Path], float], budget: float, rounds: int = ROUNDS) -> Measured:
    """Both turn by turn on the same file, the best of each."""
    turns = [(loaded(file), reference(file)) for _ in range(rounds)]
    ours, theirs = min(turn[0] for turn in turns), min(turn[1] for turn in turns)
    return Measured(name, 1e3 * ours, 1e3 * theirs, budget)


def usage(folder: Path) -> list[Measured]:
    """A million person-weeks of Viva Insights, a million rows of Teams reports."""
    query = files.person_query(folder / "query.csv", 1_000_000)
    report = files.teams_report(folder / "teams.csv", 1_000_000)
    return [
        against("1,000,000 rows of a person query, against bare read_csv", query, read_by_duckdb, 3.5),
        against("1,000,000 rows of Teams reports, against bare read_csv", report, read_by_duckdb, 3.5),
    ]


def large_usage(folder: Path) -> list[Measured]:
    """Five million rows."""
    file = files.teams_report(folder / "teams5.csv", 5_000_000, 50_000)
    return [against("5,000,000 rows of Teams reports, against bare read_csv", file, read_by_duckdb, 5.0, 2)]


def workbook(folder: Path) -> list[Measured]:
    """A workbook of 200,000 rows and ten columns."""
    file = files.workbook(folder / "teams.xlsx", 200_000)
    return [against("workbook of 200,000 x 10, against pandas with openpyxl", file, read_by_pandas, 0.2, 2)]


def survey(folder: Path) -> list[Measured]:
    """A survey of 50,000 answer sheets and 120 columns, in seconds."""
    file = files.survey(folder / "survey.csv", 50_000, 120)
    return [Measured("survey of 50,000 x 120", min(loaded(file) for _ in range(2)), 15.0, 1.0, "s", "15 s")]


PEAK = """
import sys
from benchmarks.measured import peak_memory
from pathlib import Path
from benchmarks.bench_ingest import loaded
loaded(Path(sys.argv[1]))
print(peak_memory())
"""
FLAT = """
import sys
from pathlib import Path
from benchmarks.bench_ingest import new_store
from valuemodel.store import load_file
def resident():
    words = Path("/proc/self/status").read_text().split()
    return int(words[words.index("VmRSS:") + 1]) / 1024
with new_store() as store:
    content = Path(sys.argv[1]).read_bytes()
    for number in range(50):
        load_file(store, content.replace(b"person", b"p%06d" % number), f"{number}.csv", author="Ada")
        if number == 9: early = resident()
    print(early, resident())
"""


def memory(folder: Path) -> list[Measured]:
    """The most that a fresh process takes, and what it holds after 50 uploads against after 10 (Linux)."""
    query = files.person_query(folder / "query.csv", 1_000_000)
    wide = files.survey(folder / "survey.csv", 50_000, 120)
    small = files.teams_report(folder / "small.csv", 60_000, 2_000)
    peaks = {name: float(_told(PEAK, file)) for name, file in (("1,000,000 rows", query), ("50,000 x 120", wide))}
    early, late = map(float, _told(FLAT, small).split())
    rows = [Measured(f"peak memory, {name}", peak, 1_500.0, 1.0, "MB", "1.5 GB") for name, peak in peaks.items()]
    return [*rows, Measured("memory after 50 uploads, against after 10", late, early, 1.15, "MB")]


def _told(script: str, file: Path) -> str:
    ran = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=True)
    return ran.stdout


PARTS = {"usage": usage, "workbook": workbook, "survey": survey, "memory": memory, "large_usage": large_usage}


def measure(names: tuple[str, ...] = tuple(PARTS)) -> list[Measured]:
    """All parts, or those named."""
    with tempfile.TemporaryDirectory() as folder:
        return [row for name in names for row in PARTS[name](Path(folder))]


if __name__ == "__main__":
    for row in measure(tuple(sys.argv[1:]) or tuple(PARTS)):
        print(f"{row.name}: {row.ours:.0f} {row.unit}, {row.ratio:.2f} (at most {row.budget:g})", flush=True)
