"""The formula of a driver: written by hand or name by name, read at once in words, in numbers and in money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from valuemodel import kpis, model
from valuemodel.errors import Issue
from valuemodel.locale import label, text, thousands
from valuemodel.model.twice import same_price, twice_issue
from valuemodel.model.types import Driver, Results, ValueModel
from valuemodel.story import costs as words_of_costs
from valuemodel.story import drivers as words_of
from valuemodel.story import register, worth
from valuemodel.story.units import unit_words
from valuemodel.ui import money
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Row, draw, element, joined, panel, table
from valuemodel.ui.value_parts import kpi_labels

SIGNS = {"*": "×", "+": "+", "-": "−", "/": "÷"}


def field(here: Context, tag: str, now: str, words: str = "drivers") -> str:
    """The formula as text, and under it a name in words to add with one of four signs; `words` has the field's name."""
    language = here.language
    key = f"driver_formula_{tag}"
    st.session_state.setdefault(key, now)
    typed = st.text_area(text(f"{words}.formula", language), key=key, help=text("drivers.formula_help", language))
    known = {one.name: one for one in _names(here, words)}
    sign, name, add = st.columns([1, 4, 1.4], vertical_alignment="bottom")
    operation = sign.selectbox(
        text("drivers.sign", language), words_of.OPERATIONS, format_func=SIGNS.__getitem__, key=f"driver_sign_{tag}"
    )
    picked = name.selectbox(
        text("drivers.add_name", language),
        list(known),
        format_func=lambda one: words_of.told(known[one], language),
        key=f"driver_add_{tag}",
    )
    add.button(text("drivers.add", language), key="driver_add_name", on_click=_add, args=(key, operation, picked))
    with st.popover(text("drivers.names", language), type="tertiary", key=f"driver_names_{tag}"):
        draw(_names_table(here, words))
    return typed


def _add(key: str, operation: str, name: str) -> None:
    st.session_state[key] = words_of.added(st.session_state[key], operation, name, kpis.catalogue())


def _names(here: Context, words: str) -> list[words_of.Name]:
    found = money.results(here, money.chosen_view(), money.chosen_convention(here))
    if words == "costs":
        return words_of.cost_names(here.model, words_of_costs.values(found), here.language)
    return words_of.names(here.model, kpis.catalogue(), found.values, here.language)


def _names_table(here: Context, words: str) -> Any:
    language = here.language
    columns = [Column(text(f"drivers.name_column.{name}", language)) for name in ("words", "name", "unit")]
    rows = [
        Row((words_of.told(one, language), element("code", one.name), unit_words(one.unit, language)))
        for one in _names(here, words)
    ]
    return table(text("drivers.names", language), columns, rows, show_caption=False)


def live(here: Context, key: str, document: Mapping[str, Any], view: str, convention: str) -> list[Issue]:
    """What the formula says and gives now, or where it goes wrong; the issues that stand in the way of saving."""
    if not str(document["formula"]).strip():
        draw(panel("note", text("drivers.start", here.language), text("drivers.start_words", here.language)))
        return [Issue("formula_empty")]
    shown = key or "new_driver"
    changed, _ = model.apply(here.model, drivers={shown: {**document, "off": False}})
    driver = next(one for one in changed.drivers if one.key == shown)
    issues = _issues(here, driver, changed)
    for issue in issues:
        told(issue, str(document["formula"]), here.language)
    if not words_of.blocking(issues):
        _worth(here, driver, money.with_driver(here, shown, {**document, "off": False}, view, convention), changed)
    return words_of.blocking(issues)


def _issues(here: Context, driver: Driver, changed: ValueModel) -> list[Issue]:
    """Everything wrong with the driver, what would be counted twice with another one too, in words."""
    names = {one.key: label(one.label, here.language) for one in changed.drivers}
    names |= {key: label(one.label, here.language) for key, one in changed.assumptions.items()}
    names |= kpi_labels(here.language)
    found = list(model.check_driver(driver, changed.assumptions, here.closing))
    others = [one for one in changed.drivers if one.key != driver.key]
    other, priced = same_price(driver, others, changed.assumptions)
    found += [twice_issue(driver.key, other, priced)] if other else []
    return [words_of.in_words(issue, names) for issue in found]


def told(issue: Issue, formula: str, language: str) -> None:
    """An issue with its fix, and the formula with the place marked."""
    said = issue.said(language)
    place = words_of.marked(formula, issue)
    where = (
        element("p", element("code", place.before, element("mark", place.wrong), place.after), css="pv-formula")
        if place
        else ""
    )
    draw(panel("caution", said.problem, said.fix, where))


def _worth(here: Context, driver: Driver, then: Results, changed: ValueModel) -> None:
    """The formula in words, with its numbers, and what it changes; or why it would not be counted."""
    language = here.language
    words = model.formula_in_words(driver, changed, language)
    for key, name in kpi_labels(language).items():
        words = words.replace(key, name)
    numbers = model.equation(driver, then, language=language)
    result = next(one for one in then.drivers if one.key == driver.key)
    now = money.results(here, then.view, then.convention)
    parts = [element("p", element("b", text("value.explain.words", language)), " ", words)]
    if numbers:
        head = element("b", text("value.explain.numbers", language))
        parts.append(element("p", head, " ", numbers, css="pv-equation-line"))
    if result.counted:
        value = thousands(result.value, language, then.currency)
        gap = register.would_be(now.npv, then.npv, language, then.currency)
        parts.append(element("p", text("drivers.worth", language, value=value), " ", gap, css="pv-strong"))
    else:
        parts.append(element("p", worth.why_not(result, language, kpi_labels(language)), css="pv-strong"))
    draw(element("div", joined(*parts), css="pv pv-explain", role="status", aria_live="polite"))
