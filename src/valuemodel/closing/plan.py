"""The publication plan: every group whose figures will be shown, and nothing else is ever computed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from valuemodel.closing.facts import Facts
from valuemodel.closing.types import Group
from valuemodel.closing.waves import Measured
from valuemodel.privacy import group_key, safe_groups, size_band
from valuemodel.programme import Programme

ROLES = ("executive", "manager", "staff")
DISTANCES = (0, 1, 2, 3)
SPLITS = ("adopter", "learner", "accompanied", "role", "distance", "unit")
"""The kinds of split, in the order in which they are given up when figures could reveal somebody."""
KPI_KINDS = ("total", "comparison", "unit", "role", "distance")
"""The kinds of group in which KPIs and effects are shown; the other splits are told by the practice section alone."""


class Planned(NamedTuple):
    """A group of the plan: who is in it, and the group that it is a part of ("" for the two totals)."""

    key: str
    kind: str
    cohort: str
    names: tuple[str, ...]
    members: np.ndarray
    parent: str = ""

    @property
    def in_programme(self) -> bool:
        """Whether the programme concerns these people."""
        return self.cohort == "programme"


def smallest_group(programme: Programme, sources: Iterable[str]) -> int:
    """k of the groups: that of usage or of surveys, the larger when both are joined."""
    sizes = {"usage": programme.k_usage, "survey": programme.k_survey}
    return max((sizes[source] for source in set(sources)), default=max(sizes.values()))


def publication_plan(facts: Facts, compared: dict[str, Measured], k: int) -> tuple[Planned, ...]:
    """The groups: the programme, the comparison, units joined until they are safe, roles and distances of the
    programme.

    `compared` has the KPIs' waves; a group is planned when it has at least `k` people in each of them.
    """
    waves = _people_of_waves(compared)
    totals = [
        Planned(cohort, kind, cohort, (), facts.is_in("cohort", cohort))
        for cohort, kind in (("programme", "total"), ("comparison", "comparison"))
    ]
    totals = [total for total in totals if total.members.any()]
    parts = [part for total in totals for part in _units(facts, total, waves, k)]
    parts += [part for total in totals if total.in_programme for part in _splits(facts, total)]
    return tuple(totals + [part for part in parts if _smallest(part.members, waves) >= k])


def _people_of_waves(compared: dict[str, Measured]) -> dict[str, np.ndarray]:
    """Everybody counted in each compared wave, whatever the KPI; Viva Insights has its own people and is not in it."""
    found: dict[str, list[np.ndarray]] = {}
    for measured in compared.values():
        for values in (measured.waves[0], measured.waves[-1]) if measured.waves else ():
            found.setdefault(values.cell, []).append(values.subject)
    return {cell: np.unique(np.concatenate(subjects)) for cell, subjects in found.items()}


def _smallest(members: np.ndarray, waves: dict[str, np.ndarray]) -> int:
    return min((int(members[subjects].sum()) for subjects in waves.values()), default=int(members.sum()))


def _units(facts: Facts, total: Planned, waves: dict[str, np.ndarray], k: int) -> list[Planned]:
    units = facts.subjects["unit"].where(total.members).reset_index(drop=True)
    counts = pd.DataFrame({cell: units.iloc[subjects].value_counts() for cell, subjects in waves.items()}).fillna(0)
    placed = facts.subjects[["unit", "site"]].dropna().drop_duplicates("unit")
    sites = dict(zip(placed["unit"].astype(str), placed["site"].astype(str), strict=True))
    joined = sorted(set(safe_groups(counts.sort_index(), k, sites).values())) if len(counts) else []
    return [
        Planned(group_key(names), "unit", total.cohort, names, total.members & _among(facts, names), total.key)
        for names in joined
        if len(joined) > 1
    ]


def _among(facts: Facts, names: tuple[str, ...]) -> np.ndarray:
    return facts.subjects["unit"].isin(names).to_numpy(dtype=bool)


def _splits(facts: Facts, total: Planned) -> list[Planned]:
    wanted: list[tuple[str, str | int]] = [("role", role) for role in ROLES]
    wanted += [("distance", distance) for distance in DISTANCES]
    wanted = [(kind, value) for kind, value in wanted if not _same_as(total, facts.is_in(kind, value))]
    return [
        Planned(
            f"{kind}:{value}", kind, total.cohort, (str(value),), total.members & facts.is_in(kind, value), total.key
        )
        for kind, value in wanted
    ]


def _same_as(total: Planned, chosen: np.ndarray) -> bool:
    """Whether a split says nothing that the total does not: everybody is in it."""
    return bool(chosen[total.members].all())


def described(planned: Planned, facts: Facts, here: np.ndarray, programme: Programme) -> Group:
    """The group as it is published: its size today in a band when small. `here` marks the people present today."""
    size = int((planned.members & here).sum()) or int(planned.members.sum())
    label = programme.name if planned.kind == "total" else " + ".join(planned.names) or planned.key
    return Group(planned.key, label, planned.kind, planned.names, size_band(size))
