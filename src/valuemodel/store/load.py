"""Loading a file: the one path of the page and the command line, from bytes to facts, everything or nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from valuemodel.errors import Issue, ValueModelError
from valuemodel.privacy import applies_gdpr, legal_issues, without_identifiers
from valuemodel.spreadsheets import Recognition, Tidy, ask_again, recognise, tidy
from valuemodel.spreadsheets.limits import Told, untold
from valuemodel.store.checks import duplicate, meeting
from valuemodel.store.connection import Query, in_transaction
from valuemodel.store.load_report import LoadReport, report_of
from valuemodel.store.progress import Cancelled, Progress, teller, within
from valuemodel.store.store import Store
from valuemodel.store.versions import now
from valuemodel.store.writing import Identified, about_people, people_key, write_tables, write_upload

CODED = 0.5
"""The share of the time of storing that giving people their pseudonyms may take."""


def load_file(
    store: Store,
    content: bytes,
    file_name: str,
    *,
    wave: str | None = None,
    answers: Mapping[str, Any] | None = None,
    author: str,
    sheet: str | None = None,
    progress: Progress | None = None,
) -> LoadReport:
    """Take a file in: read it, recognise it, tidy it and store its facts in one transaction.

    `answers` are those to the recognition's questions, `wave` the survey wave (by default the month of its answers),
    `sheet` the sheet to take. `progress` is called with a share done and the step's key (`store.steps.<step>`); when
    it returns False the load stops, the report says `refused`, and nothing is stored.
    """
    started = time.perf_counter()
    given = dict(answers or {})
    chosen = sheet or given.get("sheet")
    tell = teller(progress, file_name)
    try:
        tell(0.05, "reading")
        told = partial(within, tell, 0.05, 0.4, "reading")
        recognition = recognise(content, file_name, memory(store), chosen, told)
        tell(0.4, "tidying")
        recognition, tidied = _tidied(recognition, given)
        if isinstance(tidied, LoadReport):
            return replace(tidied, seconds=time.perf_counter() - started)
        tell(0.6, "storing")
        recognition = without_cells(recognition)
        report = store_tidy(store, recognition, tidied, wave, author, partial(within, tell, 0.6, 0.98, "storing"))
    except Cancelled as stopped:
        stop = Recognition(file_name, "", "refused", issues=(stopped.issue,))
        return replace(report_of(stop, None, "refused", ()), seconds=time.perf_counter() - started)
    if progress:
        progress(1.0, "done")
    return replace(report, seconds=time.perf_counter() - started)


def without_cells(recognition: Recognition) -> Recognition:
    """What was recognised without the file's cells: they take room, and the report may be kept for long."""
    return replace(recognition, table=None, book=None, done=None)


def _tidied(recognition: Recognition, answers: dict[str, Any]) -> tuple[Recognition, Tidy | LoadReport]:
    """The tidy file, or the report of one that is refused or asks.

    Without any answer every question is put; with some, defaults stand for the rest, and answers may open new ones.
    """
    if answers:
        recognition = ask_again(recognition, answers)
    unanswered = [asked for asked in recognition.questions if asked.key not in answers]
    open_ones = [asked for asked in unanswered if asked.default is None or not answers]
    if recognition.outcome == "refused" or (recognition.outcome == "asks" and open_ones):
        return recognition, report_of(recognition, None, recognition.outcome, ())
    try:
        return recognition, tidy(recognition, answers)
    except ValueModelError as error:
        return recognition, report_of(recognition, None, "refused", (error.issue,))


def store_tidy(
    store: Store,
    recognition: Recognition,
    tidied: Tidy,
    wave: str | None,
    author: str,
    told: Told = untold,
) -> LoadReport:
    """Store a tidy file, unless its legal ground is missing, it is there already, or its wave cannot be told.

    `told` hears of the share that is written; when it raises, the transaction is undone.
    """
    started = time.perf_counter()
    programme = store.programme()
    people = Identified(tidied.tables)
    tidied = replace(tidied, issues=_without_identifiers(tidied.issues, people))
    personal = about_people(tidied.tables)
    missing = legal_issues(programme, store.legal_ground()) if personal else ()
    named = wave_of(tidied, wave)
    if named is None:
        missing += (Issue("wave_needed", recognition.file_name, {"file": recognition.file_name}),)
    if missing or named is None:
        return report_of(recognition, tidied, "refused", missing)
    record = _record(recognition, tidied, named, author, people)
    with store.lock:
        repeated = duplicate(store.uploads(), record)
        if repeated:
            return report_of(recognition, tidied, "duplicate", (repeated,))
        upload_id, found = _store(store, programme.key, record, tidied, people, told)
        _remember(store, recognition.signature, record, tidied, people)
    if personal and not applies_gdpr(programme) and not programme.fictitious:
        found += (Issue("legal_elsewhere", "", {"country": programme.country}),)
    report = report_of(recognition, tidied, "loaded", found)
    return replace(report, upload_id=upload_id, wave=named, seconds=time.perf_counter() - started)


