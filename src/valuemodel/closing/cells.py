"""Published cells: one KPI, group and wave each; which may be shown, and whether together they would reveal anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import numpy as np

from valuemodel.closing.facts import Facts
from valuemodel.closing.plan import KPI_KINDS, SPLITS, Planned
from valuemodel.closing.waves import Measured, Values
from valuemodel.errors import Issue, ValueModelError
from valuemodel.privacy import disclosure_issues

Cells = dict[str, frozenset[int]]


class Shown(NamedTuple):
    """What a closing may show: each KPI's groups, the plan without the splits given up, each cell's people.

    `told` has each quantity's groups of all kinds, those that only the practice section tells among them.
    """

    groups: dict[str, tuple[Planned, ...]]
    plan: tuple[Planned, ...]
    cells: Cells
    issues: tuple[Issue, ...]
    told: dict[str, tuple[Planned, ...]]


class ClosingRefused(ValueModelError):
    """A closing whose figures would reveal somebody; `issues` say which combine."""

    def __init__(self, k: int, issues: tuple[Issue, ...]) -> None:
        super().__init__("closing_discloses", k=k)
        self.issues = issues


def shown(
    facts: Facts,
    measured: Mapping[str, Measured],
    plan: tuple[Planned, ...],
    sizes: Mapping[str, int],
    earlier: Mapping[tuple[int, str], frozenset[int]],
    kinds: Mapping[str, tuple[str, ...]] | None = None,
) -> Shown:
    """The cells that may be published, beside those that `earlier` closings published.

    `sizes` is the smallest group of each quantity, `kinds` the kinds of group in which it is told (KPI_KINDS by
    default). When figures combine into one about fewer people, splits are given up
    in the order of SPLITS and the closing says so; `ClosingRefused` when even the totals would reveal somebody.
    """
    published = _families((key, people) for (_, key), people in sorted(earlier.items(), key=lambda cell: cell[0]))

    def without(given_up: tuple[str, ...]) -> Shown:
        kept = tuple(group for group in plan if group.kind not in given_up)
        groups = {
            key: groups_of(one, _of_kinds(kept, (kinds or {}).get(key, KPI_KINDS)), sizes[key])
            for key, one in measured.items()
        }
        cells = _cells(facts, measured, groups)
        of_kpis = {key: _of_kinds(found, KPI_KINDS) for key, found in groups.items()}
        return Shown(of_kpis, _of_kinds(kept, KPI_KINDS), cells, _disclosed(cells, published, sizes), groups)

    for count in range(len(SPLITS) + 1):
        if not (found := without(SPLITS[:count])).issues:
            given_up, found = _given_back(SPLITS[:count], found, without)
            return found._replace(issues=_told(given_up, plan, max(sizes.values())))
    raise ClosingRefused(max(sizes.values()), found.issues)


def _given_back(
    given_up: tuple[str, ...], found: Shown, without: Callable[[tuple[str, ...]], Shown]
) -> tuple[tuple[str, ...], Shown]:
    """The splits that must stay given up: those given up on the way to the one that mattered come back."""
    for kind in given_up[:-1]:
        fewer = tuple(one for one in given_up if one != kind)
        again = without(fewer)
        if not again.issues:
            given_up, found = fewer, again
    return given_up, found


def _of_kinds(plan: tuple[Planned, ...], kinds: tuple[str, ...]) -> tuple[Planned, ...]:
    return tuple(group for group in plan if group.kind in kinds)


def _told(given_up: Iterable[str], plan: tuple[Planned, ...], k: int) -> tuple[Issue, ...]:
    kinds = {group.kind for group in plan}
    return tuple(Issue(f"closing_without_{kind}s", "", {"k": k}) for kind in given_up if kind in kinds)


def groups_of(measured: Measured, plan: tuple[Planned, ...], k: int) -> tuple[Planned, ...]:
    """The groups in which a KPI may be shown: at least `k` people in every wave, and none that the others give away."""
    sizes = {group.key: [len(values.counted(group.members)) for values in measured.waves] for group in plan}
    safe = {key for key, counts in sizes.items() if counts and min(counts) >= k}
    for parent in [group for group in plan if not group.parent and group.key in safe]:
        for kind in SPLITS:
            parts = [group for group in plan if (group.parent, group.kind) == (parent.key, kind)]
            safe -= _given_away(parts, parent, sizes, safe, k)
    return tuple(group for group in plan if group.key in safe and (not group.parent or group.parent in safe))


def _given_away(
    parts: list[Planned], parent: Planned, sizes: Mapping[str, list[int]], safe: set[str], k: int
) -> set[str]:
    """Parts to withhold too, so that the total less the parts shown leaves nobody or at least `k` people.

    The smallest first; of the roles the largest, since staff are nearly everybody and are in the total anyway.
    """
    largest_first = -1 if parts and parts[0].kind == "role" else 1
    kept = sorted(
        (part.key for part in parts if part.key in safe), key=lambda key: (largest_first * min(sizes[key]), key)
    )
    withheld: set[str] = set()
    while kept:
        left = np.array(sizes[parent.key]) - np.sum([sizes[key] for key in kept], axis=0)
        if ((left == 0) | (left >= k)).all():
            return withheld
        withheld.add(kept.pop(0))
    return withheld


def _cells(facts: Facts, measured: Mapping[str, Measured], groups: Mapping[str, tuple[Planned, ...]]) -> Cells:
    return {
        f"{kpi}|{values.cell}|{group.key}": _people(facts, values, group)
        for kpi, one in measured.items()
        for values in one.waves
        for group in groups[kpi]
    }


def _people(facts: Facts, values: Values, group: Planned) -> frozenset[int]:
    return frozenset(facts.keys[values.counted(group.members)].tolist())


def _families(cells: Iterable[tuple[str, frozenset[int]]]) -> dict[str, dict[str, frozenset[int]]]:
    """Cells by the quantity that they tell (KPI and wave): only figures of one quantity can be subtracted.

    The same people under the same name count once, however many closings published them.
    """
    families: dict[str, dict[str, frozenset[int]]] = {}
    for key, people in cells:
        quantity, _, group = key.rpartition("|")
        family = families.setdefault(quantity, {})
        if people not in family.values():
            family[group if group not in family else f"{group} ({len(family)})"] = people
    return families


def _disclosed(
    cells: Cells, published: Mapping[str, Mapping[str, frozenset[int]]], sizes: Mapping[str, int]
) -> tuple[Issue, ...]:
    """The issues of all quantities; those told about the same groups of people are checked once."""
    checked: dict[tuple[int, frozenset[frozenset[int]]], tuple[Issue, ...]] = {}
    for quantity, family in _families(cells.items()).items():
        k = sizes[quantity.partition("|")[0]]
        earlier = {f"{name}, earlier": people for name, people in published.get(quantity, {}).items()}
        together = {**{name: people for name, people in earlier.items() if people not in family.values()}, **family}
        known = (k, frozenset(together.values()))
        if known not in checked:
            checked[known] = disclosure_issues(together, k)
    return tuple(issue for issues in checked.values() for issue in issues)
