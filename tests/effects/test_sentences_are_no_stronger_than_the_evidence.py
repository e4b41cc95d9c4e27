"""The sentence to quote and the one not to say, in both languages."""

from dataclasses import replace

import pytest

from valuemodel.effects import Effect, refuse, sentences
from valuemodel.effects.sentences import amount, group_name
from valuemodel.kpis import catalogue, kpi
from valuemodel.locale import LANGUAGES, has_text
from valuemodel.locale import catalogue as texts

BASE = Effect(
    kpi="search_hours", group="programme", wave_before="2025", wave_after="2026", verdict="compared",
    design="difference_in_differences", before=5.1, after=4.1, change=-0.9, low=-1.3, high=-0.5, n_before=400,
    n_after=380, isolated=True, certainty="moderate", clusters=30,
)  # fmt: skip
KINDS = {
    "moderate": BASE,
    "worse": replace(BASE, change=0.9, low=0.5, high=1.3),
    "low": replace(BASE, certainty="low"),
    "before_after": replace(BASE, certainty="low", isolated=False, design="paired"),
    "comparison": replace(BASE, certainty="low", isolated=False, group="comparison", in_programme=False),
    "unclear": replace(BASE, low=-1.3, high=0.1, certainty="low"),
    "very_low": replace(BASE, certainty="very_low"),
    "too_early": replace(BASE, verdict="too_early", reason="too_early", change=None, low=None, high=None,
                         values={"expected_from": "2027-03-01"}),
    "refused": refuse(kpi("search_hours"), "programme", ("", ""), "no_baseline", started="2025-10-01"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_effect_has_a_sentence_to_quote_and_one_to_avoid(kind: str, language: str) -> None:
    said = sentences(KINDS[kind], language)
    assert said.quote and said.avoid and said.quote != said.avoid
    assert "{" not in said.quote + said.avoid


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_called_significant_or_proven(kind: str, language: str) -> None:
    said = sentences(KINDS[kind], language)
    assert "signific" not in (said.quote + said.avoid).lower()
    assert "prove" not in said.quote.lower() and "prouv" not in said.quote.lower()


def test_a_probable_effect_is_told_as_probable_with_its_interval() -> None:
    english, french = sentences(BASE, "en").quote, sentences(BASE, "fr").quote
    assert "probably reduced" in english and "0.9 hours" in english and "0.5 to 1.3" in english
    assert "a probablement réduit" in french and "0,9 heure" in french and "entre 0,5 et 1,3" in french


def test_a_worse_effect_says_that_the_programme_made_it_so() -> None:
    assert "probably increased" in sentences(KINDS["worse"], "en").quote
    assert "a probablement augmenté" in sentences(KINDS["worse"], "fr").quote


def test_only_the_strongest_design_makes_the_programme_the_subject() -> None:
    for kind in ("low", "before_after"):
        assert "may have contributed" in sentences(KINDS[kind], "en").quote
        assert "a pu y contribuer" in sentences(KINDS[kind], "fr").quote


def test_the_comparison_group_owes_nothing_to_the_programme() -> None:
    assert "without the programme" in sentences(KINDS["comparison"], "en").quote
    assert "contributed" not in sentences(KINDS["comparison"], "en").quote


def test_an_interval_that_holds_zero_is_no_absence_of_effect() -> None:
    said = sentences(KINDS["unclear"], "fr")
    assert "entre −1,3 et +0,1" in said.quote
    assert "pas d’effet" in said.avoid


def test_too_early_says_when_and_a_refusal_says_what_would_lift_it() -> None:
    assert "1 March 2027" in sentences(KINDS["too_early"], "en").quote
    assert "1ᵉʳ octobre 2025" in sentences(KINDS["refused"], "fr").quote


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", catalogue())
def test_every_unit_has_its_words(key: str, language: str) -> None:
    assert amount(0.5, kpi(key), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_fix_and_every_caution_its_words(language: str) -> None:
    reasons = {key.split(".")[2] for key in texts(language) if key.startswith("effects.reasons.")}
    assert reasons >= {"no_baseline", "too_few_answers", "question_changed", "concealed_names", "no_follow_up"}
    assert all(has_text(f"effects.reasons.{reason}.fix", language) for reason in reasons)
    cautions = {"few_clusters", "one_pre_wave", "self_reported_time", "low_response", "movers", "composition"}
    assert all(has_text(f"effects.cautions.{caution}", language) for caution in cautions)


def test_a_unit_is_called_by_its_own_name_and_a_role_by_its_word() -> None:
    assert group_name("unit:Achats + Finance", "fr") == "Achats + Finance"
    assert group_name("role:manager", "en") == "Managers"
