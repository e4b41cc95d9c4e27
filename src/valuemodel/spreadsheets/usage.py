"""Usage exports as `activity` rows: who, from when to when, with which tool, how much of what."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import timedelta

import pandas as pd

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.people import COLUMNS as PEOPLE
from valuemodel.spreadsheets.people import read_roles, texts_or_none
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.types import Choice

COLUMNS = ("scope", "person_id", "period_start", "period_end", "tool", "measure", "value")
CONCEALED = r"[0-9A-F]{32}"
CONCEALED_FROM = 0.9
PERIODS = tuple(Choice(str(days), {"en": f"{days} days", "fr": f"{days} jours"}) for days in (7, 30, 90, 180))


def read_usage(reading: Reading, fields: Mapping[str, int]) -> dict[str, pd.DataFrame]:
    """`activity`, and `people` when the export says where people belong (Viva Insights)."""
    measures = {
        name: position
        for name, position in fields.items()
        if name not in ("person_id", "day", "refreshed", "report_days", "unit", "role")
    }
    if not measures or "person_id" not in fields or not {"day", "refreshed"} & fields.keys():
        raise ValueModelError("fields_missing_usage", reading.where())
    person = fields["person_id"]
    ids = reading.texts(person)
    reading.problems.set_aside("person_missing", person, ids.index[ids == ""])
    periods = _snapshot(reading, fields) if "refreshed" in fields else _dated(reading, fields["day"])
    scope = _scope(reading, person)
    rows = periods.assign(person_id=reading.texts(person)).loc[lambda all_: ~all_.index.isin(reading.problems.aside)]
    rows = _once(reading, rows, person)
    if scope == "tenant":
        rows["person_id"] = None
    activity = _long(reading, rows.assign(scope=scope), measures)
    if scope == "tenant":
        activity = _summed(activity)
    if len(rows):
        reading.period = (rows["period_start"].min().date(), rows["period_end"].max().date())
    tables = {"activity": activity[list(COLUMNS)].reset_index(drop=True)}
    if reading.known and reading.known.people and scope == "person":
        tables["people"] = _people(reading, fields, rows)
    return tables


def _snapshot(reading: Reading, fields: Mapping[str, int]) -> pd.DataFrame:
    """A report of n days refreshed on day d covers d - (n - 1) .. d."""
    ends = reading.dates(fields["refreshed"], required=True)
    if "report_days" in fields:
        days = reading.texts(fields["report_days"]).str.extract(r"^[Dd]?(\d{1,3})$")[0].astype(float)
        reading.problems.set_aside("report_days_unreadable", fields["report_days"], days.index[days.isna()])
    else:
        days = pd.Series(float(_days_of_all(reading)), index=ends.index)
    periods = pd.DataFrame({"period_end": ends, "days": days}).loc[
        lambda rows: ~rows.index.isin(reading.problems.aside)
    ]
    if periods["days"].nunique() > 1 or periods["period_end"].nunique() > 1:
        reading.problems.note("periods_mixed", fields["refreshed"], count=len(periods.drop_duplicates()))
    periods["period_start"] = periods["period_end"] - pd.to_timedelta(periods["days"] - 1, unit="D")
    return periods[["period_start", "period_end"]]


def _days_of_all(reading: Reading) -> str:
    """The length of a report that does not write it: from the file's name, else asked."""
    named = re.search(r"(?<![a-z\d])d?(7|30|90|180)(?=\b|d|j|_)", reading.file_name.lower())
    known = reading.options.get("report_days")
    answer = known or (named[1] if named else reading.ask("report_days", "report_days", reading.where(), PERIODS, None))
    if "report_days" in reading.answers:
        reading.options["report_days"] = str(answer)
    return answer or "30"


