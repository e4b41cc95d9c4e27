"""The sheet that sets the engine's figures beside the workbook's own, and its results under each saved scenario."""

from __future__ import annotations

from valuemodel.export.ledger import MEASURES
from valuemodel.export.pack import Pack
from valuemodel.export.sheets import Book, Sheet, sheet
from valuemodel.export.workbook_drivers import annual_name
from valuemodel.export.workbook_results import NONE, present_name
from valuemodel.locale import label, text


def check(book: Book, pack: Pack) -> Sheet:
    """The engine's figures at the export beside the workbook's own, and the difference: what a change did."""
    language, found = book.language, pack.results
    page = sheet(book, text("export.sheets.check", language), (52, 22, 22, 22))
    page.text(0, 0, text("export.sheets.check", language), "title")
    page.text(1, 0, text("export.check.lead", language), "lead")
    page.texts(3, [text(f"export.check.{key}", language) for key in ("figure", "engine", "here", "difference")], "head")
    figures = [(f"r_{key}", text(f"export.results.names.{key}", language), getattr(found, key)) for key in MEASURES]
    counted = [driver for driver in found.drivers if driver.counted]
    figures += [(present_name(one.key), label(one.label, language), one.value) for one in counted]
    figures += [(annual_name(one.key), text("export.check.annual", language, driver=label(one.label, language)),
                 one.annual) for one in counted]  # fmt: skip
    for row, (name, words, value) in enumerate(figures, start=4):
        page.text(row, 0, words, "wrapped")
        if value is None:
            page.text(row, 1, NONE)
            page.formula(row, 2, f"={name}", NONE)
            continue
        page.number(row, 1, value, "money")
        page.formula(row, 2, f"={name}", value)
        page.formula(row, 3, f'=IFERROR(C{row + 1}-B{row + 1},"{NONE}")', 0.0)
    _scenarios(page, 5 + len(figures), pack)
    return page


def _scenarios(page: Sheet, row: int, pack: Pack) -> None:
    """What the engine gave for each saved scenario, and the names of those that the workbook does not have."""
    language, kept = page.book.language, {one.scenario.key for one in pack.variants}
    if pack.scenarios:
        page.texts(row, [text(f"export.check.{key}", language) for key in ("scenario", "engine_npv")], "head")
    for place, one in enumerate(pack.variants, start=row + 1):
        page.text(place, 0, one.scenario.name, "wrapped")
        page.number(place, 1, one.results.npv, "money")
    left = [one.name for one in pack.scenarios if one.key not in kept]
    if left:
        page.text(row + 1 + len(kept), 0, text("export.check.left_out", language, names=", ".join(left)), "wrapped")
