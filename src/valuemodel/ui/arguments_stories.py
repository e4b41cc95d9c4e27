"""Stories from the field: each beside its figure; a form of two minutes; a consent that can be withdrawn."""

from __future__ import annotations

import secrets

import streamlit as st

from valuemodel.kpis import catalogue
from valuemodel.locale import label, text
from valuemodel.story import stories
from valuemodel.story.arguments import Grounds
from valuemodel.story.stories import KIND, Story
from valuemodel.ui import forms
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import draw, element, refusal, section


def told(here: Context) -> tuple[Story, ...]:
    """The stories whose consent stands."""
    assert here.store is not None
    return stories.standing({key: one.document for key, one in here.store.current(KIND).items()})


def draw_stories(here: Context, given: Grounds) -> None:
    """Every story beside its figure, then the form that takes one more."""
    language = here.language
    with section("stories", text("stories.title", language), text("stories.lead", language)):
        for one in told(here):
            _story(here, given, one)
        with st.expander(text("stories.add", language), key="story_form"):
            _form(here)


def _story(here: Context, given: Grounds, one: Story) -> None:
    language = here.language
    with st.container(key=f"row_story_{one.key}"):
        draw(element("p", element("b", stories.beside(given, one, language), css="pv-strong"), css="pv"))
        for name in stories.PARTS:
            if one.parts[name]:
                words = (element("b", text(f"stories.{name}", language)), " ", one.parts[name])
                draw(element("p", *words, css="pv"))
        with st.popover(text("stories.withdraw", language), type="tertiary", key=f"withdraw_{one.key}"):
            draw(element("p", text("stories.withdraw_words", language, consent=one.consent), css="pv pv-small"))
            if st.button(text("stories.withdraw_now", language), key=f"withdraw_now_{one.key}"):
                assert here.store is not None
                here.store.erase(KIND, one.key, here.author or "–", text("stories.withdraw_reason", language))
                st.rerun()


def _form(here: Context) -> None:
    """Four short texts, what they are tied to, the consent; nothing is kept with a name in it."""
    language, turn = here.language, st.session_state.get("story_turn", 0)
    st.caption(text("stories.form_lead", language))
    document = {
        name: st.text_area(text(f"stories.{name}", language), key=f"story_{name}_{turn}", max_chars=stories.MOST,
                           help=text(f"stories.help.{name}", language))
        for name in stories.PARTS
    }  # fmt: skip
    document |= _ties(here, turn)
    agreed = st.checkbox(text("stories.consent", language), key=f"story_agreed_{turn}")
    kept = st.text_input(text("stories.consent_kept", language), key=f"story_consent_{turn}",
                         placeholder=text("stories.consent_example", language))  # fmt: skip
    document["consent"] = kept.strip() if agreed else ""
    author = forms.author_field(language, f"story_{turn}")
    if forms.Sent(st.button(text("stories.save", language), key="story_save"), author, "–").accepted(language):
        _keep(here, document, author.strip())


def _ties(here: Context, turn: int) -> dict[str, str]:
    """What the story is tied to: an indicator, a driver, an objective; each may be none."""
    language = here.language
    assert here.programme is not None
    choices = {
        "kpi": {key: label(one.label, language) for key, one in catalogue().items()},
        "driver": {one.key: label(one.label, language) for one in here.model.drivers},
        "objective": {one.key: label(one.label, language) for one in here.programme.objectives},
    }
    return {name: _tie(name, known, turn, language) for name, known in choices.items()}


def _tie(name: str, known: dict[str, str], turn: int, language: str) -> str:
    chosen = st.selectbox(
        text(f"stories.tie.{name}", language),
        ["", *known],
        format_func=lambda key: known.get(key, "–"),
        key=f"story_{name}_{turn}",
    )
    return chosen or ""


def _keep(here: Context, document: dict[str, str], author: str) -> None:
    issues = stories.story_issues(document)
    for issue in issues:
        refusal(issue, here.language)
    if issues:
        return
    assert here.store is not None
    here.store.save(KIND, secrets.token_hex(4), document, author)
    st.session_state["author"], st.session_state["story_turn"] = author, st.session_state.get("story_turn", 0) + 1
    forms.done(text("stories.saved", here.language))
