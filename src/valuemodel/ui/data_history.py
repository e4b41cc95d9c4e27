"""The right side of the data page: what carries the figures, what is missing, and closing them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from valuemodel.errors import ValueModelError
from valuemodel.locale import day, has_text, label, month, number, plural, text
from valuemodel.spreadsheets.descriptions import descriptions
from valuemodel.store import Upload
from valuemodel.story.words import count_word
from valuemodel.ui import context, forms
from valuemodel.ui.context import Context
from valuemodel.ui.data_file import issue_line
from valuemodel.ui.fragments import Html, draw, element, joined, opened, panel, refusal, section
from valuemodel.ui.progress import steps

SHOWN_UPLOADS = 8
ASKED_HERE = ("people", "usage", "survey", "costs")


def draw_history(here: Context) -> None:
    """All uploads, the latest first; each can be withdrawn or restored, with a reason."""
    assert here.store is not None
    uploads = here.store.uploads()
    live = sum(one.live for one in uploads)
    words = here.language
    told = plural("data.history", live, words, word=count_word(live, words)) if live else text("data.no_upload", words)
    title = opened(told)
    with section("history", title):
        for one in uploads[:SHOWN_UPLOADS]:
            _upload(here, one)
        if uploads[SHOWN_UPLOADS:]:
            with st.expander(plural("data.earlier", len(uploads) - SHOWN_UPLOADS, words)):
                for one in uploads[SHOWN_UPLOADS:]:
                    _upload(here, one)


def _upload(here: Context, one: Upload) -> None:
    words = here.language
    with st.container(key=f"row_upload_{one.upload_id}", gap="xsmall"):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
            draw(_told(one, words))
            action = "withdraw" if one.live else "restore"
            icon = ":material/do_not_disturb_on:" if one.live else ":material/undo:"
            pressed = st.button(
                text(f"data.{action}", words), key=f"{action}_{one.upload_id}", type="tertiary", icon=icon
            )
        if pressed:
            st.session_state["changing"] = one.upload_id
        if st.session_state.get("changing") == one.upload_id:
            _change(here, one, action)


def _told(one: Upload, language: str) -> Html:
    set_aside = plural("data.rows_aside", one.rows_set_aside, language) if one.rows_set_aside else ""
    rows = ", ".join(filter(None, (plural("ui.rows_kept", one.rows_kept, language), set_aside)))
    who = f"{one.author}, {day(one.loaded_at.date(), language)}"
    if one.withdrawn_at is not None:
        rows = text("data.withdrawn", language, why=one.withdrawn_why or "")
        who = f"{one.withdrawn_by}, {day(one.withdrawn_at.date(), language)}"
    name = element("span", upload_name(one, language), css="pv-strong" if one.live else "pv-strong pv-struck")
    file = element("p", one.file_name, css="pv-small pv-file", title=one.file_name)
    lines = (element("p", line, css="pv-small") for line in (rows, who))
    return element("div", element("p", name, css="pv"), file, *lines, css="pv-upload")


def upload_name(one: Upload, language: str) -> str:
    """What an upload is, in words: its export and month, or the survey's wave."""
    known = descriptions().get(one.format)
    name = label(known.label, language) if known and one.kind != "survey" else text(f"data.kinds.{one.kind}", language)
    if one.wave:
        return f"{name}, {one.wave}"
    if one.kind == "usage" and one.period_end is not None:
        return f"{name}, {month(one.period_end, language, short=True)}"
    return name


def _change(here: Context, one: Upload, action: str) -> None:
    assert here.store is not None
    words = here.language
    with forms.form(f"change_{one.upload_id}"):
        author = forms.author_field(words, f"change_{one.upload_id}")
        reason = st.text_input(text("ui.form.reason", words), key=f"change_{one.upload_id}_reason")
        with st.container(key=f"do_change_{one.upload_id}", horizontal=True):
            pressed = st.form_submit_button(text(f"data.{action}", words), key=f"confirm_{one.upload_id}")
            if st.form_submit_button(text("ui.form.cancel", words), type="tertiary", key=f"keep_{one.upload_id}"):
                st.session_state.pop("changing", None)
                st.rerun()
    if not forms.Sent(pressed, author, reason).accepted(words):
        return
    change = here.store.withdraw if action == "withdraw" else here.store.restore_upload
    try:
        change(one.upload_id, author.strip(), reason.strip())
    except ValueModelError as error:
        refusal(error.issue, words)
        return
    st.session_state.pop("changing", None)
    forms.done(text(f"data.{action}_done", words, name=one.file_name))


