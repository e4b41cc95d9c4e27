"""Scenarios: what if, what matters, until when it holds, and what to measure next."""

import streamlit as st

from valuemodel.locale import text
from valuemodel.ui import (
    board_parts,
    forms,
    fragments_value,
    header,
    money,
    scenario_desk,
    scenario_results,
    scenario_saved,
    scenario_sliders,
    scenarios,
    states,
)
from valuemodel.ui.fragments import section

here = states.with_closing()
language = here.language
fragments_value.style()
with header.actions():
    view = board_parts.view_choice(language)
convention = money.chosen_convention(here)
known = scenarios.known_inputs(here, view, convention)
forms.tell()
scenario_saved.open_asked(here)


desk = scenario_desk.Desk(here, known, view, convention)
left, right = st.columns([1, 2.4], gap="medium")
with right:
    scenario_desk.draw_answer(desk)
with left, section("sliders", text("scenarios.sliders", language)):
    scenario_saved.draw_start(here)
    scenario_sliders.draw_sliders(here, known)
    scenario_desk.draw_save(desk)
with right:
    scenario_desk.draw_why(desk)
    with st.grid(2, min_column_width=380, gap="medium"):
        with section("limits", text("scenarios.limits", language), text("scenarios.limits_lead", language)):
            scenario_desk.draw_limits(desk)
        with section("reverse", text("scenarios.reverse", language)):
            scenario_desk.draw_reverse(desk)

scenario_saved.draw_side_by_side(here, view, convention, known)
scenario_results.draw_next(here, scenarios.Asked((), view, convention))
board_parts.foot(here, money.results(here, view, convention))
