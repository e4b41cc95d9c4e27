"""The money of the current programme, computed once for each closing, set of versions, view and convention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from valuemodel import kpis, model
from valuemodel.closing import Closing
from valuemodel.errors import ValueModelError
from valuemodel.model.request import Budget
from valuemodel.model.types import VIEWS, AssumedCost, Assumption, Results, TornadoBar, ValueModel
from valuemodel.programme import Programme
from valuemodel.story import breaks, register
from valuemodel.story.arguments import Grounds
from valuemodel.ui.context import Context

PRACTICE = "regular_share"
Key = tuple[object, ...]


def key_of(here: Context) -> Key:
    """What the money depends on: the folder, the closing, and the versions of all that the model rests on."""
    assert here.store is not None and here.closing is not None
    versions = [here.store.current(kind) for kind in ("settings", "assumption", "driver", "cost")]
    return (
        str(here.folder),
        here.closing.fingerprint,
        *(tuple(sorted(one.version_id for one in found.values())) for found in versions),
    )


def arguments(here: Context) -> tuple[ValueModel, Closing, Programme]:
    """What every function of the model reads."""
    assert here.closing is not None and here.programme is not None
    return here.model, here.closing, here.programme


@st.cache_resource(max_entries=48)
def _results(key: Key, view: str, convention: str, _here: Context) -> Results:
    return model.evaluate(*arguments(_here), view=view, convention=convention)


@st.cache_resource(max_entries=48)
def _bars(key: Key, view: str, convention: str, _here: Context) -> tuple[TornadoBar, ...]:
    return model.tornado(*arguments(_here), view=view, convention=convention)


@st.cache_resource(max_entries=48)
def _switching(key: Key, view: str, convention: str, _here: Context) -> Mapping[str, float | None]:
    given = arguments(_here)
    names = [bar.key for bar in _bars(key, view, convention, _here)]
    names += [PRACTICE] if given[1].practice_series(PRACTICE) else []
    return {name: model.switching_value(name, *given, view=view, convention=convention) for name in names}


@st.cache_resource(max_entries=24)
def _options(key: Key, convention: str, _here: Context) -> tuple[model.OptionResult, ...]:
    return model.options(*arguments(_here), convention=convention)


@st.cache_resource(max_entries=24)
def _delays(key: Key, convention: str, months: int, _here: Context) -> tuple[model.Delay, model.Delay]:
    given = arguments(_here)
    fixed, sliding = (
        model.lost_by_delay(*given, months, window=window, convention=convention) for window in ("fixed", "sliding")
    )
    return fixed, sliding


def options(here: Context, convention: str) -> tuple[model.OptionResult, ...]:
    """What each option of the decision brings and costs from the closing on."""
    return _options(key_of(here), convention, here)


@st.cache_resource(max_entries=24)
def _budget(key: Key, convention: str, _here: Context) -> Budget:
    return model.request_budget(*arguments(_here), convention=convention)


def budget(here: Context, convention: str) -> Budget:
    """The costs to come by category and calendar year."""
    return _budget(key_of(here), convention, here)


def delays(here: Context, convention: str, months: int) -> tuple[model.Delay, model.Delay]:
    """What waiting loses, in a fixed and in a sliding window."""
    return _delays(key_of(here), convention, months, here)


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
    return _results(key_of(here), view, convention, here)


def what_if(here: Context, key: str, document: Mapping[str, Any], view: str, convention: str) -> Results:
    """The results with one assumption's document laid over the model, nothing saved."""
    changed, _ = model.apply(here.model, assumptions={key: document})
    _, closing, programme = arguments(here)
    return model.evaluate(changed, closing, programme, view=view, convention=convention, draws=1024)


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
    return _bars(key_of(here), view, convention, here)


def switching(here: Context, view: str, convention: str) -> dict[str, float | None]:
    """The value of each uncertain input at which net value is zero, falls of a KPI counted positive."""
    found = _switching(key_of(here), view, convention, here)
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
