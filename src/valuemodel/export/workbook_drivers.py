"""The workbook's formulas by driver: what each is worth per year, and the cap on hours freed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from xlsxwriter.utility import xl_rowcol_to_cell

from valuemodel.export.pack import Pack
from valuemodel.export.sheets import Book, Sheet, sheet
from valuemodel.export.words import why_not
from valuemodel.locale import label, text
from valuemodel.model import excel, excel_name, flows, formula, kinds
from valuemodel.model.case import Prepared
from valuemodel.model.values import value
from valuemodel.story.words import LETTERS, grade_word

MEASURED = ("compared", "before_after")


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
    hours = _hours(pack)
    after = 4 + len(pack.case.counted)
    _cap(page, after + 1, pack, hours)
    for row, item in enumerate(pack.case.counted, start=4):
        _driver(page, row, item, pack, hours)
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
    units = {key: assumption.unit for key, assumption in pack.case.assumptions.items()}
    capacity = [item for item in pack.case.counted if item.driver.gain == "capacity"]
    freed = {item.driver.key: float(flows.hours_freed(item, pack.names, units)) for item in capacity}
    unmeasured = frozenset(item.driver.key for item in capacity if not _is_measured(item))
    applies = flows.WORKING_HOURS in pack.names
    assumed = sum(freed[key] for key in unmeasured)
    measured = sum(freed.values()) - assumed
    most = flows.MOST_HOURS_SHARE * float(pack.names.get(flows.WORKING_HOURS, 0.0))
    room = max(most - measured, 0.0)
    factor = room / assumed if applies and assumed > room else 1.0
    return _Hours(freed, unmeasured, applies, measured, assumed, room, factor)


def _is_measured(item: Prepared) -> bool:
    changes = item.gate.changes.values()
    return bool(changes) and all(change.grade in MEASURED for change in changes)


def _hours_formula(item: Prepared, pack: Pack) -> str:
    assert item.tree is not None
    used = formula.names(item.tree)
    effects = [f"-{excel_name(f'{kpi}.change')}" for kpi in kinds.TIME_KPIS if f"{kpi}.change" in used]
    assumed = [
        f"+{excel_name(name)}"
        for name in used
        if name in pack.case.assumptions
        and pack.case.assumptions[name].unit == "hour/week/person"
        and name != flows.WORKING_HOURS
    ]
    return "=0" + "".join(effects + assumed)


def _driver(page: Sheet, row: int, item: Prepared, pack: Pack, hours: _Hours) -> None:
    language, key = page.book.language, item.driver.key
    page.text(row, 0, label(item.driver.label, language), "wrapped")
    page.text(row, 1, text(f"story.gains.{item.driver.gain}", language))
    page.text(row, 2, f"{LETTERS[item.gate.grade]} {grade_word(item.gate.grade, language)}")
    if key in hours.freed:
        page.formula(row, 3, _hours_formula(item, pack), hours.freed[key], "number")
    assert item.tree is not None
    whole = float(np.nan_to_num(float(value(item.tree, pack.names)), posinf=0.0, neginf=0.0))
    page.formula(row, 4, f"=IFERROR({excel(item.driver)[1:]},0)", whole)
    capped = hours.applies and key in hours.unmeasured
    times = hours.factor if capped else 1.0
    page.formula(row, 5, "=h_factor" if capped else "=1", times, "share", factor_name(key))
    page.number(row, 6, 1.0 if item.adjusted is None else item.adjusted, "open_share", f"g_{key}")
    annual = float(pack.money.gains[key].annual[0])
    cells = "*".join(xl_rowcol_to_cell(row, column) for column in (4, 5, 6))
    page.formula(row, 7, f"={cells}", annual, "money", annual_name(key))
    page.text(row, 8, item.driver.formula, "small")


def _cap(page: Sheet, row: int, pack: Pack, hours: _Hours) -> None:
    """Hours freed by capacity drivers that are not measured keep under a share of working time, all together."""
    if not hours.applies:
        return
    language = page.book.language
    rows = {item.driver.key: 4 + place for place, item in enumerate(pack.case.counted)}
    page.text(row, 0, text("export.drivers.most", language), "small")
    page.number(row, 3, flows.MOST_HOURS_SHARE, "open_share", "h_most_share")
    measured = [key for key in hours.freed if key not in hours.unmeasured]
    lines = (
        ("measured", _sum_of(rows, measured), hours.measured, "number"),
        ("assumed", _sum_of(rows, sorted(hours.unmeasured)), hours.assumed, "number"),
        ("room", f"=MAX(h_most_share*{excel_name(flows.WORKING_HOURS)}-h_measured,0)", hours.room, "number"),
        ("factor", "=IF(h_assumed>h_room,h_room/h_assumed,1)", hours.factor, "share"),
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
