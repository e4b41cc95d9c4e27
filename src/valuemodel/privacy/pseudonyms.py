"""Pseudonyms of people (HMAC-SHA256, its key outside both databases), and identifiers kept out of words."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from valuemodel.errors import ValueModelError

KEY_BYTES = 32
PSEUDONYM_BYTES = 16
EMAIL = re.compile(r"[^\s@<>,;:\"'()\[\]{}|/\\]+@[^\s@<>,;:\"'()\[\]{}|/\\]+")
HIDDEN = "[…]"


def normalised(identifier: str) -> str:
    """`identifier` as it is compared: NFKC, without outer spaces, case folded.

    >>> normalised(" E\\u0301ric@Example.org ") == normalised("éric@example.org")
    True
    """
    if identifier.isascii():
        return identifier.strip().lower()
    return unicodedata.normalize("NFKC", identifier).strip().casefold()


def pseudonym(identifier: str, key: bytes) -> str:
    """The first 128 bits, in hexadecimal, of HMAC-SHA256(key, "person" + U+001F + normalised identifier)."""
    message = f"person\x1f{normalised(identifier)}".encode()
    return hmac.digest(key, message, hashlib.sha256)[:PSEUDONYM_BYTES].hex()


def pseudonyms(identifiers: Iterable[str], key: bytes) -> list[str]:
    """The pseudonym of each of `identifiers`, in their order."""
    return [pseudonym(identifier, key) for identifier in identifiers]


def key_check(key: bytes) -> str:
    """A value that tells whether two keys are the same without telling the key."""
    return hmac.new(key, b"key check", hashlib.sha256).hexdigest()[:16]


def key_file(programme_key: str) -> Path:
    """Where the key of a programme lies: in VALUEMODEL_KEYS, else in the person's own data folder."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]*", programme_key):
        raise ValueModelError("programme_key_unusable", programme_key, key=programme_key)
    folder = os.environ.get("VALUEMODEL_KEYS") or Path.home() / ".local/share/valuemodel/keys"
    return Path(folder) / f"{programme_key}.key"


def programme_key(programme_key: str, create: bool = False) -> bytes:
    """The 32 random bytes that turn this programme's identifiers into pseudonyms.

    `create` makes the file (mode 600) when there is none; without it a missing file is `key_missing`, because a new key
    would give every known person a second pseudonym.
    """
    path = key_file(programme_key)
    if not path.exists() and create:
        _write_key(path)
    if not path.exists():
        raise ValueModelError("key_missing", str(path), file=str(path))
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ValueModelError("key_damaged", str(path), file=str(path), expected=KEY_BYTES, found=len(key))
    return key


def _write_key(path: Path) -> None:
    """A new key under a temporary name first: a process that dies half-way leaves no half key behind."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike a rename, it never replaces a key that someone else has just written
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def without_identifiers(words: Any, identifiers: Collection[str] = ()) -> Any:
    """`words` (text, or lists and mappings of it) with e-mail addresses and `identifiers` hidden.

    `identifiers` are normalised ones; a text is hidden whole when it is one of them. Keys of mappings are treated too.
    """
    if isinstance(words, str):
        return HIDDEN if normalised(words) in identifiers else EMAIL.sub(HIDDEN, words)
    if isinstance(words, Mapping):
        return {
            without_identifiers(key, identifiers): without_identifiers(item, identifiers) for key, item in words.items()
        }
    if isinstance(words, list | tuple):
        return [without_identifiers(item, identifiers) for item in words]
    return words
