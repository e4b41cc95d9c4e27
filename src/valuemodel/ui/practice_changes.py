"""The register of what changed around the practice: one line a change, counted at the next closing."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

import streamlit as st

from valuemodel.locale import day, text
from valuemodel.practice.changes import FACING, KINDS, ProcessChange, process_changes
from valuemodel.story.practice import group_name
from valuemodel.ui import forms
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import draw, element
from valuemodel.ui.start_edit import DAY_FORMAT

KIND = "change"


def draw_register(here: Context) -> None:
    """The changes that are kept, each with what takes it away, and the form that keeps one more."""
    language = here.language
    with st.expander(text("changes.title", language), key="change_register"):
        st.caption(text("changes.lead", language))
        for key, one in _known(here).items():
            _row(here, key, one)
        _form(here)


def _known(here: Context) -> dict[str, ProcessChange]:
    """Changes that count, the oldest first."""
    assert here.store is not None
    kept = here.store.current(KIND)
    found = {key: one for key, version in kept.items() for one in process_changes([version])}
    return dict(sorted(found.items(), key=lambda item: (item[1].day, item[0])))


def _row(here: Context, key: str, one: ProcessChange) -> None:
    assert here.store is not None and here.closing is not None
    language = here.language
    words = f"{day(one.day, language)} · {one.label[language]}"
    if one not in here.closing.practice_findings.changes:
        words = f"{words} {text('changes.not_yet', language)}"
    with st.container(key=f"row_change_{key}", horizontal=True, vertical_alignment="center"):
        draw(element("p", words, css="pv pv-small"))
        if st.button(text("changes.remove", language), key=f"remove_change_{key}", type="tertiary"):
            document = {**here.store.current(KIND)[key].document, "removed": True}
            here.store.save(KIND, key, document, here.author or "–", text("changes.removed_reason", language))
            st.rerun()


def _form(here: Context) -> None:
    language, turn = here.language, st.session_state.get("change_turn", 0)
    with forms.form("change"):
        said = st.text_input(text("changes.what", language), key=f"change_what_{turn}",
                             placeholder=text("changes.example", language)).strip()  # fmt: skip
        document = {**_placed(here, turn), "label": {"fr": said, "en": said}}
        sent = forms.signature(language, f"change_{turn}", text("changes.save", language))
    if sent.accepted(language, change=said):
        assert here.store is not None
        here.store.save(KIND, secrets.token_hex(4), document, sent.author.strip(), sent.reason.strip())
        st.session_state["change_turn"] = turn + 1
        forms.done(text("changes.saved", language))


def _placed(here: Context, turn: int) -> dict[str, Any]:
    """When, of which kind, facing whom, in which unit ("" everywhere)."""
    assert here.closing is not None
    language, (when, kind, facing, where) = here.language, st.columns(4)
    units = [
        "",
        *(group_name(here.closing, group.key, language) for group in here.closing.groups if group.kind == "unit"),
    ]
    on = when.date_input(
        text("practice.column.day", language), date.today(), format=DAY_FORMAT, key=f"change_day_{turn}"
    )
    return {
        "day": on.isoformat(),
        "kind": kind.selectbox(text("practice.column.kind", language), KINDS, key=f"change_kind_{turn}",
                               format_func=lambda one: text(f"practice.kinds.{one}", language)),
        "facing": facing.selectbox(text("practice.column.facing", language), FACING, key=f"change_facing_{turn}",
                                   format_func=lambda one: text(f"practice.facing.{one}", language)),
        "group": where.selectbox(text("practice.column.where", language), units, key=f"change_group_{turn}",
                                 format_func=lambda one: one or text("practice.page.everywhere", language)),
    }  # fmt: skip
