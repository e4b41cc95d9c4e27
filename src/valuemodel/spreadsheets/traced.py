"""The first rows of a file as they stand in it, beside what each of their cells becomes: to be checked by eye."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import pandas as pd

from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.tables import usage_of
from valuemodel.spreadsheets.targets import REVERSED
from valuemodel.spreadsheets.types import ColumnMatch
from valuemodel.spreadsheets.words import clean

ROWS, LOOKED = 5, 500
IDENTIFIERS = {"person_id", "source", "target", "owner", "respondent_id"}
"""Fields whose cells say who somebody is: never shown, and a code in the database."""
CODE = "code"
_OTHER_NAMES = {"animator": "animated", "created": "created_on", "last_active": "last_active_on"}


class TracedCell(NamedTuple):
    """One cell of a row: where it stands, its column, its text ("" for an identifier), and what it becomes.

    `stored` is the value kept (two days for a period), `CODE` for an identifier, None where the cell as such is not
    kept (it is blank, or added up with others); `missing` the kind of a missing answer.
    """

    address: str
    header: str
    written: str
    becomes: str
    stored: Any
    missing: str = ""


class TracedRow(NamedTuple):
    """A row of the file and its cells in use, in the order of the file."""

    address: str
    cells: tuple[TracedCell, ...]


def first_rows(
    reading: Reading, columns: Sequence[ColumnMatch], tables: Mapping[str, pd.DataFrame]
) -> tuple[TracedRow, ...]:
    """The first rows that are kept, each cell in use beside what it becomes."""
    used = [column for column in columns if column.becomes]
    aside = reading.problems.aside
    kept = islice((row for row in reading.table.frame.index[:LOOKED] if row not in aside), ROWS)
    return tuple(
        TracedRow(reading.where(None, [row]), tuple(_cell(reading, one, tables, place, row) for one in used))
        for place, row in enumerate(kept)
    )


def _cell(
    reading: Reading, column: ColumnMatch, tables: Mapping[str, pd.DataFrame], place: int, row: int
) -> TracedCell:
    field = column.becomes.removesuffix(REVERSED).rpartition(".")[2]
    address, header = reading.where(column.position, [row]), column.header
    if field in IDENTIFIERS:
        return TracedCell(address, header, "", column.becomes, CODE)
    written = "" if field == "animator" else clean(reading.table.frame[column.position].loc[row])
    stored, missing = _stored(column.becomes.partition(".")[0], field, tables, place, row)
    return TracedCell(address, header, written, column.becomes, stored, missing)


def _stored(kind: str, field: str, tables: Mapping[str, pd.DataFrame], place: int, row: int) -> tuple[Any, str]:
    """What the tidy tables have of a field for the kept row number `place`, which is row `row` of the sheet."""
    if kind == "survey":
        return _answered(tables, field, place)
    if kind == "usage":
        return _measured(tables, field, row), ""
    if kind == "cost":
        return _paid(tables["costs"], field, row), ""
    name = {"people": "people", "community": "communities", "network": "ties"}.get(kind, "")
    frame = tables.get(name)
    if frame is None or name == "ties" or place >= len(frame):
        return None, ""
    return _value(frame.iloc[place], _OTHER_NAMES.get(field, field)), ""


def _answered(tables: Mapping[str, pd.DataFrame], item: str, place: int) -> tuple[Any, str]:
    sheet, answers = tables["respondents"].iloc[place], tables["answers"]
    if item in sheet.index:
        return _value(sheet, item), ""
    own = answers[(answers["respondent"] == sheet["respondent"]) & (answers["item"] == item)]
    return _of_first(own, "value"), str(_of_first(own, "missing") or "")


def _measured(tables: Mapping[str, pd.DataFrame], field: str, row: int) -> Any:
    usage = usage_of(tables)
    if usage is None or row not in usage.rows.index:
        return None
    own = usage.rows.loc[[row]].iloc[0]
    if field in ("day", "refreshed"):
        return _value(own, "period_start"), _value(own, "period_end")
    if field in ("unit", "role") and "people" in tables:
        people = tables["people"]
        return _of_first(people[people["person_id"] == own["person_id"]], field)
    part = next((one for one in usage.measures if len(one) and one["measure"].iloc[0] == field), None)
    return None if part is None else _of_first(part[part.index == row], "value")


def _paid(costs: pd.DataFrame, field: str, row: int) -> Any:
    own = costs.loc[costs.index == row]
    if field in ("planned", "actual"):
        own, field = own[own["nature"] == field], "amount"
    return _of_first(own, field)


def _of_first(rows: pd.DataFrame, field: str) -> Any:
    return _value(rows.iloc[0], field) if len(rows) else None


def _value(row: pd.Series, field: str) -> Any:
    """A value of a tidy row as plain Python, None where it is missing."""
    found = row.get(field)
    if found is None or found is pd.NaT or (isinstance(found, float) and pd.isna(found)):
        return None
    return found.date() if isinstance(found, pd.Timestamp) else found.item() if hasattr(found, "item") else found
