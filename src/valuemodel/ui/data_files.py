"""The left side of the data page: drop files, read what they are, settle what is unclear, load what is ready."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from valuemodel.errors import Issue, ValueModelError
from valuemodel.locale import has_text, label, month, number, plural, text
from valuemodel.spreadsheets import Recognition
from valuemodel.store import LoadReport, load_file
from valuemodel.story.words import sentence_case
from valuemodel.ui import context, forms
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Html, Row, draw, element, joined, page_file, panel, section, table
from valuemodel.ui.preview import preview
from valuemodel.ui.waiting import TYPES, Waiting, all_waiting, answer_key, legal_missing

SHOWN_ISSUES = 8


def drop(here: Context) -> list[Waiting]:
    """The uploader, and the files in it that wait for an agreement."""
    assert here.store is not None
    words = here.language
    with st.container(key=f"drop_{words}"):
        files = st.file_uploader(
            text("data.drop", words, most=int(st.get_option("server.maxUploadSize"))),
            type=list(TYPES),
            accept_multiple_files=True,
            key=f"files_{st.session_state.get('round', 0)}",
        )
    return all_waiting(here.store, files or [])


def draw_waiting(here: Context, waiting: Sequence[Waiting]) -> None:
    """What was understood of each file, and the one button that loads all that is ready."""
    if not waiting:
        return
    assert here.store is not None
    chosen: dict[str, str] = {}
    agreement = st.container(key="sec_agreement", gap="xsmall")
    for index, one in enumerate(waiting):
        _file(here, one, index, len(waiting) == 1, chosen)
    with agreement:
        _agreement(here, waiting, chosen)


def _agreement(here: Context, waiting: Sequence[Waiting], waves: dict[str, str]) -> None:
    assert here.store is not None
    words = here.language
    ready = [one for one in waiting if one.outcome == "ready"]
    lacking = legal_missing(here.store, ready)
    rows = sum(one.rows for one in ready)
    if lacking:
        draw(panel("caution", text("data.legal.problem", words), plural("data.legal.fix", len(lacking), words)))
    who, buttons = st.columns([1, 2], vertical_alignment="bottom")
    with who:
        author = forms.author_field(words, "load")
    with buttons, st.container(key="do_load", horizontal=True, horizontal_alignment="right"):
        if st.button(text("data.abandon", words), key="abandon"):
            _clear()
        if lacking and st.button(text("data.legal.button", words), type="primary", key="fill_legal"):
            forms.edit("legal")
            st.switch_page(page_file("start"))
        pressed = not lacking and _load_button(rows, words)
    draw(element("p", text("data.load_note", words), css="pv-small"))
    if pressed and not author.strip():
        draw(panel("caution", text("ui.form.missing.author.problem", words), text("ui.form.missing.author.fix", words)))
    elif pressed:
        context.remember_author(author.strip())
        _load(here, ready, waves, author.strip())


def _load_button(rows: int, language: str) -> bool:
    if not rows:
        draw(element("p", text("data.nothing_ready", language), css="pv-small"), width="content")
        return False
    return st.button(plural("data.load", rows, language), type="primary", key="load", icon=":material/check:")


def _load(here: Context, ready: Sequence[Waiting], waves: dict[str, str], author: str) -> None:
    assert here.store is not None
    words = here.language
    bar, told = st.progress(0.0, text("data.loading", words)), []
    for index, one in enumerate(ready):

        def progress(share: float, step: str, index: int = index, name: str = one.name) -> None:
            bar.progress((index + min(share, 1.0)) / len(ready), f"{name} · {text(f'store.steps.{step}', words)}")

        told.append(_load_one(here, one, waves.get(one.file_id) or None, author, progress))
    st.session_state["loaded"] = told
    finished = {one.file_id for one, (_, outcome, *_) in zip(ready, told, strict=True) if outcome == "loaded"}
    st.session_state["finished"] = st.session_state.get("finished", set()) | finished
    st.rerun()


def _load_one(
    here: Context, one: Waiting, wave: str | None, author: str, progress: Any
) -> tuple[str, str, int, tuple[Issue, ...]]:
    assert here.store is not None
    try:
        report: LoadReport = load_file(
            here.store, one.content, one.name, wave=wave, answers=one.answers, author=author, progress=progress
        )
    except ValueModelError as error:
        return (one.name, "refused", 0, (error.issue,))
    earlier = set(map(repr, one.issues))
    return (one.name, report.outcome, report.rows_kept, tuple(i for i in report.issues if repr(i) not in earlier))


def tell_loaded(here: Context) -> None:
    """What the last load did, file by file, said once."""
    for name, outcome, rows, issues in st.session_state.pop("loaded", []):
        kind = "done" if outcome == "loaded" else "refused"
        draw(panel(kind, plural(f"data.outcome.{outcome}", rows, here.language, name=name)))
        for issue in issues:
            draw(issue_line(issue, here.language))


def _clear() -> None:
    st.session_state["round"] = st.session_state.get("round", 0) + 1
    for key in ("finished", "understood"):
        st.session_state.pop(key, None)
    st.rerun()


def _file(here: Context, one: Waiting, index: int, alone: bool, waves: dict[str, str]) -> None:
    words = here.language
    with section(f"file_{index}", _recognised(one, words)):
        draw(_about(one, words))
        if one.tidy is not None:
            draw(_equation(one, words))
        if one.outcome == "known":
            draw(panel("note", text("data.known.problem", words), text("data.known.fix", words)))
        if one.outcome == "ready" and one.recognition is not None and one.recognition.kind == "survey":
            waves[one.file_id] = _wave(here, one)
        _questions(one, words)
        _issues(one, words)
    if one.recognition is None or one.outcome == "refused":
        return
    title = _columns_title(one.recognition, words)
    with section(f"columns_{index}", title) if alone else st.expander(title):
        draw(_columns(one.recognition, words))
        if one.tidy is not None:
            draw(element("p", text("data.preview.lead", words), css="pv-small"))
            draw(preview(one.tidy, words))


def _recognised(one: Waiting, language: str) -> str:
    if one.recognition is None or one.outcome == "refused":
        return text("data.refused", language, name=one.name)
    known = label(one.recognition.label, language) if one.recognition.label else text("data.by_columns", language)
    return text("data.recognised", language, what=known)


def _about(one: Waiting, language: str) -> Html:
    parts: list[str] = []
    seen = one.recognition
    if seen is not None:
        delimiter = (
            text(f"data.delimiters.{DELIMITERS[seen.delimiter]}", language) if seen.delimiter in DELIMITERS else ""
        )
        encoding = ENCODINGS.get(seen.encoding.lower(), seen.encoding)
        parts = [part for part in (seen.sheet, delimiter, encoding, _period(seen, one, language)) if part]
    return element("p", element("b", one.name, css="pv-strong"), "".join(f" · {part}" for part in parts), css="pv")


DELIMITERS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
ENCODINGS = {"cp1252": "Windows-1252", "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "latin-1": "Latin-1"}


def _period(seen: Recognition, one: Waiting, language: str) -> str:
    start, end = (one.tidy.period_start, one.tidy.period_end) if one.tidy else (seen.period or (None, None))
    if start is None or end is None:
        return ""
    first, last = month(start, language, short=True), month(end, language, short=True)
    return last if first == last else f"{first} – {last}"


def _equation(one: Waiting, language: str) -> Html:
    assert one.tidy is not None
    terms = [
        ("read", one.tidy.rows_read, "="),
        ("ready", one.tidy.rows_kept, "+"),
        ("aside", one.tidy.rows_set_aside, ""),
    ]
    parts: list[Html] = []
    for name, count, sign in terms:
        inside = (element("b", number(count, language)), element("span", plural(f"data.rows.{name}", count, language)))
        parts.append(element("div", *inside, css="pv-tofix" if name == "aside" and count else ""))
        if sign:
            parts.append(element("i", sign))
    return element("div", *parts, css="pv-equation")


def _wave(here: Context, one: Waiting) -> str:
    assert here.store is not None
    known = sorted({upload.wave for upload in here.store.uploads() if upload.wave} | {one.default_wave} - {""})
    chosen = st.selectbox(
        text("data.wave", here.language),
        known,
        index=known.index(one.default_wave) if one.default_wave in known else None,
        accept_new_options=True,
        key=f"wave_{one.file_id}",
        help=text("data.wave_help", here.language),
        placeholder=text("data.wave_example", here.language),
    )
    return chosen or ""


def _questions(one: Waiting, language: str) -> None:
    if one.recognition is None or not one.recognition.questions or one.outcome in ("refused", "known"):
        return
    count = len(one.unanswered)
    told = plural("data.questions", count, language) if count else text("data.answered", language)
    draw(element("p", element("b", told, css="pv-strong"), css="pv"))
    with st.grid(2, min_column_width=320):
        for asked in one.recognition.questions:
            choices = asked.options(language)
            st.selectbox(
                asked.said(language),
                list(choices),
                index=list(choices).index(asked.default) if asked.default in choices else None,
                format_func=lambda value, choices=choices: choices.get(value, value),
                key=answer_key(one.recognition, asked),
                placeholder=text("data.choose", language),
                help=asked.where or None,
            )


def issue_line(issue: Issue, language: str) -> Html:
    """A problem, where it is, and its fix."""
    said = issue.said(language)
    where = element("span", said.where, css="pv-small") if said.where else ""
    return element(
        "div",
        element("p", element("b", said.problem, css="pv-strong"), " ", where, css="pv"),
        element("p", said.fix, css="pv-small"),
        css="pv-issue",
    )


def _issues(one: Waiting, language: str) -> None:
    if not one.issues:
        return
    shown, rest = one.issues[:SHOWN_ISSUES], one.issues[SHOWN_ISSUES:]
    if one.outcome != "refused":
        draw(element("p", element("b", plural("data.issues", len(one.issues), language), css="pv-strong"), css="pv"))
    draw(joined(*(issue_line(issue, language) for issue in shown)))
    if rest:
        with st.expander(plural("data.more_issues", len(rest), language)):
            draw(joined(*(issue_line(issue, language) for issue in rest)))


def _columns_title(seen: Recognition, language: str) -> str:
    doubtful = sum(not column.sure for column in seen.columns)
    return plural("data.columns_title" if doubtful else "data.columns_sure", doubtful or len(seen.columns), language)


def _columns(seen: Recognition, language: str) -> Html:
    headings = [Column(text(f"data.match.{name}", language)) for name in ("header", "example", "becomes", "sure")]
    ordered = sorted(seen.columns, key=lambda column: (column.sure, not column.becomes, column.position))
    rows = [
        Row(
            [
                column.header,
                column.example or "–",
                _becomes(column.becomes, language),
                text(f"data.match.{'yes' if column.sure else 'no'}", language),
            ]
        )
        for column in ordered
    ]
    return table(text("data.match.caption", language), headings, rows)


def _becomes(field: str, language: str) -> str:
    key = f"spreadsheets.fields.{field or 'ignore'}"
    return sentence_case(text(key, language)) if has_text(key, language) else field
