"""Tab 4: communities and barriers, what changed around the tools, how people were brought in."""

from __future__ import annotations

import streamlit as st

from valuemodel.kpis import catalogue
from valuemodel.locale import day, label, number, percent, text
from valuemodel.practice import Findings, reading
from valuemodel.story import accompaniment, practice_next
from valuemodel.story import practice_barriers as story
from valuemodel.story.practice import choice_name, group_name, when
from valuemodel.ui import chart_practice, chart_rows, money, practice_changes, practice_parts
from valuemodel.ui.charts import Pen
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import draw, element
from valuemodel.ui.practice_example import column
from valuemodel.ui.practice_parts import Drawn


def draw_tab(here: Context) -> None:
    """The whole tab."""
    assert here.closing is not None and here.programme is not None
    found, language, part = here.closing.practice_findings, here.language, practice_parts.part
    told = story.barriers(found, here.programme, here.model.drivers, language)
    part(here, "barriers", told, lambda pen: _barriers(found, pen), "survey")
    practice_parts.so_what(here, "barriers", practice_next.barriers(found, language))
    with st.grid(2, min_column_width=480, gap="medium"):
        with st.container():
            part(here, "communities", story.communities(found, language), lambda pen: _pillars(found, pen),
                 "communities")  # fmt: skip
            _try(here, found)
        with st.container():
            part(here, "pedagogy", _accompaniment(here), lambda pen: _pedagogy(found, pen), "survey")
    if found.compared:
        part(here, "learners", _learners(language), lambda pen: _compared(here, pen), "survey")
    part(here, "changes", story.changes(found, language), lambda pen: _changes(here, pen), "register")
    practice_changes.draw_register(here)


def _accompaniment(here: Context) -> story.Said | None:
    """Whom accompaniment reached, what it costs, and its own return or why there is none."""
    assert here.closing is not None
    told = story.pedagogy(here.closing.practice_findings, here.language)
    if told is None:
        return None
    review = money.results(here, "review", money.chosen_convention(here))
    own = accompaniment.own_return_words(here.closing, review, here.language)
    return told._replace(words=f"{told.words} {own}".strip())


def _learners(language: str) -> story.Said:
    return story.say("learners", language)


def _barriers(found: Findings, pen: Pen) -> Drawn:
    language, barriers = pen.language, reading.barriers(found)
    bars, rows = [], []
    for one in barriers:
        level = text(f"practice.levels.{one.level}", language)
        name, share = choice_name("main_barrier", one.key, language), percent(one.share, language)
        change = "–" if one.change is None else number(100 * one.change, language, sign=True)
        bars.append(chart_rows.Bar(name, one.share, f"<b>{share}</b> · {level}", one is barriers[0]))
        rows.append((name, share, percent(one.added, language), level, change))
    columns = column(("barrier", "share", "added", "level_able", "since"), language)
    return Drawn(chart_rows.bars(bars, pen), columns, tuple(rows))


def _pillars(found: Findings, pen: Pen) -> Drawn:
    language, communities = pen.language, found.communities
    assert communities is not None
    told = {name: value for name, value in communities.pillars.items() if value is not None}
    bars = [
        chart_rows.Bar(text(f"practice.pillars.{name}", language), value, percent(value, language),
                       name == communities.weakest)
        for name, value in told.items()
    ]  # fmt: skip
    rows = [(bar.name, bar.written) for bar in bars]
    rows += [(text(f"practice.states.{state}", language), number(count, language))
             for state, count in communities.states.items()]  # fmt: skip
    drawn = chart_rows.bars(bars, pen, whole=True) if bars else None
    return Drawn(drawn, column(("pillar", "value"), language), tuple(rows))


def _try(here: Context, found: Findings) -> None:
    """What to try for the weakest pillar."""
    if found.communities is not None and found.communities.weakest:
        words = text(f"practice.pillar_fix.{found.communities.weakest}", here.language)
        draw(element("p", element("b", text("practice.page.communities.try", here.language)), " ", words, css="pv"))


def _pedagogy(found: Findings, pen: Pen) -> Drawn:
    language = pen.language
    told = found.of("choice.pedagogy", group="programme")
    last = [one for one in told if one.period == told[-1].period]
    names = [text(f"practice.choices.pedagogy.{one.key}", language) for one in last]
    stack = chart_rows.Stack(when(last[0].period, language), tuple(one.value for one in last))
    rows = tuple((name, percent(one.value, language)) for name, one in zip(names, last, strict=True))
    return Drawn(chart_rows.stacks([stack], names, pen), column(("who", "share"), language), rows)


def _compared(here: Context, pen: Pen) -> Drawn:
    assert here.closing is not None
    language = pen.language
    found = here.closing.practice_findings.compared
    by_kpi = {one.kpi: {other.group: other for other in found if other.kpi == one.kpi} for one in found}
    groups = tuple(dict.fromkeys(one.group for one in found))
    rows = tuple(
        (label(catalogue()[kpi].label, language),
         *(story.difference(told[group], language) if group in told else "–" for group in groups))
        for kpi, told in by_kpi.items()
    )  # fmt: skip
    names = tuple(group_name(here.closing, group, language) for group in groups)
    return Drawn(None, (*column(("measure",), language), *names), rows)


def _changes(here: Context, pen: Pen) -> Drawn:
    """The register's lines, numbered as they stand on the time axis of regular use; without months, the lines only."""
    assert here.closing is not None
    language, found = pen.language, here.closing.practice_findings
    rows = tuple(
        (number(place, language), day(one.day, language), label(one.label, language),
         text(f"practice.kinds.{one.kind}", language), text(f"practice.facing.{one.facing}", language),
         one.group or text("practice.page.everywhere", language))
        for place, one in enumerate(found.changes, 1)
    )  # fmt: skip
    measured = reading.regular_months(found)
    drawn = chart_practice.changed(measured, [one.day for one in found.changes], pen) if measured else None
    return Drawn(drawn, column(("number", "day", "change", "kind", "facing", "where"), language), rows)
