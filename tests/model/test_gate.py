"""Of the practice gate: no measured practice, no value; refused or too early is never a zero; nothing counts twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.model.closings import (
    closing_example,
    effect_example,
    model_example,
    month,
    programme_example,
    with_effects,
)

from valuemodel import model
from valuemodel.closing import Closing
from valuemodel.locale import LANGUAGES, text
from valuemodel.model.types import DriverResult, Results, ValueModel
from valuemodel.programme import KpiPlan

FINDING = "finding_information"


def evaluated(changed: ValueModel | None = None, closing: Closing | None = None, **options: object) -> Results:
    programme = options.pop("programme", None) or programme_example()
    given = (changed or model_example(), closing or closing_example(), programme)
    return model.evaluate(*given, draws=256, **options)  # type: ignore[arg-type]


def driver(results: Results, key: str = FINDING) -> DriverResult:
    return next(one for one in results.drivers if one.key == key)


def changed(key: str = FINDING, **fields: object) -> ValueModel:
    made, issues = model.apply(model_example(), drivers={key: fields})
    assert not issues
    return made


def codes(results: Results) -> set[str]:
    return {issue.code for issue in results.issues}


def test_without_a_measured_practice_nothing_counts() -> None:
    found = evaluated(closing=replace(closing_example(), practice=()))
    assert {one.reason for one in found.drivers} == {"practice_not_measured"}
    assert found.pv_benefits == 0 and found.npv == -found.pv_costs


def test_a_practice_that_nobody_has_is_not_a_practice() -> None:
    closing = closing_example()
    silent = tuple(replace(point, value=0.0) for point in closing.practice)
    assert driver(evaluated(closing=replace(closing, practice=silent))).reason == "practice_absent"


def test_too_early_and_refused_are_not_counted_and_say_why_in_both_languages() -> None:
    refused = replace(effect_example("search_hours", 3.4, 2.6, -0.9, -0.3), verdict="refused", reason="too_few")
    found = evaluated(closing=with_effects(closing_example(), refused))
    expected = {FINDING: "outcome_refused", "avoided_departures": "outcome_too_early"}
    for key, reason in expected.items():
        one = driver(found, key)
        assert (one.counted, one.reason, one.low, one.by_month) == (False, reason, None, ())
        for language in LANGUAGES:
            assert text(f"model.reasons.{reason}", language, **one.reason_values)


def test_an_outcome_that_no_closing_has_is_not_counted() -> None:
    closing = closing_example()
    kept = tuple(effect for effect in closing.effects if effect.kpi != "search_hours")
    assert driver(evaluated(closing=replace(closing, effects=kept))).reason == "outcome_not_measured"


def test_a_signed_override_counts_and_is_graded_assumed() -> None:
    signed = {"author": "C. Martin", "reason": "the survey was late", "at": "2026-11-01"}
    early = changed("avoided_departures", override=signed)
    one = driver(evaluated(early), "avoided_departures")
    assert one.counted and one.grade == "assumed" and one.value > 0
    assert (
        model.check_model(changed("avoided_departures", override={"reason": "because"}))[-1].code == "override_unsigned"
    )


def test_a_worse_outcome_costs_money_and_its_whole_interval_counts() -> None:
    one = driver(evaluated(), "shorter_meetings")
    assert one.counted and one.value < 0
    assert one.low is not None and one.high is not None and one.low < one.value < 0 < one.high


def test_everyone_times_users_is_refused_with_its_reason() -> None:
    twice = "regular_users * -search_hours.change * weeks_worked * hourly_cost * redeployed_share"
    found = evaluated(changed(formula=twice))
    assert (driver(found).counted, driver(found).reason) == (False, "adoption_twice")
    assert "adoption_twice" in codes(found)
    disguised = twice.replace("regular_users", "eligible_people * regular_share.after")
    assert driver(evaluated(changed(formula=disguised))).reason == "adoption_twice"


def test_users_times_an_effect_among_users_is_counted() -> None:
    among = effect_example("search_hours", 3.4, 2.6, -0.9, -0.3, basis="users", change=-0.6)
    closing = with_effects(closing_example(), among)
    twice = "regular_users * -search_hours.change * weeks_worked * hourly_cost * redeployed_share"
    by_hand, by_people = (driver(evaluated(m, closing)) for m in (changed(formula=twice), model_example()))
    assert by_hand.counted and by_people.counted
    assert by_hand.value == pytest.approx(by_people.value)
    assert by_people.value < driver(evaluated()).value


def test_an_attribution_share_on_an_isolated_effect_is_refused() -> None:
    twice = (
        "search_hours.people * -search_hours.change * attribution_share * weeks_worked * hourly_cost * redeployed_share"
    )
    found = evaluated(changed(formula=twice))
    assert driver(found).reason == "attribution_twice" and "attribution_twice" in codes(found)


def test_without_a_comparison_group_the_attribution_share_is_applied() -> None:
    alone = replace(effect_example("search_hours", 3.4, 2.8, -0.9, -0.3), isolated=False, design="paired")
    compared, before_after = driver(evaluated()), driver(evaluated(closing=with_effects(closing_example(), alone)))
    share = model_example().assumptions["attribution_share"].base
    assert before_after.value == pytest.approx(compared.value * share)


@pytest.mark.parametrize(
    ("design", "isolated", "cautions", "expected"),
    [
        ("difference_in_differences", True, (), "compared"),
        ("paired", False, (), "before_after"),
        ("overlapping", False, (), "before_after"),
        ("unpaired", False, (), "before_after"),
        ("unpaired", False, ("retrospective",), "reported"),
    ],
)
def test_a_driver_is_graded_by_its_weakest_input(
    design: str, isolated: bool, cautions: tuple[str, ...], expected: str
) -> None:
    effect = effect_example("search_hours", 3.4, 2.8, -0.9, -0.3, design=design, isolated=isolated, cautions=cautions)
    closing = with_effects(closing_example(), effect)
    facts = {key: {"evidence": "measured"} for key in model_example().assumptions}
    measured, _ = model.apply(model_example(), assumptions=facts)
    assert driver(evaluated(measured, closing)).grade == expected
    guessed, _ = model.apply(measured, assumptions={"hourly_cost": {"evidence": "assumed"}})
    assert driver(evaluated(guessed, closing)).grade == "assumed"


def test_a_budgetary_line_of_measured_amount_is_at_best_before_and_after() -> None:
    measured, _ = model.apply(model_example(), assumptions={"retired_tools_cost": {"evidence": "measured"}})
    assert driver(evaluated(measured), "retired_tools").grade == "before_after"


def test_a_gain_at_a_date_needs_its_date() -> None:
    assert driver(evaluated(changed("retired_tools", effective="")), "retired_tools").reason == "no_date"


def test_amounts_in_another_currency_are_not_added() -> None:
    found = evaluated(programme=replace(programme_example(), currency="GBP"))
    assert {one.reason for one in found.drivers} == {"currency_differs"}
    assert "currency_without_rate" in codes(found) and "currency_differs" in codes(found)


def claiming(unit: str, base: float, formula: str) -> ValueModel:
    hours = {
        "label": {"en": "Hours", "fr": "Heures"}, "unit": unit, "low": 0.9 * base, "base": base, "high": 1.1 * base,
    }  # fmt: skip
    fields = {
        "label": {"en": "Claim", "fr": "Promesse"}, "objective": "productivity", "gain": "capacity",
        "gains_who": ("company",), "practice": "regular_share", "outcome": "", "formula": formula,
    }  # fmt: skip
    alone = replace(model_example(), drivers=())
    made, issues = model.apply(alone, assumptions={"hours_claimed": hours}, drivers={"claim": fields})
    assert not issues
    return made


PRICED = "hourly_cost * redeployed_share"


@pytest.mark.parametrize(
    ("unit", "base", "formula"),
    [
        ("hour/week/person", 10.0, f"eligible_people * hours_claimed * weeks_worked * {PRICED}"),
        ("hour/person/year", 440.0, f"eligible_people * hours_claimed * {PRICED}"),
        ("hour/year", 780 * 440.0, f"hours_claimed * {PRICED}"),
        (
            "hour/person/year",
            440.0,
            "eligible_people * hours_claimed * (hourly_cost + hourly_cost) / 2 * redeployed_share",
        ),
    ],
)
def test_unmeasured_hours_are_capped_at_a_tenth_of_working_time_whatever_their_unit(
    unit: str, base: float, formula: str
) -> None:
    found = evaluated(claiming(unit, base, formula))
    assert "hours_capped" in codes(found)
    assert driver(found, "claim").annual == pytest.approx(780 * 3.5 * 44 * 43.7 * 0.25)
    modest = evaluated(claiming(unit, base / 10, formula))
    assert "hours_capped" not in codes(modest)
    assert driver(modest, "claim").annual == pytest.approx(780 * 1.0 * 44 * 43.7 * 0.25)


def test_hours_of_which_only_a_part_is_freed_count_for_that_part() -> None:
    part = f"eligible_people * hours_claimed * 0.1 * {PRICED}"
    assert "hours_capped" not in codes(evaluated(claiming("hour/person/year", 440.0, part)))


def test_before_any_follow_up_there_is_only_a_request_on_the_plan_graded_assumed() -> None:
    closing = closing_example()
    alone = tuple(
        replace(
            effect, verdict="refused", after=None, change=None, low=None, high=None, wave_after="", reason="one_wave"
        )
        for effect in closing.effects
    )
    closing = replace(closing, effects=alone)
    review, request = (evaluated(closing=closing, view=view) for view in ("review", "request"))
    assert review.pv_benefits == 0 and "no_follow_up" in codes(review)
    assert request.pv_benefits > 0 and "request_assumed" in codes(request)
    one = driver(request)
    assert one.counted and one.grade == "assumed"
    assert one.annual == pytest.approx(
        780 * 0.8 * 0.5 * 44 * 43.7 * 0.25
    )  # plan: from 3.4 to 2.6 hours, half attributed
    assert driver(request, "shorter_meetings").reason == "no_figure"


def test_a_programme_without_any_data_asks_on_its_plan_of_adoption() -> None:
    closing = replace(closing_example(), effects=(), practice=(), as_of=date(2025, 10, 31))
    programme = replace(programme_example(), kpi_plans=(KpiPlan("search_hours", 0.3, target=2.6),))
    one = driver(evaluated(closing=closing, programme=programme, view="request"))
    assert one.counted and one.value > 0  # the baseline is the survey before the start
    assert driver(evaluated(closing=closing, programme=replace(programme, adoption_plan=None))).reason


def test_a_gain_without_a_stated_duration_counts_for_twelve_months() -> None:
    one = driver(evaluated(changed(duration_months=None)))
    assert one.profile[12] > 0 and one.profile[13] == 0  # after a lag of one month
    issue = model.check_model(changed(lasting={}))
    assert "duration_without_reason" in {one.code for one in issue}


def test_a_gain_follows_its_practice_after_its_lag_and_fades() -> None:
    one = driver(evaluated(changed(lag_months=2, decay=0.5)))
    assert one.profile[:2] == (0, 0) and all(a < b for a, b in zip(one.profile[2:10], one.profile[3:11], strict=True))
    flat = replace(programme_example(), adoption_plan=None)
    held = driver(evaluated(changed(lag_months=0, decay=0.5), programme=flat)).profile
    assert held[12] == pytest.approx(1.0) and held[24] == pytest.approx(0.5)


def test_a_gain_over_everyone_passes_its_follow_up_level_only_where_the_plan_says_so() -> None:
    unplanned = replace(programme_example(), adoption_plan=None)
    assert max(driver(evaluated(changed(decay=0.0), programme=unplanned)).profile) == 1
    planned = driver(evaluated(changed(decay=0.0))).profile
    assert max(planned[:13]) <= 1 < max(planned)


def test_no_month_before_the_effective_date_counts() -> None:
    one = driver(evaluated(), "retired_tools")
    months = evaluated().months
    assert {amount for amount, when in zip(one.by_month, months, strict=True) if when < date(2026, 5, 1)} == {0}
    assert one.by_month[months.index(month(6))] == pytest.approx(38000 / 12)


@pytest.mark.parametrize(
    "fields",
    [
        {"effective": "soon"},
        {"lag_months": -3},
        {"lag_months": "2"},
        {"decay": 1.5},
        {"decay": "a"},
        {"duration_months": -1},
    ],
)
def test_a_timing_that_cannot_be_read_is_told_and_not_counted(fields: dict[str, object]) -> None:
    found = evaluated(changed(**fields))
    assert driver(found).reason == "timing_unreadable" and "driver_timing" in codes(found)


@pytest.mark.parametrize("wrong", ["twelve", None, True, [1]])
def test_a_saved_number_that_is_none_is_told(wrong: object) -> None:
    made, _ = model.apply(model_example(), assumptions={"hourly_cost": {"base": wrong}})
    found = evaluated(made)
    assert "assumption_not_a_number" in codes(found) and found.npv == found.npv


@pytest.mark.parametrize("certainty", ["low", "very_low"])
def test_a_counted_outcome_that_the_programme_may_not_have_caused_is_told(certainty: str) -> None:
    closing = closing_example()
    effects = tuple(
        replace(one, certainty=certainty) if one.kpi == "search_hours" else replace(one, certainty="moderate")
        for one in closing.effects
    )
    results = evaluated(closing=replace(closing, effects=effects))
    told = [issue for issue in results.issues if issue.code.startswith("outcome_certainty")]
    assert [(issue.code, issue.where) for issue in told] == [(f"outcome_certainty_{certainty}", FINDING)]
