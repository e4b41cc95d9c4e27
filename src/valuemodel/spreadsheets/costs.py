"""A cost table as one row a line, month and nature, whichever way it was laid out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.numbers import currency_of, read_flags, read_numbers
from valuemodel.spreadsheets.people import IGNORED
from valuemodel.spreadsheets.reading import MOST_LABELS_ASKED, Reading
from valuemodel.spreadsheets.scales import words_of
from valuemodel.spreadsheets.types import Choice
from valuemodel.spreadsheets.words import clean, fold

COLUMNS = ("line", "category", "month", "nature", "amount", "currency", "in_budget", "capex")
CATEGORIES = (
    Choice("licence", {"en": "licences", "fr": "licences"}),
    Choice("integration", {"en": "integration", "fr": "intégration"}),
    Choice("run", {"en": "run", "fr": "exploitation"}),
    Choice("accompaniment", {"en": "accompaniment", "fr": "accompagnement"}),
    Choice("internal_time", {"en": "internal time", "fr": "temps interne"}),
    IGNORED,
)
NATURES = (
    Choice("planned", {"en": "planned", "fr": "prévu"}),
    Choice("actual", {"en": "actual", "fr": "réel"}),
)


def read_costs(reading: Reading, fields: Mapping[str, int]) -> dict[str, pd.DataFrame]:
    """One row a line, month and nature, indexed by the row of the sheet that it comes from.

    Rows without a month, an amount or a category are set aside.
    """
    amounts = [name for name in ("planned", "actual", "amount") if name in fields]
    if "month" not in fields or not amounts:
        raise ValueModelError("fields_missing_cost", reading.where())
    months = reading.dates(fields["month"], required=True)
    costs = reading.kept(pd.DataFrame({"month": months}))
    costs["month"] = costs["month"].dt.to_period("M").dt.to_timestamp()
    costs["category"] = _categories(reading, fields)
    costs["line"] = _lines(reading, fields, costs["category"])
    costs["in_budget"] = _flags(reading, fields.get("in_budget"))
    costs["capex"] = _capex(reading, fields.get("capex"))
    parts = [_part(reading, fields, costs, name) for name in amounts]
    long = pd.concat([part for part in parts if len(part)]) if any(len(part) for part in parts) else parts[0]
    _set_aside(reading, fields, costs, long, amounts)
    long = reading.kept(long).sort_index(kind="stable")
    return {"costs": long[list(COLUMNS)]}


def _part(reading: Reading, fields: Mapping[str, int], costs: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of one column of amounts."""
    position = fields[name]
    part = costs.copy()
    cells = reading.column(position)
    found = read_numbers(cells, reading.table.decimal)
    if found.bad.any():
        reading.problems.note("amount_unreadable", position, found.bad.index[found.bad])
    part["amount"] = found.values * _scale(reading.table.header[position])
    part["nature"] = name if name != "amount" else _natures(reading, fields)
    part["currency"] = _currencies(reading, fields, position)
    return part[part["amount"].notna()]


def _scale(header: str) -> float:
    """1,000 for a header in k€, 1,000,000 for one in M€."""
    folded = fold(header)
    return 1e3 if " k€" in folded or "keur" in folded else 1e6 if " m€" in folded or "meur" in folded else 1.0


def _currencies(reading: Reading, fields: Mapping[str, int], position: int) -> pd.Series:
    cells = reading.column(fields.get("currency", position))
    named = {
        cell: currency_of(clean(cell)) or (clean(cell).upper()[:3] if "currency" in fields else "")
        for cell in cells.unique()
    }
    fallback = currency_of(reading.table.header[position]) or "EUR"
    return pd.Series([named[cell] or fallback for cell in cells], index=cells.index, dtype=object)


def _natures(reading: Reading, fields: Mapping[str, int]) -> pd.Series | str:
    if reading.known and "nature" in reading.known.fixed:
        return reading.known.fixed["nature"]
    if "nature" in fields:
        return reading.labelled(fields["nature"], words_of("natures"), "nature", "nature", NATURES)
    answer = reading.options.get("nature") or reading.ask("nature", "nature_of_all", reading.where(), NATURES, None)
    if answer and "nature" in reading.answers:
        reading.options["nature"] = answer
    return answer or "planned"


def _categories(reading: Reading, fields: Mapping[str, int]) -> pd.Series:
    position = fields.get("category", fields.get("line"))
    if position is None:
        raise ValueModelError("fields_missing_cost", reading.where())
    if _many_unknown(reading, position):
        return _category_of_all(reading, position)
    return reading.labelled(position, words_of("categories"), "category", "category", CATEGORIES)


def _many_unknown(reading: Reading, position: int) -> bool:
    """More labels without a known category than anybody would want to answer about, and hardly any with one."""
    labels = {text for text in reading.texts(position).unique() if text}
    unknown = {text for text in labels if fold(text) not in words_of("categories")}
    return len(unknown) > MOST_LABELS_ASKED and len(unknown) > 0.8 * len(labels)


def _category_of_all(reading: Reading, position: int) -> pd.Series:
    """One answer for all lines: a ledger of the programme is often of one type of cost."""
    answer = reading.options.get("category") or reading.ask(
        "category",
        "category_of_all",
        reading.where(position),
        CATEGORIES,
        None,
        count=reading.texts(position).nunique(),
        header=reading.table.header[position][:60],
    )
    if answer and "category" in reading.answers:
        reading.options["category"] = answer
    found = None if answer in (None, IGNORED.value) else answer
    return pd.Series(found, index=reading.column(position).index, dtype=object)


def _lines(reading: Reading, fields: Mapping[str, int], categories: pd.Series) -> pd.Series:
    """The line's name; a blank one takes its category's."""
    if "line" not in fields:
        return categories
    lines = reading.texts(fields["line"])
    return lines.where(lines != "", categories)


def _flags(reading: Reading, position: int | None) -> pd.Series | bool:
    """In the budget or not; in it when the table does not say."""
    if position is None:
        return True
    flags = read_flags(reading.column(position))
    unread = flags.index[flags.isna() & (reading.texts(position) != "")]
    if len(unread):
        reading.problems.note("flag_unreadable", position, unread)
    return flags.map(lambda flag: True if flag is None else flag).astype(bool)


def _capex(reading: Reading, position: int | None) -> pd.Series | bool:
    if position is None:
        return False
    return reading.texts(position).map(lambda written: words_of("expenses").get(fold(written)) == "capex").astype(bool)


def _set_aside(
    reading: Reading, fields: Mapping[str, int], costs: pd.DataFrame, long: pd.DataFrame, amounts: list[str]
) -> None:
    """Rows that gave no amount, or whose category or nature nobody knows."""
    without = costs.index.difference(long.index)
    reading.problems.set_aside("amount_missing", fields[amounts[0]], without)
    position = fields.get("category", fields.get("line"))
    reading.problems.set_aside("category_missing", position, costs.index[costs["category"].isna()])
    if "nature" in fields:
        reading.problems.set_aside("nature_missing", fields["nature"], long.index[long["nature"].isna()])
