"""What changed is told with a verb no stronger than its certainty."""

import re

import pytest
from told_programmes import CLOSING, EFFECTS

from valuemodel import kpis
from valuemodel.locale import LANGUAGES
from valuemodel.story import changes, plain

BY_KPI = {effect.kpi: effect for effect in EFFECTS}


def of(kpi: str):
    return BY_KPI[kpi], kpis.catalogue()[kpi]


def test_a_probable_fall_is_said_with_probably() -> None:
    assert (
        changes.sentence(*of("search_hours"), "fr")
        == "Le programme **a probablement réduit** le temps passé à chercher."
    )
    assert "**probably reduced**" in changes.sentence(*of("search_hours"), "en")


def test_without_comparison_the_programme_may_have_contributed() -> None:
    assert "**a pu contribuer**" in changes.sentence(*of("meaning"), "fr")


def test_an_interval_that_holds_zero_is_never_no_effect() -> None:
    assert "on ne peut pas conclure" in changes.sentence(*of("email_hours"), "fr")


def test_the_calculation_puts_the_published_numbers_in_place() -> None:
    told = plain(changes.calculation(*of("search_hours"), "fr"))
    assert told.startswith("(4,6 − 5,1) − (4,8 − 5,0) = −0,5 h, de −0,8 à −0,1.".replace("5 h", "5\u00a0h"))


def test_the_answer_counts_what_moved_refused_and_came_too_early() -> None:
    told = changes.answer(EFFECTS, kpis.catalogue(), "fr")
    assert plain(told.title) == (
        "Deux indicateurs sur trois ont progressé. Dans un cas, c’est probablement grâce au programme."
    )
    assert told.lead == (
        "Une comparaison ne permet pas de conclure, une comparaison est refusée, une mesure vient trop tôt."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: effect.kpi)
def test_no_sentence_keeps_a_brace_or_a_raw_key(effect, language: str) -> None:
    kpi = kpis.catalogue()[effect.kpi]
    everything = [
        changes.sentence(effect, kpi, language), changes.people_line(CLOSING, language),
        changes.calculation(effect, kpi, language), changes.design_line(effect, language),
        changes.thresholds(effect, kpi, language), changes.chart_title(effect, kpi, language),
        changes.unit_line(kpi, language), *changes.cautions(effect, kpi, language),
    ]  # fmt: skip
    for sentence in everything:
        assert not re.search(r"[{}]|story\.|effects\.|None|nan", sentence), sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kpi_of_the_catalogue_can_be_told(language: str) -> None:
    for kpi in kpis.catalogue().values():
        for certainty in ("high", "moderate", "low", "very_low"):
            for change in (0.2, -0.2):
                told = changes.sentence(
                    BY_KPI["search_hours"].__class__(kpi.key, "programme", "a", "b", "compared", "paired",
                                                     change=change, low=change - 0.1, high=change + 0.1,
                                                     certainty=certainty),
                    kpi, language)  # fmt: skip
                assert told and "{" not in told
