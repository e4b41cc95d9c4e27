"""The start page of somebody who has no programme yet: describe one, or look at the sample."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import streamlit as st

from valuemodel.locale import country_name, has_text, text
from valuemodel.programme import Objective, Programme
from valuemodel.store import Store
from valuemodel.ui import forms, programmes
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import answer, draw, element, section
from valuemodel.ui.start_programmes import open_button

CURRENCIES = ("EUR", "GBP", "USD", "CHF")
COUNTRIES = ("FR", "BE", "LU", "CH", "DE", "ES", "IT", "NL", "PT", "GB", "CA", "US")
LONGEST_MONTHS = 120


def key_of(name: str) -> str:
    """A folder-safe key for a programme's name.

    >>> key_of("Réseau & Cie, 2026")
    'reseau-cie-2026'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "programme"


def draw_new(here: Context) -> None:
    """The form of a first programme at the left, the sample at the right."""
    words = here.language
    answer(text("start.new.title", words), text("start.new.lead", words))
    left, right = st.columns([2, 1], gap="medium")
    with left, section("create", text("start.new.describe", words)):
        _create(here)
    with right, section("sample", text("start.new.sample", words)):
        draw(element("p", text("start.new.sample_lead", words), css="pv"))
        if st.button(text("start.new.sample_button", words), key="make_sample", icon=":material/play_arrow:"):
            visit_sample(words)
        _others(here)


def _others(here: Context) -> None:
    """The way back to the programmes that are there already."""
    for one in programmes.known(here.folder):
        if one != programmes.sample():
            open_button(one, here.language)


def visit_sample(language: str) -> None:
    """Opens the sample programme in this session, making it first when it does not exist."""
    from valuemodel import sample

    where = programmes.sample()
    if not Store.exists(where):
        told = text("start.new.making", language)
        bar = st.progress(0.0, told)

        def progress(share: float, what: str) -> None:
            step = text(what, language) if has_text(what, language) else what
            bar.progress(min(share, 1.0), f"{told} {step}")

        sample.make(where, progress)
    programmes.visit(where)
    st.rerun()


def _create(here: Context) -> None:
    words = here.language
    with forms.form("create"):
        name, company = st.columns(2)
        given_name = name.text_input(text("start.field.name", words), key="create_name")
        given_company = company.text_input(text("start.field.company", words), key="create_company")
        when, length, money, where = st.columns(4)
        started = when.date_input(text("start.field.started", words), date.today().replace(day=1), format="DD/MM/YYYY")
        horizon = length.number_input(text("start.field.horizon", words), 6, LONGEST_MONTHS, 36, step=6)
        currency = money.selectbox(text("start.field.currency", words), CURRENCIES)
        country = where.selectbox(
            text("start.field.country", words),
            COUNTRIES,
            help=text("start.field.country_help", words),
            format_func=lambda code: country_name(code, words),
        )
        goal, owner = st.columns(2)
        objective = goal.text_input(text("start.field.objective", words), key="create_objective")
        owned_by = owner.text_input(text("start.field.owner", words), key="create_owner")
        sent = forms.signature(words, "create", text("start.new.create", words), first=True)
    if sent.accepted(words, name=given_name, company=given_company, objective=objective):
        served = Objective("productivity", {"fr": objective.strip(), "en": objective.strip()}, owned_by.strip())
        programme = Programme(
            key=key_of(given_name),
            name=given_name.strip(),
            company=given_company.strip(),
            started=started.replace(day=1),
            horizon_months=int(horizon),
            currency=currency,
            country=country,
            objectives=(served,),
        )
        made_in = programmes.free_folder(programme.key)
        Store.create(made_in, programme, sent.author.strip()).close()
        programmes.visit(made_in)
        st.session_state["author"] = sent.author.strip()
        forms.done(text("start.new.created", words, name=programme.name))
