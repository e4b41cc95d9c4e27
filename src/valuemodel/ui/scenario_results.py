"""The right side of the scenarios page: the answer beside the base case, what matters, until when it holds."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from valuemodel import kpis
from valuemodel.locale import label, percent, text
from valuemodel.model.plan import ACCOMPANIMENT
from valuemodel.model.types import Assumption, Outlook
from valuemodel.story import board, payback, ranges, worth
from valuemodel.story import scenarios as words_of
from valuemodel.story.words import per_unit, per_unit_range, plain
from valuemodel.ui import glyph_tornado, money, scenarios, value_parts
from valuemodel.ui.board_charts import pen
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Html, answered, draw, element, joined, panel, passage, pill, rich, section

FIGURES = ("npv", "bcr", "chances", "payback")
HELD = 5
"""Switching sentences shown, nearest first."""
SWINGS = 8
TARGET = 20
"""The ROI first asked for in the reverse question, in percent."""


def answer(here: Context, results: Outlook, base: Outlook, moved: int, caution: Html) -> Html:
    """What this scenario is worth, in a sentence and in four figures beside the base case, with a word of caution.

    One element, so that the figures change with the sentence.
    """
    told = words_of.answer(results, base, moved, here.language)
    tiles = element("div", *(_tile(name, results, base, here.language) for name in FIGURES), css="pv-figures")
    figures = element("section", tiles, caution, css="pv-section pv-sec-figures")
    return joined(answered(told.title, told.lead), figures)


def draw_usage(here: Context, asked: scenarios.Asked, known: Mapping[str, Assumption]) -> None:
    """Less accompaniment with the same use: said, with the level of use under which the saving is lost."""
    moved, language = dict(asked.overrides), here.language
    if moved.get(ACCOMPANIMENT, 1.0) >= 1.0 or money.PRACTICE in moved or money.PRACTICE not in known:
        return
    level = scenarios.level_to_match(here, asked)
    today = percent(known[money.PRACTICE].base, language)
    words = [text("scenarios.usage_move", language)]
    if level is not None:
        words.insert(0, text("scenarios.usage_break", language, level=percent(level, language), today=today))
    draw(panel("caution", text("scenarios.usage_stays", language), " ".join(words)))


def _tile(name: str, results: Outlook, base: Outlook, language: str) -> Html:
    value, under = _figure(name, results, language)
    return element(
        "div",
        element("p", text(f"scenarios.figures.{name}", language), css="pv pv-small"),
        element("p", value, css="pv-metric pv"),
        element("p", pill(under), css="pv") if under else "",
        element("p", words_of.against_base(name, base, results, language), css="pv pv-small"),
    )


def _figure(name: str, results: Outlook, language: str) -> tuple[str, str]:
    """One figure and its range."""
    currency = results.currency
    if name == "npv":
        return board.net_value(results, language)
    if name == "bcr":
        value = "–" if results.bcr is None else per_unit(results.bcr, language, currency)
        low, high = results.bcr_p10, results.bcr_p90
        return value, "" if low is None or high is None else per_unit_range(low, high, language, currency)
    if name == "chances":
        return percent(results.probability_npv_positive, language), ""
    return payback.reached(results, language), payback.span(results, language)


def draw_tornado(here: Context, asked: scenarios.Asked, results: Outlook) -> None:
    """What matters in this scenario."""
    found = scenarios.bars(here, asked)[:SWINGS]
    if not found:
        return
    known = money.inputs(here, found)
    named = [money.named(bar, known) for bar in found]
    ends = [value_parts.ends(bar.key, bar.low_value, bar.high_value, known, here.language) for bar in named]
    title = worth.tornado_title(label(named[0].label, here.language), named[0].share, here.language)
    passage(
        "scenario_tornado",
        title,
        glyph_tornado.tornado(named, results.npv, ends, pen(here), plain(title)),
        subtitle=text("value.tornado_lead", here.language),
    )


def draw_limits(here: Context, asked: scenarios.Asked) -> None:
    """Until when the case holds, or what would save it: each input alone."""
    language = here.language
    found = [one for one in scenarios.needed(here, asked, 0.0) if one.value is not None][:HELD]
    lines = [element("li", rich(ranges.holds(one, kpis.catalogue(), language))) for one in found]
    nothing = element("p", text("scenarios.no_limit", language), css="pv")
    said = element("ul", *lines, css="pv pv-list") if lines else nothing
    passage("limits", text("scenarios.limits", language), said, subtitle=text("scenarios.limits_lead", language))


@st.fragment
def draw_reverse(here: Context, asked: scenarios.Asked) -> None:
    """What must be true for a wanted ROI."""
    with section("reverse", text("scenarios.reverse", here.language)):
        words = text("scenarios.wanted", here.language)
        wanted = st.number_input(words, -90, 1000, TARGET, 10, key="wanted_roi", width=260) / 100
        found = scenarios.needed(here, asked, wanted)[:HELD]
        lines = [element("li", rich(ranges.needed(one, wanted, kpis.catalogue(), here.language))) for one in found]
        draw(element("ul", *lines, css="pv pv-list"))


def draw_next(here: Context, asked: scenarios.Asked) -> None:
    """What to measure next, and what not."""
    if not scenarios.results(here, asked).gains_counted:
        title, told = text("scenarios.next", here.language), text("scenarios.next_first", here.language)
        return passage("next", title, element("p", told, css="pv"))
    found = scenarios.next_measures(here, asked)
    told = ranges.next_answer(found, kpis.catalogue(), here.language)
    rest = [ranges.measure(one, found, kpis.catalogue(), here.language) for one in found.measures[: HELD - 1]]
    others = element("ul", *(element("li", rich(line)) for line in rest), css="pv pv-list pv-small")
    passage("next", text("scenarios.next", here.language), element("p", rich(told), css="pv"), others)


def draw_gap(here: Context, asked: scenarios.Asked, known: Mapping[str, Assumption]) -> None:
    """Where the gap to the base case comes from."""
    if not asked.overrides:
        return
    parts = scenarios.parts(here, asked)
    currency = here.programme.currency if here.programme else "EUR"
    told = words_of.gap_words(parts, scenarios.names(known, here.language), currency, here.language)
    passage("gap", text("scenarios.gap_title", here.language), element("p", rich(told), css="pv"))
