"""One table read as far as its description, the memory and the answers allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from valuemodel.errors import Issue, ValueModelError
from valuemodel.spreadsheets.codebook import explained_cells, explained_header, read_codebook
from valuemodel.spreadsheets.community_list import read_communities
from valuemodel.spreadsheets.content import asks_items, survey_by_cells
from valuemodel.spreadsheets.costs import read_costs
from valuemodel.spreadsheets.descriptions import Description, descriptions, recognised
from valuemodel.spreadsheets.long_survey import widened
from valuemodel.spreadsheets.matching import IGNORE, Match, match
from valuemodel.spreadsheets.network import read_network
from valuemodel.spreadsheets.people import read_people
from valuemodel.spreadsheets.problems import letters
from valuemodel.spreadsheets.reading import Reading, signature_of
from valuemodel.spreadsheets.spread_scales import gathered
from valuemodel.spreadsheets.survey import read_survey
from valuemodel.spreadsheets.traced import first_rows
from valuemodel.spreadsheets.types import ColumnMatch, Recognition, Table, Tidy
from valuemodel.spreadsheets.usage import read_usage
from valuemodel.spreadsheets.words import fold

Reader = Callable[[Reading, Mapping[str, int]], Mapping[str, pd.DataFrame]]
READERS: Mapping[str, Reader] = {
    "people": read_people,
    "cost": read_costs,
    "survey": read_survey,
    "usage": read_usage,
    "community": read_communities,
    "network": read_network,
    "codebook": read_codebook,
}
LONG = "long_survey"
COLUMNS = "columns"
LABEL = {"en": "Other table, its columns matched by hand", "fr": "Autre tableau, dont les colonnes sont à rapprocher"}
_NAMED_COLUMNS = 8


@dataclass(frozen=True)
class Draft:
    """What was recognised, and either the tidy tables or the reason why there are none."""

    recognition: Recognition
    tidy: Tidy | None
    refusal: Issue | None


def known_format(table: Table, memory: Mapping[str, Any]) -> tuple[Description | None, Mapping[str, Any]]:
    """The description of a table, and the mapping remembered for its headers."""
    remembered = (memory.get("mappings") or {}).get(signature_of(table.header)) or {}
    if remembered:
        return descriptions().get(remembered.get("format", "")), remembered
    known = recognised(table.header, table.layout)
    if known is None or (known.kind == "people" and not known.refused):
        known = survey_by_cells(table) or known
    if known and known.kind == "people" and asks_items(table):
        return descriptions()["survey_columns"], remembered
    return known, remembered


def nothing_in(where: str, rows_read: int) -> ValueModelError:
    """The refusal of a file of which no row is kept: all were set aside, or none holds anything."""
    return ValueModelError("nothing_kept", where, count=rows_read) if rows_read else ValueModelError("no_rows", where)


def drafted(start: Recognition, answers: Mapping[str, Any]) -> Draft:
    """Read the table of `start`; questions, problems and the reason of a refusal are collected on the way."""
    assert start.table is not None and start.book is not None
    known, remembered = known_format(start.table, start.memory)
    table, refused = _prepared(start, start.table, known)
    reading = Reading(table, known, start.file_name, start.memory, answers)
    found = Match(remembered.get("kind") or (known.kind if known else "other"), {}, ())
    done: Tidy | None = None
    refusal: Issue | None = None
    try:
        if refused:
            raise refused
        found = match(reading, remembered.get("kind", ""))
        if found.kind not in READERS:
            raise ValueModelError("fields_missing_other", reading.where())
        _tell_columns(reading, found)
        done = _tidied(start, reading, found, READERS[found.kind](reading, found.fields))
        if not done.rows_kept and not reading.questions:
            read, done = done.rows_read, None
            raise nothing_in(reading.where(), read)
    except ValueModelError as problem:
        if problem.issue.code == "answer_unknown":
            raise
        refusal = problem.issue
    outcome = "asks" if reading.questions else "refused" if refusal else "ready"
    told = _recognition(start, reading, found, outcome, refusal)
    return Draft(replace(told, done=done if outcome == "ready" and not answers else None), done, refusal)


def _prepared(start: Recognition, table: Table, known: Description | None) -> tuple[Table, ValueModelError | None]:
    """The table with what a codebook says of it, a row an answer sheet; and the reason why an export cannot serve."""
    if known is None or known.kind != "survey":
        refused = known.refused if known else ""
        return table, ValueModelError(refused, table.sheet or start.file_name) if refused else None
    labels = start.memory.get("labels") or {}
    try:
        table = widened(table, known) if known.key == LONG else table
        table = gathered(table) if table.layout == "surveymonkey" else table
    except ValueModelError as problem:
        return table, problem
    frame = explained_cells(table.frame, table.header, labels)
    return replace(table, header=explained_header(table.header, labels), frame=frame), None


def _recognition(
    start: Recognition, reading: Reading, found: Match, outcome: str, refusal: Issue | None
) -> Recognition:
    """Problems of the data are the tidy tables' to tell; a recognition tells only why there will be none."""
    known = reading.known
    return replace(
        start,
        outcome=outcome,
        format=known.key if known else COLUMNS,
        kind=found.kind,
        label=known.label if known else LABEL,
        header_rows=reading.table.header_rows,
        columns=found.columns,
        questions=tuple(reading.questions),
        issues=_reasons(reading, refusal) if refusal and outcome == "refused" else (),
        signature=reading.signature,
        period=reading.period,
    )


