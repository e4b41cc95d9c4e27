"""Native charts of the deck: each keeps its figures in a sheet of its own that PowerPoint opens to edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from valuemodel.export.colours import COLOURS
from valuemodel.export.slides import INK, MUTED, Box, Deck

Series = Mapping[str, Sequence[float | None]]


def chart(
    deck: Deck, page: Any, box: Box, kind: Any, categories: Sequence[str], series: Series, number_format: str, alt: str
) -> Any:
    """A native chart with one series a name; `alt` says it in words."""
    data = CategoryChartData(number_format=number_format)
    data.categories = categories
    for name, values in series.items():
        data.add_series(name, values)
    frame = page.shapes.add_chart(kind, *deck.place(box), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    made = frame.chart
    made.font.size, made.font.color.rgb = Pt(12), INK
    made.has_title = False
    made.has_legend = len(series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    axis = made.value_axis
    axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("E7E3DA")
    axis.format.line.fill.background()
    axis.tick_labels.font.color.rgb = MUTED
    made.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    made.category_axis.has_major_gridlines = False
    return made


def columns(deck: Deck, page: Any, box: Box, categories: Sequence[str], series: Series, form: str, alt: str) -> Any:
    """Columns side by side, with their values."""
    made = chart(deck, page, box, XL_CHART_TYPE.COLUMN_CLUSTERED, categories, series, form, alt)
    _labelled(made, form)
    return made


def bars(deck: Deck, page: Any, box: Box, categories: Sequence[str], series: Series, form: str, alt: str) -> Any:
    """Horizontal bars, the first on top, with their values."""
    made = chart(deck, page, box, XL_CHART_TYPE.BAR_CLUSTERED, categories, series, form, alt)
    made.category_axis.reverse_order = True
    _labelled(made, form)
    return made


def _labelled(made: Any, form: str) -> None:
    plot = made.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = form, False
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    plot.data_labels.font.size = Pt(12)
    made.value_axis.visible = False
    made.value_axis.has_major_gridlines = False


def colour(series: Any, name: str) -> None:
    """Fills a series with one of COLOURS."""
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(COLOURS[name])


def colour_points(series: Any, names: Sequence[str]) -> None:
    """Fills each point of a series with its own colour."""
    for place, name in enumerate(names):
        fill = series.points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string(COLOURS[name])


def waterfall(
    deck: Deck, page: Any, box: Box, steps: Sequence[tuple[str, float, float, str]], names: Mapping[str, str],
    form: str, alt: str,
) -> Any:  # fmt: skip
    """Stacked bars from `start` to `end` in the colour of their kind; an unseen series carries them to their place."""
    kinds = [kind for kind in names if any(step[3] == kind for step in steps)]
    unseen = [_unseen(start, end) for _, start, end, _ in steps]
    series: dict[str, list[float | None]] = {" ": list(unseen)}
    for kind in kinds:
        series[names[kind]] = [_above(s, e) if found == kind else None for _, s, e, found in steps]
    below = [_below(start, end) for _, start, end, _ in steps]
    if any(value is not None for value in below):
        series["  "] = below
    made = chart(deck, page, box, XL_CHART_TYPE.BAR_STACKED, [step[0] for step in steps], series, form, alt)
    made.category_axis.reverse_order = True
    made.plots[0].gap_width, made.plots[0].overlap = 35, 100
    made.value_axis.visible, made.value_axis.has_major_gridlines = False, False
    made.plots[0].series[0].format.fill.background()
    for place, kind in enumerate(kinds, start=1):
        colour(made.plots[0].series[place], kind)
    if "  " in series:
        colour(made.plots[0].series[len(kinds) + 1], "loss")
    return made


def _unseen(start: float, end: float) -> float:
    """What lies between zero and the bar: nothing when the bar crosses it."""
    low, high = min(start, end), max(start, end)
    return low if low > 0 else high if high < 0 else 0.0


def _above(start: float, end: float) -> float | None:
    low, high = min(start, end), max(start, end)
    return low - high if high < 0 else high - max(low, 0.0)


def _below(start: float, end: float) -> float | None:
    low, high = min(start, end), max(start, end)
    return low if low < 0 < high else None


def lines(
    deck: Deck, page: Any, box: Box, categories: Sequence[str], series: Series, styles: Sequence[str], form: str,
    alt: str,
) -> Any:  # fmt: skip
    """Lines without markers, each in the colour of its style; a "band" is thin and dashed."""
    from pptx.enum.dml import MSO_LINE

    made = chart(deck, page, box, XL_CHART_TYPE.LINE, categories, series, form, alt)
    # A plan has a value for some months only: its line goes from one to the next.
    for found in made._chartSpace.xpath("c:chart/c:dispBlanksAs"):
        found.set("val", "span")
    skip = OxmlElement("c:tickLblSkip")
    skip.set("val", str(max(1, len(categories) // 12)))
    made.category_axis._element.insert_element_before(skip, "c:tickMarkSkip", "c:noMultiLvlLbl", "c:extLst")
    made.value_axis.tick_labels.number_format, made.value_axis.tick_labels.number_format_is_linked = form, False
    for one, style in zip(made.plots[0].series, styles, strict=True):
        one.smooth = False
        line = one.format.line
        line.color.rgb = RGBColor.from_string("287F96" if style == "band" else COLOURS[style])
        line.width = Pt(1.25 if style == "band" else 3)
        if style == "band":
            line.dash_style = MSO_LINE.DASH
    return made
