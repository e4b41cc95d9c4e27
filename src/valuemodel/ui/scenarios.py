"""Scenarios of the current programme: computed once for each closing and set of versions; those that were saved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from valuemodel import kpis, model
from valuemodel.locale import label
from valuemodel.model import kinds
from valuemodel.model.gap import Part, gap
from valuemodel.model.plan import ACCOMPANIMENT, AHEAD
from valuemodel.model.saved import SCENARIO, Scenario
from valuemodel.model.types import Assumption, Outlook, TornadoBar
from valuemodel.story import register
from valuemodel.story.plan_sliders import plan_inputs
from valuemodel.ui import money
from valuemodel.ui.context import Context
from valuemodel.ui.money import Given, Key

Overrides = tuple[tuple[str, float], ...]


class Asked(NamedTuple):
    """Which money is asked for: what is moved, in which view, under which convention."""

    overrides: Overrides
    view: str
    convention: str


def saved(here: Context) -> dict[str, Scenario]:
    """The scenarios kept so far, without those set aside, by key."""
    assert here.store is not None
    return model.scenarios(here.store)


def asked_for(here: Context, key: str, version: str) -> Scenario | None:
    """The scenario of an address: as it was at that version, the latest without one; None when it is not there."""
    assert here.store is not None
    if version.isdecimal():
        return model.scenario_version(here.store, key, int(version))
    return saved(here).get(key)


def keep(here: Context, name: str, overrides: Overrides, author: str, reason: str) -> str:
    """Saves a scenario as a new version of its name; its key, for a link to it."""
    assert here.store is not None
    key = re.sub(r"\W+", "-", name.strip().lower()).strip("-")[:40] or "scenario"
    here.store.save(SCENARIO, key, {"name": name.strip(), "overrides": dict(overrides)}, author, reason)
    return key


def set_aside(here: Context, one: Scenario, author: str, reason: str) -> None:
    """Takes a scenario out of the lists; its versions stay."""
    assert here.store is not None
    document = {"name": one.name, "overrides": dict(one.overrides), "set_aside": True}
    here.store.save(SCENARIO, one.key, document, author, reason)


def known_inputs(here: Context, view: str, convention: str) -> dict[str, Assumption]:
    """What a slider can move: the practice and the plan to come, then what is uncertain, heaviest first."""
    _, closing, programme = money.arguments(here)
    bars = money.bars(here, view, convention)
    planned = plan_inputs(closing, programme, view)
    found = {**money.inputs(here, bars), **planned}
    ordered = [money.PRACTICE, AHEAD, ACCOMPANIMENT, kinds.REDEPLOYED, *planned, *(bar.key for bar in bars)]
    heavy = {bar.key for bar in bars}
    return {
        key: found[key]
        for key in dict.fromkeys(ordered)
        if key in found and (key in heavy or key in planned or key == money.PRACTICE)
    }


def stored(key: str, shown: float, scale: float) -> float:
    """A slider's value in the unit of the model: falls of a KPI are shown as positive numbers."""
    sign = register.sign_of(key, kpis.catalogue()) if "." in key else 1
    return round(sign * shown / scale, 10)


def shown(key: str, value: float, scale: float) -> float:
    """A stored value as its slider shows it: the inverse of `stored`."""
    sign = register.sign_of(key, kpis.catalogue()) if "." in key else 1
    return round(sign * value * scale, 10)


@st.cache_resource(max_entries=96, show_spinner=False)
def _results(key: Key, asked: Asked, _given: Given) -> Outlook:
    arguments = _given.arguments
    return model.outlook(*arguments, view=asked.view, convention=asked.convention, overrides=dict(asked.overrides))


@st.cache_resource(max_entries=48, show_spinner=False)
def _bars(key: Key, asked: Asked, _given: Given) -> tuple[TornadoBar, ...]:
    arguments = _given.arguments
    return model.tornado(*arguments, view=asked.view, convention=asked.convention, overrides=dict(asked.overrides))


@st.cache_resource(max_entries=48, show_spinner=False)
def _gap(key: Key, asked: Asked, _given: Given) -> tuple[Part, ...]:
    return gap(*_given.arguments, dict(asked.overrides), view=asked.view, convention=asked.convention)


@st.cache_resource(max_entries=24, show_spinner=False)
def _explored(key: Key, asked: Asked, _given: Given) -> model.Explored:
    moved, arguments = dict(asked.overrides), _given.arguments
    return model.explore(*arguments, view=asked.view, convention=asked.convention, overrides=moved)


@st.cache_resource(max_entries=48, show_spinner=False)
def _needed(key: Key, asked: Asked, roi: float, _given: Given) -> tuple[model.Needed, ...]:
    return _explored(key, asked, _given).needed(roi)


@st.cache_resource(max_entries=48, show_spinner=False)
def _level(key: Key, asked: Asked, worth: float, _given: Given) -> float | None:
    return model.level_worth(
        worth,
        money.PRACTICE,
        *_given.arguments,
        view=asked.view,
        convention=asked.convention,
        overrides=dict(asked.overrides),
    )


@st.cache_resource(max_entries=24, show_spinner=False)
def _next(key: Key, asked: Asked, _given: Given) -> model.NextMeasures:
    view = asked.view if asked.view in ("whole", "request") else "request"
    return model.next_measures(*_given.arguments, view=view, convention=asked.convention)


def results(here: Context, asked: Asked) -> Outlook:
    """What a scenario is worth; the results of the base case when nothing is moved."""
    if not asked.overrides:
        return money.results(here, asked.view, asked.convention)
    now = money.given(here)
    return _results(now.key, asked, now)


def bars(here: Context, asked: Asked) -> tuple[TornadoBar, ...]:
    """The swings of net value around a scenario."""
    now = money.given(here)
    return _bars(now.key, asked, now)


def parts(here: Context, asked: Asked) -> tuple[Part, ...]:
    """Where the gap to the base case comes from."""
    now = money.given(here)
    return _gap(now.key, asked, now)


def needed(here: Context, asked: Asked, roi: float) -> tuple[model.Needed, ...]:
    """What each input alone must be for an ROI, in a scenario."""
    now = money.given(here)
    return _needed(now.key, asked, roi, now)


def level_to_match(here: Context, asked: Asked) -> float | None:
    """The level of regular use under which a scenario is worth less than the base case; None when there is none."""
    now, base = money.given(here), money.results(here, asked.view, asked.convention)
    return _level(now.key, asked, base.npv, now)


def next_measures(here: Context, asked: Asked) -> model.NextMeasures:
    """What to measure next, in the base case."""
    now = money.given(here)
    return _next(now.key, asked._replace(overrides=()), now)


def names(known: Mapping[str, Assumption], language: str) -> dict[str, str]:
    """The inputs' labels by key."""
    return {key: label(one.label, language) for key, one in known.items()}
