"""What a person is told of a file that was taken in, or not."""

from __future__ import annotations

from dataclasses import dataclass

from valuemodel.errors import Issue
from valuemodel.spreadsheets import ColumnMatch, Recognition, Tidy


@dataclass(frozen=True)
class LoadReport:
    """What became of a file. `outcome` is loaded, asks (see `recognition.questions`), refused or duplicate."""

    file: str
    format: str
    kind: str
    encoding: str
    header_rows: int
    rows_read: int
    rows_kept: int
    rows_set_aside: int
    columns: tuple[ColumnMatch, ...]
    issues: tuple[Issue, ...]
    outcome: str
    seconds: float
    upload_id: int | None
    recognition: Recognition
    wave: str = ""


def report_of(recognition: Recognition, tidied: Tidy | None, outcome: str, issues: tuple[Issue, ...]) -> LoadReport:
    """The report of a file: of what was tidied, else of what was recognised; `issues` come after its own."""
    rows = (tidied.rows_read, tidied.rows_kept, tidied.rows_set_aside) if tidied else (0, 0, 0)
    return LoadReport(
        file=recognition.file_name,
        format=tidied.format if tidied else recognition.format,
        kind=tidied.kind if tidied else recognition.kind,
        encoding=recognition.encoding,
        header_rows=recognition.header_rows,
        rows_read=rows[0],
        rows_kept=rows[1],
        rows_set_aside=rows[2],
        columns=recognition.columns,
        issues=(*(tidied.issues if tidied else recognition.issues), *issues),
        outcome=outcome,
        seconds=0.0,
        upload_id=None,
        recognition=recognition,
    )
