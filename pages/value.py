"""Value: what it is worth, by which driver, on what evidence, and what is not counted."""

import streamlit as st

from valuemodel.locale import label, text
from valuemodel.story import worth
from valuemodel.ui import (
    board_charts,
    board_parts,
    desk,
    driver_explained,
    header,
    money,
    states,
    undo,
    value_parts,
    value_warnings,
)
from valuemodel.ui.fragments import answer

here = states.with_closing()
language = here.language
with header.actions():
    view = board_parts.view_choice(language)
    undo.undo(here)
desk.tell()
convention = money.chosen_convention(here)
results = money.results(here, view, convention)

told = worth.answer(results, language)
answer(told.title, told.lead)

with st.grid(2, min_column_width=480, gap="medium"):
    for draw_part in (board_charts.waterfall, value_parts.readings):
        with st.container():
            draw_part(here, results)

names = {driver.key: label(driver.label, language) for driver in results.drivers}
picked = st.session_state.get("driver") if st.session_state.get("driver") in names else next(iter(names), "")
value_parts.drivers(here, results, picked)
if names:
    st.selectbox(text("value.explain_driver", language), list(names), format_func=names.get, key="driver", width=560)
    chosen = next(driver for driver in results.drivers if driver.key == picked)
    driver_explained.explain_driver(here, chosen, results)
desk.desk(here, view, convention)

with st.grid(2, min_column_width=480, gap="medium"):
    with st.container():
        value_parts.by_year(here, results)
    with st.container():
        value_parts.costs(here)
    with st.container():
        value_parts.tornado(here, results, view, convention)
    with st.container():
        value_parts.proof(here, results)

value_warnings.warnings(here, (*here.left_out, *results.issues))
board_parts.foot(here, results)
