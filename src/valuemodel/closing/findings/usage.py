"""Adoption, dissemination and participation, from usage reports over the programme's eligible people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from valuemodel import practice
from valuemodel.closing.facts import APART, Facts
from valuemodel.closing.plan import Planned
from valuemodel.closing.waves import Values
from valuemodel.effects import publish
from valuemodel.effects.intervals import wilson
from valuemodel.practice import Figure, Refusal, adoption
from valuemodel.practice.adoption import Mask
from valuemodel.programme import Programme

DEVICES = frozenset({"teams_devices", "viva_engage_devices"})
"""Reports that tell of a tool's devices: no tools of their own."""


class Use(NamedTuple):
    """Months of use: the groups in which they are told, and, by subject and month, who is eligible, active, regular."""

    months: tuple[Values, ...]
    groups: tuple[Planned, ...]
    eligible: Mask
    active: Mask
    regular: Mask
    contributor: Mask

    @property
    def last(self) -> str:
        """The last complete month."""
        return self.months[-1].wave.key


def use_of(facts: Facts, months: Sequence[Values], groups: tuple[Planned, ...]) -> Use:
    """The masks (subjects x months) of `months`."""
    days = [values.wave.start for values in months]
    keys = ("regular_share", "active_share", "contributor_share")
    value = {key: _matrix(facts.rows[key], days, len(facts.subjects)) for key in keys}
    eligible = ~np.isnan(value["regular_share"])
    return Use(tuple(months), groups, eligible, *(value[key] > 0 for key in ("active_share", "regular_share",
                                                                            "contributor_share")))  # fmt: skip


def _matrix(rows: pd.DataFrame, days: list[date], people: int) -> np.ndarray:
    place = {day: at for at, day in enumerate(days)}
    found = np.full((people, len(days)), np.nan)
    chosen = rows[rows["month"].isin(place)]
    found[chosen["subject"].to_numpy(), chosen["month"].map(place).to_numpy(int)] = chosen["value"].to_numpy()
    return found


def share(topic: str, key: str, group: str, period: str, reached: int, n: int) -> Figure:
    """A share of people as it is published: whole percents, masked when few are unanimous, with Wilson's interval."""
    value = publish.masked(reached / n, n)
    low, high = wilson(value * n, n)
    return Figure(
        topic, key, group, period, publish.nearest(value, 2), publish.down(low, 2), publish.up(high, 2),
        publish.people(n),
    )  # fmt: skip


def number(topic: str, key: str, group: str, period: str, value: float, n: int, decimals: int = 2) -> Figure:
    """A number as it is published."""
    return Figure(topic, key, group, period, publish.nearest(value, decimals), n=publish.people(n))


def stages(facts: Facts, use: Use) -> Iterator[Figure]:
    """Each stage's share of the eligible people in the last month, group by group; and by tool for the programme."""
    rows = facts.practice.usage
    together = rows[~rows["tool"].isin(APART)]
    reached = _reached(facts, together, use) | {"regular": use.regular[:, -1], "contributor": use.contributor[:, -1]}
    reached["active"] = use.active[:, -1]
    reached["activated"] |= reached["active"]
    reached["licensed"] |= reached["activated"]
    for group in use.groups:
        yield from _stages("stage", reached, group, use)
    total = [group for group in use.groups if group.key == "programme"]
    for tool in sorted(set(rows["tool"]) - DEVICES) if total else ():
        of_tool = _reached(facts, rows[rows["tool"] == tool], use)
        yield from _stages(f"stage.{tool}", of_tool, total[0], use)


def _reached(facts: Facts, rows: pd.DataFrame, use: Use) -> dict[str, Mask]:
    """Licensed (in a report of the month), activated (ever did anything), active in the month, contributor."""
    month = pd.Timestamp(use.months[-1].wave.start)
    now, so_far = rows[rows["month"] == month], rows[rows["month"] <= month]
    return {
        "eligible": use.eligible[:, -1],
        "licensed": _among(facts, now),
        "activated": _among(facts, so_far[so_far["actions"] >= 1]),
        "active": _among(facts, now[now["actions"] >= 1]),
        "contributor": _among(facts, now[now["contributions"] >= 1]),
    }


def _among(facts: Facts, rows: pd.DataFrame) -> Mask:
    found = np.zeros(len(facts.subjects), dtype=bool)
    found[rows["subject"].to_numpy(np.int64)] = True
    return found


def _stages(topic: str, reached: Mapping[str, Mask], group: Planned, use: Use) -> Iterator[Figure]:
    n = int((reached["eligible"] & group.members).sum())
    for stage, value in adoption.stages(dict(reached), group.members).items():
        if stage != "eligible":
            yield share(topic, stage, group.key, use.last, round(value * n), n)


def habits(facts: Facts, use: Use, total: Planned, k: int) -> Iterator[Figure | Refusal]:
    """Breadth, depth, stickiness, single visits and returning people, of the programme."""
    members = total.members & use.eligible[:, -1]
    n = int(members.sum())
    broad = adoption.breadth(use.regular[members, -1], facts.clusters[members], practice.threshold("breadth"))
    teams = len(np.unique(facts.clusters[members]))
    yield Refusal("breadth", "no_teams") if np.isnan(broad) else number("habit", "breadth", total.key, use.last, broad,
                                                                        teams)  # fmt: skip
    yield from _depth(facts, use, total, k)
    yield from _stickiness(facts, use, total, k)
    there = (use.active & use.eligible)[members]
    once, again = adoption.came_back(there)
    activated = int(there[:, :-1].any(axis=1).sum())
    if activated >= k:
        yield share("visits", "single", total.key, use.last, round(once * activated), activated)
        yield share("visits", "returning", total.key, use.last, round(again * activated), activated)
    yield number("habit", "eligible", total.key, use.last, publish.people(n), n, 0)


