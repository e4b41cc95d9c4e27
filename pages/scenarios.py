"""Scenarios: what if, what matters, until when it holds, the decision's options, and what to measure next."""

import streamlit as st

from valuemodel.locale import text
from valuemodel.story import board
from valuemodel.ui import (
    board_decision,
    board_parts,
    forms,
    header,
    money,
    scenario_desk,
    scenario_results,
    scenario_saved,
    scenarios,
    states,
)

here = states.with_closing()
language = here.language
with header.actions():
    view = board_parts.view_choice(language)
convention = money.chosen_convention(here)
if board.is_empty(money.results(here, view, convention)):
    states.empty(text("scenarios.nothing", language), text("ui.empty.to_data", language), "data", language)
    st.stop()
known = scenarios.known_inputs(here, view, convention)
forms.tell()
scenario_saved.open_asked(here)

scenario_desk.draw(scenario_desk.Desk(here, known, view, convention))
scenario_saved.draw_side_by_side(here, view, convention, known)
board_decision.draw_options(here, view, convention)
scenario_results.draw_next(here, scenarios.Asked((), view, convention))
board_parts.foot(here, money.results(here, view, convention))
