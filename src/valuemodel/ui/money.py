"""The money of the current programme, computed once for each closing, set of versions, view and convention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import streamlit as st

from valuemodel import kpis, model
from valuemodel.closing import Closing
from valuemodel.errors import ValueModelError
from valuemodel.model.request import Budget
from valuemodel.model.types import VIEWS, AssumedCost, Assumption, Outlook, Results, TornadoBar, ValueModel
from valuemodel.programme import Programme
from valuemodel.story import breaks, register
from valuemodel.story.arguments import Grounds
from valuemodel.ui.context import Context

PRACTICE = "regular_share"
Key = tuple[object, ...]


class Given(NamedTuple):
    """What every function of the model reads, and the key that stands for all of it: what is computed from it is kept
    under that key.
    """

    key: Key
    model: ValueModel
    closing: Closing
    programme: Programme

    @property
    def arguments(self) -> tuple[ValueModel, Closing, Programme]:
        """In the order of the model's functions."""
        return self.model, self.closing, self.programme


def given(here: Context) -> Given:
    """The closing on the page, and the settings as they are now."""
    assert here.closing is not None
    now = here.settings
    return Given((str(here.folder), here.closing.fingerprint, now.versions), now.model, here.closing, now.programme)


def arguments(here: Context) -> tuple[ValueModel, Closing, Programme]:
    """What every function of the model reads."""
    return given(here).arguments


@st.cache_resource(max_entries=48, show_spinner=False)
def _results(key: Key, view: str, convention: str, _given: Given) -> Results:
    return model.evaluate(*_given.arguments, view=view, convention=convention)


@st.cache_resource(max_entries=48, show_spinner=False)
def _bars(key: Key, view: str, convention: str, _given: Given) -> tuple[TornadoBar, ...]:
    return model.tornado(*_given.arguments, view=view, convention=convention)


@st.cache_resource(max_entries=48, show_spinner=False)
def _switching(key: Key, view: str, convention: str, _given: Given) -> Mapping[str, float | None]:
    found = _given.arguments
    names = [bar.key for bar in _bars(key, view, convention, _given)]
    names += [PRACTICE] if found[1].practice_series(PRACTICE) else []
    return {name: model.switching_value(name, *found, view=view, convention=convention) for name in names}


@st.cache_resource(max_entries=24, show_spinner=False)
def _options(key: Key, convention: str, _given: Given) -> tuple[model.OptionResult, ...]:
    return model.options(*_given.arguments, convention=convention)


@st.cache_resource(max_entries=24, show_spinner=False)
def _delays(key: Key, convention: str, months: int, _given: Given) -> tuple[model.Delay, model.Delay]:
    found = _given.arguments
    fixed, sliding = (
        model.lost_by_delay(*found, months, window=window, convention=convention) for window in ("fixed", "sliding")
    )
    return fixed, sliding


def options(here: Context, convention: str) -> tuple[model.OptionResult, ...]:
    """What each option of the decision brings and costs from the closing on."""
    now = given(here)
    return _options(now.key, convention, now)


@st.cache_resource(max_entries=24, show_spinner=False)
def _budget(key: Key, convention: str, _given: Given) -> Budget:
    return model.request_budget(*_given.arguments, convention=convention)


def budget(here: Context, convention: str) -> Budget:
    """The costs to come by category and calendar year."""
    now = given(here)
    return _budget(now.key, convention, now)


def delays(here: Context, convention: str, months: int) -> tuple[model.Delay, model.Delay]:
    """What waiting loses, in a fixed and in a sliding window."""
    now = given(here)
    return _delays(now.key, convention, months, now)


def grounds(here: Context, view: str, convention: str, wait: int = 6) -> Grounds:
    """What claims and objections are read from; `wait` months are what waiting is priced for."""
    model_, closing, programme = arguments(here)
    points = breaks.breaks(inputs(here, bars(here, view, convention)), switching(here, view, convention))
    try:
        delay = delays(here, convention, wait)[0]
    except ValueModelError:
        delay = None
    options_ = options(here, convention)
    return Grounds(programme, closing, model_, results(here, view, convention), options_, delay, points)


def results(here: Context, view: str, convention: str) -> Results:
    """The results of one view under one convention."""
    now = given(here)
    return _results(now.key, view, convention, now)


def what_if(here: Context, key: str, document: Mapping[str, Any], view: str, convention: str) -> Outlook:
    """What the programme is worth with one assumption's document laid over the model, nothing saved."""
    changed, _ = model.apply(here.model, assumptions={key: document})
    _, closing, programme = arguments(here)
    return model.outlook(changed, closing, programme, view=view, convention=convention, draws=1024)


def with_driver(here: Context, key: str, document: Mapping[str, Any], view: str, convention: str) -> Results:
    """The results with one driver's document laid over the model, nothing saved."""
    changed, _ = model.apply(here.model, drivers={key: document})
    return of_model(here, changed, view, convention)


def of_model(here: Context, changed: ValueModel, view: str, convention: str) -> Results:
    """The results of another model on the same closing, nothing saved."""
    _, closing, programme = arguments(here)
    return model.evaluate(changed, closing, programme, view=view, convention=convention, draws=1024)


def without_cost(changed: ValueModel, cost: AssumedCost) -> ValueModel:
    """The model without one of its costs by formula."""
    return replace(changed, costs=tuple(one for one in changed.costs if one.key != cost.key))


def bars(here: Context, view: str, convention: str) -> tuple[TornadoBar, ...]:
    """The swings of net value, widest first."""
    now = given(here)
    return _bars(now.key, view, convention, now)


def switching(here: Context, view: str, convention: str) -> dict[str, float | None]:
    """The value of each uncertain input at which net value is zero, falls of a KPI counted positive."""
    now = given(here)
    found = _switching(now.key, view, convention, now)
    signs = {key: register.sign_of(key, kpis.catalogue()) if "." in key else 1 for key in found}
    return {key: None if value is None else signs[key] * value for key, value in found.items()}


def inputs(here: Context, found: tuple[TornadoBar, ...]) -> dict[str, Assumption]:
    """The model's assumptions, the measured effects that it follows, and the level of the practice."""
    assert here.closing is not None
    followed = register.followed(here.closing, kpis.catalogue(), found)
    own = {key: register.tenths(one, found) for key, one in here.model.assumptions.items()}
    level = register.practice_level(here.closing, kpis.catalogue()[PRACTICE])
    return {**own, **followed, **({PRACTICE: level} if level else {})}


def named(bar: TornadoBar, known: Mapping[str, Assumption]) -> TornadoBar:
    """A swing under the name of its input in words."""
    return replace(bar, label=known[bar.key].label) if bar.key in known else bar


def chosen_convention(here: Context) -> str:
    """The convention that the person looks at: the programme's own until another is chosen."""
    asked = st.session_state.get("convention") or st.query_params.get("convention")
    known = model.conventions()
    return asked if asked in known else here.programme.convention if here.programme else "corporate"


def chosen_view() -> str:
    """The view that the person looks at; the whole programme until another is chosen."""
    asked = st.session_state.get("view") or st.query_params.get("view")
    return asked if asked in VIEWS else "whole"
