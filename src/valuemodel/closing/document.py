"""A closing as the JSON document that is stored, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from valuemodel.closing.evidence import from_plain
from valuemodel.closing.types import Closing, CostLine, Group, KpiValue, PracticePoint, Source, StartPoint, Wave
from valuemodel.effects import Effect
from valuemodel.errors import Issue
from valuemodel.practice import Findings, records

_OF_THE_DAY = ("number", "closed_at", "author", "fingerprint")
"""Who closed, when and for which time: not part of what the fingerprint vouches for."""


def as_document(closing: Closing) -> dict[str, Any]:
    """`closing` as plain data: dates as ISO text, tuples as lists."""
    return _plain(asdict(closing))


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def fingerprint(document: Mapping[str, Any]) -> str:
    """Eight hex digits of the document's content ("7F3A-19C2"): the same facts give the same, whoever closes and
    whenever.

    Leaves out the closing's number, date and author, and when and by whom each file was loaded.
    """
    content = {key: value for key, value in document.items() if key not in _OF_THE_DAY}
    content["sources"] = [_undated(source) for source in document["sources"]]
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    digits = hashlib.sha256(canonical.encode("utf-8")).hexdigest()[:8].upper()
    return f"{digits[:4]}-{digits[4:]}"


def _undated(source: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in source.items() if key not in ("loaded_at", "author")}


def from_document(document: Mapping[str, Any]) -> Closing:
    """The closing that `as_document` wrote."""
    known = dict(document)
    known["as_of"] = date.fromisoformat(known["as_of"])
    known["closed_at"] = datetime.fromisoformat(known["closed_at"])
    known["sources"] = tuple(_source(item) for item in known["sources"])
    known["groups"] = tuple(Group(**{**item, "members": tuple(item["members"])}) for item in known["groups"])
    known["waves"] = tuple(Wave(**_dated(item, "start", "end")) for item in known["waves"])
    known["kpis"] = tuple(KpiValue(**item) for item in known["kpis"])
    known["effects"] = tuple(Effect(**{**item, "cautions": tuple(item["cautions"])}) for item in known["effects"])
    known["practice"] = tuple(PracticePoint(**_dated(item, "month")) for item in known["practice"])
    known["costs"] = tuple(_cost_line(item) for item in known["costs"])
    known["sources_of"] = {key: tuple(uploads) for key, uploads in known["sources_of"].items()}
    known["evidence"] = from_plain(known.get("evidence"))
    known["starts"] = tuple(StartPoint(**_dated(item, "month")) for item in known.get("starts", ()))
    known["issues"] = tuple(Issue(**item) for item in known.get("issues", ()))
    known["practice_findings"] = records.read(Findings, known.get("practice_findings", {}))
    return Closing(**known)


def _dated(item: Mapping[str, Any], *names: str) -> dict[str, Any]:
    days = {name: date.fromisoformat(item[name]) for name in names if item.get(name)}
    return {**item, **days}


def _source(item: Mapping[str, Any]) -> Source:
    loaded_at = datetime.fromisoformat(item["loaded_at"])
    return Source(**{**_dated(item, "period_start", "period_end"), "loaded_at": loaded_at})


def _cost_line(item: Mapping[str, Any]) -> CostLine:
    return CostLine(**{**_dated(item, "month"), "sources": tuple(item["sources"])})
