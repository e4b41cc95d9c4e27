"""A table that nobody described: what it is probably about, and what its columns probably are. The person confirms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from valuemodel.spreadsheets.dates import parse_date
from valuemodel.spreadsheets.numbers import parse_number
from valuemodel.spreadsheets.personal import holds_addresses
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.words import clean, fold
from valuemodel.yaml_files import read_yaml

Near = Mapping[int, tuple[str, float]]
ESSENTIAL = {
    "people": (("person_id",),),
    "cost": (("month", "amount"), ("month", "planned"), ("month", "actual")),
    "network": (("source", "target"),),
    "usage": (("person_id", "day"),),
    "survey": ((),),
}
"""The fields without which a kind of table says nothing: one of these sets must be near before the kind is proposed."""
LEAST_COLUMNS, SAMPLE, MOST = 2, 50, 0.8
LOOKS = 90.0
"""The score of a proposal that rests on the cells of a column and not on its header."""


@cache
def usual_words() -> Mapping[str, tuple[str, ...]]:
    """The folded words that unknown platforms use for a field."""
    listed = read_yaml(Path(__file__).with_name("usual_words.yaml"))
    return {target: tuple(fold(str(word)) for word in words) for target, words in listed.items()}


def proposed_kind(near: Mapping[str, Near]) -> str:
    """The kind with the nearest columns among those that have what they need; "" when there is none."""
    able = [kind for kind, found in near.items() if len(found) >= LEAST_COLUMNS and _has_essentials(kind, found)]
    return max(able, key=lambda kind: sum(score for _, score in near[kind].values()), default="")


def _has_essentials(kind: str, found: Near) -> bool:
    names = {target.rpartition(".")[2] for target, _ in found.values()}
    return any(set(needed) <= names for needed in ESSENTIAL[kind])


def by_content(reading: Reading, kind: str, near: Near) -> dict[int, tuple[str, float]]:
    """`near` with what the cells tell of the columns whose headers say nothing: who, and when."""
    found = dict(near)
    taken = {target for target, _ in near.values()}
    wanted = {f"{kind}.person_id": holds_addresses}
    when = {"usage": "usage.day", "cost": "cost.month"}.get(kind)
    wanted |= {when: holds_dates} if when else {}
    for target, holds in wanted.items():
        if target in taken or (kind in ("cost", "network") and target.endswith("person_id")):
            continue
        free = (at for at, name in enumerate(reading.table.header) if name and at not in found)
        at = next((at for at in free if holds(reading.table.frame[at])), None)
        if at is not None:
            found[at] = (target, LOOKS)
    return found


def holds_dates(cells: pd.Series) -> bool:
    """Whether most cells are days or months; plain numbers are not."""
    sample = [clean(cell) for cell in cells.array[:200] if clean(cell)][:SAMPLE]
    told = [text for text in sample if parse_number(text) is None and parse_date(text) is not None]
    return bool(sample) and len(told) >= MOST * len(sample)
