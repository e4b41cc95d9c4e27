"""Numbered migrations: `facts/` and `programme/` hold `NNNN_what.sql`, applied once, in order, in one transaction."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from duckdb import CatalogException, DuckDBPyConnection

from valuemodel.errors import ValueModelError

_CREATE = "create table if not exists schema_version (version integer primary key, applied_at timestamp default now())"


@cache
def _scripts(subject: str) -> dict[int, str]:
    folder = Path(__file__).parent / subject
    return {int(file.name[:4]): file.read_text("utf-8") for file in sorted(folder.glob("[0-9]*.sql"))}


def migrate(connection: DuckDBPyConnection, subject: str, file_name: str) -> None:
    """Bring a database ("facts" or "programme") to this code's schema; `schema_newer` when it is beyond."""
    scripts = _scripts(subject)
    version = _version(connection)
    if version > max(scripts):
        raise ValueModelError("schema_newer", file_name, file=file_name, found=version, known=max(scripts))
    missing = [number for number in scripts if number > version]
    if not missing:
        return
    with connection.cursor() as cursor:
        cursor.execute("begin")
        cursor.execute(_CREATE)
        for number in missing:
            cursor.execute(scripts[number])
            cursor.execute("insert into schema_version (version) values ($version)", {"version": number})
        cursor.execute("commit")


def _version(connection: DuckDBPyConnection) -> int:
    with connection.cursor() as cursor:
        try:
            return int(cursor.execute("select coalesce(max(version), 0) from schema_version").fetchall()[0][0])
        except CatalogException:  # a new file: the table is not there yet
            return 0
