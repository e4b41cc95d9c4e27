"""What a dropped file is, as far as it can be told from its bytes and the answers so far. No screen here."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from valuemodel.errors import Issue, ValueModelError
from valuemodel.spreadsheets import Question, Recognition, Tidy, ask_again, recognise, tidy
from valuemodel.spreadsheets.limits import Told, untold
from valuemodel.store import Store
from valuemodel.store.load import memory, wave_of
from valuemodel.store.progress import Cancelled
from valuemodel.ui.work import Work

LOG = logging.getLogger("valuemodel.ui")
MOST_ROUNDS = 5
"""An answer opens further questions at most this many times (sheet, column, label, role)."""


@dataclass(frozen=True)
class Waiting:
    """One file before it is loaded. `outcome` is ready, asks, refused, known (its figures count already) or reading.

    A file that is being read has `work`, and what was understood before, if it was read before.
    """

    file_id: str
    name: str
    content: bytes = field(repr=False)
    outcome: str
    recognition: Recognition | None = None
    tidy: Tidy | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    work: Work | None = field(default=None, repr=False, compare=False)

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


@dataclass(frozen=True)
class Said:
    """What a person said of the files that wait: answers by the key of their widget, corrected columns by file."""

    answers: Mapping[str, Any]
    corrections: Mapping[str, Mapping[str, Any]]

    def of(self, recognition: Recognition) -> dict[str, Any]:
        """The answers about one file: defaults of the questions that are seen, and the columns that were corrected."""
        asked = recognition.questions
        shown = {one.key: self.answers.get(answer_key(recognition, one), one.default) for one in asked}
        answered = {key: value for key, value in shown.items() if value is not None}
        return {**answered, **self.corrections.get(recognition.sha256, {})}


def answer_key(recognition: Recognition, question: Question) -> str:
    """The widget's key of a question about this file."""
    return f"answer_{recognition.sha256[:12]}_{question.key}"


Kept = dict[tuple[str, ...], Any]
"""What was computed already, by file and all that it depends on; its keys begin with the file's."""


def understand(
    store: Store, file_id: str, name: str, content: bytes, said: Said, kept: Kept, told: Told = untold
) -> Waiting:
    """One file as far as it can be understood; what was computed before is taken from `kept`."""
    known = memory(store)
    taught = written(known)
    key = (file_id, "recognition", taught)
    first = _kept(kept, key, lambda: _contained(name, lambda: recognise(content, name, known, told=told)))
    if isinstance(first, Issue):
        return Waiting(file_id, name, content, "refused", issues=(first,))
    recognition, answers = _asked(file_id, first, said, kept, taught)
    seen = Waiting(file_id, name, content, "refused", recognition, None, answers, recognition.issues)
    if recognition.outcome == "refused":
        return seen
    if seen.unanswered:
        return replace(seen, outcome="asks")
    settled = (file_id, "tidy", taught, written(answers))
    tidied = _kept(kept, settled, lambda: _contained(name, lambda: tidy(first, answers)))
    if isinstance(tidied, Issue):
        return replace(seen, issues=(*recognition.issues, tidied))
    issues = {repr(issue): issue for issue in (*recognition.issues, *tidied.issues)}
    outcome = "known" if _counted(store, recognition) else "ready"
    return replace(seen, outcome=outcome, tidy=tidied, issues=tuple(issues.values()))


def _asked(file_id: str, first: Recognition, said: Said, kept: Kept, taught: str) -> tuple[Recognition, dict[str, Any]]:
    """The recognition once all answers so far are known: an answer can open further questions."""
    recognition, answers = first, said.of(first)
    for _ in range(MOST_ROUNDS):
        if not answers:
            break
        key = (file_id, "asked", taught, written(answers))
        again = _kept(kept, key, partial(_contained, first.file_name, partial(ask_again, first, answers)))
        if isinstance(again, Issue):
            return replace(first, outcome="refused", issues=(*first.issues, again)), answers
        more = said.of(again)
        recognition, settled, answers = again, more == answers, more
        if settled:
            break
    return recognition, answers


def written(answers: Any) -> str:
    """Answers, or what was learned, as a text that is the same when they are."""
    return json.dumps(answers, sort_keys=True, default=str)


def _counted(store: Store, recognition: Recognition) -> bool:
    same = (recognition.sha256, recognition.sheet)
    return any(one.live and (one.sha256, one.sheet) == same for one in store.uploads())


def _kept(kept: Kept, key: tuple[str, ...], make: Callable[[], Any]) -> Any:
    if key not in kept:
        kept[key] = make()
    return kept[key]


def _contained(name: str, work: Callable[[], Any]) -> Any:
    """The result of `work`, or the issue to show: one file that nobody can read never stops the page."""
    try:
        return work()
    except ValueModelError as error:
        return error.issue
    except Cancelled:
        raise
    except Exception as error:
        reference = secrets.token_hex(3).upper()
        LOG.error("Unreadable file, reference %s", reference, exc_info=error)
        return Issue("ui_unreadable", name, {"reference": reference})
