"""A tidy file into the facts: people first, then everything that refers to them, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import pyarrow as pa

from valuemodel.errors import ValueModelError
from valuemodel.privacy import key_check, normalised, programme_key, pseudonyms
from valuemodel.spreadsheets.distinct import distinct
from valuemodel.spreadsheets.limits import Told, untold
from valuemodel.spreadsheets.tables import usage_of
from valuemodel.store import frames
from valuemodel.store.activity import write_activity
from valuemodel.store.connection import Query
from valuemodel.store.versions import as_json

NAMING_PEOPLE = ("people", "respondents", "activity", "ties", "unit_ties")
NAMES = ("person_id", "source_id", "target_id")
"""The columns that identify people: those of a tie are two."""
STORED = {"people", "respondents", "answers", "questions", "activity", "costs", "ties", "unit_ties", "communities"}
AT_A_TIME = 50_000
"""People who get their pseudonyms between two looks at whether to go on."""
TELLING = 5
"""Shorter identifiers ("12") are also ordinary words and numbers: hiding them would spoil texts and hide nobody."""


class Identified:
    """The people whom a file names: their normalised identifiers in order, and, once stored, their integer keys."""

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        written = dict.fromkeys(who for ids in _named(tables) for who in distinct(ids).cells)
        texts = [str(who) for who in written if not pd.isna(who)]
        self._normalised = {identifier: normalised(identifier) for identifier in texts}
        self.identifiers = {known: None for known in self._normalised.values() if known}
        self.telling = {known for known in self.identifiers if len(known) >= TELLING}
        self.keys: dict[str, int] = {}
        self.twice = len(self.identifiers) < len({text.lower() for text in texts})
        """Whether somebody is written in two ways that are the same, case apart."""

    def store(self, query: Query, key: bytes, told: Told = untold) -> None:
        """Number those who are new, and learn everyone's number; `told` hears of the share of them that have a code."""
        who, coded = list(self.identifiers), list[str]()
        for at in range(0, len(who), AT_A_TIME):
            told(at / len(who))
            coded += pseudonyms(who[at : at + AT_A_TIME], key)
        table = pa.table({"position": range(len(self.identifiers)), "pseudonym": coded})
        query.insert("insert_people", {"incoming_person": table})
        query.cursor.register("incoming_person", table)
        rows = query.run("known_people")
        query.cursor.unregister("incoming_person")
        self.keys = {identifier: row[0] for identifier, row in zip(self.identifiers, rows, strict=True)}

    def keyed(self, frame: pd.DataFrame) -> pd.DataFrame:
        """`frame` with the integer `person_key` in place of the identifier."""
        if "person_id" not in frame:
            return frame
        return frame.drop(columns="person_id").assign(person_key=self.keys_of(frame["person_id"]))

    def keys_of(self, identifiers: pd.Series) -> pd.Series:
        """The integer key of each identifier, missing for what identifies nobody."""
        by_writing = {written: self.keys[known] for written, known in self._normalised.items() if known}
        each = distinct(identifiers)
        keys = pd.array([by_writing.get(str(who)) for who in each.cells], dtype="Int64")
        return pd.Series(keys[each.codes], index=identifiers.index)


def _named(tables: Mapping[str, pd.DataFrame]) -> Iterator[pd.Series]:
    """The columns that name people, people first."""
    for name in NAMING_PEOPLE:
        usage = usage_of(tables) if name == "activity" else None
        table = usage.rows[usage.measured()] if usage else tables.get(name)
        if table is not None:
            yield from (table[column] for column in NAMES if column in table)


def people_key(query: Query, programme: str) -> bytes:
    """The key of the pseudonyms: made before the first person, then always the same (`key_missing`, `key_changed`)."""
    known = query.run("key_check")
    key = programme_key(programme, create=not known)
    if not known:
        query.run("insert_key_check", value=key_check(key))
    elif known[0][0] != key_check(key):
        raise ValueModelError("key_changed", programme, programme=programme)
    return key


def write_upload(query: Query, record: Mapping[str, Any]) -> int:
    """The register's row of a file; returns its number."""
    upload_id = int(query.value("next_upload"))
    listed = {
        name: [as_json(value) if name in ("columns", "mapping", "issues") else value] for name, value in record.items()
    }
    query.insert("insert_upload", {"incoming_upload": pa.table({"upload_id": [upload_id], **listed})})
    return upload_id


