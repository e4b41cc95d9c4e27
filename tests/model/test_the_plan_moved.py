"""Scenarios that move the plan to come: less accompaniment, a later or slower follow-up, an early stop."""

from dataclasses import replace
from datetime import date

import pytest
from tests.model.closings import closing_example, programme_example

from valuemodel import model
from valuemodel.errors import ValueModelError
from valuemodel.model.plan import ACCOMPANIMENT, AHEAD, DELAY, STOP
from valuemodel.model.types import Results

MODEL, CLOSING, PROGRAMME = model.load_template("productivity"), closing_example(), programme_example()


def worth(view: str = "whole", **moved: float) -> Results:
    return model.evaluate(MODEL, CLOSING, PROGRAMME, view=view, overrides=moved, draws=16)


def test_a_plan_moved_to_where_it_stands_changes_nothing() -> None:
    same = worth(**{ACCOMPANIMENT: 1.0, AHEAD: 0, DELAY: 0, STOP: 60})
    assert (same.npv, same.cumulative) == (worth().npv, worth().cumulative)


def test_half_the_accompaniment_saves_half_of_what_is_still_planned_for_it_and_nothing_that_was_paid() -> None:
    base, half, none = (worth(**{ACCOMPANIMENT: share}) for share in (1.0, 0.5, 0.0))
    assert worth("review", **{ACCOMPANIMENT: 0.5}).npv == worth("review").npv
    saved = base.pv_costs - half.pv_costs
    assert saved > 0
    assert base.pv_costs - none.pv_costs == pytest.approx(2 * saved)
    assert half.pv_benefits == base.pv_benefits
    fallen = {key for key, paid in half.costs_by_category.items() if paid < base.costs_by_category[key] - 1e-6}
    assert fallen == {"accompaniment"}


def test_stopping_at_the_closing_leaves_only_what_was_already_got_and_spent_and_the_exit_costs() -> None:
    stopped, review = worth(**{STOP: 0}), worth("review")
    assert sum(stopped.benefits_by_month) == pytest.approx(sum(review.benefits_by_month))
    exits = (
        next(one.exit_costs for one in PROGRAMME.decision.options if one.kind == "stop") if PROGRAMME.decision else 0
    )
    assert sum(stopped.costs_by_month) == pytest.approx(sum(review.costs_by_month) + exits)


def test_a_delay_never_brings_a_gain_forward_and_what_happened_does_not_move() -> None:
    closed = len(worth("review").months)
    base, later = worth(), worth(**{DELAY: 3})
    assert later.benefits_by_month[:closed] == base.benefits_by_month[:closed]
    assert later.benefits_by_month[closed : closed + 3] == (0.0, 0.0, 0.0)
    assert sum(later.benefits_by_month) < sum(base.benefits_by_month)


def test_a_faster_adoption_is_never_worth_less_and_a_slower_one_waits_where_it_stands() -> None:
    plan = {date(2026, 10, 1): 0.6, date(2026, 12, 1): 0.7, date(2027, 3, 1): 0.8}
    planned = replace(PROGRAMME, adoption_plan=plan)
    levels = [
        model.evaluate(MODEL, CLOSING, planned, overrides={AHEAD: by}, draws=16).pv_benefits for by in (-60, -3, 0, 3)
    ]
    assert levels == sorted(levels) and levels[0] < levels[-1]
    held = replace(PROGRAMME, adoption_plan={date(2026, 10, 1): 0.6})
    assert levels[0] == pytest.approx(model.evaluate(MODEL, CLOSING, held, draws=16).pv_benefits)


def test_more_use_is_never_worth_less_even_beyond_what_was_measured() -> None:
    values = [worth(regular_share=level).pv_benefits for level in (0.3, 0.5, 0.62, 0.8, 1.0)]
    assert values == sorted(values) and values[-2] < values[-1]


def test_the_use_that_a_saving_needs_gives_exactly_what_the_plan_gives() -> None:
    npv = worth().npv
    level = model.level_worth(npv, "regular_share", MODEL, CLOSING, PROGRAMME, overrides={ACCOMPANIMENT: 0.5})
    assert level is not None
    assert worth(**{ACCOMPANIMENT: 0.5, "regular_share": level}).npv == pytest.approx(npv, abs=1)


def test_a_negative_share_is_refused_with_its_name() -> None:
    with pytest.raises(ValueModelError) as told:
        worth(**{ACCOMPANIMENT: -0.5})
    assert told.value.issue.code == "plan_out_of_range"
    assert told.value.issue.said("fr").fix == "Donnez zéro ou plus."
