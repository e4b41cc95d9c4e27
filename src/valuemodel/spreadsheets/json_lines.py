"""Rows of a file with one JSON object a line, as Slack and other programs write them."""

from __future__ import annotations

import json
from typing import Any

FEWEST_LINES, MOST_LINES, MOST_NAMES = 2, 2_000_000, 500


def json_rows(text: str) -> list[list[Any]] | None:
    """A header and the values of each object, nested ones left out; None when a line is no object or has no value.

    >>> json_rows('{"date": "2026-10-30", "calls": 2}\\n{"date": "2026-10-31", "calls": 0}')
    [['date', 'calls'], ['2026-10-30', 2], ['2026-10-31', 0]]
    >>> json_rows('{"value": [1, 2]}') is None
    True
    """
    lines = [line for line in text.split("\n") if line.strip()]
    if not FEWEST_LINES <= len(lines) <= MOST_LINES or not lines[0].lstrip().startswith("{"):
        return None
    objects = [_object(line) for line in lines]
    names: dict[str, None] = {}
    for each in objects:
        if each is None or len(names) > MOST_NAMES:
            return None
        names |= dict.fromkeys(each)
    rows = [[each.get(name, "") for name in names] for each in objects if each is not None]
    return [list(names), *rows] if names else None


def _object(line: str) -> dict[str, Any] | None:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict):
        return None
    return {name: "" if value is None else value for name, value in read.items() if not isinstance(value, dict | list)}
