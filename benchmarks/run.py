"""Runs every benchmark and prints one table, or JSON: `python -m benchmarks.run [--json] [name ...]`.

Exit 0 when all budgets are kept, 1 when one is not, 2 for a name that no benchmark has.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Iterable
from pathlib import Path

import benchmarks
from benchmarks.measured import Measured

PREFIX = "bench_"


def names() -> list[str]:
    """The benchmarks of this package, by name."""
    found = [module.name for module in pkgutil.iter_modules([str(Path(benchmarks.__file__).parent)])]
    return sorted(name.removeprefix(PREFIX) for name in found if name.startswith(PREFIX))


def measured(name: str) -> list[Measured]:
    """What one benchmark measures."""
    found = importlib.import_module(f"benchmarks.{PREFIX}{name}").measure()
    return [found] if isinstance(found, Measured) else list(found)


def table(rows: Iterable[Measured]) -> str:
    """One line a benchmark, as text."""
    head = ("", "ours", "reference", "ratio", "budget", "")
    lines = [head, *(_line(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join("  ".join(_cell(line[i], widths[i], i) for i in range(len(head))).rstrip() for line in lines)


def _line(row: Measured) -> tuple[str, ...]:
    ours, reference = (f"{value:.1f} {row.unit}" for value in (row.ours, row.reference))
    verdict = row.note if row.kept else f"OVER BUDGET {row.note}".strip()
    return row.name, ours, reference, f"{row.ratio:.2f}", f"{row.budget:g}", verdict


def _cell(written: str, width: int, column: int) -> str:
    return written.ljust(width) if column in (0, 5) else written.rjust(width)


def as_json(rows: Iterable[Measured]) -> str:
    """The same as data."""
    return json.dumps([{**row._asdict(), "ratio": row.ratio, "kept": row.kept} for row in rows], indent=1)


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmarks asked for, all of them when none is named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(names()))
    parser.add_argument("--json", action="store_true", help="as JSON")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.names if name not in names()]
    if unknown:
        print(f"No benchmark is called {', '.join(unknown)}. Known: {', '.join(names())}.", file=sys.stderr)
        return 2
    rows = [row for name in asked.names or names() for row in measured(name)]
    if asked.json:
        print(as_json(rows))
    else:
        print(table(rows))
    return 0 if all(row.kept for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
