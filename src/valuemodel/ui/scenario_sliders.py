"""The left side of the scenarios page: a slider for each input, with its base value and likely range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from valuemodel.locale import label, plural, text
from valuemodel.model import ramp
from valuemodel.model.plan import KEYS
from valuemodel.model.types import Assumption
from valuemodel.story.plan_sliders import about, plan_slider
from valuemodel.story.scenarios import Slider, slider
from valuemodel.story.units import is_share, value_in, with_unit
from valuemodel.story.words import LETTERS, between
from valuemodel.ui import money, scenarios
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Html, element, markdown_safe, pill

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
    """The heaviest sliders, then the drawer with the others."""
    listed = _listed(known)
    for each in listed[:SHOWN]:
        _one(here, each)
    if listed[SHOWN:]:
        _draw_drawer(here, listed[SHOWN:])
    words = text("scenarios.reset", here.language)
    st.button(words, icon=":material/undo:", key="reset_scenario", on_click=start_from)


def _draw_drawer(here: Context, rest: Sequence[Slider]) -> None:
    """The lighter sliders, drawn when the drawer is open or when they were moved."""
    words = plural("scenarios.more", len(rest), here.language)
    with st.expander(words, key="more_sliders", on_change="rerun") as drawer:
        for each in rest:
            if drawer.open or _is_moved(each, _stands(each)):
                _one(here, each)


def outside(here: Context, known: Mapping[str, Assumption]) -> Html:
    """The sliders that stand outside their likely range: what they say must be justified."""
    language, listed = here.language, [each for each in _listed(known) if _is_outside(here, each)]
    pills = [pill(label(each.label, language), "caution") for each in listed]
    return element("p", text("scenarios.outside", language), " ", *pills, css="pv pv-small") if pills else Html("")


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


def _one(here: Context, each: Slider) -> None:
    """One slider under its name and what it stands for; its words alone when there is nothing to slide."""
    begin, (least, most) = _begins(each), _ends(each)
    words = _words(here, each)
    if most <= least:
        st.markdown(words)
        return
    whole = all(abs(number - round(number)) < 1e-9 for number in (begin, each.step, least))
    shown = "%d %%" if is_share(each.unit) and whole else "localized"
    st.slider(words, least, most, begin, each.step, shown, key=_widget(each))


def _words(here: Context, each: Slider) -> str:
    """The letter of its evidence, its name, and under it what it stands for."""
    letter = f"`{LETTERS[_grade(each.evidence)]}` " if each.evidence else ""
    name, under = markdown_safe(label(each.label, here.language)), markdown_safe(_about(here, each))
    return f"{letter}**{name}** :small[{under}]"


def _about(here: Context, each: Slider) -> str:
    """What is planned; else the base value and likely range."""
    language = here.language
    _, closing, programme = money.arguments(here)
    if each.key in KEYS:
        return about(each.key, closing, programme, language)
    if _follows_plan(here, each):
        return text("scenarios.practice_about", language, base=value_in(each.unit, each.base / each.scale, language))
    return text(
        "scenarios.base_range",
        language,
        base=with_unit(each.unit, each.base / each.scale, language),
        range=between(each.low, each.high, language, lambda value: value_in(each.unit, value / each.scale, language)),
    )


def _follows_plan(here: Context, each: Slider) -> bool:
    _, closing, programme = money.arguments(here)
    return each.key == money.PRACTICE and bool(ramp.plan_of(closing, programme))


def _is_outside(here: Context, each: Slider) -> bool:
    """Whether a slider with a likely range stands outside it; what is planned has none."""
    if each.key in KEYS or _follows_plan(here, each):
        return False
    return not min(each.low, each.base) <= _stands(each) <= max(each.high, each.base)
