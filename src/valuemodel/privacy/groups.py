"""Safe groups: whole units, merged until each has at least k people in every wave; figures at published precision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from valuemodel.locale import NBSP, number, percent, text

MASKED_UNDER = 20
"""Below this n, sizes are told in bands and 0 % and 100 % are masked."""
ROUNDED_TO = 5
"""From there on, sizes are told to the nearest multiple of this."""
MASK = 0.05
DOMINANCE, P_RULE = 0.85, 0.10
JOINED_UP_TO = 3
"""A group of more units than this is called "others", not by all its names."""


class _Group(NamedTuple):
    units: tuple[str, ...]
    counts: tuple[int, ...]
    sites: frozenset[str]

    @property
    def rank(self) -> tuple[int, tuple[str, ...]]:
        return min(self.counts), self.units


def safe_groups(counts: pd.DataFrame, k: int, sites: Mapping[str, str] | None = None) -> dict[str, tuple[str, ...]]:
    """For each unit, the units of the group in which it is shown.

    `counts` has units as index, waves as columns, people (respondents) as values. While a group has fewer than `k`
    people in a wave, the smallest is merged with the smallest of its site (`sites`: unit to site), else with the
    smallest of all. The order of the rows does not matter. Nothing is returned when all units together are fewer.
    """
    groups = sorted((_one_unit(str(unit), row, sites or {}) for unit, row in counts.fillna(0).iterrows()), key=_rank)
    while groups and groups[0].rank[0] < k:
        if len(groups) == 1:
            return {}
        groups = _merge_smallest(groups)
    return {unit: group.units for group in groups for unit in group.units}


def _one_unit(unit: str, row: pd.Series, sites: Mapping[str, str]) -> _Group:
    site = sites.get(unit)
    return _Group((unit,), tuple(int(count) for count in row), frozenset([site] if site else []))


def _rank(group: _Group) -> tuple[int, tuple[str, ...]]:
    return group.rank


def _merge_smallest(groups: list[_Group]) -> list[_Group]:
    smallest, others = groups[0], groups[1:]
    nearest = next((group for group in others if group.sites & smallest.sites), others[0])
    merged = _Group(
        tuple(sorted(smallest.units + nearest.units)),
        tuple(a + b for a, b in zip(smallest.counts, nearest.counts, strict=True)),
        smallest.sites | nearest.sites,
    )
    return sorted([group for group in others if group is not nearest] + [merged], key=_rank)


def group_key(units: tuple[str, ...]) -> str:
    """The key of a group of units: `unit:A + B`."""
    return "unit:" + " + ".join(units)


def group_label(units: tuple[str, ...], language: str) -> str:
    """How a group is called: its units' names, or "others" with their number when there are too many to read."""
    if len(units) <= JOINED_UP_TO:
        return " + ".join(units)
    return text("privacy.others", language, count=len(units))


def size_band(n: int) -> str:
    """A number of people as it may be shown: a band under 20, else the nearest multiple of 5, totals included.

    Exact sizes would give a band back by subtraction: 1,000 people of whom 151 are managers and 831 staff have 18
    executives. Rounding every count to 5 is the rule of higher education statistics in the United Kingdom (HESA,
    rounding and suppression to anonymise statistics).

    >>> size_band(4), size_band(7), size_band(19), size_band(20), size_band(151)
    ('<5', '5-9', '10-19', '20', '150')
    """
    if n >= MASKED_UNDER:
        return str(ROUNDED_TO * ((n + ROUNDED_TO // 2) // ROUNDED_TO))
    return "10-19" if n >= 10 else "5-9" if n >= 5 else "<5"


def size_text(n: int, language: str) -> str:
    """A number of people as it is written: the band of `size_band`, in the reader's locale.

    >>> size_text(1204, "en"), size_text(10, "en")
    ('1,205', '10–19')
    """
    return band_text(size_band(n), language)


def band_text(band: str, language: str) -> str:
    """A size band in the reader's locale."""
    return number(int(band), language) if band.isdigit() else band.replace("-", "–")


def least_of(band: str) -> int:
    """The number that stands for a size band in calculations: its lower end.

    >>> least_of("<5"), least_of("10-19"), least_of("150")
    (0, 10, 150)
    """
    least = band.partition("-")[0]
    return int(least) if least.isdigit() else 0


def published(value: float, n: int, unit: str) -> float:
    """`value` at published precision: a share (`unit` "share") in whole percents, anything else with one decimal.

    With fewer than 20 people, 0 % and 100 % would tell what every one of them answered: they become 0.05 and 0.95, to
    be read as "at most" and "at least" (see `published_text`).

    >>> published(0.6149, 40, "share"), published(1.0, 12, "share"), published(3.27, 12, "hour/week")
    (0.61, 0.95, 3.3)
    """
    if unit != "share":
        return round(value, 1)
    rounded = round(value, 2)
    return min(max(rounded, MASK), 1 - MASK) if n < MASKED_UNDER else rounded


def dominated(values: Sequence[float]) -> bool:
    """Whether one person makes up so much of a total that the total tells about them: it must not be shown.

    More than 85 % of it (the rule of INSEE), or so much that the second could estimate the first within 10 % (p% rule:
    total - first - second < 10 % of the first).

    >>> dominated([86, 10, 4]), dominated([100, 50, 5]), dominated([30, 30, 20, 20])
    (True, True, False)
    """
    largest = sorted((abs(value) for value in values), reverse=True)
    if not largest or largest[0] == 0:
        return False
    total, first, second = sum(largest), largest[0], largest[1] if len(largest) > 1 else 0.0
    return first > DOMINANCE * total or total - first - second < P_RULE * first


def published_text(value: float, n: int, unit: str, language: str) -> str:
    """`value` in words, with the mask visible: `≤ 5 %`, `≥ 95 %`."""
    shown = published(value, n, unit)
    if unit != "share":
        return number(shown, language, 1)
    sign = "≤" if shown > round(value, 2) else "≥" if shown < round(value, 2) else ""
    return f"{sign}{NBSP}{percent(shown, language)}" if sign else percent(shown, language)
