"""The workbook's formulas by month: gains, costs, cash flow, discounting."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from xlsxwriter.utility import xl_rowcol_to_cell

from valuemodel.export.pack import Pack
from valuemodel.export.sheets import Book, Sheet, sheet
from valuemodel.export.workbook_drivers import annual_name, factor_name
from valuemodel.export.workbook_inputs import FIRST_MONTH, Profiles, month_heads
from valuemodel.locale import label, text
from valuemodel.model import excel
from valuemodel.model.case import Prepared, monthly_names
from valuemodel.model.formula_costs import PreparedCost


class Flows(NamedTuple):
    """The cash flow's sheet and its rows: gain by driver, cost by line, totals and what they are worth today."""

    page: Sheet
    gains: dict[str, int]
    costs: dict[str, list[int]]
    rows: dict[str, int]
    last: int

    def across(self, row: int) -> str:
        """The address of a row's months."""
        return self.page.range(row, FIRST_MONTH, self.last)


def cash_flow(book: Book, pack: Pack, inputs: Profiles) -> Flows:
    """Gains and costs by month as formulas, net and cumulative, and the discount factors."""
    language = book.language
    page = sheet(book, text("export.sheets.cash_flow", language), (46, 24, 14))
    page.text(0, 0, text("export.sheets.cash_flow", language), "title")
    page.text(1, 0, text(f"export.cash_flow.lead.{pack.convention.timing}", language), "lead")
    page.texts(3, [text(f"export.cash_flow.{key}", language) for key in ("name", "kind", "initial")], "head")
    month_heads(page, 3, pack)
    page.page.freeze_panes(4, FIRST_MONTH)
    found = Flows(page, {}, {}, {}, FIRST_MONTH + len(pack.results.months) - 1)
    row = _factors(found, pack)
    row = _gains(found, pack, inputs, row)
    row = _costs(found, pack, inputs, row)
    _totals(found, pack, row)
    return found


def _line(found: Flows, row: int, name: str, kind: str, style: str = "text") -> None:
    found.page.text(row, 0, name, style)
    found.page.text(row, 1, kind, "small")


def _factors(found: Flows, pack: Pack) -> int:
    """Rows 5 and 6: the month's number in the programme, and what 1 in that month is worth at the valuation date."""
    language, page = found.page.book.language, found.page
    first = pack.seen.inside.start or 0
    found.rows["number"], found.rows["factor"] = 4, 5
    _line(found, 4, text("export.cash_flow.number", language), "")
    _line(found, 5, text("export.cash_flow.factor", language), "")
    for place, factor in enumerate(pack.results.discount_factors):
        column = FIRST_MONTH + place
        previous = f"{xl_rowcol_to_cell(4, column - 1)}+1" if place else "c_first_month"
        page.formula(4, column, f"={previous}", first + place + 1, "count")
        month = f"({xl_rowcol_to_cell(4, column)}-1)"
        years = YEARS[pack.convention.timing].format(month=month)
        page.formula(5, column, f"=1/((1+c_rate)^({years}))", factor, "exact")
    return 7


YEARS = {
    "months": "({month}-(c_first_month-1))/12",
    "years_end": "INT({month}/12)+1-INT((c_first_month-1)/12)",
    "years_start": "INT({month}/12)-INT((c_first_month-1)/12)",
}
"""Years of discounting of a month, by the convention's timing. A rate that falls after some decades is not written: no
horizon reaches it."""


def _gains(found: Flows, pack: Pack, inputs: Profiles, row: int) -> int:
    language = found.page.book.language
    for item in pack.case.counted:
        found.gains[item.driver.key] = row
        _line(found, row, label(item.driver.label, language), text(f"story.gains.{item.driver.gain}", language))
        amounts = pack.money.gains[item.driver.key].by_month()[0, pack.seen.inside].tolist()
        for place, amount in enumerate(amounts):
            column = FIRST_MONTH + place
            found.page.formula(row, column, _gain(item, column, inputs), amount)
        row += 1
    return row


def _gain(item: Prepared, column: int, inputs: Profiles) -> str:
    """A month's gain: yearly gain / 12 x share of it that comes; with that month's users where they do not multiply."""
    share = inputs.page.cell(inputs.drivers[item.driver.key], column)
    if not item.table or item.tree is None:
        return f"={annual_name(item.driver.key)}/12*{share}"
    users = {
        name: inputs.page.cell(inputs.users[name if name in inputs.users else "regular_users"], column)
        for name in monthly_names(item.tree, item.gate.changes)
    }
    return f"=IFERROR({excel(item.driver, users)[1:]}*{factor_name(item.driver.key)}*g_{item.driver.key}*{share}/12,0)"


