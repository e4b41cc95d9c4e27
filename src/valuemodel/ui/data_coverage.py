"""What the data allow and what they wait for: the KPIs that a closing would compare, and empty tables to fill in."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from valuemodel.closing import Coverage, coverage
from valuemodel.kpis import catalogue
from valuemodel.locale import label, month, number, plural, text
from valuemodel.spreadsheets import blank_table, blank_tables, questionnaire
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Html, Row, draw, section, table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_coverage(here: Context, as_of: date) -> None:
    """Which KPIs these files feed, asked for by the person because reading all facts takes a second or more."""
    words = here.language
    assert here.store is not None
    key = ("coverage", len(here.store.journal()), as_of)
    with section("coverage", text("data.coverage.title", words), text("data.coverage.lead", words)):
        if st.session_state.get("coverage_of", ())[:3] != key:
            if not st.button(text("data.coverage.button", words), key="show_coverage"):
                return
            with st.spinner(text("data.coverage.reading", words)):
                st.session_state["coverage_of"] = (*key, coverage(here.store, as_of))
            st.rerun()
        found = st.session_state["coverage_of"][3]
        ready = sum(not one.reason for one in found)
        told = plural("data.coverage.ready", ready, words, of=len(found))
        draw(_map(told if ready else text("data.coverage.none", words, of=len(found)), found, words))


def _map(caption: str, found: tuple[Coverage, ...], language: str) -> Html:
    names = ("kpi", "before", "after", "state")
    columns = [Column(text(f"data.coverage.{name}", language), number=name in ("before", "after")) for name in names]
    ordered = sorted(found, key=lambda one: bool(one.reason))
    return table(caption, columns, [_row(one, language) for one in ordered])


def _row(one: Coverage, language: str) -> Row:
    kpi = catalogue()[one.kpi]
    days = [month(wave.end, language, short=True) for wave in one.waves]
    first = days[0] if days and one.reason != "no_baseline" else "–"
    last = days[-1] if len(days) > 1 or one.reason == "no_baseline" else "–"
    state = text(f"effects.reasons.{one.reason}.fix" if one.reason else "data.coverage.compared", language)
    return Row((label(kpi.label, language), first, last, state))


def draw_blanks(language: str) -> None:
    """Empty tables to fill in, with lists to choose from, and the questionnaire to copy into a form."""
    title, lead = text("data.blanks.title", language), text("data.blanks.lead", language)
    with section("blanks", title, lead), st.container(horizontal=True):
        for key in blank_tables():
            st.download_button(
                text(f"data.blanks.{key}", language),
                partial(blank_table, key, language),
                f"{text(f'data.blanks.{key}_file', language)}.xlsx",
                XLSX,
                key=f"blank_{key}",
                icon=":material/download:",
                on_click="ignore",
            )
        for key, chosen in (("core", ()), ("whole", questionnaire.modules())):
            took = number(questionnaire.minutes(questionnaire.asked(chosen)), language)
            st.download_button(
                text(f"questionnaire.download.{key}", language, minutes=took),
                partial(questionnaire.workbook, chosen, (language,)),
                f"{text(f'questionnaire.download.{key}_file', language)}.xlsx",
                XLSX,
                key=f"questionnaire_{key}",
                icon=":material/download:",
                on_click="ignore",
            )
