"""Scenarios: what if, what matters, until when it holds, and what to measure next."""

import streamlit as st

from valuemodel.locale import text
from valuemodel.ui import (
    board_parts,
    forms,
    fragments_value,
    header,
    money,
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
base = money.results(here, view, convention)
forms.tell()
scenario_saved.open_asked(here)


@st.fragment
def desk() -> None:
    """What follows from the sliders, then the sliders: in a fragment, so that the rest of the page stays still."""
    left, right = st.columns([1, 2.4], gap="medium")
    asked = scenarios.Asked(scenario_sliders.asked(known), view, convention)
    found = scenarios.results(here, asked)
    with right:
        scenario_results.draw_answer(here, found, base, len(asked.overrides))
        scenario_results.draw_figures(here, found, base)
    with left, section("sliders", text("scenarios.sliders", language)):
        scenario_saved.draw_start(here)
        scenario_sliders.draw_sliders(here, known)
        scenario_saved.draw_save(here, asked.overrides)
    with right:
        scenario_results.draw_usage(here, asked, known)
        scenario_results.draw_gap(here, asked, known)
        scenario_results.draw_tornado(here, asked, found)
        with st.grid(2, min_column_width=380, gap="medium"):
            with st.container():
                scenario_results.draw_limits(here, asked)
            with st.container():
                scenario_results.draw_reverse(here, asked)


desk()
scenario_saved.draw_side_by_side(here, view, convention, known)
scenario_results.draw_next(here, scenarios.Asked((), view, convention))
board_parts.foot(here, base)
