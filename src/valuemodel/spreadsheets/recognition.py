"""From bytes to a recognised file, and from there, with the answers, to tidy tables."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from valuemodel.errors import Issue, ValueModelError
from valuemodel.spreadsheets.containers import read_sheets
from valuemodel.spreadsheets.draft import drafted, known_format, nothing_in
from valuemodel.spreadsheets.headers import find_table
from valuemodel.spreadsheets.limits import Told, untold
from valuemodel.spreadsheets.types import Book, Choice, Question, Recognition, Table, Tidy


def recognise(
    content: bytes,
    file_name: str,
    memory: Mapping[str, Any] | None = None,
    sheet: str | None = None,
    told: Told = untold,
) -> Recognition:
    """What a file is: ready to be made tidy, in need of answers, or refused with the reason (in `issues`).

    `memory` holds the mappings and labels of earlier files (see `remember`); `sheet` chooses a sheet of a workbook.
    `told` hears of the share of a big file that is read. Never raises for anything in `content`.
    """
    with ThreadPoolExecutor(1) as beside:
        digest = beside.submit(lambda: hashlib.sha256(content).hexdigest())
        try:
            book = read_sheets(content, file_name, told)
            return _recognised(book, digest.result(), memory or {}, sheet)
        except ValueModelError as problem:
            return Recognition(file_name, digest.result(), "refused", issues=(problem.issue,))


def ask_again(recognition: Recognition, answers: Mapping[str, Any]) -> Recognition:
    """The recognition once `answers` are known: what a column is may open questions about what is in it.

    Its questions are the ones answered so far and the ones still open; its outcome is ready when none is open.
    """
    if recognition.outcome == "refused" or recognition.book is None:
        return recognition
    start = _on_sheet(recognition, answers)
    found = drafted(start, answers).recognition
    known = {question.key for question in found.questions}
    answered = [each for each in recognition.questions if each.key in answers and each.key not in known]
    return replace(found, questions=(*answered, *found.questions))


def tidy(recognition: Recognition, answers: Mapping[str, Any] | None = None) -> Tidy:
    """The tidy tables of a recognised file, with `answers` by question key; defaults stand for what is not answered.

    Raises `ValueModelError`: the reason of a refusal, answers_missing, answer_unknown, kinds_mixed, fields_missing_*.
    """
    answers = dict(answers or {})
    if recognition.outcome == "refused" or recognition.book is None:
        raise _as_error(recognition.issues[0] if recognition.issues else Issue("no_cells", recognition.file_name))
    if recognition.done is not None and not answers:
        return recognition.done
    draft = drafted(_on_sheet(recognition, answers), answers)
    open_ones = [each for each in draft.recognition.questions if each.default is None and each.key not in answers]
    asked = {question.key for question in recognition.questions}
    if skipped := [question for question in open_ones if question.key in asked]:
        keys = ", ".join(question.key for question in skipped[:10])
        raise ValueModelError("answers_missing", skipped[0].where, count=len(skipped), keys=keys)
    if draft.tidy is None:
        raise _as_error(draft.refusal or Issue("fields_missing_other", recognition.file_name))
    if not draft.tidy.rows_kept:
        raise nothing_in(recognition.file_name, draft.tidy.rows_read)
    return replace(draft.tidy, issues=(*draft.tidy.issues, *map(_left_open, open_ones)))


def remember(memory: Mapping[str, Any], recognition: Recognition, done: Tidy) -> dict[str, Any]:
    """`memory` with what this file taught: its columns by signature, and the meanings of labels."""
    mappings = {**(memory.get("mappings") or {}), recognition.signature: done.mapping}
    return {"mappings": mappings, "labels": {**(memory.get("labels") or {}), **done.labels}}


def _left_open(question: Question) -> Issue:
    """A question that came up after the others and was never put: what it is about is left out, and said."""
    subject = question.values.get("label") or question.values.get("header") or question.key
    return Issue("question_open", question.where, {"subject": subject})


def _as_error(issue: Issue) -> ValueModelError:
    return ValueModelError(issue.code, issue.where, **issue.values)


def _on_sheet(recognition: Recognition, answers: Mapping[str, Any]) -> Recognition:
    """The same file on the sheet that was answered."""
    sheet = answers.get("sheet", recognition.sheet)
    if sheet == recognition.sheet or recognition.book is None:
        return recognition
    return _recognised(recognition.book, recognition.sha256, recognition.memory, str(sheet))


def _recognised(book: Book, digest: str, memory: Mapping[str, Any], sheet: str | None) -> Recognition:
    tables = _tables(book, sheet)
    known = {name: known_format(table, memory) for name, table in tables.items()}
    memory = _with_codebooks(book, digest, tables, known, memory)
    certain = [name for name, found in known.items() if any(found) and name not in _codebooks(known)]
    certain = certain or _codebooks(known)
    name = certain[0] if certain else max(tables, key=lambda key: tables[key].frame.size)
    start = Recognition(
        file_name=book.file_name,
        sha256=digest,
        outcome="ready",
        sheet=name,
        sheets=tuple(each.name for each in book.sheets),
        encoding=book.encoding,
        delimiter=book.delimiter,
        table=tables[name],
        book=book,
        memory=memory,
    )
    found = drafted(start, {}).recognition
    choices = certain or list(tables)
    if sheet is None and len(choices) > 1:
        # What else is asked depends on the sheet: of tables that are not known, it is asked once the sheet is.
        others = found.questions if certain else ()
        return replace(found, outcome="asks", issues=(), questions=(_which_sheet(choices, name), *others))
    return found


def _codebooks(known: Mapping[str, tuple[Any, Any]]) -> list[str]:
    """The sheets that say what the codes of the others mean."""
    return [name for name, (description, _) in known.items() if description and description.kind == "codebook"]


def _with_codebooks(
    book: Book,
    digest: str,
    tables: Mapping[str, Table],
    known: Mapping[str, tuple[Any, Any]],
    memory: Mapping[str, Any],
) -> Mapping[str, Any]:
    """`memory` with what the codebooks of the same workbook say, when they are beside data."""
    names = _codebooks(known)
    if not names or len(names) == len(tables):
        return memory
    labels = dict(memory.get("labels") or {})
    for name in names:
        start = Recognition(book.file_name, digest, "ready", table=tables[name], book=book, memory=memory)
        learned = drafted(start, {}).tidy
        labels |= learned.labels if learned else {}
    return {**memory, "labels": labels}


def _which_sheet(names: list[str], first: str) -> Question:
    choices = tuple(Choice(name, {"en": name, "fr": name}) for name in names)
    return Question("sheet", "sheet", first, choices, first, {"count": len(names)})


def _tables(book: Book, sheet: str | None) -> dict[str, Table]:
    """The table of each sheet that has one; hidden sheets count only when asked for by name."""
    wanted = [each for each in book.sheets if (each.name == sheet if sheet is not None else not each.hidden)]
    if sheet is not None and not wanted:
        names = ", ".join(each.name for each in book.sheets)
        raise ValueModelError("sheet_unknown", book.file_name, sheet=sheet[:60], sheets=names)
    tables: dict[str, Table] = {}
    refusals: list[ValueModelError] = []
    for each in wanted or book.sheets:
        try:
            tables[each.name] = find_table(each, book)
        except ValueModelError as problem:
            refusals.append(problem)
    if not tables:
        raise max(refusals, key=lambda problem: _weight(problem.issue.code))
    return tables


def _weight(code: str) -> int:
    """Of several sheets' reasons, the one that says most."""
    return {"no_cells": 0, "no_header": 1, "no_rows": 2}.get(code, 3)
