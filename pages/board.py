"""Board: the decision on one screen. What comes back, on what evidence, what could break it, what is asked."""

import streamlit as st

from valuemodel.ui import board_charts, board_decision, board_kpis, board_parts, money, states
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
    board_kpis.draw_kpis(here, results)
with middle:
    board_charts.adoption(here)
with right:
    board_parts.draw_breaks(here, results, board_parts.breaking_points(here, view, convention))

if view == "request":
    board_decision.draw_budget(here, convention)
board_decision.draw_options(here, view, convention)
board_parts.foot(here, results)
