"""Connections to DuckDB: locked down, one writer at a time, a cursor per query."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa
from duckdb import DuckDBPyConnection

from valuemodel.errors import ValueModelError
from valuemodel.store.sql import statements

Result = TypeVar("Result")
LOCKED_DOWN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "lock_configuration": "true",
}
WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between attempts while another process has the file open."""
DAMAGED = ("corrupt", "not a valid duckdb", "could not read enough bytes", "no more data remaining")
"""What the engine says of a file that was damaged or cut, in lower case."""
CONFLICT_ATTEMPTS = 5

_locks: dict[Path, threading.RLock] = {}
_locks_guard = threading.Lock()


def writer_lock(folder: Path) -> threading.RLock:
    """The one lock of a programme's folder in this process: whoever writes, or opens the facts, holds it."""
    with _locks_guard:
        return _locks.setdefault(folder.resolve(), threading.RLock())


def connect(path: Path) -> DuckDBPyConnection:
    """A locked-down connection to `path`; `store_busy` when another process keeps it open, `store_damaged` when it is
    not what the engine wrote.
    """
    for wait in (*WAITS, None):
        try:
            return duckdb.connect(str(path), config=LOCKED_DOWN)
        except duckdb.Error as error:
            said = str(error).lower()
            if any(sign in said for sign in DAMAGED):
                raise ValueModelError("store_damaged", path.name, file=path.name) from error
            if "lock" not in said:
                raise
            if wait is None:
                raise ValueModelError("store_busy", path.name, file=path.name) from error
            time.sleep(wait)
    raise AssertionError("the last attempt returns or raises")


class Query:
    """Statements of one subject ("facts" or "programme") on one cursor, by name."""

    def __init__(self, cursor: DuckDBPyConnection, subject: str) -> None:
        self.cursor = cursor
        self._statements = statements(subject)

    def named(self, name: str) -> str:
        """The text of statement `name`."""
        return self._statements[name]

    def run(self, name: str, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of statement `name`."""
        return self.cursor.execute(self._statements[name], values or None).fetchall()

    def value(self, name: str, **values: Any) -> Any:
        """The first value of the first row of statement `name`."""
        return self.run(name, **values)[0][0]

    def frame(self, name: str, **values: Any) -> pd.DataFrame:
        """The rows of statement `name` as a frame."""
        return self.cursor.execute(self._statements[name], values or None).df()

    def records(self, name: str, **values: Any) -> list[dict[str, Any]]:
        """The rows of statement `name` by column name."""
        self.cursor.execute(self._statements[name], values or None)
        columns = [column[0] for column in self.cursor.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in self.cursor.fetchall()]

    def insert(self, name: str, tables: Mapping[str, pa.Table], **values: Any) -> None:
        """Run statement `name` with `tables` visible under their names (the engine reads no variable by itself)."""
        for table_name, table in tables.items():
            self.cursor.register(table_name, table)
        try:
            self.run(name, **values)
        finally:
            for table_name in tables:
                self.cursor.unregister(table_name)


@contextmanager
def reading(connection: DuckDBPyConnection, subject: str) -> Iterator[Query]:
    """A cursor for a few queries that change nothing."""
    with connection.cursor() as cursor:
        yield Query(cursor, subject)


def in_transaction(connection: DuckDBPyConnection, subject: str, work: Callable[[Query], Result]) -> Result:
    """The result of `work`, whose changes are all made or none; tried again when another writer was in the way."""
    for attempt in range(CONFLICT_ATTEMPTS):
        with connection.cursor() as cursor:
            cursor.execute("begin")
            try:
                result = work(Query(cursor, subject))
                cursor.execute("commit")
                return result
            except BaseException as error:
                _roll_back(cursor)
                last = attempt == CONFLICT_ATTEMPTS - 1
                if last or not isinstance(error, duckdb.TransactionException) or "onflict" not in str(error):
                    raise
        time.sleep(WAITS[attempt])
    raise AssertionError("the last attempt returns or raises")


def _roll_back(cursor: DuckDBPyConnection) -> None:
    """Undo; a commit that failed has already undone everything, and then there is no transaction left to end."""
    try:
        cursor.execute("rollback")
    except duckdb.TransactionException as error:
        if "no transaction is active" not in str(error):
            raise
