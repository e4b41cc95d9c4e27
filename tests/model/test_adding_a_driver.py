"""Of someone who knows only Excel: a block of text adds a driver, which then has a value, an equation and a bar."""

from __future__ import annotations

import pytest
import yaml
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.model.types import ValueModel

# What is written: a name, what it is worth in a year, behind which practice and which measured change, and the one
# number that nobody has measured, with its range and who must accept it. Nothing else is needed.
BLOCK = """
drivers:
  fewer_mistakes:
    label: {en: Fewer mistakes for want of the right version, fr: "Moins d'erreurs faute de la bonne version"}
    objective: productivity
    gain: risk
    for: [company, customer]
    practice: regular_share
    outcome: perceived_value
    formula: mistakes_a_year * mistake_cost * perceived_value.change * perceived_value.attribution
    lag_months: 1

assumptions:
  mistakes_a_year:
    label: {en: Mistakes in a year, fr: Erreurs par an}
    unit: incident/year
    low: 300
    base: 400
    high: 600
    evidence: assumed
    source: {must_accept: finance}
  mistake_cost:
    label: {en: Cost of a mistake, fr: "Coût d'une erreur"}
    unit: EUR/incident
    low: 200
    base: 250
    high: 400
    evidence: assumed
    source: {must_accept: finance}
"""
GIVEN = (closing_example(), programme_example())


def with_block(text: str = BLOCK) -> ValueModel:
    """The example's model with a block of text added to it."""
    written = yaml.safe_load(text)
    found, issues = model.apply(model_example(), written["assumptions"], written["drivers"])
    assert not issues
    return found


def test_what_was_written_has_nothing_wrong_with_it() -> None:
    found = with_block()
    driver = next(one for one in found.drivers if one.key == "fewer_mistakes")
    assert not model.check_driver(driver, found.assumptions, closing_example())
    assert not [one for one in found.assumptions.values() if model.check_assumption({**vars(one)})]


def test_the_driver_is_in_the_results_and_what_was_there_is_unchanged() -> None:
    """By hand: 400 mistakes x 250 euros x 8 points (0.47 to 0.55) x one half, since nothing was compared: 4,000."""
    before, after = (model.evaluate(one, *GIVEN, draws=256) for one in (model_example(), with_block()))
    found = {driver.key: driver for driver in after.drivers}
    assert found["fewer_mistakes"].counted and found["fewer_mistakes"].annual == pytest.approx(4000)
    assert found["fewer_mistakes"].grade == "assumed"
    assert after.npv - before.npv == pytest.approx(found["fewer_mistakes"].value) and after.npv > before.npv
    assert all(found[driver.key].value == pytest.approx(driver.value) for driver in before.drivers)


def test_its_equation_has_the_numbers_in_place_in_both_languages() -> None:
    results = model.evaluate(with_block(), *GIVEN, draws=64)
    driver = next(one for one in results.drivers if one.key == "fewer_mistakes")
    assert model.equation(driver, results, language="en") == "400 × 250 × 0.08 × 0.5 = €4,000 a year"
    french = model.equation(driver, results, language="fr").replace("\u202f", " ").replace("\u00a0", " ")
    assert french == "400 × 250 × 0,08 × 0,5 = 4 000 € par an"
    assert "Cost of a mistake" in model.formula_in_words(driver, with_block(), "en")


def test_its_numbers_are_in_the_tornado() -> None:
    bars = {bar.key: bar for bar in model.tornado(with_block(), *GIVEN)}
    assert {"mistakes_a_year", "mistake_cost", "perceived_value.change"} <= set(bars)
    cost = bars["mistake_cost"]
    assert (cost.low_value, cost.high_value) == (200, 400)
    assert cost.npv_high - cost.npv_low == pytest.approx(
        model.evaluate(with_block(), *GIVEN, draws=64, overrides={"mistake_cost": 400}).npv
        - model.evaluate(with_block(), *GIVEN, draws=64, overrides={"mistake_cost": 200}).npv
    )
    assert cost.label["fr"] == "Coût d'une erreur"


def test_it_is_an_excel_formula_too() -> None:
    driver = next(one for one in with_block().drivers if one.key == "fewer_mistakes")
    assert model.excel(driver).startswith("=") and model.excel_name("mistake_cost") in model.excel(driver)


@pytest.mark.parametrize(
    ("slip", "mended", "code"),
    [
        ("mistake_cost *", "mistake_cots *", "formula_name_nearest"),
        ("mistakes_a_year * mistake_cost", "mistakes_a_year + mistake_cost", "formula_unit_add"),
        ("gain: risk", "gain: luck", "driver_gain"),
        ("practice: regular_share", 'practice: ""', "driver_practice"),
        ("outcome: perceived_value\n", "outcome: search_hours\n", "driver_priced_twice"),
    ],
)
def test_a_slip_is_answered_in_words_that_say_what_to_do(slip: str, mended: str, code: str) -> None:
    assert BLOCK.count(slip) >= 1
    issues = model.check_model(with_block(BLOCK.replace(slip, mended, 1)), closing_example())
    told = [issue for issue in issues if issue.code == code]
    assert told and all(issue.said(language).fix for issue in told for language in ("fr", "en"))


def test_a_range_upside_down_is_told() -> None:
    wrong = with_block(BLOCK.replace("low: 200", "low: 900"))
    assert "assumption_range" in {issue.code for issue in model.check_model(wrong)}
