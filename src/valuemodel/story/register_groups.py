"""The register by driver and cost: which assumption serves what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from valuemodel.locale import label, text
from valuemodel.model import formula, kinds
from valuemodel.model.types import Assumption, ValueModel

OVERRUN = "cost_overrun"


class Group(NamedTuple):
    """A heading and the assumptions under it, in the order in which they were given."""

    title: str
    members: tuple[Assumption, ...]


def groups(assumptions: Sequence[Assumption], model: ValueModel, language: str) -> list[Group]:
    """Each assumption once: under its driver, under the drivers that share it, under the costs, or under the whole.

    Groups without a member are left out; those that no formula names come last.
    """
    uses = used_by(model, language)
    titles = list(dict.fromkeys(uses.values()))
    unused = text("assumptions.groups.unused", language)
    found = {title: tuple(one for one in assumptions if uses.get(one.key, unused) == title) for title in titles}
    found[unused] = tuple(one for one in assumptions if one.key not in uses)
    return [Group(title, members) for title, members in found.items() if members]


def used_by(model: ValueModel, language: str) -> dict[str, str]:
    """The heading of every input that something uses: what several drivers share first, then driver by driver."""
    drivers = {one.key: (label(one.label, language), names_of(one.formula)) for one in model.drivers}
    costs = {name for cost in model.costs for name in names_of(cost.formula)} | {OVERRUN}
    counted: dict[str, list[str]] = {}
    for title, names in drivers.values():
        for name in names:
            counted.setdefault(name, []).append(title)
    shared = {key: text("assumptions.groups.shared", language) for key, by in counted.items() if len(by) > 1}
    single = {key: by[0] for key, by in counted.items() if len(by) == 1}
    paid = {key: text("assumptions.groups.costs", language) for key in sorted(costs) if key not in counted}
    whole = {key: text("assumptions.groups.whole", language) for key in kinds.BY_THE_ENGINE if key != OVERRUN}
    return {**shared, **single, **paid, **_left(whole, counted)}


def _left(words: Mapping[str, str], taken: Mapping[str, object]) -> dict[str, str]:
    return {key: title for key, title in words.items() if key not in taken}


def names_of(written: str) -> Iterable[str]:
    """The names in a formula, each once; none while it cannot be read."""
    tree = formula.parse(written).tree
    found = formula.names(tree) if tree else ()
    several = any(name.endswith(".attribution") for name in found)
    return dict.fromkeys([*found, kinds.ATTRIBUTION] if several else found)
