"""One file that waits: recognised as what, how many rows, what to answer, what to know, what each column becomes."""

from __future__ import annotations

import streamlit as st

from valuemodel.errors import Issue
from valuemodel.locale import label, month, number, plural, text
from valuemodel.spreadsheets import ColumnMatch, Recognition
from valuemodel.spreadsheets.matching import IGNORE, choices
from valuemodel.spreadsheets.targets import field_words
from valuemodel.story.words import sentence_case
from valuemodel.ui import data_traced
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Html, Row, draw, element, joined, panel, section, table
from valuemodel.ui.understanding import Waiting, answer_key
from valuemodel.ui.waiting import correct

SHOWN_ISSUES = 8
DELIMITERS = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar"}
ENCODINGS = {"cp1252": "Windows-1252", "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "latin-1": "Latin-1"}


def draw_file(here: Context, one: Waiting, index: int, alone: bool, waves: dict[str, str]) -> None:
    """One file: what it is, its rows, its questions and problems, its columns; `waves` receives the wave chosen."""
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
    if one.tidy is not None and one.tidy.first:
        title = text("data.first.title", words)
        with section(f"first_{index}", title, text("data.first.lead", words)) if alone else st.expander(title):
            data_traced.first_rows(one.tidy, one.file_id, words)
    title, settled = _columns_title(one.recognition, words), all(column.sure for column in one.recognition.columns)
    with section(f"columns_{index}", title) if alone and not settled else st.expander(title):
        draw(_columns(one.recognition, words))
        _correct(one.recognition, words)


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
    """What only the person knows; also of a refused file, which another answer may make readable."""
    if one.recognition is None or not one.recognition.questions or one.outcome == "known":
        return
    count = len(one.unanswered)
    told = plural("data.questions", count, language) if count else text("data.answered", language)
    draw(element("p", element("b", told, css="pv-strong"), css="pv"))
    with st.grid(2, min_column_width=320):
        for asked in one.recognition.questions:
            known = asked.options(language)
            st.selectbox(
                asked.said(language),
                list(known),
                index=list(known).index(asked.default) if asked.default in known else None,
                format_func=lambda value, known=known: known.get(value, value),
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
    """How many columns wait for a confirmation; else how many are used, and how many are left out."""
    doubtful = sum(not column.sure for column in seen.columns)
    if doubtful:
        return plural("data.columns_title", doubtful, language)
    used = sum(bool(column.becomes) for column in seen.columns)
    left = plural("data.columns_left", len(seen.columns) - used, language) if used < len(seen.columns) else ""
    return plural("data.columns_used", used, language) + left


def _columns(seen: Recognition, language: str) -> Html:
    headings = [Column(text(f"data.match.{name}", language)) for name in ("header", "example", "becomes", "sure")]
    ordered = sorted(seen.columns, key=lambda column: (column.sure, not column.becomes, column.position))
    return table(text("data.match.caption", language), headings, [_column(column, language) for column in ordered])


def _column(column: ColumnMatch, language: str) -> Row:
    becomes = sentence_case(field_words(column.becomes or IGNORE, language, column.header))
    told = (column.header, column.example or "–", becomes)
    sure = text(f"data.match.{'yes' if column.sure else 'no'}", language)
    return Row([*(element("span", one, css="pv-anywhere") for one in told), sure])


def _correct(seen: Recognition, language: str) -> None:
    """Two choices: a column, and what it becomes."""
    possible = {choice.value: label(choice.label, language) for choice in choices((seen.kind,))}
    if len(possible) < 2:
        return
    names = {column.position: column.header for column in seen.columns if column.header}
    now = {column.position: column.becomes or IGNORE for column in seen.columns}
    which, what = st.columns(2)
    position = which.selectbox(
        text("data.correct.column", language),
        list(names),
        index=None,
        format_func=lambda one: names[one],
        key=f"correct_{seen.sha256[:12]}",
        placeholder=text("data.choose", language),
    )
    if position is None:
        return
    widget, known = f"becomes_{seen.sha256[:12]}_{position}", list(possible)
    what.selectbox(
        text("data.correct.becomes", language),
        known,
        index=known.index(now[position]) if now[position] in known else None,
        format_func=lambda one: possible[one],
        key=widget,
        on_change=correct,
        args=(seen, position, widget),
    )
