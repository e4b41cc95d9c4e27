"""One effect opened: its chart, its calculation, its uploads, what can mislead, what to say and not to say."""

from __future__ import annotations

import streamlit as st

from valuemodel import kpis
from valuemodel.effects import Effect, sentences
from valuemodel.effects.sentences import group_name, remedy
from valuemodel.kpis import Kpi
from valuemodel.locale import label, text
from valuemodel.story import changes, evidence, outcomes
from valuemodel.story.words import kpi_value, plain, sentence_case
from valuemodel.ui import chart_lines
from valuemodel.ui import fragments_value as glyphs
from valuemodel.ui.board_charts import pen
from valuemodel.ui.charts import short
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Html, draw, element, plot, rich, section, sources_words


def explain_effect(here: Context, effect: Effect) -> None:
    """The two halves of the explanation."""
    kpi = kpis.catalogue()[effect.kpi]
    left, right = st.columns([1, 1.25], gap="large")
    with left, section("effect_chart", changes.chart_title(effect, kpi, here.language), _what(kpi, here.language)):
        _chart(here, effect, kpi)
    with right, section("effect_source", text("before_after.source", here.language)):
        draw(_explanation(here, effect, kpi))


def _what(kpi: Kpi, language: str) -> str:
    return label(kpi.meaning, language)


def _chart(here: Context, effect: Effect, kpi: Kpi) -> None:
    assert here.closing is not None
    language = here.language
    if effect.before is None or effect.after is None:
        draw(element("p", sentences(effect, language).quote, css="pv"))
        return
    main = _line_name(effect.group, language)
    lines = [chart_lines.Line(main, effect.before, effect.after, True)]
    if effect.comparison_before is not None and effect.comparison_after is not None:
        name = text("before_after.comparison", language)
        lines.append(chart_lines.Line(name, effect.comparison_before, effect.comparison_after, False))
    waves = (
        changes.wave_of(here.closing, effect.wave_before, language),
        changes.wave_of(here.closing, effect.wave_after, language),
    )
    drawn = chart_lines.slope(lines, waves, lambda value: kpi_value(kpi, value, language), pen(here))
    alt = plain(f"{changes.chart_title(effect, kpi, language)}. {changes.calculation(effect, kpi, language)}")
    plot(drawn, "effect_chart", alt)


def _line_name(group: str, language: str) -> str:
    """The group whose line it is, short enough to stand at the line's end."""
    if group in ("programme", "comparison"):
        return text(f"before_after.{group}", language)
    return short(sentence_case(group_name(group, language)), 18)


def _explanation(here: Context, effect: Effect, kpi: Kpi) -> Html:
    assert here.closing is not None
    language = here.language
    said = sentences(effect, language)
    whole = effect.group == "programme"
    words: dict[str, Html | str] = {
        "before_after.explain.calculation": rich(changes.calculation(effect, kpi, language)),
        "evidence.design_label": " ".join((evidence.design(effect, language), evidence.rank(effect, language))).strip(),
        "before_after.explain.sources": sources_words(glyphs.sources_of(here.closing, effect.kpi), language),
        "before_after.explain.misleads": " ".join(changes.cautions(effect, kpi, language)),
        "evidence.possible": remedy(effect, language),
        "evidence.target_label": outcomes.target_sentence(here.closing, effect.kpi, language) if whole else "",
        "before_after.explain.quote": said.quote,
        "before_after.explain.avoid": said.avoid,
    }
    told = (element("p", element("b", text(key, language)), " ", said) for key, said in words.items() if said)
    limits = element("p", rich(changes.thresholds(effect, kpi, language)))
    return element("div", *told, limits, css="pv pv-explain")
