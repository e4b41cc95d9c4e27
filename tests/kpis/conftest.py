"""The store's views as tables of an in-memory database, filled by hand."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import duckdb
import pytest

TABLES = """
CREATE TABLE people (person_key INTEGER, unit VARCHAR, site VARCHAR, role VARCHAR, distance INTEGER, joined DATE,
    left_on DATE, programme_start DATE, team VARCHAR, cohort VARCHAR, directory BOOLEAN, moved BOOLEAN);
CREATE TABLE usage (person_key INTEGER, tool VARCHAR, measure VARCHAR, period_start DATE, period_end DATE,
    value DOUBLE);
CREATE TABLE responses (respondent_id INTEGER, person_key INTEGER, wave VARCHAR, unit VARCHAR, role VARCHAR,
    cohort VARCHAR, answered_at TIMESTAMP);
CREATE TABLE answers (respondent_id INTEGER, person_key INTEGER, wave VARCHAR, item VARCHAR, value DOUBLE,
    missing VARCHAR, scale VARCHAR);
CREATE TABLE waves (wave VARCHAR, kind VARCHAR, start_date DATE, end_date DATE, invited INTEGER);
"""
Fill = Callable[..., None]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database with the views' names and columns."""
    with duckdb.connect() as opened:
        opened.execute(TABLES)
        yield opened


@pytest.fixture
def staff(connection: duckdb.DuckDBPyConnection) -> Callable[..., None]:
    """staff(1, 2, 3): people of the directory; staff(4, joined=..., left=..., directory=...)."""

    def add(*keys: int, joined: str | None = None, left: str | None = None, directory: bool = True) -> None:
        for key in keys:
            connection.execute(
                "INSERT INTO people (person_key, joined, left_on, directory) VALUES (?, ?, ?, ?)",
                [key, joined, left, directory],
            )

    return add


@pytest.fixture
def report(connection: duckdb.DuckDBPyConnection) -> Callable[..., None]:
    """report(start, end, {person: {measure: value}}): one report of a tool."""

    def add(start: str, end: str, values: dict[int, dict[str, float]], tool: str = "teams") -> None:
        rows: Sequence[Sequence[Any]] = [
            [person, tool, measure, start, end, value]
            for person, measures in values.items()
            for measure, value in measures.items()
        ]
        connection.executemany("INSERT INTO usage VALUES (?, ?, ?, ?, ?, ?)", rows)

    return add
