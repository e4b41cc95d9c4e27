"""Money side by side: planned against actual costs, benefits against costs by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from valuemodel.locale import text
from valuemodel.ui.charts import Figure, Pen, figure, note, row_label


class Pair(NamedTuple):
    """Two amounts under one name."""

    name: str
    first: float
    second: float


def costs(rows: Sequence[Pair], pen: Pen) -> Figure:
    """Planned (outlined) and actual (solid) by category, both written at their ends."""
    drawn = figure(pen, 48 * max(len(rows), 1) + 8, left=150, right=20, bottom=4)
    colours = pen.colours
    for index, row in enumerate(rows):
        sides = ((row.first, -0.2, colours["surface"], "planned"), (row.second, 0.2, colours["cost"], "spent"))
        for amount, offset, fill, key in sides:
            words = text(f"charts.{key}", pen.language, amount=pen.amount(amount))
            drawn.add_bar(
                x=[amount],
                y=[index + offset],
                orientation="h",
                width=0.32,
                marker={"color": fill, "line": {"color": colours["cost"], "width": 1.2}},
                hovertemplate=f"{row.name}<br><b>{words}</b><extra></extra>",
            )
            note(drawn, x=amount, xanchor="left", xshift=5, y=index + offset, text=words, font=pen.grey)
        row_label(drawn, index, row.name, 150)
    top = max((max(row.first, row.second) for row in rows), default=1.0) or 1.0
    drawn.update_xaxes(range=[0, 1.35 * top], showticklabels=False)
    drawn.update_yaxes(range=[len(rows) - 0.5, -0.5], showgrid=False, showticklabels=False)
    return drawn


def years(rows: Sequence[Pair], pen: Pen) -> Figure:
    """Benefits (solid) and costs (grey) of each programme year, before discounting, written on each bar."""
    drawn = figure(pen, 200, left=8, right=8, bottom=26)
    for index, row in enumerate(rows):
        for amount, offset, fill in ((row.first, -0.2, pen.colours["accent"]), (row.second, 0.2, pen.colours["cost"])):
            written = pen.amount(amount)
            hover = f"<b>{written}</b><extra></extra>"
            drawn.add_bar(x=[index + offset], y=[amount], width=0.34, marker={"color": fill}, hovertemplate=hover)
            edge = "bottom" if amount >= 0 else "top"
            note(drawn, x=index + offset, y=amount, yanchor=edge, text=written, font={"size": 13})
    reach = [0.0, *(value for row in rows for value in row[1:])]
    span = (max(reach) - min(reach)) or 1.0
    names = [row.name for row in rows]
    drawn.update_xaxes(tickvals=list(range(len(rows))), ticktext=names, range=[-0.6, len(rows) - 0.4])
    drawn.update_yaxes(range=[min(reach) - 0.14 * span * (min(reach) < 0), max(reach) + 0.14 * span], showgrid=False)
    drawn.update_yaxes(showticklabels=False)
    drawn.add_hline(y=0, line={"color": pen.colours["muted"], "width": 1})
    return drawn
