"""The workbook's answers: results, conventions and provenance, and the check against the engine."""

from __future__ import annotations

import numpy as np

from valuemodel.export.pack import Pack, foot_line, stamp
from valuemodel.export.sheets import Book, Sheet, sheet
from valuemodel.export.words import source_line, why_not
from valuemodel.export.workbook_assumptions import selector
from valuemodel.export.workbook_flows import Flows
from valuemodel.locale import label, text
from valuemodel.model import excel_name, flows, kinds
from valuemodel.model.register import is_budgetary
from valuemodel.model.types import DriverResult
from valuemodel.story import board, worth
from valuemodel.story.words import LETTERS, grade_word, plain

NONE = "–"


def present_name(key: str) -> str:
    """The name of the cell that holds a driver's present value."""
    return f"pv_{key}"


def first(book: Book) -> Sheet:
    """The sheet of results, first in the book and filled last."""
    return sheet(book, text("export.sheets.results", book.language), (52, 20, 26, 22, 18, 60))


def fill(page: Sheet, pack: Pack, cash: Flows) -> None:
    """Every result as a formula; the engine's sentence stands above, as told at the export."""
    language = page.book.language
    page.text(0, 0, text("export.workbook_title", language, programme=pack.programme.name), "title")
    page.text(1, 0, foot_line(pack, language), "lead")
    page.text(2, 0, text("export.results.lead", language), "lead")
    selector(page, 3, pack)
    page.texts(4, [text(f"export.results.{key}", language) for key in ("measure", "value", "how")], "head")
    row = _readings(page, _measures(page, pack, cash), pack)
    row = _drivers(page, row, pack, cash)
    row = _costs(page, row, pack, cash)
    _chart(page, row, cash, pack)


def _measures(page: Sheet, pack: Pack, cash: Flows) -> int:
    language, found = page.book.language, pack.results
    cumulative, last = cash.across(cash.rows["cumulative"]), f"MAX({cash.across(cash.rows['still_negative'])})"
    months = len(found.months)
    paid_back = (
        f'=IF({last}=0,0,IF({last}={months},"{NONE}",{last}-INDEX({cumulative},1,{last})'
        f"/(INDEX({cumulative},1,{last}+1)-INDEX({cumulative},1,{last}))))"
    )
    factors = cash.across(cash.rows["factor"])
    benefits = f"=SUMPRODUCT({cash.across(cash.rows['benefits'])},{factors})"
    costs = f"=SUMPRODUCT({cash.across(cash.rows['costs'])},{factors})+c_initial_costs"
    ratio = 'IF(r_pv_costs>0,{},"' + NONE + '")'
    lines = (
        ("pv_benefits", benefits, found.pv_benefits, "whole"),
        ("pv_costs", costs, found.pv_costs, "whole"),
        ("npv", "=r_pv_benefits-r_pv_costs", found.npv, "whole"),
        ("roi", "=" + ratio.format("r_npv/r_pv_costs"), found.roi, "share"),
        ("bcr", "=" + ratio.format("r_pv_benefits/r_pv_costs"), found.bcr, "number"),
        ("payback_months", paid_back, found.payback_months, "number"),
    )
    for row, (key, written, value, style) in enumerate(lines, start=5):
        _measure(page, row, key, written, value, style, text(f"export.results.explained.{key}", language))
    return 5 + len(lines)


def _measure(
    page: Sheet, row: int, key: str, written: str, value: float | None, style: str, how: str, name: str = ""
) -> None:
    page.text(row, 0, text(f"export.results.names.{key}", page.book.language))
    page.formula(row, 1, written, NONE if value is None else value, style, name or f"r_{key}")
    page.text(row, 2, how, "small")


def _readings(page: Sheet, row: int, pack: Pack) -> int:
    """Without staff time, and budgetary gains only: the present values of those drivers, all costs kept."""
    language = page.book.language
    kept = {
        "without_staff_time": [item for item in pack.case.counted if item.driver.gain != "capacity"],
        "budgetary_only": [item for item in pack.case.counted if is_budgetary(item)],
    }
    page.text(row + 1, 0, text("export.results.readings", language), "head")
    row += 2
    for key, reading in worth.readings(pack.results)[1:]:
        cells = "".join(f"+{present_name(item.driver.key)}" for item in kept[key])
        title = text(f"export.results.names.{key}", language)
        page.text(row, 0, title, "head")
        _measure(page, row + 1, "pv_benefits", f"=0{cells}", reading.pv_benefits, "money", "", f"r_{key}_benefits")
        net = f"=r_{key}_benefits-r_pv_costs"
        _measure(page, row + 2, "npv", net, reading.npv, "money", "", f"r_{key}_npv")
        back = f'=IF(r_pv_costs>0,r_{key}_benefits/r_pv_costs,"{NONE}")'
        _measure(page, row + 3, "bcr", back, reading.per_unit_spent, "number", "", f"r_{key}_bcr")
        row += 4
    return row


def _drivers(page: Sheet, row: int, pack: Pack, cash: Flows) -> int:
    language = page.book.language
    heads = ("driver", "present_value", "gain", "grade", "share", "not_counted")
    page.texts(row + 1, [text(f"export.results.{key}", language) for key in heads], "head")
    row += 2
    for driver in sorted(pack.results.drivers, key=lambda one: (not one.counted, -one.value)):
        _driver(page, row, driver, pack, cash)
        row += 1
    return row


