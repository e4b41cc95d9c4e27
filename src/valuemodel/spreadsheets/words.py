"""Words compared as people compare them: without case, accents, odd spaces and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

SPACES = "\u00a0\u202f\u2007\u2009\ufeff\u200b"
_SPACE = re.compile(rf"[\s{SPACES}]+")


def clean(cell: Any) -> str:
    """A cell as text on one line: byte order marks, NULs and odd spaces removed.

    >>> clean(" Prénom\\u00a0 complet\\n ")
    'Prénom complet'
    """
    if isinstance(cell, str) and cell.isascii() and cell.isprintable() and "  " not in cell:
        return cell.strip()
    if cell is None:
        return ""
    written = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    return _SPACE.sub(" ", written.replace("\x00", "")).strip()


@lru_cache(maxsize=100_000)
def fold(written: str) -> str:
    """`written` in lower case without accents, punctuation and double spaces, for comparing only.

    >>> fold("Heure  de DÉBUT :"), fold("Copilot_chat_(work)"), fold("Non concerné(e)")
    ('heure de debut', 'copilot chat work', 'non concerne e')
    """
    kept = clean(written).lower()
    if not kept.isascii():
        bare = unicodedata.normalize("NFKD", kept.replace("œ", "oe"))
        kept = "".join(letter for letter in bare if not unicodedata.combining(letter)).lower()
    return " ".join(re.findall(r"[a-z0-9%#€$£]+|[^\W_]+", kept.replace("_", " ")))


def slug(written: str) -> str:
    """`written` as a key: `Meeting hours (1:1)` is `meeting_hours_1_1`."""
    return fold(written).replace("%", "percent").replace(" ", "_")
