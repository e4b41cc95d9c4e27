"""Plotly figures of the screens and exports: one template, direct labels, no legend; a chart's message stands above it.

Each function takes what it draws, the language and a palette (names of colours as in `theme.palette`), and returns a figure
of fixed height. Alternative texts are sentences of `valuemodel.story`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from valuemodel.locale import label, number, text, thousands
from valuemodel.story.words import LETTERS, grade_word, month_name, plain, whole_month

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from valuemodel.model.types import Results, TornadoBar

FONT = '"Source Sans", "Source Sans Pro", "Segoe UI", Arial, sans-serif'
CONFIG = {"displayModeBar": False, "responsive": True}
Palette = Mapping[str, str]


def figure(height: int, language: str, colours: Palette, left: int = 44, right: int = 80, bottom: int = 24) -> Figure:
    """An empty figure in the house template: transparent, fixed ranges, horizontal grid only, no legend, no mode bar."""
    import plotly.graph_objects as go

    axis = {
        "fixedrange": True,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickangle": 0,
        "tickfont": {"size": 13, "color": colours["muted"]},
    }
    return go.Figure(
        layout={
            "height": height,
            "margin": {"t": 4, "b": bottom, "l": left, "r": right, "pad": 4},
            "font": {"family": FONT, "size": 14, "color": colours["text"]},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {"font": {"family": FONT, "size": 14}, "align": "left"},
            "separators": ",\u202f" if language == "fr" else ".,",
            "uirevision": "fixed",
            "template": None,
            "bargap": 0.32,
            "xaxis": {**axis, "showgrid": False},
            "yaxis": {**axis, "gridcolor": colours["grid"], "nticks": 5},
        }
    )


def evidence_mark(grade: str, colours: Palette) -> dict[str, Any]:
    """The fill of a bar by evidence: solid, pale and outlined, hatched, hollow."""
    letter = LETTERS[grade]
    line = {"color": colours[f"{letter}_line"], "width": 1.2}
    if letter == "D":
        pattern = {"shape": "/", "fgcolor": colours["D"], "bgcolor": colours["surface"], "size": 7, "solidity": 0.35}
        return {"color": colours["D"], "pattern": pattern, "line": line}
    return {"color": colours["surface"] if letter == "E" else colours[letter], "line": line}


class Step(NamedTuple):
    """A bar of the waterfall: from `start` to `end` in thousands; `grade` is "" for totals."""

    name: str
    start: float
    end: float
    grade: str
    kind: str


def waterfall_steps(results: Results, language: str) -> list[Step]:
    """Counted drivers by evidence (strongest first, largest first), then benefits, costs and net value."""
    order = list(LETTERS)
    drivers = sorted(
        (driver for driver in results.drivers if driver.counted),
        key=lambda driver: (order.index(driver.grade), -driver.value),
    )
    steps, reached = [], 0.0
    for driver in drivers:
        steps.append(Step(label(driver.label, language), reached, reached + driver.value, driver.grade, "driver"))
        reached += driver.value
    steps.append(Step(text("charts.benefits", language), 0.0, results.pv_benefits, "", "total"))
    steps.append(
        Step(text("charts.costs", language), results.pv_benefits, results.pv_benefits - results.pv_costs, "", "cost")
    )
    steps.append(Step(text("charts.net", language), 0.0, results.npv, "", "total"))
    return steps


def _note(figure: Figure, **values: Any) -> None:
    figure.add_annotation(**{"showarrow": False, "yref": "y", "font": {"size": 13.5}, **values})


def _short(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip(" ,;:'’") + "…"


def waterfall(results: Results, language: str, colours: Palette, row: int = 23) -> Figure:
    """What the value is made of: drivers by evidence, benefits, costs, net value, in thousands of the currency."""
    steps = waterfall_steps(results, language)
    longest = max(len(step.name) for step in steps)
    column = min(250, 46 + int(6.6 * longest))
    drawn = figure(row * len(steps) + 8, language, colours, left=column, right=16, bottom=4)
    low = min(min(step.start, step.end) for step in steps)
    high = max(max(step.start, step.end) for step in steps)
    span = (high - low) or 1.0
    for index, step in enumerate(steps):
        _bar(drawn, index, step, results, language, colours)
        _row_label(drawn, index, step, column, colours)
    _bar_ends(drawn, steps, results, language, colours, (low, high))
    drawn.update_xaxes(range=[low - (0.12 if low < 0 else 0.0) * span, high + 0.2 * span], showticklabels=False)
    drawn.update_yaxes(range=[len(steps) - 0.5, -0.5], showgrid=False, showticklabels=False)
    drawn.add_vline(x=0, line={"color": colours["muted"], "width": 1})
    return drawn


def _bar(drawn: Figure, index: int, step: Step, results: Results, language: str, colours: Palette) -> None:
    if step.grade:
        mark = evidence_mark(step.grade, colours)
    else:
        mark = {"color": colours["text"] if step.kind == "total" else colours["cost"]}
    amount = thousands(step.end - step.start, language, results.currency)
    drawn.add_bar(
        x=[step.end - step.start],
        base=[step.start],
        y=[index],
        orientation="h",
        width=0.68,
        marker=mark,
        cliponaxis=False,
        hovertemplate=f"{step.name}<br><b>{amount}</b><extra></extra>",
    )


def _row_label(drawn: Figure, index: int, step: Step, column: int, colours: Palette) -> None:
    name = _short(step.name, int((column - 40) / 6.4))
    written = f"<b>{name}</b>" if step.kind == "total" else name
    _note(drawn, x=0, xref="paper", xanchor="left", xshift=26 - column, y=index, text=written)
    if step.grade:
        letter = LETTERS[step.grade]
        filled = letter in "ABC"
        _note(
            drawn,
            x=0,
            xref="paper",
            xanchor="left",
            xshift=-column,
            y=index,
            text=f"<b>{letter}</b>",
            width=14,
            height=13,
            borderpad=1,
            borderwidth=1.2,
            bordercolor=colours[f"{letter}_line"],
            bgcolor=colours[letter] if filled else colours["surface"],
            font={"size": 12, "color": colours[f"{letter}_text"]},
        )


def _bar_ends(
    drawn: Figure, steps: Sequence[Step], results: Results, language: str, colours: Palette, span: tuple[float, float]
) -> None:
    """The amount at each bar's end, the grade in words once, on its first bar, and the thin links between bars."""
    named: set[str] = set()
    for index, step in enumerate(steps):
        right = max(step.start, step.end)
        amount = thousands(step.end - step.start, language, results.currency)
        bold = f"<b>{amount}</b>" if step.kind == "total" else amount
        _note(drawn, x=right, xanchor="left", xshift=5, y=index, text=bold)
        if step.grade and step.grade not in named:
            named.add(step.grade)
            _grade_name(drawn, index, step, amount, language, colours, span)
        if step.kind != "total" and index + 1 < len(steps):
            line = {"color": colours["muted"], "width": 1}
            drawn.add_shape(type="line", x0=step.end, x1=step.end, y0=index + 0.34, y1=index + 0.66, line=line)