def _driver(page: Sheet, row: int, driver: DriverResult, pack: Pack, cash: Flows) -> None:
    language = page.book.language
    page.text(row, 0, label(driver.label, language), "wrapped")
    page.text(row, 2, text(f"story.gains.{driver.gain}", language))
    if not driver.counted:
        page.text(row, 1, text("export.results.waiting", language))
        page.text(row, 5, why_not(driver, language), "small")
        return
    page.text(row, 3, f"{LETTERS[driver.grade]} {grade_word(driver.grade, language)}")
    gains, factors = cash.across(cash.gains[driver.key]), cash.across(cash.rows["factor"])
    name = present_name(driver.key)
    page.formula(row, 1, f"=SUMPRODUCT({gains},{factors})", driver.value, "money", name)
    total = pack.results.pv_benefits
    share = driver.value / total if total else NONE
    page.formula(row, 4, f'=IF(r_pv_benefits=0,"{NONE}",{name}/r_pv_benefits)', share, "share")


def _costs(page: Sheet, row: int, pack: Pack, cash: Flows) -> int:
    language = page.book.language
    page.texts(row + 1, [text(f"export.results.{key}", language) for key in ("cost", "present_value")], "head")
    row += 2
    factors = cash.across(cash.rows["factor"])
    for category, rows in cash.costs.items():
        parts = [f"SUMPRODUCT({cash.across(one)},{factors})+{cash.page.cell(one, 2)}" for one in rows]
        page.text(row, 0, text(f"story.categories.{category}", language))
        page.formula(row, 1, "=" + "+".join(parts), _present(category, pack))
        row += 1
    return row


def _present(category: str, pack: Pack) -> float:
    """The present value of a category's costs, what a convention adds to costs by formula left where it was added."""
    found, weights = pack.case.costs, pack.seen.weights
    paid = found.actual.get(category, np.zeros(len(weights))) + pack.money.overrun[0] * found.planned.get(category, 0.0)
    told = sum(
        float(pack.money.by_formula[one.cost.key].present(weights)[0])
        for one in pack.case.formula_costs
        if one.cost.category == category
    )
    return float(paid @ weights) + pack.seen.initial * found.initial.get(category, 0.0) + told


def _chart(page: Sheet, row: int, cash: Flows, pack: Pack) -> None:
    """The cumulative cash, drawn from the formulas."""
    language = page.book.language
    chart = page.book.book.add_chart({"type": "line"})
    chart.add_series(
        {
            "name": text("export.cash_flow.cumulative", language),
            "categories": "=" + cash.across(3),
            "values": "=" + cash.across(cash.rows["cumulative"]),
            "line": {"color": "#0B5563", "width": 2.25},
        }
    )
    chart.set_title({"name": plain(board.cash_title(pack.results, language).title), "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_format": "mmm yy", "label_position": "low", "date_axis": True, "major_unit": 3})
    chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#E7E3DA"}}})
    chart.set_size({"width": 900, "height": 320})
    page.page.insert_chart(row + 1, 0, chart)


def conventions(book: Book, pack: Pack) -> Sheet:
    """The rate and the first month as cells, then what the figures are, where they come from, and what names mean."""
    language = book.language
    page = sheet(book, text("export.sheets.conventions", language), (40, 24, 80))
    page.text(0, 0, text("export.sheets.conventions", language), "title")
    known = pack.case.assumptions.get(kinds.DISCOUNT_RATE)
    own = pack.convention.key == "corporate" and known is not None and known.base == pack.results.rate
    page.text(2, 0, text("export.conventions.rate", language))
    if own:
        page.formula(2, 1, f"={excel_name(kinds.DISCOUNT_RATE)}", pack.results.rate, "share", "c_rate")
    else:
        page.number(2, 1, pack.results.rate, "open_share", "c_rate")
    page.text(4, 0, text("export.conventions.cost_factor", language))
    overrun = float(pack.money.overrun[0])
    if pack.case.cost_factor is None and flows.OVERRUN in pack.case.assumptions:
        page.formula(4, 1, f"={excel_name(flows.OVERRUN)}", overrun, "share", "c_cost_factor")
    else:
        page.number(4, 1, overrun, "open_share", "c_cost_factor")
    page.text(3, 0, text("export.conventions.first_month", language))
    page.number(3, 1, (pack.seen.inside.start or 0) + 1, "count", "c_first_month")
    row = _lines(page, 6, "conventions", [(text(f"export.conventions.{key}", language), "") for key in RULES])
    row = _lines(page, row + 1, "stamp", stamp(pack, language))
    sources = [(str(one.upload_id), source_line(one, language)) for one in pack.closing.sources]
    row = _lines(page, row + 1, "uploads", sources)
    versions = [(key, str(number)) for key, number in sorted(pack.versions.items())]
    row = _lines(page, row + 1, "versions", versions)
    _lines(page, row + 1, "simulation", _simulation(pack, language))
    return page


RULES = ("formulas", "units", "timing", "payback", "nominal", "practice", "protected")


def _simulation(pack: Pack, language: str) -> list[tuple[str, str]]:
    """What the simulation gave at the export, in words: it is not recomputed by a spreadsheet."""
    told = board.answer(pack.results, language)
    return [(text("export.conventions.told", language), plain(f"{told.title} {told.lead}"))]


def _lines(page: Sheet, row: int, title: str, lines: list[tuple[str, str]]) -> int:
    page.text(row, 0, text(f"export.conventions.titles.{title}", page.book.language), "head")
    for place, (name, value) in enumerate(lines, start=1):
        page.text(row + place, 0, name, "text" if value else "small")
        page.text(row + place, 1, value)
    return row + len(lines) + 1
