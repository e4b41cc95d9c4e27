"""A process that forks workers on demand: each loads, withdraws and closes without end, until somebody kills it.

Usage: crash_nursery.py FOLDER ACKNOWLEDGED. A line on standard input forks a worker and prints its number; an empty
line waits for the last one to be gone. A worker writes what it was told to be done into ACKNOWLEDGED.
"""

from __future__ import annotations

import os
import sys
import uuid
from datetime import date
from pathlib import Path

import pandas as pd

from valuemodel.spreadsheets import Recognition, Tidy
from valuemodel.store import Store, store_tidy

PEOPLE, MEASURES = 300, 4


def tidy_file() -> tuple[Recognition, Tidy]:
    """A usage file of 300 people, some of them new."""
    name = uuid.uuid4().hex
    people = [f"p{number}@x.fr" for number in range(PEOPLE - 5)] + [f"{name}{number}@x.fr" for number in range(5)]
    frame = pd.DataFrame({"person_id": people * MEASURES, "value": 1.0, "scope": "person", "tool": "teams"})
    frame["measure"] = [f"m{number}" for number in range(MEASURES) for _ in people]
    frame = frame.assign(period_start=date(2025, 1, 1), period_end=date(2025, 1, 31))
    tidied = Tidy("usage", "columns", {"activity": frame}, PEOPLE, PEOPLE, 0, (), {"columns": {"a": name}})
    return Recognition(name, name, "ready", "columns", "usage", signature=name), tidied


def work(folder: str, acknowledged: int) -> None:
    """Load, withdraw and close for ever."""
    store = Store.open(folder)
    while True:
        report = store_tidy(store, *tidy_file(), None, "Ada")
        os.write(acknowledged, f"load {report.upload_id}\n".encode())
        store.withdraw(report.upload_id or 0, "Ada")
        os.write(acknowledged, f"withdraw {report.upload_id}\n".encode())
        number = store.save_closing({"as_of": "2025-02-01"}, "Ada", {"total": set(range(1, 200)), "unit:A": {1, 2, 3}})
        os.write(acknowledged, f"close {number}\n".encode())


def main(folder: str, acknowledged: str) -> None:
    """Fork on each line."""
    worker = 0
    for line in sys.stdin:
        if not line.strip():
            os.waitpid(worker, 0)
            print("gone", flush=True)
            continue
        worker = os.fork()
        if not worker:
            work(folder, os.open(Path(acknowledged), os.O_WRONLY | os.O_APPEND | os.O_CREAT))
        print(worker, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
