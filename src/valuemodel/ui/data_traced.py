"""The first rows of a file beside what they become, with every identifier masked."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from valuemodel.locale import day, has_text, number, text
from valuemodel.spreadsheets import Tidy
from valuemodel.spreadsheets.tables import count, is_summed
from valuemodel.spreadsheets.targets import field_words
from valuemodel.spreadsheets.traced import CODE, NOBODY, TracedCell, TracedRow
from valuemodel.story.words import sentence_case
from valuemodel.ui.fragments import Column, Html, Row, draw, element, esc, table

MASK = "••••••"
NAMES = ("cell", "written", "becomes", "stored")
TOLD = ("people", "respondents", "answers", "activity", "costs", "communities", "ties", "unit_ties")
TALL = 14
"""Above so many cells the table scrolls in its own place."""


def first_rows(tidy: Tidy, file_id: str, language: str) -> None:
    """How much will be stored, then one row at a time, each of its cells beside what is kept of it."""
    draw(element("p", _sizes(tidy, language), css="pv"))
    rows = {row.address: row for row in tidy.first}
    chosen = st.segmented_control(
        text("data.first.row", language),
        list(rows),
        default=tidy.first[0].address,
        key=f"first_{file_id}",
        required=True,
        format_func=lambda address: address.rpartition("!")[2],
    )
    row = rows.get(chosen or "", tidy.first[0])
    with st.container(height=480 if len(row.cells) > TALL else "content", border=False):
        draw(row_table(row, language))


def row_table(row: TracedRow, language: str) -> Html:
    """One row of the file as a table: where, what is written, what it becomes, what is kept."""
    columns = [Column(text(f"data.first.{name}", language)) for name in NAMES]
    caption = text("data.first.caption", language, row=row.address)
    return table(caption, columns, [_line(cell, language) for cell in row.cells], show_caption=False)


def _sizes(tidy: Tidy, language: str) -> str:
    parts = [
        text(f"data.first.sizes.{name}", language, count=number(count(tidy.tables, name), language))
        for name in TOLD
        if name in tidy.tables and count(tidy.tables, name)
    ]
    told = text("data.first.will_be", language, parts=", ".join(parts))
    return f"{told} {text('data.first.summed', language)}" if is_summed(tidy.tables) else told


def _line(cell: TracedCell, language: str) -> Row:
    where = element("span", cell.address.rpartition("!")[2], css="pv-small")
    written = MASK if cell.stored in (CODE, NOBODY) else cell.written or "–"
    becomes = sentence_case(field_words(cell.becomes, language, cell.header))
    return Row([
        where, element("div", element("b", written), element("small", cell.header), css="pv-anywhere"),
        element("span", becomes, css="pv-anywhere"), _stored(cell, language),
    ])  # fmt: skip


def _stored(cell: TracedCell, language: str) -> Html:
    if cell.stored in (CODE, NOBODY):
        return element("span", text(f"data.first.{cell.stored}", language), css="pv-small")
    if cell.missing:
        return element("span", text(f"data.values.{cell.missing}", language), css="pv-small")
    if cell.stored is None or cell.stored == "":
        return element("span", text("data.first.not_kept", language) if cell.written else "–", css="pv-small")
    return element("b", _value(cell.stored, language), css="pv-strong")


def _value(stored: Any, language: str) -> Html | str:
    if isinstance(stored, tuple):
        return esc(" – ".join(_value(one, language) for one in stored if one is not None))
    if isinstance(stored, bool):
        return text(f"data.first.{'yes' if stored else 'no'}", language)
    if isinstance(stored, date):
        return day(stored, language)
    if isinstance(stored, int | float):
        return number(stored, language, 0 if float(stored).is_integer() else 2)
    key = f"data.values.{stored}"
    return text(key, language) if has_text(key, language) else str(stored)
