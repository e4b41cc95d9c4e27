"""The network between units as queries by group tell it: hours given, and meetings; no person is in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from valuemodel.closing.facts import Facts
from valuemodel.closing.findings.cells import Window
from valuemodel.closing.findings.usage import number
from valuemodel.closing.plan import Planned
from valuemodel.effects import publish
from valuemodel.practice import Figure, Refusal, TimeMatrix, shared_time

PAIR = ["source", "target"]


class Time(NamedTuple):
    """A window's hours between groups (from, to); NaN where fewer than k people give or receive.

    `people` give, `sizes` are the groups' own; `weeks` is how long the window is.
    """

    groups: tuple[str, ...]
    hours: np.ndarray
    people: np.ndarray
    sizes: np.ndarray
    weeks: float


def figures(
    facts: Facts, windows: tuple[Window, ...], plan: tuple[Planned, ...], k: int
) -> Iterator[Figure | Refusal | TimeMatrix]:
    """Each window's matrix, the share of time that leaves its unit beside chance, and the share that is returned."""
    units = {group.key: group for group in plan if group.kind == "unit"}
    for window in windows:
        found = time_of(facts, window.rows, units, k)
        if len(found.groups) < 2:
            yield Refusal("shared_time", "too_few_people")
            continue
        yield _matrix(found, window.name)
        for total in ("programme", "comparison"):
            inside = np.array([_parent(key, units, facts) == total for key in found.groups])
            yield from _shares(found, inside, total, window.name)


def _parent(key: str, units: Mapping[str, Planned], facts: Facts) -> str:
    """Whose unit a group is; one that no list of people has counts in the programme when everyone is in it."""
    return units[key].parent if key in units else "" if facts.starts else "programme"


def _shares(found: Time, inside: np.ndarray, total: str, window: str) -> Iterator[Figure]:
    people = found.people[inside].sum()
    given = np.where(inside[:, None], found.hours, np.nan)
    if inside.sum() < 2 or not np.nansum(given) > 0:
        return
    chance = shared_time.outside_by_chance(np.where(inside, found.people, 0.0), found.sizes)
    returned = shared_time.reciprocity(np.where(inside[None, :], given, np.nan))
    yield number("shared_time", "outside", total, window, shared_time.outside(given), people)
    yield number("shared_time", "by_chance", total, window, chance, people)
    if not np.isnan(returned):
        yield number("shared_time", "returned", total, window, returned, people)


def _matrix(found: Time, window: str) -> TimeMatrix:
    each = found.hours / (found.people[:, None] * found.weeks)
    rows = tuple(tuple(None if np.isnan(cell) else publish.nearest(float(cell), 2) for cell in row) for row in each)
    return TimeMatrix(window, found.groups, rows)


def time_of(facts: Facts, rows: pd.DataFrame, units: Mapping[str, Planned], k: int) -> Time:
    """The hours of `rows` between published units, and between units that no list of people has, of `k` at least."""
    names = {name: key for key, unit in units.items() for name in unit.names}
    keys = {name: names.get(name, f"organisation:{name}") for name in {*rows["source_unit"], *rows["target_unit"]}}
    told = rows.assign(source=rows["source_unit"].map(keys), target=rows["target_unit"].map(keys))
    taking = _most(told, "source_unit", "source_size", PAIR)
    people = taking.groupby("source").max()
    sizes = _most(told, "target_unit", "target_size", ["target"])
    members = pd.Series({key: float(unit.members.sum()) for key, unit in units.items()}, dtype=float)
    sizes = sizes.where(sizes > 0, members.reindex(sizes.index)).fillna(0.0)
    groups = sorted(key for key in people.index if people[key] >= k and sizes.get(key, 0.0) >= k)
    square = pd.MultiIndex.from_product([groups, groups], names=PAIR)
    hours = told.groupby(PAIR)["hours"].sum().reindex(square, fill_value=0.0)
    few = taking.reindex(square, fill_value=k) < k
    return Time(
        tuple(groups), hours.mask(few).to_numpy(float).reshape(len(groups), -1), people.reindex(groups).to_numpy(float),
        sizes.reindex(groups).to_numpy(float), _weeks(told),
    )  # fmt: skip


def _most(rows: pd.DataFrame, unit: str, size: str, by: list[str]) -> pd.Series:
    """People of the groups `by`: the most that any period tells of each unit, units of a group added up."""
    each = rows.groupby([*by, unit])[size].max().fillna(0.0)
    return each.groupby(by if len(by) > 1 else by[0]).sum().astype(float)


def _weeks(rows: pd.DataFrame) -> float:
    periods = rows[["period_start", "period_end"]].drop_duplicates()
    return float(((periods["period_end"] - periods["period_start"]).dt.days + 1).sum()) / 7


def meetings(windows: tuple[Window, ...], k: int) -> Iterator[Figure]:
    """How many people a meeting gathers, and for how long (hours), of the whole company."""
    for window in windows:
        told = window.rows.groupby("measure")["value"].sum()
        count, attendees = told.get("meetings", 0.0), told.get("attendees", 0.0)
        if count >= k and attendees > 0:
            yield Figure("meetings", "attendees", "company", window.name, publish.nearest(attendees / count, 1))
            if "attendee_hours" in told:
                length = told["attendee_hours"] / attendees
                yield Figure("meetings", "hours", "company", window.name, publish.nearest(float(length), 2))
