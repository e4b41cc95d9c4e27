"""The first rows of what a file would become, with every identifier masked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd

from valuemodel.locale import day, has_text, number, text
from valuemodel.spreadsheets import Tidy
from valuemodel.ui.fragments import Column, Html, Row, joined, table

SHOWN_ROWS = 5
MASK = "••••••"
SHOWN = {
    "people": ("person_id", "unit", "site", "role", "distance", "joined", "programme_start"),
    "respondents": ("person_id", "unit", "role", "answered_at"),
    "answers": ("respondent", "item", "value", "missing"),
    "activity": ("person_id", "period_start", "period_end", "tool", "measure", "value"),
    "costs": ("line", "category", "month", "nature", "amount", "currency"),
}
"""Columns of each tidy table that are shown; what is not here (labels as typed, teams) is not."""


def preview(tidy: Tidy, language: str) -> Html:
    """One small table for each tidy table, five rows at most."""
    shown = [name for name in SHOWN if name in tidy.tables and len(tidy.tables[name])]
    return joined(*(_table(name, tidy.tables[name], language) for name in shown))


def _table(name: str, frame: pd.DataFrame, language: str) -> Html:
    columns = [column for column in SHOWN[name] if column in frame.columns]
    caption = text(f"data.preview.{name}", language, count=number(len(frame), language))
    headings = [
        Column(text(f"data.columns.{column}", language), number=column in ("value", "amount")) for column in columns
    ]
    rows = [
        Row([_cell(column, value, language) for column, value in zip(columns, values, strict=True)])
        for values in frame[columns].head(SHOWN_ROWS).itertuples(index=False)
    ]
    return table(caption, headings, rows)


def _cell(column: str, value: Any, language: str) -> str:
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return "–"
    if column == "person_id":
        return MASK
    if isinstance(value, datetime | date):
        return day(value, language)
    if isinstance(value, float):
        return number(value, language, 0 if value == int(value) else 2)
    key = f"data.values.{value}"
    return text(key, language) if has_text(key, language) else str(value)
