"""One driver opened: its equation with the numbers in place, the effect and the assumptions behind it, its uploads."""

from __future__ import annotations

import streamlit as st

from valuemodel import kpis, model
from valuemodel.effects import sentences
from valuemodel.locale import label, text
from valuemodel.model.types import DriverResult, Results
from valuemodel.story import changes, worth
from valuemodel.story.units import evidence_grade, with_unit
from valuemodel.ui import fragments_value as glyphs
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Html, Row, badge, draw, element, joined, section, sources_words, table
from valuemodel.ui.value_parts import kpi_labels


def explain_driver(here: Context, driver: DriverResult, results: Results) -> None:
    """The equation at the left, what it rests on at the right."""
    language = here.language
    left, right = st.columns([1.15, 1], gap="medium")
    title = worth.driver_title(driver, results.currency, language)
    with left, section("driver", title, text("value.explain.lead", language)):
        draw(_equation(here, driver, results))
    with right, section("driver_inputs", text("value.explain.rests", language)):
        draw(_inputs(here, driver))


def _equation(here: Context, driver: DriverResult, results: Results) -> Html:
    language = here.language
    words = model.formula_in_words(driver, here.model, language)
    for key, name in kpi_labels(language).items():
        words = words.replace(key, name)
    numbers = model.equation(driver, results, language=language)
    parts = [element("p", element("b", text("value.explain.words", language)), " ", words)]
    if numbers:
        parts.append(
            element("p", element("b", text("value.explain.numbers", language)), " ", numbers, css="pv-equation-line")
        )
    if not driver.counted:
        parts.append(element("p", worth.why_not(driver, language, kpi_labels(language))))
    else:
        parts.append(element("p", text("value.explain.present", language, value=_present(driver, results, language))))
    return element("div", *parts, _effect(here, driver), css="pv pv-explain")


def _present(driver: DriverResult, results: Results, language: str) -> str:
    from valuemodel.locale import thousands

    return thousands(driver.value, language, results.currency)


def _effect(here: Context, driver: DriverResult) -> Html:
    """The effect that the driver needs, in the sentence that may be quoted, and its uploads."""
    assert here.closing is not None
    language = here.language
    effect = here.closing.effect(driver.outcome) if driver.outcome else None
    if effect is None:
        return Html("")
    sources = sources_words(glyphs.sources_of(here.closing, driver.outcome), language)
    return joined(
        element("p", element("b", text("value.explain.effect", language)), " ", sentences(effect, language).quote),
        element("p", element("b", text("ui.explain.sources", language)), " ", sources),
        element(
            "p",
            element("b", text("ui.explain.misleads", language)),
            " ",
            " ".join(changes.cautions(effect, kpis.catalogue()[effect.kpi], language)),
        ),
    )


def _inputs(here: Context, driver: DriverResult) -> Html:
    """The assumptions of the formula, each with its value and evidence."""
    language = here.language
    known = here.model.assumptions
    used = [known[name] for name in driver.inputs if name in known]
    columns = [
        Column(text(f"value.explain.{name}", language), number=name == "value")
        for name in ("assumption", "value", "evidence")
    ]
    rows = [
        Row((label(one.label, language), with_unit(one.unit, one.base, language), badge(evidence_grade(one), language)))
        for one in used
    ]
    if not rows:
        return element("p", text("value.explain.no_assumption", language), css="pv")
    return table(text("value.explain.rests", language), columns, rows, show_caption=False)
