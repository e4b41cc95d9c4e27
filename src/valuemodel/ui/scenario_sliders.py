"""The left side of the scenarios page: a slider for each input, with its base value and likely range."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

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
from valuemodel.ui.fragments import Html, badge, draw, element, joined, markdown_safe, pill

SHOWN = 7
"""Sliders in sight; the others are in a drawer."""


class Standing(NamedTuple):
    """A slider as it stands in this run: its widget, where it began, its ends, and where it is."""

    each: Slider
    widget: str
    begin: float
    least: float
    most: float
    shown: float

    @property
    def is_moved(self) -> bool:
        """Whether it is away from the base case."""
        return abs(self.shown - self.each.base) >= 1e-9


def standing(known: Mapping[str, Assumption]) -> list[Standing]:
    """All sliders, drawn or not, read once a run: each look into the session takes its time from the answer."""
    generation, started = st.session_state.get("generation", 0), st.session_state.get("started_from", {})
    sliders = (plan_slider(one) if one.key in KEYS else slider(one) for one in known.values())
    return [_standing(each, generation, started.get(each.key)) for each in sliders]


def _standing(each: Slider, generation: int, started: float | None) -> Standing:
    """Where a slider stands; at its base when there is nothing to slide.

    A new generation after each start puts all sliders back, and one whose base or ends are no longer the same (another
    closing, another saved value) begins again: both are in the widget's key.
    """
    begin = each.base if started is None else scenarios.shown(each.key, started, each.scale)
    least, most = min(each.least, begin), max(each.most, begin)
    widget = f"move_{_letter(each)}_{generation}_{hash((each.base, each.step, least, most)) & 0xFFFFFF:x}_{each.key}"
    shown = float(st.session_state.get(widget, begin)) if most > least else each.base
    return Standing(each, widget, begin, least, most, shown)


def asked(stands: Sequence[Standing]) -> scenarios.Overrides:
    """What was moved away from the base case, in the model's units: told before the sliders are drawn again, so that
    the figures that follow from them are the first thing that changes.
    """
    return tuple(
        (one.each.key, scenarios.stored(one.each.key, one.shown, one.each.scale)) for one in stands if one.is_moved
    )


def draw_sliders(here: Context, stands: Sequence[Standing], back: Callable[[], None]) -> None:
    """The heaviest sliders, then the drawer with the others, and the button that does `back` to the base case."""
    for one in stands[:SHOWN]:
        _one(here, one)
    if stands[SHOWN:]:
        _draw_drawer(here, stands[SHOWN:])
    words = text("scenarios.reset", here.language)
    st.button(words, icon=":material/undo:", key="reset_scenario", on_click=back)


def _draw_drawer(here: Context, rest: Sequence[Standing]) -> None:
    """The lighter sliders, drawn when the drawer is open or when they were moved."""
    words = plural("scenarios.more", len(rest), here.language)
    with st.expander(words, key="more_sliders", on_change="rerun") as drawer:
        for one in rest:
            if drawer.open or one.is_moved:
                _one(here, one)


def outside(here: Context, stands: Sequence[Standing]) -> Html:
    """The sliders that stand outside their likely range: what they say must be justified."""
    language = here.language
    pills = [pill(label(one.each.label, language), "caution") for one in stands if _is_outside(here, one)]
    return element("p", text("scenarios.outside", language), " ", *pills, css="pv pv-small") if pills else Html("")


def start_from(overrides: Mapping[str, float] | None = None) -> None:
    """Begins again from the base case, or from a saved scenario."""
    st.session_state["generation"] = st.session_state.get("generation", 0) + 1
    st.session_state["started_from"] = dict(overrides or {})


def _grade(evidence: str) -> str:
    return "before_after" if evidence == "measured" else evidence


def _one(here: Context, one: Standing) -> None:
    """One slider under its name and what it stands for; its words alone when there is nothing to slide."""
    each, name = one.each, label(one.each.label, here.language)
    under = element("p", _about(here, each), css="pv pv-small pv-under")
    if one.most <= one.least:
        letter = badge(_grade(each.evidence), here.language, word=False) if each.evidence else ""
        draw(joined(element("p", letter, " ", name, css="pv pv-strong pv-unmoved"), under))
        return
    whole = all(abs(number - round(number)) < 1e-9 for number in (one.begin, each.step, one.least))
    whole_percent = {"fr": "%d %%", "en": "%d%%"}[here.language]
    shown = whole_percent if is_share(each.unit) and whole else "localized"
    # The name alone, without marks: it is also what a screen reader says. Its letter is drawn by the style sheet.
    st.slider(_named(each, name), one.least, one.most, one.begin, each.step, shown, key=one.widget)
    draw(under)


def _named(each: Slider, name: str) -> str:
    """The letter of its evidence before its name."""
    letter = _letter(each)
    return f"{letter} {markdown_safe(name)}" if letter else markdown_safe(name)


def _letter(each: Slider) -> str:
    return LETTERS[_grade(each.evidence)] if each.evidence else ""


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


def _is_outside(here: Context, one: Standing) -> bool:
    """Whether a slider with a likely range stands outside it; what is planned has none."""
    each = one.each
    if min(each.low, each.base) <= one.shown <= max(each.high, each.base):
        return False
    return each.key not in KEYS and not _follows_plan(here, each)
