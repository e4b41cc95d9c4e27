"""What a workbook would unfold to, checked before anything reads it."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO

import numpy as np

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.extent import extent

MOST_PARTS = 5_000
MOST_BYTES = 400_000_000
MOST_RATIO = 250
RATIO_MATTERS_FROM = 20_000_000
MOST_CELLS = 12_000_000
MOST_COLUMNS = 4_096
_CHUNK = 1 << 20
_OVERLAP = 4_096
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError, KeyError)

# OpenDocument writes repeated rows and cells once, with a number.
_REPEATED = re.compile(rb"number-(columns|rows)-repeated=[\"'](\d+)[\"']([^<>]*)")


def check_archive(content: bytes, file_name: str) -> str:
    """The container inside a zip: xlsx, xlsb or ods.

    Raises `ValueModelError`: archive_damaged, archive_too_big, sheet_too_wide, not_a_workbook, password.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_sizes(archive, file_name)
            container = _container(archive, file_name)
            for part in archive.infolist():
                if container == "xlsx" and re.fullmatch(r"xl/worksheets/[^/]+\.xml", part.filename, re.IGNORECASE):
                    _check_extent(archive.open(part), file_name)
                if container == "ods" and part.filename == "content.xml":
                    _check_repeats(archive.open(part), file_name)
            return container
    except _BAD_ZIP as problem:
        raise ValueModelError("archive_damaged", file_name) from problem


def _check_sizes(archive: zipfile.ZipFile, file_name: str) -> None:
    parts = archive.infolist()
    unfolded, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    ratio = unfolded / max(packed, 1)
    if len(parts) > MOST_PARTS or unfolded > MOST_BYTES or (unfolded > RATIO_MATTERS_FROM and ratio > MOST_RATIO):
        raise ValueModelError("archive_too_big", file_name, megabytes=round(unfolded / 1e6))
    if any(part.flag_bits & 1 for part in parts):
        raise ValueModelError("password", file_name)


def _container(archive: zipfile.ZipFile, file_name: str) -> str:
    names = {part.filename.lower() for part in archive.infolist()}
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:200]:
        if "content.xml" not in names:
            raise ValueModelError("archive_damaged", file_name)
        return "ods"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise ValueModelError("office_document", file_name)
    tables = [name for name in names if name.endswith((".csv", ".xlsx", ".xls", ".ods", ".tsv", ".json"))]
    raise ValueModelError("compressed" if tables else "not_a_workbook", file_name)


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    """The part in pieces that overlap, so that no tag is cut; counted, because a zip may lie about its sizes."""
    tail, total = b"", 0
    while piece := part.read(_CHUNK):
        total += len(piece)
        if total > MOST_BYTES:
            raise ValueModelError("archive_too_big", megabytes=round(total / 1e6))
        yield tail + piece
        tail = piece[-_OVERLAP:]


def _check_extent(part: IO[bytes], file_name: str) -> None:
    width = last_row = 0
    for piece in _chunks(part):
        columns, rows = extent(np.frombuffer(piece, dtype=np.uint8))
        width, last_row = max(width, columns), max(last_row, rows)
        if width > MOST_COLUMNS or width * last_row > MOST_CELLS:
            raise ValueModelError("sheet_too_wide", file_name, columns=width, rows=last_row)


def _check_repeats(part: IO[bytes], file_name: str) -> None:
    """Repeated cells with a value; repeated blanks are how every such file ends, and are harmless."""
    for piece in _chunks(part):
        for kind, times, rest in _REPEATED.findall(piece):
            many = int(times) > (MOST_COLUMNS if kind == b"columns" else MOST_CELLS // 100)
            if many and b"value" in rest:
                raise ValueModelError("sheet_too_wide", file_name, columns=int(times), rows=int(times))
