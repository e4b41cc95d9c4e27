"""What passes between the steps of reading: a book of sheets, a table, what was recognised, questions, tidy tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from valuemodel.errors import Issue
from valuemodel.locale import label, text

if TYPE_CHECKING:
    from valuemodel.spreadsheets.traced import TracedRow
    from valuemodel.spreadsheets.wide_months import Unfolded


class Sheet(NamedTuple):
    """One sheet: its name ("" for a text file) and its rows of cells from A1 on, ragged as they were found."""

    name: str
    rows: Sequence[list[Any]]
    hidden: bool = False


@dataclass(frozen=True)
class Book:
    """A file as read: cells only, nothing typed. `container` is csv, xlsx, xlsb, xls or ods, found from the bytes."""

    file_name: str
    container: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class Table:
    """The rows under a header. `frame` has one column per position and the sheet's row numbers (from 1) as its index.

    `set_aside` counts the rows that are no data (headers again, totals, notes, rows wider than the header), `folded`
    those that became columns of another row; `layout` is the survey tool that stacked the header, `above` the rows over
    it, as texts, `gathered` the columns of scales that were spread over several, `unfolded` where the cells stood when
    the sheet has a column a month.
    """

    sheet: str
    header: tuple[str, ...]
    header_row: int
    header_rows: int
    frame: pd.DataFrame
    set_aside: int = 0
    issues: tuple[Issue, ...] = ()
    decimal: str = "."
    french: bool = False
    layout: str = ""
    above: tuple[str, ...] = ()
    folded: int = 0
    gathered: frozenset[int] = frozenset()
    unfolded: Unfolded | None = None

    @property
    def rows_read(self) -> int:
        """Rows under the header that are not blank."""
        return len(self.frame) + self.folded + self.set_aside


class ColumnMatch(NamedTuple):
    """What one column becomes ("" when it is not used), and whether that is sure. `example` is never about a person."""

    position: int
    header: str
    example: str
    becomes: str
    sure: bool


class Choice(NamedTuple):
    """One possible answer: the value to give back, and its words."""

    value: str
    label: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """Something that only the person knows; answered once, remembered after.

    Its text is `spreadsheets.questions.<code>`, filled with `values`; a `default` of None must be answered.
    """

    key: str
    code: str
    where: str
    choices: tuple[Choice, ...]
    default: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def said(self, language: str) -> str:
        """The question in `language`."""
        return text(f"spreadsheets.questions.{self.code}", language, **self.values)

    def options(self, language: str) -> dict[str, str]:
        """The answers that can be given, with their words in `language`."""
        return {choice.value: label(choice.label, language) for choice in self.choices}


@dataclass(frozen=True)
class Recognition:
    """What a file is. `outcome` is ready, asks or refused; `format` the key of a description, or "columns"."""

    file_name: str
    sha256: str
    outcome: str
    format: str = ""
    kind: str = "other"
    label: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    header_rows: int = 0
    columns: tuple[ColumnMatch, ...] = ()
    questions: tuple[Question, ...] = ()
    issues: tuple[Issue, ...] = ()
    signature: str = ""
    period: tuple[date, date] | None = None
    table: Table | None = field(default=None, repr=False, compare=False)
    book: Book | None = field(default=None, repr=False, compare=False)
    memory: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    done: Tidy | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True)
class Tidy:
    """The long tables of one file, identifiers still in clear. `rows_read == rows_kept + rows_set_aside`, always.

    `mapping` is what to remember for the file's signature, `labels` the meanings of labels that the person gave;
    `remember` puts both into a memory. `first` has the first rows beside what they become.
    """

    kind: str
    format: str
    tables: Mapping[str, pd.DataFrame]
    rows_read: int
    rows_kept: int
    rows_set_aside: int
    issues: tuple[Issue, ...]
    mapping: dict[str, Any]
    period_start: date | None = None
    period_end: date | None = None
    scales: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Any] = field(default_factory=dict)
    first: tuple[TracedRow, ...] = ()
