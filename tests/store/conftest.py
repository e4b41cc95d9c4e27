"""Hand-made programmes and tidy files for the store's tests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from valuemodel.programme import Programme
from valuemodel.spreadsheets.types import ColumnMatch, Recognition, Tidy
from valuemodel.store import LoadReport, Store, store_tidy

PROGRAMME = Programme(key="atelier", name="Atelier", company="Exemple SA", started=date(2025, 1, 1), fictitious=True)


@pytest.fixture(autouse=True)
def keys_of_this_test_only(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    monkeypatch.setenv("VALUEMODEL_KEYS", str(folder))
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "programme", PROGRAMME, "Ada") as opened:
        yield opened


def _directory(
    rows: list[tuple[Any, ...]], columns: str = "person_id unit role programme_start"
) -> dict[str, pd.DataFrame]:
    return {"people": pd.DataFrame(rows, columns=columns.split()).assign(directory=True)}


def _usage(rows: list[tuple[Any, ...]]) -> dict[str, pd.DataFrame]:
    columns = ["person_id", "period_start", "period_end", "value"]
    frame = pd.DataFrame(rows, columns=columns)
    return {"activity": frame.assign(scope="person", tool="teams", measure="channel_messages")}


def _survey(sheets: list[tuple[Any, ...]]) -> dict[str, pd.DataFrame]:
    """Rows of person, declared unit, moment, search hours."""
    frame = pd.DataFrame(sheets, columns=["person_id", "unit", "answered_at", "value"])
    frame["respondent"] = range(10, 10 + len(frame))
    answers = frame[["respondent", "value"]].assign(item="search_hours", label=None, missing=None)
    respondents = frame.drop(columns="value").assign(role=None)
    questions = pd.DataFrame({"item": ["search_hours"], "question": ["Hours?"], "scale": ["number"]})
    return {"respondents": respondents, "answers": answers, "questions": questions}


def _costs(rows: list[tuple[Any, ...]]) -> dict[str, pd.DataFrame]:
    frame = pd.DataFrame(rows, columns=["line", "category", "month", "nature", "amount"])
    return {"costs": frame.assign(currency="EUR", in_budget=True, capex=False)}


def _load(store: Store, kind: str, tables: dict[str, pd.DataFrame], name: str = "", **more: Any) -> LoadReport:
    """Store `tables` as a file of its own name (and of bytes that no other file has)."""
    name = name or f"{kind}-{len(store.uploads())}.csv"
    rows = max(len(table) for table in tables.values())
    wave, author = more.pop("wave", None), more.pop("author", "Ada")
    sha256 = more.pop("sha256", hashlib.sha256(name.encode()).hexdigest())
    columns = (ColumnMatch(1, "Courriel", "", "person_id", True),)
    recognition = Recognition(name, sha256, "ready", "columns", kind, encoding="utf-8", header_rows=1, columns=columns)
    tidy = Tidy(kind, "columns", tables, rows, rows, 0, more.pop("issues", ()), more.pop("mapping", {}), **more)
    return store_tidy(store, recognition, tidy, wave, author)


@pytest.fixture
def files() -> SimpleNamespace:
    """Makers of tidy tables, and `load` to store them."""
    return SimpleNamespace(
        directory=_directory, usage=_usage, survey=_survey, costs=_costs, load=_load, programme=PROGRAMME
    )


VIEWS = ("people", "usage", "tenant_usage", "responses", "answers", "costs", "waves")


@pytest.fixture
def everything() -> Any:
    """All rows of all views, in the order in which they come."""

    def read(store: Store) -> dict[str, list[tuple[Any, ...]]]:
        with store.facts() as connection, connection.cursor() as cursor:
            return {view: cursor.sql(f"from {view}").fetchall() for view in VIEWS}

    return read


@pytest.fixture
def rows() -> Any:
    """Rows of a query on the facts."""

    def read(store: Store, query: str) -> list[tuple[Any, ...]]:
        with store.facts() as connection, connection.cursor() as cursor:
            return cursor.execute(query).fetchall()

    return read