def _depth(facts: Facts, use: Use, total: Planned, k: int) -> Iterator[Figure | Refusal]:
    """The median number of active days of the active people in the last month, where reports count days."""
    rows = facts.practice.usage
    month = pd.Timestamp(use.months[-1].wave.start)
    chosen = rows[(rows["month"] == month) & rows["days_active"].notna() & (rows["days_active"] > 0)]
    days = chosen.groupby("subject")["days_active"].max()
    days = days[total.members[days.index.to_numpy(np.int64)]]
    if len(days) < k:
        yield Refusal("depth", "no_days_in_reports")
    else:
        yield number("habit", "depth", total.key, use.last, float(days.median()), len(days), 0)


def _stickiness(facts: Facts, use: Use, total: Planned, k: int) -> Iterator[Figure | Refusal]:
    """Mean daily users over users of the last month, on working days (Monday to Friday), where reports are daily."""
    wave, rows = use.months[-1].wave, facts.practice.days
    start, end = pd.Timestamp(wave.start), pd.Timestamp(wave.end)
    chosen = rows[(rows["day"] >= start) & (rows["day"] <= end) & (rows["day"].dt.dayofweek < 5)] if len(rows) else rows
    chosen = chosen[total.members[chosen["subject"].to_numpy(np.int64)]]
    people = chosen["subject"].nunique()
    if people < k:
        yield Refusal("stickiness", "no_daily_reports")
        return
    working = int(np.busday_count(wave.start, wave.end)) + int(np.is_busday(wave.end))
    found = adoption.stickiness(chosen.rename(columns={"subject": "person"}), working)
    yield number("habit", "stickiness", total.key, use.last, found, people)


def cohorts(use: Use, total: Planned, k: int) -> Iterator[practice.Cohort]:
    """People by the quarter of their first active month (small quarters are joined), and how they stay."""
    members = total.members & use.eligible[:, -1]
    active = (use.active & use.eligible)[members]
    first = np.where(active.any(axis=1), active.argmax(axis=1), -1).astype(np.int64)
    for name, chosen in _quarters(use, first, k):
        kept = adoption.still_active(active, first, chosen)
        yield practice.Cohort(name, publish.people(int(chosen.sum())), _rounded(kept, int(chosen.sum())))


def _quarters(use: Use, first: np.ndarray, k: int) -> list[tuple[str, Mask]]:
    """Quarters with at least `k` people; smaller ones are joined to the next, the last ones to the one before."""
    starts = [values.wave.start for values in use.months]
    names = np.array([f"{day.year}-Q{(day.month + 2) // 3}" for day in starts], dtype=object)
    joined: list[tuple[list[str], Mask]] = []
    for name in dict.fromkeys(names):
        chosen = (first >= 0) & (names[first] == name)
        if joined and int(joined[-1][1].sum()) < k:
            joined[-1] = ([*joined[-1][0], name], joined[-1][1] | chosen)
        else:
            joined.append(([name], chosen))
    if len(joined) > 1 and int(joined[-1][1].sum()) < k:
        last, rest = joined.pop()
        joined[-1] = (joined[-1][0] + last, joined[-1][1] | rest)
    return [(_span(name), chosen) for name, chosen in joined if int(chosen.sum()) >= k]


def _span(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}/{names[-1]}"


def _rounded(shares: np.ndarray, n: int) -> tuple[float, ...]:
    return tuple(publish.nearest(publish.masked(float(one), n), 2) for one in shares)


def retention(use: Use, total: Planned, k: int) -> Iterator[Figure]:
    """Kaplan and Meier's share of the people once active who are still there, by months since their first one."""
    members = total.members & use.eligible[:, -1]
    stayed, left = adoption.stays((use.active & use.eligible)[members])
    if len(stayed) < k:
        return
    found = adoption.survival(stayed, left)
    n = publish.people(len(stayed))
    for months, kept, low, high in zip(*found, strict=True):
        yield Figure(
            "retention", f"{int(months):02d}", total.key, use.last, publish.nearest(kept, 2), publish.down(low, 2),
            publish.up(high, 2), n,
        )  # fmt: skip


def spread(use: Use, programme: Programme) -> tuple[tuple[practice.Spread, ...], str]:
    """When each unit and distance took the practice up, against the plan; and where it started."""
    plan = {day.replace(day=1): level for day, level in (programme.adoption_plan or {}).items()}
    breadth = practice.threshold("breadth")
    found, by_distance = [], {}
    for group in use.groups:
        levels = levels_of(use, group)
        first = practice.first_regular(levels, programme.started, breadth)
        last = publish.nearest(levels[max(levels)], 2)
        ahead = practice.weeks_ahead(plan, max(levels), last) if group.in_programme else None
        planned = practice.planned_day(plan, breadth) if group.in_programme else None
        found.append(practice.Spread(group.key, first, planned, last, ahead))
        if group.kind == "distance":
            by_distance[int(group.names[0])] = first
    return tuple(found), practice.who_started(by_distance)


def levels_of(use: Use, group: Planned) -> dict[date, float]:
    """The group's share of regular users by month, as it is published."""
    found = {}
    for values in use.months:
        chosen = values.value[group.members[values.subject]]
        value = publish.masked(float(chosen.mean()), len(chosen))
        found[values.wave.start] = publish.nearest(value, 2)
    return found


def monthly(use: Use) -> Iterator[Figure]:
    """The share of regular users of each group and month."""
    for group in use.groups:
        for values in use.months:
            chosen = values.value[group.members[values.subject]]
            yield share("regular", "regular", group.key, values.wave.key, int(chosen.sum()), len(chosen))
