"""The two files on disk: opening one at the right schema, and copying the facts to a clean file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from valuemodel.store.connection import connect
from valuemodel.store.migrations import migrate
from valuemodel.store.sql import statements


@contextmanager
def opened(path: Path, subject: str) -> Iterator[DuckDBPyConnection]:
    """A short-lived connection to `path`, migrated."""
    connection = connect(path)
    try:
        migrate(connection, subject, path.name)
        yield connection
    finally:
        connection.close()


def rebuild(path: Path) -> None:
    """Replace `path` by a copy of what it holds now.

    After DELETE, CHECKPOINT and VACUUM the deleted text is still in a DuckDB file; only a new file is free of it. The
    copy needs two files at once, which the locked-down connections refuse: this one is in memory and does nothing else.
    """
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    sql = statements("rebuild")
    with closing(duckdb.connect()) as connection:
        connection.execute(sql["attach_old"], {"file": str(path)})
        connection.execute(sql["attach_fresh"], {"file": str(fresh)})
        connection.execute(sql["copy"])
    os.replace(fresh, path)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
