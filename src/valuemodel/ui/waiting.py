"""The files that wait for a person's agreement: each recognised and made tidy in memory, nothing stored yet."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePath
from typing import Any, Protocol

import streamlit as st

from valuemodel.errors import Issue, ValueModelError
from valuemodel.privacy import legal_issues
from valuemodel.spreadsheets import Question, Recognition, Tidy
from valuemodel.store import Store
from valuemodel.store.load import memory, wave_of
from valuemodel.store.writing import about_people

LOG = logging.getLogger("valuemodel.ui")
TYPES = ("csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods")
MEGABYTE = 1024 * 1024
MOST_ROUNDS = 5
"""An answer opens further questions at most this many times (sheet, column, label, role)."""


class Given(Protocol):
    """A file as the uploader gives it."""

    file_id: str
    name: str
    size: int

    def getvalue(self) -> bytes:
        """Its bytes."""


@dataclass(frozen=True)
class Waiting:
    """One file before it is loaded. `outcome` is ready, asks, refused or known (its figures count already)."""

    file_id: str
    name: str
    content: bytes = field(repr=False)
    outcome: str
    recognition: Recognition | None = None
    tidy: Tidy | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """The questions that still wait for an answer."""
        asked = self.recognition.questions if self.recognition else ()
        return tuple(one for one in asked if one.key not in self.answers)

    @property
    def rows(self) -> int:
        """Rows ready to be stored."""
        return self.tidy.rows_kept if self.tidy and self.outcome == "ready" else 0

    @property
    def default_wave(self) -> str:
        """The wave's name when nobody gives another."""
        return (wave_of(self.tidy, None) or "") if self.tidy else ""


def all_waiting(store: Store, files: Sequence[Given]) -> list[Waiting]:
    """Every uploaded file that is not loaded yet, as far as it can be understood."""
    finished = st.session_state.get("finished", set())
    kept = st.session_state.setdefault("understood", {})
    present = {one.file_id for one in files}
    for old in [key for key in kept if key[0] not in present]:
        del kept[old]
    return [_waiting(store, one, kept) for one in files if one.file_id not in finished]


def _waiting(store: Store, given: Given, kept: dict[tuple[str, ...], Any]) -> Waiting:
    content = given.getvalue()
    unusable = file_issue(given.name, len(content), int(st.get_option("server.maxUploadSize")))
    if unusable:
        return Waiting(given.file_id, given.name, b"", "refused", issues=(unusable,))
    known = memory(store)
    taught = json.dumps(known, sort_keys=True, default=str)
    recognition = _kept(kept, (given.file_id, "recognition", taught), lambda: _recognise(content, given.name, known))
    if isinstance(recognition, Issue):
        return Waiting(given.file_id, given.name, content, "refused", issues=(recognition,))
    return _understood(store, given, content, recognition, kept, taught)


def _understood(
    store: Store, given: Given, content: bytes, first: Recognition, kept: dict[tuple[str, ...], Any], taught: str
) -> Waiting:
    recognition, answers = _asked(given, first, kept, taught)
    seen = Waiting(given.file_id, given.name, content, "refused", recognition, None, answers, recognition.issues)
    if recognition.outcome == "refused":
        return seen
    if seen.unanswered:
        return replace(seen, outcome="asks")
    key = (given.file_id, "tidy", taught, _written(answers))
    tidied = _kept(kept, key, lambda: _tidy(first, answers))
    if isinstance(tidied, Issue):
        return replace(seen, issues=(*recognition.issues, tidied))
    issues = {repr(issue): issue for issue in (*recognition.issues, *tidied.issues)}
    outcome = "known" if _counted(store, recognition) else "ready"
    return replace(seen, outcome=outcome, tidy=tidied, issues=tuple(issues.values()))


