"""What a page shows before there is anything to show, and the check that every page reading a closing starts with."""

from __future__ import annotations

import streamlit as st

from valuemodel.locale import text
from valuemodel.store import Store
from valuemodel.ui import context, programmes
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import answer, page_file


def empty(sentence: str, button: str, page: str, language: str) -> None:
    """What will be here in a sentence, a button to the page that fills it (its file's stem), a link to the sample."""
    answer(sentence)
    with st.container(key="do_empty", horizontal=True, vertical_alignment="center"):
        if st.button(button, type="primary", key="empty_fill"):
            st.switch_page(page_file(page), query_params=st.query_params.to_dict())
        if Store.exists(programmes.sample()) and programmes.sample() != programmes.folder():
            st.button(
                text("ui.empty.sample", language), type="tertiary", key="empty_sample",
                on_click=programmes.visit, args=(programmes.sample(),),
            )  # fmt: skip


def with_programme() -> Context:
    """The context, once there is a programme; else the empty state, and the run ends."""
    here = context.current()
    if here.programme is None:
        words = here.language
        empty(text("ui.empty.no_programme", words), text("ui.empty.to_start", words), "start", words)
        st.stop()
    return here


def with_closing() -> Context:
    """The context, once there is a closing; else the empty state, and the run ends."""
    here = with_programme()
    if here.closing is None:
        empty(
            text("ui.empty.no_closing", here.language), text("ui.empty.to_data", here.language), "data", here.language
        )
        st.stop()
    return here
