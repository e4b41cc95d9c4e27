"""French and English: the catalogues of texts, and numbers, money and dates as each language writes them.

One folder a language, one YAML file a subject: `fr/board.yaml` holds the texts `board.*`, and all files of `fr/issues/`
hold texts `issues.*`. French typography (narrow and
no-break spaces, curly apostrophes) is put in once, at load, so that the catalogues stay easy to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from valuemodel.yaml_files import read_yaml

LANGUAGES = ("fr", "en")
NBSP, NARROW, MINUS = "\u00a0", "\u202f", "\u2212"


@lru_cache(maxsize=8192)
def french_spaces(written: str) -> str:
    """`written` with the spaces and apostrophes of French typography.

    >>> french_spaces("« l'un » : quoi ?")
    '«\\xa0l’un\\xa0»\\xa0: quoi\\u202f?'
    """
    written = re.sub(r"(?<=\w)'(?=\w)", "’", written)
    written = re.sub(r" (?=[;?!])", NARROW, written)
    written = re.sub(r" (?=[:»%€])|(?<=«) ", NBSP, written)
    return re.sub(r"(?<=\d) (?=\d{3}\b)", NARROW, written)


def _leaves(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, Mapping):
        for key, child in node.items():
            yield from _leaves(child, f"{path}.{key}")
    else:
        yield path, str(node)


@cache
def catalogue(language: str) -> dict[str, str]:
    """All texts of `language`, by dotted key."""
    folder = Path(__file__).parent / language
    subjects = [(file, file.stem) for file in sorted(folder.glob("*.yaml"))]
    subjects += [(file, file.parent.name) for file in sorted(folder.glob("*/*.yaml"))]
    found = [leaf for file, subject in subjects for leaf in _leaves(read_yaml(file) or {}, subject)]
    return {key: french_spaces(value) if language == "fr" else value for key, value in found}


def text(key: str, language: str, **values: Any) -> str:
    """The text `key` in `language`, its braces filled with `values`; `KeyError` when it does not exist."""
    return catalogue(language)[key].format(**values) if values else catalogue(language)[key]


def has_text(key: str, language: str) -> bool:
    """Whether the catalogue of `language` has `key`."""
    return key in catalogue(language)


def country_name(code: str, language: str) -> str:
    """A country by its two letters, in words.

    >>> country_name("CH", "fr")
    'Suisse'
    """
    return Locale(language).territories.get(code, code)


def is_one(count: float, language: str) -> bool:
    """Whether `count` takes the singular (French: all below 2)."""
    return abs(count) < 2 if language == "fr" else count == 1


def plural(key: str, count: float, language: str, **values: Any) -> str:
    """The text `key.one` or `key.other` by the number rule of `language` (French: 0 and 1 are singular)."""
    return text(
        f"{key}.{'one' if is_one(count, language) else 'other'}", language, count=number(count, language), **values
    )


def label(words: Mapping[str, str], language: str) -> str:
    """The entry of `language` in a `{en: ..., fr: ...}` of a data file."""
    return french_spaces(words[language]) if language == "fr" else words[language]


def number(value: float, language: str, decimals: int = 0, sign: bool = False) -> str:
    """`value` with exactly `decimals` decimals; a true minus, `+` when `sign`.

    >>> number(-1234.5, "fr", 1), number(1234.5, "en", 1, sign=True)
    ('−1\\u202f234,5', '+1,234.5')
    """
    rounded = round(value, decimals) + 0.0
    prefix = MINUS if rounded < 0 else "+" if sign and rounded > 0 else ""
    return prefix + _digits(abs(rounded), language, decimals)


@lru_cache(maxsize=8192)
def _digits(amount: float, language: str, decimals: int) -> str:
    """A page writes some three hundred numbers, mostly the same ones at each move."""
    written = format_decimal(amount, format="#,##0" + ("." + "0" * decimals if decimals else ""), locale=language)
    return written.replace(NBSP, NARROW)


def percent(share: float, language: str, decimals: int = 0, sign: bool = False) -> str:
    """A share as a percentage: 0.61 is `61 %` in French and `61%` in English."""
    return number(100 * share, language, decimals, sign) + (f"{NBSP}%" if language == "fr" else "%")


_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "CHF": "CHF"}


def money(amount: float, language: str, currency: str = "EUR", decimals: int = 0, sign: bool = False) -> str:
    """An amount in full: `1 234 €`, `€1,234`."""
    return _with_currency(number(amount, language, decimals, sign), language, currency, "")


def thousands(amount: float, language: str, currency: str = "EUR", sign: bool = False) -> str:
    """An amount as boards read it: whole thousands, millions with one decimal from 20 million on."""
    if abs(amount) >= 20e6:
        return _with_currency(number(amount / 1e6, language, 1, sign), language, currency, "M")
    return _with_currency(number(amount / 1e3, language, 0, sign), language, currency, "k")


def _with_currency(written: str, language: str, currency: str, scale: str) -> str:
    symbol = _SYMBOLS.get(currency, currency)
    if language == "fr":
        return f"{written}{NBSP}{scale}{symbol}"
    before = re.match(rf"[{MINUS}+]?", written).end()  # type: ignore[union-attr]
    return f"{written[:before]}{symbol}{written[before:]}{scale.lower() if scale == 'k' else scale}"


def day(when: date, language: str) -> str:
    """A date in full: `31 octobre 2026`, `1ᵉʳ octobre 2026`, `31 October 2026`."""
    written = format_date(when, "d MMMM y", locale=language)
    return re.sub(r"^1 ", "1ᵉʳ ", written) if language == "fr" else written


def month(when: date, language: str, short: bool = False) -> str:
    """A month: `octobre 2026`, or `oct. 2026` when `short`."""
    return format_date(when, "MMM y" if short else "MMMM y", locale=language)
