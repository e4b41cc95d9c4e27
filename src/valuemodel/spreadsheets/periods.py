"""The period that each row of a usage export covers: written, or told by the report's length or the dates' steps."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.dates import parse_date
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.types import Choice

LENGTHS = (7, 28, 30, 90, 180)
PERIODS = tuple(Choice(str(days), {"en": f"{days} days", "fr": f"{days} jours"}) for days in LENGTHS)
# The ends of headers of dates on which somebody was last active.
LAST_ACTIVITY = ("last activity date", "last activity date utc", "date de derniere activite")
_IN_NAME = re.compile(r"(?<![\d])d?(7|28|30|90|180)(?=\b|d|j|_)")
_RANGE = re.compile(r"(start|end)\s*date\W+(\d{4}-?\d{2}-?\d{2})", re.IGNORECASE)


def periods_of(reading: Reading, fields: Mapping[str, int]) -> pd.DataFrame:
    """`period_start` and `period_end` of every row that has them; the others are set aside."""
    rule = reading.known.period if reading.known else ""
    if rule == "above":
        return _written_above(reading)
    if rule == "last_activity":
        return _until_last_activity(reading, fields)
    if "day" in fields:
        return _days(reading, fields["day"]) if rule in ("daily", "snapshot") else _dated(reading, fields["day"])
    return _snapshot(reading, fields)


def _days(reading: Reading, position: int) -> pd.DataFrame:
    """A row a day."""
    starts = reading.dates(position, required=True)
    starts = reading.kept(starts).dt.normalize()
    return pd.DataFrame({"period_start": starts, "period_end": starts})


def _snapshot(reading: Reading, fields: Mapping[str, int]) -> pd.DataFrame:
    """A report of n days refreshed on day d covers d - (n - 1) .. d."""
    ends = reading.dates(fields["refreshed"], required=True)
    if "report_days" in fields:
        days = reading.mapped(fields["report_days"], _length, float)
        reading.problems.set_aside("report_days_unreadable", fields["report_days"], days.index[days.isna()])
    else:
        days = pd.Series(float(days_of_all(reading)), index=ends.index)
    periods = reading.kept(pd.DataFrame({"period_end": ends, "days": days}))
    if periods["days"].nunique() > 1 or periods["period_end"].nunique() > 1:
        reading.problems.note("periods_mixed", fields["refreshed"], count=len(periods.drop_duplicates()))
    periods["period_start"] = periods["period_end"] - pd.to_timedelta(periods["days"] - 1, unit="D")
    return periods[["period_start", "period_end"]]


def _length(written: str) -> float:
    """The days of `30` or `D30`; not a number when it is something else."""
    found = re.fullmatch(r"[Dd]?(\d{1,3})", written)
    return float(found[1]) if found else float("nan")


def days_of_all(reading: Reading) -> str:
    """The length of a report that does not write it: from the file's name, else asked.

    A report of nothing but dates of last activity can be read over any length: 30 days.
    """
    known = reading.known
    if known and known.activity.dated and set(known.activity.dated) == set(known.activity.measures):
        return "30"
    named = _IN_NAME.search(reading.file_name.lower())
    told = reading.options.get("report_days")
    answer = told or (named[1] if named else reading.ask("report_days", "report_days", reading.where(), PERIODS, None))
    if "report_days" in reading.answers:
        reading.options["report_days"] = str(answer)
    return answer or "30"


def _dated(reading: Reading, position: int) -> pd.DataFrame:
    """Rows by day, week or month, told by the smallest step between two dates; a week when there is one date only."""
    starts = reading.dates(position, required=True)
    starts = reading.kept(starts).dt.normalize()
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


def _until_last_activity(reading: Reading, fields: Mapping[str, int]) -> pd.DataFrame:
    """A report that writes no date of its own ends on the last day on which anybody was active."""
    moments = reading.dates(fields["last_activity"]).dt.normalize()
    if not moments.notna().any():
        raise ValueModelError("period_missing", reading.where())
    end = moments.max()
    days = int(days_of_all(reading))
    reading.problems.note("period_from_last_activity", fields["last_activity"], count=days, date=f"{end:%Y-%m-%d}")
    kept = moments.index[~moments.index.isin(reading.problems.aside)]
    return pd.DataFrame({"period_start": end - timedelta(days=days - 1), "period_end": end}, index=kept)


def _written_above(reading: Reading) -> pd.DataFrame:
    """The start and end dates that Google Analytics writes as comments above the table."""
    found = {edge.lower(): _day(written) for line in reading.table.above for edge, written in _RANGE.findall(line)}
    start, end = found.get("start"), found.get("end")
    if start is None or end is None:
        raise ValueModelError("period_missing", reading.where())
    index = reading.table.frame.index
    return pd.DataFrame({"period_start": pd.Timestamp(start), "period_end": pd.Timestamp(end)}, index=index)


def _day(written: str) -> date | None:
    moment = parse_date(written)
    return moment if isinstance(moment, date) else None
