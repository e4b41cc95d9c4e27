"""Dates as exports write them, the order of day and month decided once for a whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from valuemodel.spreadsheets.distinct import distinct
from valuemodel.spreadsheets.words import SPACES, clean, fold

DAY_FIRST, MONTH_FIRST, UNKNOWN = "day_first", "month_first", "unknown"
SERIALS = (10_000, 80_000)
YEARS = (1930, 2100)
BLANK = ("", "NaT", "nan")
_MONTHS = {
    1: "janvier janv jan january",
    2: "fevrier fevr fev feb february",
    3: "mars mar march",
    4: "avril avr apr april",
    5: "mai may",
    6: "juin jun june",
    7: "juillet juil jul july",
    8: "aout aou aug august",
    9: "septembre sept sep september",
    10: "octobre oct october",
    11: "novembre nov november",
    12: "decembre dec december",
}
MONTH_NAMES = {name: number for number, names in _MONTHS.items() for name in names.split()}
_ZONE = r"(?:Z|UTC|[A-Z]{2,4}|[+-]\d\d:?\d\d)"
_TIME = rf"(?:(?:[ T,]| à | at )+(\d{{1,2}})[:h](\d{{2}})(?::(\d{{2}})(?:\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*{_ZONE}?)?"
_CLOCK = re.compile(_TIME[:-1] + "$")
_ISO = re.compile(rf"^(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}$")
_COMPACT = re.compile(r"^(19|20)(\d\d)(\d\d)(\d\d)$")
_NUMERIC = re.compile(rf"^(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}$")
_YEAR_MONTH = re.compile(r"^(\d{4})[-/. ](\d{1,2})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[-/. ](\d{4})$")
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")


class Pending(NamedTuple):
    """A numeric date whose day and month are not yet told apart."""

    first: int
    second: int
    year: int
    time: timedelta
    dotted: bool
    american: bool


class Dates(NamedTuple):
    """A column as timestamps, where a cell is no date, and the order used ("unknown" when nothing tells)."""

    values: pd.Series
    bad: pd.Series
    order: str


def read_dates(cells: pd.Series, order: str = "", french: bool = False) -> Dates:
    """A column of cells as timestamps, each distinct cell read once.

    `order` is what the person answered; `french` says that the headers are French, which settles a column that is open.
    With an unknown order the values are read day first, and the caller asks.
    """
    each = distinct(cells)
    read = [parse_date(cell) for cell in each.cells]
    decided = order or day_or_month_first([found for found in read if isinstance(found, Pending)], french)
    moments = [_settle(found, decided) for found in read]
    bad = [moment is None and clean(cell) not in BLANK for cell, moment in zip(each.cells, moments, strict=True)]
    values = each.spread(np.array(moments, dtype="datetime64[s]"), "datetime64[s]")
    return Dates(values, each.spread(bad, bool), decided)


def day_or_month_first(pending: Iterable[Pending], french: bool = False) -> str:
    """The order that the column itself proves: a part over 12, a dot between, AM or PM; then the headers' language.

    >>> day_or_month_first([Pending(31, 1, 2025, timedelta(0), False, False)])
    'day_first'
    """
    pending = list(pending)
    first = sum(found.first > 12 for found in pending)
    second = sum(found.second > 12 for found in pending)
    if first != second:
        return DAY_FIRST if first > second else MONTH_FIRST
    if all(found.first == found.second for found in pending):
        return DAY_FIRST
    if any(found.american for found in pending):
        return MONTH_FIRST
    return DAY_FIRST if french or any(found.dotted for found in pending) else UNKNOWN


def parse_date(cell: Any) -> datetime | Pending | None:
    """One cell as a moment, as a date still to be ordered, or None."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None, microsecond=0) if YEARS[0] <= cell.year <= YEARS[1] else None
    if isinstance(cell, date):
        return _moment(cell.year, cell.month, cell.day)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial(float(cell))
    return _parse_text(clean(cell)) if isinstance(cell, str) else None


def _parse_text(written: str) -> datetime | Pending | None:
    if found := _ISO.match(written):
        return _moment(int(found[1]), int(found[2]), int(found[3]), _time(*found.groups()[3:]))
    if found := _COMPACT.match(written):
        return _moment(int(found[1] + found[2]), int(found[3]), int(found[4]))
    if found := _NUMERIC.match(written):
        american = bool(found[8])
        return Pending(
            int(found[1]), int(found[3]), _year(found[4]), _time(*found.groups()[4:]), found[2] == ".", american
        )
    if _SERIAL.match(written):
        return _serial(float(written))
    if found := _YEAR_MONTH.match(written):
        return _moment(int(found[1]), int(found[2]), 1)
    if found := _MONTH_YEAR.match(written):
        return _moment(int(found[2]), int(found[1]), 1)
    return _named(written)


def _named(written: str) -> datetime | None:
    """`3 mars 2025`, `1er janv. 2024`, `09-Mar-11`, `March 3, 2025 3:04 PM`, `févr.-24`, `mars 2025`."""
    clock = _CLOCK.search(written)
    written = written[: clock.start()] if clock else written
    words = [
        word for word in fold(re.sub(rf"[{SPACES}.,/-]", " ", written)).split() if word not in ("de", "of", "le", "the")
    ]
    months = [MONTH_NAMES[word] for word in words if word in MONTH_NAMES]
    numbers = [int(digits[1]) for word in words if (digits := re.fullmatch(r"(\d{1,4})(?:er|e|st|nd|rd|th)?", word))]
    weekdays = len(words) - len(numbers) - len(months)
    if len(months) != 1 or len(numbers) not in (1, 2) or weekdays > 1:
        return None
    first, last = numbers[0] if len(numbers) == 2 else 1, numbers[-1]
    day, year = (last, first) if first > 31 else (first, last)
    return _moment(_year(str(year)), months[0], day, _time(*clock.groups()) if clock else timedelta(0))


def _settle(found: datetime | Pending | None, order: str) -> datetime | None:
    if not isinstance(found, Pending):
        return found
    day, month = (found.second, found.first) if order == MONTH_FIRST else (found.first, found.second)
    return _moment(found.year, month, day, found.time)


@lru_cache(maxsize=50_000)
def _moment(year: int, month: int, day: int, time: timedelta = timedelta(0)) -> datetime | None:
    if not YEARS[0] <= year <= YEARS[1]:
        return None
    try:
        return datetime(year, month, day) + time
    except ValueError:
        return None


def _serial(number: float) -> datetime | None:
    """An Excel serial: days since 30 December 1899."""
    if not SERIALS[0] <= number <= SERIALS[1]:
        return None
    return (datetime(1899, 12, 30) + timedelta(days=number)).replace(microsecond=0)


def _year(digits: str) -> int:
    return int(digits) if len(digits) > 2 else 2000 + int(digits)


def _time(hour: str | None, minute: str | None, second: str | None, half: str | None) -> timedelta:
    if hour is None:
        return timedelta(0)
    hours = int(hour) % 12 + (12 if half and half.lower().startswith("p") else 0) if half else int(hour)
    return timedelta(hours=hours, minutes=int(minute or 0), seconds=int(second or 0))
