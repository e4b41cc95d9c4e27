"""The team's page: what changed for one safe group, and two things to try, to give back to the team."""

from __future__ import annotations

import streamlit as st

from valuemodel.kpis import catalogue
from valuemodel.locale import label, percent, text
from valuemodel.story import team
from valuemodel.story.practice import group_name, item_name
from valuemodel.story.words import kpi_value
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Html, Row, draw, element, section, table


def draw_team(here: Context) -> None:
    """One page a unit, chosen by the person; nothing when no unit has figures."""
    assert here.closing is not None
    language = here.language
    pages = {page.group: page for page in team.team_pages(here.closing)}
    if not pages:
        return
    with section("practice_team", text("practice.team.title", language), text("practice.team.lead", language)):
        names = {group: group_name(here.closing, group, language) for group in pages}
        group = st.selectbox(
            text("practice.team.choose", language),
            list(names),
            format_func=lambda key: names[key],
            width=340,
            key="team",
        )
        page = pages[group]
        draw(_changes(page, names[group], language))
        for action in page.actions:
            draw(_action(action, language))
        draw(element("p", text("practice.team.caution", language), css="pv pv-small"))


def _changes(page: team.TeamPage, name: str, language: str) -> Html:
    columns = [
        Column(text(f"practice.column.{key}", language), key in ("before", "after"))
        for key in ("kpi", "before", "after", "direction")
    ]
    rows = []
    for one in page.changes:
        kpi = catalogue()[one.kpi]
        way = text(f"practice.team.{'better' if one.better else 'worse'}", language)
        values = (kpi_value(kpi, value, language) for value in (one.before, one.after))
        rows.append(Row((label(kpi.label, language), *values, way)))
    return table(text("practice.team.changes", language, unit=name), columns, rows)


def _action(action: team.Action, language: str) -> Html:
    why = text(
        "practice.team.why", language, item=item_name(action.item, language), mean=percent(action.mean, language),
        programme=percent(action.programme, language), kpi=label(catalogue()[action.kpi].label, language),
    )  # fmt: skip
    told = element("b", text("practice.team.try", language))
    return element("p", told, " ", label(action.label, language), element("span", " ", why, css="pv-small"), css="pv")
