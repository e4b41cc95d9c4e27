"""What the parts of the practice page share: message, chart, explanation, caution, the same as a table; so what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import streamlit as st

from valuemodel.locale import percent, text
from valuemodel.practice import Figure as Measure
from valuemodel.practice import Findings
from valuemodel.story.practice import Said, reason
from valuemodel.story.practice_next import Next
from valuemodel.story.words import plain
from valuemodel.ui.board_charts import pen
from valuemodel.ui.charts import Figure, Pen
from valuemodel.ui.context import Context
from valuemodel.ui.fragments import (
    Column,
    Html,
    Row,
    draw,
    element,
    esc,
    joined,
    page_file,
    panel,
    plot,
    section,
    table,
)
from valuemodel.ui.fragments_value import charted


class Drawn(NamedTuple):
    """A chart (None for what is a table by nature) and the same figures as columns and rows of text."""

    figure: Figure | None
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def part(
    here: Context, key: str, told: Said | None, drawing: Callable[[Pen], Drawn], source: str, *topics: str
) -> None:
    """One part: its chart when the closing tells it; else why not, and what would lift it.

    `source` names what feeds it (`practice.missing.<source>`), `topics` those of the closing's refusals.
    """
    if told is None:
        waiting(here, key, source, *topics)
        return
    drawn, language = drawing(pen(here)), here.language
    markup = _table(told.title, drawn)
    if drawn.figure is None:
        with section(f"practice_{key}", told.title, told.lead):
            draw(markup)
            _below(told, language)
        return
    with charted(f"practice_{key}", told.title, told.lead, language, markup):
        alt = plain(f"{told.title}. " + "; ".join(" ".join(row) for row in drawn.rows[:20]) + ".")
        plot(drawn.figure, f"practice_{key}_chart", alt)
        _below(told, language)


def interval(one: Measure, language: str) -> str:
    """A share's interval in percents; a dash when it has none."""
    if one.low is None or one.high is None:
        return "–"
    return f"{percent(one.low, language)} – {percent(one.high, language)}"


def _below(told: Said, language: str) -> None:
    if told.words:
        draw(element("p", told.words, css="pv"))
    if told.caution:
        draw(element("p", element("b", text("practice.page.caution", language)), " ", told.caution, css="pv pv-small"))


def _table(title: str, drawn: Drawn) -> Html:
    columns = [
        Column(name, number=bool(place) and _numbers([row[place] for row in drawn.rows]))
        for place, name in enumerate(drawn.columns)
    ]
    return table(title, columns, [Row(row) for row in drawn.rows], show_caption=False)


def _numbers(cells: Sequence[str]) -> bool:
    """Whether most of a column's cells are figures."""
    return 2 * sum(cell[:1].isdigit() or cell[:1] in "+−–€" for cell in cells) > len(cells)


def waiting(here: Context, key: str, source: str, *topics: str) -> None:
    """What would be here, why it is not, and what would lift it."""
    assert here.closing is not None
    language = here.language
    why = reason(here.closing.practice_findings, *topics)
    with section(f"practice_{key}", text(f"practice.page.{key}.empty", language)):
        if why:
            draw(refused(why, language))
        else:
            draw(panel("note", text("practice.page.waiting", language), text(f"practice.missing.{source}", language)))


def refused(why: str, language: str) -> Html:
    """A refusal: its reason, then what would lift it."""
    label = text("practice.page.refused", language)
    return panel("refused", label, text(f"practice.refused.{why}", language), text(f"practice.lift.{why}", language))


def refusals(findings: Findings, language: str, *topics: str) -> None:
    """The parts of `topics` that the closing refused, one panel each."""
    for one in findings.refused:
        if one.topic in topics and one.group == "programme":
            name = text(f"practice.topics.{one.topic}", language)
            words = " ".join(text(f"practice.{kind}.{one.reason}", language) for kind in ("refused", "lift"))
            draw(panel("refused", name, words))


def so_what(here: Context, tab: str, found: Next | None) -> None:
    """The next action that the tab suggests and the KPI that it would move."""
    if found is None:
        return
    language = here.language
    with st.container(key=f"ask_practice_{tab}", gap="xxsmall"):
        draw(element("p", element("b", text("practice.next.label", language)), " ", found.action, css="pv"))
        moved = text("practice.next.kpi", language)
        draw(element("p", joined(moved, " ", element("b", found.kpi_label(language))), css="pv pv-small"))
        st.page_link(page_file("before_after"), label=text("practice.next.see", language))


def listed(words: Sequence[str]) -> None:
    """Short lines, one under the other."""
    if words:
        draw(element("ul", *(element("li", esc(word)) for word in words), css="pv pv-small"))
