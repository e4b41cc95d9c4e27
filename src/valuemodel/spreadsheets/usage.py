"""Usage exports as `activity` rows: who (a person, communities, the company), from when to when, how much of what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import pandas as pd

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.distinct import distinct, same_again
from valuemodel.spreadsheets.numbers import NO, YES
from valuemodel.spreadsheets.people import COLUMNS as PEOPLE
from valuemodel.spreadsheets.people import read_roles, texts_or_none
from valuemodel.spreadsheets.periods import LAST_ACTIVITY, periods_of
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.tables import ACTIVITY, FIRST_ROWS, Tables, Usage, constant
from valuemodel.spreadsheets.types import Choice
from valuemodel.spreadsheets.unit_ties import read_unit_ties
from valuemodel.spreadsheets.words import fold, slug

# 32 upper-case hexadecimal digits, or nothing but zeros where a GUID stands: what Microsoft writes for a hidden name.
_CONCEALED = re.compile(r"[0-9A-F]{32}|0{8}-(?:0{4}-){3}0{12}")
CONCEALED_FROM = 0.9
NOT_MEASURES = {
    *("person_id", "day", "refreshed", "report_days", "unit", "role"),
    *("group", "owner", "split", "last_activity", "created", "other_unit"),
    *("source_size", "target_size"),
}
EVERYTHING = {"all", "tout", "tous", "toutes", "total"}


def read_usage(reading: Reading, fields: Mapping[str, int]) -> Tables:
    """`activity`, and `people` when the export says where people belong (Viva Insights)."""
    measures = {name: position for name, position in fields.items() if name not in NOT_MEASURES}
    timed = {"day", "refreshed", "last_activity"} & fields.keys() or (reading.known and reading.known.period == "above")
    if not (measures or (reading.known and reading.known.activity.rows)) or not timed:
        raise ValueModelError("fields_missing_usage", reading.where())
    if not reading.known and "person_id" not in fields:
        raise ValueModelError("fields_missing_usage", reading.where())
    scope = _scope(reading, fields)
    rows = _rows(reading, fields, scope)
    usage = Usage(rows, _parts(reading, rows, fields, measures))
    _named_period(reading, rows)
    exchanged = read_unit_ties(reading, fields, rows)
    more = {} if exchanged is None else {"unit_ties": exchanged}
    if scope != "person":
        return Tables({"activity": _summed(reading, usage.long()), **more}, first=usage.head(FIRST_ROWS))
    if reading.known and reading.known.people:
        more["people"] = _people(reading, fields, rows)
    return Tables(more, usage)


def _rows(reading: Reading, fields: Mapping[str, int], scope: str) -> pd.DataFrame:
    """One row a subject and period, with its period, its person and what splits it."""
    if "person_id" in fields:
        ids = reading.names(fields["person_id"])
        reading.problems.set_aside("person_missing", fields["person_id"], ids.index[ids == ""])
    periods = periods_of(reading, fields)
    rows = reading.kept(periods).copy(deep=False)
    rows["person_id"] = reading.names(fields["person_id"]).reindex(rows.index) if "person_id" in fields else None
    if {"split", "other_unit"} & fields.keys():
        rows["split"] = _splits(reading, fields).reindex(rows.index)
    if "person_id" in fields and not (reading.known and reading.known.activity.rows):
        rows = _once(reading, rows, fields["person_id"])
    if scope != "person":
        rows["person_id"] = None
    return rows.assign(scope=scope)


def _named_period(reading: Reading, rows: pd.DataFrame) -> None:
    if len(rows):
        reading.period = (rows["period_start"].min().date(), rows["period_end"].max().date())


def _scope(reading: Reading, fields: Mapping[str, int]) -> str:
    """Whom the rows are about.

    Concealed names join nothing: a report full of them counts for the tenant; a few of them are set aside.
    """
    if "person_id" not in fields:
        return "community" if "group" in fields else "tenant"
    person = fields["person_id"]
    ids = reading.names(person)
    each = distinct(ids)
    hidden = [bool(_CONCEALED.fullmatch(name)) for name in each.cells]
    if not any(hidden):
        return "person"
    concealed = each.spread(hidden, bool)
    if concealed.mean() >= CONCEALED_FROM:
        reading.problems.note("names_concealed", person, count=int(concealed.sum()))
        return "tenant"
    reading.problems.set_aside("names_partly_concealed", person, ids.index[concealed])
    return "person"


def _splits(reading: Reading, fields: Mapping[str, int]) -> pd.Series:
    """What a row is about ("OneDrive"; "" for everything), or whether two units that it names are one."""
    if "other_unit" in fields and "unit" in fields:
        same = reading.texts(fields["unit"]).map(fold) == reading.texts(fields["other_unit"]).map(fold)
        return same.map({True: "within_units", False: "across_units"})
    return reading.texts(fields["split"]).map(lambda said: "" if fold(said) in EVERYTHING else slug(said))


def _once(reading: Reading, rows: pd.DataFrame, person: int) -> pd.DataFrame:
    """One row a person, period and split; the same again is set aside."""
    each = distinct(rows["person_id"])
    who = each.categories([str(name).lower() for name in each.cells])
    again = same_again([who, *(rows[key] for key in ("period_start", "period_end", "split") if key in rows)])
    reading.problems.set_aside("person_twice", person, rows.index[again])
    return rows[~again].copy()


def _parts(
    reading: Reading, rows: pd.DataFrame, fields: Mapping[str, int], measures: Mapping[str, int]
) -> list[pd.DataFrame]:
    """Each measure of the rows that have it: tool, measure, value."""
    variant = _variant(reading)
    parts = [_measured(reading, rows, name, position, variant) for name, position in measures.items()]
    known = reading.known
    if known and known.activity.rows:
        parts.append(_part(rows, known.activity.tool, known.activity.rows, pd.Series(1.0, index=rows.index)))
    if known and "group" in fields and "last_activity" in fields:
        active = _in_period(reading, rows, fields["last_activity"])
        parts.append(_part(rows, known.activity.tool, "active_groups", active))
    return parts


def _part(rows: pd.DataFrame, tool: str, measure: str, values: pd.Series) -> pd.DataFrame:
    index = rows.index
    named = {"tool": constant(tool, index), "measure": constant(measure, index), "value": values}
    return pd.DataFrame(named, index=index)


def _variant(reading: Reading) -> tuple[str, str]:
    """(tool, what is added to a measure's name) of a report whose headers several reports share."""
    known = reading.known
    if known is None or not known.variants:
        return (known.activity.tool if known else "other"), ""
    named = known.variant_of(reading.file_name)
    key = reading.options.get("variant") or (named.key if named else "")
    if not key:
        choices = tuple(Choice(one.key, one.label) for one in known.variants)
        key = reading.ask("variant", "variant", reading.where(), choices, None) or known.variants[0].key
        if "variant" in reading.answers:
            reading.options["variant"] = key
    chosen = next(one for one in known.variants if one.key == key)
    return chosen.tool or known.activity.tool, chosen.suffix


def _measured(reading: Reading, rows: pd.DataFrame, name: str, position: int, variant: tuple[str, str]) -> pd.DataFrame:
    """One measure of every row that has it; a blank is no measure, not a zero."""
    tool, _, measure = name.rpartition(".")
    values = _values(reading, rows, measure, position)
    part = _part(rows, tool or variant[0], measure + variant[1], values)
    if "split" in rows:
        part["measure"] = part["measure"].astype(object) + rows["split"].map(lambda said: f"_{said}" if said else "")
    return part if part["value"].notna().all() else part[part["value"].notna()]


def _values(reading: Reading, rows: pd.DataFrame, measure: str, position: int) -> pd.Series:
    known = reading.known
    if known and (measure in known.activity.dated or fold(reading.table.header[position]).endswith(LAST_ACTIVITY)):
        return _in_period(reading, rows, position)
    if known and measure in known.activity.flags:
        return reading.mapped(position, _flag, float).reindex(rows.index)
    values = reading.numbers(position).reindex(rows.index)
    negative = values.index[values < 0]
    if len(negative):
        reading.problems.note("negative_count", position, negative)
        values = values.where(values >= 0)
    return values


def _flag(said: str) -> float:
    """1 for yes, 0 for no, a date or a number above 0 counting as yes; blank is no answer."""
    known = {**dict.fromkeys(YES, 1.0), **dict.fromkeys(NO, 0.0), "": float("nan")}
    return known.get(fold(said), 1.0)


def _in_period(reading: Reading, rows: pd.DataFrame, position: int) -> pd.Series:
    """1 when the date of last activity lies in the report's period, else 0."""
    dates = reading.dates(position).reindex(rows.index)
    return ((dates >= rows["period_start"]) & (dates < rows["period_end"] + timedelta(days=1))).astype(float)


def _summed(reading: Reading, activity: pd.DataFrame) -> pd.DataFrame:
    """One row a measure and period; a level (members, storage) that comes twice a day keeps its highest value."""
    keys = ["scope", "period_start", "period_end", "tool", "measure"]
    levels = reading.known.activity.levels if reading.known else ()
    level = activity["measure"].isin(levels)
    summed = activity[~level].groupby(keys, as_index=False, sort=False)["value"].sum()
    highest = activity[level].groupby(keys, as_index=False, sort=False)["value"].max()
    return pd.concat([summed, highest], ignore_index=True).assign(person_id=None)[list(ACTIVITY)]


def _people(reading: Reading, fields: Mapping[str, int], rows: pd.DataFrame) -> pd.DataFrame:
    """Where each person belongs by their latest row; no directory, since people without usage are not in it."""
    order = rows["period_start"].to_numpy().argsort(kind="stable")
    each = distinct(rows["person_id"])
    last = np.full(len(each.cells), -1)
    last[each.codes[order]] = np.arange(len(order))  # of rows about the same person, the last one stays
    latest = rows["person_id"].iloc[order[np.sort(last)]]
    people = pd.DataFrame({"person_id": latest}, columns=list(PEOPLE), index=latest.index).astype(object)
    for name, found in (
        ("unit", texts_or_none(reading, fields.get("unit"))),
        ("role", read_roles(reading, fields.get("role"), asked=False)),
    ):
        people[name] = None if found is None else found.reindex(latest.index)
    for name in ("joined", "left", "programme_start"):
        people[name] = pd.NaT
    return people.assign(directory=False)[list(PEOPLE)].reset_index(drop=True)
