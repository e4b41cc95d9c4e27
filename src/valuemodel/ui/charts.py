"""The template of all figures: transparent, direct labels, no legend, fixed ranges; a chart's message stands above it.

Figures are built by the `chart_*` modules from data, a `Pen` and nothing else, so that exports look like the screen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from valuemodel.locale import thousands

CHART_FONT = '"Source Sans", "Segoe UI", Arial, sans-serif'
SMALL = 13.5


class Pen(NamedTuple):
    """What a chart writes with: the language, the colours of the theme, the currency."""

    language: str
    colours: Mapping[str, str]
    currency: str = "EUR"

    def amount(self, value: float) -> str:
        """An amount in whole thousands."""
        return thousands(value, self.language, self.currency)

    @property
    def grey(self) -> dict[str, Any]:
        """The font of what accompanies a figure."""
        return {"size": SMALL, "color": self.colours["muted"]}


def _axis(pen: Pen) -> dict[str, Any]:
    font = {"size": 13, "color": pen.colours["muted"]}
    return {"fixedrange": True, "zeroline": False, "showline": False, "ticks": "", "tickangle": 0, "tickfont": font}


class Figure:
    """A figure as Plotly's plain data: traces, axes, lines and labels in the order of drawing.

    Plotly's own figure checks all its labels again at each label added; here they are checked once, when it is shown.
    """

    def __init__(self, layout: Mapping[str, Any]) -> None:
        self.data: list[dict[str, Any]] = []
        self.layout: dict[str, Any] = {"shapes": [], "annotations": [], **layout}

    def add_scatter(self, **values: Any) -> None:
        """Points, or a line through them."""
        self.data.append({"type": "scatter", **values})

    def add_bar(self, **values: Any) -> None:
        """Bars."""
        self.data.append({"type": "bar", **values})

    def add_heatmap(self, **values: Any) -> None:
        """Cells shaded by their value."""
        self.data.append({"type": "heatmap", **values})

    def add_shape(self, **values: Any) -> None:
        """A line or a rectangle between two points."""
        self.layout["shapes"].append(values)

    def add_vline(self, x: Any, line: Mapping[str, Any]) -> None:
        """A vertical line over the whole height."""
        self.add_shape(type="line", x0=x, x1=x, y0=0, y1=1, yref="y domain", line=line)

    def add_hline(self, y: float, line: Mapping[str, Any]) -> None:
        """A horizontal line over the whole width."""
        self.add_shape(type="line", y0=y, y1=y, x0=0, x1=1, xref="x domain", line=line)

    def add_annotation(self, **values: Any) -> None:
        """A text at a point."""
        self.layout["annotations"].append(values)

    def update_xaxes(self, **values: Any) -> None:
        """Properties of the horizontal axis."""
        self.layout["xaxis"] |= values

    def update_yaxes(self, **values: Any) -> None:
        """Properties of the vertical axis."""
        self.layout["yaxis"] |= values

    @property
    def spec(self) -> dict[str, Any]:
        """What Plotly draws."""
        return {"data": self.data, "layout": self.layout}


def figure(pen: Pen, height: int, left: int = 44, right: int = 80, bottom: int = 24) -> Figure:
    """An empty figure in the house template, `height` pixels high; margins in pixels."""
    return Figure(
        {
            "template": "none",
            "height": height,
            "margin": {"t": 4, "b": bottom, "l": left, "r": right, "pad": 4},
            "font": {"family": CHART_FONT, "size": 14, "color": pen.colours["text"]},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {"font": {"family": CHART_FONT, "size": 14}, "align": "left"},
            "separators": ",\u202f" if pen.language == "fr" else ".,",
            "uirevision": "fixed",
            "barmode": "overlay",
            "xaxis": {**_axis(pen), "showgrid": False},
            "yaxis": {**_axis(pen), "gridcolor": pen.colours["grid"], "nticks": 5},
        }
    )


SIZED = frozenset({"height", "size", "l", "r", "t", "b", "xshift", "yshift", "standoff"})
"""What a figure's layout and data say in pixels, beside the width of lines; that of bars is in the axis's own unit."""


def enlarged(spec: Any, factor: float) -> Any:
    """A figure's plain data with everything that is in pixels `factor` times as large: read from three metres.

    >>> enlarged({"layout": {"height": 200, "font": {"size": 13}}, "data": [{"x": [1], "marker": {"size": [4, 9]}}]}, 2)
    {'layout': {'height': 400, 'font': {'size': 26}}, 'data': [{'x': [1], 'marker': {'size': [8, 18]}}]}
    """
    if isinstance(spec, list | tuple):
        return [enlarged(one, factor) for one in spec]
    if not isinstance(spec, dict):
        return spec
    found = {key: _larger(value, factor) if key in SIZED else enlarged(value, factor) for key, value in spec.items()}
    if isinstance(line := spec.get("line"), dict) and "width" in line:
        found["line"]["width"] = _larger(line["width"], factor)
    return found


def _larger(value: Any, factor: float) -> Any:
    if isinstance(value, list | tuple):
        return [_larger(one, factor) for one in value]
    return value * factor if isinstance(value, int | float) and not isinstance(value, bool) else value


def note(drawn: Figure, **values: Any) -> None:
    """A direct label."""
    drawn.add_annotation(**{"showarrow": False, "yref": "y", "font": {"size": SMALL}, **values})


def rule(drawn: Figure, colour: str, width: float, dash: str = "solid", **ends: Any) -> None:
    """A straight line between two points."""
    drawn.add_shape(**{"type": "line", "line": {"color": colour, "width": width, "dash": dash}, **ends})


def short(name: str, longest: int) -> str:
    """`name` cut after a word to `longest` signs at most; the full name is in the table under the chart.

    >>> short("Fewer and shorter meetings", 20)
    'Fewer and shorter…'
    """
    if len(name) <= longest:
        return name
    return re.sub(r"(\W+\w{1,3})?\W*$", "", name[:longest].rpartition(" ")[0]) + "…"


def row_label(drawn: Figure, index: int, name: str, column: int) -> None:
    """The name of row `index`, in a column of `column` pixels at the left of a horizontal chart."""
    written = short(name, int((column - 12) / 6.4))
    note(drawn, x=0, xref="paper", xanchor="left", xshift=-column, y=index, text=written)


def apart(values: list[float], gap: float) -> list[float]:
    """Positions of three end labels at `values` (ascending), at least `gap` apart, the middle one kept in place.

    >>> apart([0.0, 1.0, 1.5], 1.0)
    [0.0, 1.0, 2.0]
    """
    low, middle, high = values
    return [min(low, middle - gap), middle, max(high, middle + gap)]


def two_apart(first: float, second: float, gap: float) -> tuple[float, float]:
    """Two labels at least `gap` apart, in their order.

    >>> two_apart(1.0, 1.0, 0.5)
    (1.25, 0.75)
    """
    if abs(first - second) >= gap:
        return first, second
    middle, side = (first + second) / 2, gap / 2 if first >= second else -gap / 2
    return middle + side, middle - side
