"""One published figure recomputed: what was printed, what is found here, and whether they agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "cases"
Words = str | Mapping[str, str]
"""A text as a case's file has it: in both languages, or as one text."""


@dataclass(frozen=True)
class CaseCheck:
    """One published figure: what was printed, what is found here, whether they agree within the stated tolerance."""

    case: str
    measure: str
    expected: float
    found: float | None
    tolerance: float
    agrees: bool
    source: str
    note: Words = ""


def agreed(
    case: str, measure: str, expected: float, found: float | None, tolerance: float, source: str, note: Words = ""
) -> CaseCheck:
    """The check of one figure: it agrees when it is found within `tolerance` of what was printed.

    >>> agreed("x", "npv", 100, 101.5, 2, "a study").agrees
    True
    """
    slack = tolerance + 1e-9 * max(1.0, abs(expected))
    agrees = found is not None and abs(found - expected) <= slack
    return CaseCheck(case, measure, float(expected), found, float(tolerance), agrees, source, note)


def times(found: float | None, factor: float) -> float | None:
    """`found` times `factor`; None stays None."""
    return None if found is None else found * factor
