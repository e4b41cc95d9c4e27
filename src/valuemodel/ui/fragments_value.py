"""Glyphs of the value pages, made of positioned elements: dumbbell, interval row, range, weight, breaking point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from valuemodel.closing import Closing, Source
from valuemodel.effects import Effect
from valuemodel.kpis import Kpi
from valuemodel.locale import text
from valuemodel.story.breaks import Break
from valuemodel.story.words import kpi_value
from valuemodel.ui.fragments import Html, draw, element, section


def _at(share: float) -> str:
    return f"{100 * min(max(share, 0.0), 1.0):.2f}%"


class Scale(tuple[float, float]):
    """What stands at the two ends of a glyph, or of all glyphs of one table."""

    def place(self, amount: float) -> float:
        """Where an amount stands, 0 (left end) to 1."""
        return (amount - self[0]) / ((self[1] - self[0]) or 1.0)


def mark(css: str, left: float, width: float | None = None, **attributes: str) -> Html:
    """A mark `left` of the way along its glyph, as wide as it is told; both are shares of the whole."""
    place = f"left:{_at(left)}" + ("" if width is None else f";width:{_at(width)}")
    return element("i", css=css, style=place, **attributes)


def glyph(css: str, alt: str, *marks: Html) -> Html:
    """A small picture with its alternative text."""
    return element("div", *marks, css=f"pv-glyph {css}", role="img", aria_label=alt)


def tag(css: str, left: float, words: str | Html) -> Html:
    """Words at a place along a glyph."""
    return element("span", words, css=css, style=f"left:{_at(left)}")


def dumbbell(effect: Effect, kpi: Kpi, language: str, top: float | None = None) -> Html:
    """Before (hollow) and after (solid) on a scale from zero to `top`, both values written."""
    before, after = effect.before or 0.0, effect.after or 0.0
    top = top or dumbbell_top(kpi, (before, after))
    first, last = before / top, after / top
    low, high = min(first, last), max(first, last)
    written = [kpi_value(kpi, value, language) for value in (before, after)]
    sides = ("left", "right") if first <= last else ("right", "left")
    return glyph(
        "pv-dumbbell",
        text("charts.before_after", language, before=written[0], after=written[1]),
        mark("pv-track", 0.0, 1.0),
        mark("pv-stretch", low, high - low),
        mark("pv-dot pv-hollow", first),
        mark("pv-dot", last),
        tag(f"pv-value pv-{sides[0]}", first, written[0]),
        tag(f"pv-value pv-strong pv-{sides[1]}", last, written[1]),
    )


def dumbbell_top(kpi: Kpi, values: Sequence[float]) -> float:
    """The end of a scale from zero on which `values` stand with room for what is written beside them."""
    return 1.0 if kpi.unit == "share" else 1.9 * max(*values, 1e-9)


def multiples(effect: Effect, kpi: Kpi) -> tuple[float, float, float] | None:
    """Low, change and high in multiples of what counts, favourable positive; None without a compared change."""
    if effect.verdict != "compared" or effect.change is None or effect.low is None or effect.high is None:
        return None
    sign = 1 if kpi.better == "higher" else -1
    unit = abs(effect.materiality or effect.smallest_visible or max(abs(effect.low), abs(effect.high))) or 1.0
    low, high = sorted((sign * effect.low / unit, sign * effect.high / unit))
    return low, sign * effect.change / unit, high


def scale(found: Sequence[tuple[float, float, float]]) -> Scale:
    """One scale for all rows: from -1 to 4 multiples of the threshold at least, from -3 to 10 at most."""
    low = min((one[0] for one in found), default=-1.0)
    high = max((one[2] for one in found), default=4.0)
    return Scale((max(min(low, -1.0), -3.0) - 0.2, min(max(high, 4.0), 10.0) + 0.3))


def interval(effect: Effect, kpi: Kpi, on: Scale, alt: str) -> Html:
    """The interval of a change: zero solid, what counts dashed, favourable right, grey when it holds zero.

    What lies beyond the scale is an arrow at its end.
    """
    found = multiples(effect, kpi)
    if found is None:
        return Html("")
    low, change, high = found
    tone = "" if low > 0 or high < 0 else " pv-unsure"
    left, right = (on.place(min(max(end, on[0]), on[1])) for end in (low, high))
    marks = [
        mark("pv-zero", on.place(0.0)),
        mark("pv-stretch", min(left, 0.93), max(right - left, 0.07 * (low > on[1]))),
    ]
    if effect.materiality:
        marks.append(mark("pv-threshold", on.place(1.0)))
    if on[0] < change < on[1]:
        marks.append(mark("pv-dot", on.place(change)))
    if high > on[1]:
        marks.append(tag("pv-beyond", 1.0, "▸"))
    return glyph(f"pv-interval{tone}", alt, *marks)


def interval_heading(on: Scale, language: str) -> Html:
    """What the marks of the interval glyphs mean, over the marks themselves."""
    return element(
        "div",
        element("span", text("charts.interval.legend", language), css="pv-legend"),
        tag("pv-value pv-ends", on.place(0.0), text("charts.interval.zero", language)),
        tag("pv-value pv-begins", on.place(1.0), text("charts.interval.threshold", language)),
        tag("pv-value pv-left", 1.0, text("charts.interval.favourable", language)),
        css="pv-glyph pv-interval-heading",
    )


def range_glyph(low: float, base: float, high: float, alt: str) -> Html:
    """An assumption's range on a scale from zero (or its low end when negative), its value a tick."""
    start = min(0.0, low)
    end = high + 0.12 * (high - start) or 1.0
    reach = (end - start) or 1.0
    return glyph(
        "pv-range",
        alt,
        mark("pv-track", 0.0, 1.0),
        mark("pv-stretch", (low - start) / reach, (high - low) / reach),
        mark("pv-tick", (base - start) / reach),
    )


