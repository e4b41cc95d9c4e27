"""The text of a file whose encoding nobody wrote down."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
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
_ABOVE = re.compile(rb"[\x00-\x7f]?[\x80-\xff]+")
_WRITTEN = re.compile("[éèêëàâçîïôöùûüœñáíóúäß’€«»\u00a0–—]|(?<![a-z])[ÉÈÊÀÂÇÎÔÜÖÄ]")
_ODD = re.compile("(?<=[a-z])[^\x00-\x7féèêëàâçîïôöùûüœñáíóúäß’»\u00a0–—…°]|[\x80-\x9f\ufffd]|[žŽšŠƒˆ‡†ÕÐÒÓÔÁË¬∆]")
_LOOKED = 2_000
_SAMPLE = 4_000
_BLOCK = 1 << 22


class Utf8(NamedTuple):
    """A file's text as UTF-8 from byte `start` on, without marks and NULs; a file that is so already is not copied."""

    content: bytes
    start: int
    encoding: str
    lost: int


def decode(content: bytes) -> Decoded:
    """`content` as text, in the encoding that `encoding_of` finds."""
    name = encoding_of(content)
    text = content.decode(name, errors="replace")
    return Decoded(text, name, text.count("\ufffd"))


def encoding_of(content: bytes) -> str:
    """Byte order mark, then UTF-16 by its NULs, strict UTF-8, the MacRoman test, cp1252.

    >>> encoding_of("é;è".encode("cp1252")), encoding_of("é;è".encode()), encoding_of(b"\\xef\\xbb\\xbfa")
    ('cp1252', 'utf-8', 'utf-8-sig')
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return name
    if wide := _wide(content[:_SAMPLE]):
        return wide
    if _is_utf8(content):
        return "utf-8"
    mac, windows = (sum(1 for _ in signs.finditer(content)) for signs in (_MAC, _WINDOWS))
    if mac == windows:
        mac, windows = (_likely(content, name) for name in ("mac-roman", "cp1252"))
    return "mac-roman" if mac > windows else "cp1252"


def _likely(content: bytes, name: str) -> int:
    """Letters and signs that people write, less those that they do not, or not in the middle of a word."""
    around = b"".join(_ABOVE.findall(content[: 1 << 20])[:_LOOKED])
    text = around.decode(name, errors="replace")
    return len(_WRITTEN.findall(text)) - len(_ODD.findall(text))


def utf8_of(content: bytes) -> Utf8:
    """`content` as clean UTF-8, a piece at a time: a big file is never held as text."""
    name = encoding_of(content)
    mark = len(codecs.BOM_UTF8) if name == "utf-8-sig" else 0
    plain, lost = name.startswith("utf-8") and _is_ascii(content, mark), 0
    if not plain and (name == "utf-8" or (mark and _is_utf8(content))):
        lost = content.count("\ufffd".encode(), mark)
    elif not plain:
        pieces = list(_transcoded(content, name))
        content, lost, mark = b"".join(piece for piece, _ in pieces), sum(lost for _, lost in pieces), 0
    for found, instead in (("\ufeff".encode(), b""), (b"\x00", b""), (b"\r\r\n", b"\n")):
        if not (plain and not found.isascii()) and found[:1] in content and content.find(found, mark) >= 0:
            content, mark = content[mark:].replace(found, instead), 0
    return Utf8(content, mark, name, lost)


def _is_ascii(content: bytes, start: int) -> bool:
    return all(content[at : at + _BLOCK].isascii() for at in range(start, len(content), _BLOCK))


def _is_utf8(content: bytes) -> bool:
    if _is_ascii(content, 0):
        return True
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(content), _BLOCK):
            decoder.decode(content[at : at + _BLOCK], at + _BLOCK >= len(content))
    except UnicodeDecodeError:
        return False
    return True


def _transcoded(content: bytes, name: str) -> Iterator[tuple[bytes, int]]:
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    for at in range(0, len(content), _BLOCK):
        text = decoder.decode(content[at : at + _BLOCK], at + _BLOCK >= len(content))
        yield text.encode(), text.count("\ufffd")


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark has a NUL at every second byte of Western text."""
    half = len(sample) // 2
    if half < 2:
        return ""
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.1 * half else ""
