"""The decision on the board: its options side by side, what waiting loses, where the conditions stand."""

from __future__ import annotations

from valuemodel import model
from valuemodel.errors import ValueModelError
from valuemodel.locale import text
from valuemodel.story import options as words
from valuemodel.story import without
from valuemodel.story.without import WAIT
from valuemodel.ui import money
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Html, Row, element, joined, passage, rich, table

COLUMNS = ("option", "benefits", "costs", "npv", "span", "chances")


def draw_options(here: Context, view: str, convention: str) -> None:
    """The options, each as its own flows to come; nothing without a decision. A request says beside its amount what
    waiting loses.
    """
    assert here.programme is not None and here.closing is not None
    found = money.options(here, convention)
    if not found:
        return
    language, currency = here.language, here.programme.currency
    lines = [words.option_line(one, currency, language) for one in found]
    columns = [Column(text(f"decision.column.{name}", language), number=name != "option") for name in COLUMNS]
    told = words.title(found, currency, language)
    passage(
        "options",
        told,
        table(told, columns, [_row(line) for line in lines], show_caption=False),
        joined(Html("") if view == "request" else _waiting(here, convention), _gates(here)),
        subtitle=text("decision.lead", language),
    )


def draw_budget(here: Context, convention: str) -> None:
    """What the request would pay, by year and by nature; nothing where nothing is to come."""
    assert here.programme is not None
    language, currency = here.language, here.programme.currency
    found = money.budget(here, convention)
    if not found:
        return
    told = words.budget_title(found, currency, language)
    head, *rows = words.budget_rows(found, currency, language)
    columns = [Column(name, number=bool(place)) for place, name in enumerate(head)]
    passage(
        "budget",
        told,
        table(told, columns, [Row(row) for row in rows], show_caption=False),
        _without(here, convention),
        subtitle=text("decision.budget.lead", language),
    )


def _without(here: Context, convention: str) -> Html:
    """What is lost without what is asked: by saying no, by waiting."""
    language = here.language
    ahead, waits = money.results(here, "request", convention), money.delays(here, convention, WAIT)
    assert here.programme is not None
    said = without.lost(ahead, waits, here.programme, language)
    title = element("p", element("b", text("decision.without.title", language), css="pv-strong"), css="pv")
    return joined(title, *(element("p", rich(line), css="pv") for line in said))


def _row(line: words.OptionLine) -> Row:
    name = joined(line.name, element("small", line.how))
    return Row((name, line.benefits, line.costs, element("b", line.npv), line.span, line.chances))


def _waiting(here: Context, convention: str) -> Html:
    """What waiting loses; nothing where the programme's horizon is already over."""
    assert here.programme is not None
    try:
        fixed, sliding = money.delays(here, convention, WAIT)
    except ValueModelError as error:
        return element("p", error.issue.said(here.language).problem, css="pv pv-small")
    return element("p", words.waiting(fixed, sliding, here.programme.currency, here.language), css="pv")


def _gates(here: Context) -> Html:
    """The conditions offered and where each stands."""
    assert here.programme is not None and here.closing is not None
    gates = model.stage_gates(here.programme, here.closing)
    if not gates:
        return Html("")
    lines = (element("li", rich(words.gate_line(gate, here.language))) for gate in gates)
    title = element("p", element("b", text("decision.gates_title", here.language), css="pv-strong"), css="pv")
    return joined(title, element("ul", *lines, css="pv pv-list"))
