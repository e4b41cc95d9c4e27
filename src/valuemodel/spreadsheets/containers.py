"""What a file is, from its first bytes and never from its name."""

from __future__ import annotations

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets.archive import check_archive
from valuemodel.spreadsheets.delimited import read_delimited
from valuemodel.spreadsheets.limits import MOST_BYTES, MOST_TEXT_BYTES, Told, untold
from valuemodel.spreadsheets.types import Book
from valuemodel.spreadsheets.workbook import read_workbook

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# UTF-16 names of the streams of an encrypted Office file.
ENCRYPTED = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
OTHERS = (
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"RIFF", "image"),
    (b"%PDF", "document"),
    (b"{\\rtf", "document"),
    (b"\x1f\x8b", "compressed"),
    (b"7z\xbc\xaf", "compressed"),
    (b"Rar!", "compressed"),
    (b"PAR1", "not_a_workbook"),
    (b"SQLite format", "not_a_workbook"),
    (b"PK\x05\x06", "archive_damaged"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1a\x1b"))


def read_sheets(content: bytes, file_name: str, told: Told = untold) -> Book:
    """The cells of a csv, xlsx, xlsb, xls or ods file, untyped, as a book of sheets; `told` hears of the share read.

    Raises `ValueModelError` with the reason and the fix when the file cannot or must not be read.
    """
    if not content[:1_000_000].strip() and not content.strip():
        raise ValueModelError("no_cells", file_name)
    if content.startswith(ZIP):
        _refuse_too_large(content, file_name, MOST_BYTES)
        return read_workbook(content, file_name, check_archive(content, file_name))
    if content.startswith(OLE):
        _refuse_too_large(content, file_name, MOST_BYTES)
        if any(name in content for name in ENCRYPTED):
            raise ValueModelError("password", file_name)
        return read_workbook(content, file_name, "xls")
    _refuse_other(content, file_name)
    _refuse_too_large(content, file_name, MOST_TEXT_BYTES)
    return read_delimited(content, file_name, told)


def _refuse_too_large(content: bytes, file_name: str, most: int) -> None:
    if len(content) > most:
        values = {"megabytes": len(content) // 1_000_000, "most": most // 1_000_000}
        raise ValueModelError("file_too_large", file_name, **values)


def _refuse_other(content: bytes, file_name: str) -> None:
    for start, code in OTHERS:
        # A text may start with BM or RIFF; no text starts with the other marks.
        if content.startswith(start) and (code != "image" or not start.isascii() or _binary(content[:4_000])):
            raise ValueModelError(code, file_name)
    if _binary(content[:4_000]) and not _wide_text(content[:4_000]):
        raise ValueModelError("not_a_workbook", file_name)


def _binary(sample: bytes) -> bool:
    """Whether more than one byte in ten is a control character that no text has (NULs among them)."""
    return sum(sample.count(control) for control in _CONTROLS) > 0.1 * len(sample)


def _wide_text(sample: bytes) -> bool:
    """UTF-16 and UTF-32 text is full of NULs, but of no other control character."""
    bare = sample.replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return bool(bare) and not _binary(bare)
