"""Before and after: what changed, how sure we are, and what nobody can tell yet."""

import streamlit as st

from valuemodel import kpis
from valuemodel.locale import text
from valuemodel.story import changes
from valuemodel.ui import (
    effect_evidence,
    effect_explained,
    effects_table,
    states,
    survey_planner,
)
from valuemodel.ui.fragments import answer, draw, element

here = states.with_closing()
language = here.language
by_group = effects_table.groups(here.closing)
for name in ("group", "kpi"):
    if name not in st.session_state and name in st.query_params:
        st.session_state[name] = st.query_params[name]
if st.session_state.get("group") not in by_group:
    st.session_state["group"] = next(iter(by_group), "programme")
group = st.session_state["group"]
effects = by_group.get(group, ())

told = changes.answer(effects, kpis.catalogue(), language)
answer(told.title, f"{told.lead} {changes.people_line(here.closing, language, group)}")

with st.container(key="filters", horizontal=True, vertical_alignment="bottom", gap="medium"):
    st.selectbox(
        text("before_after.filter.group", language),
        list(by_group),
        format_func=lambda key: effects_table.group_label(here.closing, key, language),
        key="group",
        width=340,
    )
    shown = st.segmented_control(
        text("before_after.filter.show", language),
        effects_table.SHOWN,
        default="all",
        required=True,
        format_func=lambda key: text(f"before_after.filter.{key}", language),
        key="shown",
    )

names = effects_table.labels(effects, language)
if st.session_state.get("kpi") not in names:
    st.session_state["kpi"] = effects_table.first_picked(effects)
picked = st.session_state["kpi"]
with st.container(key="sec_effects"):
    kept = effects_table.chosen(effects, str(shown))
    draw(effects_table.draw_table(here, kept, effects, picked))
    outside = bool(effects) and not effects[0].in_programme
    draw(element("p", text(f"evidence.{'outside' if outside else 'legend'}", language), css="pv pv-small"))

if names:
    st.selectbox(text("before_after.explain_row", language), list(names), format_func=names.get, key="kpi", width=480)
    effect = next(effect for effect in effects if effect.kpi == picked)
    effect_explained.explain_effect(here, effect)
    effect_evidence.draw_evidence(here, effect)
    survey_planner.draw_planner(here, effect)
