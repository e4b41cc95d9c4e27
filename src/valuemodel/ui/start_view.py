"""The start page of a programme: where we stand and what is next, objectives, decision, expectations, legal ground."""

from __future__ import annotations

from datetime import date

import streamlit as st

from valuemodel.kpis import catalogue
from valuemodel.locale import day, has_text, label, month, plural, text
from valuemodel.privacy import legal_issues
from valuemodel.programme import KpiPlan, Objective
from valuemodel.story.requested import decision, decision_details
from valuemodel.story.words import count_word, exact_change, kpi_value
from valuemodel.ui import forms, start_edit, start_programmes
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import (
    Column,
    Html,
    Row,
    answer,
    draw,
    element,
    joined,
    opened,
    page_file,
    panel,
    section,
    table,
)
from valuemodel.ui.progress import Step, following, steps

SHOWN_ENTRIES = 6


def draw_start(here: Context) -> None:
    """The whole page of an existing programme."""
    found = steps(here)
    _title(here, found)
    forms.tell()
    start_programmes.draw_example(here)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        with section("steps", text("start.steps.title", here.language)):
            draw(element("ol", *(_step(one, here.language) for one in found), css="pv-steps"))
            _next(following(found), here.language)
        _editable(here, "objectives", _objectives, start_edit.objectives)
        _editable(here, "plans", _plans, start_edit.kpi_plan)
    with right:
        with st.container(key="ask"):
            _editable(here, "decision", _decision, start_edit.decision)
        _editable(here, "legal", _legal, start_edit.legal)
        _journal(here)
        start_programmes.draw_programmes(here)


def _title(here: Context, found: tuple[Step, ...]) -> None:
    left = sum(not step.done for step in found)
    words = here.language
    if here.closing is None:
        title = plural("start.title.before", left, words, word=count_word(left, words, feminine=True))
    else:
        ending = "all_done" if not left else "after"
        title = text(f"start.title.{ending}", words, day=day(here.closing.as_of, words))
    answer(opened(title), text("start.lead", words, name=here.programme.name if here.programme else ""))


def _step(step: Step, language: str) -> Html:
    state = "done" if step.done else "todo"
    glyph = element("span", "●" if step.done else "○", css=f"pv-mark pv-mark-{state}", aria_hidden="true")
    told = element("span", text(f"start.steps.state.{state}", language), css="pv-reader")
    name = element("span", text(f"start.steps.{step.key}.name", language), css="pv-strong")
    note = element("span", text(f"start.steps.{step.key}.{state}", language, **step.values), css="pv-small")
    return element("li", joined(glyph, told), element("span", name, " ", note))


def _next(step: Step | None, language: str) -> None:
    if forms.editing():
        return
    key, page, form = (step.key, step.page, step.form) if step else ("read", "board", "")
    with st.container(key="do_next"):
        pressed = st.button(text(f"start.steps.{key}.button", language), type="primary", key="next_step")
    if pressed and form:
        forms.edit(form)
        st.rerun()
    if pressed:
        st.switch_page(page_file(page))


def _editable(here: Context, key: str, show, ask) -> None:  # type: ignore[no-untyped-def]
    title = text(f"start.{key}.title", here.language)
    forms.editable(key, title, here.language, lambda: show(here), lambda: ask(here))


def _objectives(here: Context) -> None:
    assert here.programme is not None
    for one in here.programme.objectives:
        draw(_objective(one, here.language))
    if not here.programme.objectives:
        draw(
            panel("caution", text("start.objectives.none", here.language), text("start.objectives.why", here.language))
        )


def _objective(one: Objective, language: str) -> Html:
    name = label(one.label, language)
    if one.owner:
        return element(
            "p", element("b", name, css="pv-strong"), " · ", element("span", one.owner, css="pv-small"), css="pv"
        )
    return panel(
        "caution", text("start.objectives.unowned", language, name=name), text("start.objectives.why", language)
    )


def _decision(here: Context) -> None:
    assert here.programme is not None
    kpis = catalogue()
    asked = here.programme.decision
    if asked is None:
        draw(element("p", text("start.decision.none", here.language), css="pv"))
        return
    labels = {key: label(kpi.label, here.language) for key, kpi in kpis.items()}
    levels = {
        gate.kpi: kpi_value(kpis[gate.kpi], gate.threshold, here.language)
        for gate in asked.conditions
        if gate.kpi in kpis
    }
    st.markdown(decision(here.programme, labels, levels, here.language).replace("[[", "").replace("]]", ""))
    for line in decision_details(here.programme, here.language):
        draw(element("p", line, css="pv-small"))


def _plans(here: Context) -> None:
    assert here.programme is not None
    words = here.language
    plans = [plan for plan in here.programme.kpi_plans if plan.kpi in catalogue()]
    if not plans:
        draw(element("p", text("start.plans.none", words), css="pv"))
        return
    columns = [
        Column(text(f"start.plans.{name}", words), number=name in ("materiality", "target"))
        for name in ("kpi", "materiality", "expected_from", "target")
    ]
    draw(table(text("start.plans.caption", words), columns, [_plan(plan, words) for plan in plans]))


def _plan(plan: KpiPlan, language: str) -> Row:
    kpi = catalogue()[plan.kpi]
    least = exact_change(kpi, plan.materiality, language)
    when = month(plan.expected_from, language) if plan.expected_from else text("start.plans.any", language)
    target = kpi_value(kpi, plan.target, language) if plan.target is not None else "–"
    return Row([label(kpi.label, language), least, when, target])


def _legal(here: Context) -> None:
    assert here.programme is not None and here.store is not None
    words = here.language
    if here.programme.fictitious:
        draw(element("p", text("start.legal.fictitious", words), css="pv"))
        return
    lacking = legal_issues(here.programme, here.store.legal_ground())
    for issue in lacking:
        said = issue.said(words)
        draw(panel("caution", said.problem, said.fix))
    ground = here.store.legal_ground()
    if not lacking and ground is not None:
        signed = day(date.fromisoformat(ground.signed_on), words)
        draw(element("p", text("start.legal.complete", words, who=ground.signed_by, day=signed), css="pv"))


def _about(here: Context, what: str) -> str:
    """What a journal entry is about, in words: a file or a closing by its name, a version by what it is of."""
    kind, _, key = what.partition("/")
    if not has_text(f"start.journal.kinds.{kind}", here.language):
        return what
    named = {key: one.label for key, one in here.model.assumptions.items()}
    named |= {one.key: one.label for one in here.model.drivers}
    name = f" {label(named[key], here.language)}" if key in named else ""
    return text(f"start.journal.kinds.{kind}", here.language) + name


def _journal(here: Context) -> None:
    assert here.store is not None
    entries = [entry for entry in here.store.journal(40) if not entry.what.startswith(("memory/", "settings/author"))]
    with section("journal", text("start.journal.title", here.language)):
        for entry in entries[:SHOWN_ENTRIES]:
            what = text(f"start.journal.{entry.action}", here.language)
            about = _about(here, entry.what)
            who = f"{entry.author}, {day(entry.at.date(), here.language)}"
            why = f". {entry.why}" if entry.why else ""
            draw(
                joined(
                    element("p", element("b", what, css="pv-strong"), " ", about, css="pv"),
                    element("p", who, why, css="pv-small"),
                )
            )
