"""A table of people as `people` rows: who belongs where, how far from the customer, and when their unit started."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.numbers import read_numbers
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.scales import words_of
from valuemodel.spreadsheets.types import Choice
from valuemodel.spreadsheets.words import fold

COLUMNS = ("person_id", "unit", "site", "role", "distance", "joined", "left", "programme_start", "team", "directory")
IGNORED = Choice("ignore", {"en": "none of these", "fr": "aucun de ces choix"})
ROLES = (
    Choice("executive", {"en": "executive", "fr": "dirigeant"}),
    Choice("manager", {"en": "manager", "fr": "manager"}),
    Choice("staff", {"en": "staff", "fr": "collaborateur"}),
    IGNORED,
)


def read_people(reading: Reading, fields: Mapping[str, int]) -> dict[str, pd.DataFrame]:
    """One row a person; rows without an identifier or with one already met are set aside."""
    if "person_id" not in fields:
        raise ValueModelError("fields_missing_people", reading.where())
    only_once(reading, fields["person_id"])
    people = pd.DataFrame({"person_id": reading.texts(fields["person_id"])})
    for name in ("unit", "site", "team"):
        people[name] = texts_or_none(reading, fields.get(name))
    people["role"] = read_roles(reading, fields.get("role"))
    people["distance"] = _distances(reading, fields.get("distance"))
    for name in ("joined", "left", "programme_start"):
        people[name] = reading.dates(fields[name]) if name in fields else pd.NaT
    people["directory"] = True
    _tell_gaps(reading, fields, people)
    return {"people": people[list(COLUMNS)].reset_index(drop=True)}


def only_once(reading: Reading, position: int) -> None:
    """Set aside rows without an identifier, and rows whose identifier was met above."""
    ids = reading.texts(position)
    reading.problems.set_aside("person_missing", position, ids.index[ids == ""])
    ids = reading.texts(position).str.lower()
    reading.problems.set_aside("person_twice", position, ids.index[ids.duplicated()])


def texts_or_none(reading: Reading, position: int | None) -> pd.Series | None:
    """A column of names, None where blank."""
    if position is None:
        return None
    texts = reading.texts(position)
    return texts.where(texts != "", None)


def read_roles(reading: Reading, position: int | None, asked: bool = True) -> pd.Series | None:
    """Job or level as executive, manager or staff."""
    if position is None:
        return None
    return reading.labelled(position, words_of("roles"), "role", "role", ROLES, asked)


def _distances(reading: Reading, position: int | None) -> pd.Series | None:
    """Steps from the customer, 0 (front line) to 3, as numbers or in words."""
    if position is None:
        return None
    texts = reading.texts(position)
    words = texts.map(lambda written: words_of("distances").get(fold(written)))
    numbers = read_numbers(texts.where(words.isna(), "")).values
    steps = pd.to_numeric(words, errors="coerce").fillna(numbers)
    wrong = (texts != "") & ~steps.isin([0, 1, 2, 3])
    if wrong.any():
        reading.problems.note("distance_unknown", position, wrong.index[wrong])
    return steps.where(~wrong)


def _tell_gaps(reading: Reading, fields: Mapping[str, int], people: pd.DataFrame) -> None:
    if "unit" in fields and people["unit"].isna().any():
        reading.problems.note("unit_missing", fields["unit"], people.index[people["unit"].isna()])
    crossed = people.index[people["left"] < people["joined"]]
    if len(crossed):
        reading.problems.note("dates_crossed", fields["left"], crossed)
