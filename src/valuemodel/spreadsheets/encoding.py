"""The text of a file whose encoding nobody wrote down."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple


class Decoded(NamedTuple):
    """Text, the encoding that it was in, and how many characters could not be read."""

    text: str
    encoding: str
    lost: int


MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In the middle of a word, MacRoman writes é è à ç ê ù î ô û as these bytes, where cp1252 has Ž, ˆ, • and gaps;
# 0xD5 is its apostrophe and 0xCA its no-break space. cp1252 writes them above 0xDF, and its apostrophe as 0x92.
_MAC = re.compile(
    rb"(?<=[a-z])[\x88\x8d\x8e\x8f\x90\x94\x99\x9d\x9e\xd5](?=[a-z])|(?<=[a-z.,?])\xca(?=[A-Za-z0-9\",;\r\n])"
)
_WINDOWS = re.compile(rb"(?<=[A-Za-z])[\xdf-\xff\x92](?=[a-z ,;])|(?<=[ \d])[\x80\x96\x97](?=[ \d\r\n;,])")
_SAMPLE = 4_000


def decode(content: bytes) -> Decoded:
    """`content` as text: byte order mark, then strict UTF-8, UTF-16 by its NULs, the MacRoman test, cp1252."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return _lenient(content, name)
    wide = _wide(content[:_SAMPLE])
    if wide:
        return _lenient(content, wide)
    try:
        return Decoded(content.decode("utf-8"), "utf-8", content.count("\ufffd".encode()))
    except UnicodeDecodeError:
        mac = len(_MAC.findall(content)) > len(_WINDOWS.findall(content))
        return _lenient(content, "mac-roman" if mac else "cp1252")


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark has a NUL at every second byte of Western text."""
    half = len(sample) // 2
    if half < 2:
        return ""
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.1 * half else ""


def _lenient(content: bytes, name: str) -> Decoded:
    text = content.decode(name, errors="replace")
    return Decoded(text, name, text.count("\ufffd"))
