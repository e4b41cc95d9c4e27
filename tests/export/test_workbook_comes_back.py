"""Of the workbook of results edited by somebody and brought back: a reviewed difference of the register."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import export, model
from valuemodel.errors import ValueModelError
from valuemodel.export.workbook import workbook
from valuemodel.locale import LANGUAGES
from valuemodel.story import register_sheet

KNOWN = model_example().assumptions
KEPT = (model.Scenario("prudent", "Prudent", {"redeployed_share": 0.2}, "Ada", "Essai"),)


def edited(change: Callable[[Workbook], None], language: str = "fr") -> bytes:
    pack = export.pack(programme_example(), closing_example(), model_example(), scenarios=KEPT)
    book = openpyxl.load_workbook(BytesIO(workbook(pack, language)))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(key: str, value: object) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        title, address = next(iter(book.defined_names[f"b_{key}"].destinations))
        book[title][address] = value

    return change


@pytest.mark.parametrize("language", LANGUAGES)
def test_brought_back_untouched_it_changes_nothing(language: str) -> None:
    found = register_sheet.read(edited(lambda book: None, language), KNOWN, language)
    assert (found.lines, found.issues) == ((), ())
    assert found.unchanged == sum(not one.formula for one in KNOWN.values())


def test_a_changed_base_value_is_one_line_to_accept() -> None:
    found = register_sheet.read(edited(put("hourly_cost", KNOWN["hourly_cost"].base + 1)), KNOWN, "fr")
    (line,) = found.lines
    assert (line.key, line.issues, found.issues) == ("hourly_cost", (), ())
    assert [(one.field, one.then) for one in line.moved] == [("base", KNOWN["hourly_cost"].base + 1)]


def test_a_value_outside_its_own_range_cannot_be_accepted_and_says_why() -> None:
    found = register_sheet.read(edited(put("hourly_cost", 900.0)), KNOWN, "fr")
    (line,) = found.lines
    assert [issue.code for issue in line.issues] == ["assumption_range"]


def test_the_scenario_that_was_chosen_does_not_come_back_as_a_change() -> None:
    def choose(book: Workbook) -> None:
        title, address = next(iter(book.defined_names["scenario"].destinations))
        book[title][address] = "Prudent"

    assert register_sheet.read(edited(choose), KNOWN, "fr").lines == ()


def test_deleted_names_lose_nothing() -> None:
    def forget(book: Workbook) -> None:
        for name in [*book.defined_names]:
            del book.defined_names[name]

    found = register_sheet.read(edited(forget), KNOWN, "fr")
    assert (found.lines, found.issues) == ((), ())


def test_without_its_sheet_of_assumptions_it_is_refused_in_words() -> None:
    def tear_out(book: Workbook) -> None:
        del book["Hypothèses"]

    with pytest.raises(ValueModelError) as refused:
        register_sheet.read(edited(tear_out), KNOWN, "fr")
    assert refused.value.issue.code == "sheet_not_a_register"
    for language in LANGUAGES:
        assert refused.value.said(language).fix
