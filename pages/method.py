"""Method: how do we know? Published cases recomputed, conventions, principles, indicators, privacy, words."""

from collections.abc import Callable

import streamlit as st

from valuemodel.locale import text
from valuemodel.ui import method_cases, method_money, method_words, states
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import answer

PARTS: dict[str, Callable[[Context], None]] = {
    "cases": method_cases.draw_cases,
    "conventions": method_money.draw_conventions,
    "principles": method_money.draw_principles,
    "indicators": method_words.draw_indicators,
    "privacy": method_words.draw_privacy,
    "glossary": method_words.draw_glossary,
}

here = states.with_programme()
language = here.language
answer(text("method.answer", language), text("method.lead", language))
asked = st.query_params.get("part")
part = st.segmented_control(
    text("method.part", language),
    list(PARTS),
    default=asked if asked in PARTS else "cases",
    required=True,
    format_func=lambda name: text(f"method.parts.{name}", language),
    key="part",
)
PARTS[str(part)](here)
