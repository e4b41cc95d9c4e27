"""Workbooks and CSV files that come out byte for byte the same each time."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

STAMP = datetime(2026, 11, 2, 9, 0, 0)


def write_csv(path: Path, table: pd.DataFrame, bom: bool, quoted_header: bool = False) -> None:
    """`table` as the vendors write it: comma, CRLF, ISO dates."""
    text = table.to_csv(index=False, lineterminator="\r\n")
    if quoted_header:
        header, rest = text.split("\r\n", 1)
        text = ",".join(f'"{name}"' for name in header.split(",")) + "\r\n" + rest
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + text.encode())


def write_workbook(
    path: Path, sheet_name: str, rows: list[list[Any]], header_row: int, formats: dict[int, str]
) -> None:
    """One sheet of `rows`; `formats` gives the date format of columns (1-based)."""
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name
    for row in rows:
        sheet.append(row)
    for cell in sheet[header_row]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(cell.column)].width = 22
    for column, number_format in formats.items():
        for (cell,) in sheet.iter_rows(min_row=header_row + 1, min_col=column, max_col=column):
            if isinstance(cell.value, datetime) or hasattr(cell.value, "year"):
                cell.number_format = number_format
    sheet.freeze_panes = f"A{header_row + 1}"
    book.properties.creator, book.properties.created = "Ateliers Valmont (société fictive)", STAMP
    drafted = io.BytesIO()
    book.save(drafted)
    path.write_bytes(_same_each_time(drafted.getvalue()))


def _same_each_time(content: bytes) -> bytes:
    """The same workbook without the moment of its writing: openpyxl stamps `modified`, and zip stamps each entry."""
    stable = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as drafted, zipfile.ZipFile(stable, "w", zipfile.ZIP_DEFLATED) as written:
        for name in drafted.namelist():
            part = drafted.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{STAMP:%Y-%m-%dT%H:%M:%SZ}".encode(), part)
            entry = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            written.writestr(entry, part, compresslevel=9)
    return stable.getvalue()