def _grade_name(
    drawn: Figure, index: int, step: Step, amount: str, language: str, colours: Palette, span: tuple[float, float]
) -> None:
    low, high = span
    word = grade_word(step.grade, language)
    right = max(step.start, step.end)
    grey = {"size": 13.5, "color": colours["muted"]}
    if right < low + 0.66 * (high - low):
        _note(drawn, x=right, xanchor="left", xshift=18 + int(6.8 * len(amount)), y=index, text=word, font=grey)
    elif min(step.start, step.end) > low + 0.3 * (high - low):
        _note(drawn, x=min(step.start, step.end), xanchor="right", xshift=-4, y=index, text=word, font=grey)


def waterfall_alt(title: str, results: Results, language: str) -> str:
    """The waterfall in a sentence: its message, then each bar."""
    said = [
        f"{step.name} {thousands(step.end - step.start, language, results.currency)}"
        for step in waterfall_steps(results, language)
    ]
    return plain(f"{title}. {', '.join(said)}.")


def cash(results: Results, language: str, colours: Palette, height: int = 222) -> Figure:
    """Discounted cumulative cash with its 10-90 % band: solid until today, dashed after, a ring where it pays back."""
    months = list(range(1, len(results.cumulative) + 1))
    scale = 1e6 if max(map(abs, results.cumulative_p90 + results.cumulative_p10), default=0) >= 20e6 else 1e3
    base, low, high = (
        [value / scale for value in line]
        for line in (results.cumulative, results.cumulative_p10, results.cumulative_p90)
    )
    drawn = figure(height, language, colours, left=48, right=86, bottom=26)
    drawn.add_scatter(x=months, y=low, mode="lines", line={"width": 0}, hoverinfo="skip")
    drawn.add_scatter(
        x=months, y=high, mode="lines", line={"width": 0}, fill="tonexty", fillcolor=colours["band"], hoverinfo="skip"
    )
    today = min(max(results.today, 0), len(months))
    _cash_line(drawn, months, base, slice(0, today), "solid", results, language, colours)
    _cash_line(drawn, months, base, slice(max(today - 1, 0), None), "dot", results, language, colours)
    drawn.add_hline(y=0, line={"color": colours["muted"], "width": 1.4})
    _cash_labels(drawn, results, language, colours, (base, low, high), today)
    _payback_mark(drawn, results, language, colours, (min(low), max(high)))
    return drawn


