"""Outside figures with their passports: shown as context beside one's own results, never as an input by default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from valuemodel.locale import label, text
from valuemodel.model.types import Assumption
from valuemodel.yaml_files import read_yaml

KNOWN = ("read", "read_summary", "second_hand")
"""How we know an outside figure: the study itself was read, a summary by its authors, or somebody's quotation."""


class Passport(NamedTuple):
    """One outside figure in words: the figure, its wording, and who was looked at, by whom, when, how we know it, and
    what distorts it.
    """

    key: str
    figure: str
    wording: str
    passport: str
    distortion: str


@cache
def outside_figures() -> Mapping[str, Mapping[str, Any]]:
    """The data of every outside figure, by key."""
    return read_yaml(Path(__file__).with_name("passports.yaml"))


def passport(key: str, language: str) -> Passport:
    """One outside figure; KeyError for a key that nobody wrote."""
    one = outside_figures()[key]
    told = text(
        "arguments.passport.line", language, sponsor=one["sponsor"], year=one["year"],
        population=label(one["population"], language), known=text(f"arguments.passport.{one['known']}", language),
    )  # fmt: skip
    figure, wording, distortion = (label(one[name], language) for name in ("figure", "wording", "distortion"))
    return Passport(key, figure, wording, told, distortion)


def passports(language: str) -> tuple[Passport, ...]:
    """All of them."""
    return tuple(passport(key, language) for key in outside_figures())


def leaning(assumptions: Sequence[Assumption]) -> tuple[Assumption, ...]:
    """The assumptions that lean on an outside figure and not on one's own: whoever presents them must know."""
    return tuple(one for one in assumptions if one.evidence == "benchmark" and not one.bound and not one.accepted_by)
