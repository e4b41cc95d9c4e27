"""The team's page: what changed for us, and two things to try, by rule, from figures of one safe group."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from valuemodel.closing import Closing
from valuemodel.kpis import catalogue
from valuemodel.locale import label, percent, text
from valuemodel.story.practice import item_name
from valuemodel.story.words import kpi_value
from valuemodel.yaml_files import read_yaml

MOST_CHANGES, ACTIONS = 4, 2


class Change(NamedTuple):
    """What moved for a group: the KPI, its levels in the first and the last wave, whether it is for the better."""

    kpi: str
    before: float
    after: float
    better: bool


class Action(NamedTuple):
    """Something to try: its key in `team_actions.yaml`, the item that calls for it, the team's mean and the whole's."""

    key: str
    item: str
    mean: float
    programme: float
    label: Mapping[str, str]
    kpi: str


class TeamPage(NamedTuple):
    """One page for one safe group."""

    group: str
    changes: tuple[Change, ...]
    actions: tuple[Action, ...]


@cache
def actions() -> Mapping[str, Mapping[str, Any]]:
    """The actions that can be proposed: item that calls for it, words in both languages, the KPI that it would move."""
    return read_yaml(Path(__file__).with_name("team_actions.yaml"))


def team_pages(closing: Closing) -> tuple[TeamPage, ...]:
    """A page for every unit group of the closing that has figures."""
    groups = (group.key for group in closing.groups if group.kind == "unit")
    pages = (team_page(closing, group) for group in groups)
    return tuple(page for page in pages if page.changes or page.actions)


def team_page(closing: Closing, group: str) -> TeamPage:
    """The page of one group: the KPIs that moved most against what counts as a change, and two actions."""
    return TeamPage(group, _changes(closing, group), _actions(closing, group))


def _changes(closing: Closing, group: str) -> tuple[Change, ...]:
    """KPIs compared in the group, the largest move first, counted in smallest changes that matter (else in their own
    smallest visible change).
    """
    told = []
    for effect in closing.effects:
        if effect.group != group or effect.before is None or effect.after is None or effect.verdict == "refused":
            continue
        step = effect.materiality or effect.smallest_visible or 1.0
        rise = effect.after - effect.before
        change = Change(effect.kpi, effect.before, effect.after, rise * catalogue()[effect.kpi].direction > 0)
        if rise:
            told.append((-abs(rise) / step, effect.kpi, change))
    return tuple(change for *_, change in sorted(told)[:MOST_CHANGES])


def _actions(closing: Closing, group: str) -> tuple[Action, ...]:
    """The two actions whose item is lowest in the group, first against the programme, then by itself."""
    found = closing.practice_findings
    ranked = []
    for key, action in actions().items():
        mean, whole = found.value("item", action["item"], group), found.value("item", action["item"])
        if mean is not None and whole is not None:
            ranked.append((round(mean - whole, 2), mean, key, Action(
                key, action["item"], mean, whole, action["label"], action["kpi"])))  # fmt: skip
    return tuple(action for *_, action in sorted(ranked)[:ACTIONS])


def change_words(one: Change, language: str) -> tuple[str, str, str, str]:
    """What moved, its levels before and after, and which way."""
    kpi = catalogue()[one.kpi]
    before, after = (kpi_value(kpi, value, language) for value in (one.before, one.after))
    return (
        label(kpi.label, language),
        before,
        after,
        text(f"practice.team.{'better' if one.better else 'worse'}", language),
    )


def action_words(action: Action, language: str) -> tuple[str, str]:
    """What to try, and the figures that call for it."""
    why = text(
        "practice.team.why", language, item=item_name(action.item, language), mean=percent(action.mean, language),
        programme=percent(action.programme, language), kpi=label(catalogue()[action.kpi].label, language),
    )  # fmt: skip
    return label(action.label, language), why
