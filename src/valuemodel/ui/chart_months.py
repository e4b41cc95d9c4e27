"""Month by month: the gap with the comparison group around the start, or the course of one practice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from valuemodel.effects.evidence import EventBar
from valuemodel.locale import month, text
from valuemodel.ui.charts import Figure, Pen, figure, note

Write = Callable[[float], str]


def around_start(bars: Sequence[EventBar], write: Write, pen: Pen) -> Figure:
    """The gap `months` from the start with its 95 % interval; zero drawn, grey where the interval holds zero."""
    drawn = figure(pen, 240, left=72, right=24, bottom=28)
    colours = [pen.colours["accent" if bar.low > 0 or bar.high < 0 else "muted"] for bar in bars]
    for bar, colour in zip(bars, colours, strict=True):
        ends = {"x0": bar.months, "x1": bar.months, "y0": bar.low, "y1": bar.high}
        drawn.add_shape(type="line", line={"color": colour, "width": 3}, **ends)
    drawn.add_scatter(
        x=[bar.months for bar in bars],
        y=[bar.change for bar in bars],
        mode="markers",
        marker={"size": 9, "color": colours},
        text=[text("evidence.events.month", pen.language, month=f"{bar.months:+d}") for bar in bars],
        customdata=[write(bar.change) for bar in bars],
        hovertemplate="%{text}<br><b>%{customdata}</b><extra></extra>",
    )
    drawn.add_hline(y=0, line={"color": pen.colours["text"], "width": 1})
    drawn.add_vline(x=-0.5, line={"color": pen.colours["muted"], "width": 1, "dash": "dot"})
    start = text("evidence.events.start", pen.language)
    note(drawn, x=-0.5, xanchor="right", xshift=-6, yref="paper", y=1, text=start, font=pen.grey)
    _ticks(drawn, [bar.low for bar in bars] + [bar.high for bar in bars], write)
    shown = [bar.months for bar in bars if bar.months % 3 == 0]
    names = [f"{months:+d}".replace("-", "\u2212") if months else "0" for months in shown]
    drawn.update_xaxes(tickvals=shown, ticktext=names)
    return drawn


def course(series: Mapping[date, float], write: Write, pen: Pen) -> Figure:
    """One practice by month, its first and last value written; the axis starts at zero."""
    drawn = figure(pen, 240, left=72, right=72, bottom=28)
    days = sorted(series)
    drawn.add_scatter(
        x=days,
        y=[series[day] for day in days],
        mode="lines+markers",
        line={"color": pen.colours["accent"], "width": 2.6},
        text=[f"{month(day, pen.language)}<br><b>{write(series[day])}</b>" for day in days],
        hovertemplate="%{text}<extra></extra>",
    )
    font = {"size": 14, "color": pen.colours["accent"]}
    note(
        drawn,
        x=days[-1],
        xanchor="left",
        xshift=8,
        y=series[days[-1]],
        text=f"<b>{write(series[days[-1]])}</b>",
        font=font,
    )
    drawn.update_xaxes(
        tickvals=[days[0], days[-1]], ticktext=[month(day, pen.language, short=True) for day in (days[0], days[-1])]
    )
    _ticks(drawn, [0.0, *series.values()], write)
    return drawn


def _ticks(drawn: Figure, values: Sequence[float], write: Write) -> None:
    """Zero and the two ends, written as the KPI is."""
    low, high = min(*values, 0.0), max(*values, 0.0)
    room = 0.08 * ((high - low) or 1.0)
    ticks = sorted({low, 0.0, high})
    drawn.update_yaxes(range=[low - room, high + room], tickvals=ticks, ticktext=[write(value) for value in ticks])
