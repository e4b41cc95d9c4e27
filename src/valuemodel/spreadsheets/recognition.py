"""From bytes to a recognised file, and from there, with the answers, to tidy tables."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from valuemodel.errors import Issue, ValueModelError
from valuemodel.spreadsheets.containers import read_sheets
from valuemodel.spreadsheets.costs import read_costs
from valuemodel.spreadsheets.descriptions import Description, descriptions, recognised
from valuemodel.spreadsheets.headers import find_table
from valuemodel.spreadsheets.matching import IGNORE, Match, match
from valuemodel.spreadsheets.people import read_people
from valuemodel.spreadsheets.personal import is_personal
from valuemodel.spreadsheets.problems import letters
from valuemodel.spreadsheets.reading import Reading, signature_of
from valuemodel.spreadsheets.survey import read_survey
from valuemodel.spreadsheets.types import Book, Choice, Question, Recognition, Sheet, Table, Tidy
from valuemodel.spreadsheets.usage import read_usage

Reader = Callable[[Reading, Mapping[str, int]], dict[str, pd.DataFrame]]
READERS: Mapping[str, Reader] = {"people": read_people, "cost": read_costs, "survey": read_survey, "usage": read_usage}
COLUMNS_LABEL = {
    "en": "Other table, its columns matched by hand",
    "fr": "Autre tableau, dont les colonnes sont à rapprocher",
}


@dataclass(frozen=True)
class Draft:
    """One table read as far as the answers allow: `refusal` says why there are no tables."""

    recognition: Recognition
    tidy: Tidy | None
    refusal: Issue | None


def recognise(
    content: bytes, file_name: str, memory: Mapping[str, Any] | None = None, sheet: str | None = None
) -> Recognition:
    """What a file is: ready to be made tidy, in need of answers, or refused with the reason.

    `memory` holds the mappings and labels of earlier files (see `remember`); `sheet` chooses a sheet of a workbook.
    Never raises for anything in `content`.
    """
    digest = hashlib.sha256(content).hexdigest()
    try:
        book = read_sheets(content, file_name)
        return _recognised(book, digest, memory or {}, sheet)
    except ValueModelError as problem:
        return Recognition(file_name, digest, "refused", issues=(problem.issue,))


def tidy(recognition: Recognition, answers: Mapping[str, Any] | None = None) -> Tidy:
    """The tidy tables of a recognised file, with `answers` by question key; defaults stand for what is not answered.

    Raises `ValueModelError`: the reason of a refusal, answers_missing, answer_unknown, kinds_mixed, fields_missing_*.
    """
    answers = dict(answers or {})
    if recognition.outcome == "refused" or recognition.book is None:
        issue = recognition.issues[0] if recognition.issues else Issue("no_cells", recognition.file_name)
        raise ValueModelError(issue.code, issue.where, **issue.values)
    if "sheet" in answers and answers["sheet"] != recognition.sheet:
        recognition = _recognised(recognition.book, recognition.sha256, recognition.memory, str(answers["sheet"]))
    draft = _draft(recognition, answers)
    missing = [
        question for question in draft.recognition.questions if question.default is None and question.key not in answers
    ]
    if missing:
        raise ValueModelError(
            "answers_missing", missing[0].where, count=len(missing), keys=", ".join(q.key for q in missing[:10])
        )
    if draft.tidy is None:
        issue = draft.refusal or Issue("fields_missing_other", recognition.file_name)
        raise ValueModelError(issue.code, issue.where, **issue.values)
    return draft.tidy


def remember(memory: Mapping[str, Any], recognition: Recognition, done: Tidy) -> dict[str, Any]:
    """`memory` with what this file taught: its columns by signature, and the meanings of labels."""
    mappings = {**(memory.get("mappings") or {}), recognition.signature: done.mapping}
    return {"mappings": mappings, "labels": {**(memory.get("labels") or {}), **done.labels}}


def _recognised(book: Book, digest: str, memory: Mapping[str, Any], sheet: str | None) -> Recognition:
    tables = _tables(book, sheet)
    known = {name: _known(table, memory) for name, table in tables.items()}
    certain = [name for name, (description, remembered) in known.items() if description or remembered]
    name = certain[0] if certain else max(tables, key=lambda key: tables[key].frame.size)
    open_choice = sheet is None and (len(certain) > 1 or (not certain and len(tables) > 1))
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
    found = _draft(start, {}).recognition
    if open_choice:
        found = replace(found, outcome="asks", questions=(_sheet_question(tables, name), *found.questions))
    return found


def _sheet_question(tables: Mapping[str, Table], name: str) -> Question:
    choices = tuple(Choice(key, {"en": key, "fr": key}) for key in tables)
    return Question("sheet", "sheet", name, choices, name, {"count": len(tables)})


def _tables(book: Book, sheet: str | None) -> dict[str, Table]:
    """The table of each sheet that has one; hidden sheets count only when asked for by name."""
    wanted = [each for each in book.sheets if (each.name == sheet if sheet is not None else not each.hidden)]
    if sheet is not None and not wanted:
        raise ValueModelError(
            "sheet_unknown", book.file_name, sheet=sheet[:60], sheets=", ".join(each.name for each in book.sheets)
        )
    tables: dict[str, Table] = {}
    refusals: list[ValueModelError] = []
    for each in wanted or book.sheets:
        try:
            tables[each.name] = find_table(each, book)
        except ValueModelError as problem:
            refusals.append(problem)
    if not tables:
        raise max(refusals, key=lambda problem: _telling(problem.issue.code))
    return tables


def _telling(code: str) -> int:
    """Of several sheets' reasons, the one that says most."""
    return {"no_cells": 0, "no_header": 1, "no_rows": 2}.get(code, 3)


