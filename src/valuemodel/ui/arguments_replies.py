"""What a board will answer and what we reply; figures from elsewhere with their passports."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from valuemodel.locale import label, plural, text
from valuemodel.story import passports
from valuemodel.story.objections import Objection
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
