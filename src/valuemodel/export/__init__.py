"""What leaves the product: a workbook that recomputes, a deck, a report; each with its stamp, and a ledger of them.

Every export is `f(pack, language) -> bytes`: `pack` is read once by `gather(store)`, or made by `pack(...)` from the
pieces that a page holds; `EXPORTS` has them by kind. `ledger.record` enters one in the ledger.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from valuemodel.export.pack import Pack, gather, pack, stamp


def _workbook(pack: Pack, language: str) -> bytes:
    """The live twin (xlsx)."""
    from valuemodel.export.workbook import workbook

    return workbook(pack, language)


def _deck(pack: Pack, language: str) -> bytes:
    """Twelve slides (pptx)."""
    from valuemodel.export.deck import deck

    return deck(pack, language)


def _report(pack: Pack, language: str) -> bytes:
    """Four pages (pdf)."""
    from valuemodel.export.report import report

    return report(pack, language)


def _html(pack: Pack, language: str) -> bytes:
    """The same four pages as one web page."""
    from valuemodel.export.report import html

    return html(pack, language)


EXPORTS: Mapping[str, Callable[[Pack, str], bytes]] = MappingProxyType(
    {"workbook": _workbook, "deck": _deck, "report": _report, "html": _html}
)

__all__ = ["EXPORTS", "Pack", "gather", "pack", "stamp"]
