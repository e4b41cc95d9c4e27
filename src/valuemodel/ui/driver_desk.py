"""The drivers' desk on the value page: add, edit, switch off and move a driver, each a version with who and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from valuemodel import kpis
from valuemodel.locale import label, text
from valuemodel.model import history
from valuemodel.model.library import REMOVED
from valuemodel.model.types import Driver
from valuemodel.story import drivers as words_of
from valuemodel.story import register
from valuemodel.ui import driver_form, driver_new_assumption, driver_templates, forms
from valuemodel.ui.context import Context
from valuemodel.ui.driver_form import Draft
from valuemodel.ui.fragments import draw, panel, section

NEW = "+"


def tell() -> None:
    """What the last run saved, with the driver that it saved as the one that the page explains."""
    if "desk_saved" in st.session_state:
        st.session_state["driver"] = st.session_state.pop("desk_saved")
    forms.tell()


def desk(here: Context, view: str, convention: str) -> None:
    """Closed until it is asked for: the page is for reading first."""
    language = here.language
    if not st.toggle(text("drivers.open", language), key="driver_desk"):
        return
    with section("desk", text("drivers.title", language), text("drivers.lead", language)):
        with st.container(key="desk_start", horizontal=True, vertical_alignment="bottom"):
            picked = _pick(here)
            driver_templates.start_from_objective(here)
            driver_new_assumption.add(here)
        draft = _draft(here, picked)
        _edit(here, draft, view, convention)


def _pick(here: Context) -> str:
    """A driver of the model, on or off, or a new one."""
    language = here.language
    names = {NEW: text("drivers.new", language)}
    names |= {one.key: label(one.label, language) for one in here.model.drivers}
    names |= {
        one.key: text("drivers.is_off", language, name=label(one.label, language)) for one in here.model.switched_off
    }
    return str(
        st.selectbox(text("drivers.which", language), list(names), format_func=names.__getitem__, key="desk_driver")
    )


def _listed(here: Context) -> dict[str, Driver]:
    return {one.key: one for one in (*here.model.drivers, *here.model.switched_off)}


def _draft(here: Context, picked: str) -> Draft:
    """What the form starts from: the driver, and the version that it was read at (kept while somebody else saves)."""
    assert here.store is not None and here.programme is not None
    found = _listed(here).get(picked)
    if found is None:
        turn = st.session_state.get("desk_turn", 0)
        document = words_of.first_draft(here.model.template, here.programme.currency)
        return Draft("", f"new{turn}", document, 0)
    saved = here.store.versions("driver", found.key)
    number = saved[0].number if saved else 0
    folder, key, begun, document = st.session_state.get("desk_begun", ("", "", 0, {}))
    if (folder, key) != (str(here.folder), found.key):
        begun, document = number, vars(found)
        st.session_state["desk_begun"] = (str(here.folder), found.key, begun, document)
    return Draft(found.key, f"{found.key}_{begun}", document, begun)


@st.fragment
def _edit(here: Context, draft: Draft, view: str, convention: str) -> None:
    language = here.language
    document, issues = driver_form.ask(here, draft, view, convention)
    loaded = _newer(here, draft)
    who, why = st.columns([1, 2])
    with who:
        author = forms.author_field(language, f"driver_{draft.tag}")
    reason = why.text_input(
        text("ui.form.reason", language),
        key=f"driver_reason_{draft.tag}",
        placeholder=text("drivers.reason_example", language),
    )
    pressed = _buttons(here, draft)
    if not pressed:
        return
    change = _change(here, draft, document, pressed)
    if pressed == "save" and issues:
        draw(panel("caution", text("drivers.not_yet", language), text("drivers.not_yet_fix", language)))
    elif change is not None and forms.Sent(True, author, reason).accepted(language):
        _save(here, draft, change, (author.strip(), reason.strip(), loaded))


def _buttons(here: Context, draft: Draft) -> str:
    """Save, switch off or on, up, down: which was pressed."""
    language = here.language
    off = draft.key in {one.key for one in here.model.switched_off}
    offered = ["save"] if not draft.key else ["save", "on"] if off else ["save", "off", "up", "down"]
    pressed = ""
    with st.container(key="do_driver", horizontal=True):
        for name in offered:
            main = name == "save"
            words = text(f"drivers.{name}", language)
            if st.button(words, type="primary" if main else "secondary", key=f"driver_{name}"):
                pressed = name
    return pressed


def _change(here: Context, draft: Draft, document: Mapping[str, Any], pressed: str) -> dict[str, Any] | None:
    """The fields that the pressed button changes; None, with its reason, when a driver is already at the end."""
    if pressed == "save":
        return dict(document)
    if pressed in ("off", "on"):
        return {"off": pressed == "off"}
    position = words_of.moved(here.model.drivers, draft.key, -1 if pressed == "up" else 1)
    if position is None:
        draw(panel("note", text("drivers.at_the_end", here.language)))
        return None
    return {"position": position}


def _save(here: Context, draft: Draft, change: Mapping[str, Any], signed: tuple[str, str, int]) -> None:
    """One more version, unless somebody saved one since: then they are named and everything typed stays."""
    assert here.store is not None
    author, reason, loaded = signed
    taken = words_of.taken(here.model, kpis.catalogue())
    name = label(change["label"], here.language) if "label" in change else label(draft.document["label"], here.language)
    key = draft.key or words_of.key_for(name, taken)
    saved = here.store.versions("driver", key)
    kept = {} if not saved or saved[0].document.get(REMOVED) else saved[0].document
    if history.save_over(here.store, "driver", key, {**kept, **change}, author, reason, loaded) is not None:
        st.rerun()
    for held in ("desk_begun", "desk_seen"):
        st.session_state.pop(held, None)
    st.session_state["desk_turn"] = st.session_state.get("desk_turn", 0) + 1
    st.session_state["desk_saved"] = key
    forms.done(text("drivers.saved", here.language, name=name))


def _newer(here: Context, draft: Draft) -> int:
    """Tells who saved another version meanwhile; the number of the version that a save may follow."""
    assert here.store is not None
    language = here.language
    saved = here.store.versions("driver", draft.key) if draft.key else []
    newest = saved[0].number if saved else 0
    if newest <= draft.number or st.session_state.get("desk_seen") == (draft.key, newest):
        return newest if draft.key else 0
    who = register.signed(saved[0].author, saved[0].created_at, language)
    title = text("drivers.newer", language, who=who, reason=saved[0].reason or "–")
    draw(panel("caution", title, text("assumptions.conflict.words", language)))
    with st.container(key="row_driver_conflict", horizontal=True):
        if st.button(text("assumptions.conflict.keep", language), key="driver_conflict_keep"):
            st.session_state["desk_seen"] = (draft.key, newest)
            st.rerun()
        if st.button(text("assumptions.conflict.take", language), type="tertiary", key="driver_conflict_take"):
            st.session_state.pop("desk_begun", None)
            st.rerun()
    return draft.number
