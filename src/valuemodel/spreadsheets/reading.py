"""One table being read: what was answered or remembered before, what is asked, and what is wrong with it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.dates import DAY_FIRST, MONTH_FIRST, UNKNOWN, read_dates
from valuemodel.spreadsheets.descriptions import Description
from valuemodel.spreadsheets.distinct import distinct
from valuemodel.spreadsheets.numbers import read_numbers
from valuemodel.spreadsheets.personal import is_personal
from valuemodel.spreadsheets.problems import Problems, address
from valuemodel.spreadsheets.types import Choice, Question, Table
from valuemodel.spreadsheets.words import clean, fold

Rows = TypeVar("Rows", pd.Series, pd.DataFrame)
MOST_LABELS_ASKED = 15
MOST_PEOPLE = 1e9
"""More than any group of people that a company has: a greater number is an error of the file."""
ORDERS = (
    Choice(DAY_FIRST, {"en": "day, then month", "fr": "le jour, puis le mois"}),
    Choice(MONTH_FIRST, {"en": "month, then day", "fr": "le mois, puis le jour"}),
)


def header_keys(header: Sequence[str]) -> tuple[str, ...]:
    """What each column is remembered by, wherever it stands: its folded header, numbered when it comes again."""
    seen: dict[str, int] = {}
    keys = []
    for name in header:
        folded = fold(name)
        seen[folded] = seen.get(folded, 0) + 1
        keys.append(folded if seen[folded] == 1 else f"{folded}#{seen[folded]}")
    return tuple(keys)


def signature_of(header: Sequence[str]) -> str:
    """The same for the same set of headers in any order: 16 hexadecimal digits."""
    return hashlib.sha256("\n".join(sorted(key for key in header_keys(header) if key)).encode()).hexdigest()[:16]


class Reading:
    """The state of reading one table; `learned` and `orders` are what there is to remember when it ends."""

    def __init__(
        self,
        table: Table,
        known: Description | None,
        file_name: str,
        memory: Mapping[str, Any],
        answers: Mapping[str, Any],
    ) -> None:
        self.table, self.known, self.file_name, self.answers = table, known, file_name, answers
        self.memory = memory
        self.keys = header_keys(table.header)
        self.signature = signature_of(table.header)
        self.remembered: Mapping[str, Any] = (memory.get("mappings") or {}).get(self.signature) or {}
        self.labels: dict[str, Any] = {**(memory.get("labels") or {}), **(self.remembered.get("labels") or {})}
        self.learned: dict[str, Any] = {}
        self.orders: dict[str, str] = dict(self.remembered.get("orders") or {})
        self.options: dict[str, str] = dict(self.remembered.get("options") or {})
        self.problems = Problems(table.sheet, table.unfolded.address if table.unfolded else address)
        self.questions: list[Question] = []
        self.period: tuple[Any, Any] | None = None
        self.scales: dict[str, str] = {}
        self.batteries: dict[tuple[int, int], int] | None = None
        self.kinds: dict[int, str] = {}
        self.told: set[int] = set()
        self._personal: dict[int, bool] = {}
        self._names: dict[int, tuple[int, pd.Series]] = {}

    def personal(self, position: int) -> bool:
        """Whether a column is about persons by its header or its cells; looked at once."""
        if position not in self._personal:
            self._personal[position] = is_personal(self.table.header[position], self.table.frame[position])
        return self._personal[position]

    def column(self, position: int) -> pd.Series:
        """The raw cells of a column, rows set aside left out."""
        cells = self.coded(position)
        return cells.astype(object) if isinstance(cells.dtype, pd.CategoricalDtype) else cells

    def coded(self, position: int) -> pd.Series:
        """The same, in categories when the file is a big one."""
        return self.kept(self.table.frame[position])

    def kept(self, rows: Rows) -> Rows:
        """Without the rows set aside so far; the same when there are none."""
        aside = self.problems.aside
        return rows.loc[~rows.index.isin(aside)] if aside else rows

    def where(self, position: int | None = None, rows: Iterable[int] = ()) -> str:
        """The address of a column or of cells; the file's name when there is no address."""
        return self.problems.address(self.table.sheet, position, rows) or self.file_name

    def ask(
        self, key: str, code: str, where: str, choices: tuple[Choice, ...], default: str | None = None, **values: Any
    ) -> str | None:
        """The answer to a question when it was given, else the default, and the question is put."""
        if key in self.answers:
            given = str(self.answers[key])
            if given not in {choice.value for choice in choices}:
                raise ValueModelError(
                    "answer_unknown", where, answer=given[:60], choices=", ".join(c.value for c in choices[:12])
                )
            return given
        if key not in {question.key for question in self.questions}:
            self.questions.append(Question(key, code, where, choices, default, values))
        return default

    def texts(self, position: int) -> pd.Series:
        """A column as texts, each distinct cell cleaned once; "" where blank."""
        return self.mapped(position, str)

    def names(self, position: int) -> pd.Series:
        """The same in categories, for a column that says who: names take little room and are compared as numbers."""
        moment = len(self.problems.aside)
        known = self._names.get(position)
        if known is None or known[0] != moment:
            each = distinct(self.coded(position))
            known = self._names[position] = (moment, each.categories([clean(cell) for cell in each.cells]))
        return known[1]

    def mapped(self, position: int, function: Callable[[str], Any], dtype: Any = object) -> pd.Series:
        """What `function` makes of each text of a column, each distinct cell read once."""
        return distinct(self.coded(position)).mapped(lambda cell: function(clean(cell)), dtype)

    def numbers(self, position: int) -> pd.Series:
        """A column as floats; cells that are no number are told of and left blank."""
        found = read_numbers(self.coded(position), self.table.decimal)
        if found.bad.any():
            self.problems.note("number_unreadable", position, found.bad.index[found.bad])
        return found.values

    def counts(self, position: int) -> pd.Series:
        """A column as numbers of people: whole, none negative; other cells are told of and left blank."""
        found = self.numbers(position)
        wrong = found.notna() & ~((found >= 0) & (found <= MOST_PEOPLE) & (found == found.round()))
        if wrong.any():
            self.problems.note("count_unreadable", position, found.index[wrong])
        return found.mask(wrong)

    def dates(self, position: int, required: bool = False) -> pd.Series:
        """A column as timestamps; the order of day and month is asked when nothing tells it.

        Rows with an unreadable date are set aside when the date is `required`; else the cell alone is left blank.
        """
        key = self.keys[position]
        found = read_dates(self.coded(position), self.orders.get(key, ""), self.table.french)
        if found.order == UNKNOWN:
            header = self.table.header[position]
            order = self.ask(
                f"date_order:{position}", "date_order", self.where(position), ORDERS, DAY_FIRST, header=header
            )
            if f"date_order:{position}" in self.answers:
                self.orders[key] = str(order)
            found = read_dates(self.coded(position), order or DAY_FIRST)
        self._tell_bad_dates(position, found.values, found.bad, required)
        return found.values

    def _tell_bad_dates(self, position: int, values: pd.Series, bad: pd.Series, required: bool) -> None:
        wrong = bad.index[bad]
        if required:
            self.problems.set_aside("date_unreadable", position, wrong)
            self.problems.set_aside("date_missing", position, values.index[values.isna() & ~bad])
        elif len(wrong):
            self.problems.note("date_unreadable_cell", position, wrong)

    def labelled(
        self,
        position: int,
        known: Mapping[str, Any],
        prefix: str,
        code: str,
        choices: tuple[Choice, ...],
        asked: bool = True,
    ) -> pd.Series:
        """A column of labels as their keys: by the words `known`, by what was learned, then by asking, once a label.

        More unknown labels than a person would want to answer are told of instead, and left blank.
        """
        texts = self.names(position)
        meaning: dict[str, Any] = {"": None}
        unknown = []
        for written in texts.unique():
            key = f"{prefix}:{fold(written)}"
            found = known.get(fold(written), self.labels.get(key))
            if written and found is None:
                unknown.append(written)
            meaning[written] = None if found == "ignore" else found
        if len(unknown) > MOST_LABELS_ASKED or not asked:
            rows = texts.index[texts.isin(unknown)]
            if len(rows):
                self.problems.note(f"{code}_unknown", position, rows, labels=len(unknown))
            unknown = []
        for written in unknown:
            meaning[written] = self._ask_label(position, prefix, code, written, choices, texts)
        return distinct(texts).mapped(meaning.get)

    def _ask_label(
        self, position: int, prefix: str, code: str, written: str, choices: tuple[Choice, ...], texts: pd.Series
    ) -> str | None:
        key = f"{prefix}:{fold(written)}"
        where = self.where(position, texts.index[texts == written][:1])
        answer = self.ask(key, code, where, choices, None, label=written[:80], header=self.table.header[position])
        if key in self.answers:
            self.learned[key] = answer
        return None if answer == "ignore" else answer
