"""Loading a file: the one path of the page and the command line, from bytes to facts, everything or nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from duckdb import DuckDBPyConnection

from valuemodel.errors import Issue, ValueModelError
from valuemodel.privacy import applies_gdpr, legal_issues, without_identifiers
from valuemodel.spreadsheets.types import ColumnMatch, Recognition, Tidy
from valuemodel.store.connection import Query, in_transaction, reading
from valuemodel.store.store import Store
from valuemodel.store.versions import now
from valuemodel.store.writing import Identified, about_people, people_key, write_tables, write_upload

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class LoadReport:
    """What became of a file. `outcome` is loaded, asks (see `recognition.questions`), refused or duplicate."""

    file: str
    format: str
    kind: str
    encoding: str
    header_rows: int
    rows_read: int
    rows_kept: int
    rows_set_aside: int
    columns: tuple[ColumnMatch, ...]
    issues: tuple[Issue, ...]
    outcome: str
    seconds: float
    upload_id: int | None
    recognition: Recognition
    wave: str = ""


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
    `sheet` the sheet to take. `progress` is called with a share done and the step's key (`store.steps.<step>`).
    """
    from valuemodel.spreadsheets import recognise, tidy

    told = progress or (lambda share, step: None)
    started = time.perf_counter()
    given = dict(answers or {})
    told(0.05, "reading")
    recognition = recognise(content, file_name, memory(store), sheet)
    unanswered = [question for question in recognition.questions if question.key not in given]
    if recognition.outcome == "refused" or (recognition.outcome == "asks" and unanswered):
        return replace(_report(recognition, None, recognition.outcome, ()), seconds=time.perf_counter() - started)
    told(0.4, "tidying")
    try:
        tidied = tidy(recognition, given)
    except ValueModelError as error:
        refused = _report(recognition, None, "refused", (error.issue,))
        return replace(refused, seconds=time.perf_counter() - started)
    told(0.7, "storing")
    report = store_tidy(store, recognition, tidied, wave, author)
    told(1.0, "done")
    return replace(report, seconds=time.perf_counter() - started)


def store_tidy(store: Store, recognition: Recognition, tidy: Tidy, wave: str | None, author: str) -> LoadReport:
    """Store a tidy file, unless its legal ground is missing, it is there already, or its wave cannot be told."""
    started = time.perf_counter()
    programme = store.programme()
    personal = about_people(tidy.tables)
    issues = legal_issues(programme, store.legal_ground()) if personal else ()
    named = wave_of(tidy, wave)
    if named is None:
        issues += (Issue("wave_needed", recognition.file_name, {"file": recognition.file_name}),)
    if issues:
        return _report(recognition, tidy, "refused", issues)
    people = Identified(tidy.tables)
    record = _record(recognition, tidy, named or "", author, people)
    with store.lock:
        repeated = _duplicate(store, record)
        if repeated:
            return _report(recognition, tidy, "duplicate", (repeated,))
        upload_id, found = _store(store, programme.key, record, tidy, people)
        _remember(store, recognition, tidy, people, author)
    if personal and not applies_gdpr(programme) and not programme.fictitious:
        found += (Issue("legal_elsewhere", "", {"country": programme.country}),)
    report = _report(recognition, tidy, "loaded", found)
    return replace(report, upload_id=upload_id, wave=named or "", seconds=time.perf_counter() - started)


def wave_of(tidy: Tidy, wave: str | None) -> str | None:
    """The survey wave of a file: as named, else the month of its middle answer, None when nothing tells; else ""."""
    if wave:
        return " ".join(wave.split())
    if tidy.kind != "survey":
        return ""
    sheets = tidy.tables.get("respondents", pd.DataFrame())
    moments = (
        pd.to_datetime(sheets["answered_at"]).dropna() if "answered_at" in sheets else pd.Series(dtype="datetime64[ns]")
    )
    return None if moments.empty else f"{moments.sort_values().iloc[len(moments) // 2]:%Y-%m}"


def _store(
    store: Store, programme_key: str, record: Mapping[str, Any], tidy: Tidy, people: Identified
) -> tuple[int, tuple[Issue, ...]]:
    def write(query: Query) -> int:
        if people.identifiers:
            people.store(query, people_key(query, programme_key))
        upload_id = write_upload(query, record)
        write_tables(query, upload_id, tidy.tables, people, record["wave"])
        event = {"upload_id": upload_id, "action": "load", "at": record["loaded_at"]}
        query.run("insert_event", **event, author=record["author"], reason="")
        return upload_id

    with store.changing_facts("load") as connection:
        upload_id = in_transaction(connection, "facts", write)
        return upload_id, _meeting(connection, upload_id, record)


