"""The workbook's formulas by driver: what each is worth per year, and the cap on hours freed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from xlsxwriter.utility import xl_rowcol_to_cell

from valuemodel.export.pack import Pack
from valuemodel.export.sheets import Book, Sheet, sheet
from valuemodel.export.words import why_not
from valuemodel.locale import label, text
from valuemodel.model import excel, excel_name, hours
from valuemodel.model.case import Case, Prepared
from valuemodel.model.values import value
from valuemodel.story.words import LETTERS, grade_word


def annual_name(key: str) -> str:
    """The name of the cell that holds what a driver is worth per year."""
    return f"v_{key}"


def factor_name(key: str) -> str:
    """The name of the cell that holds what the cap on hours freed leaves of a driver."""
    return f"f_{key}"


def drivers(book: Book, pack: Pack) -> Sheet:
    """One line a driver: its formula over named cells per year, and the cap on hours freed."""
    language = book.language
    page = sheet(book, text("export.sheets.drivers", language), (46, 24, 22, 18, 18, 14, 14, 18, 70))
    page.text(0, 0, text("export.sheets.drivers", language), "title")
    page.text(1, 0, text("export.drivers.lead", language), "lead")
    heads = ("name", "gain", "grade", "hours", "uncapped", "factor", "adjusted", "annual", "formula")
    page.texts(3, [text(f"export.drivers.{key}", language) for key in heads], "head")
    freed = _hours(pack)
    after = 4 + len(pack.case.counted)
    _cap(page, after + 1, pack, freed)
    for row, item in enumerate(pack.case.counted, start=4):
        _driver(page, row, item, pack, freed)
    _waiting(page, after + 7, pack)
    page.page.freeze_panes(4, 1)
    return page


class _Hours(NamedTuple):
    """Hours a week and person that capacity drivers free: value by driver, measured or not, and the cap's figures."""

    freed: dict[str, float]
    unmeasured: frozenset[str]
    applies: bool
    measured: float
    assumed: float
    room: float
    factor: float


def _hours(pack: Pack) -> _Hours:
    units = _units(pack)
    capacity = [item for item in pack.case.counted if item.driver.gain == "capacity"]
    freed = {
        item.driver.key: float(hours.hours_freed(item, _whole(item, pack), pack.names, units)) for item in capacity
    }
    unmeasured = frozenset(item.driver.key for item in capacity if not hours.is_measured(item))
    applies = hours.WORKING_HOURS in pack.names
    assumed = sum(freed[key] for key in unmeasured)
    measured = sum(freed.values()) - assumed
    most = hours.MOST_HOURS_SHARE * float(pack.names.get(hours.WORKING_HOURS, 0.0))
    room = max(most - measured, 0.0)
    factor = room / assumed if applies and assumed > room else 1.0
    return _Hours(freed, unmeasured, applies, measured, assumed, room, factor)


def _units(pack: Pack) -> dict[str, str]:
    return {key: assumption.unit for key, assumption in pack.case.assumptions.items()}


def _whole(item: Prepared, pack: Pack) -> float:
    """What a driver's formula gives a year before the cap; 0 where a division by zero makes it no number."""
    assert item.tree is not None
    return float(np.nan_to_num(float(value(item.tree, pack.names)), posinf=0.0, neginf=0.0))


def _hours_formula(item: Prepared, pack: Pack) -> str:
    """`hours.hours_freed` over named cells."""
    assert item.tree is not None
    units = _units(pack)
    if not hours.is_priced(item.tree, units):
        return "=0"
    in_hours = excel(item.driver, dict.fromkeys(hours.as_hours(item.tree, units), "1"))[1:]
    weeks = hours.WEEKS_WORKED
    written = excel_name(weeks) if weeks in pack.names else f"{hours.WEEKS_OF_A_YEAR:g}"
    return f"=IFERROR({in_hours}/({excel_name(hours.people_of(item.tree))}*{written}),0)"


def _driver(page: Sheet, row: int, item: Prepared, pack: Pack, freed: _Hours) -> None:
    language, key = page.book.language, item.driver.key
    page.text(row, 0, label(item.driver.label, language), "wrapped")
    page.text(row, 1, text(f"story.gains.{item.driver.gain}", language))
    page.text(row, 2, f"{LETTERS[item.gate.grade]} {grade_word(item.gate.grade, language)}")
    if key in freed.freed:
        page.formula(row, 3, _hours_formula(item, pack), freed.freed[key], "number")
    page.formula(row, 4, f"=IFERROR({excel(item.driver)[1:]},0)", _whole(item, pack))
    capped = freed.applies and key in freed.unmeasured
    times = freed.factor if capped else 1.0
    page.formula(row, 5, "=h_factor" if capped else "=1", times, "share", factor_name(key))
    adjusted = [_adjusted(case, key) for case in (pack.case, *(one.case for one in pack.variants))]
    page.chosen(row, 6, adjusted[0], adjusted[1:], "open_share", f"g_{key}")
    annual = float(pack.money.gains[key].annual[0])
    cells = "*".join(xl_rowcol_to_cell(row, column) for column in (4, 5, 6))
    page.formula(row, 7, f"={cells}", annual, "money", annual_name(key))
    page.text(row, 8, item.driver.formula, "small")


def _adjusted(case: Case, key: str) -> float:
    """What a convention multiplies a driver's gain by in place of simulating it."""
    found = next(item for item in case.counted if item.driver.key == key)
    return 1.0 if found.adjusted is None else found.adjusted


def _cap(page: Sheet, row: int, pack: Pack, freed: _Hours) -> None:
    """Hours freed by capacity drivers that are not measured keep under a share of working time, all together."""
    if not freed.applies:
        return
    language = page.book.language
    rows = {item.driver.key: 4 + place for place, item in enumerate(pack.case.counted)}
    page.text(row, 0, text("export.drivers.most", language), "small")
    page.number(row, 3, hours.MOST_HOURS_SHARE, "open_share", "h_most_share")
    measured = [key for key in freed.freed if key not in freed.unmeasured]
    lines = (
        ("measured", _sum_of(rows, measured), freed.measured, "number"),
        ("assumed", _sum_of(rows, sorted(freed.unmeasured)), freed.assumed, "number"),
        ("room", f"=MAX(h_most_share*{excel_name(hours.WORKING_HOURS)}-h_measured,0)", freed.room, "number"),
        ("factor", "=IF(h_assumed>h_room,h_room/h_assumed,1)", freed.factor, "share"),
    )
    for place, (key, written, found, style) in enumerate(lines, start=1):
        page.text(row + place, 0, text(f"export.drivers.cap.{key}", language), "small")
        page.formula(row + place, 3, written, found, style, f"h_{key}")


def _sum_of(rows: dict[str, int], keys: list[str]) -> str:
    return "=0" + "".join(f"+{xl_rowcol_to_cell(rows[key], 3)}" for key in keys)


def _waiting(page: Sheet, row: int, pack: Pack) -> None:
    """The drivers that do not count, with the reason in words: never a zero."""
    language = page.book.language
    waiting = [driver for driver in pack.results.drivers if not driver.counted]
    if not waiting:
        return
    page.texts(row, [text("export.drivers.waiting", language), text("export.drivers.why", language)], "head")
    for place, driver in enumerate(waiting, start=1):
        page.text(row + place, 0, label(driver.label, language), "wrapped")
        page.text(row + place, 1, why_not(driver, language))
