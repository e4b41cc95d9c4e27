"""Which curve the value follows after the last measured month: a choice signed with its reason."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from valuemodel.locale import percent, text
from valuemodel.practice import Curve
from valuemodel.programme import as_document
from valuemodel.story import practice as story
from valuemodel.story.words import inside
from valuemodel.ui import forms
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import draw, element

PLAN = ""


def follow(here: Context) -> None:
    """What the value follows today, and the form that changes it; nothing while no curve can be drawn."""
    assert here.closing is not None and here.programme is not None
    curves = {one.scenario: one for one in story.drawable(here.closing.practice_findings)}
    if not curves:
        return
    language, now = here.language, here.programme.adoption_curve
    known = now if now in curves else PLAN
    with st.expander(text("practice.page.follow.title", language)):
        what = inside(_words(here, curves.get(known)))
        draw(element("p", text("practice.page.follow.now", language, what=what), css="pv"))
        with forms.form("follow_curve"):
            chosen = st.radio(
                text("practice.page.follow.title", language), [PLAN, *curves], index=[PLAN, *curves].index(known),
                format_func=lambda key: _words(here, curves.get(key)), key="follow_curve_choice",
                label_visibility="collapsed",
            )  # fmt: skip
            sent = forms.signature(language, "follow_curve", text("practice.page.follow.save", language))
        if sent.accepted(language):
            _save(here, str(chosen), sent)


def _words(here: Context, curve: Curve | None) -> str:
    if curve is not None:
        return text("practice.page.follow.ceiling", here.language, ceiling=percent(curve.ceiling or 0.0, here.language))
    planned = here.programme is not None and bool(here.programme.adoption_plan)
    return text(f"practice.page.follow.{'plan' if planned else 'flat'}", here.language)


def _save(here: Context, scenario: str, sent: forms.Sent) -> None:
    assert here.store is not None and here.programme is not None
    changed = replace(here.programme, adoption_curve=scenario)
    here.store.save("settings", "programme", as_document(changed), sent.author.strip(), sent.reason.strip())
    forms.done(text("practice.page.follow.saved", here.language))