def _costs(found: Flows, pack: Pack, inputs: Profiles, row: int) -> int:
    language = found.page.book.language
    factor = float(pack.money.overrun[0])
    costs = pack.case.costs
    kinds_ = (("actual", costs.actual, inputs.actual, 1.0), ("planned", costs.planned, inputs.planned, factor))
    for kind, table, rows, times in kinds_:
        for category, from_row in rows.items():
            amounts = table.get(category, np.zeros(len(pack.case.months)))[pack.seen.inside] * times
            by = "" if kind == "actual" else "*c_cost_factor"
            written = [f"={inputs.page.cell(from_row, FIRST_MONTH + i)}{by}" for i in range(len(amounts))]
            _cost_row(found, row, category, text(f"export.profiles.{kind}", language), written, amounts)
            if kind == "actual":
                initial = float(costs.initial.get(category, 0.0)) * pack.seen.initial
                found.page.formula(row, 2, f"={inputs.initial[category]}", initial)
            row += 1
    for item in pack.case.formula_costs:
        columns = range(FIRST_MONTH, FIRST_MONTH + len(pack.results.months))
        amounts = pack.money.by_formula[item.cost.key].by_month()[0, pack.seen.inside]
        written = [_formula_cost(item, column, inputs) for column in columns]
        _cost_row(found, row, item.cost.category, label(item.cost.label, language), written, amounts)
        row += 1
    return row


def _formula_cost(item: PreparedCost, column: int, inputs: Profiles) -> str:
    """A month of a cost by formula: its amount a year with that month's people x the share of it that falls there."""
    people = {name: inputs.page.cell(inputs.users[name], column) for name in item.monthly}
    share = inputs.page.cell(inputs.by_formula[item.cost.key], column)
    return f"=IFERROR({excel(item.cost.formula, people)[1:]}*{share},0)"


def _cost_row(found: Flows, row: int, category: str, kind: str, written: list[str], amounts: np.ndarray) -> None:
    found.costs.setdefault(category, []).append(row)
    _line(found, row, text(f"story.categories.{category}", found.page.book.language), kind)
    for place, (formula_, amount) in enumerate(zip(written, amounts.tolist(), strict=True)):
        found.page.formula(row, FIRST_MONTH + place, formula_, amount)


def _totals(found: Flows, pack: Pack, row: int) -> None:
    """Benefits, costs, net, cumulative, and the last month with money still to come back; what was paid before the
    start is in the first month's cumulative.
    """
    language, results = found.page.book.language, pack.results
    costs = list(results.costs_by_month)
    costs[0] -= results.initial_costs
    gain_rows, cost_rows = sorted(found.gains.values()), sorted(row for rows in found.costs.values() for row in rows)
    names = ("benefits", "costs", "net", "cumulative", "still_negative")
    found.rows.update({name: row + 1 + place for place, name in enumerate(names)})
    for name in names:
        _line(found, found.rows[name], text(f"export.cash_flow.{name}", language), "", "head")
    initial = f"=SUM({found.page.cell(cost_rows[0], 2)}:{xl_rowcol_to_cell(cost_rows[-1], 2)})" if cost_rows else "=0"
    found.page.formula(found.rows["costs"], 2, initial, results.initial_costs, "total", "c_initial_costs")
    for place in range(len(results.months)):
        column = FIRST_MONTH + place
        spans = (_sum(gain_rows, column), _sum(cost_rows, column))
        at = {name: xl_rowcol_to_cell(found.rows[name], column) for name in names}
        before = xl_rowcol_to_cell(found.rows["cumulative"], column - 1) if place else "0-c_initial_costs"
        done = results.cumulative[place]
        net = results.benefits_by_month[place] - costs[place]
        found.page.formula(found.rows["benefits"], column, spans[0], results.benefits_by_month[place], "total")
        found.page.formula(found.rows["costs"], column, spans[1], costs[place], "total")
        found.page.formula(found.rows["net"], column, f"={at['benefits']}-{at['costs']}", net, "total")
        found.page.formula(found.rows["cumulative"], column, f"={before}+{at['net']}", done, "total")
        last = f"=IF({at['cumulative']}<-0.000000001,{place + 1},0)"
        found.page.formula(found.rows["still_negative"], column, last, place + 1 if done < -1e-9 else 0, "count")


def _sum(rows: list[int], column: int) -> str:
    if not rows:
        return "=0"
    return f"=SUM({xl_rowcol_to_cell(rows[0], column)}:{xl_rowcol_to_cell(rows[-1], column)})"
