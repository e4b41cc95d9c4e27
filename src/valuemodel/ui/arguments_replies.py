"""What a board will answer and what we reply; figures from elsewhere with their passports."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from valuemodel.locale import label, plural, text
from valuemodel.story import passports, reasons
from valuemodel.story.objections import Objection
from valuemodel.story.sayings import KIND, REASON
from valuemodel.ui.arguments_said import kept
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Row, draw, element, joined, panel, section, table


def draw_replies(found: Sequence[Objection], language: str) -> None:
    """Every objection under who raises it, its reply, and whether the data give it."""
    with section("reply", text("arguments.reply.title", language), text("arguments.reply.lead", language)):
        for who, raised in groupby(found, key=lambda one: one.who):
            draw(element("p", element("b", text(f"arguments.who.{who}", language), css="pv-strong"), css="pv"))
            for one in raised:
                _reply(one, language)


def _reply(one: Objection, language: str) -> None:
    with st.expander(one.question, key=f"objection_{one.key}", expanded=False):
        state = text(f"arguments.{'answered' if one.known else 'unknown'}", language)
        draw(element("p", one.answer, css="pv"))
        draw(element("p", state, css="pv-small"))


def draw_outside(here: Context) -> None:
    """Outside figures as context, and a warning where an assumption leans on one."""
    language = here.language
    title, lead = text("arguments.outside.title", language), text("arguments.outside.lead", language)
    with section("outside", title, lead):
        leaning = passports.leaning([*here.model.assumptions.values()])
        if leaning:
            names = ", ".join(label(one.label, language) for one in leaning)
            draw(panel("caution", plural("arguments.outside.leaning", len(leaning), language, names=names)))
        columns = [Column(text(f"arguments.outside.{name}", language)) for name in ("figure", "wording", "distortion")]
        rows = [
            Row((element("b", one.figure), joined(one.wording, element("small", one.passport)), one.distortion))
            for one in passports.passports(language)
        ]
        draw(table(title, columns, rows, show_caption=False))


def draw_reasons(here: Context) -> None:
    """The ten reasons as a table, and a place to put one in one's own words."""
    assert here.closing is not None and here.programme is not None
    language, own = here.language, reasons.own_words(kept(here))
    found = reasons.reasons(here.closing, here.programme.objectives, own, language)
    title, lead = text("arguments.reasons.title", language), text("arguments.reasons.lead", language)
    names = ("words", "kpi", "objection", "outside")
    with section("reasons", title, lead):
        columns = [Column(text(f"arguments.reasons.{name}", language)) for name in names]
        draw(table(title, columns, [_reason(one, language) for one in found], show_caption=False))
        with st.expander(text("arguments.reasons.edit", language), key="edit_reasons"):
            _edit(here, {one.key: one.words for one in found}, own)


def _reason(one: reasons.Reason, language: str) -> Row:
    serves = text("arguments.serves", language, objective=one.objective) if one.objective else ""
    outside = joined(element("b", one.outside.figure), " ", one.outside.wording, element("small", one.outside.passport))
    return Row((
        joined(element("b", one.words), element("small", serves)), joined(one.kpi, element("small", one.here)),
        one.objection, outside,
    ))  # fmt: skip


def _edit(here: Context, words: dict[str, str], own: dict[str, dict[str, str]]) -> None:
    language = here.language
    ask = text("arguments.reasons.choose", language)
    chosen = st.selectbox(ask, list(words), format_func=lambda key: words[key], key="reason") or next(iter(words))
    key = f"reason_{chosen}_{language}"
    written = st.text_input(text("arguments.reasons.own", language), words[chosen], key=key, max_chars=reasons.MOST)
    if st.button(text("arguments.keep_words", language), key="keep_reason"):
        assert here.store is not None
        then = {**own.get(chosen, {}), language: written.strip()}
        here.store.save(KIND, f"{REASON}{chosen}", {"words": then}, here.author or "–")
        st.rerun()
