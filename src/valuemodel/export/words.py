"""Words that several exports share."""

from __future__ import annotations

from valuemodel import kpis
from valuemodel.closing import Source
from valuemodel.locale import day, label, number, text
from valuemodel.model.types import DriverResult
from valuemodel.story import worth


def kpi_labels(language: str) -> dict[str, str]:
    """The label of every KPI."""
    return {key: label(kpi.label, language) for key, kpi in kpis.catalogue().items()}


def why_not(driver: DriverResult, language: str) -> str:
    """Why a driver does not count."""
    return worth.why_not(driver, language, kpi_labels(language))


def source_line(source: Source, language: str) -> str:
    """An upload in a line: name, when it was loaded, rows kept of rows read."""
    return text(
        "export.source",
        language,
        file=source.file_name,
        day=day(source.loaded_at.date(), language),
        kept=number(source.rows_kept, language),
        read=number(source.rows_read, language),
    )
