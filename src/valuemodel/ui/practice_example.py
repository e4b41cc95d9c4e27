"""Tab 3: example, pull, what each level sees, and the two goals."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from valuemodel.locale import number, percent, text
from valuemodel.practice import Findings, reading
from valuemodel.privacy import size_text
from valuemodel.story import practice_next
from valuemodel.story import practice_voices as story
from valuemodel.story.practice import item_name
from valuemodel.ui import chart_practice, chart_rows, practice_parts
from valuemodel.ui.charts import Pen
from valuemodel.ui.context import Context
from valuemodel.ui.practice_parts import Drawn

ROLES = ("executive", "manager", "staff")
WIDEST_GAPS = 8


def draw_tab(here: Context) -> None:
    """The whole tab."""
    assert here.closing is not None
    found, language, part = here.closing.practice_findings, here.language, practice_parts.part
    part(here, "example", story.example(found, language),
         lambda pen: moved(story.moved(found, reading.EXAMPLE, language), pen), "example")  # fmt: skip
    practice_parts.so_what(here, "example", practice_next.example(found, language))
    with st.grid(2, min_column_width=480, gap="medium"):
        with st.container():
            part(here, "pull", story.pull(here.closing, language),
                 lambda pen: moved(story.by_distance(here.closing, language), pen), "distance")  # type: ignore[arg-type]  # fmt: skip
        with st.container():
            part(here, "quadrant", story.quadrant(found, language),
                 lambda pen: _quarters(found, "pull_quadrant", ("own_way", "pulled", "neither", "in_line"), pen),
                 "survey")  # fmt: skip
    part(here, "perception", story.perception(found, language), lambda pen: _gaps(found, pen), "roles")
    with st.grid(2, min_column_width=480, gap="medium"):
        with st.container():
            part(here, "goals", story.goals(found, language),
                 lambda pen: _quarters(found, "two_goals", ("person_only", "both", "neither", "company_only"), pen),
                 "goals")  # fmt: skip
        with st.container():
            part(here, "means", story.means(found, language),
                 lambda pen: moved(story.moved(found, reading.MEANS, language), pen), "goals")  # fmt: skip


def column(names: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Headings."""
    return tuple(text(f"practice.column.{name}", language) for name in names)


def moved(rows: Sequence[story.Moved], pen: Pen, names: tuple[str, str] = ("before", "after")) -> Drawn:
    """Means before and after; `names` are the headings of the two."""
    drawn = chart_rows.pairs([chart_rows.Pair(row.name, row.before, row.after) for row in rows], pen)
    told = tuple(
        (row.name, "–" if row.before is None else percent(row.before, pen.language), percent(row.after, pen.language),
         size_text(row.n, pen.language))
        for row in rows
    )  # fmt: skip
    return Drawn(drawn, column(("question", *names, "n"), pen.language), told)


def _quarters(found: Findings, topic: str, order: tuple[str, ...], pen: Pen) -> Drawn:
    """Top left, top right, bottom left, bottom right; across is the company's side, up the person's."""
    parts, language = story.quarters(found, topic), pen.language
    corners = [chart_practice.Corner(text(f"practice.{topic}.{key}", language), parts[key].value) for key in order]
    across, up = (text(f"practice.{topic}.{axis}", language) for axis in ("across", "up"))
    rows = tuple((corner.name, percent(corner.share, language)) for corner in corners)
    return Drawn(chart_practice.two_by_two(corners, across, up, pen), column(("who", "share"), language), rows)


def _gaps(found: Findings, pen: Pen) -> Drawn:
    language, gaps = pen.language, story.gaps(found)
    spots = [chart_rows.Spots(item_name(one.item, language), (one.executive, one.manager, one.staff))
             for one in gaps[:WIDEST_GAPS]]  # fmt: skip
    kinds = [text(f"practice.groups.role_{role}", language) for role in ROLES]
    rows = tuple(
        (item_name(one.item, language), *("–" if share is None else percent(share, language)
                                          for share in (one.executive, one.manager, one.staff)),
         _points(one.gap, language), f"{_points(one.low, language)} – {_points(one.high, language)}")
        for one in gaps
    )  # fmt: skip
    return Drawn(chart_rows.spots(spots, kinds, pen), (*column(("question",), language), *kinds,
                 *column(("gap", "interval"), language)), rows)  # fmt: skip


def _points(value: float | None, language: str) -> str:
    return "" if value is None else number(100 * value, language, sign=True)
