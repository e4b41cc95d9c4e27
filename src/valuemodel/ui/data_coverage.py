"""What the data allow and what they wait for: the KPIs that a closing would compare, and empty tables to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

import streamlit as st

from valuemodel.closing import Coverage, coverage
from valuemodel.kpis import catalogue
from valuemodel.locale import label, month, number, plural, text
from valuemodel.spreadsheets import blank_table, blank_tables, questionnaire
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Heading, Html, Row, draw, section, table

NOT_MEASURED = "not_measured"
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
        draw(_map(grouped(st.session_state["coverage_of"][3]), words))


class Grouped(NamedTuple):
    """KPIs that a closing would show, those that wait for something, and optional ones that nobody has to measure."""

    compared: tuple[Coverage, ...]
    waiting: tuple[Coverage, ...]
    optional: tuple[Coverage, ...]


def grouped(found: Sequence[Coverage]) -> Grouped:
    """The KPIs by what they wait for: what nothing measures is no defect where measuring it is optional."""
    compared, waiting, optional = list[Coverage](), list[Coverage](), list[Coverage]()
    for one in found:
        kpi = catalogue()[one.kpi]
        if not one.reason or (kpi.level_only and one.waves):
            compared.append(one)
        else:
            (optional if kpi.optional and one.reason == NOT_MEASURED else waiting).append(one)
    return Grouped(tuple(compared), tuple(waiting), tuple(optional))


def _map(found: Grouped, language: str) -> Html:
    names = ("kpi", "before", "after", "state")
    columns = [Column(text(f"data.coverage.{name}", language), number=name in ("before", "after")) for name in names]
    rows: list[Row | Heading] = []
    for name, group in found._asdict().items():
        if group:
            rows.append(Heading(plural(f"data.coverage.groups.{name}", len(group), language)))
            rows += [_row(one, language) for one in group]
    ready, asked = len(found.compared), len(found.compared) + len(found.waiting)
    told = plural("data.coverage.ready", ready, language, of=asked)
    return table(told if ready else text("data.coverage.none", language, of=asked), columns, rows)


def _row(one: Coverage, language: str) -> Row:
    days = [month(wave.end, language, short=True) for wave in one.waves]
    first = days[0] if days and one.reason != "no_baseline" else "–"
    last = days[-1] if len(days) > 1 or one.reason == "no_baseline" else "–"
    return Row((label(catalogue()[one.kpi].label, language), first, last, _state(one, language)))


def _state(one: Coverage, language: str) -> str:
    kpi = catalogue()[one.kpi]
    if not one.reason:
        return text("data.coverage.compared", language)
    if kpi.level_only and one.waves:
        return text("data.coverage.level", language)
    if one.reason != NOT_MEASURED:
        return text(f"effects.reasons.{one.reason}.fix", language)
    if kpi.source == "survey":
        return plural("data.coverage.wants.survey", len(kpi.items) or 1, language)
    return text(f"data.coverage.wants.{kpi.tools[0]}", language)


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
