"""The store of one programme: a folder with `facts.duckdb` (people) and `programme.duckdb` (decisions and closings)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from valuemodel.errors import ValueModelError
from valuemodel.privacy import LegalGround, check_programme, legal_ground
from valuemodel.programme import Programme, as_document, from_document
from valuemodel.store import closings
from valuemodel.store.connection import Query, connect, in_transaction, reading, writer_lock
from valuemodel.store.files import clear, opened, rebuild, replaced
from valuemodel.store.journal import Entry, entries, note
from valuemodel.store.migrations import migrate
from valuemodel.store.remembered import remembered
from valuemodel.store.uploads import Upload, cells_without_closing, change_state, tell, untold, upload
from valuemodel.store.versions import Version, as_json, now, version, write_version

FACTS, PROGRAMME = "facts.duckdb", "programme.duckdb"


class Store:
    """One programme's folder. Open one per process and share it: each query has its own cursor, writers take turns."""

    def __init__(self, folder: Path, connection: DuckDBPyConnection) -> None:
        self.folder = folder
        self.facts_file = folder / FACTS
        self.lock = writer_lock(folder)
        self._programme = connection
        self._remembered = remembered(folder)
        self._remembered.forget()

    @staticmethod
    def exists(folder: Path | str) -> bool:
        """Whether `folder` holds a programme."""
        return (Path(folder) / PROGRAMME).exists()

    @classmethod
    def create(cls, folder: Path | str, programme: Programme, author: str) -> Store:
        """A new programme in `folder` (made when absent); `store_exists` when there is one already."""
        folder = Path(folder)
        check_programme(programme)
        if cls.exists(folder):
            raise ValueModelError("store_exists", str(folder), folder=str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        with opened(folder / FACTS, "facts") as facts, reading(facts, "facts") as query:
            if query.value("next_upload") > 1:
                raise ValueModelError("store_exists", str(folder), folder=str(folder))
        # Under another name until it is complete: a process killed here leaves nothing that looks like a programme.
        draft = folder / f"{PROGRAMME}.new"
        draft.unlink(missing_ok=True)
        with opened(draft, "programme") as connection:
            cls(folder, connection).save("settings", "programme", as_document(programme), author)
        draft.replace(folder / PROGRAMME)
        return cls.open(folder)

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

    @property
    def turn(self) -> int:
        """How many writes of versions and closings this process has seen: the same number, the same settings."""
        return self._remembered.turn

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
        return {record["key"]: version(record) for record in self._versions("current_versions", kind=kind)}

    def versions(self, kind: str, key: str) -> list[Version]:
        """All versions of `key`, the latest first."""
        return [version(record) for record in self._versions("versions_of", kind=kind, key=key)]

    def history(self, kind: str) -> list[Version]:
        """All versions of all keys of `kind`, the oldest first."""
        return [version(record) for record in self._versions("history", kind=kind)]

    def _versions(self, statement: str, **asked: str) -> list[dict[str, Any]]:
        """Rows of versions; each reading makes versions of its own of them, which may be changed freely."""

        def read() -> list[dict[str, Any]]:
            with reading(self._programme, "programme") as query:
                return query.records(statement, **asked)

        return self._remembered.of((statement, *asked.values()), read)

    def restore(self, version_id: int, author: str, reason: str = "") -> Version:
        """The document of an earlier version as a new version."""
        with reading(self._programme, "programme") as query:
            found = query.records("version_by_id", version_id=version_id)
        if not found:
            raise ValueModelError("version_unknown", str(version_id), version=version_id)
        old = version(found[0])
        return self._write_version(old.kind, old.key, old.document, author, reason, version_id)

    def erase(self, kind: str, key: str, author: str, reason: str = "") -> None:
        """Empties every version of `key` for good, as a withdrawn consent asks; that it was there stays told.

        The file gives the room back, and the words with it, when it is next copied (a rebuild).
        """
        with self.lock:

            def write(query: Query) -> None:
                query.run("erase_versions", kind=kind, key=key, document=as_json({"withdrawn": True}))
                note(query, author, "erase", f"{kind}/{key}", reason)

            in_transaction(self._programme, "programme", write)
            self._remembered.forget()

    def _write_version(
        self, kind: str, key: str, document: Mapping[str, Any], author: str, reason: str, restored_from: int | None
    ) -> Version:
        with self.lock:
            if (kind, key) == ("settings", "programme"):
                before = self.current("settings").get("programme")
                check_programme(from_document(document), from_document(before.document) if before else None)
            action = "save" if restored_from is None else "restore_version"

            def write(query: Query) -> Version:
                written = write_version(query, kind, key, document, author, reason, restored_from)
                if kind != "memory":  # what files teach is told by their own entry
                    note(query, author, action, f"{kind}/{key}", reason)
                return written

            written = in_transaction(self._programme, "programme", write)
            self._remembered.forget()
            return written

    # The journal

    def journal(self, limit: int = 100) -> list[Entry]:
        """The latest entries, the newest first."""
        return entries(self._programme, limit)

    # Facts and uploads

    @contextmanager
    def facts(self) -> Iterator[DuckDBPyConnection]:
        """A short-lived connection to the facts, under the writer's lock; `facts_missing` when the file was deleted.

        To read them: `changing_facts` is for changes.
        """
        self._need_facts()
        with self.lock, opened(self.facts_file, "facts") as connection:
            yield connection

    @contextmanager
    def changing_facts(self, action: str, then: Callable[[], None] = lambda: None) -> Iterator[DuckDBPyConnection]:
        """The facts for a change that is made whole or not at all, and that the journal will tell, even if this process
        dies in between. `then` runs when the change is on the disk and before it is told.
        """
        self._need_facts()
        with self.lock:
            in_transaction(
                self._programme, "programme", lambda query: query.run("insert_pending", at=now(), action=action)
            )
            try:
                with replaced(self.facts_file, "facts") as connection:
                    yield connection
                    news = untold(connection, self._programme)
                then()
            except BaseException:
                self._tell_what_was_interrupted()
                raise
            tell(self._programme, news)

    def _need_facts(self) -> None:
        if not self.facts_file.exists():
            raise ValueModelError("facts_missing", FACTS, file=FACTS)

    def _tell_what_was_interrupted(self) -> None:
        """Brings the two files together after a change that did not come to its end."""
        with self.lock:
            clear(self.facts_file)
            with reading(self._programme, "programme") as query:
                interrupted = query.value("count_pending")
            if interrupted and self.facts_file.exists():
                self._tell_from_facts()

    def _tell_from_facts(self) -> None:
        with self.facts() as facts:
            last = cells_without_closing(facts, self._programme)
            news = untold(facts, self._programme)
        if last is not None:
            with replaced(self.facts_file, "facts") as facts, reading(facts, "facts") as query:
                query.run("delete_cells_after", number=last)
        tell(self._programme, news)

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
        self,
        wave: str,
        author: str,
        *,
        start: date | None = None,
        end: date | None = None,
        invited: int | None = None,
    ) -> None:
        """Say of a survey wave when it ran (else its answers tell) and how many people were invited."""
        values = {"wave": wave, "start_date": start, "end_date": end, "invited": invited}

        def told() -> None:
            in_transaction(self._programme, "programme", lambda query: note(query, author, "describe_wave", wave))

        with self.changing_facts("describe_wave", told) as facts:
            in_transaction(facts, "facts", lambda query: query.run("describe_wave", **values))

    # Closings

    def next_closing_number(self) -> int:
        """The number that the next closing will have."""
        return self._remembered.of(("next_closing",), lambda: closings.next_number(self._programme))

    def save_closing(
        self, document: Mapping[str, Any], author: str, cells: Mapping[str, Set[int]] | None = None
    ) -> int:
        """Freeze a closing's document, and remember who was in its published `cells` (cell key to person keys).

        The document's `number`, when it has one, must be the next one; `as_of` and `fingerprint` are kept beside it.
        """
        with self.lock:
            known = closings.numbered(self._programme, document)
            try:
                with self.changing_facts("close", lambda: closings.freeze(self._programme, known, author)) as facts:
                    closings.remember_cells(facts, known["number"], cells or {})
            finally:
                self._remembered.forget()
            return int(known["number"])

    def closing_documents(self) -> list[dict[str, Any]]:
        """All closings' documents, the oldest first."""
        return closings.documents(self._programme)

    def closing_document(self, number: int | None = None) -> dict[str, Any] | None:
        """The document of closing `number` (the last one by default), if there is one."""
        return closings.document(self._programme, number)

    def published_cells(self) -> dict[tuple[int, str], frozenset[int]]:
        """Who was in each published cell, by closing number and cell key (opens the facts)."""
        with self.facts() as facts:
            return closings.cells(facts)

    def uploads_since(self, closing_number: int = 0) -> int:
        """How many uploads were loaded, withdrawn or restored after closing `closing_number` (0: ever)."""
        with reading(self._programme, "programme") as query:
            return int(query.value("uploads_since", number=closing_number))

    def rebuild_facts(self, author: str) -> None:
        """Copy the facts to a new file and delete the old one: only so does what was deleted leave the disk."""
        with self.lock:
            rebuild(self.facts_file)
            in_transaction(self._programme, "programme", lambda query: note(query, author, "rebuild", FACTS))
