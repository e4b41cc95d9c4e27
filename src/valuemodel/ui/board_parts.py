"""The parts of the board screen: answer and decision, headline figures, KPIs in words, breaking points, convention."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from valuemodel import kpis, model
from valuemodel.locale import label, month, text
from valuemodel.model.types import VIEWS, Results
from valuemodel.story import board, breaks, options, payback, requested, worth
from valuemodel.story.words import kpi_value, per_unit, plain
from valuemodel.ui import board_exports, header, money
from valuemodel.ui import fragments_value as glyphs
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import (
    Html,
    answer,
    draw,
    element,
    explanation,
    joined,
    passage,
    pill,
    rich,
    sources_words,
)

PRACTICE = money.PRACTICE


def view_choice(language: str) -> str:
    """Whole programme, review or request: one at a time, never mixed."""
    picked = st.segmented_control(
        text("board.view", language),
        VIEWS,
        default=money.chosen_view(),
        required=True,
        format_func=lambda view: text(f"story.views.{view}", language),
        key="view",
        label_visibility="collapsed",
        bind="query-params",
        persist_state="session",
    )
    return str(picked or "whole")


def convention_choice(here: Context) -> None:
    """The convention of the figures."""
    known = model.conventions()
    own = money.chosen_convention(here)
    st.selectbox(
        text("board.convention", here.language),
        list(known),
        index=list(known).index(own),
        format_func=lambda key: label(known[key].label, here.language),
        key="convention",
        label_visibility="collapsed",
        width=330,
        bind="query-params",
        persist_state="session",
    )


def actions(here: Context) -> None:
    """What this page can do, at the right of the line on top."""
    language = here.language
    with header.actions():
        view_choice(language)
        board_exports.draw_exports(here, money.chosen_view(), money.chosen_convention(here))
        if st.button(text("board.present", language), icon=":material/slideshow:", key="present"):
            st.query_params["present"] = "1"
            st.rerun()


def opening(here: Context, results: Results) -> None:
    """The answer and the options, and at their right the decision asked for."""
    assert here.programme is not None
    left, right = st.columns([1.6, 1], gap="medium")
    told = board.answer(results, here.language)
    with left:
        answer(told.title, told.lead)
        draw(element("p", _reconciled(here, results), css="pv pv-small"))
    with right, st.container(key="ask_board"):
        draw(_decision(here))


def _reconciled(here: Context, results: Results) -> str:
    """How the amount asked for and the costs of a request differ; in the other views, nothing."""
    if results.view != "request" or not results.months or here.programme is None:
        return ""
    last = month(results.months[-1], here.language)
    return options.reconciled(here.programme, results.pv_costs, last, here.language)


def _decision(here: Context) -> Html:
    assert here.programme is not None
    language, asked = here.language, here.programme.decision
    title = element("h2", text("board.decision", language))
    if asked is None:
        return element("div", title, element("p", text("board.no_decision", language)), css="pv pv-ask")
    known = {gate: kpis.catalogue()[gate.kpi] for gate in asked.conditions if gate.kpi in kpis.catalogue()}
    labels = {gate.kpi: label(kpi.label, language) for gate, kpi in known.items()}
    limits = {gate.kpi: kpi_value(kpi, gate.threshold, language) for gate, kpi in known.items()}
    main = element("p", rich(requested.decision(here.programme, labels, limits, language)))
    by = requested.decided_by(here.programme, language)
    return element("div", title, main, element("p", by, css="pv-small") if by else "", css="pv pv-ask")


def metrics(here: Context, results: Results) -> None:
    """Net value, payback, and the return read three ways; each label opens its explanation."""
    with st.container(key="sec_metrics"), st.grid(5, min_column_width=200, gap="medium"):
        for key in worth.HEADLINES:
            with st.container(key=f"metric_{key}"):
                _metric(here, results, key)


def _metric(here: Context, results: Results, key: str) -> None:
    assert here.closing is not None
    language = here.language
    name = text(f"board.metrics.{key}", language)
    with st.popover(f"{name} :material/help:", type="tertiary", key=f"explain_{key}"):
        told = worth.explained(key, results, language)
        sources = sources_words(glyphs.sources_of(here.closing), language)
        draw(explanation(rich(told.calculation), sources, told.misleads, language, told.what))
    value, words, tone = _figure(results, key, language)
    draw(joined(element("p", value, css="pv-metric pv"), pill(words, tone) if words else ""))


def _figure(results: Results, key: str, language: str) -> tuple[str, str, str]:
    """A headline's value, its range in a pill, and the pill's tone."""
    currency = results.currency
    if key == "npv":
        return *board.net_value(results, language), "limit" if results.npv < 0 else ""
    if key == "payback":
        tone = "caution" if results.payback_months is None else ""
        return payback.reached(results, language), payback.span(results, language), tone
    if key == "bcr":
        found, low, high = results.bcr, results.bcr_p10, results.bcr_p90
    else:
        reading = results.without_staff_time if key == "without_staff_time" else results.budgetary_only
        found, low, high = reading.per_unit_spent, reading.per_unit_p10, reading.per_unit_p90
    if found is None:
        return text("story.explain.unknown", language), "", ""
    span = board.per_unit_span(low, high, language, currency)
    less = found < 1
    words = text("board.less_than_spent", language, range=span) if less and span else span
    return per_unit(found, language, currency), words, "caution" if less else ""


def breaking_points(here: Context, view: str, convention: str) -> tuple[breaks.Break, ...]:
    """The inputs that have a switching value, nearest first."""
    found = money.bars(here, view, convention)
    known = money.inputs(here, found)
    return breaks.breaks(known, money.switching(here, view, convention))


def draw_breaks(here: Context, results: Results, points: Sequence[breaks.Break]) -> None:
    """What could break the case: how many could, and the nearest of them."""
    title = breaks.title(points, results, here.language)
    items = break_items(points[: breaks.NEAREST], results, here.language)
    passage("breaks", title, items, subtitle=breaks.lead(points, here.language))


def break_items(points: Sequence[breaks.Break], results: Results, language: str) -> Html:
    """Each breaking point: its name, the scale, today's value and the limit in words."""
    items = []
    for point in points:
        told = breaks.sentence(point, results, language)
        name = element("p", element("b", breaks.name(point, language)))
        under = element("div", element("span", rich(told)), css="pv-under")
        items.append(element("div", name, glyphs.breaking(point, plain(told)), under, css="pv pv-item"))
    return joined(*items)


def foot(here: Context, results: Results) -> None:
    """The convention, draws, seed, files and fingerprint, with the other convention one click away."""
    assert here.closing is not None
    chosen = model.convention(results.convention)
    line = board.convention_line(results, label(chosen.label, here.language), results.rate, here.closing, here.language)
    with st.container(
        key="board_foot", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        draw(element("p", line, css="pv pv-small"), width="content")
        convention_choice(here)
