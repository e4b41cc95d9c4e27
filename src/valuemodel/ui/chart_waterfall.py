"""What the value is made of: drivers by evidence, strongest first, then benefits, costs and net value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from valuemodel.locale import label, text
from valuemodel.story.words import LETTERS, grade_word, plain
from valuemodel.ui.charts import Figure, Pen, figure, note, row_label, rule

if TYPE_CHECKING:
    from valuemodel.model.types import DriverResult, Results

ROW = 23


class Step(NamedTuple):
    """A bar from `start` to `end`; `grade` is "" and `kind` is "total" or "cost" for what is no driver."""

    name: str
    start: float
    end: float
    grade: str
    kind: str

    @property
    def right(self) -> float:
        """The end that is further right."""
        return max(self.start, self.end)


def steps(results: Results, language: str) -> list[Step]:
    """The bars from top to bottom; amounts in the results' currency."""
    order = list(LETTERS)

    def rank(driver: DriverResult) -> tuple[int, float]:
        return order.index(driver.grade), -driver.value

    found, reached = [], 0.0
    for driver in sorted((driver for driver in results.drivers if driver.counted), key=rank):
        found.append(Step(label(driver.label, language), reached, reached + driver.value, driver.grade, "driver"))
        reached += driver.value
    gains, spent = results.pv_benefits, results.pv_costs
    found.append(Step(text("charts.benefits", language), 0.0, gains, "", "total"))
    found.append(Step(text("charts.costs", language), gains, gains - spent, "", "cost"))
    found.append(Step(text("charts.net", language), 0.0, results.npv, "", "total"))
    return found


def waterfall(results: Results, pen: Pen) -> Figure:
    """The horizontal waterfall; 23 pixels a row."""
    bars = steps(results, pen.language)
    column = min(272, 52 + int(6.5 * max(len(bar.name) for bar in bars)))
    drawn = figure(pen, ROW * len(bars) + 8, left=column, right=16, bottom=4)
    low, high = min(min(bar.start, bar.end) for bar in bars), max(bar.right for bar in bars)
    span = (high - low) or 1.0
    named: set[str] = set()
    for index, bar in enumerate(bars):
        _bar(drawn, index, bar, pen)
        _labels(drawn, index, bar, column, pen)
        if bar.grade and bar.grade not in named:
            named.add(bar.grade)
            _grade_name(drawn, index, bar, (bar.right - low) / span, (min(bar.start, bar.end) - low) / span, pen)
        if bar.kind != "total" and index + 1 < len(bars):
            rule(drawn, pen.colours["muted"], 1, x0=bar.end, x1=bar.end, y0=index + 0.34, y1=index + 0.66)
    drawn.update_xaxes(range=[low - 0.12 * span * (low < 0), high + 0.26 * span], showticklabels=False)
    drawn.update_yaxes(range=[len(bars) - 0.5, -0.5], showgrid=False, showticklabels=False)
    drawn.add_vline(x=0, line={"color": pen.colours["muted"], "width": 1})
    return drawn


def _mark(bar: Step, pen: Pen) -> dict[str, Any]:
    """The fill: solid, pale and outlined, hatched or hollow by evidence; ink for totals, grey for costs."""
    colours = pen.colours
    if not bar.grade:
        return {"color": colours["text"] if bar.kind == "total" else colours["cost"]}
    line = {"color": colours[f"{LETTERS[bar.grade]}_line"], "width": 1.2}
    if bar.grade == "benchmark":
        hatch = {"shape": "/", "fgcolor": colours[LETTERS[bar.grade]], "bgcolor": colours["surface"], "size": 6}
        return {"color": colours[LETTERS[bar.grade]], "line": line, "pattern": {**hatch, "fillmode": "replace"}}
    return {"color": colours["surface"] if bar.grade == "assumed" else colours[LETTERS[bar.grade]], "line": line}


def _bar(drawn: Figure, index: int, bar: Step, pen: Pen) -> None:
    amount = pen.amount(bar.end - bar.start)
    drawn.add_bar(
        x=[bar.end - bar.start],
        base=[bar.start],
        y=[index],
        orientation="h",
        width=0.68,
        marker=_mark(bar, pen),
        hovertemplate=f"{bar.name}<br><b>{amount}</b><extra></extra>",
    )
    bold = f"<b>{amount}</b>" if bar.kind == "total" else amount
    note(drawn, x=bar.right, xanchor="left", xshift=5, y=index, text=bold)


def _labels(drawn: Figure, index: int, bar: Step, column: int, pen: Pen) -> None:
    """The driver's name, with its letter in a square at its left."""
    row_label(drawn, index, bar.name, column, bar.kind == "total", indent=26)
    if bar.grade:
        note(
            drawn,
            x=0,
            xref="paper",
            xanchor="left",
            xshift=-column,
            y=index,
            text=f"<b>{LETTERS[bar.grade]}</b>",
            width=14,
            height=13,
            borderpad=1,
            borderwidth=1.2,
            bordercolor=pen.colours[f"{LETTERS[bar.grade]}_line"],
            bgcolor=pen.colours["surface"] if LETTERS[bar.grade] in "DE" else pen.colours[LETTERS[bar.grade]],
            font={"size": 12, "color": pen.colours[f"{LETTERS[bar.grade]}_text"]},
        )


def _grade_name(drawn: Figure, index: int, bar: Step, right: float, left: float, pen: Pen) -> None:
    """The grade in words, once: right of the amount, or left of the bar where the right side is taken."""
    word = grade_word(bar.grade, pen.language)
    if right < 0.74:
        shift = 18 + int(6.8 * len(pen.amount(bar.end - bar.start)))
        note(drawn, x=bar.right, xanchor="left", xshift=shift, y=index, text=word, font=pen.grey)
    elif left > 0.3:
        note(drawn, x=min(bar.start, bar.end), xanchor="right", xshift=-4, y=index, text=word, font=pen.grey)


def alt(title: str, results: Results, pen: Pen) -> str:
    """The waterfall in a sentence: its message, then each bar."""
    said: Sequence[str] = [f"{bar.name} {pen.amount(bar.end - bar.start)}" for bar in steps(results, pen.language)]
    return plain(f"{title}. {', '.join(said)}.")
