"""Tidy frames as typed Arrow tables, ready to be inserted: DuckDB then guesses no type."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa

TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "name": pa.string(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.timestamp("us"),
}
"""`name` is a text that groups are made of: spaces around and between its words do not count."""

PEOPLE = {
    "person_key": "integer",
    "directory": "boolean",
    "unit": "name",
    "site": "name",
    "role": "text",
    "distance": "integer",
    "joined": "date",
    "left_on": "date",
    "programme_start": "date",
    "team": "name",
}
RESPONDENTS = {
    "respondent_id": "integer",
    "person_key": "integer",
    "unit": "name",
    "role": "text",
    "answered_at": "date",
}
ANSWERS = {"respondent_id": "integer", "item": "text", "value": "number", "label": "text", "missing": "text"}
QUESTIONS = {"item": "text", "question": "text", "scale": "text"}
SERIES = {
    "series_key": "integer",
    "scope": "text",
    "tool": "text",
    "measure": "text",
    "period_start": "date",
    "period_end": "date",
}
COSTS = {
    "line": "name",
    "category": "text",
    "month": "date",
    "nature": "text",
    "amount": "number",
    "currency": "text",
    "in_budget": "boolean",
    "capex": "boolean",
}

TIES = {
    "source_key": "integer",
    "target_key": "integer",
    "period_start": "date",
    "period_end": "date",
    "weight": "number",
}
UNIT_TIES = {
    "source_key": "integer",
    "source_unit": "name",
    "source_size": "integer",
    "target_unit": "name",
    "target_size": "integer",
    "period_start": "date",
    "period_end": "date",
    "hours": "number",
}
COMMUNITIES = {
    "community": "name",
    "goal": "text",
    "animated": "boolean",
    "created_on": "date",
    "last_active_on": "date",
    "members": "integer",
    "contributors": "integer",
}


def typed(frame: pd.DataFrame, columns: Mapping[str, str]) -> pa.Table:
    """`frame` with exactly `columns` (name: a key of TYPES); absent columns are empty."""
    arrays = {name: _array(frame.get(name), kind, len(frame)) for name, kind in columns.items()}
    return pa.table(arrays)


def _array(series: pd.Series | None, kind: str, length: int) -> pa.Array:
    if series is None:
        return pa.nulls(length, TYPES[kind])
    if kind == "text" and isinstance(series.dtype, pd.CategoricalDtype):
        return pa.Array.from_pandas(series).cast(pa.dictionary(pa.int32(), pa.string()))
    if kind == "date":
        series = pd.to_datetime(series)
    elif kind in ("integer", "number"):
        series = pd.to_numeric(series).astype("Int64" if kind == "integer" else "float64")
    elif kind == "name":
        series = one_spaced(series)
    return pa.Array.from_pandas(series.astype(object) if kind in ("text", "boolean") else series, type=TYPES[kind])


def one_spaced(series: pd.Series) -> pd.Series:
    """Texts with single plain spaces and none outside; empty ones are missing."""
    written = series.astype("string").str.replace(r"\s+", " ", regex=True).str.strip()
    return written.mask(written == "").astype(object)
