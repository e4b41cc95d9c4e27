"""The register as a workbook that people edit in Excel, and comes back as differences to review, line by line.

The exported workbook of results comes back in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NamedTuple

from valuemodel.errors import Issue, ValueModelError
from valuemodel.locale import LANGUAGES, label, text
from valuemodel.model.register import EVIDENCE, check_assumption
from valuemodel.model.types import Assumption
from valuemodel.spreadsheets.archive import check_archive
from valuemodel.spreadsheets.outgoing import safe_cell
from valuemodel.story import register
from valuemodel.story.units import is_share

COLUMNS = (
    "key",
    "label",
    "low",
    "base",
    "high",
    "unit",
    "evidence",
    "title",
    "year",
    "locator",
    "version",
    "accepted_by",
)
NUMBERS, WORDS = ("low", "base", "high"), ("title", "year", "locator")
MOST_ROWS, MOST_COLUMNS, LONGEST = 2_000, 30, 1_000


class Layout(NamedTuple):
    """How a sheet that holds assumptions is laid out: the row of its headings, and the text of each field's."""

    head: int
    headings: Mapping[str, str]


LAYOUTS = (
    Layout(1, {name: f"assumptions.sheet.{name}" for name in COLUMNS}),
    Layout(4, {name: f"export.assumptions.{name}" for name in ("key", *NUMBERS, "version")}),
)
"""The register as `write` gives it, and the assumptions of the exported workbook."""


class Moved(NamedTuple):
    """One field of an assumption: what it is now, what the workbook says."""

    field: str
    now: Any
    then: Any


@dataclass(frozen=True)
class Line:
    """One assumption that the workbook would change: its fields, what is wrong with them, the row, the version read."""

    key: str
    row: int
    moved: tuple[Moved, ...]
    document: Mapping[str, Any] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    stale: bool = False


class Difference(NamedTuple):
    """What a workbook would change: the lines, how many rows change nothing, what could not be read."""

    lines: tuple[Line, ...]
    unchanged: int
    issues: tuple[Issue, ...]


def write(assumptions: Sequence[Assumption], language: str) -> bytes:
    """The register as xlsx: one row an assumption, shares as percentages; no text is ever a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = text("assumptions.sheet.sheet_name", language)
    sheet.append([text(f"assumptions.sheet.{name}", language) for name in COLUMNS])
    for row, one in enumerate(assumptions, start=2):
        for column, value in enumerate(_values(one, language), start=1):
            cell = safe_cell(sheet.cell(row, column), value)
            if not isinstance(value, str) and COLUMNS[column - 1] in NUMBERS and is_share(one.unit):
                cell.number_format = "0.0##%"
    for column, width in enumerate((24, 44, 11, 11, 11, 20, 16, 44, 9, 44, 9, 24), start=1):
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
        sheet.cell(1, column).font = Font(bold=True)
    sheet.freeze_panes = "C2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _values(one: Assumption, language: str) -> list[Any]:
    source = [register.said(one.source.get(name), language) for name in WORDS]
    numbers = [getattr(one, name) for name in NUMBERS]
    words = label(one.label, language)
    return [one.key, words, *numbers, one.unit, one.evidence, *source, one.version, one.accepted_by]


def read(content: bytes, assumptions: Mapping[str, Assumption], language: str) -> Difference:
    """What the workbook `content` would change of the register; nothing is saved.

    Raises `ValueModelError` when it is not a workbook or lacks a column. A cell that cannot be read is an Issue at its
    address, and its row is then left out.
    """
    if check_archive(content, "xlsx") != "xlsx":
        raise ValueModelError("not_a_workbook", "xlsx")
    rows = _rows(content)
    seen: set[str] = set()
    lines, issues, unchanged = [], [], 0
    for number, cells in rows:
        key = str(cells["key"].value or "").strip()
        wrong = _row_issues(key, cells, assumptions, seen)
        seen.add(key)
        if wrong:
            issues += wrong
            continue
        line = _line(number, cells, assumptions[key], language)
        unchanged += not line.moved
        lines += [line] if line.moved else []
    return Difference(tuple(lines), unchanged, tuple(issues))


def _rows(content: bytes) -> list[tuple[int, dict[str, Any]]]:
    """The cells of every row with a key, by column, of the first sheet that is a register in one of LAYOUTS."""
    from openpyxl import load_workbook

    try:
        sheets = load_workbook(BytesIO(content)).worksheets
    except Exception as problem:
        raise ValueModelError("archive_damaged", "xlsx") from problem
    found = ((sheet, layout, _places(sheet, layout)) for sheet in sheets for layout in LAYOUTS)
    sheet, layout, places = next((one for one in found if one[2]), (sheets[0], LAYOUTS[0], {}))
    if not places:
        raise ValueModelError("sheet_not_a_register", sheet.title)
    rows = range(layout.head + 1, sheet.max_row + 1)
    cells = ((row, {name: sheet.cell(row, at) for name, at in places.items()}) for row in rows)
    return [(row, one) for row, one in cells if _is_filled(one)]


def _places(sheet: Any, layout: Layout) -> dict[str, int]:
    """The column of each field under the layout's headings; {} when the sheet is not laid out so."""
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        return {}
    first = {str(cell.value).strip(): cell.column for cell in sheet[layout.head] if cell.value is not None}
    places: dict[str, int] = {}
    for name, key in layout.headings.items():
        known = [first[words] for language in LANGUAGES if (words := text(key, language)) in first]
        if known:
            places[name] = known[0]
    return places if {"key", *NUMBERS} <= places.keys() else {}


