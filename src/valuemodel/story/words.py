"""How quantities read in a sentence: ranges, months, amounts for each euro spent, KPI values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from valuemodel.locale import NBSP, has_text, money, month, number, percent, text, thousands

if TYPE_CHECKING:
    from valuemodel.kpis import Kpi

LETTERS = {"compared": "A", "before_after": "B", "reported": "C", "benchmark": "D", "assumed": "E"}
DOTS = {"high": 4, "moderate": 3, "low": 2, "very_low": 1}


def plain(sentence: str) -> str:
    """`sentence` without its marks.

    >>> plain("[[1,60 €]] reviennent, **probablement**")
    '1,60 € reviennent, probablement'
    """
    return re.sub(r"\[\[|\]\]|\*\*", "", sentence)


def grade_word(grade: str, language: str) -> str:
    """The evidence grade in words: "measured with comparison"."""
    return text(f"story.grades.{grade}", language)


def certainty_word(certainty: str, language: str) -> str:
    """How sure it is that the programme caused a change, in a word: "probable"."""
    return text(f"story.certainty.{certainty}", language)


def count_word(count: int, language: str, feminine: bool = False) -> str:
    """A small count in letters (zero to ten), in figures above.

    >>> count_word(3, "fr"), count_word(1, "fr", feminine=True), count_word(12, "en")
    ('trois', 'une', '12')
    """
    if feminine and has_text(f"story.counts_feminine.n{count}", language):
        return text(f"story.counts_feminine.n{count}", language)
    return text(f"story.counts.n{count}", language) if 0 <= count <= 10 else number(count, language)


def sentence_case(written: str) -> str:
    """`written` with a capital first letter, marks left where they are."""
    match = re.search(r"[^\W_]", written)
    return written if match is None else written[: match.start()] + match[0].upper() + written[match.end() :]


def inside(written: str) -> str:
    """`written` as it stands inside a sentence: first letter small, unless it is an acronym."""
    return written if written[:2].isupper() else written[:1].lower() + written[1:]


def _same_unit(low: str, high: str) -> str:
    """`low` without the unit that it shares with `high` (French writes it once)."""
    unit = re.search(rf"[{NBSP} ]\D+$", high)
    return low[: -len(unit[0])] if unit and low.endswith(unit[0]) else low


def between(low: float, high: float, language: str, write: Callable[[float], str]) -> str:
    """A range in words: "de 46 à 1 656 k€", "€46k to €1,656k"."""
    first, last = write(low), write(high)
    if first == last:
        return first
    return text("story.range", language, low=_same_unit(first, last) if language == "fr" else first, high=last)


def per_unit(amount: float, language: str, currency: str) -> str:
    """An amount for each euro spent, to the cent."""
    return money(amount, language, currency, decimals=2)


def money_range(low: float, high: float, language: str, currency: str) -> str:
    """A range of amounts in whole thousands."""
    return between(low, high, language, lambda amount: thousands(amount, language, currency))


def per_unit_range(low: float, high: float, language: str, currency: str) -> str:
    """A range of amounts for each euro spent."""
    return between(low, high, language, lambda amount: per_unit(amount, language, currency))


def whole_month(months: float) -> int:
    """The month in which a duration ends: 17.2 months is month 18."""
    return max(1, math.ceil(months - 1e-9))


def month_name(months: float, language: str) -> str:
    """A programme month by its number: "mois 18"."""
    return text("story.month_number", language, month=whole_month(months))


def month_after(start: date, months: float) -> date:
    """The calendar month of programme month `months` (month 1 is the month of `start`)."""
    index = start.year * 12 + start.month - 1 + whole_month(months) - 1
    return date(index // 12, index % 12 + 1, 1)


def month_span(start: date, end: date, language: str) -> str:
    """A period by its months: "d'octobre 2026 à septembre 2027"."""
    elided = "elided" if month(start, language)[0] in "ao" else "plain"
    return text(f"story.months.{elided}", language, start=month(start, language), end=month(end, language))


def is_share(kpi: Kpi) -> bool:
    """Whether values of `kpi` are shares 0..1, written as percentages."""
    return kpi.unit in ("share", "1", "%", "percent")


def _unit(kpi: Kpi, language: str) -> str:
    key = f"story.units.{kpi.unit.replace('/', '_per_').replace(' ', '_')}"
    return text(key, language) if has_text(key, language) else ""


def kpi_value(kpi: Kpi, value: float, language: str, unit: bool = True) -> str:
    """A KPI's value at its published precision: "61 %", "4,4 h"."""
    if is_share(kpi):
        return percent(value, language, max(0, kpi.decimals - 2))
    written = number(value, language, kpi.decimals)
    short = _unit(kpi, language) if unit else ""
    return f"{written}{NBSP}{short}" if short else written


def kpi_change(kpi: Kpi, change: float, language: str) -> str:
    """A change of a KPI with its sign: "+14 points", "−0,5 h"."""
    if is_share(kpi):
        written = number(100 * change, language, max(0, kpi.decimals - 2), sign=True)
        return text("story.points.one" if abs(100 * change) < 1.5 else "story.points.other", language, count=written)
    written = number(change, language, kpi.decimals, sign=True)
    short = _unit(kpi, language)
    return f"{written}{NBSP}{short}" if short else written


def exact_change(kpi: Kpi, value: float, language: str) -> str:
    """A threshold as it was set, never rounded to the published precision: "0,25 h", "2,5 points"."""
    shown = round(100 * value if is_share(kpi) else value, 4)
    decimals = next((places for places in range(4) if round(shown, places) == shown), 4)
    if is_share(kpi):
        one = "one" if abs(shown) < 1.5 else "other"
        return text(f"story.points.{one}", language, count=number(shown, language, decimals))
    return kpi_change(replace(kpi, decimals=decimals), shown, language).lstrip("+")


def kpi_change_range(kpi: Kpi, low: float, high: float, language: str) -> str:
    """The interval of a change, without its unit: "de +8 à +20"."""
    scale, decimals = (100, max(0, kpi.decimals - 2)) if is_share(kpi) else (1, kpi.decimals)
    return between(low, high, language, lambda value: number(scale * value, language, decimals, sign=True))