def _record(recognition: Recognition, tidy: Tidy, wave: str, author: str, people: Identified) -> dict[str, Any]:
    """The register's row: provenance, from which anything that identifies a person is hidden."""
    columns = [{"header": column.header, "becomes": column.becomes} for column in recognition.columns]
    told = {
        "file_name": recognition.file_name,
        "columns": columns,
        "mapping": tidy.mapping,
        "issues": [issue.as_json() for issue in (*recognition.issues, *tidy.issues)],
    }
    return {
        **without_identifiers(told, people.identifiers),
        "sha256": recognition.sha256,
        "format": tidy.format,
        "kind": tidy.kind,
        "sheet": recognition.sheet,
        "encoding": recognition.encoding,
        "header_rows": recognition.header_rows,
        "wave": wave,
        "rows_read": tidy.rows_read,
        "rows_kept": tidy.rows_kept,
        "rows_set_aside": tidy.rows_set_aside,
        "period_start": tidy.period_start,
        "period_end": tidy.period_end,
        "author": author,
        "loaded_at": now(),
    }


def _duplicate(store: Store, record: Mapping[str, Any]) -> Issue | None:
    """The file was taken in before: it counts already, or it was withdrawn and can be restored as it was."""
    same = [u for u in store.uploads() if (u.sha256, u.sheet) == (record["sha256"], record["sheet"])]
    live = [upload for upload in same if upload.live]
    alike = [upload for upload in same if (upload.mapping, upload.wave) == (record["mapping"], record["wave"])]
    if not live and not alike:
        return None
    earlier = (live or alike)[0]
    values = {"file": earlier.file_name, "upload": earlier.upload_id, "date": f"{earlier.loaded_at:%Y-%m-%d}"}
    return Issue("duplicate_file" if live else "duplicate_withdrawn", record["file_name"], values)


def _meeting(connection: DuckDBPyConnection, upload_id: int, record: Mapping[str, Any]) -> tuple[Issue, ...]:
    """What to know when the new upload meets the earlier ones."""
    where = record["file_name"]
    with reading(connection, "facts") as query:
        found = [
            Issue("periods_overlap", where, {"tool": tool, "start": f"{start}", "end": f"{end}"})
            for tool, start, end in query.run("overlapping", upload_id=upload_id)
        ]
        for tool, by_person in query.run("concealment_changed", upload_id=upload_id):
            found.append(Issue("concealment_ended" if by_person else "concealment_began", where, {"tool": tool}))
        unlinked = query.value("unlinked_in_wave", wave=record["wave"], upload_id=upload_id)
        if unlinked and record["kind"] == "survey":
            found.append(Issue("wave_answered_before", where, {"wave": record["wave"]}))
        replaced = query.value("replaced_costs", upload_id=upload_id)
        if replaced:
            found.append(Issue("costs_replaced", where, {"count": replaced}))
        named, matched, listed = query.run("share_in_directory", upload_id=upload_id)[0]
    if listed and named >= 20 and matched < named / 2:
        found.append(Issue("people_not_in_directory", where, {"share": round(100 * matched / named)}))
    return tuple(found)


def memory(store: Store) -> dict[str, Any]:
    """What earlier files taught: mappings by signature, and labels."""
    kept = {key: known.document for key, known in store.current("memory").items()}
    labels = kept.pop("labels", {})
    return {"mappings": kept, "labels": labels}


def _remember(store: Store, recognition: Recognition, tidy: Tidy, people: Identified, author: str) -> None:
    known = memory(store)
    mapping = without_identifiers(tidy.mapping, people.identifiers)
    if recognition.signature and mapping and mapping != known["mappings"].get(recognition.signature):
        store.save("memory", recognition.signature, mapping, author, recognition.file_name)
    labels = {**known["labels"], **without_identifiers(dict(tidy.labels), people.identifiers)}
    if labels != known["labels"]:
        store.save("memory", "labels", labels, author, recognition.file_name)


def _report(recognition: Recognition, tidy: Tidy | None, outcome: str, issues: tuple[Issue, ...]) -> LoadReport:
    rows = (tidy.rows_read, tidy.rows_kept, tidy.rows_set_aside) if tidy else (0, 0, 0)
    return LoadReport(
        file=recognition.file_name,
        format=tidy.format if tidy else recognition.format,
        kind=tidy.kind if tidy else recognition.kind,
        encoding=recognition.encoding,
        header_rows=recognition.header_rows,
        rows_read=rows[0],
        rows_kept=rows[1],
        rows_set_aside=rows[2],
        columns=recognition.columns,
        issues=(*recognition.issues, *(tidy.issues if tidy else ()), *issues),
        outcome=outcome,
        seconds=0.0,
        upload_id=None,
        recognition=recognition,
    )
