"""The store of one programme: a folder with `facts.duckdb` (people) and `programme.duckdb` (decisions and closings)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from valuemodel.errors import ValueModelError
from valuemodel.privacy import LegalGround, check_thresholds, legal_ground
from valuemodel.programme import Programme, as_document, from_document
from valuemodel.store.connection import Query, connect, in_transaction, reading, writer_lock
from valuemodel.store.migrations import migrate
from valuemodel.store.uploads import Upload, change_state, tell, upload
from valuemodel.store.versions import Version, as_json, now, version, with_zone, write_version

FACTS, PROGRAMME = "facts.duckdb", "programme.duckdb"


@dataclass(frozen=True)
class Entry:
    """One line of the journal: who did what, when (UTC) and why."""

    at: datetime
    author: str
    action: str
    what: str
    why: str = ""
    upload_id: int | None = None


class Store:
    """One programme's folder. Open one per process and share it: each query has its own cursor, writers take turns."""

    def __init__(self, folder: Path, connection: DuckDBPyConnection) -> None:
        self.folder = folder
        self.lock = writer_lock(folder)
        self._programme = connection

    @staticmethod
    def exists(folder: Path | str) -> bool:
        """Whether `folder` holds a programme."""
        return (Path(folder) / PROGRAMME).exists()

    @classmethod
    def create(cls, folder: Path | str, programme: Programme, author: str) -> Store:
        """A new programme in `folder` (made when absent); `store_exists` when there is one already."""
        folder = Path(folder)
        check_thresholds(programme)
        if cls.exists(folder) or (folder / FACTS).exists():
            raise ValueModelError("store_exists", str(folder), folder=str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        with _opened(folder / FACTS, "facts"):
            pass
        connection = connect(folder / PROGRAMME)
        migrate(connection, "programme", PROGRAMME)
        store = cls(folder, connection)
        store.save("settings", "programme", as_document(programme), author, "")
        return store

    @classmethod
    def open(cls, folder: Path | str) -> Store:
        """The programme in `folder`; `store_missing` when there is none, `schema_newer` when it is beyond this code."""
        folder = Path(folder)
        if not cls.exists(folder):
            raise ValueModelError("store_missing", str(folder), folder=str(folder))
        connection = connect(folder / PROGRAMME)
        try:
            migrate(connection, "programme", PROGRAMME)
            store = cls(folder, connection)
            store._tell_what_was_interrupted()
        except BaseException:
            connection.close()
            raise
        return store

    def close(self) -> None:
        """Let the programme's file go."""
        self._programme.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Settings and their versions

    def programme(self) -> Programme:
        """What is being valued, as it is set now."""
        return from_document(self.current("settings")["programme"].document)

    def legal_ground(self) -> LegalGround | None:
        """The legal ground as it was filled in, if it was."""
        known = self.current("settings").get("legal_ground")
        return legal_ground(known.document) if known else None

    def save(self, kind: str, key: str, document: Mapping[str, Any], author: str, reason: str = "") -> Version:
        """A new version of `key`; a lower smallest group size than before is refused (`k_lowered`)."""
        return self._write_version(kind, key, document, author, reason, None)

    def current(self, kind: str) -> dict[str, Version]:
        """The latest version of each key of `kind`."""
        with reading(self._programme, "programme") as query:
            return {record["key"]: version(record) for record in query.records("current_versions", kind=kind)}

    def versions(self, kind: str, key: str) -> list[Version]:
        """All versions of `key`, the latest first."""
        with reading(self._programme, "programme") as query:
            return [version(record) for record in query.records("versions_of", kind=kind, key=key)]

    def restore(self, version_id: int, author: str, reason: str = "") -> Version:
        """The document of an earlier version as a new version."""
        with reading(self._programme, "programme") as query:
            found = query.records("version_by_id", version_id=version_id)
        if not found:
            raise ValueModelError("version_unknown", str(version_id), version=version_id)
        old = version(found[0])
        return self._write_version(old.kind, old.key, old.document, author, reason, version_id)

    def _write_version(
        self, kind: str, key: str, document: Mapping[str, Any], author: str, reason: str, restored_from: int | None
    ) -> Version:
        with self.lock:
            if (kind, key) == ("settings", "programme"):
                before = self.current("settings").get("programme")
                check_thresholds(from_document(document), from_document(before.document) if before else None)
            action = "save" if restored_from is None else "restore_version"

            def write(query: Query) -> Version:
                written = write_version(query, kind, key, document, author, reason, restored_from)
                note(query, author, action, f"{kind}/{key}", reason)
                return written

            return in_transaction(self._programme, "programme", write)

    # The journal

    def journal(self, limit: int = 100) -> list[Entry]:
        """The latest entries, the newest first."""
        with reading(self._programme, "programme") as query:
            records = query.records("journal", limit=limit)
        return [Entry(at=with_zone(record.pop("happened_at")), **record) for record in records]

    # Facts and uploads

    @contextmanager
    def facts(self) -> Iterator[DuckDBPyConnection]:
        """A short-lived connection to the facts, under the writer's lock; `facts_missing` when the file was deleted."""
        path = self.folder / FACTS
        if not path.exists():
            raise ValueModelError("facts_missing", FACTS, file=FACTS)
        with self.lock, _opened(path, "facts") as connection:
            yield connection

    @contextmanager
    def changing_facts(self, action: str) -> Iterator[DuckDBPyConnection]:
        """The facts for a change that the journal will tell, even if this process dies in between."""
        with self.facts() as connection:
            in_transaction(
                self._programme, "programme", lambda query: query.run("insert_pending", at=now(), action=action)
            )
            try:
                yield connection
            finally:
                tell(connection, self._programme)

    def _tell_what_was_interrupted(self) -> None:
        with reading(self._programme, "programme") as query:
            interrupted = query.value("count_pending")
        if interrupted and (self.folder / FACTS).exists():
            with self.facts() as connection:
                tell(connection, self._programme)

    def uploads(self) -> list[Upload]:
        """All uploads, the latest first, those withdrawn too; read without opening the facts."""
        with reading(self._programme, "programme") as query:
            return [upload(record) for record in query.records("register")]

    def withdraw(self, upload_id: int, author: str, reason: str = "") -> None:
        """Take an upload's facts out of every figure to come; they stay on file."""
        with self.changing_facts("withdraw") as connection:
            change_state(connection, upload_id, "withdraw", author, reason)

    def restore_upload(self, upload_id: int, author: str, reason: str = "") -> None:
        """Let a withdrawn upload's facts count again, exactly as they were."""
        with self.changing_facts("restore") as connection:
            change_state(connection, upload_id, "restore", author, reason)

    def describe_wave(
        self, wave: str, *, start: date | None = None, end: date | None = None, invited: int | None = None
    ) -> None:
        """Say of a survey wave when it ran and how many people were invited."""
        values = {"wave": wave, "start_date": start, "end_date": end, "invited": invited}
        with self.facts() as connection:
            in_transaction(connection, "facts", lambda query: query.run("describe_wave", **values))

    # Closings

    def next_closing_number(self) -> int:
        """The number that the next closing will have."""
        with reading(self._programme, "programme") as query:
            return int(query.value("next_closing"))

    def save_closing(
        self, document: Mapping[str, Any], author: str, cells: Mapping[str, Set[int]] | None = None
    ) -> int:
        """Freeze a closing's document and remember who was in its published `cells` (cell key to person keys).

        The document's `number`, when it has one, must be the next; `as_of` and `fingerprint` are kept beside it.
        """
        with self.changing_facts("close") as connection:
            number = self.next_closing_number()
            if document.get("number", number) != number:
                raise ValueModelError("closing_number", str(number), expected=number, found=document["number"])
            if cells:
                table = _cell_table(cells)
                in_transaction(
                    connection,
                    "facts",
                    lambda query: query.insert("insert_cells", {"incoming_cells": table}, number=number),
                )
            in_transaction(self._programme, "programme", lambda query: _write_closing(query, number, document, author))
        return number

    def closing_documents(self) -> list[dict[str, Any]]:
        """All closings' documents, the oldest first."""
        with reading(self._programme, "programme") as query:
            return [json.loads(row[0]) for row in query.run("closings")]

    def closing_document(self, number: int | None = None) -> dict[str, Any] | None:
        """The document of closing `number` (the last one by default), if there is one."""
        with reading(self._programme, "programme") as query:
            rows = query.run("last_closing") if number is None else query.run("closing", number=number)
        return json.loads(rows[0][0]) if rows else None

    def published_cells(self) -> dict[tuple[int, str], frozenset[int]]:
        """Who was in each published cell, by closing number and cell key (opens the facts)."""
        with self.facts() as connection, reading(connection, "facts") as query:
            return {(number, key): frozenset(people) for number, key, people in query.run("published_cells")}

    def uploads_since(self, closing_number: int = 0) -> int:
        """How many uploads were loaded, withdrawn or restored after closing `closing_number` (0: ever)."""
        with reading(self._programme, "programme") as query:
            return int(query.value("uploads_since", number=closing_number))


@contextmanager
def _opened(path: Path, subject: str) -> Iterator[DuckDBPyConnection]:
    connection = connect(path)
    try:
        migrate(connection, subject, path.name)
        yield connection
    finally:
        connection.close()


def note(query: Query, author: str, action: str, what: str, why: str = "") -> None:
    """A line in the journal, within the caller's transaction."""
    query.run("insert_entry", at=now(), author=author, action=action, what=what, why=why, upload_id=None, event_id=None)


def _cell_table(cells: Mapping[str, Set[int]]) -> pa.Table:
    pairs = [(key, person) for key, people in sorted(cells.items()) for person in sorted(people)]
    return pa.table({"cell_key": [key for key, _ in pairs], "person_key": [person for _, person in pairs]})


def _write_closing(query: Query, number: int, document: Mapping[str, Any], author: str) -> None:
    note(query, author, "close", str(number))
    query.run(
        "insert_closing",
        number=number,
        as_of=document.get("as_of"),
        at=now(),
        author=author,
        fingerprint=document.get("fingerprint", ""),
        document=as_json({**document, "number": number}),
    )
