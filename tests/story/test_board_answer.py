"""The board's answer says what the figures say, in both languages, for good and for bad programmes."""

import re
from dataclasses import replace

import pytest
from told_programmes import BAD, CLOSING, GOOD, NEVER, NOTHING, PROGRAMME, PROGRAMMES

from valuemodel.locale import LANGUAGES, catalogue
from valuemodel.story import board, payback, plain, requested, worth


def said(results, language: str) -> str:
    told = board.answer(results, language)
    return plain(f"{told.title} {told.lead}").replace("\u00a0", " ").replace("\u202f", " ")


def test_a_programme_that_pays_is_told_as_the_design_writes_it() -> None:
    assert said(GOOD, "fr") == (
        "Pour 1 € dépensé, 1,60 € reviennent (de 1,03 à 2,09 € dans huit cas sur dix), soit un ROI de 60 %. "
        "Remboursé au mois 18. VAN positive dans 92 % des tirages, sous nos hypothèses. 36 % des gains sont mesurés. "
        "Sans le temps du personnel, 0,72 € reviennent ; les gains budgétaires seuls ramènent 0,66 €."
    )
    assert said(GOOD, "en") == (
        "For every €1 spent, €1.60 comes back (€1.03 to €2.09 in eight cases out of ten), an ROI of 60%. "
        "Paid back in month 18. NPV is positive in 92% of draws, under our assumptions. 36% of the gains are measured. "
        "Without staff time €0.72 comes back; budgetary gains alone bring back €0.66."
    )


def test_a_negative_net_value_is_said_plainly_with_its_amount() -> None:
    assert "coûte 507 k€ de plus qu’il ne rapporte" in said(BAD, "fr")
    assert "costs €507k more than it returns" in said(BAD, "en")


def test_a_payback_that_is_not_reached_is_said() -> None:
    assert "pas remboursé en 36 mois" in said(NEVER, "fr")
    assert "not paid back within 36 months" in said(NEVER, "en")
    assert "n’est pas remboursé" in board.cash_title(NEVER, "fr").title


def test_without_a_counted_benefit_no_return_is_claimed() -> None:
    assert "Aucun gain n’est compté à ce jour, pour 1 490 k€ de coûts. 6 leviers" in said(NOTHING, "fr")
    assert "reviennent" not in said(NOTHING, "fr")
    assert "No gain is counted to date, for €1,490k of costs. 6 value drivers" in said(NOTHING, "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PROGRAMMES)
def test_no_sentence_keeps_a_brace_or_a_raw_key(name: str, language: str) -> None:
    results = PROGRAMMES[name]
    plan = dict(PROGRAMME.adoption_plan or {})
    everything = [
        *board.answer(results, language), *board.waterfall_title(results, language),
        *board.cash_title(results, language), *board.adoption_title(CLOSING, plan, "regular_share", language),
        payback.span(results, language),
        requested.decision(PROGRAMME, {"regular_share": "Réguliers"}, {"regular_share": "45 %"}, language),
        *requested.decision_options(PROGRAMME, language), requested.decided_by(PROGRAMME, language),
        board.convention_line(results, "Taux", 0.08, CLOSING, language),
    ]  # fmt: skip
    for sentence in everything:
        assert not re.search(r"[{}]|story\.|None|nan", sentence), sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_probability_is_never_told_as_a_chance_of_being_profitable(language: str) -> None:
    forbidden = re.compile(r"chances? d'être|chances? d’être|likely to pay|% sure|sûrs? à", re.IGNORECASE)
    assert not [key for key, words in catalogue(language).items() if forbidden.search(words)]


def test_the_decision_names_its_amount_months_and_condition() -> None:
    told = requested.decision(PROGRAMME, {"regular_share": "Utilisateurs réguliers"}, {"regular_share": "45 %"}, "fr")
    assert plain(told).replace("\u00a0", " ") == (
        "Reconduire 479 k€ d’octobre 2026 à septembre 2027, à une condition, sinon arrêter ou corriger : "
        "utilisateurs réguliers à 45 % au moins en juin 2027."
    )


def test_use_is_compared_with_the_plan_of_the_same_month() -> None:
    assert board.adoption_title(CLOSING, dict(PROGRAMME.adoption_plan or {}), "regular_share", "fr").title.startswith(
        "56"
    )
    assert (
        "10 points sous le plan"
        in board.adoption_title(CLOSING, dict(PROGRAMME.adoption_plan or {}), "regular_share", "fr").title
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_known_nothing_is_paid_back_and_nothing_holds(language: str) -> None:
    empty = replace(NOTHING, pv_costs=0.0, bcr=None, roi=None, npv=0.0, payback_months=1.0, payback_p10=1.0)
    assert board.is_empty(empty)
    assert payback.reached(empty, language) == {"fr": "inconnu", "en": "unknown"}[language]
    assert payback.span(empty, language) == "" and worth.holds_while(empty, 0.25, language) == ""
    told = plain(" ".join((*board.cash_title(empty, language), *board.waterfall_title(empty, language))))
    assert not re.search(r"\d", told), "there is no month and no amount to tell"
