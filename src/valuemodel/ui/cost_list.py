"""The costs by formula in a list: what each weighs over the horizon beside the loaded cost lines, or why nothing."""

from __future__ import annotations

from valuemodel.locale import label, percent, text
from valuemodel.model.formula_costs import period_of
from valuemodel.model.types import Results
from valuemodel.story import costs as words_of
from valuemodel.story.costs import Weight
from valuemodel.ui.charts import Pen
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Html, Row, draw, element, table

COLUMNS = ("column.name", "category", "period", "column.weight", "column.share")
NUMBERS = COLUMNS[-2:]


def costs(here: Context, results: Results) -> None:
    """One row a cost, then the loaded lines, then all costs: the rows add up to the last one."""
    language = here.language
    columns = [Column(text(f"costs.{name}", language), number=name in NUMBERS) for name in COLUMNS]
    rows = [_row(one, results, language) for one in words_of.weights(here.model, results)]
    lines = text("costs.lines", language), "", "", *_amount(words_of.from_lines(results), results, language)
    total = text("costs.total", language), "", "", *_amount(results.pv_costs, results, language)
    rows += [Row(lines), Row(tuple(element("b", cell) for cell in total))]
    draw(table(text("costs.list", language), columns, rows))


def _row(one: Weight, results: Results, language: str) -> Row:
    cost = one.cost
    name = label(cost.label, language)
    kind = text(f"story.categories.{cost.category}", language)
    often = text(f"costs.periods.{period_of(cost)}", language)
    if one.state != "counted":
        return Row((name, kind, often, text(f"costs.state.{one.state}", language), ""))
    return Row((name, kind, often, *_amount(one.amount, results, language)))


def _amount(found: float, results: Results, language: str) -> tuple[Html | str, str]:
    """An amount and its share of all costs."""
    share = percent(found / results.pv_costs, language) if results.pv_costs else ""
    return Pen(language, {}, results.currency).amount(found), share
