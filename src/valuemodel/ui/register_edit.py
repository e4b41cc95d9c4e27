"""Editing an assumption: what the change does to net value before it is saved with a reason; finance's signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from valuemodel import model
from valuemodel.errors import Issue
from valuemodel.locale import label, text
from valuemodel.model import history
from valuemodel.model.library import REMOVED
from valuemodel.model.register import EVIDENCE
from valuemodel.model.types import Assumption
from valuemodel.story import register
from valuemodel.story.units import is_share, unit_words
from valuemodel.ui import forms, money, register_conflict
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import draw, element, panel, section

BOUNDS = ("low", "base", "high")


def edit_assumption(here: Context, one: Assumption, view: str, convention: str) -> None:
    """The form, as a fragment: moving a number answers at once, without the rest of the page."""
    with section("edit", text("assumptions.edit", here.language, name=label(one.label, here.language))):
        if one.key not in here.model.assumptions or _follows(here, one):
            draw(
                panel(
                    "note",
                    text("assumptions.bound.title", here.language),
                    text("assumptions.bound.words", here.language),
                )
            )
            return
        _form(here, one, view, convention)
        _acceptance(here, one)


def _follows(here: Context, one: Assumption) -> bool:
    """Whether a measured effect gives the value now, so that no one may write another."""
    effect = here.closing.effect(one.bound.partition(".")[0]) if one.bound and here.closing else None
    return effect is not None and effect.verdict == "compared"


@st.fragment
def _form(here: Context, one: Assumption, view: str, convention: str) -> None:
    language = here.language
    newest, one = one, register_conflict.begun(here, one)
    told = st.empty()
    document = {**_numbers(one, language), **_evidence(one, language)}
    issues = issues_of(one, document)
    with told.container():
        _would_be(here, one, document, issues, view, convention)
    reason = st.text_input(
        text("assumptions.reason", language),
        key=f"reason_{one.key}_{one.version}",
        placeholder=text("assumptions.reason_example", language),
    )
    author = forms.author_field(language, f"assumption_{one.key}_{one.version}")
    loaded = register_conflict.tell(here, one, newest)
    with st.container(key="do_assumption", horizontal=True):
        pressed = st.button(text("assumptions.save", language), type="primary", key="save_assumption")
    if forms.Sent(pressed, author, reason).accepted(language) and not issues:
        save(here, replace(one, version=loaded), document, author.strip(), reason.strip())


def _numbers(one: Assumption, language: str) -> dict[str, float]:
    """Low, value and high, percentages typed as percentages."""
    scale = 100.0 if is_share(one.unit) else 1.0
    unit = "%" if is_share(one.unit) else unit_words(one.unit, language)
    found = {}
    for column, name in zip(st.columns(3, vertical_alignment="bottom"), BOUNDS, strict=True):
        shown = round(scale * getattr(one, name), 6)
        typed = column.number_input(
            text(f"assumptions.bounds.{name}", language, unit=unit),
            value=float(shown),
            step=_step(one, scale),
            format="%g",
            key=f"{name}_{one.key}_{one.version}",
        )
        found[name] = getattr(one, name) if typed == shown else round(float(typed) / scale, 10)
    return found


def _step(one: Assumption, scale: float) -> float:
    """A step of about a tenth of the range: 1, 2 or 5 times a power of ten."""
    width = scale * (one.high - one.low) / 10 or 1.0
    power = 10.0 ** int(f"{width:e}".split("e")[1])
    return float(next(size * power for size in (5, 2, 1) if size * power <= width or size == 1))


def _evidence(one: Assumption, language: str) -> dict[str, Any]:
    """The evidence and its source."""
    first, second = st.columns([1, 2])
    known = list(EVIDENCE)
    evidence = first.selectbox(
        text("assumptions.evidence", language),
        known,
        index=known.index(one.evidence),
        format_func=lambda grade: text(f"story.grades.{grade}", language),
        key=f"evidence_{one.key}_{one.version}",
    )
    source = dict(one.source)
    title = second.text_input(
        text("assumptions.source.title", language),
        register.said(source.get("title"), language),
        key=f"title_{one.key}_{one.version}",
    )
    third, fourth = st.columns([1, 2])
    year = third.text_input(
        text("assumptions.source.year", language), str(source.get("year") or ""), key=f"year_{one.key}_{one.version}"
    )
    locator = fourth.text_input(
        text("assumptions.source.locator", language),
        register.said(source.get("locator"), language),
        key=f"locator_{one.key}_{one.version}",
    )
    given = {
        "title": title.strip(),
        "year": int(year) if year.strip().isdigit() else year.strip(),
        "locator": locator.strip(),
    }
    # Words that a data file holds in both languages stay so while nobody rewrites them in one.
    kept = {name: source[name] for name, value in given.items() if value == register.said(source.get(name), language)}
    entered = {name: value for name, value in (given | kept).items() if value}
    rest = {name: value for name, value in source.items() if name not in given}
    return {"evidence": evidence, "source": rest | entered}


def issues_of(one: Assumption, document: Mapping[str, Any]) -> tuple[Issue, ...]:
    """What is wrong with the changed assumption, checked on the server whatever the browser let through."""
    return model.check_assumption({**vars(replace(one, accepted_by="", accepted_at="")), **document, "key": one.key})


def _would_be(
    here: Context, one: Assumption, document: Mapping[str, Any], issues: tuple[Issue, ...], view: str, convention: str
) -> None:
    language = here.language
    if issues:
        for issue in issues:
            said = issue.said(language)
            draw(panel("caution", said.problem, said.fix))
        return
    now = money.results(here, view, convention)
    then = money.what_if(here, one.key, document, view, convention)
    words = register.would_be(now.npv, then.npv, language, now.currency)
    draw(element("p", words, css="pv pv-strong", role="status", aria_live="polite"))


def save(here: Context, one: Assumption, document: Mapping[str, Any], author: str, reason: str) -> None:
    """A new version, which finance has not accepted yet; the figures follow at the next run.

    When somebody saved one since `one` was read, nothing is written, the person is told and keeps what they typed.
    """
    whole = {**kept_fields(here, one.key), **document, "author": author, "accepted_by": "", "accepted_at": ""}
    assert here.store is not None
    if history.save_over(here.store, "assumption", one.key, whole, author, reason, one.version) is not None:
        st.rerun()
    register_conflict.forget()
    forms.done(text("assumptions.saved", here.language, name=label(one.label, here.language)))


def kept_fields(here: Context, key: str) -> dict[str, Any]:
    """What the latest version says beside the fields of the form, its name and unit if somebody added it."""
    assert here.store is not None
    saved = here.store.versions("assumption", key)
    return {} if not saved or saved[0].document.get(REMOVED) else dict(saved[0].document)


def _acceptance(here: Context, one: Assumption) -> None:
    """Finance's signature, by someone other than the author of the value."""
    language = here.language
    if one.accepted_by:
        who = register.signed(one.accepted_by, one.accepted_at, language)
        words = text("assumptions.accepted_on", language, who=who)
        draw(element("p", words, css="pv pv-small"))
        return
    with st.popover(text("assumptions.accept", language), key="accept_assumption"):
        st.markdown(text("assumptions.accept_words", language))
        who = st.text_input(text("assumptions.accept_name", language), key=f"accept_name_{one.key}_{one.version}")
        if st.button(text("assumptions.accept_sign", language), key="accept_sign"):
            accept(here, one, who.strip())


def accept(here: Context, one: Assumption, who: str) -> None:
    """Signs the assumption as it stands, or says why this person cannot."""
    assert here.store is not None
    language = here.language
    if not who:
        missing = "ui.form.missing.author"
        draw(panel("caution", text(f"{missing}.problem", language), text(f"{missing}.fix", language)))
        return
    fields = {name: getattr(one, name) for name in (*BOUNDS, "evidence", "author")}
    signature = {"accepted_by": who, "accepted_at": date.today().isoformat()}
    signed = {**kept_fields(here, one.key), **fields, "source": dict(one.source), **signature}
    issues = model.check_assumption({**vars(one), **signed})
    for issue in issues:
        said = issue.said(language)
        draw(panel("caution", said.problem, said.fix))
    if not issues:
        reason = text("assumptions.accepted_reason", language)
        newer = history.save_over(here.store, "assumption", one.key, signed, who, reason, one.version)
        st.session_state["told_register"] = register_conflict.words(here, one, newer) if newer else ""
        st.rerun()
