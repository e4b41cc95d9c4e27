"""The programme under every convention side by side, and the twelve principles as checks on its own result."""

from __future__ import annotations

import streamlit as st

from valuemodel import model
from valuemodel.locale import label, percent, plural, text, thousands
from valuemodel.model.principles import Principle
from valuemodel.story import payback
from valuemodel.story.words import money_range
from valuemodel.ui import money
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Html, Row, draw, element, joined, page_file, panel, passage, section, table


@st.cache_resource(max_entries=8, show_spinner=False)
def _sides(key: money.Key, _given: money.Given) -> tuple[model.Side, ...]:
    return model.side_by_side(*_given.arguments)


def draw_conventions(here: Context) -> None:
    """Each convention with its results on the same draws and its rules in words, the programme's own first."""
    language = here.language
    with section("conventions", text("method.conventions.title", language), text("method.conventions.lead", language)):
        if here.closing is None:
            return _waiting(language)
        with st.spinner(text("method.conventions.running", language)):
            now = money.given(here)
            sides = _sides(now.key, now)
        names = ("convention", "npv", "range", "roi", "payback", "rules")
        numbers = ("npv", "range", "roi")
        columns = [
            Column(text(f"method.conventions.column.{name}", language), number=name in numbers) for name in names
        ]
        rows = [_side(side, here, index == 0) for index, side in enumerate(sides)]
        draw(table(text("method.conventions.title", language), columns, rows, show_caption=False))


def _waiting(language: str) -> None:
    draw(panel("note", text("method.waiting", language)))
    if st.button(text("ui.empty.to_data", language), key="method_fill"):
        st.switch_page(page_file("data"), query_params=st.query_params.to_dict())


def _side(side: model.Side, here: Context, own: bool) -> Row:
    language, results = here.language, side.results
    name = joined(
        element("b", label(side.convention.label, language)),
        element("small", text("method.conventions.own", language) if own else ""),
    )
    simulated = results.p10 < results.p90
    span = money_range(results.p10, results.p90, language, results.currency) if simulated else "–"
    names = {driver.key: label(driver.label, language) for driver in results.drivers}
    left_out = ", ".join(names[key] for key in side.left_out)
    rules = list(model.rules_in_words(side.rules, language))
    rules += [text("method.conventions.left_out", language, names=left_out)] if left_out else []
    cells = (
        name,
        element("b", thousands(results.npv, language, results.currency)),
        span,
        "–" if results.roi is None else percent(results.roi, language),
        payback.reached(results, language),
        element("span", " ".join(rules), css="pv-small"),
    )
    return Row(cells, css="pv-chosen" if own else "")


def draw_principles(here: Context) -> None:
    """The twelve principles, each held, held with a reserve, not held or only stated, with its reason."""
    language = here.language
    if here.closing is None:
        with section("principles", text("method.principles.waiting", language)):
            return _waiting(language)
    results = money.results(here, "whole", money.chosen_convention(here))
    found = model.principles(results, here.model, here.closing)
    held, computed = sum(one.state == "holds" for one in found), sum(one.state != "stated" for one in found)
    title = plural("method.principles.title", held, language, of=computed)
    names = ("principle", "state", "reason")
    columns = [Column(text(f"method.principles.column.{name}", language)) for name in names]
    passage(
        "principles",
        title,
        table(title, columns, [_principle(one, language) for one in found], show_caption=False),
        subtitle=text("method.principles.lead", language),
    )


def _principle(one: Principle, language: str) -> Row:
    title = text(f"model.principles.{one.number}.title", language)
    return Row((f"{one.number}. {title}", _state(one, language), text(one.reason, language, **one.values)))


def _state(one: Principle, language: str) -> Html:
    words = text(f"method.principles.{one.state}", language)
    return element("b", words) if one.state == "fails" else element("span", words)
