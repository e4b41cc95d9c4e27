"""Two people on the same assumption: each is told of the other's version, and neither loses a word."""

from __future__ import annotations

import streamlit as st

from valuemodel.locale import text
from valuemodel.model.types import Assumption
from valuemodel.store import Version
from valuemodel.story import register
from valuemodel.story.units import is_share, range_in, with_unit
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import draw, panel

BEGUN, SEEN = "assumption_begun", "assumption_seen"
BOUNDS = ("low", "base", "high")
WORDS = ("title", "locator", "year")


def begun(here: Context, one: Assumption) -> Assumption:
    """The version that this person started from: kept while they have typed something, whoever saves meanwhile."""
    folder, started = st.session_state.get(BEGUN, ("", one))
    same = folder == str(here.folder) and started.key == one.key
    if not same or (started.version != one.version and not _typed(started, here.language)):
        started = one
        st.session_state.pop(SEEN, None)
    st.session_state[BEGUN] = (str(here.folder), started)
    return started


def forget() -> None:
    """Lets go of what was typed: it is saved, or given up."""
    st.session_state.pop(BEGUN, None)
    st.session_state.pop(SEEN, None)


def _typed(one: Assumption, language: str) -> bool:
    """Whether a field of the form differs from the version that it started from."""
    scale = 100.0 if is_share(one.unit) else 1.0
    start: dict[str, object] = {name: round(scale * getattr(one, name), 6) for name in BOUNDS}
    start |= {name: str(register.said(one.source.get(name), language)) for name in WORDS}
    start |= {"evidence": one.evidence, "reason": ""}
    held = {name: st.session_state.get(f"{name}_{one.key}_{one.version}") for name in start}
    return any(value is not None and value != start[name] for name, value in held.items())


def tell(here: Context, started: Assumption, newest: Assumption) -> int:
    """Says who saved meanwhile, and asks what to do; the number of the version that a save may follow."""
    language = here.language
    if started.version == newest.version:
        return started.version
    if st.session_state.get(SEEN) == newest.version:
        draw(panel("note", text("assumptions.conflict.kept", language, number=newest.version)))
        return newest.version
    title, why = _said(newest, register.signed(newest.author, newest.changed_at, language), newest.reason, language)
    draw(panel("caution", title, f"{why} {text('assumptions.conflict.words', language)}"))
    with st.container(key="row_conflict", horizontal=True):
        if st.button(text("assumptions.conflict.keep", language), key="conflict_keep"):
            st.session_state[SEEN] = newest.version
            st.rerun()
        if st.button(text("assumptions.conflict.take", language), type="tertiary", key="conflict_take"):
            forget()
            st.rerun()
    return started.version


def words(here: Context, one: Assumption, newer: Version) -> str:
    """Who saved what in the meantime, in a sentence."""
    held = register.as_assumption(one, newer.document)
    signed = register.signed(newer.author, newer.created_at, here.language)
    return " ".join(_said(held, signed, newer.reason, here.language))


def _said(one: Assumption, who: str, reason: str, language: str) -> tuple[str, str]:
    span = range_in(one.unit, one.low, one.high, language)
    value = f"{with_unit(one.unit, one.base, language)} ({span})"
    title = text("assumptions.conflict.title", language, who=who, value=value)
    return title, text("assumptions.conflict.why", language, reason=reason) if reason else ""
