"""Assumptions: what is taken on trust, how much each weighs, who changed it and why; a change moves every figure."""

import streamlit as st

from valuemodel.locale import label, text
from valuemodel.story import register
from valuemodel.ui import (
    forms,
    header,
    money,
    register_edit,
    register_sheet,
    register_table,
    states,
    undo,
    value_warnings,
)
from valuemodel.ui.fragments import answer, draw, panel

here = states.with_closing()
language = here.language
with header.actions():
    undo.undo(here)
forms.tell()
if told := st.session_state.pop("told_register", None):
    draw(panel("note", told))
view, convention = money.chosen_view(), money.chosen_convention(here)
bars = money.bars(here, view, convention)
found = {key: one for key, one in money.inputs(here, bars).items() if key != money.PRACTICE}

said = register.answer(found, [money.named(bar, found) for bar in bars], language)
answer(said.title, said.lead)
value_warnings.warnings(here, here.left_out)
ordered = register.by_weight(found, bars)
names = {one.key: label(one.label, language) for one in ordered}
with st.container(key="register_controls", horizontal=True, vertical_alignment="bottom"):
    picked = register_table.choice(names, language)
    order = register_table.order_choice(language)
    grades = register_table.evidence_filter(language)

if picked:
    left, right = st.columns([1.4, 1], gap="medium")
    with left:
        register_edit.edit_assumption(here, found[picked], view, convention)
    with right:
        register_table.versions(here, found[picked])
with st.container(key="sec_register"):
    shown = register_table.Shown(bars, grades, order, picked)
    draw(register_table.draw_table(here, found, shown))
    st.caption(text("assumptions.range_words", language))
register_sheet.exchange(here, found)
