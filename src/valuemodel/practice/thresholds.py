"""The lines that practice draws (`thresholds.yaml`), each with its unit and source."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from valuemodel.yaml_files import read_yaml


@cache
def thresholds() -> Mapping[str, Mapping[str, Any]]:
    """Each line by key: value, unit, source."""
    return read_yaml(Path(__file__).parent / "thresholds.yaml")


def threshold(key: str) -> Any:
    """The value of one line.

    >>> threshold("early_share")
    0.16
    """
    return thresholds()[key]["value"]
