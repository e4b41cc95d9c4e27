"""Texts on their way out: none that a person or a file brought may become a formula in somebody else's spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.cell import Cell

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(cell: Cell, value: Any) -> Cell:
    """`cell` of a workbook with `value` in it: a text stays a text, whatever it starts with."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def safe_text(value: Any) -> Any:
    """`value` for a cell of a text file: a text that a spreadsheet would compute gets an apostrophe in front.

    >>> safe_text("=HYPERLINK(0)"), safe_text("\\t=1"), safe_text("Équipe A-1"), safe_text(-3.5), safe_text("-12,5")
    ("'=HYPERLINK(0)", "'\\t=1", 'Équipe A-1', -3.5, '-12,5')
    """
    if not isinstance(value, str) or not value.lstrip(" \u00a0\u202f").startswith(STARTS):
        return value
    return value if _is_number(value) else f"'{value}"


def _is_number(value: str) -> bool:
    try:
        float(value.replace(",", ".").replace("\u202f", "").replace("\u00a0", ""))
    except ValueError:
        return False
    return True