def _reasons(reading: Reading, refusal: Issue) -> tuple[Issue, ...]:
    """Why there will be no tidy tables; where no row is left, why each went."""
    gone = (*reading.table.issues, *reading.problems.issues) if refusal.code == "nothing_kept" else ()
    return (refusal, *gone)


def _tidied(start: Recognition, reading: Reading, found: Match, tables: Mapping[str, pd.DataFrame]) -> Tidy:
    table, aside = reading.table, len(reading.problems.aside)
    return Tidy(
        kind=found.kind,
        format=reading.known.key if reading.known else COLUMNS,
        tables=tables,
        rows_read=table.rows_read,
        rows_kept=len(table.frame) + table.folded - aside,
        rows_set_aside=table.set_aside + aside,
        issues=(*(start.book.issues if start.book else ()), *table.issues, *reading.problems.issues),
        mapping=_mapping(reading, found),
        period_start=reading.period[0] if reading.period else None,
        period_end=reading.period[1] if reading.period else None,
        scales=dict(reading.scales),
        labels=dict(reading.learned),
        first=first_rows(reading, found.columns, tables),
    )


def _mapping(reading: Reading, found: Match) -> dict[str, Any]:
    return {
        "format": reading.known.key if reading.known else COLUMNS,
        "kind": found.kind,
        "columns": {reading.keys[each.position]: each.becomes or IGNORE for each in found.columns if each.header},
        "orders": dict(reading.orders),
        "options": dict(reading.options),
        "labels": {**(reading.remembered.get("labels") or {}), **reading.learned},
    }


def _tell_columns(reading: Reading, found: Match) -> None:
    """Columns dropped because they are about a person, and columns not used: nothing is lost in silence.

    The many columns that a known usage export has besides its measures are no news.
    """
    unused = [each for each in found.columns if not each.becomes and each.header and each.position not in reading.told]
    personal = [each for each in unused if _about_person(reading, each)]
    _tell(reading, "columns_personal", personal)
    if not (reading.known and found.kind == "usage"):
        _tell(reading, "columns_unused", [each for each in unused if each not in personal])


def _about_person(reading: Reading, column: ColumnMatch) -> bool:
    known = reading.known
    named = {fold(name) for name in known.personal} if known else set()
    identifies = bool(known) and known.field_of(column.header) == "person_id" if known else False
    return identifies or fold(column.header) in named or reading.personal(column.position)


def _tell(reading: Reading, code: str, columns: list[ColumnMatch]) -> None:
    if columns:
        named = [f"{letters(each.position)} ({each.header[:40]})" for each in columns[:_NAMED_COLUMNS]]
        named += ["…"] if len(columns) > _NAMED_COLUMNS else []
        where = reading.table.sheet or reading.file_name
        reading.problems.issues.append(Issue(code, where, {"count": len(columns), "columns": ", ".join(named)}))
