"""What commands print: aligned plain text for a person, JSON for a program."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from valuemodel.errors import Said
from valuemodel.locale import has_text, text

GAP = "  "


def aligned(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> list[str]:
    """`rows` in columns as wide as their widest cell; the columns `right` are aligned on the right.

    >>> aligned([["a", "10"], ["bcd", "9"]], right=[1])
    ['a    10', 'bcd   9']
    """
    if not rows:
        return []
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    flush = set(right)
    return [
        GAP.join(
            cell.rjust(width) if column in flush else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def issue_lines(issues: Iterable[Said], indent: str = "") -> list[str]:
    """Each issue in two lines: where and what, then what to do."""
    lines = []
    for said in issues:
        lines.append(f"{indent}{said.where}: {said.problem}" if said.where else f"{indent}{said.problem}")
        lines.append(f"{indent}  -> {said.fix}")
    return lines


def show(lines: Iterable[str]) -> None:
    """`lines` on the standard output."""
    for line in lines:
        print(line)


def show_json(value: Any) -> None:
    """`value` as JSON on the standard output: dates in ISO, numbers that are not finite as null."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))


def plain(value: Any) -> Any:
    """`value` as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and not math.isfinite(value) else value


def progress(language: str) -> Callable[[float, str], None]:
    """Tells a share done and a step, by its text's key or as it is, on the standard error: the output stays clean."""

    def told(share: float, step: str) -> None:
        said = text(step, language) if has_text(step, language) else step
        print(f"{share:4.0%}  {said}", file=sys.stderr, flush=True)

    return told
