"""Two amounts under each name, as positioned elements: planned and actual costs, gains and costs of a year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from valuemodel.locale import text
from valuemodel.ui.charts import Pen
from valuemodel.ui.fragments import Html, element
from valuemodel.ui.fragments_value import Scale, mark, tag

ROOM = 0.3
"""Room beside the longest bar for its words, a share of the scale."""


class Pair(NamedTuple):
    """Two amounts under one name."""

    name: str
    first: float
    second: float


def pairs(rows: Sequence[Pair], kind: str, words: tuple[str, str], pen: Pen, alt: str) -> Html:
    """Two bars a row, its words (keys of `charts`) at the end of each; `kind` names their fills in the style sheet."""
    reach = [0.0, *(amount for row in rows for amount in row[1:])]
    low, high = min(reach), max(reach)
    span = (high - low) or 1.0
    on = Scale((low - ROOM * span * (low < 0), high + ROOM * span))
    drawn = [_row(row, words, on, pen) for row in rows]
    return element("div", *drawn, css=f"pv-pairs pv-{kind}", role="img", aria_label=alt)


def _row(row: Pair, words: tuple[str, str], on: Scale, pen: Pen) -> Html:
    zero = on.place(0.0)
    marks = [mark("pv-axis", zero)]
    for side, key, amount in zip(("upper", "lower"), words, row[1:], strict=True):
        end, written = on.place(amount), text(f"charts.{key}", pen.language, amount=pen.amount(amount))
        marks.append(mark(f"pv-{side}", min(zero, end), abs(end - zero), title=f"{row.name} · {written}"))
        marks.append(tag(f"pv-value pv-{side} pv-{'right' if amount >= 0 else 'left'}", end, written))
    name = element("span", row.name, css="pv-name")
    return element("div", name, element("div", *marks, css="pv-glyph"), css="pv-swing")
