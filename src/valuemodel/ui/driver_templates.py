"""Starting from an objective: what its template proposes beside the drivers that are there; nothing is imposed."""

from __future__ import annotations

import streamlit as st

from valuemodel import model
from valuemodel.locale import label, plural, text
from valuemodel.model.proposal import NEW, THERE, ProposedDriver, twice_issue
from valuemodel.story import drivers as words_of
from valuemodel.ui import forms
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import draw, element, panel
from valuemodel.ui.value_parts import kpi_labels


def start_from_objective(here: Context) -> None:
    """A popover: an objective, its drivers with their state, and who takes them up, why."""
    language = here.language
    with st.popover(text("drivers.from_objective", language), key="desk_templates"):
        choices = {one.key: one for one in model.objectives()}
        picked = st.selectbox(
            text("drivers.fields.objective", language),
            list(choices),
            format_func=lambda key: label(choices[key].label, language),
            key="desk_objective",
        )
        if choices[picked].about:
            st.caption(label(choices[picked].about, language))
        proposal = model.propose(picked, here.model)
        names = _names(here, proposal)
        asked = [one.driver.key for one in proposal.drivers if _proposed(one, names, picked, language)]
        if proposal.keys(NEW):
            _sign(here, proposal, asked)


def _names(here: Context, proposal: model.Proposal) -> dict[str, str]:
    """The labels of what a reason may name: drivers, yearly amounts, KPIs."""
    language = here.language
    listed = [*here.model.drivers, *here.model.switched_off, *(one.driver for one in proposal.drivers)]
    found = {one.key: label(one.label, language) for one in listed}
    amounts = {**model.load_template(proposal.objective).assumptions, **here.model.assumptions}
    return found | {key: label(one.label, language) for key, one in amounts.items()} | kpi_labels(language)


def _proposed(one: ProposedDriver, names: dict[str, str], objective: str, language: str) -> bool:
    """One driver of the template: to take, already there, or counted twice with the reason."""
    name = label(one.driver.label, language)
    if one.state == NEW:
        return st.checkbox(name, key=f"desk_take_{objective}_{one.driver.key}")
    if one.state == THERE:
        draw(element("p", name, " ", element("b", text("drivers.there", language)), css="pv pv-small"))
        return False
    said = words_of.in_words(twice_issue(one.driver.key, one.other, one.priced), names).said(language)
    draw(panel("refused", name, said.problem, said.fix))
    return False


def _sign(here: Context, proposal: model.Proposal, asked: list[str]) -> None:
    language = here.language
    author = forms.author_field(language, "desk_template")
    reason = st.text_input(text("ui.form.reason", language), key="desk_template_reason")
    words = plural("drivers.take", len(asked), language)
    pressed = st.button(words, type="primary", key="desk_take", disabled=not asked)
    if forms.Sent(pressed, author, reason).accepted(language):
        _take(here, proposal, asked, author.strip(), reason.strip())
        forms.done(plural("drivers.taken", len(asked), language))


def _take(here: Context, proposal: model.Proposal, asked: list[str], author: str, reason: str) -> None:
    """The drivers, the assumptions and the costs that come with them, each as a version."""
    assert here.store is not None
    extended, _ = model.add(here.model, proposal, asked)
    documents = model.documents(here.model, extended)
    for kind in ("assumption", "cost", "driver"):
        for key, document in documents[kind].items():
            here.store.save(kind, key, document, author, reason)