def _dated(reading: Reading, position: int) -> pd.DataFrame:
    """Rows by day, week or month, told by the smallest step between two dates; a week when there is one date only."""
    starts = reading.dates(position, required=True)
    starts = starts[~starts.index.isin(reading.problems.aside)].dt.normalize()
    steps = pd.Series(starts.unique()).sort_values().diff().dt.days.dropna()
    step = int(steps.min()) if len(steps) else 7
    if not len(steps):
        reading.problems.note("week_assumed", position)
    if step >= 28:
        ends = {
            day: day + timedelta(days=calendar.monthrange(day.year, day.month)[1] - day.day) for day in starts.unique()
        }
        return pd.DataFrame({"period_start": starts, "period_end": starts.map(ends)})
    return pd.DataFrame({"period_start": starts, "period_end": starts + timedelta(days=6 if step >= 7 else 0)})


def _scope(reading: Reading, person: int) -> str:
    """Concealed names join nothing: a report full of them counts for the tenant; a few of them are set aside."""
    ids = reading.texts(person)
    concealed = ids.astype(str).str.fullmatch(CONCEALED)
    share = concealed.mean() if len(ids) else 0.0
    if share >= CONCEALED_FROM:
        reading.problems.note("names_concealed", person, count=int(concealed.sum()))
        return "tenant"
    reading.problems.set_aside("names_partly_concealed", person, ids.index[concealed])
    return "person"


def _once(reading: Reading, rows: pd.DataFrame, person: int) -> pd.DataFrame:
    """One row a person and period; the same again is set aside."""
    again = rows.assign(person_id=rows["person_id"].str.lower()).duplicated(["person_id", "period_start", "period_end"])
    reading.problems.set_aside("person_twice", person, rows.index[again])
    return rows[~again].copy()


def _long(reading: Reading, rows: pd.DataFrame, measures: Mapping[str, int]) -> pd.DataFrame:
    parts = [_measured(reading, rows, name, position) for name, position in measures.items()]
    return pd.concat(parts, ignore_index=True)


def _measured(reading: Reading, rows: pd.DataFrame, name: str, position: int) -> pd.DataFrame:
    """One measure of every row that has it; a blank is no measure, not a zero."""
    known = reading.known
    tool, _, measure = name.rpartition(".")
    if known and measure in known.activity.dated:
        values = _in_period(reading, rows, position)
    else:
        values = reading.numbers(position).reindex(rows.index)
        negative = values.index[values < 0]
        if len(negative):
            reading.problems.note("negative_count", position, negative)
            values = values.where(values >= 0)
    part = rows.assign(tool=tool or (known.activity.tool if known else "other"), measure=measure, value=values)
    return part[part["value"].notna()]


def _in_period(reading: Reading, rows: pd.DataFrame, position: int) -> pd.Series:
    """1 when the date of last activity lies in the report's period, else 0."""
    dates = reading.dates(position).reindex(rows.index)
    return ((dates >= rows["period_start"]) & (dates < rows["period_end"] + timedelta(days=1))).astype(float)


def _summed(activity: pd.DataFrame) -> pd.DataFrame:
    keys = ["scope", "period_start", "period_end", "tool", "measure"]
    return activity.groupby(keys, as_index=False, sort=False)["value"].sum().assign(person_id=None)


def _people(reading: Reading, fields: Mapping[str, int], rows: pd.DataFrame) -> pd.DataFrame:
    """Where each person belongs by their latest row; no directory, since people without usage are not in it."""
    people = pd.DataFrame({"person_id": rows["person_id"]}, columns=list(PEOPLE), index=rows.index).astype(object)
    for name in ("unit",):
        people[name] = texts_or_none(reading, fields.get(name))
    people["role"] = read_roles(reading, fields.get("role"), asked=False)
    people = people.assign(order=rows["period_start"]).sort_values("order", kind="stable").drop(columns="order")
    people = people.drop_duplicates("person_id", keep="last")
    for name in ("joined", "left", "programme_start"):
        people[name] = pd.NaT
    return people.assign(directory=False)[list(PEOPLE)].reset_index(drop=True)
