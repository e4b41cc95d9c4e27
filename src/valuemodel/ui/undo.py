"""Undoing changes of assumptions, drivers and costs: the last one, or all back to one; said first, with who and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from valuemodel import model
from valuemodel.locale import label, plural, text
from valuemodel.model import history
from valuemodel.model.history import Change
from valuemodel.story import register
from valuemodel.ui import forms
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import draw, element, panel

Names = Mapping[tuple[str, str], str]

FARTHEST = 30
"""Changes that are offered to go back to at once, the newest first."""


def undo(here: Context) -> None:
    """A popover that says what the last changes were and takes them back."""
    assert here.store is not None
    language = here.language
    with forms.popover("undo", text("assumptions.undo.open", language), icon=":material/undo:"):
        listed = history.standing(here.store)[:FARTHEST]
        if not listed:
            draw(element("p", text("assumptions.undo.none", language), css="pv"))
            return
        draw(element("p", _said(here, listed[0]), css="pv"))
        count = _how_far(here, listed)
        if count == 1:
            draw(element("p", text("assumptions.undo.back_to", language, before=_before(here, listed[0])), css="pv"))
        author = forms.author_field(language, "undo")
        reason = st.text_input(text("ui.form.reason", language), key="undo_reason")
        pressed = st.button(plural("assumptions.undo.now", count, language), type="primary", key="undo_now")
        if forms.Sent(pressed, author, reason).accepted(language):
            _undo(here, listed[:count], author.strip(), reason.strip())


def _how_far(here: Context, listed: Sequence[Change]) -> int:
    """How many of the last changes are to be undone: one, or all back to the one that is picked."""
    named = _names(here)
    names = {one.made.version_id: f"{place}. {_line(here, one, named)}" for place, one in enumerate(listed, start=1)}
    picked = st.selectbox(
        text("assumptions.undo.how_far", here.language),
        list(names),
        format_func=names.__getitem__,
        key=f"undo_to_{listed[0].made.version_id}",
    )
    return list(names).index(picked) + 1


def _line(here: Context, change: Change, named: Names) -> str:
    who = register.signed(change.made.author, change.made.created_at, here.language)
    return " · ".join(filter(None, (_what(here, change, named), who, change.made.reason)))


def _undo(here: Context, undone: Sequence[Change], author: str, reason: str) -> None:
    assert here.store is not None
    named = _names(here)  # while it is there
    what = ", ".join(dict.fromkeys(_what(here, change, named) for change in undone))
    if not history.undo_back_to(here.store, undone[0], undone[-1], author, reason):
        draw(panel("caution", text("assumptions.undo.too_late", here.language)))
        return
    forms.close("undo")
    forms.done(plural("assumptions.undo.done", len(undone), here.language, what=what))


def _said(here: Context, change: Change) -> str:
    language = here.language
    who = register.signed(change.made.author, change.made.created_at, language)
    why = change.made.reason or "–"
    return text("assumptions.undo.words", language, what=_what(here, change, _names(here)), who=who, why=why)


def _before(here: Context, change: Change) -> str:
    """What the change would give way to: an earlier version with its author, the template, or nothing."""
    language = here.language
    if change.before is not None:
        signed = register.signed(change.before.author, change.before.created_at, language)
        return f"{signed}. {change.before.reason}"
    template = model.load_template(here.model.template)
    known = {*template.assumptions, *(one.key for one in template.drivers), *(one.key for one in template.costs)}
    return text("assumptions.undo." + ("origin" if change.made.key in known else "nothing"), language)


def _what(here: Context, change: Change, named: Names) -> str:
    name = named.get((change.made.kind, change.made.key), change.made.key)
    return text(f"assumptions.undo.kinds.{change.made.kind}", here.language, name=name)


def _names(here: Context) -> Names:
    """The labels of everything that has versions, by kind and key."""
    found = here.model
    listed = {("assumption", key): one.label for key, one in found.assumptions.items()}
    listed |= {("driver", one.key): one.label for one in (*found.drivers, *found.switched_off)}
    listed |= {("cost", one.key): one.label for one in (*found.costs, *found.costs_off)}
    return {key: label(words, here.language) for key, words in listed.items()}
