"""Presenting: one message a slide, moved with the arrow keys, nothing on it that can be pressed by accident."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from valuemodel.locale import text
from valuemodel.model.types import Results
from valuemodel.story import arguments, board, sayings
from valuemodel.ui import arguments_said, board_charts, board_decision, board_kpis, board_parts, money
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import draw, element, passage

Slide = Callable[[], None]
STYLE = Path(__file__).parent / "assets" / "presenting.css"


def draw_slides(here: Context, results: Results, view: str, convention: str) -> None:
    """The slide at which the presentation stands, and at its foot how to move."""
    found = slides(here, results, view, convention)
    at = min(max(int(st.session_state.get("slide", 0)), 0), len(found) - 1)
    st.html(STYLE)
    with st.container(key="present_slide", gap="medium"):
        found[at]()
    _foot(here, at, len(found))


def slides(here: Context, results: Results, view: str, convention: str) -> list[Slide]:
    """The board's messages, one a slide; those without matter are left out."""
    assert here.closing is not None and here.programme is not None
    points = board_parts.breaking_points(here, view, convention)
    picked = _picked(here, view, convention)
    found: list[tuple[object, Slide]] = [
        (True, partial(_answer, here, results)),
        (not board.is_empty(results), partial(board_charts.waterfall, here, results)),
        (results.months and results.bcr, partial(board_charts.cash, here, results)),
        (here.closing.effects, partial(board_kpis.draw_kpis, here, results)),
        (here.closing.practice, partial(board_charts.adoption, here)),
        (points, partial(board_parts.draw_breaks, here, results, points)),
        (picked, partial(_said, here, picked)),
        (here.programme.decision, partial(board_decision.draw_options, here, view, convention)),
    ]
    return [slide for matter, slide in found if matter]


def _answer(here: Context, results: Results) -> None:
    board_parts.opening(here, results)
    board_parts.metrics(here, results)


def _picked(here: Context, view: str, convention: str) -> tuple[sayings.Saying, ...]:
    given, kept = money.grounds(here, view, convention), arguments_said.kept(here)
    found = arguments.claims(given, here.language)
    return sayings.sayings(found, sayings.order_in(kept), sayings.words_in(kept), here.language)[0]


def _said(here: Context, picked: tuple[sayings.Saying, ...]) -> None:
    passage(
        "say",
        text("arguments.say.title", here.language),
        element("ol", *(element("li", one.sentence) for one in picked), css="pv pv-list"),
    )


def _move(to: int) -> None:
    st.session_state["slide"] = to


def _foot(here: Context, at: int, count: int) -> None:
    language = here.language
    with st.container(key="present_foot", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(text("board.previous", language), key="previous", type="tertiary", shortcut="Left", disabled=at == 0,
                  on_click=_move, args=(at - 1,))  # fmt: skip
        draw(element("p", f"{at + 1} / {count}", css="pv pv-small"), width="content")
        st.button(text("board.next", language), key="next", type="tertiary", shortcut="Right",
                  disabled=at == count - 1, on_click=_move, args=(at + 1,))  # fmt: skip
        if st.button(text("board.leave", language), type="tertiary", key="leave", shortcut="Escape"):
            del st.query_params["present"]
            st.session_state.pop("slide", None)
            st.rerun()