def write_tables(
    query: Query,
    upload_id: int,
    tables: Mapping[str, pd.DataFrame],
    people: Identified,
    wave: str,
    told: Told = untold,
) -> None:
    """All rows of a tidy file under `upload_id`; `told` hears of the share that is written."""
    unknown = tables.keys() - STORED
    if unknown:
        raise ValueError(f"tables that the store does not keep: {sorted(unknown)}")
    seen = pa.table({"person_key": pa.array(people.keys.values(), type=pa.int64())})
    query.insert("insert_seen", {"incoming_seen": seen}, upload_id=upload_id)
    if "people" in tables:
        described = people.keyed(tables["people"]).rename(columns={"left": "left_on"}).dropna(subset="person_key")
        described = described.assign(directory=described.get("directory", True))
        _insert(query, "attributes", "people", described, frames.PEOPLE, upload_id=upload_id)
    _write_survey(query, upload_id, tables, people, wave)
    if "activity" in tables:
        write_activity(query, upload_id, tables, people, told)
    if "costs" in tables:
        _insert(query, "costs", "costs", tables["costs"], frames.COSTS, upload_id=upload_id)
    if "ties" in tables:
        _insert(query, "ties", "ties", _tied(tables["ties"], people), frames.TIES, upload_id=upload_id)
    if "unit_ties" in tables:
        given = people.keyed(tables["unit_ties"]).rename(columns={"person_key": "source_key"})
        _insert(query, "unit_ties", "unit_ties", given, frames.UNIT_TIES, upload_id=upload_id)
    if "communities" in tables:
        _insert(query, "communities", "communities", tables["communities"], frames.COMMUNITIES, upload_id=upload_id)


def _tied(ties: pd.DataFrame, people: Identified) -> pd.DataFrame:
    """Ties between two people who are known, the same pair and period added up."""
    keyed = ties.assign(source_key=people.keys_of(ties["source_id"]), target_key=people.keys_of(ties["target_id"]))
    keyed = keyed.drop(columns=["source_id", "target_id"]).dropna(subset=["source_key", "target_key"])
    keys = ["source_key", "target_key", "period_start", "period_end"]
    dated = keyed.reindex(columns=[*keys, *(["weight"] if "weight" in keyed else [])])
    dated = dated.assign(**{name: pd.to_datetime(dated[name]) for name in keys[2:]})
    weighted = dated.assign(weight=pd.to_numeric(dated["weight"]) if "weight" in dated else 1.0)
    return weighted.groupby(keys, dropna=False)["weight"].sum().reset_index()


def _insert(
    query: Query, statement: str, name: str, frame: pd.DataFrame, columns: Mapping[str, str], **values: Any
) -> None:
    query.insert(f"insert_{statement}", {f"incoming_{name}": frames.typed(frame, columns)}, **values)


def _write_survey(
    query: Query, upload_id: int, tables: Mapping[str, pd.DataFrame], people: Identified, wave: str
) -> None:
    if "respondents" not in tables:
        return
    first = int(query.value("next_respondent"))
    sheets = people.keyed(tables["respondents"])
    sheets = sheets.assign(respondent_id=range(first, first + len(sheets)))
    _insert(query, "respondents", "respondents", sheets, frames.RESPONDENTS, upload_id=upload_id, wave=wave)
    answers = tables.get("answers", pd.DataFrame(columns=["respondent", "item"]))
    places = pd.Index(sheets["respondent"]).get_indexer(pd.Index(answers["respondent"]))
    if (places < 0).any():
        raise ValueError("answers of respondents who are not in the table of respondents")
    numbered = answers.assign(respondent_id=places + first)
    _insert(query, "answers", "answers", numbered, frames.ANSWERS, upload_id=upload_id)
    questions = tables.get("questions", pd.DataFrame(columns=["item"]))
    _insert(query, "questions", "questions", questions, frames.QUESTIONS, upload_id=upload_id)


def about_people(tables: Mapping[str, pd.DataFrame]) -> bool:
    """Whether any row of a tidy file is about a person."""
    usage = usage_of(tables)
    return any(
        _rows_about_people(name, usage.rows if usage and name == "activity" else tables[name]) for name in tables
    )


def _rows_about_people(name: str, table: pd.DataFrame) -> bool:
    if name == "activity":
        return bool((table["scope"] == "person").any())
    return name in ("people", "respondents", "ties") and len(table) > 0
