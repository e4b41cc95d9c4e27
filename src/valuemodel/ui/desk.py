"""The desk on the value page: add, edit, switch off and move drivers and costs, each a version with who and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import streamlit as st

from valuemodel import kpis
from valuemodel.errors import Issue
from valuemodel.locale import label, text
from valuemodel.model import history
from valuemodel.model.library import REMOVED
from valuemodel.model.types import AssumedCost, Driver
from valuemodel.story import costs as words_of_costs
from valuemodel.story import drivers as words_of
from valuemodel.story import register
from valuemodel.ui import (
    cost_form,
    cost_list,
    cost_templates,
    driver_form,
    driver_new_assumption,
    driver_templates,
    forms,
    money,
)
from valuemodel.ui.context import Context
from valuemodel.ui.driver_form import Draft
from valuemodel.ui.fragments import draw, panel, section

NEW = "+"
Entry = Driver | AssumedCost


class Sort(NamedTuple):
    """What the desk works on: the store's `kind`, what counts and what is switched off, a new one's document, the form.

    Its texts are `<words>.*` of the catalogues.
    """

    kind: str
    words: str
    on: tuple[Entry, ...]
    off: tuple[Entry, ...]
    first: Mapping[str, Any]
    ask: Callable[[Context, Draft, str, str], tuple[dict[str, Any], list[Issue]]]

    def text(self, key: str, language: str, **values: Any) -> str:
        """A text of this sort."""
        return text(f"{self.words}.{key}", language, **values)


def _sorts(here: Context) -> dict[str, Sort]:
    model, currency = here.model, here.programme.currency if here.programme else "EUR"
    drivers = words_of.first_draft(model.template, currency)
    return {
        "driver": Sort("driver", "drivers", model.drivers, model.switched_off, drivers, driver_form.ask),
        "cost": Sort("cost", "costs", model.costs, model.costs_off, words_of_costs.first_draft(currency),
                     cost_form.ask),
    }  # fmt: skip


def tell() -> None:
    """What the last run saved, with the driver that it saved as the one that the page explains."""
    if "desk_saved" in st.session_state:
        st.session_state["driver"] = st.session_state.pop("desk_saved")
    forms.tell()


def desk(here: Context, view: str, convention: str) -> None:
    """Closed until it is asked for: the page is for reading first."""
    language, sorts = here.language, _sorts(here)
    if not st.toggle(text("drivers.open", language), key="driver_desk"):
        return
    chosen = st.segmented_control(
        text("drivers.sort", language), list(sorts), default="driver", required=True, key="desk_sort",
        format_func=lambda kind: sorts[kind].text("sort_name", language), label_visibility="collapsed",
    )  # fmt: skip
    sort = sorts[chosen or "driver"]
    with section("desk", sort.text("title", language), sort.text("lead", language)):
        if sort.kind == "cost":
            cost_list.costs(here, money.results(here, view, convention))
        with st.container(key="desk_start", horizontal=True, vertical_alignment="bottom"):
            picked = _pick(here, sort)
            start = driver_templates.start_from_objective if sort.kind == "driver" else cost_templates.start
            start(here)
            driver_new_assumption.add(here)
        draft = _draft(here, sort, picked)
        _edit(here, draft, sort.kind, view, convention)


def _pick(here: Context, sort: Sort) -> str:
    """One that is there, on or off, or a new one."""
    language = here.language
    names = {NEW: sort.text("new", language)}
    names |= {one.key: label(one.label, language) for one in sort.on}
    names |= {one.key: sort.text("is_off", language, name=label(one.label, language)) for one in sort.off}
    return str(
        st.selectbox(sort.text("which", language), list(names), format_func=names.__getitem__, key=f"desk_{sort.kind}")
    )


def _draft(here: Context, sort: Sort, picked: str) -> Draft:
    """What the form starts from: the entry, and the version that it was read at (kept while somebody else saves)."""
    assert here.store is not None
    found = {one.key: one for one in (*sort.on, *sort.off)}.get(picked)
    if found is None:
        turn = st.session_state.get("desk_turn", 0)
        return Draft("", f"{'' if sort.kind == 'driver' else sort.kind + '_'}new{turn}", sort.first, 0)
    saved = here.store.versions(sort.kind, found.key)
    number = saved[0].number if saved else 0
    mine = (str(here.folder), sort.kind, found.key)
    held, begun, document = st.session_state.get("desk_begun", ((), 0, {}))
    if held != mine:
        begun, document = number, vars(found)
        st.session_state["desk_begun"] = (mine, begun, document)
    return Draft(found.key, f"{found.key}_{begun}", document, begun)


@st.fragment
def _edit(here: Context, draft: Draft, kind: str, view: str, convention: str) -> None:
    language, sort = here.language, _sorts(here)[kind]
    document, issues = sort.ask(here, draft, view, convention)
    loaded = _newer(here, sort, draft)
    who, why = st.columns([1, 2])
    with who:
        author = forms.author_field(language, f"{kind}_{draft.tag}")
    reason = why.text_input(
        text("ui.form.reason", language),
        key=f"{kind}_reason_{draft.tag}",
        placeholder=sort.text("reason_example", language),
    )
    pressed = _buttons(sort, draft, language)
    if not pressed:
        return
    change = _change(sort, draft, document, pressed, language)
    if pressed == "save" and issues:
        draw(panel("caution", text("drivers.not_yet", language), sort.text("not_yet_fix", language)))
    elif change is not None and forms.Sent(True, author, reason).accepted(language):
        _save(here, sort, draft, change, (author.strip(), reason.strip(), loaded))


def _buttons(sort: Sort, draft: Draft, language: str) -> str:
    """Save, switch off or on, up, down: which was pressed."""
    off = draft.key in {one.key for one in sort.off}
    offered = ["save"] if not draft.key else ["save", "on"] if off else ["save", "off", "up", "down"]
    pressed = ""
    with st.container(key=f"do_{sort.kind}", horizontal=True):
        for name in offered:
            words = sort.text(name, language) if name == "save" else text(f"drivers.{name}", language)
            if st.button(words, type="primary" if name == "save" else "secondary", key=f"{sort.kind}_{name}"):
                pressed = name
    return pressed


def _change(
    sort: Sort, draft: Draft, document: Mapping[str, Any], pressed: str, language: str
) -> dict[str, Any] | None:
    """The fields that the pressed button changes; None, with its reason, when the entry is already at the end."""
    if pressed == "save":
        return dict(document)
    if pressed in ("off", "on"):
        return {"off": pressed == "off"}
    position = words_of.moved(sort.on, draft.key, -1 if pressed == "up" else 1)
    if position is None:
        draw(panel("note", sort.text("at_the_end", language)))
        return None
    return {"position": position}


def _save(here: Context, sort: Sort, draft: Draft, change: Mapping[str, Any], signed: tuple[str, str, int]) -> None:
    """One more version, unless somebody saved one since: then they are named and everything typed stays.

    A new one whose name was used and undone goes on with the versions of that name.
    """
    assert here.store is not None
    author, reason, loaded = signed
    taken = words_of.taken(here.model, kpis.catalogue())
    name = label(change["label"], here.language) if "label" in change else label(draft.document["label"], here.language)
    key = draft.key or words_of.key_for(name, taken)
    saved = here.store.versions(sort.kind, key)
    if saved and not draft.key:
        loaded = saved[0].number
    kept = {} if not saved or saved[0].document.get(REMOVED) else saved[0].document
    if history.save_over(here.store, sort.kind, key, {**kept, **change}, author, reason, loaded) is not None:
        st.rerun()
    for held in ("desk_begun", "desk_seen"):
        st.session_state.pop(held, None)
    st.session_state["desk_turn"] = st.session_state.get("desk_turn", 0) + 1
    if sort.kind == "driver":
        st.session_state["desk_saved"] = key
    forms.done(text("drivers.saved", here.language, name=name))


def _newer(here: Context, sort: Sort, draft: Draft) -> int:
    """Tells who saved another version meanwhile; the number of the version that a save may follow."""
    assert here.store is not None
    language, kind = here.language, sort.kind
    saved = here.store.versions(kind, draft.key) if draft.key else []
    newest = saved[0].number if saved else 0
    if newest <= draft.number or st.session_state.get("desk_seen") == (draft.key, newest):
        return newest if draft.key else 0
    who = register.signed(saved[0].author, saved[0].created_at, language)
    title = sort.text("newer", language, who=who, reason=saved[0].reason or "–")
    draw(panel("caution", title, text("assumptions.conflict.words", language)))
    with st.container(key=f"row_{kind}_conflict", horizontal=True):
        if st.button(text("assumptions.conflict.keep", language), key=f"{kind}_conflict_keep"):
            st.session_state["desk_seen"] = (draft.key, newest)
            st.rerun()
        if st.button(text("assumptions.conflict.take", language), type="tertiary", key=f"{kind}_conflict_take"):
            st.session_state.pop("desk_begun", None)
            st.rerun()
    return draft.number
