"""The two files on disk: opening one at the right schema, changing it on a copy, copying the facts to a clean file."""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from valuemodel.errors import ValueModelError
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


@contextmanager
def replaced(path: Path, subject: str) -> Iterator[DuckDBPyConnection]:
    """A connection to a copy of `path`, which takes its place when all went well; `store_full` without room for it.

    The engine writes parts of a file again where they are when it closes it: a process killed there, or a full disk,
    leaves one that nobody can open. A copy is whole or it is not there.
    """
    clear(path)
    if path.with_name(f"{path.name}.wal").exists():
        with opened(path, subject):  # closing brings in what a killed process had only noted beside the file
            pass
    draft = path.with_suffix(f".{uuid.uuid4().hex}.draft")
    try:
        _copy(path, draft)
        with opened(draft, subject) as connection:
            yield connection
            connection.execute("checkpoint")
        os.replace(draft, path)
    finally:
        clear(path)


def _copy(path: Path, draft: Path) -> None:
    try:
        shutil.copyfile(path, draft)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise ValueModelError("store_full", path.name, file=path.name) from error


def clear(path: Path) -> None:
    """Takes away what is left of copies of `path` that never took its place: they hold people too."""
    for draft in path.parent.glob(f"{path.stem}.*.draft*"):
        draft.unlink(missing_ok=True)


def rebuild(path: Path) -> None:
    """Replace `path` by a copy of what it holds now.

    After DELETE, CHECKPOINT and VACUUM the deleted text is still in a DuckDB file; only a new file is free of it. The
    copy needs two files at once, which the locked-down connections refuse: this one is in memory and does nothing else.
    """
    clear(path)
    fresh = path.with_suffix(".rebuilt.draft")
    sql = statements("rebuild")
    with closing(duckdb.connect()) as connection:
        connection.execute(sql["attach_old"], {"file": str(path)})
        connection.execute(sql["attach_fresh"], {"file": str(fresh)})
        connection.execute(sql["copy"])
    os.replace(fresh, path)
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
