"""The method page answers "how do we know?", part by part, in both languages, and computes only what is asked for."""

import pytest
from tests.ui.conftest import words_of

from valuemodel import kpis, model
from valuemodel.locale import LANGUAGES, text

PARTS = ("cases", "conventions", "principles", "indicators", "privacy", "glossary")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_from_its_address(visit, part: str, language: str) -> None:
    app = visit("method", language, part=part)
    assert not app.exception and not app.error
    assert text(f"method.{part}.lead", language) in words_of(app)


def test_the_published_cases_show_agreement_and_misprints(visit) -> None:
    app = visit("method", "en")
    words = words_of(app)
    assert not app.exception
    cases = model.published_cases()
    count = sum(len(case.checks) for case in cases)
    assert f"{count} figures out of {count} agree with what is printed" in words
    assert "23,939" in words and "29,939" in words, "the known misprint of the incident's cost"
    app.selectbox(key="case").set_value("tei_lync_2013").run()
    assert "2,464,523" in words_of(app), "the NPV that the study prints"


def test_conventions_stand_side_by_side_with_their_rules(visit) -> None:
    words = words_of(visit("method", "en", part="conventions"))
    assert "Green Book" in words and "Total Economic Impact" in words and "Phillips" in words
    assert "not discounted" in words


def test_the_twelve_principles_each_have_a_state_and_a_reason(visit) -> None:
    words = words_of(visit("method", part="principles"))
    assert all(f"{number}. " in words for number in range(1, 13))
    assert "tenu" in words and "énoncé" in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_indicator_shows_what_it_means_how_it_misleads_and_its_query(visit, language: str) -> None:
    app = visit("method", language, part="indicators")
    app.selectbox(key="indicator").set_value("search_hours").run()
    entry = kpis.catalogue()["search_hours"]
    told = words_of(app).replace("’", "'")
    assert entry.misleads[language].split(".")[0].split("'")[0] in told
    assert "WHERE item = 'search_hours'" in app.code[0].value


def test_privacy_names_the_thresholds_of_this_programme(visit) -> None:
    words = words_of(visit("method", "en", part="privacy"))
    assert "at least 10 people" in words and "5 answers" in words
    assert "anonym" not in words.lower()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_explains_letters_dots_and_eight_cases_out_of_ten(visit, language: str) -> None:
    words = words_of(visit("method", language, part="glossary"))
    for term in ("npv", "roi", "eight"):
        assert text(f"method.terms.{term}.meaning", language) in words.replace("&#x27;", "'")