def _cash_line(
    drawn: Figure,
    months: list[int],
    base: list[float],
    part: slice,
    dash: str,
    results: Results,
    language: str,
    colours: Palette,
) -> None:
    if not months[part]:
        return
    hover = [
        f"{month_name(month, language)}<br><b>{thousands(value, language, results.currency)}</b>"
        for month, value in zip(months[part], results.cumulative[part], strict=True)
    ]
    line = {"color": colours["accent"], "width": 2.6, "dash": dash}
    drawn.add_scatter(
        x=months[part], y=base[part], mode="lines", line=line, text=hover, hovertemplate="%{text}<extra></extra>"
    )


def _cash_labels(
    drawn: Figure, results: Results, language: str, colours: Palette, lines: tuple[list[float], ...], today: int
) -> None:
    """Three end labels kept apart, the months below, and the line of today."""
    base, low, high = lines
    last = len(base)
    lowest, highest = min(*low, *base), max(*high, *base)
    gap = 0.085 * ((highest - lowest) or 1.0)
    places = _apart([low[-1], base[-1], high[-1]], gap)
    amounts = (results.cumulative_p10[-1], results.cumulative[-1], results.cumulative_p90[-1])
    for place, amount, main in zip(places, amounts, (False, True, False), strict=True):
        written = thousands(amount, language, results.currency)
        font = {"size": 13.5, "color": colours["text"] if main else colours["muted"]}
        _note(
            drawn, x=last, xanchor="left", xshift=6, y=place, text=f"<b>{written}</b>" if main else written, font=font
        )
    ticks = sorted({1, *range(12, last + 1, 12)})
    names = [text("charts.start", language) if tick == 1 else month_name(tick, language) for tick in ticks]
    drawn.update_xaxes(tickvals=ticks, ticktext=names, range=[1, last])
    drawn.update_yaxes(
        tickformat=",.0f", range=[lowest - 0.14 * (highest - lowest), highest + 0.04 * (highest - lowest)]
    )
    if 0 < today < last:
        drawn.add_vline(x=today, line={"color": colours["muted"], "width": 1.3, "dash": "dot"})
        grey = {"size": 13.5, "color": colours["muted"]}
        _note(
            drawn,
            x=today,
            y=1,
            yref="paper",
            yanchor="top",
            text=text("charts.today", language),
            font=grey,
            bgcolor=colours["surface"],
        )


def _apart(values: list[float], gap: float) -> list[float]:
    """Positions of labels at `values` (ascending), at least `gap` apart, the middle one kept in place.

    >>> _apart([0.0, 1.0, 1.5], 1.0)
    [0.0, 1.0, 2.0]
    """
    low, middle, high = values
    return [min(low, middle - gap), middle, max(high, middle + gap)]


def _payback_mark(drawn: Figure, results: Results, language: str, colours: Palette, span: tuple[float, float]) -> None:
    """The ring at payback and, below zero, the bracket of the months in which it falls eight times out of ten."""
    if results.payback_months is None:
        return
    drop = -0.05 * ((span[1] - span[0]) or 1.0)
    low, high = results.payback_p10, results.payback_p90
    end = float(len(results.cumulative)) if high is None else high
    if low is not None:
        line = {"color": colours["accent"], "width": 2}
        drawn.add_shape(type="line", x0=low, x1=end, y0=drop, y1=drop, line=line)
        for place in (low,) if high is None else (low, high):
            drawn.add_shape(type="line", x0=place, x1=place, y0=1.7 * drop, y1=0.3 * drop, line=line)
    ring = {"size": 12, "color": colours["surface"], "line": {"color": colours["accent"], "width": 3}}
    name = f"{month_name(results.payback_months, language)}<extra></extra>"
    drawn.add_scatter(
        x=[results.payback_months], y=[0], mode="markers", marker=ring, hovertemplate=name, cliponaxis=False
    )
    middle = results.payback_months > 0.62 * len(results.cumulative)
    anchor = {"xanchor": "right" if middle else "left", "xshift": 8 if middle else -8, "yanchor": "top", "yshift": -3}
    _note(drawn, x=results.payback_months, y=1.5 * drop, text=_payback_text(results, language), **anchor)


