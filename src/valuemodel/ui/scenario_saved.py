"""Saved scenarios: keeping one with a name and a reason, starting from one, and all of them side by side."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from valuemodel.locale import percent, text, thousands
from valuemodel.model import Scenario
from valuemodel.model.saved import SCENARIO
from valuemodel.model.types import Assumption
from valuemodel.story import payback
from valuemodel.story import scenarios as words_of
from valuemodel.story.words import per_unit
from valuemodel.ui import forms, scenarios
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Row, draw, panel, section, table
from valuemodel.ui.scenario_sliders import start_from

COLUMNS = ("name", "moved", "npv", "bcr", "chances", "payback")


def open_asked(here: Context) -> None:
    """Starts from the scenario that the address names, once; says so when it is not there."""
    key, version = (st.query_params.get(name, "") for name in ("scenario", "version"))
    found = scenarios.asked_for(here, key, version) if key else None
    if key and found is None:
        draw(panel("caution", text("scenarios.gone", here.language), text("scenarios.gone_words", here.language)))
    elif found and st.session_state.get("opened_scenario") != (key, version, here.folder):
        st.session_state["opened_scenario"] = (key, version, here.folder)
        start_from(found.overrides)


def _address(here: Context, key: str) -> None:
    """The address opens this version of the scenario on this closing, also when later ones are there."""
    assert here.closing is not None and here.store is not None
    version = here.store.versions(SCENARIO, key)[0].number
    named = {"programme": here.folder.name, "closing": str(here.closing.number)}
    st.query_params.update(named | {"scenario": key, "version": str(version)})
    st.session_state["opened_scenario"] = (key, str(version), here.folder)


def _no_address(here: Context) -> None:
    for name in ("scenario", "version", "closing"):
        st.query_params.pop(name, None)
    st.session_state["opened_scenario"] = ("", "", here.folder)


def back_to_base(here: Context) -> None:
    """All sliders back, and the address without a scenario."""
    _no_address(here)
    start_from()


def draw_start(here: Context) -> None:
    """The base case or a saved scenario to start from; the choice stands at what the sliders last started from."""
    known = scenarios.saved(here)
    if not known:
        return
    names = {"": text("scenarios.base", here.language)} | {key: one.name for key, one in known.items()}

    key = f"scenario_from_{st.session_state.get('generation', 0)}"

    def start() -> None:
        picked = st.session_state[key]
        if not picked:
            return back_to_base(here)
        _address(here, picked)
        start_from(known[picked].overrides)

    current = st.query_params.get("scenario", "")
    st.selectbox(
        text("scenarios.from", here.language),
        list(names),
        index=list(names).index(current) if current in names else 0,
        format_func=names.__getitem__,
        key=key,
        on_change=start,
    )


def draw_save(here: Context, overrides: scenarios.Overrides) -> None:
    """Keeps the scenario under a name, with who and why; the address then opens exactly this one."""
    words = here.language
    with forms.popover("scenario", text("scenarios.save", words), icon=":material/save:", disabled=not overrides):
        name = st.text_input(text("scenarios.name", words), key=f"scenario_name_{forms.turn('scenario')}")
        author = forms.author_field(words, "scenario")
        reason = st.text_input(text("ui.form.reason", words), key="scenario_reason")
        pressed = st.button(text("ui.form.save", words), type="primary", key="scenario_keep")
        if forms.Sent(pressed, author, reason).accepted(words, scenario=name):
            key = scenarios.keep(here, name, overrides, author.strip(), reason.strip())
            _address(here, key)
            start_from(dict(overrides))
            forms.close("scenario")
            st.session_state["told"] = text("scenarios.kept", words, name=name.strip())
            st.rerun()
    if not overrides:
        st.caption(text("scenarios.nothing_to_save", words))


def draw_side_by_side(here: Context, view: str, convention: str, known: Mapping[str, Assumption]) -> None:
    """The base case and every saved scenario, with what each moves."""
    kept = scenarios.saved(here)
    if not kept:
        return
    words = here.language
    with section("side_by_side", text("scenarios.side_by_side", words), text("scenarios.side_by_side_lead", words)):
        columns = [Column(text(f"scenarios.column.{one}", words), number=one not in COLUMNS[:2]) for one in COLUMNS]
        listed = {
            text("scenarios.base", words): (),
            **{one.name: tuple(one.overrides.items()) for one in kept.values()},
        }
        rows = [_row(here, name, scenarios.Asked(moved, view, convention), known) for name, moved in listed.items()]
        draw(table(text("scenarios.side_by_side", words), columns, rows, show_caption=False))
        _remove(here, kept)


def _row(here: Context, name: str, asked: scenarios.Asked, known: Mapping[str, Assumption]) -> Row:
    found = scenarios.results(here, asked)
    language, currency = here.language, found.currency
    return Row(
        (
            name,
            words_of.moved_words(dict(asked.overrides), known, language),
            thousands(found.npv, language, currency),
            "–" if found.bcr is None else per_unit(found.bcr, language, currency),
            percent(found.probability_npv_positive, language),
            payback.reached(found, language),
        )
    )


def _remove(here: Context, kept: Mapping[str, Scenario]) -> None:
    """Takes one out of the list; its versions stay in the journal."""
    words = here.language
    with forms.popover("remove_scenario", text("scenarios.remove", words), type="tertiary"):
        picked = st.selectbox(
            text("scenarios.column.name", words), list(kept), format_func=lambda key: kept[key].name, key="removed"
        )
        author = forms.author_field(words, "remove_scenario")
        reason = st.text_input(text("ui.form.reason", words), key="remove_reason")
        pressed = st.button(text("scenarios.remove_now", words), key="remove_now")
        if forms.Sent(pressed, author, reason).accepted(words) and picked:
            scenarios.set_aside(here, kept[picked], author.strip(), reason.strip())
            forms.close("remove_scenario")
            st.session_state["told"] = text("scenarios.removed", words, name=kept[picked].name)
            st.rerun()
