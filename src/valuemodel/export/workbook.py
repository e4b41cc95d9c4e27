"""The workbook (xlsx): the live twin of the results, whose every figure recomputes from its assumptions."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from valuemodel.export import workbook_assumptions, workbook_check
from valuemodel.export import workbook_drivers as driver_sheets
from valuemodel.export import workbook_flows as flow_sheets
from valuemodel.export import workbook_inputs as inputs
from valuemodel.export import workbook_results as result_sheets
from valuemodel.export.pack import Pack, foot_line
from valuemodel.export.sheets import opened
from valuemodel.locale import text


def workbook(pack: Pack, language: str) -> bytes:
    """The results of `pack` as a workbook of formulas, in `language`: the same bytes for the same pack.

    Open cells hold assumptions, effects, people, shares and costs by month; locked ones hold formulas with the value
    that the engine gave them, which Excel and LibreOffice compute again when opened. Names: `a_` an assumption as it
    counts, `b_` its base value, `scenario` the cell that chooses a saved scenario, `e_` an effect, `p_` people, `v_` a
    driver's yearly gain, `r_` a result.
    """
    stream = BytesIO()
    book = opened(stream, language)
    results = result_sheets.first(book)
    workbook_assumptions.assumptions(book, pack)
    inputs.effects(book, pack)
    driver_sheets.drivers(book, pack)
    profiles = inputs.profiles(book, pack)
    cash = flow_sheets.cash_flow(book, pack, profiles)
    result_sheets.conventions(book, pack)
    result_sheets.fill(results, pack, cash)
    workbook_check.check(book, pack)
    _properties(book.book, pack, language)
    book.book.close()
    return stream.getvalue()


def _properties(book: object, pack: Pack, language: str) -> None:
    when: datetime = pack.closing.closed_at.replace(tzinfo=None, microsecond=0)
    book.set_properties(  # type: ignore[attr-defined]
        {
            "title": text("export.workbook_title", language, programme=pack.programme.name),
            "subject": foot_line(pack, language),
            "author": pack.programme.company,
            "created": when,
        }
    )
