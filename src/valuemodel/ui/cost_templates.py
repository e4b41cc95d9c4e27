"""Starting from a template's cost: it comes with the assumptions that its formula needs."""

from __future__ import annotations

import streamlit as st

from valuemodel import model
from valuemodel.locale import text
from valuemodel.model import proposal
from valuemodel.model.types import AssumedCost
from valuemodel.ui import forms
from valuemodel.ui.context import Context
from valuemodel.ui.cost_form import of_label


def start(here: Context) -> None:
    """A popover: the templates' costs that are not there yet, and who takes one up, why."""
    language, offered = here.language, _offered(here)
    if not offered:
        return
    with st.popover(text("costs.from_template", language), key="desk_cost_templates"):
        picked = st.selectbox(text("costs.which", language), list(offered), key="desk_cost_template",
                              format_func=lambda key: of_label(offered[key][1], language))  # fmt: skip
        author = forms.author_field(language, "desk_cost")
        reason = st.text_input(text("ui.form.reason", language), key="desk_cost_reason")
        pressed = st.button(text("costs.take", language), type="primary", key="desk_cost_take")
        if picked and forms.Sent(pressed, author, reason).accepted(language):
            _take(here, offered[picked][0], picked, author.strip(), reason.strip())
            forms.done(text("costs.taken", language, name=of_label(offered[picked][1], language)))


def _offered(here: Context) -> dict[str, tuple[str, AssumedCost]]:
    """The costs of every template that the model has neither on nor off, with the template that has it first."""
    there = {one.key for one in (*here.model.costs, *here.model.costs_off)}
    found: dict[str, tuple[str, AssumedCost]] = {}
    for choice in model.objectives():
        for cost in model.load_template(choice.key).costs:
            if cost.key not in there:
                found.setdefault(cost.key, (choice.key, cost))
    return found


def _take(here: Context, template: str, key: str, author: str, reason: str) -> None:
    assert here.store is not None
    documents = model.documents(here.model, proposal.with_cost(here.model, template, key))
    for kind in ("assumption", "cost"):
        for name, document in documents[kind].items():
            here.store.save(kind, name, document, author, reason)
