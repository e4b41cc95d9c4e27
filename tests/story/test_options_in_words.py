"""The options of a decision in words: which is worth most, what waiting loses, where the conditions stand."""

import re

import pytest
from tests.model.closings import closing_example, programme_example

from valuemodel import model
from valuemodel.locale import LANGUAGES
from valuemodel.story import options as words

MODEL, CLOSING, PROGRAMME = model.load_template("productivity"), closing_example(), programme_example()
OPTIONS = model.options(MODEL, CLOSING, PROGRAMME, draws=256)
RAW = re.compile(r"[{}]|decision\.|None|nan")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_has_its_figures_and_how_they_were_counted(language: str) -> None:
    assert OPTIONS
    for option in OPTIONS:
        line = words.option_line(option, "EUR", language)
        assert line.how and not any(RAW.search(part) for part in line)
        assert (line.npv == "–") == (option.npv is None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_names_the_option_that_is_worth_most(language: str) -> None:
    best = max((one for one in OPTIONS if one.npv is not None), key=lambda one: one.npv)
    assert best.label[language].replace("'", "’") in words.title(OPTIONS, "EUR", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_waiting_says_which_window_loses_what(language: str) -> None:
    fixed, sliding = (model.lost_by_delay(MODEL, CLOSING, PROGRAMME, 6, window=one) for one in ("fixed", "sliding"))
    told = words.waiting(fixed, sliding, "EUR", language)
    assert not RAW.search(told)
    assert told.index("(f") < told.rindex("(")
    assert fixed.lost > sliding.lost, "a fixed end loses months, a sliding one only time"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_condition_says_where_it_stands(language: str) -> None:
    for gate in model.stage_gates(PROGRAMME, CLOSING):
        assert not RAW.search(words.gate_line(gate, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_request_reconciles_the_amount_with_its_costs_and_says_what_it_supposes(language: str) -> None:
    results = model.evaluate(MODEL, CLOSING, PROGRAMME, view="request", draws=256)
    told = words.reconciled(PROGRAMME, results.pv_costs, "x", language)
    assert not RAW.search(told)
    assert ("cessent" if language == "fr" else "stop") in told
