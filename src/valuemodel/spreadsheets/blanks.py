"""Empty tables to fill in (`blanks.yaml`), as workbooks with drop-down lists, in French or English."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from valuemodel.errors import ValueModelError
from valuemodel.locale import label
from valuemodel.yaml_files import read_yaml

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ROWS = 5000
"""Rows below the header that carry lists."""
DATE, AMOUNT = "yyyy-mm-dd", "#,##0.00"


@cache
def _file() -> Mapping[str, Any]:
    return read_yaml(Path(__file__).with_name("blanks.yaml"))


def blank_tables() -> tuple[str, ...]:
    """The keys of the tables that can be handed out.

    >>> blank_tables()
    ('people', 'costs')
    """
    return tuple(key for key in _file() if key != "lists")


def blank_table(key: str, language: str) -> bytes:
    """The empty table `key` as an xlsx: headers that are recognised, lists to choose from, notes on the headers.

    Raises `ValueModelError` "blank_unknown" for another key.
    """
    from openpyxl import Workbook

    if key not in blank_tables():
        raise ValueModelError("blank_unknown", key, name=key, known=", ".join(blank_tables()))
    wanted, book = _file()[key], Workbook()
    sheet = book.active
    sheet.title = label(wanted["title"], language)
    sheet.freeze_panes = "A2"
    for position, column in enumerate(wanted["columns"].values(), 1):
        _column(sheet, position, column, language)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _column(sheet: Worksheet, position: int, column: Mapping[str, Any], language: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(position)
    head = sheet.cell(1, position, label(column["header"], language))
    head.font, head.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="0B5563")
    if "note" in column:
        head.comment = Comment(label(column["note"], language), "Preuve", width=320, height=110)
    sheet.column_dimensions[letter].width = column["width"]
    if "list" in column:
        _choices(sheet, letter, _file()["lists"][column["list"]][language])
    shape = DATE if column.get("date") else AMOUNT if column.get("amount") else ""
    if shape:
        sheet.column_dimensions[letter].number_format = shape


def _choices(sheet: Worksheet, letter: str, words: list[str]) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    chosen = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True)
    chosen.add(f"{letter}2:{letter}{ROWS + 1}")
    sheet.add_data_validation(chosen)
