"""Of what a request would pay by year and nature: it adds up to the request's own costs, month by month."""

from __future__ import annotations

import pytest
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.locale import LANGUAGES
from valuemodel.story import options

GIVEN = (model_example(), closing_example(), programme_example())


@pytest.mark.parametrize("convention", ["corporate", "tei"])
def test_years_and_natures_add_up_to_the_costs_of_the_request(convention: str) -> None:
    found = model.request_budget(*GIVEN, convention=convention)
    results = model.evaluate(*GIVEN, view="request", convention=convention, draws=64)
    by_year: dict[int, float] = {}
    for month, cost in zip(results.months, results.costs_by_month, strict=True):
        by_year[month.year] = by_year.get(month.year, 0.0) + cost
    told = {year: sum(row[year] for row in found.values()) for year in by_year}
    assert told == pytest.approx(by_year)


def test_nothing_paid_before_the_closing_is_in_it() -> None:
    closing = GIVEN[1]
    assert min(year for row in model.request_budget(*GIVEN).values() for year in row) >= closing.as_of.year


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_a_row_a_nature_and_totals(language: str) -> None:
    found = model.request_budget(*GIVEN)
    head, *rows = options.budget_rows(found, "EUR", language)
    assert len(rows) == len(found) + 1 and all(len(row) == len(head) for row in rows)
    assert "€" in options.budget_title(found, "EUR", language)
