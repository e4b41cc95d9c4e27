"""Numbers as people and exports write them: `1 234,50 €`, `12,3 %`, `(1 234)`, `1'234.5`, `-`, `Nil`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from numbers import Real
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from valuemodel.spreadsheets.distinct import distinct
from valuemodel.spreadsheets.words import clean, fold

ZEROS = {"-", "–", "—", "--", "nil", "neant", "néant", "zero", "zéro"}
_CURRENCIES = (("€", "EUR"), ("£", "GBP"), ("$", "USD"), ("eur", "EUR"), ("gbp", "GBP"), ("usd", "USD"), ("chf", "CHF"))
_AMOUNT = re.compile(
    r"^(?P<sign>[-+−(]*)(?P<before>€|£|\$|eur|gbp|usd|chf)?(?P<sign2>[-+−(]?)(?P<digits>\d[\d.,']*|[.,]\d+)"
    r"(?P<scale>[km](?=€|£|\$|eur|$))?(?P<after>€|£|\$|eur(?:os?)?|gbp|usd|chf|%)?(?P<close>[)\-−]?)$"
)
_GROUPS = {mark: re.compile(rf"^\d{{1,3}}(?:\{mark}\d{{3}})+$") for mark in ".,'"}
_COMMA_DECIMAL = re.compile(r"\d,(\d{1,2}|\d{4,})\D*$|\.\d{3},")
_POINT_DECIMAL = re.compile(r"\d\.(\d{1,2}|\d{4,})\D*$|,\d{3}\.")


class Numbers(NamedTuple):
    """A column as floats (NaN where blank or bad), and where a cell has something that is no number."""

    values: pd.Series
    bad: pd.Series


def decimal_mark(texts: Iterable[str], default: str) -> str:
    """Whether a column writes its decimals after a comma or a point; `default` when nothing in it tells.

    >>> decimal_mark(["1 234,50 €", "12"], "."), decimal_mark(["1,234"], ".")
    (',', '.')
    """
    texts = [written.strip() for written in texts]
    commas = sum(bool(_COMMA_DECIMAL.search(written)) for written in texts)
    points = sum(bool(_POINT_DECIMAL.search(written)) for written in texts)
    return default if commas == points else "," if commas > points else "."


def parse_number(written: str, mark: str = ".") -> float | None:
    """The number that `written` stands for, or None. Percentages are shares.

    >>> parse_number("1 234,50 €", ","), parse_number("(1,234)"), parse_number("12,3 %", ","), parse_number("3 k€")
    (1234.5, -1234.0, 0.123, 3000.0)
    >>> parse_number("douze") is None
    True
    """
    bare = clean(written).lower().replace(" ", "")
    if bare in ZEROS:
        return 0.0
    found = _AMOUNT.match(bare)
    if not found:
        return None
    number = _digits(found["digits"], mark)
    if number is None:
        return None
    negative = any(sign in "(-−" for sign in found["sign"] + found["sign2"]) or found["close"] in ("-", "−")
    scale = {"k": 1e3, "m": 1e6}.get(found["scale"] or "", 1.0) * (0.01 if found["after"] == "%" else 1.0)
    return round((-number if negative else number) * scale, 12)


def _digits(digits: str, mark: str) -> float | None:
    digits = digits.replace("'", "") if _GROUPS["'"].match(re.sub(r"[.,]\d*$", "", digits)) else digits
    if "," in digits and "." in digits:
        mark = max(",.", key=digits.rfind)
    elif other := next((sep for sep in ",." if sep in digits and sep != mark), None):
        mark = mark if _GROUPS[other].match(digits) else other
    thousands = "," if mark == "." else "."
    digits = digits.replace(thousands, "").replace(mark, ".")
    return float(digits) if re.fullmatch(r"\d*\.?\d*", digits) and digits != "." else None


def currency_of(written: str) -> str:
    """The ISO code of the currency named in a cell or a header; "" when there is none.

    >>> currency_of("1 234 €"), currency_of("Montant (k€)"), currency_of("12")
    ('EUR', 'EUR', '')
    """
    words = clean(written).lower()
    return next(
        (code for sign, code in _CURRENCIES if re.search(rf"(?<![a-z])[km]?{re.escape(sign)}(?![a-z])", words)), ""
    )


def read_numbers(cells: pd.Series, default_mark: str = ".") -> Numbers:
    """A column of cells as floats, each distinct cell read once; only what the fast way cannot read is parsed."""
    each = distinct(cells)
    texts = pd.Series([_plain(cell) for cell in each.cells], dtype=object)
    values = pd.to_numeric(texts, errors="coerce").astype(float).replace([np.inf, -np.inf], np.nan)
    filled = texts.notna() & (texts != "")
    grouped = [isinstance(cell, str) and bool(_GROUPS["."].match(cell)) for cell in texts]
    slow = texts[filled & (values.isna() | pd.Series(grouped, index=texts.index))].astype(str)
    if len(slow):
        mark = decimal_mark(slow.unique(), default_mark)
        read = [np.nan if (found := parse_number(written, mark)) is None else found for written in slow]
        values = values.mask(values.index.isin(slow.index), pd.Series(read, slow.index))
    bad = (filled & values.isna()).to_numpy()
    return Numbers(each.spread(values.to_numpy(), float), each.spread(bad, bool))


def _plain(cell: Any) -> Any:
    """Numbers stay, texts are stripped, all else becomes a text that no number looks like."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, Real):
        return float(cell)
    return cell.strip() if isinstance(cell, str) else "" if cell is None else str(cell)


YES = {"oui", "yes", "o", "y", "true", "vrai", "1", "x"}
NO = {"non", "no", "n", "false", "faux", "0"}


def read_flags(cells: pd.Series) -> pd.Series:
    """Yes and no, in French and English, as True, False or None."""
    return distinct(cells).mapped(_flag)


def _flag(cell: Any) -> bool | None:
    folded = fold(clean(cell))
    return True if folded in YES else False if folded in NO else None
