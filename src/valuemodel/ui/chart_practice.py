"""Shapes of practice: Lorenz's curve, a dissemination with its band, dates against plan, a matrix, two by two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from valuemodel.locale import month, number, percent
from valuemodel.practice import Curve
from valuemodel.ui.charts import SMALL, Figure, Pen, figure, note, row_label, rule


def _shares(drawn: Figure, pen: Pen, top: float = 1.0) -> None:
    ticks = [0.25 * index for index in range(5) if 0.25 * index <= top]
    drawn.update_yaxes(range=[0, top], tickvals=ticks, ticktext=[percent(tick, pen.language) for tick in ticks])


def lorenz(points: Sequence[float], equal: str, measured: str, pen: Pen) -> Figure:
    """Cumulated shares of what is contributed, those who contribute least first, against equal parts (dotted)."""
    drawn = figure(pen, 280, left=52, right=24, bottom=26)
    places = [index / (len(points) - 1) for index in range(len(points))]
    told = [
        f"{percent(at, pen.language)} → <b>{percent(value, pen.language)}</b>"
        for at, value in zip(places, points, strict=True)
    ]
    rule(drawn, pen.colours["muted"], 1.5, "dot", x0=0, y0=0, x1=1, y1=1)
    drawn.add_scatter(
        x=places, y=list(points), mode="lines", fill="tozeroy", fillcolor=pen.colours["band"], text=told,
        line={"color": pen.colours["accent"], "width": 2.6}, hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    note(drawn, x=0.42, y=0.55, xanchor="right", text=equal, font=pen.grey)
    font = {"size": SMALL, "color": pen.colours["accent"]}
    note(drawn, x=0.62, y=0.14, xanchor="left", text=f"<b>{measured}</b>", font=font)
    ticks = [0, 0.25, 0.5, 0.75, 1]
    drawn.update_xaxes(range=[0, 1], tickvals=ticks, ticktext=[percent(tick, pen.language) for tick in ticks])
    _shares(drawn, pen)
    return drawn


def curves(found: Sequence[Curve], measured: Mapping[date, float], pen: Pen) -> Figure:
    """At most two curves, the first with its band, over the months measured (dots); dashed after the last of them."""
    drawn = figure(pen, 280, left=52, right=72, bottom=26)
    first, last = found[0], max(measured, default=found[0].months[0])
    drawn.add_scatter(
        x=[*first.months, *reversed(first.months)], y=[*first.high, *reversed(first.low)], fill="toself",
        fillcolor=pen.colours["band"], line={"width": 0}, hoverinfo="skip", mode="lines",
    )  # fmt: skip
    for place, curve in enumerate(found[:2]):
        colour = pen.colours["accent" if not place else "muted"]
        _line(drawn, curve, colour, last, pen)
        font = {"size": SMALL, "color": colour}
        words = percent(curve.levels[-1], pen.language)
        note(drawn, x=curve.months[-1], y=curve.levels[-1], xanchor="left", xshift=8, text=words, font=font)
    days = sorted(measured)
    drawn.add_scatter(
        x=days, y=[measured[day] for day in days], mode="markers", cliponaxis=False,
        marker={"size": 7, "color": pen.colours["text"]},
        text=[f"{month(day, pen.language)}<br><b>{percent(measured[day], pen.language)}</b>" for day in days],
        hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    _months(drawn, sorted({*days, *first.months}), pen)
    _shares(drawn, pen)
    return drawn


def changed(measured: Mapping[date, float], days: Sequence[date], pen: Pen) -> Figure:
    """The share of regular users by month; each day on which work changed is a numbered line (1, 2, ...)."""
    drawn, months = figure(pen, 230, left=52, right=72, bottom=26), sorted(measured)
    for place, day in enumerate(days, 1):
        drawn.add_vline(day.isoformat(), {"color": pen.colours["muted"], "width": 1, "dash": "dot"})
        note(
            drawn,
            x=day.isoformat(),
            y=1.0,
            yanchor="top",
            xanchor="left",
            xshift=4,
            text=f"<b>{place}</b>",
            font=pen.grey,
        )
    drawn.add_scatter(
        x=months, y=[measured[day] for day in months], mode="lines", cliponaxis=False,
        line={"color": pen.colours["accent"], "width": 2.8},
        text=[f"{month(day, pen.language)}<br><b>{percent(measured[day], pen.language)}</b>" for day in months],
        hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    last = months[-1]
    font = {"size": SMALL, "color": pen.colours["accent"]}
    note(
        drawn, x=last, y=measured[last], xanchor="left", xshift=8, text=percent(measured[last], pen.language), font=font
    )
    _months(drawn, sorted({*months, *days}), pen)
    _shares(drawn, pen)
    return drawn


def _line(drawn: Figure, curve: Curve, colour: str, last: date, pen: Pen) -> None:
    for dash, chosen in (
        ("solid", [index for index, day in enumerate(curve.months) if day <= last]),
        ("dash", [index for index, day in enumerate(curve.months) if day >= last]),
    ):
        days, levels = [curve.months[index] for index in chosen], [curve.levels[index] for index in chosen]
        told = [
            f"{month(day, pen.language)}<br><b>{percent(level, pen.language)}</b>"
            for day, level in zip(days, levels, strict=True)
        ]
        drawn.add_scatter(
            x=days, y=levels, mode="lines", line={"color": colour, "width": 2.2, "dash": dash}, text=told,
            hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip


def _months(drawn: Figure, days: Sequence[date], pen: Pen) -> None:
    ticks = [days[0], days[len(days) // 2], days[-1]]
    names = [month(day, pen.language, short=True) for day in ticks]
    drawn.update_xaxes(tickvals=ticks, ticktext=names, range=[days[0], days[-1]])


class Taken(NamedTuple):
    """The month in which a group took the practice up (None: not yet), its level now; `main`: in the programme."""

    name: str
    first: date | None
    level: float
    main: bool


def taken_up(rows: Sequence[Taken], planned: date | None, words: Mapping[str, str], ends: tuple[date, date],
             pen: Pen) -> Figure:  # fmt: skip
    """One row a group: a dot at its month, hollow at the right end while it has not come; the plan is a dashed line."""
    column = min(230, 24 + int(6.6 * max(len(row.name) for row in rows)))
    drawn = figure(pen, 27 * (len(rows) + 1) + 30, left=column, right=150, bottom=24)
    for index, row in enumerate(rows):
        row_label(drawn, index, row.name, column)
        colour = pen.colours["accent" if row.main else "muted"]
        rule(drawn, pen.colours["grid"], 1, x0=ends[0], x1=ends[1], y0=index, y1=index, layer="below")
        day, fill = row.first or ends[1], colour if row.first else pen.colours["surface"]
        told = month(row.first, pen.language) if row.first else words["not_yet"]
        drawn.add_scatter(
            x=[day], y=[index], mode="markers", cliponaxis=False,
            marker={"size": 12, "color": fill, "line": {"color": colour, "width": 2}},
            hovertemplate=f"{row.name}<br><b>{told}</b><extra></extra>",
        )  # fmt: skip
        level = percent(row.level, pen.language)
        written = level if row.first else f"{level}, {words['not_yet']}"
        note(drawn, x=ends[1], y=index, xanchor="left", xshift=12, text=written, font=pen.grey)
    if planned is not None:
        rule(drawn, pen.colours["ochre"], 1.6, "dash", x0=planned, x1=planned, y0=-0.6, y1=len(rows) - 0.5)
        font = {"size": SMALL, "color": pen.colours["ochre"]}
        note(drawn, x=planned, y=-1, xanchor="left", xshift=-2, text=words["plan"], font=font)
    _months(drawn, _span(*ends), pen)
    drawn.update_yaxes(range=[len(rows) - 0.5, -1.5], showgrid=False, showticklabels=False)
    return drawn


def _span(first: date, last: date) -> list[date]:
    middle = date.fromordinal((first.toordinal() + last.toordinal()) // 2).replace(day=1)
    return [first, middle, last]


def matrix(names: Sequence[str], cells: Sequence[Sequence[float | None]], pen: Pen, decimals: int = 0) -> Figure:
    """Groups by groups: the darker, the more exchanges; a cell that is too small to show is blank."""
    column = min(190, 24 + int(6.6 * max(len(name) for name in names)))
    drawn = figure(pen, 30 * len(names) + 40, left=column, right=12, bottom=28)
    for index, name in enumerate(names):
        row_label(drawn, index, name, column)
    beside = [cell for i, row in enumerate(cells) for j, cell in enumerate(row) if i != j and cell is not None]
    shades = [[0, pen.colours["surface"]], [1, pen.colours["C"]]]
    drawn.add_heatmap(
        z=[list(row) for row in cells], x=list(range(1, len(names) + 1)), y=list(range(len(names))),
        colorscale=shades, showscale=False, xgap=2, ygap=2, zmin=0, zmax=max([10.0**-decimals, *beside]),
        hovertemplate="<b>%{z}</b><extra></extra>", hoverongaps=False,
    )  # fmt: skip
    for i, row in enumerate(cells):
        for j, cell in enumerate(row):
            if cell is not None:
                note(drawn, x=j + 1, y=i, text=number(cell, pen.language, decimals), font={"size": 13})
    codes = list(range(1, len(names) + 1))
    drawn.update_xaxes(tickvals=codes, ticktext=[f"{code}" for code in codes], range=[0.5, len(names) + 0.5])
    drawn.update_yaxes(range=[len(names) - 0.5, -0.5], showgrid=False, showticklabels=False)
    return drawn


class Corner(NamedTuple):
    """One quarter of a two by two: its name and share 0..1."""

    name: str
    share: float


def two_by_two(corners: Sequence[Corner], across: str, up: str, pen: Pen) -> Figure:
    """Four quarters (top left, top right, bottom left, bottom right), shaded by their share; axes named in words."""
    drawn = figure(pen, 250, left=20, right=20, bottom=30)
    most = max([0.01, *(corner.share for corner in corners)])
    for place, corner in enumerate(corners):
        x, y = place % 2, 1 - place // 2
        drawn.add_shape(
            type="rect", x0=x + 0.01, x1=x + 0.99, y0=y + 0.02, y1=y + 0.98, line={"color": pen.colours["hairline"]},
            fillcolor=pen.colours["C"], opacity=0.15 + 0.75 * corner.share / most, layer="below",
        )  # fmt: skip
        value = f"<b>{percent(corner.share, pen.language)}</b>"
        note(drawn, x=x + 0.5, y=y + 0.62, text=value, font={"size": 19, "color": pen.colours["text"]})
        note(drawn, x=x + 0.5, y=y + 0.32, text=corner.name)
    note(drawn, x=2, y=0, yshift=-14, xanchor="right", text=f"{across} →", font=pen.grey)
    note(drawn, x=0, y=2, xshift=-10, textangle=-90, yanchor="top", text=f"{up} →", font=pen.grey)
    drawn.update_xaxes(range=[0, 2], showticklabels=False)
    drawn.update_yaxes(range=[0, 2], showticklabels=False, showgrid=False)
    return drawn
