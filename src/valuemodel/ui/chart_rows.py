"""One row a thing: bars, before and after, who sees what, parts of a whole; names at the left, values written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from valuemodel.locale import percent
from valuemodel.ui.charts import SMALL, Figure, Pen, figure, note, row_label, rule

ROW, WIDEST = 30, 250


class Bar(NamedTuple):
    """A share 0..1 and how it is written; `main` has the accent colour."""

    name: str
    value: float
    written: str
    main: bool = True


class Pair(NamedTuple):
    """Before (hollow; None when nothing was asked) and after (solid)."""

    name: str
    before: float | None
    after: float


class Spots(NamedTuple):
    """One item as several kinds of people see it; None where a kind is too small."""

    name: str
    values: tuple[float | None, ...]


class Stack(NamedTuple):
    """The parts of a whole, in order: shares 0..1."""

    name: str
    parts: tuple[float, ...]


def _frame(names: Sequence[str], pen: Pen, top: float, right: int, head: int = 0) -> tuple[Figure, int]:
    """An empty row chart from zero to `top`; rows go down, `head` rows above the first are left for a legend."""
    column = min(WIDEST, 24 + int(6.6 * max(len(name) for name in names)))
    drawn = figure(pen, ROW * (len(names) + head) + 30, left=column, right=right, bottom=22)
    for index, name in enumerate(names):
        row_label(drawn, index, name, column)
    step = 0.25 if top > 0.5 else 0.1
    ticks = [step * index for index in range(int(top / step + 1e-9) + 1)]
    drawn.update_xaxes(
        range=[0, top], showgrid=True, gridcolor=pen.colours["grid"], tickvals=ticks,
        ticktext=[percent(tick, pen.language) for tick in ticks],
    )  # fmt: skip
    drawn.update_yaxes(range=[len(names) - 0.5, -0.5 - head], showgrid=False, showticklabels=False)
    drawn.add_vline(x=0, line={"color": pen.colours["muted"], "width": 1})
    return drawn, column


def _top(values: Sequence[float]) -> float:
    return min(1.0, 1.1 * max([0.2, *values]))


def bars(rows: Sequence[Bar], pen: Pen, whole: bool = False) -> Figure:
    """Horizontal bars from zero (to one when `whole`), each with its words at its end."""
    drawn, _ = _frame(
        [row.name for row in rows],
        pen,
        1.0 if whole else _top([row.value for row in rows]),
        250 if any(len(row.written) > 20 for row in rows) else 60,
    )
    for index, row in enumerate(rows):
        colour = pen.colours["B" if row.main else "grey_pale"]
        hover = f"{row.name}<br><b>{row.written}</b><extra></extra>"
        drawn.add_bar(
            x=[row.value], y=[index], orientation="h", width=0.62, marker={"color": colour}, hovertemplate=hover
        )
        note(drawn, x=row.value, xanchor="left", xshift=6, y=index, text=row.written)
    return drawn


def pairs(rows: Sequence[Pair], pen: Pen) -> Figure:
    """Before and after on a scale that starts at zero, both values written."""
    values = [value for row in rows for value in (row.before, row.after) if value is not None]
    drawn, _ = _frame([row.name for row in rows], pen, _top(values), 56)
    for index, row in enumerate(rows):
        _pair(drawn, index, row, pen)
    return drawn


def _pair(drawn: Figure, index: int, row: Pair, pen: Pen) -> None:
    accent, before = pen.colours["accent"], row.before
    if before is not None:
        rule(drawn, pen.colours["accent_pale"], 4, x0=before, x1=row.after, y0=index, y1=index, layer="below")
        _dot(drawn, before, index, row.name, pen, {"color": pen.colours["surface"], "size": 11})
        side = "right" if before <= row.after else "left"
        _written(drawn, before, index, side, pen, pen.colours["muted"])
    _dot(drawn, row.after, index, row.name, pen, {"color": accent, "size": 12})
    _written(drawn, row.after, index, "right" if before is not None and before > row.after else "left", pen, accent)


def _dot(drawn: Figure, x: float, y: int, name: str, pen: Pen, marker: dict[str, Any]) -> None:
    drawn.add_scatter(
        x=[x], y=[y], mode="markers", cliponaxis=False,
        marker={"line": {"color": pen.colours["accent"], "width": 2}, **marker},
        hovertemplate=f"{name}<br><b>{percent(x, pen.language)}</b><extra></extra>",
    )  # fmt: skip


def _written(drawn: Figure, x: float, y: int, side: str, pen: Pen, colour: str) -> None:
    shift = 10 if side == "left" else -10
    font = {"size": SMALL, "color": colour}
    note(drawn, x=x, y=y, xanchor=side, xshift=shift, text=percent(x, pen.language), font=font)


SHAPES = ("circle", "diamond", "square")


def spots(rows: Sequence[Spots], kinds: Sequence[str], pen: Pen) -> Figure:
    """Each item with one mark a kind of people: solid circle, ochre diamond, hollow square; named in a first row."""
    values = [value for row in rows for value in row.values if value is not None]
    drawn, _ = _frame([row.name for row in rows], pen, _top(values), 40, head=1)
    colours = (pen.colours["accent"], pen.colours["ochre"], pen.colours["surface"])
    for place, kind in enumerate(kinds):
        drawn.add_annotation(
            xref="paper", x=place / max(len(kinds), 2), y=-1, yref="y", showarrow=False, xanchor="left",
            text=f"{'●◆□'[place]} {kind}", font={"size": SMALL, "color": (*colours[:2], pen.colours["muted"])[place]},
        )  # fmt: skip
    for index, row in enumerate(rows):
        told = [value for value in row.values if value is not None]
        if len(told) > 1:
            rule(drawn, pen.colours["hairline"], 3, x0=min(told), x1=max(told), y0=index, y1=index, layer="below")
        for place, value in enumerate(row.values):
            if value is not None:
                marker = {"color": colours[place], "symbol": SHAPES[place], "size": 12,
                          "line": {"color": (*colours[:2], pen.colours["muted"])[place], "width": 2}}  # fmt: skip
                _dot(drawn, value, index, f"{row.name} · {kinds[place]}", pen, marker)
    return drawn


def stacks(rows: Sequence[Stack], parts: Sequence[str], pen: Pen, main: int = 0) -> Figure:
    """Stacked bars; each part is named above the first one, its share written where there is room.

    The part `main` has the accent colour.
    """
    drawn, _ = _frame([row.name for row in rows], pen, 1.0, 24, head=1)
    others = [("B", "B_text"), ("C", "C_text"), ("grey_pale", "text"), ("hairline", "text")]
    fills = [*others[:main], ("accent", "A_text"), *others[main:]]
    shades, inks = ([pen.colours[one[place]] for one in fills] for place in (0, 1))
    for place, part in enumerate(parts):
        drawn.add_annotation(
            xref="paper", x=place / len(parts), y=-1, yref="y", showarrow=False, xanchor="left",
            text=f'<span style="color:{shades[place]}">■</span> {part}', font=pen.grey,
        )  # fmt: skip
    for index, row in enumerate(rows):
        reached = 0.0
        for place, share in enumerate(row.parts):
            drawn.add_bar(
                x=[share], base=[reached], y=[index], orientation="h", width=0.66, marker={"color": shades[place]},
                hovertemplate=f"{parts[place]}<br><b>{percent(share, pen.language)}</b><extra></extra>",
            )  # fmt: skip
            if share >= 0.07:
                font = {"size": SMALL, "color": inks[place]}
                note(drawn, x=reached + share / 2, y=index, text=percent(share, pen.language), font=font)
            reached += share
    return drawn
