"""How far long work is, with its button to stop it: drawn again every half second, and the page when it ends."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from valuemodel.locale import number, plural, text
from valuemodel.ui.work import Work

EVERY = 0.5
"""Seconds between two looks at the work."""


def draw_progress(works: Sequence[Work], language: str) -> None:
    """One line for each work that goes on; nothing when there is none."""
    if works:
        st.fragment(_lines, run_every=EVERY)(tuple(works), language)


def _lines(works: tuple[Work, ...], language: str) -> None:
    if not all(one.running for one in works):
        st.rerun()
    for index, one in enumerate(works):
        _line(one, index, language)


def _line(one: Work, index: int, language: str) -> None:
    with st.container(key=f"work_{index}", horizontal=True, vertical_alignment="center"):
        st.progress(one.share, _told(one, language))
        if one.stopped:
            st.caption(text("data.progress.stopping", language))
        elif st.button(text("data.progress.stop", language), key=f"stop_{index}", icon=":material/stop_circle:"):
            one.stop()
            st.rerun(scope="fragment")


def _told(one: Work, language: str) -> str:
    """`effectifs.csv · Lecture du fichier · 312 000 lignes`."""
    rows = ""
    if one.rows:
        rows = plural("data.progress.of", one.rows, language, done=number(one.done, language))
    elif one.done:
        rows = plural("data.progress.rows", one.done, language)
    return " · ".join(part for part in (one.subject, text(f"store.steps.{one.step}", language), rows) if part)
