"""The left side of the scenarios page: a slider for each input, with its base value and likely range."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from valuemodel.locale import label, plural, text
from valuemodel.model import ramp
from valuemodel.model.plan import KEYS
from valuemodel.model.types import Assumption
from valuemodel.story.plan_sliders import about, plan_slider
from valuemodel.story.scenarios import Slider, slider
from valuemodel.story.units import is_share, unit_words, value_in
from valuemodel.story.words import between
from valuemodel.ui import money, scenarios
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import badge, draw, element, pill

SHOWN = 7
"""Sliders in sight; the others are in a drawer."""


def draw_sliders(here: Context, known: Mapping[str, Assumption]) -> scenarios.Overrides:
    """All sliders; what was moved away from the base case, in the model's units."""
    language = here.language
    listed = [plan_slider(one) if one.key in KEYS else slider(one) for one in known.values()]
    moved = [_one(here, each) for each in listed[:SHOWN]]
    rest = listed[SHOWN:]
    if rest:
        with st.expander(plural("scenarios.more", len(rest), language)):
            moved += [_one(here, each) for each in rest]
    st.button(text("scenarios.reset", language), icon=":material/undo:", key="reset_scenario", on_click=start_from)
    return tuple(pair for pair in moved if pair is not None)


def widget(key: str) -> str:
    """The widget's key of an input's slider; a new generation after each start puts all of them back."""
    return f"move_{st.session_state.get('generation', 0)}_{key}"


def start_from(overrides: Mapping[str, float] | None = None) -> None:
    """Begins again from the base case, or from a saved scenario."""
    st.session_state["generation"] = st.session_state.get("generation", 0) + 1
    st.session_state["started_from"] = dict(overrides or {})


def _one(here: Context, each: Slider) -> tuple[str, float] | None:
    """One slider under its name; nothing when it stands at its base."""
    language = here.language
    with st.container(key=f"slide_{each.key.replace('.', '_')}", gap=None):
        name = element("span", label(each.label, language), css="pv-strong")
        letter = badge(_grade(each.evidence), language, word=False) if each.evidence else ""
        draw(element("p", letter, " ", name, css="pv pv-slide"))
        shown = _control(each, language)
        draw(element("p", _under(here, each, shown), css="pv-small"))
    if abs(shown - each.base) < 1e-9:
        return None
    return each.key, scenarios.stored(each.key, shown, each.scale)


def _grade(evidence: str) -> str:
    return "before_after" if evidence == "measured" else evidence


def _control(each: Slider, language: str) -> float:
    started = st.session_state.get("started_from", {}).get(each.key)
    begin = each.base if started is None else scenarios.shown(each.key, started, each.scale)
    least, most = min(each.least, begin), max(each.most, begin)
    if most <= least:
        return each.base
    whole = all(abs(number - round(number)) < 1e-9 for number in (begin, each.step, least))
    shape = "%d %%" if is_share(each.unit) and whole else "localized"
    return float(
        st.slider(
            label(each.label, language),
            least,
            most,
            begin,
            each.step,
            shape,
            key=widget(each.key),
            label_visibility="collapsed",
        )
    )


def _under(here: Context, each: Slider, shown: float) -> object:
    """What is planned; else the base value and likely range, and a warning when the slider stands outside it."""
    language = here.language
    _, closing, programme = money.arguments(here)
    if each.key in KEYS:
        return about(each.key, closing, programme, language)
    if each.key == money.PRACTICE and ramp.plan_of(closing, programme):
        return text("scenarios.practice_about", language, base=value_in(each.unit, each.base / each.scale, language))
    words = text(
        "scenarios.base_range",
        language,
        base=value_in(each.unit, each.base / each.scale, language, None),
        range=between(each.low, each.high, language, lambda value: value_in(each.unit, value / each.scale, language)),
        unit="" if is_share(each.unit) else unit_words(each.unit, language),
    )
    outside = not min(each.low, each.base) <= shown <= max(each.high, each.base)
    warned = pill(text("scenarios.outside", language), "caution") if outside else ""
    return element("span", words, " ", warned)
