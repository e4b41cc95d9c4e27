"""Cells of a workbook: text that can never become a formula, open cells for inputs, locked ones with their value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

INK, MUTED, OPEN, RULE = "#111820", "#56606B", "#FFF7DF", "#D8D4CA"
FORMATS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 15, "font_color": INK},
    "head": {"bold": True, "font_color": INK, "bottom": 1, "bottom_color": INK, "text_wrap": True, "valign": "top"},
    "text": {"font_color": INK, "valign": "top", "indent": 1},
    "wrapped": {"font_color": INK, "text_wrap": True, "valign": "top"},
    "small": {"font_color": MUTED, "font_size": 9, "text_wrap": True, "valign": "top"},
    "lead": {"font_color": MUTED, "font_size": 9},
    "money": {"num_format": "#,##0.00"},
    "total": {"num_format": "#,##0.00", "bold": True, "top": 1},
    "whole": {"num_format": "#,##0", "bold": True, "font_size": 12},
    "share": {"num_format": "0.0%"},
    "number": {"num_format": "0.00"},
    "exact": {"num_format": "0.000000"},
    "month": {"num_format": "mmm yyyy", "bold": True, "bottom": 1, "align": "right"},
    "count": {"num_format": "0", "font_color": MUTED},
    "open": {"bg_color": OPEN, "border": 1, "border_color": RULE, "locked": False, "num_format": "#,##0.00####"},
    "open_share": {"bg_color": OPEN, "border": 1, "border_color": RULE, "locked": False, "num_format": "0.0###%"},
    "open_money": {"bg_color": OPEN, "border": 1, "border_color": RULE, "locked": False, "num_format": "#,##0.00"},
}
LOCKED = {"open": "number", "open_share": "share", "open_money": "money"}
SCENARIO, SCENARIO_NUMBER, SCENARIO_NAMES = "scenario", "s_number", "s_names"
"""The names of the selector's cell, of the place of what it says, and of the scenarios' names."""


@dataclass(frozen=True)
class Book:
    """A workbook being written, with its formats, its language, and where each named cell stands."""

    book: Workbook
    language: str
    formats: Mapping[str, Any]
    places: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """One protected sheet of a book."""

    book: Book
    name: str
    page: Worksheet

    def text(self, row: int, column: int, written: str, style: str = "text") -> None:
        """A text, written as a text whatever it begins with."""
        self.page.write_string(row, column, written, self.book.formats[style])

    def texts(self, row: int, written: Sequence[str], style: str = "text", column: int = 0) -> None:
        """Texts side by side."""
        for place, one in enumerate(written):
            self.text(row, column + place, one, style)

    def number(self, row: int, column: int, value: float, style: str = "open", name: str = "") -> str:
        """A number that a person may change when `style` is open; gives its address."""
        self.page.write_number(row, column, float(value), self.book.formats[style])
        return self.named(row, column, name)

    def formula(
        self, row: int, column: int, written: str, value: float | str, style: str = "money", name: str = ""
    ) -> str:
        """A locked formula with the value that it has today, for readers that do not recompute; gives its address."""
        self.page.write_formula(row, column, written, self.book.formats[style], value)
        return self.named(row, column, name)

    def chosen(
        self, row: int, column: int, value: float, others: Sequence[float], style: str = "open", name: str = ""
    ) -> str:
        """An open number; a locked choice by the scenario's number where the scenarios' `others` differ from it."""
        if all(abs(other - value) <= 1e-12 * max(1.0, abs(value)) for other in others):
            return self.number(row, column, value, style, name)
        numbers = ",".join(repr(float(one)).upper() for one in (value, *others))
        return self.formula(row, column, f"=CHOOSE({SCENARIO_NUMBER},{numbers})", value, LOCKED[style], name)

    def named(self, row: int, column: int, name: str) -> str:
        """Gives a cell its name; its address."""
        address = f"{quoted(self.name)}!{xl_rowcol_to_cell(row, column, True, True)}"
        if name:
            self.book.book.define_name(name, f"={address}")
            self.book.places[name] = address
        return address

    def range(self, row: int, first: int, last: int) -> str:
        """The address of one row's cells from column `first` to `last`, sheet included."""
        start, end = xl_rowcol_to_cell(row, first, True, True), xl_rowcol_to_cell(row, last, True, True)
        return f"{quoted(self.name)}!{start}:{end}"

    def cell(self, row: int, column: int) -> str:
        """The address of one cell, sheet included."""
        return f"{quoted(self.name)}!{xl_rowcol_to_cell(row, column)}"


def quoted(name: str) -> str:
    """A sheet's name as formulas write it.

    >>> quoted("Flux d'un mois")
    "'Flux d''un mois'"
    """
    return "'" + name.replace("'", "''") + "'"


def sheet(book: Book, name: str, widths: Sequence[float], landscape: bool = True) -> Sheet:
    """A new sheet, protected without a password: open cells can be changed, formulas by whoever lifts it on purpose."""
    page = book.book.add_worksheet(name)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    page.protect("", {"format_columns": True, "format_rows": True})
    page.hide_gridlines(2)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    if landscape:
        page.set_landscape()
    return Sheet(book, name, page)


def opened(stream: Any, language: str) -> Book:
    """A new workbook into `stream`, in which no text is read as a formula, a number or an address."""
    book = Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False},
    )
    formats = {name: book.add_format({"font_name": "Calibri", **dict(style)}) for name, style in FORMATS.items()}
    return Book(book, language, formats)
