"""Tables with a column a month, as people lay out costs and counts: made into one row a line and month."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import numpy as np
import pandas as pd

from valuemodel.spreadsheets.coded_table import says_total
from valuemodel.spreadsheets.dates import MONTH_NAMES, parse_date
from valuemodel.spreadsheets.descriptions import descriptions
from valuemodel.spreadsheets.problems import Problems, cell_ranges
from valuemodel.spreadsheets.types import Table
from valuemodel.spreadsheets.words import clean, fold

FEWEST_MONTHS = 3
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Unfolded(NamedTuple):
    """Where the cells of an unfolded table stand in the sheet: its row and month column by row number.

    `columns` are the sheet's columns of the others, None for the month and its value.
    """

    rows: np.ndarray
    months: np.ndarray
    columns: tuple[int | None, ...]

    def address(self, sheet: str, position: int | None, rows: Iterable[int] = ()) -> str:
        """The cells that rows of the unfolded table were made of."""
        places = np.array(sorted(set(rows)), dtype=int) - 1
        column = None if position is None else self.columns[position]
        if position is not None and column is None:
            cells: list[tuple[int | None, int]] = [(int(self.months[place]), int(self.rows[place])) for place in places]
        else:
            cells = [(column, int(row)) for row in dict.fromkeys(self.rows[places])]
        where = cell_ranges(cells, column)
        return f"{sheet}!{where}" if sheet and where else sheet or where


def months_of(header: Sequence[str], hints: Iterable[str] = ()) -> dict[int, datetime]:
    """The month of each column that is one, where three at least follow each other; years of `hints` complete names.

    >>> [f"{month:%Y-%m}" for month in months_of(["Poste", "janv. 2025", "févr. 2025", "mars-25"]).values()]
    ['2025-01', '2025-02', '2025-03']
    >>> [f"{month:%Y-%m}" for month in months_of(["Poste", "Janv.", "Févr.", "Mars"], ["Budget 2026"]).values()]
    ['2026-01', '2026-02', '2026-03']
    >>> months_of(["Poste", "Janv.", "Févr.", "Mars"]), months_of(["May", "Ann", "Mark"])
    ({}, {})
    """
    years = {year for hint in hints for year in _YEAR.findall(hint)}
    year = years.pop() if len(years) == 1 else ""
    found = {position: month for position, name in enumerate(header) if (month := _month(name, year))}
    ordered = list(found.values())
    follows = all(before < after for before, after in itertools.pairwise(ordered))
    return found if len(found) >= FEWEST_MONTHS and follows else {}


def _month(name: str, year: str) -> datetime | None:
    """A header as the first day of a month, or None when it is none or another day."""
    written = clean(name)
    if fold(written) in MONTH_NAMES:
        return parse_month(f"{written} {year}") if year else None
    found = parse_month(written)
    return found if found and found.day == 1 and not found.hour else None


def parse_month(written: str) -> datetime | None:
    """A text as a moment when it is one and needs no order of day and month."""
    found = parse_date(written) if not re.fullmatch(r"\d+(?:[.,]\d+)?", written) else None
    return found if isinstance(found, datetime) else None


def unfolded(table: Table, hints: Iterable[str] = ()) -> Table:
    """`table` with a row a line and month that has a cell; the same table when its columns are no months.

    Lines that are totals of the others are set aside.
    """
    months = months_of(table.header, (*table.above, *hints))
    others = [position for position in range(len(table.header)) if position not in months]
    if not months or not any(table.header[position] for position in others):
        return table
    problems = Problems(table.sheet)
    frame = table.frame.astype(object)
    totals = frame.index[[any(map(says_total, row)) for row in frame[others[:2]].itertuples(index=False)]]
    problems.set_aside("total_row", None, totals)
    frame = frame.drop(index=totals)
    long = pd.concat([_of_month(frame, others, position, month) for position, month in months.items()])
    long = long[long["value"].map(clean) != ""].sort_values("row", kind="stable")
    where = Unfolded(long["row"].to_numpy(), long["column"].to_numpy(), (*others, None, None))
    cells = long[[*others, "month", "value"]]
    return replace(
        table,
        header=(*(table.header[position] for position in others), *_names(table, others)),
        frame=cells.set_axis(range(len(others) + 2), axis=1).set_axis(range(1, len(long) + 1), axis=0),
        set_aside=table.set_aside + len(totals),
        issues=(*table.issues, *problems.issues),
        unfolded=where,
    )


def _of_month(frame: pd.DataFrame, others: list[int], position: int, month: datetime) -> pd.DataFrame:
    part = frame[others].assign(month=month, value=frame[position], row=frame.index, column=position)
    return part.astype({"month": object, "value": object})


def _names(table: Table, others: list[int]) -> tuple[str, str]:
    """The headers of the two new columns: of a cost table when the other ones are its, else of any value."""
    costs = descriptions()["costs"]
    known: Mapping[str, object] = {costs.field_of(table.header[position]): None for position in others}
    money = "line" in known or "category" in known
    if table.french:
        return "Mois", "Montant" if money else "Valeur"
    return "Month", "Amount" if money else "Value"
