"""Charts as static SVG, for the report: the same markup in the page and in the PDF, read without a network."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from valuemodel.export.colours import COLOURS

INK, MUTED, GRID = "#111820", "#56606B", "#E7E3DA"


def _svg(width: float, height: float, parts: Sequence[str], alt: str) -> str:
    name = escape(alt, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" aria-label="{name}"><title>{name}</title>{"".join(parts)}</svg>'
    )


def words(
    x: float, y: float, written: str, anchor: str = "start", size: float = 11, fill: str = INK, bold: bool = False
) -> str:
    """A text at a point."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size:g}" fill="{fill}"{weight}>'
        f"{escape(written)}</text>"
    )


def line(x1: float, y1: float, x2: float, y2: float, colour: str = MUTED, width: float = 1) -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width:g}"/>'


def waterfall(steps: Sequence[tuple[str, float, float, str]], amounts: Sequence[str], alt: str) -> str:
    """Bars from `start` to `end`, one a row, each with its name at the left and its amount at the right."""
    left, right, row = 270.0, 630.0, 22.0
    low = min(0.0, *(min(start, end) for _, start, end, _ in steps))
    high = max(0.0, *(max(start, end) for _, start, end, _ in steps))
    span = (high - low) or 1.0

    def at(value: float) -> float:
        return left + (value - low) / span * (right - left)

    height = row * len(steps) + 8
    parts = [line(at(0), 0, at(0), height)]
    for place, ((name, start, end, kind), amount) in enumerate(zip(steps, amounts, strict=True)):
        top = place * row + 4
        first, wide = at(min(start, end)), max(abs(at(end) - at(start)), 1.0)
        bold = kind == "total"
        parts.append(words(left - 8, top + 12, name, "end", 10 if len(name) > 42 else 11, bold=bold))
        parts.append(f'<rect x="{first:.1f}" y="{top:.1f}" width="{wide:.1f}" height="15" fill="#{COLOURS[kind]}"/>')
        parts.append(words(first + wide + 6, top + 12, amount, bold=bold))
    return _svg(700, height, parts, alt)


def lines(
    rows: Sequence[tuple[Sequence[float | None], str, bool]], months: Sequence[str], ticks: Sequence[tuple[float, str]],
    alt: str, band: tuple[Sequence[float], Sequence[float]] | None = None,
) -> str:  # fmt: skip
    """Lines over months, with a band behind them; a row is its values, its colour and whether it is dashed."""
    left, right, top, bottom = 70.0, 690.0, 10.0, 190.0
    values = [one for row, _, _ in rows for one in row if one is not None] + [value for value, _ in ticks]
    values += [one for side in band or () for one in side]
    low, high = min(values), max(values)
    span, last = (high - low) or 1.0, max(len(months) - 1, 1)

    def at(place: int, value: float) -> tuple[float, float]:
        return left + place / last * (right - left), bottom - (value - low) / span * (bottom - top)

    parts = []
    for value, written in ticks:
        y = at(0, value)[1]
        parts += [
            line(left, y, right, y, MUTED if value == 0 else GRID),
            words(left - 8, y + 4, written, "end", 10, MUTED),
        ]
    if band:
        edge = [at(i, v) for i, v in enumerate(band[1])] + [at(i, v) for i, v in reversed(list(enumerate(band[0])))]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in edge)
        parts.append(f'<polygon points="{drawn}" fill="#{COLOURS["band"]}" fill-opacity="0.6"/>')
    for row, colour, dashed in rows:
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(i, v) for i, v in enumerate(row) if v is not None))
        dash = ' stroke-dasharray="5 4"' if dashed else ""
        parts.append(f'<polyline points="{drawn}" fill="none" stroke="#{COLOURS[colour]}" stroke-width="2.2"{dash}/>')
    for place in range(0, len(months), max(1, -(-len(months) // 7))):
        x = at(place, low)[0]
        parts.append(words(x, bottom + 18, months[place], "end" if x > right - 25 else "middle", 10, MUTED))
    return _svg(700, 214, parts, alt)


def steps_between(low: float, high: float, count: int = 4) -> list[float]:
    """Round values from below `low` to above `high`, for the lines of a chart.

    >>> steps_between(-130, 610)
    [-200.0, 0.0, 200.0, 400.0, 600.0, 800.0]
    """
    from math import ceil, floor, log10

    rough = max(high - low, 1e-9) / count
    scale = 10 ** floor(log10(rough))
    step = next(one * scale for one in (1, 2, 5, 10) if one * scale >= rough * 0.999)
    return [round(float(place * step), 10) for place in range(floor(low / step), ceil(high / step) + 1)]
