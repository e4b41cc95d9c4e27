"""What matters: net value when each assumption goes to its low and high value, largest swing first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from valuemodel.locale import label, text
from valuemodel.ui.charts import Figure, Pen, figure, note, row_label

if TYPE_CHECKING:
    from valuemodel.model.types import TornadoBar


def tornado(bars: Sequence[TornadoBar], npv: float, ends: Sequence[tuple[str, str]], pen: Pen) -> Figure:
    """The bars around the base net value; `ends` are each assumption's low and high values, written."""
    names = [label(bar.label, pen.language) for bar in bars]
    column = min(280, 24 + int(6.7 * max((len(name) for name in names), default=10)))
    drawn = figure(pen, 27 * len(bars) + 40, left=column, right=24, bottom=26)
    for index, bar in enumerate(bars):
        _bar(drawn, index, bar, npv, ends[index], pen)
        row_label(drawn, index, names[index], column, bold=index == 0)
    reach = [npv, *(value for bar in bars for value in (bar.npv_low, bar.npv_high))]
    span = (max(reach) - min(reach)) or 1.0
    low, high = min(reach) - 0.16 * span, max(reach) + 0.16 * span
    drawn.update_yaxes(range=[len(bars) - 0.4, -0.6], showgrid=False, showticklabels=False)
    drawn.update_xaxes(range=[low, high], **_ticks(low, high, npv, pen))
    drawn.add_vline(x=npv, line={"color": pen.colours["text"], "width": 1.6})
    if low < 0 < high:
        drawn.add_vline(x=0, line={"color": pen.colours["brick"], "width": 1.5, "dash": "dash"})
    return drawn


def _bar(drawn: Figure, index: int, bar: TornadoBar, npv: float, ends: tuple[str, str], pen: Pen) -> None:
    """One assumption: the side that loses pale, the side that gains solid, its values at the ends."""
    colours = pen.colours
    fills = (colours["accent_pale"], colours["accent"]) if index == 0 else (colours["grey_pale"], colours["cost"])
    sides = sorted(((bar.npv_low, ends[0]), (bar.npv_high, ends[1])), key=lambda side: side[0])
    for (reached, written), fill, anchor, shift in zip(sides, fills, ("right", "left"), (-5, 5), strict=True):
        drawn.add_bar(
            x=[reached - npv],
            base=[npv],
            y=[index],
            orientation="h",
            width=0.66,
            marker={"color": fill, "line": {"color": fills[1], "width": 1}},
            hovertemplate=f"{written}<br><b>{pen.amount(reached)}</b><extra></extra>",
        )
        edge = min(reached, npv) if anchor == "right" else max(reached, npv)
        note(drawn, x=edge, xanchor=anchor, xshift=shift, y=index, text=written, font={**pen.grey, "size": 13})


def _ticks(low: float, high: float, npv: float, pen: Pen) -> dict[str, Any]:
    """The base value, and zero with its meaning when it is in sight and not on top of the base."""
    values, names = [npv], [f"<b>{pen.amount(npv)}</b>"]
    if low < 0 < high and abs(npv) > 0.13 * (high - low):
        values.append(0.0)
        names.append(text("charts.zero", pen.language))
    return {"tickvals": values, "ticktext": names}
