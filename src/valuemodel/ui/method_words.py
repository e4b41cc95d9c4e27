"""How each indicator is computed and misleads, how people are protected, and what the words mean."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from valuemodel import kpis
from valuemodel.kpis import FAMILIES, Kpi
from valuemodel.locale import label, text
from valuemodel.privacy.groups import MASKED_UNDER
from valuemodel.story import changes
from valuemodel.story.words import DOTS, LETTERS
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import (
    Column,
    Heading,
    Row,
    badge,
    dots,
    draw,
    element,
    esc,
    joined,
    passage,
    section,
    table,
)

INDICATOR_COLUMNS = ("name", "meaning", "misleads")
PRIVACY = ("groups", "bands", "single", "masks", "pseudonyms", "text", "closing", "never")
TERMS = ("npv", "roi", "bcr", "payback", "irr", "draws", "eight", "interval", "threshold", "effect", "redeployed",
    "switching", "closing", "safe_group", "views", "gains")  # fmt: skip


def draw_indicators(here: Context) -> None:
    """One indicator opened down to its query, then all of them: what each means, and how it misleads."""
    language, known = here.language, kpis.catalogue()
    names = {key: label(kpi.label, language) for key, kpi in known.items()}
    with section("indicator", text("method.indicators.title", language), text("method.indicators.lead", language)):
        choose = text("method.indicators.choose", language)
        key = str(st.selectbox(choose, [*names], format_func=lambda one: names[one], key="indicator"))
        told = {name: element("p", element("b", text(f"method.indicators.{name}", language)), " ", words)
            for name, words in _facts(known[key], language).items()}  # fmt: skip
        draw(element("div", *told.values(), css="pv pv-explain"))
        st.code(kpis.query(key), language="sql", wrap_lines=True)
    title = text("method.indicators.all", language)
    columns = [Column(text(f"method.indicators.column.{name}", language)) for name in INDICATOR_COLUMNS]
    rows: list[Row | Heading] = []
    for family in FAMILIES:
        rows.append(Heading(text(f"before_after.family.{family}", language)))
        rows += [_indicator(kpi, language) for kpi in known.values() if kpi.family == family]
    passage("indicators", title, table(title, columns, rows, show_caption=False))


def _facts(kpi: Kpi, language: str) -> Mapping[str, str]:
    aggregate = text(f"method.indicators.aggregates.{kpi.aggregate}", language)
    return {
        "meaning": label(kpi.meaning, language),
        "misleads": label(kpi.misleads, language),
        "over": label(kpi.denominator, language),
        "formula": f"{aggregate} {text(f'method.indicators.sources.{kpi.source}', language)}",
        "better": text(f"method.indicators.directions.{kpi.better}", language),
    }


def _indicator(kpi: Kpi, language: str) -> Row:
    name = joined(label(kpi.label, language), element("small", changes.unit_line(kpi, language)))
    return Row((name, label(kpi.meaning, language), label(kpi.misleads, language)))


def draw_privacy(here: Context) -> None:
    """Safe groups, thresholds and what is never stored, in plain words with this programme's own sizes."""
    assert here.programme is not None
    language = here.language
    values = {
        "usage": here.programme.k_usage,
        "survey": here.programme.k_survey,
        "masked": MASKED_UNDER,
    }
    with section("privacy", text("method.privacy.title", language), text("method.privacy.lead", language)):
        told = (
            element(
                "p",
                element("b", text(f"method.privacy.{name}.title", language)),
                " ",
                text(f"method.privacy.{name}.words", language, **values),
            )
            for name in PRIVACY
        )
        draw(element("div", *told, css="pv pv-explain"))


def draw_glossary(here: Context) -> None:
    """The words of the screens: results, the letters of evidence, the dots of certainty."""
    language = here.language
    title = text("method.glossary.title", language)
    columns = [Column(text(f"method.glossary.column.{name}", language)) for name in ("word", "meaning")]
    rows: list[Row | Heading] = [Heading(text("method.glossary.letters", language))]
    rows += [Row((badge(grade, language), text(f"method.letters.{grade}", language))) for grade in LETTERS]
    rows.append(Heading(text("method.glossary.dots", language)))
    rows += [Row((dots(name, language), text(f"method.dots.{name}", language))) for name in DOTS]
    rows.append(Heading(text("method.glossary.words", language)))
    rows += [
        Row(
            (
                element("b", text(f"method.terms.{name}.word", language)),
                esc(text(f"method.terms.{name}.meaning", language)),
            )
        )
        for name in TERMS
    ]
    passage(
        "glossary",
        title,
        table(title, columns, rows, show_caption=False),
        subtitle=text("method.glossary.lead", language),
    )
