"""The charts of the board screen, each with its message above and its table below."""

from __future__ import annotations

from valuemodel.locale import month, percent, text
from valuemodel.model.types import Results
from valuemodel.story import board, payback
from valuemodel.story.words import grade_word, month_name, plain
from valuemodel.ui import chart_cash, chart_lines, glyph_waterfall, money, theme
from valuemodel.ui.charts import Pen
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import Column, Html, Row, draw, element, passage, plot, table
from valuemodel.ui.fragments_value import charted


def pen(here: Context) -> Pen:
    """What charts write with, for this person and theme."""
    currency = here.programme.currency if here.programme else "EUR"
    return Pen(here.language, theme.palette(), currency)


def waterfall(here: Context, results: Results, key: str = "waterfall") -> None:
    """What the value is made of."""
    told, with_pen = board.waterfall_title(results, here.language), pen(here)
    if board.is_empty(results):
        return passage(key, told.title, element("p", told.lead, css="pv pv-small"))
    with charted(key, told.title, told.lead, here.language, _steps_table(told.title, results, with_pen)):
        draw(glyph_waterfall.waterfall(results, with_pen, glyph_waterfall.alt(told.title, results, with_pen)))


def _steps_table(title: str, results: Results, with_pen: Pen) -> Html:
    language = with_pen.language
    columns = (
        Column(text("charts.column.line", language)),
        Column(text("charts.column.evidence", language)),
        Column(text("charts.column.value", language), number=True),
    )
    rows = [
        Row((bar.name, grade_word(bar.grade, language) if bar.grade else "", with_pen.amount(bar.end - bar.start)))
        for bar in glyph_waterfall.steps(results, language)
    ]
    return table(title, columns, rows, show_caption=False)


def cash(here: Context, results: Results) -> None:
    """When it pays back."""
    told, with_pen = board.cash_title(results, here.language), pen(here)
    if results.bcr is None:
        return passage("cash", told.title, element("p", told.lead, css="pv pv-small"))
    with charted("cash", told.title, told.lead, here.language, _cash_table(told.title, results, with_pen)):
        height = max(200, glyph_waterfall.ROW * len(glyph_waterfall.steps(results, here.language)) + 8)
        drawn = chart_cash.cash(results, with_pen, height)
        alt = f"{told.title}. {payback.span(results, here.language)}."
        plot(drawn, "cash_chart", plain(alt))


def _cash_table(title: str, results: Results, with_pen: Pen) -> Html:
    language = with_pen.language
    names = ("month", "low", "base", "high")
    columns = [Column(text(f"charts.column.{name}", language), number=name != "month") for name in names]
    last = len(results.cumulative)
    rows = [
        Row((month_name(index + 1, language), *(with_pen.amount(line[index]) for line in _lines(results))))
        for index in sorted({*range(2, last, 3), last - 1})
    ]
    return table(title, columns, rows, show_caption=False)


def _lines(results: Results) -> tuple[tuple[float, ...], ...]:
    return results.cumulative_p10, results.cumulative, results.cumulative_p90


def adoption(here: Context) -> None:
    """Use against plan."""
    assert here.closing is not None and here.programme is not None
    plan = dict(here.programme.adoption_plan or {})
    told = board.adoption_title(here.closing, plan, money.PRACTICE, here.language)
    actual = here.closing.practice_series(money.PRACTICE)
    if not (actual or plan):
        passage("adoption", told.title, element("p", text("story.adoption.load", here.language), css="pv pv-small"))
        return
    with charted(
        "adoption", told.title, told.lead, here.language, _adoption_table(told.title, actual, plan, here.language)
    ):
        drawn = chart_lines.adoption(actual, plan, pen(here))
        plot(drawn, "adoption_chart", plain(told.title))


def _adoption_table(title: str, actual: dict, plan: dict, language: str) -> Html:
    columns = [
        Column(text(f"charts.column.{name}", language), number=name != "month") for name in ("month", "actual", "plan")
    ]
    rows = [
        Row((month(day, language), *(percent(line[day], language) if day in line else "" for line in (actual, plan))))
        for day in sorted({*actual, *plan})
    ]
    return table(title, columns, rows, show_caption=False)
