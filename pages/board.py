"""Board: the decision on one screen. What comes back, on what evidence, what could break it, what is asked."""

import streamlit as st

from valuemodel.locale import text
from valuemodel.story import board, breaks, changes
from valuemodel.ui import board_charts, board_decision, board_parts, money, states
from valuemodel.ui.fragments import passage
from valuemodel.ui.presenting import draw_slides

here = states.with_closing()
presenting = st.query_params.get("present") == "1"
if not presenting:
    board_parts.actions(here)
view, convention = money.chosen_view(), money.chosen_convention(here)
results = money.results(here, view, convention)
if presenting:
    draw_slides(here, results, view, convention)
    st.stop()

board_parts.opening(here, results)
board_parts.metrics(here, results)

with st.grid(2, min_column_width=480, gap="medium"):
    with st.container():
        board_charts.waterfall(here, results)
    with st.container():
        board_charts.cash(here, results)

left, middle, right = st.columns(3, gap="medium")
with left:
    shown = board_parts.three_kpis(here.closing, results)
    moved = sum(changes.moved(effect) for effect in shown)
    since = changes.wave_of(here.closing, shown[0].wave_before, here.language) if shown else ""
    passage(
        "kpis",
        board.title_of_changes(moved, since, here.language),
        board_parts.kpi_items(here, shown),
        subtitle=text("board.kpis_lead", here.language),
    )
with middle:
    board_charts.adoption(here)
with right:
    points = board_parts.breaking_points(here, view, convention)
    lead = text("story.breaks.lead", here.language) if points else ""
    passage(
        "breaks",
        breaks.title(points, results, here.language),
        board_parts.break_items(points, results, here.language),
        subtitle=lead,
    )

if view == "request":
    board_decision.draw_budget(here, convention)
board_decision.draw_options(here, view, convention)
board_parts.foot(here, results)
