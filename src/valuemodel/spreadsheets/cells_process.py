"""Run as a process of its own by `workbook.py`: workbook bytes on stdin, its cells on stdout, pickled.

A crafted workbook can make the reader abort or ask for all memory, which no `except` stops: here it takes only this
process. It imports nothing of the package, so that it starts in a few hundredths of a second.
"""

import pickle
import sys
from array import array
from collections.abc import Sequence
from io import BytesIO
from typing import Any

MOST_MEMORY = 4_000_000_000
MOST_CELLS = 12_000_000
MANY_CELLS = 100_000
MOST_MERGED = 200_000


def limit_memory() -> None:
    """Cap the address space, where the system can (Windows cannot)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def cells(content: bytes) -> list[tuple[str, bool, object]]:
    """Name, hidden and cells of each sheet, from A1 on; raises MemoryError when there are more cells than the budget.

    The cells are a list of rows, or, of a big sheet, columns (see `columns`): they go from process to process in a
    tenth of the time.
    """
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets: list[tuple[str, bool, object]] = []
    budget = MOST_CELLS
    for metadata in workbook.sheets_metadata:
        sheet = workbook.get_sheet_by_name(metadata.name)
        count = (sheet.end[0] + 1) * (sheet.end[1] + 1) if sheet.end else 0
        budget -= count
        if budget < 0:
            raise MemoryError
        rows: list[list[Any]] = sheet.to_python(skip_empty_area=False) if count else []
        fill_down(rows, sheet.merged_cell_ranges or ())
        given = columns(rows) if count >= MANY_CELLS else rows
        sheets.append((metadata.name, metadata.visible != SheetVisibleEnum.Visible, given))
    return sheets


def fill_down(rows: list[list[object]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give the value of a cell that is merged over several rows of one column to each of them.

    A cell merged over columns is a title or a heading, and stands once.
    """
    for (top, left), (bottom, right) in merged[:MOST_MERGED]:
        if left == right:
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]


def columns(rows: list[list[Any]]) -> tuple[int, list[tuple[bytes, list[object]]]]:
    """How many rows, and each column as a code a row (32 bits) and the distinct cells; yes and 1 are two cells."""
    coded = []
    for column in zip(*rows, strict=True):
        places: dict[Any, int] = {}
        if bool in (kinds := set(map(type, column))) and len(kinds) > 1:
            codes = array("i", [places.setdefault((type(cell), cell), len(places)) for cell in column])
            distinct = [pair[1] for pair in places]
        else:
            codes = array("i", [places.setdefault(cell, len(places)) for cell in column])
            distinct = list(places)
        coded.append((codes.tobytes(), distinct))
    return len(rows), coded


def main() -> None:
    """Write ("cells", sheets) or ("failed", name of the error, its text)."""
    limit_memory()
    try:
        answer: tuple[object, ...] = ("cells", cells(sys.stdin.buffer.read()))
    except BaseException as problem:  # PanicException is no Exception
        answer = ("failed", type(problem).__name__, str(problem)[:500])
    pickle.dump(answer, sys.stdout.buffer, protocol=5)


if __name__ == "__main__":
    main()
