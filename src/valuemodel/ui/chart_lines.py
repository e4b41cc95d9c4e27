"""Lines against something: the programme against its comparison group, use against plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from valuemodel.locale import month, percent, text
from valuemodel.ui.charts import SMALL, Figure, Pen, figure, note, two_apart


class Line(NamedTuple):
    """One group before and after; `main` is the programme."""

    name: str
    before: float
    after: float
    main: bool


def slope(lines: list[Line], waves: tuple[str, str], write: Callable[[float], str], pen: Pen) -> Figure:
    """Before and after of at most two groups: hollow before, solid after, both values written by `write`."""
    drawn = figure(pen, 232, left=70, right=190, bottom=44)
    places = [value for line in lines for value in (line.before, line.after)]
    span = (max(places) - min(places)) or abs(places[0]) or 1.0
    befores, afters = ([line.before for line in lines], [line.after for line in lines])
    if len(lines) == 2:
        befores = list(two_apart(befores[0], befores[1], 0.14 * span))
        afters = list(two_apart(afters[0], afters[1], 0.14 * span))
    for line, before_at, after_at in zip(lines, befores, afters, strict=True):
        _slope_line(drawn, line, write, pen)
        font = {"size": 14, "color": pen.colours["accent"] if line.main else pen.colours["muted"]}
        told = f"{line.name} {write(line.after)}"
        note(drawn, x=0, xanchor="right", xshift=-12, y=before_at, text=write(line.before), font=font)
        written = f"<b>{told}</b>" if line.main else told
        note(drawn, x=1, xanchor="left", xshift=12, y=after_at, text=written, font=font)
    drawn.update_xaxes(
        range=[-0.02, 1.02], tickvals=[0, 1], ticktext=["<br>".join(wave.rsplit(" ", 1)) for wave in waves]
    )
    drawn.update_yaxes(range=[min(places) - 0.3 * span, max(places) + 0.3 * span], showticklabels=False, showgrid=False)
    return drawn


def _slope_line(drawn: Figure, line: Line, write: Callable[[float], str], pen: Pen) -> None:
    colour = pen.colours["accent"] if line.main else pen.colours["muted"]
    drawn.add_scatter(
        x=[0, 1],
        y=[line.before, line.after],
        mode="lines+markers",
        line={"color": colour, "width": 2.6 if line.main else 1.8, "dash": "solid" if line.main else "dot"},
        marker={"size": 11, "color": [pen.colours["surface"], colour], "line": {"color": colour, "width": 2.4}},
        text=[write(line.before), write(line.after)],
        hovertemplate=line.name + "<br><b>%{text}</b><extra></extra>",
        cliponaxis=False,
    )


def adoption(actual: Mapping[date, float], plan: Mapping[date, float], pen: Pen, height: int = 196) -> Figure:
    """A share by month against its dashed plan, both named at their ends; the axis starts at zero."""
    drawn = figure(pen, height, left=44, right=92, bottom=26)
    _share_line(drawn, plan, {"color": pen.colours["muted"], "width": 1.8, "dash": "dot"}, 0, pen)
    _share_line(drawn, actual, {"color": pen.colours["accent"], "width": 2.8}, 9, pen)
    top = min(1.02, 1.14 * max([0.2, *actual.values(), *plan.values()]))
    drawn.update_yaxes(range=[0, top], **_ticks(top, pen.language))
    drawn.add_hline(y=0, line={"color": pen.colours["muted"], "width": 1})
    _names(drawn, actual, plan, top, pen)
    days = sorted({*actual, *plan})
    if days:
        ticks = sorted({min(actual or days), max(actual or days)})
        names = [month(day, pen.language, short=True) for day in ticks]
        drawn.update_xaxes(tickvals=ticks, ticktext=names, range=[days[0], days[-1]])
    return drawn


def _share_line(drawn: Figure, series: Mapping[date, float], line: dict[str, Any], end: int, pen: Pen) -> None:
    days = sorted(series)
    drawn.add_scatter(
        x=days,
        y=[series[day] for day in days],
        mode="lines+markers" if end else "lines",
        line=line,
        marker={"size": [0] * (len(days) - 1) + [end], "color": line["color"]},
        text=[f"{month(day, pen.language)}<br><b>{percent(series[day], pen.language)}</b>" for day in days],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _ticks(top: float, language: str) -> dict[str, Any]:
    step = 0.25 if top > 0.55 else 0.1 if top > 0.22 else 0.05
    values = [step * index for index in range(1, int(top / step + 1e-9) + 1)]
    return {"tickvals": values, "ticktext": [percent(value, language) for value in values]}


def _names(drawn: Figure, actual: Mapping[date, float], plan: Mapping[date, float], top: float, pen: Pen) -> None:
    """The last share of each line; the actual one on the side where the plan is not."""
    plan_at = plan[max(plan)] if plan else 0.0
    actual_at = actual[max(actual)] if actual else 0.0
    together = bool(plan) and bool(actual) and max(plan) <= max(actual)
    if together:
        plan_at, actual_at = two_apart(plan_at, actual_at, 0.1 * top)
    if plan:
        words = text("charts.plan", pen.language, share=percent(plan[max(plan)], pen.language))
        note(drawn, x=max(plan), xanchor="left", xshift=8, y=plan_at, text=words, font=pen.grey)
    if actual:
        day = max(actual)
        words = f"<b>{text('charts.actual', pen.language, share=percent(actual[day], pen.language))}</b>"
        font = {"size": SMALL, "color": pen.colours["accent"]}
        shift = 0 if together or not plan else 16 if actual[day] > plan.get(day, 1.0) else -16
        note(drawn, x=day, xanchor="left", xshift=8, yshift=shift, y=actual_at, text=words, font=font)
