"""Hours and shares as people type them into a survey: `3,5`, `3h30`, `environ 4`, `45 min`, `2 à 3`, `80 %`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from valuemodel.spreadsheets.numbers import parse_number
from valuemodel.spreadsheets.scales import words_of
from valuemodel.spreadsheets.words import clean, fold

MOST_HOURS_A_WEEK = 60.0
_FILLERS = (
    "environ|à peu près|approximativement|à peine|presque|moins de|plus de|autour de|entre|about|around|approx"
    "|approximately|roughly|almost|nearly|between|less than|more than|ca"
)
_FILLER = re.compile(rf"^(?:(?:{_FILLERS})\.?\s+|[~≈±<>]\s*)+", re.IGNORECASE)
_PER_WEEK = re.compile(
    r"\s*(?:/|par|per|a|à|each|chaque)\s*(?:la\s+)?(?:semaine|sem\.?|week|wk)\.?$|\s*(?:hebdomadaires?|weekly)$",
    re.IGNORECASE,
)
_HOURS = r"(?:h|hrs?|hours?|heures?)"
_CLOCK = re.compile(rf"^(\d{{1,3}})\s*(?:{_HOURS}\.?|:)\s*(\d{{1,2}})\s*(?:min(?:utes)?|mn|m)?\.?$", re.IGNORECASE)
_MINUTES = re.compile(r"^(\d{1,4})\s*(?:min(?:utes?)?|mn)\.?$", re.IGNORECASE)
_UNIT = re.compile(rf"\s*{_HOURS}\.?$", re.IGNORECASE)
_RANGE = re.compile(r"^(\d+(?:[.,]\d+)?)\s*(?:-|–|—|à|a|to|et|and|ou|or)\s*(\d+(?:[.,]\d+)?)$", re.IGNORECASE)


def read_hours(cell: Any) -> float | None:
    """A number of hours, or None when the cell says none. A range is its middle.

    >>> [read_hours(cell) for cell in ("3,5", "3h30", "environ 4", "4 h", "45 min", "2 à 3 heures", "4h par semaine")]
    [3.5, 3.5, 4.0, 4.0, 0.75, 2.5, 4.0]
    >>> read_hours("beaucoup trop") is None
    True
    """
    if isinstance(cell, timedelta):
        return cell.total_seconds() / 3600
    if isinstance(cell, time):
        return cell.hour + cell.minute / 60
    if isinstance(cell, date | bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    return _typed_hours(_PER_WEEK.sub("", _FILLER.sub("", clean(cell))).strip())


def _typed_hours(written: str) -> float | None:
    if found := _CLOCK.match(written):
        return int(found[1]) + int(found[2]) / 60 if int(found[2]) < 60 else None
    if found := _MINUTES.match(written):
        return int(found[1]) / 60
    bare = _UNIT.sub("", written).strip()
    if found := _RANGE.match(bare):
        low, high = (float(part.replace(",", ".")) for part in found.groups())
        return (low + high) / 2 if low <= high else None
    if fold(bare) in words_of("numbers"):
        return float(words_of("numbers")[fold(bare)])
    return None if re.search(r"[%€$£()]", bare) else parse_number(bare, ",")


def read_shares(cells: Iterable[Any]) -> dict[Any, float | None]:
    """Each distinct cell as a share 0..1: `80 %`, `80`, `environ 80`, and 0.8 when the whole column stays within 1.

    >>> read_shares(["80 %", "35"]), read_shares([0.8, 0.35])
    ({'80 %': 0.8, '35': 0.35}, {0.8: 0.8, 0.35: 0.35})
    """
    read = {cell: _number(cell) for cell in dict.fromkeys(cells)}
    signed = {cell for cell in read if "%" in str(cell)}
    plain = [number for cell, number in read.items() if number is not None and cell not in signed]
    shares = bool(plain) and max(plain) <= 1 and any(0 < number < 1 for number in plain)
    return {
        cell: number if number is None or cell in signed or shares else round(number / 100, 12)
        for cell, number in read.items()
    }


def _number(cell: Any) -> float | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    if not isinstance(cell, str):
        return None
    bare = re.sub(r"\s*(?:pour ?cent|percent|pct)$", " %", _FILLER.sub("", clean(cell)), flags=re.IGNORECASE)
    if found := _RANGE.match(bare.rstrip("% ")):
        middle = sum(float(part.replace(",", ".")) for part in found.groups()) / 2
        return middle / 100 if "%" in bare else middle
    return parse_number(bare, ",")
