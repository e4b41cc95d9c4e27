"""The sentence to quote and the one not to say, in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from valuemodel.effects import DESIGNS, Effect, refuse, sentences, telling
from valuemodel.effects.evidence import (
    Composition,
    IndexReliability,
    OrdinalShift,
    Progress,
    ResponseRate,
    Stayers,
    Weighted,
)
from valuemodel.effects.multiplicity import FAMILIES
from valuemodel.effects.planning import survey_plan
from valuemodel.effects.sentences import amount, group_name
from valuemodel.effects.targets import STATES
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
    "staggered": replace(BASE, design="staggered"),
    "few_teams": replace(BASE, certainty="low", design="few_teams", placebo_as_large=3, placebo_tried=27),
    "trend": replace(BASE, certainty="low", isolated=False, design="interrupted_series"),
    "before_after": replace(BASE, certainty="low", isolated=False, design="paired"),
    "comparison": replace(BASE, certainty="low", isolated=False, group="comparison", in_programme=False),
    "unclear": replace(BASE, low=-1.3, high=0.1, certainty="low"),
    "very_low": replace(BASE, certainty="very_low"),
    "too_early": replace(BASE, verdict="too_early", reason="too_early", change=None, low=None, high=None,
                         values={"expected_from": "2027-03-01"}),
    "refused": refuse(kpi("search_hours"), "programme", ("", ""), "no_baseline", started="2025-10-01"),
    "silent": refuse(kpi("search_hours"), "programme", ("", ""), "low_response", rate=38),
    "contaminated": refuse(kpi("search_hours"), "programme", ("", ""), "contaminated", share=62),
    "not_started": refuse(kpi("search_hours"), "unit:A", ("", ""), "not_started", started="2027-01-01"),
    "items_differ": refuse(kpi("search_hours"), "programme", ("", ""), "items_differ", before=4, after=3, both=2),
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
    cautions |= {"enthusiasts_stayed", "worst_picked", "ties", "many_looked_at", "short_series", "narrow_interval"}
    assert all(has_text(f"effects.cautions.{caution}", language) for caution in cautions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_design_and_every_state_of_a_target_has_its_words(language: str) -> None:
    assert all(has_text(f"effects.designs.{design}", language) for design in DESIGNS)
    assert all(has_text(f"effects.targets.{state}", language) for state in STATES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_about_effects_speaks_of_significance(language: str) -> None:
    told = {key: words for key, words in texts(language).items() if key.startswith("effects.")}
    assert not [key for key, words in told.items() if "signific" in words.lower()]


def test_few_teams_are_told_with_the_rank_of_the_change_and_not_with_a_p_value() -> None:
    english, french = (sentences(KINDS["few_teams"], language).quote for language in ("en", "fr"))
    assert "2 other sets of teams out of 26 changed as much, but" in english
    assert "2 autres ensembles d’équipes sur 26 ont bougé autant, mais" in french
    alone = replace(KINDS["few_teams"], placebo_as_large=1)
    assert "no other set of as many teams changed as much, and" in sentences(alone, "en").quote


def test_a_trend_is_told_against_the_line_of_before() -> None:
    assert "than the line it was on before" in sentences(KINDS["trend"], "en").quote
    assert "que ne l’annonçait la pente d’avant" in sentences(KINDS["trend"], "fr").quote


EVIDENCE = {
    "shift": OrdinalShift("meaning", "programme", 62, 58, 66),
    "response": ResponseRate("2025", "programme", 780, 510, 0.65),
    "stayers": Stayers("meaning", 344, 127, -0.02, -0.07, 0.03),
    "composition": Composition("meaning", 0.07, 0.06, 0.01),
    "weighted": Weighted("search_hours", -1.0, -0.9, 466),
    "reliability": IndexReliability("meaning", "2025", 0.81, 0.78, 0.84, 0.82, 300),
    "progress": Progress("meaning", date(2026, 9, 1), 0.64, 0.67, "on_track"),
    "planned": survey_plan(1000, 0.4),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", EVIDENCE)
def test_each_piece_of_evidence_is_told_in_a_sentence_without_holes(kind: str, language: str) -> None:
    said = getattr(telling, kind)(EVIDENCE[kind], language)
    assert said.endswith(".") and "{" not in said


def test_a_shift_on_a_scale_is_told_in_times_out_of_a_hundred() -> None:
    assert "62 times in 100 (58 to 66)" in telling.shift(EVIDENCE["shift"], "en")
    assert "62 fois sur 100 (entre 58 et 66)" in telling.shift(EVIDENCE["shift"], "fr")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("holds", [True, False])
def test_a_family_says_why_it_is_corrected_and_whether_the_effect_holds(
    language: str, family: str, holds: bool
) -> None:
    told = telling.family(replace(BASE, family=family, holds=holds), language)
    assert told.endswith(".") and "{" not in told
    assert telling.family(BASE, language) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_effect_says_what_silence_could_hide_and_what_it_could_not_have_seen(language: str) -> None:
    full = replace(BASE, attributed_share=0.69, worst_low=-2.0, worst_high=0.5, smallest_visible=0.4)
    assert len(telling.extras(full, language)) == 3
    assert "69" in telling.extras(full, language)[0]


def test_a_unit_is_called_by_its_own_name_and_a_role_by_its_word() -> None:
    assert group_name("unit:Achats + Finance", "fr") == "Achats + Finance"
    assert group_name("role:manager", "en") == "Managers"