def wave_of(tidied: Tidy, wave: str | None) -> str | None:
    """The survey wave of a file: as named, else the month of its middle answer, None when nothing tells.

    Files of other kinds have none ("").
    """
    if tidied.kind != "survey":
        return ""
    if wave and wave.strip():
        return " ".join(wave.split())
    moments = _answered(tidied)
    return None if moments.empty else f"{moments.iloc[len(moments) // 2]:%Y-%m}"


def _answered(tidied: Tidy) -> pd.Series:
    """The moments of a survey's answers, in order."""
    sheets = tidied.tables.get("respondents", pd.DataFrame())
    return pd.to_datetime(sheets.get("answered_at", pd.Series(dtype="datetime64[us]"))).dropna().sort_values()


def _period(tidied: Tidy) -> dict[str, date | None]:
    """The first and last day of a file: its own, else those of its answers."""
    moments = _answered(tidied)
    first, last = (None, None) if moments.empty else (moments.iloc[0].date(), moments.iloc[-1].date())
    return {"period_start": tidied.period_start or first, "period_end": tidied.period_end or last}


def _store(
    store: Store, programme_key: str, record: Mapping[str, Any], tidied: Tidy, people: Identified, told: Told
) -> tuple[int, tuple[Issue, ...]]:
    def rows_told(share: float) -> None:
        told(CODED + (1 - CODED) * share)

    def write(query: Query) -> int:
        if people.identifiers:
            people.store(query, people_key(query, programme_key), lambda share: told(CODED * share))
        upload_id = write_upload(query, record)
        write_tables(query, upload_id, tidied.tables, people, record["wave"], rows_told)
        event = {"upload_id": upload_id, "action": "load", "at": record["loaded_at"]}
        query.run("insert_event", **event, author=record["author"], reason="")
        told(1.0)
        return upload_id

    with store.changing_facts("load") as connection:
        upload_id = in_transaction(connection, "facts", write)
        return upload_id, meeting(connection, upload_id, record)


def _without_identifiers(issues: Iterable[Issue], people: Identified) -> tuple[Issue, ...]:
    return tuple(Issue(**without_identifiers(issue.as_json(), people.telling)) for issue in issues)


def _record(recognition: Recognition, tidied: Tidy, wave: str, author: str, people: Identified) -> dict[str, Any]:
    """The register's row: provenance, from which anything that identifies a person is hidden."""
    told = {
        "file_name": recognition.file_name,
        "columns": [{"header": column.header, "becomes": column.becomes} for column in recognition.columns],
        "mapping": tidied.mapping,
        "issues": [issue.as_json() for issue in tidied.issues],
    }
    return {
        **without_identifiers(told, people.telling),
        "sha256": recognition.sha256,
        "format": tidied.format,
        "kind": tidied.kind,
        "sheet": recognition.sheet,
        "encoding": recognition.encoding,
        "header_rows": recognition.header_rows,
        "wave": wave,
        "rows_read": tidied.rows_read,
        "rows_kept": tidied.rows_kept,
        "rows_set_aside": tidied.rows_set_aside,
        **_period(tidied),
        "author": author,
        "loaded_at": now(),
    }


def memory(store: Store) -> dict[str, Any]:
    """What earlier files taught: mappings by signature, and labels."""
    kept = {key: known.document for key, known in store.current("memory").items()}
    labels = kept.pop("labels", {})
    return {"mappings": kept, "labels": labels}


def _remember(store: Store, signature: str, record: Mapping[str, Any], tidied: Tidy, people: Identified) -> None:
    known = memory(store)
    author, reason = record["author"], record["file_name"]
    if signature and record["mapping"] and record["mapping"] != known["mappings"].get(signature):
        store.save("memory", signature, record["mapping"], author, reason)
    labels = {**known["labels"], **without_identifiers(dict(tidied.labels), people.telling)}
    if labels != known["labels"]:
        store.save("memory", "labels", labels, author, reason)
