"""Assumptions as they are written: values with as many digits as they carry, units in words."""

from __future__ import annotations

import math
import re

from valuemodel.locale import NBSP, has_text, is_one, money, number, percent, text
from valuemodel.model.kinds import CURRENCIES as CURRENCY_CODES
from valuemodel.model.types import Assumption
from valuemodel.story.words import LETTERS, between, grade_word

MEASURED = ("compared", "before_after", "measured")
"""Evidence of an assumption that somebody measured; the other grades are taken on trust."""


def is_share(unit: str) -> bool:
    """Whether a pint unit is a plain share, written as a percentage."""
    return unit in ("1", "", "dimensionless", "1/year")


def digits(value: float) -> int:
    """Decimals that keep three significant digits, none when the value is whole, two at most.

    >>> [digits(value) for value in (46.0, 2.6, 0.125, 1234.5)]
    [0, 1, 2, 0]
    """
    if value == 0 or abs(value - round(value)) < 1e-9:
        return 0
    wanted = 2 - math.floor(math.log10(abs(value)))
    return next(
        (places for places in range(min(max(wanted, 0), 2)) if abs(round(value, places) - value) < 1e-9),
        min(max(wanted, 0), 2),
    )


def places(unit: str, value: float) -> int:
    """The decimals with which `value` is written, percentages with one at most."""
    return min(1, digits(100 * value)) if is_share(unit) else digits(value)


def decimals_of(assumption: Assumption) -> int:
    """The decimals that the value and both ends of its range carry together."""
    return max(places(assumption.unit, value) for value in (assumption.low, assumption.base, assumption.high))


CURRENCIES = ("€", "$", "£")
"""Signs that English writes before the number."""


def value_in(unit: str, value: float, language: str, decimals: int | None = None) -> str:
    """`value` without its unit: "27 %" for a share, "2,6" else; with the decimals that it carries unless told."""
    shown = places(unit, value) if decimals is None else decimals
    return percent(value, language, shown) if is_share(unit) else number(value, language, shown)


def range_in(unit: str, low: float, high: float, language: str) -> str:
    """A range of values without their unit: "de 0 à 54 %"."""
    return between(low, high, language, lambda value: value_in(unit, value, language))


def unit_words(unit: str, language: str) -> str:
    """A pint unit in words ("€ par heure", "heures par semaine et par personne"); "" for a plain share."""
    if is_share(unit) and unit != "1/year":
        return text("story.pint.share", language)
    key = f"story.pint.{_key(unit)}"
    return text(key, language) if has_text(key, language) else unit.replace("/", f"{NBSP}/{NBSP}")


def _key(unit: str) -> str:
    return re.sub(r"\W+", "_", unit).strip("_").lower()


def with_unit(unit: str, value: float, language: str) -> str:
    """A value with its unit, as in a sentence: "27 %", "46 € par heure", "€46 an hour", "1 heure par semaine"."""
    written = value_in(unit, value, language)
    if is_share(unit):
        return written
    one = f"story.pint_one.{_key(unit)}"
    singular = is_one(value, language) and has_text(one, language)
    return joined(written, text(one, language) if singular else unit_words(unit, language), language)


def has_sign(unit: str) -> bool:
    """Whether a unit is written by a sign beside the number: %, h, or a currency's."""
    return is_share(unit) or unit[:3] in CURRENCY_CODES or unit.partition("/")[0] == "hour"


def brief(unit: str, value: float, language: str, decimals: int | None = None) -> str:
    """A value with the sign of its unit, for a chart: "27 %", "1,3 h", "46 €"; without it where none is so short.

    >>> brief("1", 0.27, "en"), brief("hour/week/person", 1.26, "en"), brief("EUR/hour", 40.5, "en")
    ('27%', '1.26\xa0h', '€40.5')
    """
    if unit[:3] in CURRENCY_CODES:
        return money(value, language, unit[:3], places(unit, value) if decimals is None else decimals)
    written = value_in(unit, value, language, decimals)
    return f"{written}{NBSP}h" if has_sign(unit) and not is_share(unit) else written


def joined(written: str, words: str, language: str) -> str:
    """A written number and its unit: English puts a currency's sign before the number.

    >>> joined("46", "€ an hour", "en"), joined("−46", "€", "en"), joined("46", "hours", "en") == f"46{NBSP}hours"
    ('€46 an hour', '−€46', True)
    """
    if language == "en" and words[:1] in CURRENCIES:
        sign, digits = (written[0], written[1:]) if written[:1] in "+−-" else ("", written)
        return f"{sign}{words[0]}{digits}{words[1:]}"
    return f"{written}{NBSP}{words}"


def evidence_word(assumption: Assumption, language: str) -> str:
    """The evidence of an assumption in words."""
    known = assumption.evidence in LETTERS
    return grade_word(assumption.evidence, language) if known else text("story.grades.measured", language)


def evidence_grade(assumption: Assumption) -> str:
    """The grade whose letter an assumption shows; a fact that no programme moves is shown as measured, B."""
    return assumption.evidence if assumption.evidence in LETTERS else "before_after"
