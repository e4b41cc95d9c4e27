"""The data page as a whole: its answer, files at the left, history and closing at the right."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from valuemodel.locale import plural, text
from valuemodel.story.words import count_word
from valuemodel.ui import forms, start_programmes
from valuemodel.ui.context import Context
from valuemodel.ui.data_coverage import draw_blanks, draw_coverage
from valuemodel.ui.data_files import collect, draw_waiting, drop, tell_loaded
from valuemodel.ui.data_history import closing_day, draw_closing, draw_history, draw_missing, total_rows
from valuemodel.ui.data_progress import draw_progress
from valuemodel.ui.fragments import answer, opened
from valuemodel.ui.understanding import Waiting


def draw_data(here: Context) -> None:
    """The whole page."""
    title = st.container()
    left, right = st.columns([2, 1], gap="medium")
    with left:
        forms.tell()
        start_programmes.draw_example(here)
        loading = collect()
        tell_loaded(here)
        waiting = drop(here)
        draw_progress([loading] if loading else [one.work for one in waiting if one.work], here.language)
        if loading is None:
            draw_waiting(here, waiting)
        draw_closing(here, primary=not waiting and _moved(here))
        if not waiting:
            draw_coverage(here, closing_day(here))
            draw_blanks(here.language)
    with title:
        answer(opened(text("data.title.loading", here.language) if loading else _title(here, waiting)))
    with right:
        draw_history(here)
        draw_missing(here)


def _moved(here: Context) -> bool:
    assert here.store is not None
    return bool(here.store.uploads_since(here.closing.number if here.closing else 0))


def _title(here: Context, waiting: Sequence[Waiting]) -> str:
    """What waits for the person; once nothing but refused files waits, what is loaded, before them."""
    words = here.language
    assert here.store is not None
    files = sum(one.live for one in here.store.uploads())
    refused = all(one.outcome == "refused" for one in waiting)
    if waiting and not (files and refused):
        return _waiting_title(waiting, words)
    if not files:
        return text("data.title.empty", words)
    state = "moved" if _moved(here) else "still"
    said = plural(f"data.title.{state}", files, words, word=count_word(files, words), rows=total_rows(here))
    return f"{said} {opened(_others(len(waiting), words))}".rstrip()


def _waiting_title(waiting: Sequence[Waiting], language: str) -> str:
    ready = sum(one.rows for one in waiting)
    aside = sum(one.tidy.rows_set_aside for one in waiting if one.tidy is not None and one.outcome == "ready")
    asking = sum(one.outcome == "asks" for one in waiting)
    reading = sum(one.outcome == "reading" for one in waiting)
    count, word = len(waiting), count_word(len(waiting), language)
    if ready:
        told = plural("data.rows_aside", aside, language) if aside else text("data.none_aside", language)
        values = {
            "rows": plural("data.some_rows", ready, language),
            "ready": plural("data.rows.ready", ready, language),
        }
        able = sum(bool(one.rows) for one in waiting)
        said = plural("data.title.ready", able, language, word=count_word(able, language), aside=told, **values)
        return f"{said} {opened(_others(count - able, language))}".rstrip()
    if reading:
        return plural("data.title.reading", reading, language, word=count_word(reading, language))
    return plural("data.title.asks" if asking else "data.title.refused", count, language, word=word)


def _others(count: int, language: str) -> str:
    """The files that are not ready, whatever holds them."""
    return plural("data.title.others", count, language, word=count_word(count, language)) if count else ""
