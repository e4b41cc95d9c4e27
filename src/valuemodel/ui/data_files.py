"""The left side of the data page: drop files, read what they are, settle what is unclear, load what is ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st

from valuemodel.errors import Issue, ValueModelError
from valuemodel.locale import plural, text
from valuemodel.spreadsheets.limits import Told
from valuemodel.store import Store
from valuemodel.store.load import store_tidy, without_cells
from valuemodel.store.progress import Cancelled
from valuemodel.ui import context, forms
from valuemodel.ui.context import Context
from valuemodel.ui.data_file import draw_file, issue_line
from valuemodel.ui.fragments import draw, element, page_file, panel
from valuemodel.ui.understanding import Waiting
from valuemodel.ui.waiting import TYPES, all_waiting, legal_missing
from valuemodel.ui.work import Work


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
    read = [one for one in waiting if one.recognition is not None or one.outcome != "reading"]
    if not read:
        return
    chosen: dict[str, str] = {}
    agreement = st.container(key="sec_agreement", gap="xsmall")
    for index, one in enumerate(read):
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
    """Starts loading what is ready, in a thread; the page shows how far it is and `collect` tells how it ended."""
    assert here.store is not None
    ready = [one for one in waiting if one.outcome == "ready"]
    subject = ready[0].name if len(ready) == 1 else plural("data.files", len(ready), here.language)
    job = partial(_load_all, here.store, ready, waves, author)
    st.session_state["loading"] = Loading(Work(subject, job, rows=sum(one.rows for one in ready)), len(waiting))
    st.rerun()


class Loading(NamedTuple):
    """Files being loaded: the work, and how many files were there when it began."""

    work: Work
    files: int


class Loaded(NamedTuple):
    """What became of one file: `issues` are those that were not known before it was loaded."""

    file_id: str
    name: str
    outcome: str
    rows: int
    issues: tuple[Issue, ...]


def _load_all(
    store: Store, ready: Sequence[Waiting], waves: Mapping[str, str], author: str, at: Work
) -> tuple[Loaded, ...]:
    """One file after the other, each everything or nothing; those before the one that was stopped are loaded."""
    done: list[Loaded] = []

    def told(share: float) -> None:
        at.tell_or_stop((len(done) + share) / len(ready), "storing")

    for one in ready:
        done.append(_load_one(store, one, waves.get(one.file_id) or None, author, told))
        if at.stopped:
            break
    return tuple(done)


def _load_one(store: Store, one: Waiting, wave: str | None, author: str, told: Told) -> Loaded:
    """Stores a file as it was read and shown."""
    assert one.recognition is not None and one.tidy is not None
    try:
        told(0.0)
        report = store_tidy(store, without_cells(one.recognition), one.tidy, wave, author, told)
    except Cancelled:
        return Loaded(one.file_id, one.name, "stopped", 0, ())
    except ValueModelError as error:
        return Loaded(one.file_id, one.name, "refused", 0, (error.issue,))
    earlier = set(map(repr, one.issues))
    fresh = tuple(issue for issue in report.issues if repr(issue) not in earlier)
    return Loaded(one.file_id, one.name, report.outcome, report.rows_kept, fresh)


def collect() -> Work | None:
    """The load that goes on, if any; of one that has ended, what it did is kept to be told."""
    loading: Loading | None = st.session_state.get("loading")
    if loading is None or not loading.work.ended():
        return loading.work if loading else None
    del st.session_state["loading"]
    done: tuple[Loaded, ...] = loading.work.result()
    st.session_state["loaded"] = done
    finished = {one.file_id for one in done if one.outcome == "loaded"}
    st.session_state["finished"] = st.session_state.get("finished", set()) | finished
    if len(finished) == loading.files:
        _clear()
    return None


def tell_loaded(here: Context) -> None:
    """What the last load did, file by file, said once."""
    for one in st.session_state.pop("loaded", ()):
        kind = {"loaded": "done", "stopped": "note"}.get(one.outcome, "refused")
        draw(panel(kind, plural(f"data.outcome.{one.outcome}", one.rows, here.language, name=one.name)))
        for issue in one.issues:
            draw(issue_line(issue, here.language))


def _clear() -> None:
    st.session_state["round"] = st.session_state.get("round", 0) + 1
    for reading in st.session_state.get("readings", {}).values():
        reading.stop()
    for key in ("finished", "readings", "corrections"):
        st.session_state.pop(key, None)
    st.rerun()
