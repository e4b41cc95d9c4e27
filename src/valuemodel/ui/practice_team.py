"""The team's page: what changed for one safe group, and two things to try, to give back to the team."""

from __future__ import annotations

import re
from functools import partial

import streamlit as st

from valuemodel.locale import text
from valuemodel.story import team
from valuemodel.story.practice import group_name
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
        _download(here, group, names[group])


def _changes(page: team.TeamPage, name: str, language: str) -> Html:
    columns = [
        Column(text(f"practice.column.{key}", language), key in ("before", "after"))
        for key in ("kpi", "before", "after", "direction")
    ]
    rows = [Row(team.change_words(one, language)) for one in page.changes]
    return table(text("practice.team.changes", language, unit=name), columns, rows)


def _action(action: team.Action, language: str) -> Html:
    told, why = team.action_words(action, language)
    tried = element("b", text("practice.team.try", language))
    return element("p", tried, " ", told, element("span", " ", why, css="pv-small"), css="pv")


def _download(here: Context, group: str, name: str) -> None:
    """The page as a file to print or to send; it is made when it is asked for."""
    st.download_button(
        text("practice.team.download", here.language),
        partial(_made, here, group),
        file_name(name),
        "application/pdf",
        key="team_pdf",
        icon=":material/download:",
        on_click="ignore",
    )


def file_name(name: str) -> str:
    """A team's name as a file is called.

    >>> file_name("Études et R&D")
    'études-et-r-d.pdf'
    """
    return re.sub(r"\W+", "-", name).strip("-").lower() + ".pdf"


def _made(here: Context, group: str) -> bytes:
    from valuemodel.export.team import team_page

    assert here.closing is not None and here.programme is not None
    return team_page(here.closing, here.programme, group, here.language)
