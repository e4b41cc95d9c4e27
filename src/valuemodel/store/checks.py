"""What to know when an upload meets the earlier ones: the same file, overlapping periods, other names, other costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from duckdb import DuckDBPyConnection

from valuemodel.errors import Issue
from valuemodel.store.connection import Query, reading
from valuemodel.store.uploads import Upload

Found = tuple[str, dict[str, Any]]

NAMED_QUESTIONS = 5
NAMED_FROM, LISTED_UNDER = 20, 0.5
"""A file that names at least so many people is told of when a smaller share of them is in the directory."""


def duplicate(uploads: Iterable[Upload], record: Mapping[str, Any]) -> Issue | None:
    """The file was taken in before: it counts already, or it was withdrawn and can be restored as it was."""
    same = [known for known in uploads if (known.sha256, known.sheet) == (record["sha256"], record["sheet"])]
    live = [known for known in same if known.live]
    alike = [known for known in same if (known.mapping, known.wave) == (record["mapping"], record["wave"])]
    if not live and not alike:
        return None
    earlier = (live or alike)[0]
    values = {"file": earlier.file_name, "upload": earlier.upload_id, "date": f"{earlier.loaded_at:%Y-%m-%d}"}
    return Issue("duplicate_file" if live else "duplicate_withdrawn", record["file_name"], values)


def meeting(facts: DuckDBPyConnection, upload_id: int, record: Mapping[str, Any]) -> tuple[Issue, ...]:
    """What to know when the new upload meets those that count already."""
    with reading(facts, "facts") as query:
        found = [item for check in MEETINGS.get(record["kind"], ()) for item in check(query, upload_id, record["wave"])]
    return tuple(Issue(code, record["file_name"], values) for code, values in found)


def _usage_meets(query: Query, upload_id: int, _: str) -> Iterator[Found]:
    for tool, start, end in query.run("overlapping", upload_id=upload_id):
        yield "periods_overlap", {"tool": tool, "start": f"{start}", "end": f"{end}"}
    for tool, by_person in query.run("concealment_changed", upload_id=upload_id):
        yield ("concealment_ended" if by_person else "concealment_began"), {"tool": tool}


def _survey_meets(query: Query, upload_id: int, wave: str) -> Iterator[Found]:
    if query.value("unlinked_in_wave", wave=wave, upload_id=upload_id):
        yield "wave_answered_before", {"wave": wave}
    changed = [question or item for item, question in query.run("changed_scales", upload_id=upload_id, wave=wave)]
    if changed:
        named = ", ".join(question[:60] for question in changed[:NAMED_QUESTIONS])
        yield "scale_changed", {"count": len(changed), "questions": named}


def _costs_meet(query: Query, upload_id: int, _: str) -> Iterator[Found]:
    replaced = query.value("replaced_costs", upload_id=upload_id)
    if replaced:
        yield "costs_replaced", {"count": replaced}


def _strangers(query: Query, upload_id: int, _: str) -> Iterator[Found]:
    named, matched, listed = query.run("share_in_directory", upload_id=upload_id)[0]
    if listed and named >= NAMED_FROM and matched < LISTED_UNDER * named:
        yield "people_not_in_directory", {"share": round(100 * matched / named)}


MEETINGS = {"usage": (_usage_meets, _strangers), "survey": (_survey_meets, _strangers), "cost": (_costs_meet,)}
"""By kind of file, what is looked at."""
