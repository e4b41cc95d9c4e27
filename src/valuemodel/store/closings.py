"""Closings: frozen documents in programme.duckdb, and, with the facts, who was in each published cell."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from typing import Any

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from valuemodel.errors import ValueModelError
from valuemodel.store.connection import Query, in_transaction, reading
from valuemodel.store.journal import note
from valuemodel.store.versions import as_json, now


def next_number(programme: DuckDBPyConnection) -> int:
    """The number that the next closing will have."""
    with reading(programme, "programme") as query:
        return int(query.value("next_closing"))


def numbered(programme: DuckDBPyConnection, document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with its number, which is the next one; `closing_number` when it has another."""
    number = next_number(programme)
    if document.get("number", number) != number:
        raise ValueModelError("closing_number", str(number), expected=number, found=document["number"])
    return {**document, "number": number}


def remember_cells(facts: DuckDBPyConnection, number: int, published: Mapping[str, Set[int]]) -> None:
    """Who was in each published cell of closing `number`."""
    if published:
        table = _cell_table(published)
        in_transaction(
            facts, "facts", lambda query: query.insert("insert_cells", {"incoming_cells": table}, number=number)
        )


def freeze(programme: DuckDBPyConnection, document: Mapping[str, Any], author: str) -> None:
    """Keeps a numbered document for good."""
    number, frozen = document["number"], as_json(document)
    dated = {"as_of": document.get("as_of"), "fingerprint": document.get("fingerprint", "")}

    def write(query: Query) -> None:
        note(query, author, "close", str(number))
        query.run("insert_closing", number=number, at=now(), author=author, document=frozen, **dated)

    in_transaction(programme, "programme", write)


def _cell_table(published: Mapping[str, Set[int]]) -> pa.Table:
    keys = sorted(published)
    people = [np.sort(np.fromiter(published[key], dtype=np.int64)) for key in keys]
    columns = {
        "cell_key": pa.array(np.repeat(np.array(keys, dtype=object), [len(cell) for cell in people]), pa.string()),
        "person_key": pa.array(np.concatenate(people), pa.int64()),
    }
    return pa.table(columns)


def documents(programme: DuckDBPyConnection) -> list[dict[str, Any]]:
    """All documents, the oldest first."""
    with reading(programme, "programme") as query:
        return [json.loads(row[0]) for row in query.run("closings")]


def document(programme: DuckDBPyConnection, number: int | None) -> dict[str, Any] | None:
    """The document of closing `number`, or of the last one."""
    with reading(programme, "programme") as query:
        rows = query.run("last_closing") if number is None else query.run("closing", number=number)
    return json.loads(rows[0][0]) if rows else None


def cells(facts: DuckDBPyConnection) -> dict[tuple[int, str], frozenset[int]]:
    """Who was in each published cell, by closing number and cell key."""
    with reading(facts, "facts") as query:
        return {(number, key): frozenset(people) for number, key, people in query.run("published_cells")}
