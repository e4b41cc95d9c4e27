"""Cells of a workbook (xlsx, xlsb, xls, ods), read in a process that may die alone."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.types import Book, Sheet

_PROGRAM = Path(__file__).with_name("cells_process.py")
_SECONDS = 90
_LOCKED = ("password", "encrypt")


def read_workbook(content: bytes, file_name: str, container: str) -> Book:
    """`content` as a book of sheets, each from A1 on.

    Raises `ValueModelError`: password, no_cells, workbook_unreadable, workbook_too_heavy.
    """
    answer = _ask(content, file_name)
    if answer[0] == "failed":
        _refuse(file_name, *answer[1:])
    sheets = tuple(Sheet(name, _readable(rows), hidden) for name, hidden, rows in answer[1])
    if not any(_filled(sheet) for sheet in sheets):
        raise ValueModelError("no_cells", file_name)
    return Book(file_name, container, sheets)


def _ask(content: bytes, file_name: str) -> tuple[Any, ...]:
    command = [sys.executable, "-P", str(_PROGRAM)]  # -P: our own folder has a types.py
    try:
        ran = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as problem:
        raise ValueModelError("workbook_too_heavy", file_name) from problem
    if ran.returncode or not ran.stdout:
        raise ValueModelError("workbook_unreadable", file_name)
    return pickle.loads(ran.stdout)


def _refuse(file_name: str, error: str, said: str) -> None:
    if any(word in f"{error} {said}".lower() for word in _LOCKED):
        raise ValueModelError("password", file_name)
    raise ValueModelError("workbook_too_heavy" if error == "MemoryError" else "workbook_unreadable", file_name)


def _readable(rows: list[list[Any]]) -> list[list[Any]]:
    """One old .xls variant comes back with a NUL between letters; byte order marks hide in cells too."""
    return [[_text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def _text(cell: str) -> str:
    return cell.replace("\x00", "").replace("\ufeff", "") if "\x00" in cell or "\ufeff" in cell else cell


def _filled(sheet: Sheet) -> bool:
    return any(cell not in ("", None) for row in sheet.rows for cell in row)