def _payback_text(results: Results, language: str) -> str:
    assert results.payback_months is not None
    month, low, high = whole_month(results.payback_months), results.payback_p10, results.payback_p90
    key = "open" if high is None else "range"
    if low is None:
        return text("charts.payback.alone", language, month=month)
    return text(f"charts.payback.{key}", language, month=month, low=whole_month(low), high=whole_month(high or low))


def tornado(
    bars: Sequence[TornadoBar],
    npv: float,
    language: str,
    colours: Palette,
    currency: str,
    ends: Sequence[tuple[str, str]],
) -> Figure:
    """Net value when each assumption goes to its low and high value, largest first; `ends` are those values, written."""
    names = [label(bar.label, language) for bar in bars]
    column = min(270, 24 + int(6.7 * max((len(name) for name in names), default=10)))
    drawn = figure(27 * len(bars) + 40, language, colours, left=column, right=24, bottom=26)
    for index, bar in enumerate(bars):
        _tornado_bar(drawn, index, bar, npv, colours, ends[index])
        name = _short(names[index], int((column - 16) / 6.4))
        written = f"<b>{name}</b>" if index == 0 else name
        _note(drawn, x=0, xref="paper", xanchor="left", xshift=-column, y=index, text=written)
    reach = [npv, *(value for bar in bars for value in (bar.npv_low, bar.npv_high))]
    span = (max(reach) - min(reach)) or 1.0
    low, high = min(reach) - 0.16 * span, max(reach) + 0.16 * span
    drawn.update_yaxes(range=[len(bars) - 0.4, -0.6], showgrid=False, showticklabels=False)
    drawn.update_xaxes(range=[low, high], **_tornado_ticks(low, high, npv, language, currency))
    drawn.add_vline(x=npv, line={"color": colours["text"], "width": 1.6})
    if low < 0 < high:
        drawn.add_vline(x=0, line={"color": colours["brick"], "width": 1.5, "dash": "dash"})
    return drawn


def _tornado_bar(
    drawn: Figure, index: int, bar: TornadoBar, npv: float, colours: Palette, ends: tuple[str, str]
) -> None:
    """One assumption: its unfavourable side pale, its favourable side solid, and the values that it takes at the ends."""
    fills = ("accent_pale", "accent") if index == 0 else ("grey_pale", "cost")
    sides = sorted(((bar.npv_low, ends[0]), (bar.npv_high, ends[1])), key=lambda side: side[0])
    for (reached, written), fill, anchor, shift in zip(sides, fills, ("right", "left"), (-5, 5), strict=True):
        drawn.add_bar(
            x=[reached - npv],
            base=[npv],
            y=[index],
            orientation="h",
            width=0.66,
            marker={"color": colours[fill], "line": {"color": colours["accent" if index == 0 else "cost"], "width": 1}},
            hovertemplate=f"<b>{written}</b><extra></extra>",
        )
        edge = min(reached, npv) if anchor == "right" else max(reached, npv)
        grey = {"size": 13, "color": colours["muted"]}
        _note(drawn, x=edge, xanchor=anchor, xshift=shift, y=index, text=written, font=grey)


def _tornado_ticks(low: float, high: float, npv: float, language: str, currency: str) -> dict[str, Any]:
    """The base value, and zero with its meaning when it is in sight and not on top of the base."""
    values, names = [npv], [f"<b>{thousands(npv, language, currency)}</b>"]
    if low < 0 < high and abs(npv) > 0.13 * (high - low):
        values.append(0.0)
        names.append(text("charts.zero", language))
    return {"tickvals": values, "ticktext": names, "showgrid": False}