def _known(table: Table, memory: Mapping[str, Any]) -> tuple[Description | None, Mapping[str, Any]]:
    remembered = (memory.get("mappings") or {}).get(signature_of(table.header)) or {}
    return descriptions().get(remembered.get("format", "")) or recognised(table.header), remembered


def _draft(start: Recognition, answers: Mapping[str, Any]) -> Draft:
    """Read the table with what is known; questions and reasons are collected on the way."""
    table = start.table
    assert table is not None and start.book is not None
    known, remembered = _known(table, start.memory)
    reading = Reading(table, known, start.file_name, start.memory, answers)
    found = Match(remembered.get("kind") or (known.kind if known else "other"), {}, ())
    done: Tidy | None = None
    refusal: Issue | None = None
    try:
        found = match(reading, remembered.get("kind", ""))
        reader = READERS.get(found.kind)
        if reader is None:
            raise ValueModelError("fields_missing_other", reading.where())
        _tell_columns(reading, found)
        tables = reader(reading, found.fields)
        done = _tidied(start, reading, found, tables)
    except ValueModelError as problem:
        refusal = problem.issue
        if answers and problem.issue.code == "answer_unknown":
            raise
    outcome = "asks" if reading.questions else "refused" if refusal else "ready"
    issues = (
        *start.book.issues,
        *table.issues,
        *reading.problems.issues,
        *([refusal] if outcome == "refused" and refusal else []),
    )
    recognition = replace(
        start,
        outcome=outcome,
        format=known.key if known else "columns",
        kind=found.kind,
        label=known.label if known else COLUMNS_LABEL,
        header_rows=table.header_rows,
        columns=found.columns,
        questions=tuple(reading.questions),
        issues=issues if outcome != "refused" else issues[-1:],
        signature=reading.signature,
        period=reading.period,
    )
    return Draft(recognition, done, refusal)


def _tidied(start: Recognition, reading: Reading, found: Match, tables: dict[str, pd.DataFrame]) -> Tidy:
    table, book = reading.table, start.book
    aside = len(reading.problems.aside)
    return Tidy(
        kind=found.kind,
        format=reading.known.key if reading.known else "columns",
        tables=tables,
        rows_read=table.rows_read,
        rows_kept=len(table.frame) - aside,
        rows_set_aside=table.set_aside + aside,
        issues=(*(book.issues if book else ()), *table.issues, *reading.problems.issues),
        mapping=_mapping(reading, found),
        period_start=reading.period[0] if reading.period else None,
        period_end=reading.period[1] if reading.period else None,
        scales=dict(reading.scales),
        labels=dict(reading.learned),
    )


def _mapping(reading: Reading, found: Match) -> dict[str, Any]:
    columns = {reading.keys[each.position]: each.becomes or IGNORE for each in found.columns if each.header}
    return {
        "format": reading.known.key if reading.known else "columns",
        "kind": found.kind,
        "columns": columns,
        "orders": dict(reading.orders),
        "options": dict(reading.options),
        "labels": {**(reading.remembered.get("labels") or {}), **reading.learned},
    }


def _tell_columns(reading: Reading, found: Match) -> None:
    """Columns dropped because they are about a person, and columns that are simply not used: nothing is lost in silence."""
    unused = [each for each in found.columns if not each.becomes and each.header]
    personal_names = set(reading.known.personal) if reading.known else set()
    personal = [
        each
        for each in unused
        if each.header in personal_names or is_personal(each.header, reading.table.frame[each.position])
    ]
    rest = [each for each in unused if each not in personal]
    for code, columns in (("columns_personal", personal), ("columns_unused", rest)):
        if columns:
            named = ", ".join(f"{letters(each.position)} ({each.header[:40]})" for each in columns[:8])
            reading.problems.issues.append(
                Issue(
                    code,
                    reading.table.sheet or start_name(reading),
                    {"count": len(columns), "columns": named + (" …" if len(columns) > 8 else "")},
                )
            )


def start_name(reading: Reading) -> str:
    """The file's name, as the address of something that concerns the whole table."""
    return reading.file_name


__all__ = ["Sheet", "recognise", "remember", "tidy"]
