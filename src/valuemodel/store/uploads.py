"""Uploads: their register, withdrawal and restoration, and the journal kept in step across the two files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import pyarrow as pa
from duckdb import DuckDBPyConnection

from valuemodel.errors import Issue, ValueModelError
from valuemodel.privacy import without_identifiers
from valuemodel.store.connection import Query, in_transaction, reading
from valuemodel.store.versions import now, with_zone


@dataclass(frozen=True)
class Upload:
    """One file taken in, and whether it still counts. Moments are in UTC."""

    upload_id: int
    file_name: str
    sha256: str
    format: str
    kind: str
    sheet: str
    encoding: str
    header_rows: int
    columns: tuple[Mapping[str, str], ...]
    mapping: Mapping[str, Any]
    issues: tuple[Issue, ...]
    wave: str
    rows_read: int
    rows_kept: int
    rows_set_aside: int
    period_start: date | None
    period_end: date | None
    author: str
    loaded_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_why: str | None = None

    @property
    def live(self) -> bool:
        """Whether its facts count."""
        return self.withdrawn_at is None


def upload(record: Mapping[str, Any]) -> Upload:
    """The upload in a row of the register."""
    read = {name: json.loads(record[name]) for name in ("columns", "mapping", "issues")}
    moments = {name: with_zone(record[name]) for name in ("loaded_at", "withdrawn_at") if record[name]}
    issues = tuple(Issue(**issue) for issue in read["issues"])
    return Upload(
        **{**record, **moments, "columns": tuple(read["columns"]), "mapping": read["mapping"], "issues": issues}
    )


def change_state(facts: DuckDBPyConnection, upload_id: int, action: str, author: str, reason: str) -> None:
    """Withdraw or restore an upload in the facts; refused when it does not exist or is already so."""

    def change(query: Query) -> None:
        known = {record["upload_id"]: record for record in query.records("register")}
        if upload_id not in known:
            raise ValueModelError("upload_unknown", str(upload_id), upload=upload_id)
        record = known[upload_id]
        withdrawn = record["withdrawn_at"] is not None
        if withdrawn == (action == "withdraw"):
            raise ValueModelError(f"upload_{action}_again", record["file_name"], file=record["file_name"])
        if action == "restore":
            _refuse_twin(query, record)
        query.run(
            "insert_event",
            upload_id=upload_id,
            action=action,
            at=now(),
            author=author,
            reason=without_identifiers(reason),
        )

    in_transaction(facts, "facts", change)


def _refuse_twin(query: Query, record: Mapping[str, Any]) -> None:
    """A file that was withdrawn and loaded again must not count twice."""
    twins = query.records("same_file", sha256=record["sha256"], sheet=record["sheet"])
    if twins and twins[0]["live"]:
        raise ValueModelError("upload_loaded_again", record["file_name"], file=record["file_name"])


class Untold(NamedTuple):
    """What the facts say and programme.duckdb does not yet: the register of uploads, and the events since."""

    register: pa.Table
    events: list[dict[str, Any]]


def untold(facts: DuckDBPyConnection, programme: DuckDBPyConnection) -> Untold:
    """What is new in the facts; it is read before they are closed, and told when they are safe."""
    with reading(programme, "programme") as query:
        last_event = query.value("last_event")
    with reading(facts, "facts") as query:
        register = query.cursor.sql(query.named("register")).to_arrow_table()
        return Untold(register, query.records("events_after", event_id=last_event))


def cells_without_closing(facts: DuckDBPyConnection, programme: DuckDBPyConnection) -> int | None:
    """The last closing there is, when the facts remember published cells of a later one, which was not frozen."""
    with reading(programme, "programme") as query:
        last = int(query.value("next_closing")) - 1
    with reading(facts, "facts") as query:
        return last if query.value("count_cells_after", number=last) else None


def tell(programme: DuckDBPyConnection, news: Untold) -> None:
    """Bring the register and the journal of programme.duckdb up to what the facts say; harmless when nothing is new.

    It runs after each change, and at opening when a killed process left a change untold.
    """

    def write(query: Query) -> None:
        query.run("delete_register")
        query.insert("insert_register", {"incoming_register": news.register})
        for event in news.events:
            _write_event(query, event)
        query.run("delete_pending")

    in_transaction(programme, "programme", write)


def _write_event(query: Query, event: Mapping[str, Any]) -> None:
    query.run(
        "insert_entry",
        at=event["happened_at"],
        author=event["author"],
        action=event["action"],
        what=event["file_name"],
        why=event["reason"],
        upload_id=event["upload_id"],
        event_id=event["event_id"],
    )