def slope(
    lines: Sequence[tuple[str, float, float, bool]], waves: tuple[str, str], write: Any, language: str, colours: Palette
) -> Figure:
    """Before and after of the programme (solid) and of the comparison group (dashed grey), each end written.

    `lines` are (name, before, after, main); `write` turns a value into text.
    """
    drawn = figure(230, language, colours, left=64, right=150, bottom=28)
    places = [value for _, before, after, _ in lines for value in (before, after)]
    span = (max(places) - min(places)) or max(map(abs, places)) or 1.0
    before_at, after_at = (_spread([line[side] for line in lines], 0.13 * span) for side in (1, 2))
    for index, (name, before, after, main) in enumerate(lines):
        colour = colours["accent"] if main else colours["muted"]
        line = {"color": colour, "width": 2.6 if main else 1.8, "dash": "solid" if main else "dot"}
        hollow = {"size": 11, "color": [colours["surface"], colour], "line": {"color": colour, "width": 2.4}}
        hover = [write(before), write(after)]
        drawn.add_scatter(
            x=[0, 1], y=[before, after], mode="lines+markers", line=line, marker=hollow, text=hover,
            cliponaxis=False, hovertemplate=name + "<br><b>%{text}</b><extra></extra>",
        )  # fmt: skip
        font = {"size": 14, "color": colour}
        bold = ("<b>", "</b>") if main else ("", "")
        _note(drawn, x=0, xanchor="right", xshift=-10, y=before_at[index], text=write(before), font=font)
        _note(
            drawn,
            x=1,
            xanchor="left",
            xshift=10,
            y=after_at[index],
            text=f"{bold[0]}{name} {write(after)}{bold[1]}",
            font=font,
        )
    drawn.update_xaxes(range=[-0.02, 1.02], tickvals=[0, 1], ticktext=list(waves))
    drawn.update_yaxes(
        range=[min(places) - 0.25 * span, max(places) + 0.25 * span], showticklabels=False, showgrid=False
    )
    return drawn


def _spread(values: list[float], gap: float) -> list[float]:
    """Two labels at least `gap` apart, in their order.

    >>> _spread([1.0, 1.0], 0.5)
    [1.25, 0.75]
    """
    if len(values) != 2 or abs(values[0] - values[1]) >= gap:
        return values
    middle, side = sum(values) / 2, gap / 2 if values[0] >= values[1] else -gap / 2
    return [middle + side, middle - side]


