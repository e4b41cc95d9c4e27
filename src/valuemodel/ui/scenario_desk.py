"""The live part of the scenarios page: the sliders and what follows from them, in one fragment.

A move draws it again, the answer first, and nothing else of the page; moves that come meanwhile are drawn once.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

import streamlit as st

from valuemodel.locale import text
from valuemodel.model.types import Assumption
from valuemodel.ui import fragments, money, scenario_results, scenario_saved, scenario_sliders, scenarios
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Html, section

AHEAD = 0.02
"""Seconds that a moved slider's answer goes ahead of the rest: a browser that gets all at once shows nothing before all
of it is laid out.
"""


class Desk(NamedTuple):
    """The money that the page is about, and what can be moved."""

    here: Context
    known: Mapping[str, Assumption]
    view: str
    convention: str


def draw(desk: Desk) -> None:
    """The desk: sliders at the left, the answer and what follows from it at the right (the style sheet places them)."""
    with st.container(key="desk"):
        _live(desk)


@st.fragment
def _live(desk: Desk) -> None:
    """The answer first, though it stands beside the sliders: the first thing drawn goes out alone, at once."""
    here, known = desk.here, desk.known
    stands = scenario_sliders.standing(known)
    asked = scenarios.Asked(scenario_sliders.asked(stands), desk.view, desk.convention)
    fragments.draw(_answer(desk, asked, scenario_sliders.outside(here, stands)))
    if asked.overrides:
        time.sleep(AHEAD)
    with st.container(key="desk_left"), section("sliders", text("scenarios.sliders", here.language)):
        scenario_saved.draw_start(here)
        scenario_sliders.draw_sliders(here, stands, partial(scenario_saved.back_to_base, here))
        scenario_saved.draw_save(here, asked.overrides)
    with st.container(key="desk_right"):
        _draw_what_follows(here, asked, known)


def _draw_what_follows(here: Context, asked: scenarios.Asked, known: Mapping[str, Assumption]) -> None:
    scenario_results.draw_usage(here, asked, known)
    scenario_results.draw_gap(here, asked, known)
    scenario_results.draw_tornado(here, asked, scenarios.results(here, asked))
    if scenarios.results(here, asked).bcr is None:
        return
    with st.grid(2, min_column_width=380, gap="medium"):
        scenario_results.draw_limits(here, asked)
        scenario_results.draw_reverse(here, asked)


def _answer(desk: Desk, asked: scenarios.Asked, caution: Html) -> Html:
    """What the scenario is worth, beside the base case as it is now."""
    base, found = money.results(desk.here, desk.view, desk.convention), scenarios.results(desk.here, asked)
    return scenario_results.answer(desk.here, found, base, len(asked.overrides), caution)
