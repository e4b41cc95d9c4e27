"""The first rows of a file as they stand in it, beside what each of their cells becomes: to be checked by eye."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import pandas as pd

from valuemodel.spreadsheets.own_questions import question_and_option
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.tables import FIRST_ROWS as ROWS
from valuemodel.spreadsheets.tables import Usage, first_of, is_summed
from valuemodel.spreadsheets.targets import REVERSED
from valuemodel.spreadsheets.types import ColumnMatch
from valuemodel.spreadsheets.usage import NOT_MEASURES
from valuemodel.spreadsheets.words import clean

LOOKED = 500
IDENTIFIERS = {"person_id", "source", "target", "owner", "respondent_id"}
"""Fields whose cells say who somebody is: never shown, and a code in the database."""
CODE, NOBODY = "code", "nobody"
_OTHER_NAMES = {"animator": "animated", "created": "created_on", "last_active": "last_active_on"}


class TracedCell(NamedTuple):
    """One cell of a row: where it stands, its column, its text ("" for an identifier), and what it becomes.

    `stored` is the value kept (two days for a period), `CODE` for an identifier (`NOBODY` where names are hidden), None
    where the cell as such is not kept (it is blank, say); `missing` the kind of a missing answer.
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
    look, who = _looked(tables, used), NOBODY if is_summed(tables) else CODE
    return tuple(
        TracedRow(reading.where(None, [row]), tuple(_cell(reading, one, look, Place(place, row), who) for one in used))
        for place, row in enumerate(kept)
    )


class Place(NamedTuple):
    """A row of the sheet: how many are kept above it, and its number in the sheet."""

    kept: int
    row: int


Stored = tuple[Any, str]
Look = Callable[[ColumnMatch, str, Place], Stored]
"""(column, its field, a row) -> the value kept and the kind of missing."""


def _cell(reading: Reading, column: ColumnMatch, look: Look, place: Place, who: str) -> TracedCell:
    field = column.becomes.removesuffix(REVERSED).rpartition(".")[2]
    address, header = reading.where(column.position, [place.row]), column.header
    if field in IDENTIFIERS:
        return TracedCell(address, header, "", column.becomes, who)
    written = "" if field == "animator" else clean(reading.table.frame.at[place.row, column.position])
    stored, missing = look(column, field, place)
    return TracedCell(address, header, written, column.becomes, stored, missing)


def _looked(tables: Mapping[str, pd.DataFrame], used: Sequence[ColumnMatch]) -> Look:
    """How to find what a cell became, by the kind of the table."""
    if "respondents" in tables:
        return _answered(tables)
    usage = first_of(tables)
    if usage is not None:
        return _measured(usage, used, tables.get("people"))
    if "costs" in tables:
        return lambda _, field, place: (_paid(tables["costs"], field, place.row), "")
    frame = tables.get("people", tables.get("communities"))
    return lambda _, field, place: (_described(frame, field, place.kept), "")


def _described(frame: pd.DataFrame | None, field: str, place: int) -> Any:
    """What a table with a row a row of the sheet has of a field."""
    if frame is None or place >= len(frame):
        return None
    return _value(frame.iloc[place], _OTHER_NAMES.get(field, field))


def _answered(tables: Mapping[str, pd.DataFrame]) -> Look:
    """What is known of a respondent, each answer, and of a question with several answers those that were ticked."""
    sheets, given = tables["respondents"].head(ROWS), _given(tables)
    options = _options(tables.get("questions"))

    def look(column: ColumnMatch, item: str, place: Place) -> Stored:
        sheet = sheets.iloc[place.kept]
        if item in sheet.index:
            return _value(sheet, item), ""
        several = options.get(column.header, {})
        ticked = [said for key, said in several.items() if given.get((sheet["respondent"], key)) == (1.0, "")]
        return (", ".join(ticked), "") if ticked else given.get((sheet["respondent"], item), (None, ""))

    return look


def _given(tables: Mapping[str, pd.DataFrame]) -> Mapping[tuple[Any, str], Stored]:
    """The answers of the first respondents, by respondent and item."""
    answers = tables["answers"]
    first = answers[answers["respondent"].isin(tables["respondents"]["respondent"].head(ROWS))]
    rows = zip(first["respondent"], first["item"], first["value"], first["missing"], strict=True)
    return {(who, item): (None if pd.isna(value) else value, missing or "") for who, item, value, missing in rows}


def _options(questions: pd.DataFrame | None) -> Mapping[str, Mapping[str, str]]:
    """The options of each question whose cells hold several: its header, then item and option."""
    found: dict[str, dict[str, str]] = {}
    if questions is None or questions.empty:
        return found
    for item, asked in zip(questions["item"], questions["question"], strict=True):
        question, option = question_and_option(asked)
        if option:
            found.setdefault(question, {})[item] = option
    return found


def _measured(usage: Usage, used: Sequence[ColumnMatch], people: pd.DataFrame | None) -> Look:
    """The period and the measures of a row, before those of the whole company are added up."""
    fields = dict.fromkeys(column.becomes.partition(".")[2] for column in sorted(used))
    parts = dict(zip((name for name in fields if name not in NOT_MEASURES), usage.measures, strict=False))

    def look(column: ColumnMatch, field: str, place: Place) -> Stored:
        if place.row not in usage.rows.index:
            return None, ""
        own = usage.rows.loc[place.row]
        if field in ("day", "refreshed", "report_days"):
            return (_value(own, "period_start"), _value(own, "period_end")), ""
        if field in ("unit", "role") and people is not None:
            return _of_first(people[people["person_id"] == own["person_id"]], field), ""
        part = parts.get(column.becomes.partition(".")[2])
        known = part is not None and place.row in part.index
        return (_value(part.loc[place.row], "value") if part is not None and known else None), ""

    return look


def _paid(costs: pd.DataFrame, field: str, row: int) -> Any:
    own = costs.loc[costs.index == row]
    if field in ("planned", "actual"):
        own, field = own[own["nature"] == field], "amount"
    return _of_first(own, field)


def _of_first(rows: pd.DataFrame, field: str) -> Any:
    return _value(rows.iloc[0], field) if len(rows) else None


def _value(row: Any, field: str) -> Any:
    """A value of a tidy row as plain Python, None where it is missing."""
    found = row.get(field)
    if found is None or found is pd.NaT or (isinstance(found, float) and pd.isna(found)):
        return None
    return found.date() if isinstance(found, pd.Timestamp) else found.item() if hasattr(found, "item") else found
