"""Of ranges in words: both languages say until when it holds, what must be true, and what to measure next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.model.closings import closing_example, model_example, month, programme_example

from valuemodel import kpis, model
from valuemodel.closing import CostLine
from valuemodel.locale import text
from valuemodel.model import correlation
from valuemodel.story import ranges
from valuemodel.story.words import plain

GIVEN = (model_example(), closing_example(), programme_example())
KPIS = kpis.catalogue()


def one(key: str, **options: float) -> model.Needed:
    return next(item for item in model.reverse(*GIVEN, **options) if item.key == key)  # type: ignore[arg-type]


def spoken(written: str) -> str:
    return plain(written).replace("\xa0", " ").replace("\u202f", " ")


def test_a_switching_value_is_a_sentence() -> None:
    practice = one("regular_share")
    assert spoken(ranges.holds(practice, KPIS, "en")) == "Holds until “regular users” falls under 25.3% (62% today)."
    assert spoken(ranges.holds(practice, KPIS, "fr")) == (
        "Tient tant que « utilisateurs réguliers » ne passe pas sous 25,3 % (62 % aujourd’hui)."
    )


def test_hours_that_are_better_low_are_told_as_their_fall() -> None:
    told = spoken(ranges.holds(one("search_hours.change"), KPIS, "en"))
    assert "fall of hours spent searching per week" in told and "falls under 0.2 h (0.6 h today)" in told


def test_changes_of_shares_are_told_in_points() -> None:
    assert "points" in ranges.needed(one("customer_answers.change", roi=1.2), 1.2, KPIS, "fr")


def test_what_must_be_true_says_when_it_is_unlikely_or_out_of_reach() -> None:
    likely = ranges.needed(one("redeployed_share", roi=1.2), 1.2, KPIS, "en")
    unlikely = ranges.needed(one("margin_response", roi=1.2), 1.2, KPIS, "en")
    assert "rise to **31.9%** (25% today)" in likely and "outside its range" not in likely
    assert "outside its range" in unlikely
    assert "out of reach" in ranges.needed(one("attribution_share", roi=1.2), 1.2, KPIS, "en")
    assert "as long as" in ranges.needed(one("redeployed_share", roi=0.2), 0.2, KPIS, "en")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_input_has_its_sentence_whatever_the_goal(language: str) -> None:
    for roi in (0.0, 0.2, 1.2, 40.0):
        for item in model.reverse(*GIVEN, roi=roi):
            told = ranges.needed(item, roi, KPIS, language) if roi else ranges.holds(item, KPIS, language)
            assert told.endswith(".") and "{" not in told and "nan" not in told and "inf" not in told.split()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_next_measure_names_its_decision_and_says_when_to_stop(language: str) -> None:
    closing = closing_example()
    edge = replace(closing, costs=(*closing.costs, CostLine("Extension", "run", month(12), 420000.0, None, "EUR")))
    near, sure = (model.next_measures(GIVEN[0], seen, GIVEN[2]) for seen in (edge, closing))
    request = {"fr": "ce qui reste à dépenser", "en": "what is still to be spent"}[language]
    told, stop = (ranges.next_answer(found, KPIS, language) for found in (near, sure))
    assert request in told and request in stop
    assert "400" in told and {"fr": "temps de décider", "en": "time to decide"}[language] in stop
    sentences = [ranges.measure(item, near, KPIS, language) for item in near.measures]
    assert len(set(sentences)) == len(sentences) and not [s for s in sentences if "{" in s]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("way", ["survey", "records", "comparison", "usage", "future"])
@pytest.mark.parametrize("net", [None, -5.0, 5.0])
def test_every_way_of_measuring_has_its_words(language: str, way: str, net: float | None) -> None:
    priced = net is not None and way in ("survey", "records")
    price, left = (10.0, net) if priced else (None, None)
    item = model.Measure("hourly_cost", {"fr": "Coût", "en": "Cost"}, way, 15.0, 1.0, 30, 15.0, price, left)
    found = model.next_measures(*GIVEN, draws=64)
    assert ranges.measure(item, found, KPIS, language)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_convergence_and_correlation_are_said(language: str) -> None:
    results = model.evaluate(*GIVEN)
    assert results.convergence is not None
    assert "8" in ranges.settled(results.convergence, language)
    rough = replace(results.convergence, settled=False)
    assert ranges.settled(rough, language) != ranges.settled(results.convergence, language)
    weights = model.weights(*GIVEN, draws=64)
    linked = replace(weights, correlated=True)
    assert ranges.spread_lead(weights, language) != ranges.spread_lead(linked, language)


def test_the_real_ends_of_a_shape_are_told_within_what_is_possible() -> None:
    known = GIVEN[0].assumptions["hourly_cost"]
    wide = replace(known, low=2.0147, base=7.1012, high=14.0104, family="triangular")
    assert spoken(ranges.real_ends(wide, "en")).startswith("With this shape the values really go from €0 an hour")
    assert "19,6" in ranges.real_ends(wide, "fr")
    assert ranges.real_ends(known, "fr") == ""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_family_and_level_has_its_name(language: str) -> None:
    names = [text(f"ranges.families.{family}", language) for family in model.FAMILIES]
    names += [text(f"ranges.levels.{level}", language) for level in correlation.levels()]
    assert len(set(names)) == len(names)
