"""The thresholds of comparisons, each with its unit and source (`rules.yaml`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from valuemodel.yaml_files import read_yaml


class Rule(NamedTuple):
    """A threshold: its value, its unit, where it comes from."""

    value: float
    unit: str
    source: str


@cache
def rules() -> dict[str, Rule]:
    """All thresholds by name."""
    entries = read_yaml(Path(__file__).parent / "rules.yaml")
    return {name: Rule(**entry) for name, entry in entries.items()}


def rule(name: str) -> float:
    """The value of the threshold `name`.

    >>> rule("series_points")
    12
    """
    return rules()[name].value
