"""The own return of accompaniment: the part of a driver's value by which accompanied units outran the others."""

from dataclasses import replace

import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.closing import Closing
from valuemodel.locale import LANGUAGES, text
from valuemodel.model.types import Results
from valuemodel.practice import Compared, Figure, Findings
from valuemodel.story.accompaniment import own_return, own_return_words


def compared(kpi: str = "search_hours", change: float = -0.3, low: float = -0.5, high: float = -0.1) -> Compared:
    return Compared(kpi, "accompanied:with", "accompanied:without", "compared", change, low, high)


def with_units(*units: Compared, share: float = 0.4) -> Closing:
    figure = Figure("accompaniment", "in_units", "programme", "survey_after", share, n=400)
    return replace(closing_example(), practice_findings=Findings(figures=(figure,), compared=units))


def review(closing: Closing) -> Results:
    return model.evaluate(model_example(), closing, programme_example(), view="review")


def test_a_driver_gives_the_part_of_its_value_by_which_accompanied_units_changed_more() -> None:
    closing = with_units(compared())
    results = review(closing)
    (driver,) = [one for one in results.drivers if one.counted and one.outcome == "search_hours"]
    found = own_return(closing, results)
    # 0.3 hours more over 40 % of the people, of 0.6 hours over all of them: a fifth of the value.
    assert found.base == pytest.approx(driver.value * 0.3 * 0.4 / 0.6)
    assert (found.low, found.high) == pytest.approx((driver.value * 0.1 * 0.4 / 0.6, driver.value * 0.5 * 0.4 / 0.6))
    assert found.spent == results.costs_by_category["accompaniment"] > 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("reason", "units"),
    [
        ("units_alike", ()),
        ("no_difference", (compared(low=-0.5, high=0.1),)),
        ("no_driver", (compared("meaning", 0.1, 0.05, 0.2),)),
    ],
)
def test_without_a_sure_difference_there_is_no_return_and_it_says_why(
    language: str, reason: str, units: tuple[Compared, ...]
) -> None:
    closing = with_units(*units)
    assert own_return_words(closing, review(closing), language) == text(f"practice.own_return.{reason}", language)


def test_without_spending_there_is_nothing_to_return_on() -> None:
    closing = with_units(compared())
    results = replace(review(closing), costs_by_category={"licence": 1000.0})
    assert own_return(closing, results).reason == "no_spend"
