"""The line above every page: programme and date of the figures, language, and the page's own actions."""

from __future__ import annotations

import re

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from valuemodel.locale import LANGUAGES, day, plural, text
from valuemodel.ui import context
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Html, draw, element, esc, joined, page_file, panel


def draw_header(page: str, presenting: bool) -> None:
    """The line above `page` and, but on the data page that says it itself, what was loaded since the closing."""
    if presenting:
        return
    here = context.current()
    with st.container(
        key="page_head", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"
    ):
        draw(_whose(here), width="content")
        with st.container(
            key="page_tools", horizontal=True, vertical_alignment="center", gap="xsmall", width="content"
        ):
            _language_choice(here.language)
            st.session_state["_page_actions"] = st.container(
                key="page_actions", horizontal=True, gap="xsmall", width="content"
            )
    _older_closing(here)
    if page != "data":
        _since_closing(here)


def actions() -> DeltaGenerator:
    """The place at the right of the line for the page's own buttons: `with header.actions(): st.button(...)`."""
    return st.session_state.get("_page_actions") or st.container(horizontal=True)


def _whose(here: Context) -> Html:
    if here.programme is None:
        return element("p", text("ui.no_programme", here.language), css="pv")
    company = here.programme.company
    if here.programme.fictitious:
        company = re.sub(r"\s*\([^)]*\)$", "", company)
        company = text("ui.fictitious", here.language, company=company)
    parts = [element("b", here.programme.name, css="pv-strong"), esc(company)]
    if here.closing is not None:
        parts.append(esc(text("ui.closed_at", here.language, day=day(here.closing.as_of, here.language))))
    else:
        parts.append(esc(text("ui.not_closed", here.language)))
    return element("p", joined(*parts, by=" · "), css="pv")


def _language_choice(language: str) -> None:
    st.segmented_control(
        text("ui.language", language),
        LANGUAGES,
        default=language,
        required=True,
        format_func=str.upper,
        key="language_choice",
        on_change=context.choose_language,
        label_visibility="collapsed",
    )


def _older_closing(here: Context) -> None:
    """A link may name a closing that is no longer the latest: the page says so, and gives the way to the latest."""
    if here.store is None or here.closing is None or here.closing.number == here.store.next_closing_number() - 1:
        return
    when = day(here.closing.as_of, here.language)
    with st.container(key="row_older_closing", horizontal=True, vertical_alignment="center"):
        draw(panel("caution", text("ui.older_closing", here.language, day=when)))
        st.button(
            text("ui.to_latest_closing", here.language), key="to_latest_closing", type="tertiary", on_click=_to_latest
        )


def _to_latest() -> None:
    st.query_params.pop("closing", None)


def _since_closing(here: Context) -> None:
    if here.store is None or here.closing is None:
        return
    count = here.store.uploads_since(here.closing.number)
    if count:
        when = day(here.closing.as_of, here.language)
        st.page_link(page_file("data"), label=plural("ui.since_closing", count, here.language, day=when))
