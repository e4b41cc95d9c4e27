"""The workbook's assumptions as named cells, the saved scenarios beside them, and the cell that chooses one."""

from __future__ import annotations

from valuemodel.export.pack import Pack
from valuemodel.export.sheets import LOCKED, SCENARIO, SCENARIO_NAMES, SCENARIO_NUMBER, Book, Sheet, sheet
from valuemodel.locale import label, text
from valuemodel.model import excel, excel_name, kinds
from valuemodel.model.types import Assumption
from valuemodel.story.register import source_lines
from valuemodel.story.units import evidence_word, is_share, unit_words

HEADS = ("low", "high", "unit", "evidence", "source", "accepted", "version", "key")
BASE = 2
"""The column of the base case; those of the saved scenarios follow it, then HEADS."""


def base_name(key: str) -> str:
    """The name of the open cell that holds an assumption's base value."""
    return f"b_{key}"


def assumptions(book: Book, pack: Pack) -> Sheet:
    """One line an assumption: the value in use, its base value (open), the scenarios' own, range, where it is from."""
    language, kept = book.language, pack.variants
    widths = (46, 15, 15, *(15 for _ in kept), 12, 12, 26, 16, 44, 22, 9, 26)
    page = sheet(book, text("export.sheets.assumptions", language), widths)
    page.text(0, 0, text("export.sheets.assumptions", language), "title")
    page.text(1, 0, text("export.assumptions.lead", language), "lead")
    page.texts(3, [text(f"export.assumptions.{key}", language) for key in ("name", "value", "base")], "head")
    page.texts(3, [one.scenario.name for one in kept], "head", BASE + 1)
    book.book.define_name(SCENARIO_NAMES, f"={page.range(3, BASE, BASE + len(kept))}")
    page.texts(3, [text(f"export.assumptions.{key}", language) for key in HEADS], "head", BASE + 1 + len(kept))
    for row, key in enumerate(sorted(pack.case.assumptions, key=lambda key: _order(pack, key)), start=4):
        _assumption(page, row, pack.case.assumptions[key], pack)
    page.page.freeze_panes(4, 1)
    return page


def selector(page: Sheet, row: int, pack: Pack) -> None:
    """The cell that chooses the scenario of the whole workbook, and the place of its name among theirs."""
    names = [text("export.assumptions.base", page.book.language), *(one.scenario.name for one in pack.variants)]
    page.text(row, 0, text("export.results.scenario", page.book.language), "head")
    page.page.write_string(row, 1, names[0], page.book.formats["open"])
    page.page.data_validation(row, 1, row, 1, {"validate": "list", "source": f"={SCENARIO_NAMES}"})
    page.named(row, 1, SCENARIO)
    place = f"=IFERROR(MATCH({SCENARIO},{SCENARIO_NAMES},0),1)"
    page.formula(row, 2, place, 1, "count", SCENARIO_NUMBER)


def _order(pack: Pack, key: str) -> tuple[bool, str]:
    """Assumptions that some counted driver uses first."""
    used = {name for driver in pack.results.drivers if driver.counted for name in driver.inputs}
    return key not in used | set(kinds.BY_THE_ENGINE) | {kinds.ATTRIBUTION}, label(
        pack.case.assumptions[key].label, "fr"
    )


def _assumption(page: Sheet, row: int, assumption: Assumption, pack: Pack) -> None:
    language = page.book.language
    style = "open_share" if is_share(assumption.unit) else "open"
    name, found = excel_name(assumption.key), float(pack.names[assumption.key])
    page.text(row, 0, label(assumption.label, language), "wrapped")
    if assumption.formula:
        base = excel(assumption.formula)[1:]
        page.text(row, BASE, text("export.assumptions.derived", language), "small")
    else:
        page.number(row, BASE, found, style, base_name(assumption.key))
        base = base_name(assumption.key)
    page.formula(row, 1, _in_use(page, row, base, assumption, pack), found, LOCKED[style], name)
    after = BASE + 1 + len(pack.variants)
    page.number(row, after, assumption.low, style)
    page.number(row, after + 1, assumption.high, style)
    page.text(row, after + 2, unit_words(assumption.unit, language))
    page.text(row, after + 3, evidence_word(assumption, language))
    page.text(row, after + 4, ", ".join(filter(None, source_lines(assumption, language))), "small")
    page.text(row, after + 5, " ".join(filter(None, (assumption.accepted_by, assumption.accepted_at[:10]))))
    page.text(row, after + 6, str(assumption.version or ""))
    page.text(row, after + 7, assumption.key, "small")


def _in_use(page: Sheet, row: int, base: str, assumption: Assumption, pack: Pack) -> str:
    """The base value, or the scenario's own where it has one."""
    style = "open_share" if is_share(assumption.unit) else "open"
    for column, one in enumerate(pack.variants, start=BASE + 1):
        if assumption.key in one.scenario.overrides:
            page.number(row, column, one.scenario.overrides[assumption.key], style)
        else:
            page.page.write_blank(row, column, None, page.book.formats[style])
    if not pack.variants:
        return f"={base}"
    own = f"INDEX({page.range(row, BASE + 1, BASE + len(pack.variants))},1,{SCENARIO_NUMBER}-1)"
    return f'=IF({SCENARIO_NUMBER}=1,{base},IF({own}="",{base},{own}))'
