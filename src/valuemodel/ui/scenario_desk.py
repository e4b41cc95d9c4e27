"""The parts of the scenarios page that follow a slider: each a fragment under its own name, so that a move draws them
again, the answer first, and nothing else of the page.

A slider stands outside of them: a move that comes while they are drawn breaks that off and begins with the new value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from valuemodel.model.types import Assumption
from valuemodel.ui import money, scenario_results, scenario_saved, scenario_sliders, scenarios
from valuemodel.ui.context import Context


class Desk(NamedTuple):
    """The money that the page is about, and what can be moved."""

    here: Context
    known: Mapping[str, Assumption]
    view: str
    convention: str

    def asked(self) -> scenarios.Asked:
        """The scenario that the sliders stand for now."""
        return scenarios.Asked(scenario_sliders.asked(self.known), self.view, self.convention)


@st.fragment(key=scenario_sliders.ANSWER)
def draw_answer(desk: Desk) -> None:
    """What the scenario is worth, beside the base case as it is now."""
    asked = desk.asked()
    base, found = money.results(desk.here, desk.view, desk.convention), scenarios.results(desk.here, asked)
    scenario_results.draw_answer(desk.here, found, base, len(asked.overrides))
    scenario_results.draw_figures(desk.here, found, base)
    scenario_sliders.draw_outside(desk.here, desk.known)


@st.fragment(key=scenario_sliders.WHY)
def draw_why(desk: Desk) -> None:
    """Where the gap comes from, and what matters in the scenario."""
    asked = desk.asked()
    scenario_results.draw_usage(desk.here, asked, desk.known)
    scenario_results.draw_gap(desk.here, asked, desk.known)
    scenario_results.draw_tornado(desk.here, asked, scenarios.results(desk.here, asked))


@st.fragment(key=scenario_sliders.LIMITS)
def draw_limits(desk: Desk) -> None:
    """Until when the case holds."""
    scenario_results.draw_limits(desk.here, desk.asked())


@st.fragment(key=scenario_sliders.REVERSE)
def draw_reverse(desk: Desk) -> None:
    """What must be true for a wanted ROI."""
    scenario_results.draw_reverse(desk.here, desk.asked())


@st.fragment(key=scenario_sliders.SAVE)
def draw_save(desk: Desk) -> None:
    """The way to keep the scenario, open as soon as something is moved."""
    overrides = scenario_sliders.asked(desk.known)
    st.session_state[scenario_sliders.SAVE] = bool(overrides)
    scenario_saved.draw_save(desk.here, overrides)
