"""The form of a cost by formula: its amount with what it gives at once, how it recurs, when, and what replaces it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from valuemodel import model
from valuemodel.errors import Issue
from valuemodel.locale import label, text
from valuemodel.model import formula, kinds
from valuemodel.model.equation import shown as with_numbers
from valuemodel.model.formula_costs import ONCE, check_cost, period_of
from valuemodel.model.types import COST_CATEGORIES, AssumedCost, ValueModel
from valuemodel.model.values import value
from valuemodel.story import costs as words_of
from valuemodel.story.words import inside
from valuemodel.ui import driver_formula, money
from valuemodel.ui.context import Context
from valuemodel.ui.driver_form import Draft, named
from valuemodel.ui.fragments import draw, element, joined, panel
from valuemodel.ui.start_edit import DAY_FORMAT


def ask(here: Context, draft: Draft, view: str, convention: str) -> tuple[dict[str, Any], list[Issue]]:
    """The cost's document as the form has it now, and what stands in the way of saving it."""
    left, right = st.columns([1.2, 1], gap="medium")
    with left:
        words = named(here, draft, "cost")
        written = driver_formula.field(here, draft.tag, str(draft.document["formula"]), "costs")
        told = st.container()
    with right:
        document = {"label": words, "formula": written, **_kind(here, draft), **_when(here, draft)}
    with told:
        issues = _live(here, draft.key, document, view, convention)
    missing = [Issue("cost_without_name")] if not any(words.values()) else []
    return document, [*missing, *issues]


def _kind(here: Context, draft: Draft) -> dict[str, Any]:
    """Its category, how often it comes, and the cost lines that it gives way to."""
    assert here.programme is not None and here.closing is not None
    language, now, tag = here.language, draft.document, draft.tag
    kind, often = st.columns(2)
    known = list(COST_CATEGORIES)
    category = kind.selectbox(
        text("costs.category", language), known, key=f"cost_category_{tag}",
        index=known.index(now["category"]) if now["category"] in known else 0,
        format_func=lambda one: text(f"story.categories.{one}", language),
    )  # fmt: skip
    periods = list(words_of.PERIODS)
    before = periods.index(period_of(AssumedCost("", {}, "", "", str(now["unit"]))))
    period = often.selectbox(text("costs.period", language), periods, index=before, key=f"cost_period_{tag}",
                             format_func=lambda one: text(f"costs.periods.{one}", language))  # fmt: skip
    stands_in = st.checkbox(text("costs.stands_in", language), bool(now.get("stands_in")), key=f"cost_stands_{tag}")
    lines = ["", *dict.fromkeys(one.line for one in here.closing.costs)]
    was = str(now.get("line") or "")
    lines += [was] if was not in lines else []
    line = st.selectbox(text("costs.line", language), lines, index=lines.index(was), key=f"cost_line_{tag}",
                        format_func=lambda one: one or text("costs.no_line", language))  # fmt: skip
    unit = words_of.unit_of(str(period), here.programme.currency)
    return {"category": category, "unit": unit, "stands_in": stands_in, "line": line}


def _when(here: Context, draft: Draft) -> dict[str, str]:
    """From when to when it counts; nothing said is the whole horizon."""
    found = {}
    for name, column in zip(("effective", "until"), st.columns(2, vertical_alignment="bottom"), strict=True):
        now = _day(str(draft.document.get(name) or ""))
        picked = column.date_input(text(f"costs.{name}", here.language), now, format=DAY_FORMAT,
                                   key=f"cost_{name}_{draft.tag}")  # fmt: skip
        found[name] = picked.isoformat() if picked else ""
    return found


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _live(here: Context, key: str, document: Mapping[str, Any], view: str, convention: str) -> list[Issue]:
    """What the formula says and gives now, or where it goes wrong; the issues that stand in the way of saving."""
    language = here.language
    if not str(document["formula"]).strip():
        draw(panel("note", text("drivers.start", language), text("costs.start_words", language)))
        return [Issue("formula_empty")]
    shown = key or "new_cost"
    changed, _ = model.apply(here.model, costs={shown: {**document, "off": False}})
    cost = next(one for one in changed.costs if one.key == shown)
    issues = list(check_cost(cost, kinds.name_units(changed.assumptions)))
    for issue in issues:
        driver_formula.told(issue, str(document["formula"]), language)
    if not issues:
        _weight(here, cost, changed, view, convention)
    return issues


def _weight(here: Context, cost: AssumedCost, changed: ValueModel, view: str, convention: str) -> None:
    """The formula in words, with its numbers, and what it weighs; or why it weighs nothing."""
    assert here.closing is not None
    language = here.language
    models = (changed, money.without_cost(changed, cost))
    then, without = (money.of_model(here, one, view, convention) for one in models)
    parts = [element("p", element("b", text("value.explain.words", language)), " ",
                     model.formula_in_words(cost, changed, language))]  # fmt: skip
    tree, known = formula.parse(cost.formula).tree, words_of.values(then)
    if tree is not None and set(formula.names(tree)) <= set(known):
        numbers = with_numbers(tree, known, language)
        given = words_of.amount(numbers, float(value(tree, known)), period_of(cost), language, then.currency)
        head = element("b", text("costs.numbers", language))
        parts.append(element("p", head, " ", given, css="pv-equation-line"))
    if then.pv_costs != without.pv_costs:
        parts.append(element("p", words_of.weighs(then, without, language), css="pv-strong"))
    else:
        there = frozenset(one.category for one in here.closing.costs)
        why = words_of.why_nothing(cost, there)
        words = text(
            f"costs.nothing.{why}", language, category=inside(text(f"story.categories.{cost.category}", language))
        )
        parts.append(element("p", words, css="pv-strong"))
    draw(element("div", joined(*parts), css="pv pv-explain", role="status", aria_live="polite"))


def of_label(cost: AssumedCost, language: str) -> str:
    """A cost's name with its category and how often it comes."""
    category, period = (text(key, language) for key in (f"story.categories.{cost.category}",
                                                        f"costs.periods.{period_of(cost)}"))  # fmt: skip
    return f"{label(cost.label, language)} ({category}, {period})" if period_of(cost) != ONCE else (
        f"{label(cost.label, language)} ({category})")  # fmt: skip
