"""The questionnaire: short enough to be answered, and recognised when its answers come back."""

import io

import pytest
from openpyxl import load_workbook

from valuemodel import kpis
from valuemodel.errors import ValueModelError
from valuemodel.locale import LANGUAGES, label
from valuemodel.spreadsheets import questionnaire
from valuemodel.spreadsheets.items import guess_item, items
from valuemodel.spreadsheets.scales import read_scale

ALL = questionnaire.modules()[1:]


def test_all_modules_together_stay_within_forty_five_items_and_the_core_within_ten_minutes() -> None:
    everything = questionnaire.asked(ALL)
    assert len(everything) <= questionnaire.settings()["most_items"] == 45
    assert questionnaire.minutes(questionnaire.asked()) <= questionnaire.settings()["core_minutes"] == 10


def test_every_item_of_the_bank_is_in_one_module_and_feeds_a_kpi_that_exists() -> None:
    everything = questionnaire.asked(ALL)
    assert sorted(one.item for one in everything) == sorted(items())
    for one in everything:
        assert one.feeds and set(one.feeds) <= set(kpis.catalogue()), one


@pytest.mark.parametrize("item", items())
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_asked_in_its_own_words_is_recognised_for_sure(item: str, language: str) -> None:
    guess = guess_item(items()[item]["question"][language])
    assert (guess.key, guess.sure) == (item, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answers_offered_are_read_back_on_their_scale(language: str) -> None:
    for one in questionnaire.asked(ALL):
        if one.scale in ("agreement_5", "frequency_5"):
            offered = questionnaire.options(one.item, language)
            read, scale = read_scale(offered, {})
            assert scale == one.scale and [read[label].value for label in offered] == [0, 0.25, 0.5, 0.75, 1]


def test_the_spreadsheet_has_a_sheet_a_language_and_a_row_a_question() -> None:
    book = load_workbook(io.BytesIO(questionnaire.workbook(["trust"])))
    asked = questionnaire.asked(["trust"])
    assert len(book.sheetnames) == len(LANGUAGES)
    for sheet, language in zip(book, LANGUAGES, strict=True):
        questions = [row[2].value for row in sheet.iter_rows(min_row=2)]
        assert questions == [label(items()[one.item]["question"], language) for one in asked]
        assert [guess_item(question).key for question in questions] == [one.item for one in asked]


def test_a_module_that_does_not_exist_is_named_with_those_that_do() -> None:
    with pytest.raises(ValueModelError) as refused:
        questionnaire.asked(["trsut"])
    assert "trust" in refused.value.said("en").fix


@pytest.mark.parametrize(("language", "question"), [("fr", "travail"), ("en", "work")])
def test_a_questionnaire_can_be_asked_for_in_one_language_only(language: str, question: str) -> None:
    book = load_workbook(io.BytesIO(questionnaire.workbook(languages=(language,))))
    assert len(book.sheetnames) == 1
    assert any(question in str(cell.value) for cell in book.active["C"])
