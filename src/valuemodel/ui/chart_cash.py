"""When it pays back: cumulative cash with its band, the ring at payback, the line of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from valuemodel.locale import text
from valuemodel.story.words import month_name, whole_month
from valuemodel.ui.charts import SMALL, Figure, Pen, apart, figure, note, rule

if TYPE_CHECKING:
    from valuemodel.model.types import Results


def cash(results: Results, pen: Pen, height: int = 222) -> Figure:
    """The cumulative line in thousands (millions from 20 on) by programme month: solid until today, dotted after."""
    extremes = (*results.cumulative_p10, *results.cumulative_p90, *results.cumulative)
    scale = 1e6 if max(map(abs, extremes), default=0.0) >= 20e6 else 1e3
    months = list(range(1, len(results.cumulative) + 1))
    drawn = figure(pen, height, left=48, right=86, bottom=26)
    for line, fill in ((results.cumulative_p10, "none"), (results.cumulative_p90, "tonexty")):
        places = [value / scale for value in line]
        edge = {"width": 0}
        drawn.add_scatter(
            x=months, y=places, mode="lines", line=edge, fill=fill, fillcolor=pen.colours["band"], hoverinfo="skip"
        )
    today = min(max(results.today + 1, 0), len(months))
    _line(drawn, results, scale, slice(0, today), "solid", pen)
    _line(drawn, results, scale, slice(max(today - 1, 0), None), "dot", pen)
    drawn.add_hline(y=0, line={"color": pen.colours["muted"], "width": 1.4})
    span = (min(extremes, default=0.0) / scale, max(extremes, default=1.0) / scale)
    _ends(drawn, results, scale, span, pen)
    _axes(drawn, len(months), span, pen)
    if 0 < today < len(months):
        _today(drawn, today, pen)
    _payback(drawn, results, span, pen)
    return drawn


def _line(drawn: Figure, results: Results, scale: float, part: slice, dash: str, pen: Pen) -> None:
    reached = results.cumulative[part]
    first = part.start or 0
    months = [first + 1 + offset for offset in range(len(reached))]
    hover = [
        f"{month_name(month, pen.language)}<br><b>{pen.amount(value)}</b>"
        for month, value in zip(months, reached, strict=True)
    ]
    drawn.add_scatter(
        x=months,
        y=[value / scale for value in reached],
        mode="lines",
        line={"color": pen.colours["accent"], "width": 2.6, "dash": dash},
        text=hover,
        hovertemplate="%{text}<extra></extra>",
    )


def _ends(drawn: Figure, results: Results, scale: float, span: tuple[float, float], pen: Pen) -> None:
    """The three amounts at the end, kept apart."""
    amounts = [results.cumulative_p10[-1], results.cumulative[-1], results.cumulative_p90[-1]]
    places = apart([amount / scale for amount in amounts], 0.085 * ((span[1] - span[0]) or 1.0))
    for place, amount, main in zip(places, amounts, (False, True, False), strict=True):
        font = {"size": SMALL, "color": pen.colours["text"] if main else pen.colours["muted"]}
        written = f"<b>{pen.amount(amount)}</b>" if main else pen.amount(amount)
        note(drawn, x=len(results.cumulative), xanchor="left", xshift=6, y=place, text=written, font=font)


def _axes(drawn: Figure, last: int, span: tuple[float, float], pen: Pen) -> None:
    ticks = sorted({1, *range(12, last + 1, 12)})
    names = [text("charts.start", pen.language) if tick == 1 else month_name(tick, pen.language) for tick in ticks]
    drawn.update_xaxes(tickvals=ticks, ticktext=names, range=[1, last])
    reach = (span[1] - span[0]) or 1.0
    drawn.update_yaxes(tickformat=",.0f", range=[span[0] - 0.14 * reach, span[1] + 0.05 * reach])


def _today(drawn: Figure, today: int, pen: Pen) -> None:
    drawn.add_vline(x=today, line={"color": pen.colours["muted"], "width": 1.3, "dash": "dot"})
    words = text("charts.today", pen.language)
    note(drawn, x=today, y=1, yref="paper", yanchor="top", text=words, font=pen.grey, bgcolor=pen.colours["surface"])


def _payback(drawn: Figure, results: Results, span: tuple[float, float], pen: Pen) -> None:
    """The ring at payback and, below zero, the bracket of the months in which it falls eight times out of ten."""
    if results.payback_months is None:
        return
    drop = -0.05 * ((span[1] - span[0]) or 1.0)
    _bracket(drawn, results, drop, pen)
    ring = {"size": 12, "color": pen.colours["surface"], "line": {"color": pen.colours["accent"], "width": 3}}
    name = month_name(results.payback_months, pen.language) + "<extra></extra>"
    drawn.add_scatter(
        x=[results.payback_months], y=[0], mode="markers", marker=ring, hovertemplate=name, cliponaxis=False
    )
    late = results.payback_months > 0.6 * len(results.cumulative)
    anchor, shift = ("right", 8) if late else ("left", -8)
    words = _payback_words(results, pen.language)
    note(
        drawn,
        x=results.payback_months,
        y=1.5 * drop,
        text=words,
        xanchor=anchor,
        xshift=shift,
        yanchor="top",
        yshift=-3,
        bgcolor=pen.colours["surface"],
    )


def _bracket(drawn: Figure, results: Results, drop: float, pen: Pen) -> None:
    low, high = results.payback_p10, results.payback_p90
    if low is None:
        return
    end = float(len(results.cumulative)) if high is None else high
    rule(drawn, pen.colours["accent"], 2, x0=low, x1=end, y0=drop, y1=drop)
    for place in (low,) if high is None else (low, high):
        rule(drawn, pen.colours["accent"], 2, x0=place, x1=place, y0=1.7 * drop, y1=0.3 * drop)


def _payback_words(results: Results, language: str) -> str:
    month, low, high = whole_month(results.payback_months or 1), results.payback_p10, results.payback_p90
    if low is None:
        return text("charts.payback.alone", language, month=month)
    if high is None:
        return text("charts.payback.open", language, month=month, low=whole_month(low))
    return text("charts.payback.range", language, month=month, low=whole_month(low), high=whole_month(high))
