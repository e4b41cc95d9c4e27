"""What matters, as positioned elements: beside a slider it is there at once, where a chart would be drawn anew."""

from __future__ import annotations

from collections.abc import Sequence

from valuemodel.locale import label, text
from valuemodel.model.types import TornadoBar
from valuemodel.ui.charts import Pen
from valuemodel.ui.fragments import Html, element
from valuemodel.ui.fragments_value import Scale, mark, tag

MARGIN = 0.16
"""Room on each side of the bars for the values at their ends, a share of their span."""
TOO_NEAR = 0.13
"""Under this share of the scale, zero would be written over the net value."""


def tornado(bars: Sequence[TornadoBar], npv: float, ends: Sequence[tuple[str, str]], pen: Pen, alt: str) -> Html:
    """The bars around the net value, widest first; `ends` are each input's low and high values, written."""
    on = _scale(bars, npv)
    named = zip(bars, ends, strict=True)
    rows = [_row(bar, npv, written, on, pen, first=not place) for place, (bar, written) in enumerate(named)]
    return element("div", *rows, _axis(npv, on, pen), css="pv-tornado", role="img", aria_label=alt)


def _scale(bars: Sequence[TornadoBar], npv: float) -> Scale:
    reach = [npv, *(value for bar in bars for value in (bar.npv_low, bar.npv_high))]
    room = MARGIN * ((max(reach) - min(reach)) or 1.0)
    return Scale((min(reach) - room, max(reach) + room))


def _row(bar: TornadoBar, npv: float, ends: tuple[str, str], on: Scale, pen: Pen, first: bool) -> Html:
    """One input: the side that loses pale, the side that gains solid, its values at the ends."""
    losing, gaining = sorted(((bar.npv_low, ends[0]), (bar.npv_high, ends[1])), key=lambda side: side[0])
    marks = [
        _side("pv-loses", losing[0], npv, losing[1], on, pen),
        _side("pv-gains", npv, gaining[0], gaining[1], on, pen, reached=gaining[0]),
        tag("pv-value pv-left", on.place(min(losing[0], npv)), losing[1]),
        tag("pv-value pv-right", on.place(max(gaining[0], npv)), gaining[1]),
    ]
    name = element("span", label(bar.label, pen.language), css="pv-name")
    track = element("div", *marks, *_lines(npv, on), css="pv-glyph")
    return element("div", name, track, css="pv-swing pv-first" if first else "pv-swing")


def _side(css: str, start: float, end: float, written: str, on: Scale, pen: Pen, reached: float | None = None) -> Html:
    """One side of a bar, whose title tells the value and the net value that it brings."""
    low, high = on.place(min(start, end)), on.place(max(start, end))
    told = f"{written} → {pen.amount(start if reached is None else reached)}"
    return mark(css, low, high - low, title=told)


def _lines(npv: float, on: Scale) -> list[Html]:
    """The net value, and zero when it is in sight."""
    zero = [mark("pv-nothing", on.place(0.0))] if on[0] < 0 < on[1] else []
    return [mark("pv-base", on.place(npv)), *zero]


def _axis(npv: float, on: Scale, pen: Pen) -> Html:
    """The net value under its line, and zero with its meaning when it is not on top of it."""
    told = [tag("pv-value pv-middle pv-strong", on.place(npv), pen.amount(npv))]
    if on[0] < 0 < on[1] and abs(on.place(npv) - on.place(0.0)) > TOO_NEAR:
        told.append(tag("pv-value pv-middle", on.place(0.0), text("charts.zero", pen.language)))
    return element("div", element("span", css="pv-name"), element("div", *told, css="pv-glyph"), css="pv-swing")
