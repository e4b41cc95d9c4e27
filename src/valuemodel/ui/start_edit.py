"""The forms of the start page: objectives, decision, what each KPI should do, legal ground. Each save is a version."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Any

import streamlit as st

from valuemodel.kpis import Kpi, catalogue
from valuemodel.locale import label, text
from valuemodel.privacy import LEGAL_BASES, LegalGround, applies_gdpr
from valuemodel.programme import Condition, Decision, KpiPlan, Objective, Programme, as_document
from valuemodel.story.words import is_share
from valuemodel.ui import forms
from valuemodel.ui.context import Context
from valuemodel.ui.forms import Sent

DAY_FORMAT = "DD/MM/YYYY"


def _save(here: Context, programme: Programme, sent: Sent, told: str) -> None:
    assert here.store is not None
    here.store.save("settings", "programme", as_document(programme), sent.author.strip(), sent.reason.strip())
    forms.done(text(f"start.saved.{told}", here.language))


def objectives(here: Context) -> None:
    """The company's objectives that the programme serves, each with the executive who owns it."""
    words, programme = here.language, _programme(here)
    with forms.form("objectives"):
        known = [*programme.objectives, Objective(f"objective_{len(programme.objectives) + 1}", {"fr": "", "en": ""})]
        written = [_objective(one, index, words) for index, one in enumerate(known)]
        sent = forms.signature(words, "objectives")
    kept = tuple(one for one in written if any(one.label.values()))
    if sent.accepted(words, objective="".join(one.label[words] for one in kept)):
        _save(here, replace(programme, objectives=kept), sent, "objectives")


def _objective(one: Objective, index: int, language: str) -> Objective:
    goal, owner = st.columns([3, 2])
    before = one.label[language]
    said = goal.text_input(text("start.field.objective", language), before, key=f"objective_{index}").strip()
    who = owner.text_input(text("start.field.owner", language), one.owner, key=f"owner_{index}").strip()
    words = dict(one.label) if said == before else {**one.label, language: said}
    if not said:
        words = {"fr": "", "en": ""}
    elif not all(words.values()):
        words = {"fr": said, "en": said}
    return Objective(one.key, words, who)


def decision(here: Context) -> None:
    """The amount asked for, over which months, of whom, and the first condition offered with it."""
    words, programme = here.language, _programme(here)
    asked = programme.decision or Decision(0.0, date.today().replace(day=1), date.today())
    with forms.form("decision"):
        amount, starts, ends = st.columns(3)
        money = amount.number_input(
            text("start.field.amount", words, currency=programme.currency),
            0.0,
            value=float(asked.amount),
            step=1000.0,
            key="decision_amount",
        )
        first = starts.date_input(
            text("start.field.starts", words), asked.starts, format=DAY_FORMAT, key="decision_starts"
        )
        last = ends.date_input(text("start.field.ends", words), asked.ends, format=DAY_FORMAT, key="decision_ends")
        who, when = st.columns(2)
        body = who.text_input(text("start.field.asked_of", words), asked.asked_of)
        by = when.date_input(text("start.field.decide_by", words), asked.decide_by, format=DAY_FORMAT)
        gate = _condition(asked.conditions[0] if asked.conditions else None, words)
        sent = forms.signature(words, "decision")
    period = "ok" if last > first else ""
    if sent.accepted(words, amount="ok" if money > 0 else "", period=period):
        conditions = ((gate,) if gate else ()) + asked.conditions[1:]
        changed = replace(
            asked, amount=money, starts=first, ends=last, asked_of=body.strip(), decide_by=by, conditions=conditions
        )
        _save(here, replace(programme, decision=changed), sent, "decision")


def _condition(known: Condition | None, language: str) -> Condition | None:
    which, how_much, until = st.columns(3)
    choices = ["", *catalogue()]
    key = which.selectbox(
        text("start.field.condition", language),
        choices,
        choices.index(known.kpi) if known else 0,
        format_func=lambda one: label(catalogue()[one].label, language) if one else text("start.field.none", language),
        key="decision_kpi",
    )
    scale = 100.0 if known and is_share(catalogue()[known.kpi]) else 1.0
    level = how_much.number_input(
        text("start.field.threshold", language),
        value=scale * known.threshold if known else None,
        step=1.0,
        key="decision_threshold",
    )
    by = until.date_input(
        text("start.field.by", language), known.by if known else None, format=DAY_FORMAT, key="decision_by"
    )
    if not key or level is None or by is None:
        return None
    return Condition(key, level / (100.0 if is_share(catalogue()[key]) else 1.0), by)


