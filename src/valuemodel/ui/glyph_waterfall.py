"""What the value is made of, as positioned elements: drivers by evidence, strongest first, then benefits, costs and net
value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from valuemodel.locale import label, text
from valuemodel.story.words import LETTERS, grade_word, plain
from valuemodel.ui.charts import Pen
from valuemodel.ui.fragments import Html, badge, element, joined
from valuemodel.ui.fragments_value import Scale, mark, tag

if TYPE_CHECKING:
    from valuemodel.model.types import DriverResult, Results

ROW = 23
ROOM = 0.26
"""Room at the right for amounts and grades, a share of what the bars span."""
FULL, TAKEN = 0.72, 0.3
"""Where a bar's right end leaves no room for a grade in words, and from where its left side has it."""


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


def waterfall(results: Results, pen: Pen, alt: str) -> Html:
    """The horizontal waterfall; `ROW` pixels a row."""
    bars = steps(results, pen.language)
    low, high = min(min(bar.start, bar.end) for bar in bars), max(bar.right for bar in bars)
    span = (high - low) or 1.0
    on = Scale((low - 0.12 * span * (low < 0), high + ROOM * span))
    first = {bar.grade: index for index, bar in reversed([*enumerate(bars)]) if bar.grade}
    rows = [_row(bar, on, pen, first.get(bar.grade) == index) for index, bar in enumerate(bars)]
    return element("div", *rows, css="pv-waterfall", role="img", aria_label=alt)


def _row(bar: Step, on: Scale, pen: Pen, says_grade: bool) -> Html:
    """The bar between its ends with its amount, a thread down to the next one; the grade in words where it is first."""
    amount = pen.amount(bar.end - bar.start)
    left, right = on.place(min(bar.start, bar.end)), on.place(bar.right)
    fill = LETTERS[bar.grade] if bar.grade else bar.kind
    word = element("span", grade_word(bar.grade, pen.language), css="pv-word") if says_grade else ""
    before = bool(word) and right > FULL and left > TAKEN
    marks = [
        mark("pv-axis", on.place(0.0)),
        mark(f"pv-step pv-fill-{fill}", left, right - left, title=f"{bar.name} · {amount}"),
        tag("pv-value pv-right", right, joined(amount, "" if before else word)),
        tag("pv-value pv-left", left, word) if before else "",
        mark("pv-thread", on.place(bar.end)) if bar.kind != "total" else "",
    ]
    nothing = element("span", "\u00a0", css="pv-badge pv-none")
    letter = badge(bar.grade, pen.language, word=False) if bar.grade else nothing
    name = element("span", letter, bar.name, css="pv-name", title=bar.name)
    track = element("div", *marks, css="pv-glyph")
    return element("div", name, track, css=f"pv-swing pv-{bar.kind}")


def alt(title: str, results: Results, pen: Pen) -> str:
    """The waterfall in a sentence: its message, then each bar."""
    said: Sequence[str] = [f"{bar.name} {pen.amount(bar.end - bar.start)}" for bar in steps(results, pen.language)]
    return plain(f"{title}. {', '.join(said)}.")
