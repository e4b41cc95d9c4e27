"""Tab 1: adoption and spread."""

from __future__ import annotations

import streamlit as st

from valuemodel.locale import month, percent, text
from valuemodel.practice import Findings, reading
from valuemodel.privacy import size_text
from valuemodel.story import practice as story
from valuemodel.story import practice_next
from valuemodel.ui import chart_practice, chart_rows, practice_follow, practice_parts
from valuemodel.ui.charts import Pen
from valuemodel.ui.context import Context
from valuemodel.ui.practice_parts import Drawn


def draw_tab(here: Context) -> None:
    """The whole tab."""
    assert here.closing is not None
    found, language = here.closing.practice_findings, here.language
    practice_parts.part(here, "funnel", story.funnel(found, language), lambda pen: _funnel(found, pen), "usage",
                        "adoption")  # fmt: skip
    practice_parts.refusals(found, language, "breadth", "depth", "stickiness")
    practice_parts.so_what(here, "adoption", practice_next.adoption(here.closing, language))
    practice_parts.part(here, "spread", story.spread(found, language), lambda pen: _spread(here, pen), "usage",
                        "adoption")  # fmt: skip
    with st.grid(2, min_column_width=480, gap="medium"):
        with st.container():
            told = story.curve(found, language)
            if told is not None or not found.curves:
                practice_parts.part(here, "curve", told, lambda pen: _curves(found, pen), "usage", "adoption")
            else:
                with practice_parts.section("practice_curve", text("practice.page.curve.empty", language)):
                    practice_parts.listed(story.refused_curves(found, language))
            if told is not None:
                practice_parts.listed(story.refused_curves(found, language))
                practice_follow.follow(here)
        with st.container():
            practice_parts.part(here, "staying", story.staying(found, language), lambda pen: _staying(found, pen),
                                "usage", "adoption")  # fmt: skip
    practice_parts.part(here, "mobile", story.mobile(found, language), lambda pen: _mobile(here, pen), "devices")


def _column(names: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(text(f"practice.column.{name}", language) for name in names)


def _funnel(found: Findings, pen: Pen) -> Drawn:
    language = pen.language
    bars: list[chart_rows.Bar] = []
    rows: list[tuple[str, ...]] = []
    for stage in reading.funnel(found):
        name, share = text(f"practice.stages.{stage.stage}", language), percent(stage.share, language)
        of = text(f"practice.stages_of.{stage.stage}", language)
        before = "" if stage.of_before is None else f"{percent(min(stage.of_before, 1.0), language)} {of}"
        said = f"({before})" if before and stage.stage != "licensed" else of
        bars.append(
            chart_rows.Bar(name, stage.share, f"<b>{share}</b> {said}", stage.stage in ("regular", "contributor"))
        )
        rows.append((name, share, before, size_text(stage.n, language)))
    rows += _tools(found, language)
    return Drawn(chart_rows.bars(bars, pen, whole=True), _column(("stage", "of_eligible", "of_before", "n"), language),
                 tuple(rows))  # fmt: skip


def _tools(found: Findings, language: str) -> list[tuple[str, ...]]:
    """The active people of each tool, where reports tell several apart."""
    return [
        (
            f"{story.tool_name(tool, language)} · {text('practice.stages.active', language)}",
            percent(stage.share, language),
            "",
            size_text(stage.n, language),
        )
        for tool in reading.tools(found)
        for stage in reading.funnel(found, tool=tool)
        if stage.stage == "active"
    ]


def _spread(here: Context, pen: Pen) -> Drawn:
    assert here.closing is not None and here.programme is not None
    found, language = here.closing.practice_findings, pen.language
    units = story.units_of(found)
    planned = next((one.planned for one in found.spread if one.group == story.PROGRAMME), None)
    names = [story.group_name(here.closing, one.group, language) for one in units]
    told = [chart_practice.Taken(name, one.first_regular, one.level, planned is None or one.planned is not None)
            for name, one in zip(names, units, strict=True)]  # fmt: skip
    words = {"not_yet": text("practice.page.spread.not_yet", language), "plan": ""}
    if planned is not None:
        words["plan"] = text("practice.page.spread.plan", language, day=month(planned, language, short=True))
    ends = (here.programme.started.replace(day=1), here.closing.as_of.replace(day=1))
    drawn = chart_practice.taken_up(told, planned, words, ends, pen)
    rows = tuple(
        (one.name, month(one.first, language) if one.first else words["not_yet"], percent(one.level, language),
         text(f"practice.page.spread.{'inside' if one.main else 'outside'}", language))
        for one in told
    )  # fmt: skip
    return Drawn(drawn, _column(("unit", "first", "level", "part"), language), rows)


def _curves(found: Findings, pen: Pen) -> Drawn:
    drawable, language = story.drawable(found), pen.language
    days = reading.regular_months(found)
    rows = tuple(
        (month(day, language), percent(level, language), f"{percent(low, language)} – {percent(high, language)}")
        for day, level, low, high in zip(*(getattr(drawable[0], name) for name in ("months", "levels", "low", "high")),
                                         strict=True)
    )[2::3]  # fmt: skip
    return Drawn(chart_practice.curves(drawable, days, pen), _column(("month", "level", "interval"), language), rows)


def _staying(found: Findings, pen: Pen) -> Drawn:
    """Survival as bars, one a duration; the cohorts in the table."""
    language = pen.language
    kept = found.of("retention", group=story.PROGRAMME)
    names = [text("practice.page.staying.after", language, months=str(int(one.key))) for one in kept]
    bars = [
        chart_rows.Bar(name, one.value, percent(one.value, language)) for name, one in zip(names, kept, strict=True)
    ]
    rows = [(bar.name, bar.written, size_text(one.n, language)) for bar, one in zip(bars, kept, strict=True)]
    rows += [
        (text("practice.page.staying.cohort", language, cohort=one.cohort, months=len(one.active) - 1),
         percent(one.active[-1], language), size_text(one.n, language))
        for one in found.cohorts
    ]  # fmt: skip
    return Drawn(chart_rows.bars(bars, pen, whole=True), _column(("duration", "still", "n"), language), tuple(rows))


def _mobile(here: Context, pen: Pen) -> Drawn:
    """One bar a distance from the customer, then the programme and the comparison group."""
    assert here.closing is not None
    language = pen.language
    figures = here.closing.practice_findings.of("mobile")
    told = sorted(figures, key=lambda one: (not one.group.startswith("distance"), one.group != story.PROGRAMME))
    bars = [
        chart_rows.Bar(story.group_name(here.closing, one.group, language), one.value, percent(one.value, language),
                       one.group == story.FRONT_LINE)
        for one in told
    ]  # fmt: skip
    rows = tuple(
        (bar.name, bar.written, practice_parts.interval(one, language), size_text(one.n, language))
        for bar, one in zip(bars, told, strict=True)
    )
    return Drawn(chart_rows.bars(bars, pen, whole=True), _column(("who", "share", "interval", "n"), language), rows)
