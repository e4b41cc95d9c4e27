"""The left side of the data page: drop files, read what they are, settle what is unclear, load what is ready."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from valuemodel.errors import Issue, ValueModelError
from valuemodel.locale import plural, text
from valuemodel.store import LoadReport, load_file
from valuemodel.ui import context, forms
from valuemodel.ui.context import Context
from valuemodel.ui.data_file import draw_file, issue_line
from valuemodel.ui.fragments import draw, element, page_file, panel
from valuemodel.ui.waiting import TYPES, Waiting, all_waiting, legal_missing


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
        draw_file(here, one, index, len(waiting) == 1, chosen)
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
        _load(here, waiting, waves, author.strip())


def _load_button(rows: int, language: str) -> bool:
    if not rows:
        draw(element("p", text("data.nothing_ready", language), css="pv-small"), width="content")
        return False
    return st.button(plural("data.load", rows, language), type="primary", key="load", icon=":material/check:")


def _load(here: Context, waiting: Sequence[Waiting], waves: dict[str, str], author: str) -> None:
    assert here.store is not None
    words, ready = here.language, [one for one in waiting if one.outcome == "ready"]
    bar, told = st.progress(0.0, text("data.loading", words)), []
    for index, one in enumerate(ready):

        def progress(share: float, step: str, index: int = index, name: str = one.name) -> None:
            bar.progress((index + min(share, 1.0)) / len(ready), f"{name} · {text(f'store.steps.{step}', words)}")

        told.append(_load_one(here, one, waves.get(one.file_id) or None, author, progress))
    st.session_state["loaded"] = told
    finished = {one.file_id for one, (_, outcome, *_) in zip(ready, told, strict=True) if outcome == "loaded"}
    st.session_state["finished"] = st.session_state.get("finished", set()) | finished
    if len(finished) == len(waiting):
        _clear()
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
    for key in ("finished", "understood", "corrections"):
        st.session_state.pop(key, None)
    st.rerun()
