"""The journal: who did what, when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from duckdb import DuckDBPyConnection

from valuemodel.privacy import without_identifiers
from valuemodel.store.connection import Query, reading
from valuemodel.store.versions import now, with_zone


@dataclass(frozen=True)
class Entry:
    """One line of the journal: who did what, when (UTC) and why. `action` names the text `store.actions.<action>`."""

    at: datetime
    author: str
    action: str
    what: str
    why: str = ""
    upload_id: int | None = None


def note(query: Query, author: str, action: str, what: str, why: str = "") -> None:
    """A line in the journal, within the caller's transaction."""
    why = without_identifiers(why)
    query.run("insert_entry", at=now(), author=author, action=action, what=what, why=why, upload_id=None, event_id=None)


def entries(programme: DuckDBPyConnection, limit: int) -> list[Entry]:
    """The latest entries, the newest first."""
    with reading(programme, "programme") as query:
        records = query.records("journal", limit=limit)
    return [Entry(at=with_zone(record.pop("happened_at")), **record) for record in records]
