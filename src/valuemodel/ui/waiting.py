"""The files that wait for a person's agreement: each recognised and made tidy in memory, nothing stored yet."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import Any, Protocol

import streamlit as st

from valuemodel.errors import Issue
from valuemodel.privacy import legal_issues
from valuemodel.spreadsheets import Recognition
from valuemodel.store import Store
from valuemodel.store.progress import Cancelled
from valuemodel.store.writing import about_people
from valuemodel.ui.understanding import Kept, Said, Waiting, understand, written
from valuemodel.ui.work import Work

TYPES = ("csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods")
MEGABYTE = 1024 * 1024
TURNS = threading.BoundedSemaphore(2)
"""So many files are read at a time in the whole server: more would take its memory and be no faster."""

READING = 0.6
"""The share of the time before a file is shown that reading takes; the rest is putting it in order."""


class Given(Protocol):
    """A file as the uploader gives it."""

    file_id: str
    name: str
    size: int

    def getvalue(self) -> bytes:
        """Its bytes."""


def all_waiting(store: Store, files: Sequence[Given]) -> list[Waiting]:
    """Every uploaded file that is not loaded yet, as far as it can be understood; the ones being read say so."""
    finished = st.session_state.get("finished", set())
    readings: dict[str, Reading] = st.session_state.setdefault("readings", {})
    wanted = [one for one in files if one.file_id not in finished]
    for gone in readings.keys() - {one.file_id for one in wanted}:
        readings.pop(gone).stop()
    said, moment = said_so_far(), len(store.journal())
    for one in wanted:
        if not _unusable(one):
            if one.file_id not in readings:
                readings[one.file_id] = Reading(one)
            readings[one.file_id].begin(store, said, moment)
    return [_waiting(one, readings) for one in wanted]


def _waiting(given: Given, readings: dict[str, Reading]) -> Waiting:
    if issue := _unusable(given):
        return Waiting(given.file_id, given.name, b"", "refused", issues=(issue,))
    return readings[given.file_id].now()


def _unusable(given: Given) -> Issue | None:
    return file_issue(given.name, given.size, int(st.get_option("server.maxUploadSize")))


def said_so_far() -> Said:
    """What the person has said until now, apart from the session, for a thread to read."""
    answers = {str(key): value for key, value in st.session_state.items() if str(key).startswith("answer_")}
    corrections = st.session_state.get("corrections", {})
    return Said(answers, {digest: dict(columns) for digest, columns in corrections.items()})


class Reading:
    """A dropped file and what was understood of it; read again, in a thread, when something that it rests on moved."""

    def __init__(self, given: Given) -> None:
        self.file_id, self.name, self.content = given.file_id, given.name, given.getvalue()
        self._kept: Kept = {}
        self._rests_on = ""
        self._work: Work | None = None
        self._last = Waiting(self.file_id, self.name, self.content, "reading")

    def begin(self, store: Store, said: Said, moment: int) -> None:
        """Starts reading, unless that is done or going on with the same answers at the same `moment` of the store."""
        rests_on = written([said.answers, said.corrections, moment])
        if self._work is None or rests_on != self._rests_on:
            self.stop()
            self._rests_on, self._work = rests_on, Work(self.name, partial(self._read, store, said))

    def now(self) -> Waiting:
        """The file as it is understood, or as it was before with the work of reading it again."""
        assert self._work is not None
        if not self._work.ended():
            return replace(self._last, outcome="reading", work=self._work)
        self._last = self._work.result()
        return self._last

    def stop(self) -> None:
        """Stops reading it."""
        if self._work is not None:
            self._work.stop()

    def _read(self, store: Store, said: Said, at: Work) -> Waiting:
        def told(share: float) -> None:
            rows = self.content.count(b"\n", 0, round(share * len(self.content)))
            at.tell_or_stop(share * READING, "reading" if share < 1 else "tidying", rows)

        try:
            with TURNS:
                at.tell_or_stop(0.0, "reading")
                return understand(store, self.file_id, self.name, self.content, said, self._kept, told)
        except Cancelled as stopped:
            return Waiting(self.file_id, self.name, self.content, "refused", issues=(stopped.issue,))


def file_issue(name: str, size: int, most_megabytes: int) -> Issue | None:
    """Why a file is not even opened: its type or its size (the browser's own check can be avoided)."""
    suffix = PurePath(name).suffix.lstrip(".").lower()
    if suffix not in TYPES:
        return Issue("ui_file_type", name, {"suffix": suffix or "?", "types": ", ".join(TYPES)})
    if size > most_megabytes * MEGABYTE:
        return Issue("ui_file_size", name, {"size": round(size / MEGABYTE), "most": most_megabytes})
    return Issue("ui_file_empty", name) if size == 0 else None


def correct(recognition: Recognition, position: int, widget: str) -> None:
    """Takes what the person says a column becomes, from the session's `widget`."""
    corrections: dict[str, Any] = st.session_state.setdefault("corrections", {})
    corrections.setdefault(recognition.sha256, {})[f"column:{position}"] = st.session_state[widget]


def legal_missing(store: Store, waiting: Sequence[Waiting]) -> tuple[Issue, ...]:
    """What the legal ground lacks, when a file that is ready is about people."""
    personal = any(one.tidy is not None and one.rows and about_people(one.tidy.tables) for one in waiting)
    return legal_issues(store.programme(), store.legal_ground()) if personal else ()