def _is_filled(cells: Mapping[str, Any]) -> bool:
    """Whether a row says anything, and not that its value follows a formula."""
    derived = {text("export.assumptions.derived", language) for language in LANGUAGES}
    return any(cell.value is not None for cell in cells.values()) and cells["base"].value not in derived


def _row_issues(key: str, cells: Mapping[str, Any], known: Mapping[str, Assumption], seen: set[str]) -> list[Issue]:
    """What stands in the way of reading a row: the key first, then each cell."""
    where = cells["key"].coordinate
    if key not in known:
        return [Issue("sheet_key_unknown", where, {"key": key[:60]})]
    if key in seen:
        return [Issue("sheet_key_twice", where, {"key": key})]
    found = [issue for name in NUMBERS for issue in _number_issues(cells[name])]
    for name in ("evidence", *WORDS):
        if name in cells and (cells[name].data_type == "f" or len(str(cells[name].value or "")) > LONGEST):
            found.append(Issue("sheet_formula", cells[name].coordinate))
    evidence = cells["evidence"].value if "evidence" in cells else None
    if evidence is not None and str(evidence) not in EVIDENCE:
        values = {"evidence": str(evidence)[:60], "known": ", ".join(EVIDENCE)}
        found.append(Issue("assumption_evidence", cells["evidence"].coordinate, values))
    return found


def _number_issues(cell: Any) -> list[Issue]:
    if cell.data_type == "f":
        return [Issue("sheet_formula", cell.coordinate)]
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        return [Issue("sheet_not_a_number", cell.coordinate, {"found": str(cell.value or "")[:40]})]
    return []


def _line(row: int, cells: Mapping[str, Any], one: Assumption, language: str) -> Line:
    """What the row changes of its assumption; a value that follows the data is told and may not be accepted."""
    numbers = {name: float(cells[name].value) for name in NUMBERS}
    moved = [
        Moved(name, getattr(one, name), value)
        for name, value in numbers.items()
        if abs(value - getattr(one, name)) > 1e-9 * max(1.0, abs(value))
    ]
    if "evidence" in cells and cells["evidence"].value and cells["evidence"].value != one.evidence:
        moved.append(Moved("evidence", one.evidence, str(cells["evidence"].value)))
    for name in WORDS:
        now = register.said(one.source.get(name), language)
        then = _words(cells[name].value) if name in cells else now
        moved += [Moved(name, now, then)] if then != now else []
    document = _document(one, moved)
    issues = (Issue("sheet_follows_data", cells["low"].coordinate),) if one.bound else _checked(one, document, row)
    version = _words(cells["version"].value) if "version" in cells else ""
    return Line(one.key, row, tuple(moved), document, issues, bool(version) and version != str(one.version))


def _words(value: Any) -> str:
    """A cell's text; a year that Excel keeps as a number is written without decimals."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _document(one: Assumption, moved: Sequence[Moved]) -> dict[str, Any]:
    """The assumption's document with what moved: its numbers, evidence and source; what the row leaves stays."""
    then = {change.field: change.then for change in moved}
    source = {**one.source, **{name: then[name] for name in WORDS if name in then}}
    if str(source.get("year", "")).isdigit():
        source["year"] = int(source["year"])
    kept = {name: then.get(name, getattr(one, name)) for name in (*NUMBERS, "evidence")}
    return {**kept, "source": {name: value for name, value in source.items() if value != ""}}


def _checked(one: Assumption, document: Mapping[str, Any], row: int) -> tuple[Issue, ...]:
    """What is wrong with the changed assumption, at its row."""
    found = check_assumption({**vars(one), "accepted_by": "", **document, "key": one.key})
    return tuple(Issue(issue.code, f"{row}:{row}", issue.values) for issue in found)