def weight_bar(share: float, words: str, fill: str = "", top: float = 1.0) -> Html:
    """A weight in the result: a bar, none for nothing, and its words; `fill` is the class of an evidence letter, `top`
    the full scale.
    """
    width = max(1.0, 60 * min(share / (top or 1.0), 1.0))
    bar = element("i", css=f"pv-bar {fill}".strip(), style=f"width:{width:.1f}%") if share > 0 else ""
    return element("div", bar, element("span", words), css="pv-weight")


def breaking(point: Break, alt: str) -> Html:
    """Today's value as a dot, the limit as a bar, and the zone beyond it hatched."""
    reach = (point.high - point.low) or 1.0
    limit, today = (point.limit - point.low) / reach, (point.today - point.low) / reach
    zone = mark("pv-zone", 0.0, limit) if point.below else mark("pv-zone", limit, 1.0 - limit)
    return glyph("pv-break", alt, mark("pv-track", 0.0, 1.0), zone, mark("pv-limit", limit), mark("pv-dot", today))


def sources_of(closing: Closing, *keys: str) -> tuple[Source, ...]:
    """The uploads that the closing's `keys` (KPIs, costs) rest on; all of them without keys."""
    if not keys:
        return closing.sources
    wanted = {upload for key in keys for upload in closing.sources_of.get(key, ())}
    return tuple(source for source in closing.sources if source.upload_id in wanted)


@contextmanager
def charted(key: str, title: str, lead: str, language: str, markup: Html) -> Iterator[None]:
    """A section whose chart carries a decision: its message, what is measured, and the same figures as a table."""
    with section(key, title):
        with st.container(key=f"lead_{key}", horizontal=True, vertical_alignment="top", gap="small"):
            draw(element("p", lead, css="pv-caption"))
            with st.popover(text("charts.table", language), type="tertiary", key=f"table_{key}"):
                draw(markup)
        yield