def kpi_plan(here: Context) -> None:
    """What is expected of one KPI: the smallest change that counts, when it can be seen, the target."""
    words, programme = here.language, _programme(here)
    key = st.selectbox(
        text("start.field.kpi", words),
        list(catalogue()),
        format_func=lambda one: label(catalogue()[one].label, words),
        key="plan_kpi",
    )
    kpi, known = catalogue()[key], programme.plan_of(key) or KpiPlan(key, 0.0)
    with forms.form(f"plans_{key}"):
        plan = _plan_fields(kpi, known, words)
        sent = forms.signature(words, "plans")
    if sent.accepted(words, materiality="ok" if plan.materiality > 0 else ""):
        others = tuple(one for one in programme.kpi_plans if one.kpi != key)
        _save(here, replace(programme, kpi_plans=(*others, plan)), sent, "plans")


def _plan_fields(kpi: Kpi, known: KpiPlan, language: str) -> KpiPlan:
    scale = 100.0 if is_share(kpi) else 1.0
    unit = text("start.unit.share" if is_share(kpi) else f"start.unit.{kpi.unit.replace('/', '_')}", language)
    least, when, goal = st.columns(3)
    counts = least.number_input(
        text("start.field.materiality", language, unit=unit),
        0.0,
        value=scale * known.materiality,
        help=text("start.field.materiality_help", language),
        key=f"plan_materiality_{kpi.key}",
    )
    expected = when.date_input(
        text("start.field.expected_from", language),
        known.expected_from,
        format=DAY_FORMAT,
        help=text("start.field.expected_help", language),
        key=f"plan_expected_{kpi.key}",
    )
    target = goal.number_input(
        text("start.field.target", language, unit=unit),
        value=scale * known.target if known.target is not None else None,
    )
    aim = target / scale if target is not None else None
    return replace(known, materiality=counts / scale, expected_from=expected, target=aim)


def legal(here: Context) -> None:
    """What was done before data about people were loaded; incomplete ground can be saved, and says what is missing."""
    words, programme = here.language, _programme(here)
    assert here.store is not None
    known = here.store.legal_ground() or LegalGround()
    with forms.form("legal"):
        given = _european(known, words) if applies_gdpr(programme) else _elsewhere(known, words)
        sent = forms.signature(words, "legal")
    if sent.accepted(words):
        here.store.save(
            "settings", "legal_ground", asdict(replace(known, **given)), sent.author.strip(), sent.reason.strip()
        )
        forms.done(text("start.saved.legal", words))


def _line(name: str, known: LegalGround, language: str) -> str:
    return st.text_input(
        text(f"start.legal.{name}", language),
        getattr(known, name),
        key=f"legal_{name}",
        placeholder=text(f"start.legal.{name}_example", language),
    ).strip()


def _european(known: LegalGround, language: str) -> dict[str, Any]:
    given: dict[str, Any] = {
        name: _line(name, known, language) for name in ("impact_assessment", "works_council", "notice")
    }
    basis, kept = st.columns(2)
    choices = ["", *LEGAL_BASES]
    with basis:
        given["legal_basis"] = st.selectbox(
            text("start.legal.legal_basis", language),
            choices,
            choices.index(known.legal_basis) if known.legal_basis in choices else 0,
            format_func=lambda one: text(f"start.legal.bases.{one or 'none'}", language),
        )
    with kept:
        given["retention_months"] = _months(known, language)
    given["data_protection_officer"] = _line("data_protection_officer", known, language)
    return {**given, **_signed(known, language)}


def _elsewhere(known: LegalGround, language: str) -> dict[str, Any]:
    given: dict[str, Any] = {name: _line(name, known, language) for name in ("local_law", "notice")}
    return {**given, "retention_months": _months(known, language), **_signed(known, language)}


def _months(known: LegalGround, language: str) -> int:
    label_ = text("start.legal.retention_months", language)
    return int(
        st.number_input(
            label_,
            0,
            120,
            known.retention_months,
            key="legal_retention_months",
            help=text("start.legal.retention_help", language),
        )
    )


def _signed(known: LegalGround, language: str) -> dict[str, Any]:
    who, when = st.columns(2)
    with who:
        by = _line("signed_by", known, language)
    day = date.fromisoformat(known.signed_on) if known.signed_on else None
    on = when.date_input(text("start.legal.signed_on", language), day, format=DAY_FORMAT)
    return {"signed_by": by, "signed_on": on.isoformat() if on else ""}


def _programme(here: Context) -> Programme:
    assert here.programme is not None
    return here.programme
