"""Run as a process of its own by `workbook.py`: workbook bytes on stdin, its cells on stdout, pickled.

A crafted workbook can make the reader abort or ask for all memory, which no `except` stops: here it takes only this
process. It imports nothing of the package, so that it starts in a few hundredths of a second.
"""

import pickle
import sys
from io import BytesIO

MOST_MEMORY = 4_000_000_000
MOST_CELLS = 12_000_000


def limit_memory() -> None:
    """Cap the address space, where the system can (Windows cannot)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def cells(content: bytes) -> list[tuple[str, bool, list[list[object]]]]:
    """Name, hidden and rows of each sheet, from A1 on; raises MemoryError when there are more cells than the budget."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets: list[tuple[str, bool, list[list[object]]]] = []
    budget = MOST_CELLS
    for metadata in workbook.sheets_metadata:
        sheet = workbook.get_sheet_by_name(metadata.name)
        budget -= (sheet.end[0] + 1) * (sheet.end[1] + 1) if sheet.end else 0
        if budget < 0:
            raise MemoryError
        rows: list[list[object]] = [list(row) for row in sheet.to_python(skip_empty_area=False)] if sheet.end else []
        sheets.append((metadata.name, metadata.visible != SheetVisibleEnum.Visible, rows))
    return sheets


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
