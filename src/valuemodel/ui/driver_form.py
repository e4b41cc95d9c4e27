"""The form of a driver: its formula with what it gives at once, what it depends on, and when it comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import streamlit as st

from valuemodel import kpis
from valuemodel.errors import Issue
from valuemodel.locale import LANGUAGES, label, text
from valuemodel.model import kinds
from valuemodel.model.types import GAINS
from valuemodel.ui import driver_formula
from valuemodel.ui.context import Context

WHO = ("company", "customer", "employee")


class Draft(NamedTuple):
    """What a form starts from: the driver's key ("" for a new one), a tag for its widgets, its fields, the version."""

    key: str
    tag: str
    document: Mapping[str, Any]
    number: int


def ask(here: Context, draft: Draft, view: str, convention: str) -> tuple[dict[str, Any], list[Issue]]:
    """The driver's document as the form has it now, and what stands in the way of saving it."""
    left, right = st.columns([1.2, 1], gap="medium")
    with left:
        words = named(here, draft, "driver")
        formula = driver_formula.field(here, draft.tag, str(draft.document["formula"]))
        told = st.container()
    with right:
        depends = _depends(here, draft)
        timing = _timing(here, draft) | _committed(here, draft, depends["gain"])
    document = {**_unchanged(draft), **depends, **timing, "label": words, "formula": formula}
    with told:
        issues = driver_formula.live(here, draft.key, document, view, convention)
    missing = [Issue("driver_without_name")] if not any(words.values()) else []
    return document, [*missing, *issues]


def _unchanged(draft: Draft) -> dict[str, Any]:
    """The fields that the form does not ask for."""
    return {name: value for name, value in draft.document.items() if name != "key" and name not in ("position", "off")}


def named(here: Context, draft: Draft, kind: str) -> dict[str, str]:
    """The name in both languages; the other language repeats it until somebody writes it."""
    language = here.language
    other = next(one for one in LANGUAGES if one != language)
    known = draft.document["label"]
    mine = st.text_input(text(f"{kind}s.name", language), known[language], key=f"{kind}_name_{draft.tag}").strip()
    theirs = st.text_input(
        text("drivers.name_other", language),
        "" if known[other] == known[language] else known[other],
        key=f"{kind}_other_{draft.tag}",
        placeholder=mine,
    ).strip()
    return {language: mine, other: theirs or mine}


def _choice(here: Context, draft: Draft, field: str, names: Mapping[str, str]) -> str:
    """One of `names`, by what the driver has now."""
    now = str(draft.document.get(field) or "")
    listed = dict(names) if now in names else {now: now, **names}
    return str(
        st.selectbox(
            text(f"drivers.fields.{field}", here.language),
            list(listed),
            index=list(listed).index(now),
            format_func=listed.__getitem__,
            key=f"driver_{field}_{draft.tag}",
        )
    )


def _depends(here: Context, draft: Draft) -> dict[str, Any]:
    """The objective that it serves, the kind of gain, the practice without which it is nothing, the result measured."""
    language = here.language
    assert here.programme is not None
    catalogue = kpis.catalogue()
    objectives = {one.key: label(one.label, language) for one in here.programme.objectives}
    objectives.setdefault(here.model.template, label(here.model.label, language))
    gains = {gain: text(f"story.gains.{gain}", language) for gain in GAINS}
    practices = {key: label(catalogue[key].label, language) for key in kinds.ADOPTION_KPIS if key in catalogue}
    outcomes = {"": text("drivers.no_outcome", language)}
    outcomes |= {key: label(catalogue[key].label, language) for key in kinds.KPI_UNITS if key in catalogue}
    found = {
        name: _choice(here, draft, name, names)
        for name, names in (
            ("objective", objectives),
            ("gain", gains),
            ("practice", practices),
            ("outcome", outcomes),
        )
    }
    st.caption(text(f"model.gain_meanings.{found['gain']}", language))
    who = st.multiselect(
        text("drivers.fields.gains_who", language),
        WHO,
        default=[one for one in draft.document["gains_who"] if one in WHO],
        format_func=lambda one: text(f"story.who.{one}", language),
        key=f"driver_who_{draft.tag}",
    )
    return {**found, "gains_who": list(who) or ["company"]}


def _timing(here: Context, draft: Draft) -> dict[str, Any]:
    """Months before the gain comes, months that it counts, and why longer than a year."""
    language = here.language
    lag, duration, decay = st.columns(3, vertical_alignment="bottom")
    now = draft.document
    months = lag.number_input(
        text("drivers.fields.lag_months", language),
        0,
        120,
        int(now.get("lag_months") or 0),
        key=f"driver_lag_{draft.tag}",
    )
    lasts = duration.number_input(
        text("drivers.fields.duration_months", language),
        1,
        120,
        int(now.get("duration_months") or 12),
        key=f"driver_duration_{draft.tag}",
    )
    lost = decay.number_input(
        text("drivers.fields.decay", language),
        0.0,
        99.0,
        round(100.0 * float(now.get("decay") or 0), 4),
        format="%g",
        key=f"driver_decay_{draft.tag}",
    )
    lasting = dict(now.get("lasting") or {})
    if lasts > 12:
        why = st.text_input(
            text("drivers.fields.lasting", language), lasting.get(language, ""), key=f"driver_lasting_{draft.tag}"
        ).strip()
        lasting = lasting if why == lasting.get(language, "") else dict.fromkeys(LANGUAGES, why) if why else {}
    kept = None if lasts == 12 and not now.get("duration_months") else int(lasts)
    return {"lag_months": int(months), "duration_months": kept, "decay": round(lost / 100, 6), "lasting": lasting}


def _committed(here: Context, draft: Draft, gain: str) -> dict[str, Any]:
    """What makes a gain budgetary: a line, someone who answers for it, a date."""
    if gain != "budgetary":
        return {}
    fields: Sequence[str] = ("budget_line", "owner", "effective")
    return {
        name: column.text_input(
            text(f"drivers.fields.{name}", here.language),
            str(draft.document.get(name) or ""),
            key=f"driver_{name}_{draft.tag}",
        ).strip()
        for name, column in zip(fields, st.columns(3, vertical_alignment="bottom"), strict=True)
    }
