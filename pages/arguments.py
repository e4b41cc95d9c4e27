"""Arguments: what do we say, and what will they answer?"""

import streamlit as st

from valuemodel.locale import plural, text
from valuemodel.story import arguments, sayings
from valuemodel.story.objections import objections
from valuemodel.ui import (
    arguments_replies,
    arguments_said,
    arguments_stories,
    forms,
    header,
    money,
    states,
    value_warnings,
)
from valuemodel.ui.board_parts import view_choice
from valuemodel.ui.fragments import answer, draw, panel

here = states.with_closing()
language = here.language
forms.tell()
with header.actions():
    view = view_choice(language)
given = money.grounds(here, view, money.chosen_convention(here))

found = arguments.claims(given, language)
replies = objections(given, language)
kept = arguments_said.kept(here)
order, written = sayings.order_in(kept), sayings.words_in(kept)
picked, others = sayings.sayings(found, order, written, language)
if found:
    answered = sum(one.known for one in replies)
    told = plural("arguments.title", len(picked), language, answered=answered, all=len(replies))
    answer(told, text("arguments.lead", language))
else:
    answer(text("arguments.none", language), text("arguments.none_lead", language))
if moved := sum(bool(one.was) for one in picked):
    draw(panel("caution", plural("arguments.moved", moved, language)))
if gone := sayings.gone(found, order):
    draw(panel("caution", plural("sayings.gone", gone, language)))

left, right = st.columns([3, 2], gap="medium")
with left:
    arguments_said.draw_said(here, picked, others)
with right:
    arguments_replies.draw_replies(replies, language)
    arguments_stories.draw_stories(here, given)
arguments_replies.draw_reasons(here)
arguments_replies.draw_outside(here)
value_warnings.warnings(here, here.left_out)
