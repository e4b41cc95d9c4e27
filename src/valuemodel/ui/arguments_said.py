"""What the sponsor says: claims picked, in their order, in our words or their own, each bound to its figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from valuemodel.locale import text
from valuemodel.story import sayings
from valuemodel.story.arguments import Claim
from valuemodel.story.sayings import KIND, ORDER, Saying
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Html, badge, dots, draw, element, esc, joined, pill, refusal, section, sources_words
from valuemodel.ui.fragments_value import sources_of


def kept(here: Context) -> dict[str, Mapping[str, Any]]:
    """What was kept of arguments: the order, the words of claims and of reasons."""
    assert here.store is not None
    return {key: one.document for key, one in here.store.current(KIND).items()}


def draw_said(here: Context, picked: Sequence[Saying], others: Sequence[Saying]) -> None:
    """The claims that are said, then those that could be."""
    language = here.language
    order = [one.claim.key for one in picked]
    with section("say", text("arguments.say.title", language), text("arguments.say.lead", language)):
        for place, one in enumerate(picked):
            _said(here, one, order, place)
    if others:
        with section("others", text("arguments.others.title", language), text("arguments.others.lead", language)):
            for one in others:
                _other(here, one, order)


def _said(here: Context, one: Saying, order: list[str], place: int) -> None:
    language, key = here.language, one.claim.key
    with st.container(key=f"row_said_{_safe(key)}", gap="xsmall"):
        draw(element("p", element("b", one.sentence, css="pv-strong"), css="pv"))
        if one.was:
            moved = text("arguments.figure_moved", language, was=one.was, now=one.claim.figure)
            draw(element("p", moved, css="pv pv-tofix"))
        draw(_grounds(one, language))
        with st.container(key=f"do_said_{_safe(key)}", horizontal=True, vertical_alignment="center", gap="small"):
            _buttons(here, order, place)
            with st.popover(text("arguments.reword", language), type="tertiary", key=f"words_{_safe(key)}"):
                _reword(here, one)
            with st.popover(text("arguments.rests_on", language), type="tertiary", key=f"rests_{_safe(key)}"):
                assert here.closing is not None
                draw(element("p", sources_words(sources_of(here.closing, *one.claim.kpis), language), css="pv"))


def _grounds(one: Saying, language: str) -> Html:
    """Evidence, certainty, what it does not prove, and the objective that it serves."""
    claim = one.claim
    parts: list[Html] = []
    if claim.grade:
        parts.append(badge(claim.grade, language))
    if claim.certainty:
        parts.append(dots(claim.certainty, language))
    if one.words:
        parts.append(pill(text("arguments.own_words", language)))
    if claim.objective:
        parts.append(esc(text("arguments.serves", language, objective=claim.objective)))
    proves = element("span", element("b", text("arguments.not_proved", language)), " ", claim.not_proved)
    first = element("p", joined(*parts, by=" · "), css="pv pv-small") if parts else esc("")
    return joined(first, element("p", proves, css="pv pv-small"))


def _buttons(here: Context, order: list[str], place: int) -> None:
    """Earlier, later, and out: each is a version of the order."""
    language, key = here.language, order[place]
    moves = (
        ("up", ":material/arrow_upward:", place > 0, _swapped(order, place, place - 1)),
        ("down", ":material/arrow_downward:", place < len(order) - 1, _swapped(order, place, place + 1)),
        ("drop", ":material/remove:", True, [one for one in order if one != key]),
    )
    for name, icon, possible, then in moves:
        st.button(
            text(f"arguments.{name}", language),
            icon=icon,
            key=f"{name}_{_safe(key)}",
            type="tertiary",
            disabled=not possible,
            on_click=_keep_order,
            args=(here, then),
        )


def _swapped(order: list[str], place: int, other: int) -> list[str]:
    then = list(order)
    if 0 <= other < len(then):
        then[place], then[other] = then[other], then[place]
    return then


def _other(here: Context, one: Saying, order: list[str]) -> None:
    key = one.claim.key
    with st.container(key=f"row_other_{_safe(key)}"):
        button, words = st.columns([1, 5], gap="small", vertical_alignment="center")
        button.button(
            text("arguments.pick", here.language), icon=":material/add:", key=f"pick_{_safe(key)}", type="tertiary",
            on_click=_keep_order, args=(here, [*order, key]),
        )  # fmt: skip
        with words:
            draw(element("p", one.sentence, css="pv"))


def _keep_order(here: Context, keys: list[str]) -> None:
    assert here.store is not None
    here.store.save(KIND, ORDER, {"keys": keys}, here.author or "–")


def _reword(here: Context, one: Saying) -> None:
    """The sentence in one's own words: the figure keeps its place, and what it was is kept with the words."""
    language, claim = here.language, one.claim
    figure, span = sayings.marks(language)
    written = st.text_area(
        text("arguments.words", language),
        sayings.to_edit(one.words or claim.template, language),
        key=f"own_{_safe(claim.key)}_{language}",
        max_chars=sayings.MOST_WORDS,
    )
    st.caption(text("arguments.words_help", language, figure=figure, range=span))
    save, back = st.columns(2)
    looked = text("arguments.looked" if one.was else "arguments.keep_words", language)
    if save.button(looked, key=f"keep_{_safe(claim.key)}", type="primary"):
        words = sayings.as_kept(written, language)
        issues = sayings.word_issues(words, language)
        for issue in issues:
            refusal(issue, language)
        if not issues:
            _keep_words(here, claim, words)
            st.rerun()
    if one.words and back.button(text("arguments.our_words", language), key=f"ours_{_safe(claim.key)}"):
        _keep_words(here, claim, "")
        st.rerun()


def _keep_words(here: Context, claim: Claim, words: str) -> None:
    """Saves the words in the person's language, and what the figure is as they write."""
    assert here.store is not None
    known = kept(here).get(claim.key, {})
    own = {**(known.get("words") or {}), here.language: words}
    then = {**(known.get("figure") or {}), here.language: claim.figure}
    here.store.save(KIND, claim.key, {"words": own, "figure": then}, here.author or "–")


def _safe(key: str) -> str:
    return key.replace(":", "_").replace(".", "_")
