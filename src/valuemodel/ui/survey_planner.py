"""The survey planner under an effect: the change that counts and the people asked, against answers and rates."""

from __future__ import annotations

import streamlit as st

from valuemodel import kpis
from valuemodel.effects import Effect
from valuemodel.kpis import Kpi
from valuemodel.locale import text
from valuemodel.story import changes, survey_plan
from valuemodel.story.words import is_share
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Row, draw, element, rich, section, table


def draw_planner(here: Context, effect: Effect) -> None:
    """Nothing for a KPI that no survey measures, or without a last wave to plan from."""
    kpi, language = kpis.catalogue()[effect.kpi], here.language
    if not survey_plan.possible(effect, kpi):
        return
    with section("plan", text("evidence.plan.title", language), text("evidence.plan.lead", language)):
        left, right = st.columns([1, 1.25], gap="large")
        with left:
            change, invited = _asked(here, effect, kpi)
            told = survey_plan.sentence(effect, kpi, change, invited, language)
            draw(element("p", rich(told), css="pv"))
        with right:
            names = ("rate", "answers", "visible")
            columns = [Column(text(f"evidence.plan.{name}", language), number=name != "rate") for name in names]
            rows = [Row(line) for line in survey_plan.lines(effect, kpi, invited, language)]
            draw(table(text("evidence.plan.title", language), columns, rows, show_caption=False))


def _asked(here: Context, effect: Effect, kpi: Kpi) -> tuple[float, int]:
    """The change that counts in the KPI's own unit, and the people asked."""
    assert here.closing is not None
    language, scale = here.language, 100.0 if is_share(kpi) else 1.0
    unit = text("evidence.plan.unit_share", language) if is_share(kpi) else changes.unit_line(kpi, language)
    first = abs(effect.materiality or effect.smallest_visible or 0.1) * scale
    step = 1.0 if is_share(kpi) else 0.05
    change = st.number_input(
        text("evidence.plan.wanted", language, unit=unit),
        0.01,
        None,
        round(first, 2),
        step,
        key=f"plan_change_{kpi.key}",
    )
    asked = next((one.asked for one in here.closing.evidence.responses if one.group == effect.group), 0)
    people = st.number_input(
        text("evidence.plan.invited", language), 1, None, asked or here.closing.eligible, 10, key=f"plan_{effect.group}"
    )
    return change / scale, int(people)
