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
from valuemodel.story.units import is_share, value_in, with_unit
from valuemodel.story.words import between
from valuemodel.ui import money, scenarios
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import badge, draw, element, pill

SHOWN = 7
"""Sliders in sight; the others are in a drawer."""


def asked(known: Mapping[str, Assumption]) -> scenarios.Overrides:
    """What was moved away from the base case, in the model's units: told before the sliders are drawn again, so that
    the figures that follow from them are the first thing that changes.
    """
    pairs = ((each, _stands(each)) for each in _listed(known))
    return tuple(
        (each.key, scenarios.stored(each.key, shown, each.scale)) for each, shown in pairs if _is_moved(each, shown)
    )


def draw_sliders(here: Context, known: Mapping[str, Assumption]) -> None:
    """The heaviest sliders; those in the drawer are drawn when it is open, or when they were moved."""
    language, listed = here.language, _listed(known)
    for each in listed[:SHOWN]:
        _one(here, each)
    rest = listed[SHOWN:]
    if rest:
        drawer = st.expander(plural("scenarios.more", len(rest), language), key="more_sliders", on_change="rerun")
        with drawer:
            for each in rest:
                if drawer.open or _is_moved(each, _stands(each)):
                    _one(here, each)
    st.button(text("scenarios.reset", language), icon=":material/undo:", key="reset_scenario", on_click=start_from)


def _listed(known: Mapping[str, Assumption]) -> list[Slider]:
    return [plan_slider(one) if one.key in KEYS else slider(one) for one in known.values()]


def _is_moved(each: Slider, shown: float) -> bool:
    return abs(shown - each.base) >= 1e-9


def _widget(each: Slider) -> str:
    """The widget's key of a slider: a new generation after each start puts all of them back, and a slider whose base or
    ends are no longer the same (another closing, another saved value) begins again.
    """
    drawn = hash((each.base, each.step, *_ends(each))) & 0xFFFFFF
    return f"move_{st.session_state.get('generation', 0)}_{drawn:x}_{each.key}"


def start_from(overrides: Mapping[str, float] | None = None) -> None:
    """Begins again from the base case, or from a saved scenario."""
    st.session_state["generation"] = st.session_state.get("generation", 0) + 1
    st.session_state["started_from"] = dict(overrides or {})


def _one(here: Context, each: Slider) -> None:
    """One slider under its name, what it stands for under it."""
    language = here.language
    with st.container(key=f"slide_{each.key.replace('.', '_')}", gap=None):
        name = element("span", label(each.label, language), css="pv-strong")
        letter = badge(_grade(each.evidence), language, word=False) if each.evidence else ""
        draw(element("p", letter, " ", name, css="pv pv-slide"))
        _control(each, language)
        draw(element("p", _under(here, each, _stands(each)), css="pv-small"))


def _grade(evidence: str) -> str:
    return "before_after" if evidence == "measured" else evidence


def _begins(each: Slider) -> float:
    """Where a slider starts: at the base, or where the scenario that was started from has it."""
    started = st.session_state.get("started_from", {}).get(each.key)
    return each.base if started is None else scenarios.shown(each.key, started, each.scale)


def _ends(each: Slider) -> tuple[float, float]:
    return min(each.least, _begins(each)), max(each.most, _begins(each))


def _stands(each: Slider) -> float:
    """Where a slider stands now, drawn or not; at its base when there is nothing to slide."""
    least, most = _ends(each)
    return float(st.session_state.get(_widget(each), _begins(each))) if most > least else each.base


def _control(each: Slider, language: str) -> None:
    begin, (least, most) = _begins(each), _ends(each)
    if most <= least:
        return
    whole = all(abs(number - round(number)) < 1e-9 for number in (begin, each.step, least))
    shape = "%d %%" if is_share(each.unit) and whole else "localized"
    st.slider(
        label(each.label, language),
        least,
        most,
        begin,
        each.step,
        shape,
        key=_widget(each),
        label_visibility="collapsed",
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
        base=with_unit(each.unit, each.base / each.scale, language),
        range=between(each.low, each.high, language, lambda value: value_in(each.unit, value / each.scale, language)),
    )
    outside = not min(each.low, each.base) <= shown <= max(each.high, each.base)
    warned = pill(text("scenarios.outside", language), "caution") if outside else ""
    return element("span", words, " ", warned)
