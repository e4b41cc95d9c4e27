"""Empty tables are handed out, filled in, and come back recognised without a question."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from valuemodel.errors import ValueModelError
from valuemodel.locale import LANGUAGES
from valuemodel.spreadsheets import blank_table, blank_tables, recognise, tidy

DAYS = {"joined", "left", "programme_start", "month"}
FILLED = {
    "people": ["a.b{n}@exemple.fr", "Ventes", "Lyon", 2, 1, "Nord", date(2020, 3, 1), None, date(2025, 10, 1)],
    "costs": ["Licences de la plateforme", 1, date(2025, 10, 1), 1234.5, 1200.0, "EUR", 1, 2],
}
"""A row of each table; a number stands for the word of that place in the cell's list, where it has one."""


def lists(sheet: Worksheet) -> dict[int, list[str]]:
    """The words to choose from in each column."""
    found = {}
    for chosen in sheet.data_validations.dataValidation:
        column = next(iter(chosen.sqref.ranges)).min_col
        found[column] = chosen.formula1.strip('"').split(",")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", blank_tables())
def test_a_filled_table_is_recognised_without_a_question(key: str, language: str) -> None:
    book = load_workbook(BytesIO(blank_table(key, language)))
    sheet = book.worksheets[0]
    words = lists(sheet)
    for n in range(12):
        for column, value in enumerate(FILLED[key], 1):
            value = words[column][int(value) - 1] if column in words and value is not None else value
            sheet.cell(n + 2, column, value.format(n=n) if isinstance(value, str) else value)
    written = BytesIO()
    book.save(written)
    found = recognise(written.getvalue(), f"{key}.xlsx", {})
    assert (found.outcome, found.format, found.questions) == ("ready", key, ())
    done = tidy(found, {})
    assert done.rows_kept == 12 and not done.rows_set_aside and not done.issues


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", blank_tables())
def test_every_word_of_a_list_is_understood(key: str, language: str) -> None:
    book = load_workbook(BytesIO(blank_table(key, language)))
    sheet = book.worksheets[0]
    words = lists(sheet)
    assert words
    for n in range(max(map(len, words.values()))):
        for column, value in enumerate(FILLED[key], 1):
            value = words[column][n % len(words[column])] if column in words else value
            sheet.cell(n + 2, column, value.format(n=n) if isinstance(value, str) else value)
    written = BytesIO()
    book.save(written)
    found = recognise(written.getvalue(), f"{key}.xlsx", {})
    assert found.questions == ()
    assert not tidy(found, {}).issues


@pytest.mark.parametrize("key", blank_tables())
def test_an_empty_table_that_comes_back_empty_says_so(key: str) -> None:
    found = recognise(blank_table(key, "fr"), f"{key}.xlsx", {})
    assert found.outcome == "refused" and found.issues[0].code == "no_rows"


def test_another_table_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueModelError) as refused:
        blank_table("salaries", "fr")
    assert "people" in refused.value.issue.said("fr").fix
