"""Of one small programme computed by hand: every measure is what a pencil finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.model.closings import closing_example, effect_example, programme_example

from valuemodel import model
from valuemodel.closing import Closing, CostLine, PracticePoint
from valuemodel.model.types import Assumption, Driver, Results, ValueModel
from valuemodel.programme import Programme

NAME = {"en": "x", "fr": "x"}
SHARE = "share"


def small_model(low: float = 0.5, high: float = 0.5) -> ValueModel:
    """100 people x 1 hour x 40 weeks x 50 euros x 0.5 = 100,000 euros a year, for twelve months."""
    exact = {"weeks": ("week/year", 40.0), "cost": ("EUR/hour", 50.0)}
    assumptions = {key: Assumption(key, NAME, unit, value, value, value) for key, (unit, value) in exact.items()}
    assumptions[SHARE] = Assumption(SHARE, NAME, "1", low, 0.5, high)
    formula = "search_hours.people * -search_hours.change * weeks * cost * share"
    driver = Driver("d", NAME, "o", "capacity", ("company",), "regular_share", "search_hours", formula)
    return ValueModel("small", NAME, (driver,), assumptions)


def small_closing(low: float = -1.0, high: float = -1.0) -> Closing:
    """100 people who all took up the practice at once, one hour a week less of search, 50,000 euros paid in month 0."""
    months = [date(2026, month, 1) for month in range(1, 13)]
    return replace(
        closing_example(),
        as_of=date(2026, 12, 31),
        eligible=100,
        practice=tuple(PracticePoint("regular_share", month, 0.5, 100) for month in months),
        effects=(effect_example("search_hours", 4.0, 3.0, low, high, change=-1.0),),
        costs=(CostLine("all", "run", date(2026, 1, 1), 50000.0, 50000.0, "EUR"),),
    )


def small_programme(**changed: Any) -> Programme:
    given = {
        "started": date(2026, 1, 1),
        "horizon_months": 12,
        "adoption_plan": None,
        "decision": None,
        "kpi_plans": (),
    }
    return replace(programme_example(), **{**given, **changed})


def evaluated(rate: float = 0.0, **options: Any) -> Results:
    convention = options.pop("convention", replace(model.convention("corporate"), rate=rate))
    given = (options.pop("model", small_model()), options.pop("closing", small_closing()), small_programme())
    return model.evaluate(*given, convention=convention, **options)


def test_without_discounting_a_pencil_finds_the_same() -> None:
    found = evaluated()
    assert found.pv_benefits == pytest.approx(100_000)
    assert found.pv_costs == pytest.approx(50_000)
    assert (found.npv, found.roi, found.bcr) == pytest.approx((50_000, 1.0, 2.0))
    assert found.payback_months == pytest.approx(6.0)  # 8,333 a month against 50,000
    assert found.benefits_by_month == pytest.approx([100_000 / 12] * 12)
    assert found.without_staff_time.npv == pytest.approx(-50_000)


def test_discounted_monthly_it_is_an_annuity() -> None:
    monthly = 1.08 ** (1 / 12) - 1
    annuity_due = (1 - (1 + monthly) ** -12) / monthly * (1 + monthly)
    found = evaluated(rate=0.08)
    assert found.pv_benefits == pytest.approx(100_000 / 12 * annuity_due)
    assert found.pv_costs == pytest.approx(50_000)


def test_under_tei_the_year_is_discounted_at_its_end() -> None:
    found = evaluated(convention="tei")
    assert (found.pv_benefits, found.pv_costs) == pytest.approx((100_000 / 1.1, 50_000 / 1.1))
    early = replace(small_closing(), costs=(CostLine("all", "run", date(2025, 12, 1), 50000.0, 50000.0, "EUR"),))
    paid_before = evaluated(convention="tei", closing=early)
    assert paid_before.pv_costs == pytest.approx(50_000)
    assert paid_before.irr == pytest.approx(1.0)  # 50,000 becomes 100,000 in a year


def test_one_uncertain_share_gives_its_own_tenths_to_the_money() -> None:
    """Net value = 200,000 x share - 50,000; one chance in ten that the share is under 0.3, one that it is over 0.8."""
    found = evaluated(model=small_model(0.3, 0.8))
    assert (found.p10, found.p50, found.p90) == pytest.approx((10_000, 50_000, 110_000), rel=0.02)
    assert found.base_percentile == pytest.approx(0.5, abs=0.01)


def test_an_effects_interval_is_read_at_95_percent() -> None:
    """From 0.2 to 1.8 hours at 95 %: the standard deviation is 0.8 / 1.96, and P10 lies 1.2816 of them below."""
    found = evaluated(closing=small_closing(-1.8, -0.2))
    reach = 100_000 * 0.8 / 1.959964 * 1.281552
    assert (found.p10, found.p90) == pytest.approx((50_000 - reach, 50_000 + reach), rel=0.02)
    assert found.probability_npv_positive == pytest.approx(0.8897, abs=0.003)  # Phi(0.5 / (0.8 / 1.96))


def test_half_the_practice_half_the_money() -> None:
    closing = small_closing()
    levels = [0.25 if point.month < date(2026, 10, 1) else 0.5 for point in closing.practice]
    slow = tuple(replace(point, value=level) for point, level in zip(closing.practice, levels, strict=True))
    waves = tuple(replace(w, start=date(2026, 10, 1), end=date(2026, 12, 31)) for w in closing.waves)
    found = evaluated(closing=replace(closing, practice=slow, waves=waves))
    assert found.pv_benefits == pytest.approx(100_000 / 12 * (9 / 2 + 3))


def test_a_practice_that_was_there_before_counts_only_for_what_it_gained() -> None:
    closing = small_closing()
    before = PracticePoint("regular_share", date(2025, 12, 1), 0.3, 100)
    levels = [0.4 if point.month < date(2026, 10, 1) else 0.5 for point in closing.practice]
    slow = tuple(replace(point, value=level) for point, level in zip(closing.practice, levels, strict=True))
    waves = tuple(replace(w, start=date(2026, 10, 1), end=date(2026, 12, 31)) for w in closing.waves)
    found = evaluated(closing=replace(closing, practice=(before, *slow), waves=waves))
    assert found.pv_benefits == pytest.approx(100_000 / 12 * (9 / 2 + 3))  # 0.4 is half of the way from 0.3 to 0.5
