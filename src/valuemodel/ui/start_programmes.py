"""The programmes beside the one on the page: open another, begin one more."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from valuemodel.locale import text
from valuemodel.ui import programmes
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import draw, page_file, panel, section


def draw_programmes(here: Context) -> None:
    """The list of the other programmes, and the way to one more; the sample tells that way at its top."""
    words, example = here.language, here.programme is not None and here.programme.fictitious
    others = [one for one in programmes.known(here.folder) if one != here.folder]
    if example and not others:
        return
    with section("programmes", text("start.programmes.title", words), text("start.programmes.lead", words)):
        for one in others:
            open_button(one, words)
        if not example:
            begin(here, "another")


def open_button(where: Path, language: str) -> None:
    """The button that opens the programme of a folder."""
    own = text("start.programmes.open", language, name=where.name)
    named = text("start.programmes.open_sample", language) if where == programmes.sample() else own
    st.button(named, key=f"open_{where.name}", type="tertiary", on_click=programmes.visit, args=(where,))


def begin(here: Context, which: str) -> None:
    """The button that begins a programme of one's own, from any page: a first one (`new`), or `another`."""
    if st.button(text(f"start.programmes.{which}", here.language), key=f"begin_{which}", icon=":material/add:"):
        programmes.visit(programmes.blank())
        st.switch_page(page_file("start"))


def draw_example(here: Context) -> None:
    """On the sample: that it is one, and the way to a programme of one's own."""
    if here.programme is None or not here.programme.fictitious:
        return
    with st.container(key="row_example", horizontal=True, vertical_alignment="center"):
        draw(panel("note", text("start.example.title", here.language), text("start.example.words", here.language)))
        begin(here, "new")
