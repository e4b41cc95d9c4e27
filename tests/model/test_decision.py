"""Of the decision: each option is what it adds after the closing; waiting has a price; gates have a state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from tests.model.closings import closing_example, model_example, month, programme_example
from tests.model.test_by_hand import small_closing, small_model, small_programme

from valuemodel import model
from valuemodel.closing import Closing, CostLine, PracticePoint
from valuemodel.errors import ValueModelError
from valuemodel.locale import LANGUAGES, text
from valuemodel.programme import Condition, Decision, Option, Programme

NAME = {"en": "x", "fr": "x"}
RATE_0 = replace(model.convention("corporate"), rate=0.0)


def deciding(*options: Option, base: Programme | None = None, conditions: tuple[Condition, ...] = ()) -> Programme:
    programme = base or programme_example()
    decision = programme.decision or Decision(0.0, date(2027, 1, 1), date(2027, 12, 31))
    return replace(programme, decision=replace(decision, options=options, conditions=conditions))


def computed(*options: Option, closing: Closing | None = None, **more: Any) -> tuple[model.OptionResult, ...]:
    convention = more.pop("convention", "corporate")
    given = (model_example(), closing or closing_example(), deciding(*options))
    return model.options(*given, convention=convention, **{"draws": 1024, **more})


def test_to_continue_is_the_request() -> None:
    for key in ("corporate", "tei", "green_book", "phillips"):
        found = computed(Option("continue", NAME), convention=key)[0]
        request = model.evaluate(
            model_example(), closing_example(), programme_example(), view="request", convention=key, draws=1024
        )
        assert (found.pv_benefits, found.pv_costs, found.npv) == pytest.approx(
            (request.pv_benefits, request.pv_costs, request.npv)
        )
        assert (found.p10, found.p90) == pytest.approx((request.p10, request.p90))


def test_to_stop_costs_its_exit_and_keeps_only_what_is_said_to_stay() -> None:
    stop, kept = computed(Option("stop", NAME, 15000.0), Option("stop", NAME, 15000.0, keeps=("retired_tools",)))
    assert (stop.pv_benefits, stop.pv_costs, stop.npv, stop.p10, stop.p90) == (0, 15000, -15000, -15000, -15000)
    results = model.evaluate(model_example(), closing_example(), programme_example(), view="request", draws=64)
    tools = next(one for one in results.drivers if one.key == "retired_tools")
    assert kept.npv == pytest.approx(tools.value - 15000) and kept.probability_npv_positive == 1


def test_what_is_lost_by_stopping_is_the_difference_of_two_options() -> None:
    stop, on = computed(Option("stop", NAME, 15000.0), Option("continue", NAME))
    assert (on.npv or 0) - (stop.npv or 0) == pytest.approx((on.npv or 0) + 15000)


def test_sunk_costs_are_in_no_option() -> None:
    closing = closing_example()
    sunk = replace(closing, costs=(*closing.costs, CostLine("A", "run", month(2), 9e5, 9e5, "EUR")))
    every = (
        Option("stop", NAME, 1.0),
        Option("continue", NAME),
        Option("extend", NAME),
        Option("pilot", NAME, months=6, people=130),
    )
    assert [one.npv for one in computed(*every, closing=sunk)] == pytest.approx([one.npv for one in computed(*every)])


def test_to_extend_by_as_many_people_at_once_from_the_start_doubles_what_depends_on_people() -> None:
    """100 people, a gain of 100,000 a year and 10,000 a year to come; 100 more from month 12 on bring the same year."""
    driver = replace(small_model().drivers[0], duration_months=36, lasting=NAME)
    costs = (CostLine("a", "run", date(2027, 1, 1), 10000.0, None, "EUR"),)
    closing = replace(small_closing(), costs=costs, eligible_total=200)
    programme = replace(
        small_programme(horizon_months=24), decision=Decision(0.0, date(2027, 1, 1), date(2027, 12, 31))
    )
    given = (replace(small_model(), drivers=(driver,)), closing)
    on, wider = model.options(
        *given, deciding(Option("continue", NAME), Option("extend", NAME), base=programme), convention=RATE_0, draws=64
    )
    assert (on.pv_benefits, on.pv_costs) == pytest.approx((100_000, 10_000))
    assert (wider.pv_benefits, wider.pv_costs) == pytest.approx((200_000, 20_000))
    half = deciding(Option("extend", NAME, people=50, cost=7000.0), base=programme)
    stated = model.options(*given, half, convention=RATE_0, draws=64)[0]
    assert (stated.pv_benefits, stated.pv_costs) == pytest.approx((150_000, 17_000))


def test_newcomers_follow_the_pace_of_the_first_ones() -> None:
    """The first people took six months at half the practice; so do the next ones."""
    closing = small_closing()
    levels = [0.25 if point.month < date(2026, 7, 1) else 0.5 for point in closing.practice]
    slow = tuple(replace(point, value=level) for point, level in zip(closing.practice, levels, strict=True))
    waves = tuple(replace(w, start=date(2026, 10, 1), end=date(2026, 12, 31)) for w in closing.waves)
    closing = replace(closing, practice=slow, waves=waves, eligible_total=200, costs=())
    driver = replace(small_model().drivers[0], duration_months=36, lasting=NAME)
    programme = replace(
        small_programme(horizon_months=24), decision=Decision(1.0, date(2027, 1, 1), date(2027, 12, 31))
    )
    asked = deciding(Option("pilot", NAME, months=12, people=100), base=programme)
    pilot = model.options(replace(small_model(), drivers=(driver,)), closing, asked, convention=RATE_0, draws=64)[0]
    assert pilot.pv_benefits == pytest.approx(100_000 * (0.25 + 0.5))


def test_a_pilot_ends_and_may_be_followed_where_that_pays() -> None:
    short, longer = computed(Option("pilot", NAME, months=6, people=130), Option("pilot", NAME, months=12, people=130))
    assert (short.pv_costs or 0) < (longer.pv_costs or 0)
    assert short.with_follow_on is not None and short.npv is not None and short.with_follow_on >= short.npv
    paid = computed(Option("pilot", NAME, 2000.0, months=6, people=130))[0]
    assert (paid.pv_costs or 0) - (short.pv_costs or 0) == pytest.approx(2000 * 1.08**-0.5)


@pytest.mark.parametrize(
    ("option", "code"),
    [
        (Option("pilot", NAME, months=6), "option_without_people"),
        (Option("pilot", NAME, people=130), "option_without_months"),
        (Option("stop", NAME, keeps=("nothing",)), "option_keeps_unknown"),
    ],
)
def test_an_option_that_does_not_say_what_it_needs_is_told(option: Option, code: str) -> None:
    found = computed(option)[0]
    assert code in {issue.code for issue in found.issues}
    assert (found.npv is None) == (option.kind == "pilot")


def test_without_a_decision_or_a_month_left_there_is_nothing_to_choose() -> None:
    none = replace(programme_example(), decision=None)
    assert model.options(model_example(), closing_example(), none, draws=64) == ()
    late = replace(closing_example(), as_of=date(2031, 1, 1))
    assert computed(Option("continue", NAME), closing=late)[0].issues[0].code == "option_after_horizon"


def test_every_option_says_how_it_was_counted_in_both_languages() -> None:
    every = (
        Option("stop", NAME, 1.0, keeps=("retired_tools",)), Option("continue", NAME), Option("extend", NAME, cost=9e4),
        Option("pilot", NAME, months=6, people=130),
    )  # fmt: skip
    for found in computed(*every):
        assert found.rules
        for code, values in found.rules:
            assert all(text(f"decision.rules.{code}", language, **values) for language in LANGUAGES)


def test_the_draws_of_all_options_are_the_same_draws() -> None:
    given = (model_example(), closing_example())
    asked = deciding(Option("stop", NAME, 5.0), Option("continue", NAME), Option("pilot", NAME), Option("extend", NAME))
    keys, drawn = model.option_draws(*given, asked, draws=1024)
    assert keys == ("stop", "continue", "extend") and drawn.shape == (1024, 3)
    by_option = model.options(*given, asked, draws=1024)
    assert np.percentile(drawn[:, 2], 10) == pytest.approx(by_option[3].p10)
    assert np.corrcoef(drawn[:, 1], drawn[:, 2])[0, 1] > 0.9


def test_options_are_kept_by_a_saved_programme() -> None:
    from valuemodel.programme import as_document, from_document

    asked = deciding(Option("pilot", NAME, 3.0, 6, 130, 9e3, ("retired_tools",)))
    assert from_document(as_document(asked)) == asked


NET, MONTHLY = np.array([0.0] + [10000.0] * 36), 1.08 ** (-np.arange(60) / 12)


def test_a_delay_in_a_fixed_window_loses_its_first_months_for_good() -> None:
    assert model.cost_of_delay(NET, MONTHLY, 6, "fixed").lost == pytest.approx(58671.70452300459, abs=1e-6)


def test_a_delay_with_a_sliding_window_loses_only_the_value_of_time() -> None:
    found = model.cost_of_delay(NET, MONTHLY, 6, "sliding")
    assert found.lost == pytest.approx(found.npv * (1 - 1.08**-0.5))
    assert found.lost < model.cost_of_delay(NET, MONTHLY, 6, "fixed").lost / 4


@pytest.mark.parametrize(("months", "window"), [(-1, "fixed"), (40, "sliding"), (1, "other")])
def test_a_delay_that_means_nothing_is_refused(months: int, window: str) -> None:
    with pytest.raises(ValueModelError) as refused:
        model.cost_of_delay(NET, MONTHLY, months, window)
    assert refused.value.said("fr").fix and refused.value.said("en").fix


def test_what_a_programme_loses_by_waiting_says_which_window() -> None:
    given = (model_example(), closing_example(), programme_example())
    request = model.evaluate(*given, view="request", draws=64)
    for key in ("corporate", "tei", "green_book"):
        fixed, sliding = (model.lost_by_delay(*given, 6, window=w, convention=key) for w in ("fixed", "sliding"))
        assert fixed.npv == sliding.npv and fixed.lost > 0
        if key == "corporate":
            assert fixed.npv == pytest.approx(request.npv)
            assert sliding.lost == pytest.approx(request.npv * (1 - 1.08**-0.5))
        for found in (fixed, sliding):
            assert all(text(f"conventions.delay.{found.window}", one, months=found.months) for one in LANGUAGES)
    assert model.lost_by_delay(*given, 0).lost == 0


def gate_state(condition: Condition, closing: Closing | None = None) -> model.StageGate:
    return model.stage_gates(deciding(conditions=(condition,)), closing or closing_example())[0]


@pytest.mark.parametrize(
    ("kpi", "threshold", "by", "state"),
    [
        ("regular_share", 0.60, date(2026, 10, 31), "reached"),
        ("regular_share", 0.65, date(2026, 10, 31), "missed"),
        ("regular_share", 0.50, date(2026, 5, 31), "missed"),  # 0.49 in May: reached only later
        ("regular_share", 0.65, date(2027, 4, 30), "to_come"),
        ("search_hours", 2.6, date(2026, 10, 31), "reached"),  # lower is better
        ("search_hours", 2.0, date(2026, 10, 31), "missed"),
        ("nothing_of_ours", 0.5, date(2026, 10, 31), "cannot_be_told"),
        ("customer_answers", 0.5, date(2026, 1, 31), "cannot_be_told"),  # measured before the start only
    ],
)
def test_a_gate_is_reached_missed_to_come_or_cannot_be_told(kpi: str, threshold: float, by: date, state: str) -> None:
    assert gate_state(Condition(kpi, threshold, by)).state == state


def test_a_threshold_within_the_error_of_a_survey_cannot_be_told() -> None:
    closing = closing_example()
    unsure = tuple(
        replace(one, low=one.value - 0.05, high=one.value + 0.05) if one.kpi == "customer_answers" else one
        for one in closing.kpis
    )
    closing = replace(closing, kpis=unsure)
    states = {x: gate_state(Condition("customer_answers", x, date(2026, 10, 31)), closing) for x in (0.64, 0.70, 0.76)}
    assert [one.state for one in states.values()] == ["reached", "cannot_be_told", "missed"]
    assert states[0.70].reason == "within_error"


def test_a_gate_to_come_says_whether_it_is_already_met() -> None:
    ahead = {x: gate_state(Condition("regular_share", x, date(2027, 4, 30))) for x in (0.5, 0.9)}
    assert (ahead[0.5].ahead, ahead[0.9].ahead) == (True, False)
    assert ahead[0.5].measured == date(2026, 10, 31) and ahead[0.5].value == 0.62
    unmeasured = replace(closing_example(), practice=(), kpis=())
    assert gate_state(Condition("regular_share", 0.5, date(2027, 4, 30)), unmeasured).reason == "not_measured"


def test_a_month_that_no_closing_has_reached_is_not_read() -> None:
    closing = closing_example()
    future = (*closing.practice, PracticePoint("regular_share", date(2026, 12, 1), 0.99, 780))
    found = gate_state(Condition("regular_share", 0.9, date(2026, 10, 31)), replace(closing, practice=future))
    assert (found.state, found.value) == ("missed", 0.62)


def test_every_state_and_reason_is_written() -> None:
    for key in ("reached", "missed", "to_come", "cannot_be_told", "not_measured", "measured_before", "within_error"):
        assert all(text(f"decision.gates.{key}", language) for language in LANGUAGES)
