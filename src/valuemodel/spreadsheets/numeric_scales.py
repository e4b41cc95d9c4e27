"""The ends of the numeric scale of one question, and what a 0 on it means."""

from __future__ import annotations

import pandas as pd

from valuemodel.spreadsheets.own_questions import battery_of
from valuemodel.spreadsheets.reading import Reading
from valuemodel.spreadsheets.scales import bounds_in, leading_number, missing_kind
from valuemodel.spreadsheets.types import Choice

LOWEST, NOT_APPLICABLE = "lowest", "not_applicable"
MEANINGS = (
    Choice(LOWEST, {"en": "the lowest answer of the scale", "fr": "la réponse la plus basse de l'échelle"}),
    Choice(NOT_APPLICABLE, {"en": "not concerned, or no answer", "fr": "non concerné, ou pas de réponse"}),
)
# Scales that start at 1 nearly always; a 0 beside them is as likely to mean "not concerned".
DOUBTFUL = (4, 5, 6, 7)


def bounds_of(reading: Reading, position: int) -> tuple[int, int] | None:
    """The ends that the question names, or that like questions have; a 0 beside 1 to 5 is asked about, once a file."""
    named = bounds_in(reading.table.header[position])
    cells = [cell for cell in pd.unique(reading.column(position)) if missing_kind(cell, reading.labels) is None]
    numbers = {number for cell in cells if (number := leading_number(cell)) is not None}
    if named or not numbers:
        return named
    if numbers <= {0.0, 1.0}:
        return (0, 1)
    bounds = battery_of(reading, numbers)
    low, high = bounds or (int(min(numbers)), int(max(numbers)))
    if (
        low == 0
        and high in DOUBTFUL
        and all(isinstance(cell, int | float) or str(cell).strip().isdigit() for cell in cells)
    ):
        header = reading.table.header[position][:120]
        told = reading.options.get("zero")
        answer = told or reading.ask("zero", "zero", reading.where(position), MEANINGS, None, most=high, header=header)
        if "zero" in reading.answers:
            reading.options["zero"] = str(answer)
        return (1, high) if answer == NOT_APPLICABLE else (0, high)
    return bounds
