"""Uploads in words and as JSON: what was recognised, what was set aside and why, what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from valuemodel.cli.tables import issue_lines
from valuemodel.locale import number, text

if TYPE_CHECKING:
    from valuemodel.store import LoadReport, Upload

FIELDS = ("file", "format", "kind", "encoding", "header_rows", "rows_read", "rows_kept", "rows_set_aside")
FEW = 5


def as_json(report: LoadReport, language: str) -> dict[str, Any]:
    """The report as `load --json` gives it; a column's example stays out, it may tell of a person."""
    columns = [{"header": column.header, "becomes": column.becomes, "sure": column.sure} for column in report.columns]
    return {
        **{name: getattr(report, name) for name in FIELDS},
        "columns": columns,
        "issues": [issue.said(language)._asdict() for issue in report.issues],
        "questions": questions(report, language),
        "outcome": report.outcome,
        "wave": report.wave,
        "upload_id": report.upload_id,
        "seconds": round(report.seconds, 3),
    }


def questions(report: LoadReport, language: str) -> list[dict[str, Any]]:
    """What the file asks, with the answers that can be given; nothing once it is loaded."""
    if report.outcome != "asks":
        return []
    return [
        {
            "key": one.key,
            "question": one.said(language),
            "where": one.where,
            "choices": one.options(language),
            "default": one.default,
        }
        for one in report.recognition.questions
    ]


def told(report: LoadReport, language: str) -> Iterator[str]:
    """The report in lines."""
    kind = text(f"cli.kind.{report.kind}", language)
    outcome = text(f"cli.outcome.{report.outcome}", language)
    rows = {name: number(getattr(report, name), language) for name in ("rows_read", "rows_kept", "rows_set_aside")}
    yield f"{report.file}: {outcome} ({kind}, {report.format or '-'}). {text('cli.rows', language, **rows)}"
    yield from issue_lines((issue.said(language) for issue in report.issues), indent="  ")
    asked = questions(report, language)
    for one in asked:
        yield f"  {one['key']}: {one['question']}"
        yield "    " + _answers(one["choices"], one["default"], language)
    if asked:
        yield "  " + text("cli.answer_so", language)


def _answers(choices: Mapping[str, str], default: str | None, language: str) -> str:
    """The answers in one line: with their words when there are few, their keys when there are many."""
    listed = [f"{value} = {words}" for value, words in choices.items()] if len(choices) <= FEW else list(choices)
    proposed = text("cli.proposed", language, answer=default) if default is not None else ""
    return f"{'; '.join(listed)} {proposed}".rstrip()


def proposed(report: LoadReport) -> dict[str, str]:
    """The proposed answer to each question of the file that has one."""
    return {one.key: one.default for one in report.recognition.questions if one.default is not None}


def upload_rows(uploads: Iterable[Upload], language: str) -> list[list[str]]:
    """A table of uploads, its header first."""
    names = ("upload", "file", "kind", "wave", "date", "rows_read", "rows_kept", "rows_set_aside", "withdrawn")
    rows = [[text(f"cli.column.{name}", language) for name in names]]
    for one in uploads:
        counts = [number(count, language) for count in (one.rows_read, one.rows_kept, one.rows_set_aside)]
        withdrawn = f"{one.withdrawn_at:%Y-%m-%d}" if one.withdrawn_at else ""
        kind = text(f"cli.kind.{one.kind}", language)
        rows.append(
            [str(one.upload_id), one.file_name, kind, one.wave, f"{one.loaded_at:%Y-%m-%d}", *counts, withdrawn]
        )
    return rows
