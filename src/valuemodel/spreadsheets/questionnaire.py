"""The questionnaire: modules of the item bank, how long they take, what each feeds, and a spreadsheet for forms."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from valuemodel.errors import ValueModelError
from valuemodel.locale import LANGUAGES, label, text
from valuemodel.spreadsheets.items import items
from valuemodel.spreadsheets.scales import labels_in_order
from valuemodel.yaml_files import read_yaml

CORE = "core"
WIDTHS = (6, 26, 70, 14, 70, 14, 22)


@dataclass(frozen=True)
class Asked:
    """One item of a questionnaire: its module, and the KPIs that it feeds."""

    item: str
    module: str
    feeds: tuple[str, ...]

    @property
    def scale(self) -> str:
        """The scale on which it is answered."""
        return str(items()[self.item]["scale"])


@cache
def settings() -> Mapping[str, Any]:
    """`questionnaire.yaml`: modules, the most items, seconds an item of each scale."""
    return read_yaml(Path(__file__).with_name("questionnaire.yaml"))


def modules() -> tuple[str, ...]:
    """The modules in order, the core first."""
    return tuple(settings()["modules"])


def asked(chosen: Iterable[str] = ()) -> tuple[Asked, ...]:
    """The items of the core and of the `chosen` modules, in order; `module_unknown`, `too_many_items`."""
    wanted = {CORE, *chosen}
    unknown = sorted(wanted - set(modules()))
    if unknown:
        raise ValueModelError("module_unknown", unknown[0], name=unknown[0], known=", ".join(modules()))
    found = tuple(
        Asked(item, module, tuple(feeds))
        for module in modules()
        if module in wanted
        for item, feeds in settings()["modules"][module]["items"].items()
    )
    most = int(settings()["most_items"])
    if len(found) > most:
        raise ValueModelError("too_many_items", "", count=len(found), most=most)
    return found


def minutes(found: Iterable[Asked]) -> float:
    """How long the items take to answer, in minutes: the seconds of each scale, added up."""
    return sum(float(settings()["seconds"][one.scale]) for one in found) / 60


def options(item: str, language: str) -> tuple[str, ...]:
    """The answers to choose from, in order; nothing for a number."""
    entry = items()[item]
    if entry["scale"] == "choice":
        return tuple(label(choice, language) for choice in entry["choices"])
    if entry["scale"] in ("zero_ten", "one_five"):
        first, last = (0, 10) if entry["scale"] == "zero_ten" else (1, 5)
        return tuple(str(place) for place in range(first, last + 1))
    return labels_in_order(str(entry["scale"]), language)


def workbook(chosen: Iterable[str] = (), languages: Iterable[str] = LANGUAGES) -> bytes:
    """The questionnaire as an xlsx, one sheet a language: what to copy into a form, question by question.

    A question keeps the wording by which its answers are recognised when they come back.
    """
    book = Workbook()
    book.remove(book.active)
    found = asked(chosen)
    for language in languages:
        _sheet(book.create_sheet(text("questionnaire.sheet", language)), found, language)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _sheet(sheet: Worksheet, found: tuple[Asked, ...], language: str) -> None:
    columns = ("number", "section", "question", "type", "options", "required", "feeds")
    sheet.append([text(f"questionnaire.column.{name}", language) for name in columns])
    for place, one in enumerate(found, 1):
        sheet.append(_row(place, one, language))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows():
        for cell, width in zip(row, WIDTHS, strict=True):
            sheet.column_dimensions[cell.column_letter].width = width
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _row(place: int, one: Asked, language: str) -> list[Any]:
    kind = "number" if one.scale in ("percent", "hours_week") else "rating" if one.scale in RATED else "choice"
    return [
        place,
        label(settings()["modules"][one.module]["label"], language),
        label(items()[one.item]["question"], language),
        text(f"questionnaire.type.{kind}", language),
        "; ".join(options(one.item, language)),
        text("questionnaire.optional", language),
        ", ".join(one.feeds),
    ]


RATED = ("zero_ten", "one_five")