def _asked(
    given: Given, first: Recognition, kept: dict[tuple[str, ...], Any], taught: str
) -> tuple[Recognition, dict[str, Any]]:
    """The recognition once all answers so far are known: an answer can open further questions."""
    recognition, answers = first, answers_given(first)
    for _ in range(MOST_ROUNDS):
        if not answers:
            break
        key = (given.file_id, "asked", taught, _written(answers))
        again = _kept(kept, key, partial(_ask_again, first, answers))
        if isinstance(again, Issue):
            return replace(first, outcome="refused", issues=(*first.issues, again)), answers
        more = answers_given(again)
        recognition, settled, answers = again, more == answers, more
        if settled:
            break
    return recognition, answers


def _written(answers: Mapping[str, Any]) -> str:
    return json.dumps(answers, sort_keys=True, default=str)


def _counted(store: Store, recognition: Recognition) -> bool:
    same = (recognition.sha256, recognition.sheet)
    return any(one.live and (one.sha256, one.sheet) == same for one in store.uploads())


def _kept(kept: dict[tuple[str, ...], Any], key: tuple[str, ...], make: Callable[[], Any]) -> Any:
    if key not in kept:
        kept[key] = make()
    return kept[key]


def file_issue(name: str, size: int, most_megabytes: int) -> Issue | None:
    """Why a file is not even opened: its type or its size (the browser's own check can be avoided)."""
    suffix = PurePath(name).suffix.lstrip(".").lower()
    if suffix not in TYPES:
        return Issue("ui_file_type", name, {"suffix": suffix or "?", "types": ", ".join(TYPES)})
    if size > most_megabytes * MEGABYTE:
        return Issue("ui_file_size", name, {"size": round(size / MEGABYTE), "most": most_megabytes})
    return Issue("ui_file_empty", name) if size == 0 else None


def _recognise(content: bytes, name: str, known: Mapping[str, Any]) -> Recognition | Issue:
    from valuemodel.spreadsheets import recognise

    return _contained(name, lambda: recognise(content, name, known))


def _ask_again(recognition: Recognition, answers: Mapping[str, Any]) -> Recognition | Issue:
    from valuemodel.spreadsheets import ask_again

    return _contained(recognition.file_name, lambda: ask_again(recognition, answers))


def _tidy(recognition: Recognition, answers: Mapping[str, Any]) -> Tidy | Issue:
    from valuemodel.spreadsheets import tidy

    return _contained(recognition.file_name, lambda: tidy(recognition, answers))


def _contained(name: str, work: Callable[[], Any]) -> Any:
    """The result of `work`, or the issue to show: one file that nobody can read never stops the page."""
    try:
        return work()
    except ValueModelError as error:
        return error.issue
    except Exception as error:
        reference = secrets.token_hex(3).upper()
        LOG.error("Unreadable file, reference %s", reference, exc_info=error)
        return Issue("ui_unreadable", name, {"reference": reference})


def answer_key(recognition: Recognition, question: Question) -> str:
    """The widget's key of a question about this file."""
    return f"answer_{recognition.sha256[:12]}_{question.key}"


def answers_given(recognition: Recognition) -> dict[str, Any]:
    """What the person has answered so far: defaults of the questions that they see, and the columns they corrected."""
    shown = {one.key: st.session_state.get(answer_key(recognition, one), one.default) for one in recognition.questions}
    answered = {key: value for key, value in shown.items() if value is not None}
    return {**answered, **st.session_state.get("corrections", {}).get(recognition.sha256, {})}


def correct(recognition: Recognition, position: int, widget: str) -> None:
    """Takes what the person says a column becomes, from the session's `widget`."""
    corrections = st.session_state.setdefault("corrections", {})
    corrections.setdefault(recognition.sha256, {})[f"column:{position}"] = st.session_state[widget]


def legal_missing(store: Store, waiting: Sequence[Waiting]) -> tuple[Issue, ...]:
    """What the legal ground lacks, when a file that is ready is about people."""
    personal = any(one.tidy is not None and one.rows and about_people(one.tidy.tables) for one in waiting)
    return legal_issues(store.programme(), store.legal_ground()) if personal else ()