def adoption(
    actual: Mapping[Any, float], plan: Mapping[Any, float], language: str, colours: Palette, height: int = 196
) -> Figure:
    """The share of regular users by month against the dashed plan, both named at their ends."""
    from valuemodel.locale import month, percent

    drawn = figure(height, language, colours, left=44, right=86, bottom=26)
    dashed = {"color": colours["muted"], "width": 1.8, "dash": "dot"}
    lines = [
        (plan, dashed, "plan", colours["muted"]),
        (actual, {"color": colours["accent"], "width": 2.8}, "actual", colours["accent"]),
    ]
    for series, line, key, colour in lines:
        days = sorted(series)
        if not days:
            continue
        shares = [series[day] for day in days]
        hover = [f"{month(day, language)}<br><b>{percent(series[day], language)}</b>" for day in days]
        mode = "lines+markers" if key == "actual" else "lines"
        size = [0] * (len(days) - 1) + [9]
        drawn.add_scatter(
            x=days, y=shares, mode=mode, line=line, text=hover, cliponaxis=False,
            marker={"size": size, "color": colour}, hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip
    _adoption_ends(drawn, actual, plan, language, colours)
    top = max([0.2, *actual.values(), *plan.values()])
    drawn.update_yaxes(range=[0, min(1.02, top * 1.12)], tickformat=".0%", nticks=5, rangemode="tozero")
    if language == "fr":
        drawn.update_yaxes(tickformat=".0f", **_percent_ticks(min(1.02, top * 1.12)))
    drawn.add_hline(y=0, line={"color": colours["muted"], "width": 1})
    return drawn


def _percent_ticks(top: float) -> dict[str, Any]:
    """Ticks of a share axis as French writes them."""
    from valuemodel.locale import percent

    step = 0.25 if top > 0.55 else 0.1 if top > 0.22 else 0.05
    values = [step * index for index in range(1, int(top / step + 1e-9) + 1)]
    return {"tickvals": values, "ticktext": [percent(value, "fr") for value in values]}


def _adoption_ends(
    drawn: Figure, actual: Mapping[Any, float], plan: Mapping[Any, float], language: str, colours: Palette
) -> None:
    """The last share of each line, named, kept apart when both end near each other; three months below."""
    from valuemodel.locale import month, percent

    if plan:
        day = max(plan)
        told = text("charts.plan", language, share=percent(plan[day], language))
        _note(
            drawn,
            x=day,
            xanchor="left",
            xshift=6,
            y=plan[day],
            text=told,
            font={"size": 13.5, "color": colours["muted"]},
        )
    if actual:
        day = max(actual)
        told = f"<b>{text('charts.actual', language, share=percent(actual[day], language))}</b>"
        above = bool(plan.get(day)) and actual[day] > plan[day]
        ahead = not plan or max(plan) <= day
        place = (
            {"xanchor": "left", "xshift": 8, "yshift": 0}
            if ahead and not plan
            else {"xanchor": "left", "xshift": 4, "yshift": 16 if above else -16}
        )
        _note(drawn, x=day, y=actual[day], text=told, font={"size": 13.5, "color": colours["accent"]}, **place)
    days = sorted({*actual, *plan})
    if days:
        ticks = [days[0], max(actual)] if actual else [days[0], days[-1]]
        drawn.update_xaxes(
            tickvals=ticks, ticktext=[month(day, language, short=True) for day in ticks], range=[days[0], days[-1]]
        )


def costs(rows: Sequence[tuple[str, float, float]], language: str, colours: Palette, currency: str) -> Figure:
    """Planned (outlined) and actual (solid) costs by category, both written at their ends."""
    drawn = figure(46 * max(len(rows), 1) + 8, language, colours, left=132, right=90, bottom=4)
    for index, (name, planned, actual) in enumerate(rows):
        for amount, offset, fill, key in ((planned, -0.19, "surface", "planned"), (actual, 0.19, "cost", "spent")):
            written = thousands(amount, language, currency)
            drawn.add_bar(
                x=[amount], y=[index + offset], orientation="h", width=0.32,
                marker={"color": colours[fill], "line": {"color": colours["cost"], "width": 1.2}},
                hovertemplate=f"{name}<br><b>{written}</b><extra></extra>",
            )  # fmt: skip
            told = text(f"charts.{key}", language, amount=written)
            _note(
                drawn,
                x=amount,
                xanchor="left",
                xshift=5,
                y=index + offset,
                text=told,
                font={"size": 13, "color": colours["muted"]},
            )
        _note(drawn, x=0, xref="paper", xanchor="left", xshift=-132, y=index, text=name)
    top = max((max(planned, actual) for _, planned, actual in rows), default=1.0)
    drawn.update_xaxes(range=[0, 1.12 * top or 1.0], showticklabels=False)
    drawn.update_yaxes(range=[len(rows) - 0.5, -0.5], showgrid=False, showticklabels=False)
    return drawn


def years(rows: Sequence[tuple[str, float, float]], language: str, colours: Palette, currency: str) -> Figure:
    """Benefits (solid) and costs (grey) of each programme year, undiscounted, written on top of each bar."""
    drawn = figure(210, language, colours, left=8, right=8, bottom=26)
    for index, (_, gained, spent) in enumerate(rows):
        for amount, offset, fill in ((gained, -0.2, "accent"), (spent, 0.2, "cost")):
            written = thousands(amount, language, currency)
            drawn.add_bar(
                x=[index + offset],
                y=[amount],
                width=0.34,
                marker={"color": colours[fill]},
                hovertemplate=f"<b>{written}</b><extra></extra>",
            )
            edge = "bottom" if amount >= 0 else "top"
            _note(drawn, x=index + offset, y=amount, yanchor=edge, text=written, font={"size": 13})
    reach = [0.0, *(value for _, gained, spent in rows for value in (gained, spent))]
    span = (max(reach) - min(reach)) or 1.0
    drawn.update_xaxes(
        tickvals=list(range(len(rows))), ticktext=[name for name, _, _ in rows], range=[-0.6, len(rows) - 0.4]
    )
    drawn.update_yaxes(
        range=[min(reach) - 0.12 * span * (min(reach) < 0), max(reach) + 0.14 * span],
        showgrid=False,
        showticklabels=False,
    )
    drawn.add_hline(y=0, line={"color": colours["muted"], "width": 1})
    return drawn


def written_number(value: float, language: str) -> str:
    """A number for an axis, whole."""
    return number(value, language)
