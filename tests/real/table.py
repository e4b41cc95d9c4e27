"""What is said of every real file, as a table; `python -m tests.real.table` writes it anew, to be read by eye."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from valuemodel.spreadsheets import Recognition, recognise, tidy

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("VALUEMODEL_REAL_FILES", ROOT / ".." / "shared" / "real_files"))
TABLE = Path(__file__).with_name("real_files.csv")
COLUMNS = (
    *("folder", "file", "format", "kind", "header_rows", "outcome"),
    *("rows_read", "rows_kept", "rows_set_aside", "first_day", "last_day", "tables", "asks", "reasons"),
)
TIME = "seconds"


def real_files() -> Iterator[Path]:
    """Every file of the folder but its index."""
    return (file for file in sorted(FOLDER.rglob("*")) if file.is_file() and file.name != "INDEX.csv")


@cache
def recognised(file: Path) -> Recognition:
    """What a real file is, looked at once for all tests."""
    return recognise(file.read_bytes(), file.name)


@cache
def row_of(file: Path) -> dict[str, str]:
    """One row of the table: names, counts, codes of questions and of reasons; never a cell of the file."""
    seen = recognised(file)
    done = tidy(seen) if seen.outcome == "ready" else None
    read = done.rows_read if done else seen.table.rows_read if seen.table is not None else ""
    first, last = (done.period_start, done.period_end) if done else (None, None)
    row = {
        "folder": file.parent.name,
        "file": file.name,
        "format": seen.format,
        "kind": seen.kind,
        "header_rows": seen.header_rows,
        "outcome": seen.outcome,
        "rows_read": read,
        "rows_kept": done.rows_kept if done else "",
        "rows_set_aside": done.rows_set_aside if done else "",
        "first_day": first or "",
        "last_day": last or "",
        "tables": " ".join(f"{name}:{len(table)}" for name, table in sorted((done.tables if done else {}).items())),
        "asks": " ".join(question.key for question in seen.questions),
        "reasons": " ".join(dict.fromkeys(issue.code for issue in (done or seen).issues)),
    }
    return {name: str(value) for name, value in row.items()}


def written() -> dict[tuple[str, str], dict[str, str]]:
    """The committed table, by folder and file, without its times."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = [{name: row[name] for name in COLUMNS} for row in csv.DictReader(lines)]
    return {(row["folder"], row["file"]): row for row in rows}


def timed(file: Path) -> dict[str, str]:
    """A row with the tenths of a second that it took on the machine which wrote the table: told, never compared."""
    started = time.perf_counter()
    row = row_of(file)
    return {**row, TIME: f"{time.perf_counter() - started:.1f}"}


def write() -> None:
    """Write the table of the files that are there."""
    with TABLE.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, (*COLUMNS, TIME), lineterminator="\n")
        writer.writeheader()
        writer.writerows(timed(file) for file in real_files())


if __name__ == "__main__":
    write()
