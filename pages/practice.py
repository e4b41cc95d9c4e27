"""Practice: who uses it, how, and does it spread? A story in five tabs, each with its message and its next action."""

import streamlit as st

from valuemodel.locale import text
from valuemodel.story import practice
from valuemodel.ui import (
    forms,
    practice_adoption,
    practice_barriers,
    practice_example,
    practice_network,
    practice_team,
    practice_trust,
    states,
)
from valuemodel.ui.fragments import answer

here = states.with_closing()
language = here.language
forms.tell()

assert here.closing is not None
told = practice.answer(here.closing, language)
answer(told.title, told.lead)

TABS = {
    "adoption": practice_adoption,
    "network": practice_network,
    "example": practice_example,
    "barriers": practice_barriers,
    "trust": practice_trust,
}
names = [text(f"practice.tabs.{name}", language) for name in TABS]
# Only the open tab is drawn: five tabs of charts at once would make the page slow to come.
shown = st.tabs(names, key=f"practice_tab_{language}", on_change="rerun")
for tab, module in zip(shown, TABS.values(), strict=True):
    if tab.open:
        with tab:
            module.draw_tab(here)
practice_team.draw_team(here)