def draw_missing(here: Context) -> None:
    """What would still make the figures stronger."""
    words = here.language
    found = [step for step in steps(here) if step.key in ASKED_HERE and not step.done]
    if not found:
        return
    with section("missing", text("data.missing", words)):
        for step in found:
            name = element("p", text(f"start.steps.{step.key}.name", words), css="pv pv-strong")
            draw(joined(name, element("p", text(f"start.steps.{step.key}.todo", words, **step.values), css="pv-small")))


def draw_closing(here: Context, primary: bool) -> None:
    """The date and the button that freeze the figures, then the closings so far."""
    assert here.store is not None
    words = here.language
    uploads = [one for one in here.store.uploads() if one.live]
    with section("closing", text("data.closing.title", words), text("data.closing.lead", words)):
        _tell_closed(words)
        if uploads:
            with forms.form("close"):
                when, who = st.columns(2)
                as_of = when.date_input(
                    text("data.closing.as_of", words),
                    closing_day(here),
                    format="DD/MM/YYYY",
                )
                with who:
                    author = forms.author_field(words, "close")
                with st.container(key="do_close"):
                    pressed = st.form_submit_button(
                        text("data.closing.button", words),
                        type="primary" if primary else "secondary",
                        key="close_button",
                    )
            if forms.Sent(pressed, author, "closing").accepted(words):
                _close(here, as_of, author.strip())
        else:
            draw(element("p", text("data.closing.nothing", words), css="pv"))
        for document in reversed(here.store.closing_documents()):
            draw(_closing_line(document, words))


def closing_day(here: Context) -> date:
    """The day up to which the files loaded say something, at most today."""
    assert here.store is not None
    ends = [one.period_end for one in here.store.uploads() if one.live and one.period_end is not None]
    return min(max(ends, default=date.today()), date.today())


def _close(here: Context, as_of: date, author: str) -> None:
    from valuemodel import closing

    assert here.store is not None
    context.remember_author(author)
    bar = st.progress(0.0, text("data.closing.running", here.language))

    def progress(share: float, what: str) -> None:
        step = text(what, here.language) if has_text(what, here.language) else what
        bar.progress(min(max(share, 0.0), 1.0), step)

    try:
        closed = closing.close(here.store, as_of, author, progress)
    except ValueModelError as error:
        bar.empty()
        refusal(error.issue, here.language)
        draw(joined(*(issue_line(issue, here.language) for issue in getattr(error, "issues", ()))))
        return
    st.session_state["closed"] = closed
    st.rerun()


def _tell_closed(language: str) -> None:
    closed = st.session_state.pop("closed", None)
    if closed is None:
        return
    compared = sum(effect.verdict == "compared" for effect in closed.effects if effect.group == "programme")
    words = text(
        "data.closing.done",
        language,
        number=closed.number,
        day=day(closed.as_of, language),
        compared=compared,
        groups=len(closed.groups),
    )
    draw(panel("done", words))
    draw(joined(*(issue_line(issue, language) for issue in closed.issues)))


def _closing_line(document: dict, language: str) -> Html:
    as_of, closed = (date.fromisoformat(str(document[name])[:10]) for name in ("as_of", "closed_at"))
    name = text("data.closing.one", language, number=document["number"], day=day(as_of, language))
    count = plural("story.files", len(document.get("sources", ())), language)
    who = f"{document['author']}, {day(closed, language)} · {count} · {str(document['fingerprint'])[:9].upper()}"
    return element("div", element("p", name, css="pv pv-strong"), element("p", who, css="pv-small"), css="pv-issue")


def total_rows(here: Context) -> str:
    """Rows behind the figures, written."""
    assert here.store is not None
    return number(sum(one.rows_kept for one in here.store.uploads() if one.live), here.language)
