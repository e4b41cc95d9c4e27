"""Cells of a workbook (xlsx, xlsb, xls, ods), read in a process that may die alone."""

from __future__ import annotations

import datetime
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.coded import CodedRows, Column, narrowed
from valuemodel.spreadsheets.types import Book, Sheet

_PROGRAM = Path(__file__).with_name("cells_process.py")
_SECONDS = 90
_LOCKED = ("password", "encrypt")
_TURNS = threading.BoundedSemaphore(2)  # as many readers at once; each may take all the memory that it is allowed


def read_workbook(content: bytes, file_name: str, container: str) -> Book:
    """`content` as a book of sheets, each from A1 on.

    Raises `ValueModelError`: password, no_cells, workbook_unreadable, workbook_too_heavy.
    """
    answer = _ask(content, file_name)
    if answer[0] == "failed":
        _refuse(file_name, *answer[1:])
    sheets = tuple(Sheet(name, _rows(given), hidden) for name, hidden, given in answer[1])
    if not any(_filled(sheet) for sheet in sheets):
        raise ValueModelError("no_cells", file_name)
    return Book(file_name, container, sheets)


def _ask(content: bytes, file_name: str) -> tuple[Any, ...]:
    command = [sys.executable, "-P", str(_PROGRAM)]  # -P: our own folder has a types.py
    try:
        with _TURNS:
            ran = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as problem:
        raise ValueModelError("workbook_too_heavy", file_name) from problem
    try:
        return _CellsOnly(BytesIO(ran.stdout)).load() if ran.returncode == 0 else ("failed", "", "")
    except (pickle.UnpicklingError, EOFError, ValueError, KeyError, IndexError, AttributeError):
        return ("failed", "", "")


class _CellsOnly(pickle.Unpickler):
    """Cells are texts, numbers and dates: nothing else that the process might send is made."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "datetime" and name in ("date", "datetime", "time", "timedelta"):
            return getattr(datetime, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _refuse(file_name: str, error: str, said: str) -> None:
    if any(word in f"{error} {said}".lower() for word in _LOCKED):
        raise ValueModelError("password", file_name)
    raise ValueModelError("workbook_too_heavy" if error == "MemoryError" else "workbook_unreadable", file_name)


def _rows(given: Any) -> Sequence[list[Any]]:
    """Rows of cells, from a list of rows or from the columns of a big sheet."""
    if isinstance(given, list):
        return [[_text(cell) for cell in row] for row in given]
    length, columns = given
    coded = [Column(*narrowed(np.frombuffer(codes, dtype=np.int32), map(_text, cells))) for codes, cells in columns]
    return CodedRows(coded, length, None, {})


def _text(cell: Any) -> Any:
    """One old .xls variant comes back with a NUL between letters; byte order marks hide in cells too."""
    if isinstance(cell, str) and ("\x00" in cell or "\ufeff" in cell):
        return cell.replace("\x00", "").replace("\ufeff", "")
    return cell


def _filled(sheet: Sheet) -> bool:
    if isinstance(sheet.rows, CodedRows):
        return len(sheet.rows.filled()) > 0
    return any(cell not in ("", None) for row in sheet.rows for cell in row)
