"""A number that a formula needs and the register lacks: added with its range, unit, evidence and source."""

from __future__ import annotations

from typing import Any

import streamlit as st

from valuemodel import kpis, model
from valuemodel.locale import LANGUAGES, text
from valuemodel.model.register import EVIDENCE
from valuemodel.story import drivers as words_of
from valuemodel.story.units import is_share, unit_words
from valuemodel.ui import forms
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import draw, panel

UNITS = (
    "{currency}/year",
    "{currency}/person/year",
    "{currency}/person",
    "{currency}/hour",
    "1",
    "hour/person/year",
    "hour/week/person",
    "week/year",
    "person",
    "person/year",
)


def add(here: Context) -> None:
    """A popover with the form; the new name is then in the list of every formula."""
    assert here.store is not None
    language = here.language
    turn = st.session_state.get("desk_number_turn", 0)
    with st.popover(text("drivers.number.open", language), key="desk_number"):
        st.caption(text("drivers.number.words", language))
        document = _ask(here, turn)
        author = forms.author_field(language, f"number_{turn}")
        reason = st.text_input(text("ui.form.reason", language), key=f"number_reason_{turn}")
        pressed = st.button(text("drivers.number.save", language), type="primary", key="number_save")
        if not pressed:
            return
        name = document["label"][language]
        issues = model.check_assumption(document)
        for issue in issues:
            said = issue.said(language)
            draw(panel("caution", said.problem, said.fix))
        if not issues and forms.Sent(True, author, reason).accepted(language):
            key = words_of.key_for(name, words_of.taken(here.model, kpis.catalogue()))
            here.store.save("assumption", key, document, author.strip(), reason.strip())
            st.session_state["desk_number_turn"] = turn + 1
            forms.done(text("drivers.number.saved", language, name=name))


def _ask(here: Context, turn: int) -> dict[str, Any]:
    """The assumption's document as the form has it; shares are typed as percentages."""
    language = here.language
    assert here.programme is not None
    name = st.text_input(text("drivers.number.name", language), key=f"number_name_{turn}").strip()
    units = [unit.format(currency=here.programme.currency) for unit in UNITS]
    unit = st.selectbox(
        text("drivers.number.unit", language),
        units,
        format_func=lambda one: unit_words(one, language),
        key=f"number_unit_{turn}",
    )
    scale = 100.0 if is_share(unit) else 1.0
    shown = "%" if is_share(unit) else unit_words(unit, language)
    numbers = {}
    for bound, column in zip(("low", "base", "high"), st.columns(3, vertical_alignment="bottom"), strict=True):
        words = text(f"assumptions.bounds.{bound}", language, unit=shown)
        numbers[bound] = column.number_input(words, value=0.0, format="%g", key=f"number_{bound}_{turn}") / scale
    return {"label": dict.fromkeys(LANGUAGES, name), "unit": unit, **numbers, **_evidence(language, turn)}


def _evidence(language: str, turn: int) -> dict[str, Any]:
    first, second, third = st.columns([1.2, 2, 1], vertical_alignment="bottom")
    evidence = first.selectbox(
        text("assumptions.evidence", language),
        [*reversed(EVIDENCE)],
        format_func=lambda grade: text(f"story.grades.{grade}", language),
        key=f"number_evidence_{turn}",
    )
    title = second.text_input(text("assumptions.source.title", language), key=f"number_title_{turn}").strip()
    year = third.text_input(text("assumptions.source.year", language), key=f"number_year_{turn}").strip()
    source = {"title": title, "year": int(year) if year.isdigit() else year}
    return {"evidence": evidence, "source": {name: value for name, value in source.items() if value}}
