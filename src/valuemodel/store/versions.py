"""Versions of settings, assumptions, drivers and mappings: nothing is overwritten, anything can come back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from valuemodel.store.connection import Query

KINDS = (
    "settings", "assumption", "driver", "cost", "perimeter", "memory", "scenario", "argument", "story", "change",
    "benchmark", "export",
)  # fmt: skip


@dataclass(frozen=True)
class Version:
    """One version of `key`: its document, who wrote it, when (UTC) and why."""

    version_id: int
    kind: str
    key: str
    number: int
    document: dict[str, Any]
    author: str
    reason: str
    created_at: datetime
    restored_from: int | None = None


def now() -> datetime:
    """This moment in UTC, without a zone, as the databases keep it."""
    return datetime.now(UTC).replace(tzinfo=None)


def with_zone(moment: datetime) -> datetime:
    """A moment of the databases with its zone (UTC)."""
    return moment.replace(tzinfo=UTC)


def as_json(document: Any) -> str:
    """`document` as JSON text; dates become ISO text, NaN is refused (ValueError)."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "item"):
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot be kept in a document")


def version(record: Mapping[str, Any]) -> Version:
    """The version in a row of the store."""
    document = json.loads(record["document"])
    return Version(**{**record, "document": document, "created_at": with_zone(record["created_at"])})


def write_version(
    query: Query, kind: str, key: str, document: Mapping[str, Any], author: str, reason: str, restored_from: int | None
) -> Version:
    """A new version of `key`, within the caller's transaction."""
    if kind not in KINDS:
        raise ValueError(f"kind is one of {KINDS}, not {kind!r}")
    query.run(
        "insert_version",
        kind=kind,
        key=key,
        document=as_json(document),
        author=author,
        reason=reason,
        at=now(),
        restored_from=restored_from,
    )
    return version(query.records("versions_of", kind=kind, key=key)[0])
