"""Files as accidents and malice change them: bytes, cells, rows, headers, members of an archive."""

from __future__ import annotations

import random
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

Mutation = Callable[[bytes, random.Random], bytes]


def flip_bytes(content: bytes, dice: random.Random) -> bytes:
    """A few bytes become any others."""
    changed = bytearray(content)
    for _ in range(dice.randint(1, 12)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(content: bytes, dice: random.Random) -> bytes:
    """The download stopped, or started late."""
    at = dice.randrange(1, len(content) + 1)
    return content[:at] if dice.random() < 0.8 else content[at:]


def drop_middle(content: bytes, dice: random.Random) -> bytes:
    """A piece is missing, or there twice."""
    start = dice.randrange(len(content))
    end = min(len(content), start + dice.randint(1, 400))
    return content[:start] + content[end:] if dice.random() < 0.5 else content[:end] + content[start:]


def sprinkle(content: bytes, dice: random.Random) -> bytes:
    """Signs that mean something to somebody, anywhere."""
    at = dice.randrange(len(content) + 1)
    return content[:at] + dice.choice(SIGNS) * dice.choice((1, 1, 1, 40, 4_000)) + content[at:]


SIGNS = (
    *(b'"', b'""', b"\x00", b"\r", b"\n", b"\r\r\n", b",", b";", b"\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\xca", b"\x92"),
    *(b"=1+1", b"{", b"<", b"Total", b"1e999", b"\xe2\x80\xaf", b"{'ImportId': 'QID1'}", b"31/02/2025", b"-" * 30),
)


def swap_cells(content: bytes, dice: random.Random) -> bytes:
    """Two cells change places, in a text."""
    lines = content.split(b"\n")
    mark = max((b",", b";", b"\t"), key=content.count)
    rows = [line.split(mark) for line in lines]
    for _ in range(dice.randint(1, 8)):
        one, other = dice.choice(rows), dice.choice(rows)
        first, second = dice.randrange(len(one)), dice.randrange(len(other))
        one[first], other[second] = other[second], one[first]
    return b"\n".join(mark.join(row) for row in rows)


def shuffle_lines(content: bytes, dice: random.Random) -> bytes:
    """Lines go, come twice, or change places; most often the first ones, where the header is."""
    lines = content.split(b"\n")
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(min(len(lines), 4)) if dice.random() < 0.5 else dice.randrange(len(lines))
        kind = dice.randrange(3)
        if kind == 0 and len(lines) > 1:
            del lines[at]
        elif kind == 1:
            lines.insert(dice.randrange(len(lines) + 1), lines[at])
        else:
            other = dice.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
    return b"\n".join(lines)


def drop_column(content: bytes, dice: random.Random) -> bytes:
    """A header goes, or its column with it."""
    lines = content.split(b"\n")
    mark = max((b",", b";", b"\t"), key=content.count)
    at = dice.randrange(max(lines[0].count(mark), 1))
    reach = 1 if dice.random() < 0.5 else len(lines)
    changed = [mark.join(cell for place, cell in enumerate(line.split(mark)) if place != at) for line in lines[:reach]]
    return b"\n".join([*changed, *lines[reach:]])


def other_encoding(content: bytes, dice: random.Random) -> bytes:
    """Opened in one program and saved by another."""
    text = content.decode("utf-8-sig", errors="replace")
    return text.encode(dice.choice(("utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman", "utf-8-sig")), "replace")


def damage_member(content: bytes, dice: random.Random) -> bytes:
    """A part of a workbook is changed, cut, emptied, renamed or gone, the archive itself being sound."""
    written = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
            parts = old.infolist()
            hurt = dice.choice(parts).filename
            for part in parts:
                whole = old.read(part)
                if part.filename != hurt:
                    new.writestr(part.filename, whole)
                elif (kind := dice.randrange(5)) < 3 and whole:
                    new.writestr(part.filename, (flip_bytes, cut, sprinkle)[kind](whole, dice))
                elif kind == 3:
                    new.writestr(f"{part.filename}.old", whole)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        return flip_bytes(content, dice)
    return written.getvalue()


ANY: tuple[Mutation, ...] = (flip_bytes, cut, drop_middle, sprinkle)
TEXT: tuple[Mutation, ...] = (*ANY, swap_cells, shuffle_lines, drop_column, other_encoding)
ARCHIVE: tuple[Mutation, ...] = (*ANY, damage_member, damage_member, damage_member)


def mutated(content: bytes, seed: int) -> bytes:
    """`content` after one to three accidents, always the same for a seed."""
    dice = random.Random(seed)
    kinds = ARCHIVE if content.startswith(b"PK") else ANY if content.startswith(b"\xd0\xcf") else TEXT
    for _ in range(dice.choice((1, 1, 2, 3))):
        content = dice.choice(kinds)(content, dice) or b"x"
    return content
