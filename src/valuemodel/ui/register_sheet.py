"""The register out to a workbook and back: a reviewed difference, each line accepted or not, saved with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from valuemodel.errors import ValueModelError
from valuemodel.locale import label, plural, text
from valuemodel.model import history
from valuemodel.model.types import Assumption
from valuemodel.story import register_sheet
from valuemodel.story.register_sheet import Difference, Line, Moved
from valuemodel.story.units import value_in
from valuemodel.ui import forms
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import draw, element, joined, panel, refusal, section
from valuemodel.ui.register_edit import kept_fields

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def exchange(here: Context, found: Mapping[str, Assumption]) -> None:
    """The workbook to take away, the one to bring back, and what it would change."""
    language = here.language
    with section("sheet", text("assumptions.sheet_out.title", language), text("assumptions.sheet_out.lead", language)):
        out, back = st.columns(2, vertical_alignment="top")
        out.download_button(
            text("assumptions.sheet_out.download", language),
            data=lambda: register_sheet.write([*found.values()], language),
            file_name=text("assumptions.sheet_out.file", language),
            mime=XLSX,
            icon=":material/download:",
            on_click="ignore",
            key="sheet_out",
        )
        turn = st.session_state.get("sheet_turn", 0)
        given = back.file_uploader(text("assumptions.sheet_out.upload", language), type="xlsx", key=f"sheet_in_{turn}")
        if given is not None:
            _review(here, given.getvalue(), found)


def _review(here: Context, content: bytes, found: Mapping[str, Assumption]) -> None:
    language = here.language
    try:
        read = register_sheet.read(content, found, language)
    except ValueModelError as mistake:
        refusal(mistake.issue, language)
        return
    for issue in read.issues:
        refusal(issue, language)
    draw(element("p", _counts(read, language), css="pv pv-strong"))
    accepted = [line for line in read.lines if _line(line, found[line.key], language)]
    if read.lines:
        _sign(here, accepted, found)


def _counts(read: Difference, language: str) -> str:
    changed = plural("assumptions.sheet_out.changed", len(read.lines), language)
    return f"{changed} {plural('assumptions.sheet_out.unchanged', read.unchanged, language)}"


def _line(line: Line, one: Assumption, language: str) -> bool:
    """One difference, field by field, and whether the person accepts it; a line with a problem cannot be."""
    with st.container(key=f"row_sheet_{line.key}"):
        name = label(one.label, language)
        told = [_moved(moved, one, language) for moved in line.moved]
        draw(element("p", element("b", name), " ", joined(*told, by=" ; "), css="pv"))
        for issue in line.issues:
            refusal(issue, language)
        if line.stale:
            draw(panel("caution", text("assumptions.sheet_out.stale", language)))
        if line.issues:
            return False
        return st.checkbox(text("assumptions.sheet_out.accept", language, name=name), key=f"sheet_accept_{line.key}")


def _moved(moved: Moved, one: Assumption, language: str) -> str:
    name = text(f"assumptions.sheet.{moved.field}", language)
    now, then = (_value(moved.field, value, one, language) for value in (moved.now, moved.then))
    return text("assumptions.sheet_out.moved", language, field=name, now=now or "–", then=then or "–")


def _value(field: str, value: Any, one: Assumption, language: str) -> str:
    if field in register_sheet.NUMBERS:
        return value_in(one.unit, value, language)
    return text(f"story.grades.{value}", language) if field == "evidence" else str(value)


def _sign(here: Context, accepted: list[Line], found: Mapping[str, Assumption]) -> None:
    """Who and why, then one version for each accepted line."""
    language = here.language
    author = forms.author_field(language, "sheet")
    reason = st.text_input(text("ui.form.reason", language), key="sheet_reason")
    words = plural("assumptions.sheet_out.save", len(accepted), language)
    pressed = st.button(words, key="sheet_save", disabled=not accepted)
    if forms.Sent(pressed, author, reason).accepted(language):
        refused = [line for line in accepted if not _save(here, line, found, author.strip(), reason.strip())]
        st.session_state["sheet_turn"] = st.session_state.get("sheet_turn", 0) + 1
        saved = plural("assumptions.sheet_out.saved", len(accepted) - len(refused), language)
        late = [label(found[line.key].label, language) for line in refused]
        forms.done(f"{saved} {text('assumptions.sheet_out.late', language, names=', '.join(late))}" if late else saved)


def _save(here: Context, line: Line, found: Mapping[str, Assumption], author: str, reason: str) -> bool:
    assert here.store is not None
    whole = {**kept_fields(here, line.key), **line.document, "author": author, "accepted_by": "", "accepted_at": ""}
    version = found[line.key].version
    return history.save_over(here.store, "assumption", line.key, whole, author, reason, version) is None
