"""The ladder of designs: what the data allow decides, and each rung finds what was put there."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from valuemodel.effects import compare
from valuemodel.effects.comparing import Setting
from valuemodel.effects.contrasts import NEVER, Cells, Panel, cells_of
from valuemodel.effects.designs import difference_in_differences
from valuemodel.effects.families import corrected
from valuemodel.effects.interrupted import allowed, interrupted
from valuemodel.effects.ladder import Course, strongest
from valuemodel.effects.placebo import placebo_rank
from valuemodel.effects.rules import rules
from valuemodel.effects.samples import Sample, sample
from valuemodel.effects.silence import worst_were_picked
from valuemodel.effects.staggered import dynamic_overall, event_bars, group_overall, recent_overall
from valuemodel.effects.within import two_way_fixed_effects
from valuemodel.kpis import kpi
from valuemodel.programme import KpiPlan, Programme

HOURS, SHARE = kpi("search_hours"), kpi("regular_share")
WAVES = ("2025", "2026")


def waves(seed: int, n: int, change: float, first: int = 0, teams: int = 12) -> tuple[Sample, Sample]:
    random = np.random.default_rng(seed)
    keys, habit = first + np.arange(n), random.normal(5, 1.5, n)
    values = [habit + random.normal(0, 0.5, n), habit + change + random.normal(0, 0.5, n)]
    return sample(values[0], keys, first + keys % teams), sample(values[1], keys, first + keys % teams)


def roll_out(seed: int = 1, effect: float = 1.0, people: int = 40, periods: int = 12, noise: float = 0.3) -> Panel:
    """Groups of `people` that start in periods 4, 7 and never; a common trend, and an effect that grows each period."""
    random = np.random.default_rng(seed)
    start = np.repeat([4, 7, NEVER], people)
    person, period = np.repeat(np.arange(3 * people), periods), np.tile(np.arange(periods), 3 * people)
    since = np.maximum(period - start[person] + 1, 0)
    value = random.normal(0, 1, 3 * people)[person] + 0.2 * period + effect * since
    return Panel(value + random.normal(0, noise, len(value)), person, period, person[::periods] // 5, start)


def cells(**made: float) -> Cells:
    return cells_of(roll_out(**made))  # type: ignore[arg-type]


# Roll-outs in stages


def test_an_effect_that_grows_is_found_in_stages_where_a_plain_regression_is_wrong() -> None:
    panel = roll_out(noise=0.0)
    treated = (panel.period >= panel.start[panel.person]).astype(float)
    plain = two_way_fixed_effects(panel.value, treated, panel.person, panel.period, panel.person)
    found = group_overall(cells_of(panel))
    # Started in 4: periods 4..11, effects 1..8, mean 4.5; started in 7: 1..5, mean 3. As many people in each.
    assert found.change == pytest.approx((4.5 + 3.0) / 2)
    assert abs(plain.effect - found.change) > 0.5


def test_the_average_by_time_since_the_start_counts_each_distance_once() -> None:
    assert dynamic_overall(cells(noise=0.0)).change == pytest.approx(np.mean(range(1, 9)))


def test_the_effect_now_is_that_of_the_last_months() -> None:
    # Last three periods 9, 10, 11: effects 6, 7, 8 of the first start and 3, 4, 5 of the second; no effect before.
    assert recent_overall(cells(noise=0.0), 3).change == pytest.approx((7 + 4) / 2)


def test_bars_before_the_start_are_nil_and_those_after_grow() -> None:
    bars = {bar.periods: bar.estimate for bar in event_bars(cells())}
    before = [bar for months, bar in bars.items() if months < -1]
    assert -1 not in bars and sum(bar.low <= 0 <= bar.high for bar in before) >= len(before) - 1
    assert all(bars[months].low <= months + 1 <= bars[months].high for months in (0, 2, 4))


def test_with_nobody_left_out_those_not_yet_started_are_compared_with() -> None:
    panel = roll_out(noise=0.0)
    kept = panel.start[panel.person] < NEVER
    people = panel.start < NEVER
    alone = Panel(panel.value[kept], panel.person[kept], panel.period[kept], panel.team[people], panel.start[people])
    found = event_bars(cells_of(alone))
    # Only the first start has somebody to compare with, until the second starts in period 7.
    assert {bar.periods: round(bar.estimate.change, 6) for bar in found if bar.periods >= 0} == {0: 1.0, 1: 2.0, 2: 3.0}


def test_one_start_over_two_periods_is_the_difference_in_differences() -> None:
    ours, theirs = waves(1, 120, -1.0), waves(2, 100, 0.2, first=1000)
    people = np.concatenate([np.tile(np.arange(120), 2), 120 + np.tile(np.arange(100), 2)])
    value = np.concatenate([ours[0].value, ours[1].value, theirs[0].value, theirs[1].value])
    period = np.repeat([0, 1, 0, 1], [120, 120, 100, 100])
    team = np.concatenate([ours[0].cluster, theirs[0].cluster])
    panel = Panel(value, people, period, team, np.repeat([1, NEVER], [120, 100]))
    stages, plain = recent_overall(cells_of(panel), 3), difference_in_differences(*ours, *theirs)
    assert stages.change == pytest.approx(plain.change)
    assert stages.se == pytest.approx(plain.se, rel=0.02)


def test_a_roll_out_in_stages_is_named_and_can_be_probable() -> None:
    ours, theirs = waves(1, 80, 5.0), waves(2, 40, 0.0, first=1000)
    found = compare(HOURS, "programme", WAVES, *ours, theirs, Setting(cells=cells()))
    assert (found.design, found.isolated, found.certainty) == ("staggered", True, "moderate")
    assert found.comparison_before is None


# Few teams


def test_the_only_team_is_first_of_all_when_it_alone_moved() -> None:
    changes = np.array([3.0, *np.linspace(-1, 1, 12)])
    assert placebo_rank(changes, np.arange(13) == 0).as_large == 1
    assert placebo_rank(-changes, np.arange(13) == 0).as_large == 1


def test_without_any_effect_ranks_are_spread_evenly() -> None:
    random = np.random.default_rng(5)
    first = np.arange(10) == 0
    shares = [placebo_rank(random.normal(0, 1, 10), first).share for _ in range(600)]
    assert np.mean(np.array(shares) <= 0.2) == pytest.approx(0.2, abs=0.05)


def test_teams_that_move_each_its_own_way_widen_the_interval_of_few_of_them() -> None:
    alone, others = waves(1, 60, 0.0, teams=3), waves(2, 120, 0.0, first=1000)
    moved = replace(alone[1], value=alone[1].value + np.array([-2.0, 0.0, 2.0])[alone[1].person % 3])
    calm = strongest(*alone, others, False).estimate
    found = strongest(alone[0], moved, others, False).estimate
    assert (calm.design, found.design) == ("few_teams", "few_teams")
    assert found.high - found.low > 2 * (calm.high - calm.low)


# Series


def months(jump: float, slope: float = 0.1, n: int = 24, start: int = 12, noise: float = 0.05) -> Course:
    random = np.random.default_rng(3)
    number = np.arange(n, dtype=float)
    return Course(number, slope * number + jump * (number >= start) + random.normal(0, noise, n), start)


def test_a_trend_that_was_there_already_is_no_effect() -> None:
    course = months(jump=0.0)
    before, after = sample(course.value[9:12]), sample(course.value[21:])
    plain = strongest(before, after, None, False).estimate
    along = strongest(before, after, None, False, course=course).estimate
    assert plain.change == pytest.approx(1.2, abs=0.1)
    assert along.design == "interrupted_series" and along.low <= 0 <= along.high


def test_a_jump_is_found_and_no_earlier_date_jumped_as_much() -> None:
    course = months(jump=1.0)
    found = interrupted(course.months, course.value, course.start)
    assert found.estimate.low <= 1.0 <= found.estimate.high
    assert found.placebo.as_large == 1 and found.placebo.tried == 8


def test_a_hole_in_the_months_is_not_closed() -> None:
    course = months(jump=1.0, noise=0.0)
    kept = ~np.isin(course.months, (4, 5, 17))
    found = interrupted(course.months[kept], course.value[kept], course.start)
    assert found.jump == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize(("before", "after", "expected"), [(6, 6, True), (5, 9, False), (9, 5, False), (6, 5, False)])
def test_a_series_needs_twelve_points_and_half_of_them_on_each_side(before: int, after: int, expected: bool) -> None:
    assert allowed(np.arange(before + after, dtype=float), before) is expected


def test_too_few_months_are_said_and_two_waves_compared_instead() -> None:
    ours = waves(1, 60, -1.0)
    found = compare(HOURS, "programme", WAVES, *ours, None, Setting(course=months(1.0, n=9, start=4)))
    assert found.design == "paired" and "short_series" in found.cautions


def test_a_series_is_never_more_than_possible_and_its_interval_probably_too_narrow() -> None:
    ours = waves(1, 60, -1.0)
    found = compare(HOURS, "programme", WAVES, *ours, None, Setting(course=months(1.0, n=18, start=9)))
    assert (found.design, found.certainty, found.isolated) == ("interrupted_series", "low", False)
    assert {"narrow_interval", "no_comparison"} <= set(found.cautions)
    longer = compare(HOURS, "programme", WAVES, *ours, None, Setting(course=months(1.0)))
    assert longer.certainty == "low" and "narrow_interval" not in longer.cautions


# Ties, those picked, those silent


def test_a_comparison_group_that_works_with_the_programme_is_refused_or_said() -> None:
    ours, theirs = waves(1, 120, -1.0), waves(2, 100, 0.0, first=1000)
    refused = compare(HOURS, "programme", WAVES, *ours, theirs, Setting(tied=0.62))
    assert (refused.verdict, refused.reason, refused.values) == ("refused", "contaminated", {"share": 62})
    assert "ties" in compare(HOURS, "programme", WAVES, *ours, theirs, Setting(tied=0.3)).cautions
    assert "ties" not in compare(HOURS, "programme", WAVES, *ours, theirs, Setting(tied=0.1)).cautions


def test_picking_the_worst_teams_is_noticed_in_either_direction() -> None:
    low, high = np.linspace(0, 1, 10), np.linspace(0.8, 1.8, 10)
    assert worst_were_picked(low, high, direction=1, gap=0.5)
    assert not worst_were_picked(low, high, direction=-1, gap=0.5)
    assert worst_were_picked(high, low, direction=-1, gap=0.5)
    assert not worst_were_picked(low, low, direction=1, gap=0.5)


# Before you look


def test_the_direction_is_that_of_the_plan_when_it_differs_from_the_catalogue() -> None:
    ours = waves(1, 60, -1.0)
    usual = compare(HOURS, "programme", WAVES, *ours, None, Setting(plan=KpiPlan("search_hours", 0.5)))
    turned = compare(
        HOURS, "programme", WAVES, *ours, None, Setting(plan=KpiPlan("search_hours", 0.5, direction="higher"))
    )
    assert usual.probability_material > 0.95 and turned.probability_material < 0.05
    assert (usual.better, turned.better) == ("lower", "higher")


def programme(*plans: KpiPlan) -> Programme:
    return Programme("p", "P", "C", date(2025, 10, 1), kpi_plans=plans)


def test_what_was_stated_is_a_claim_the_one_that_matters_is_not_corrected_and_the_rest_explores() -> None:
    ours, theirs = waves(1, 120, -1.0), waves(2, 100, 0.0, first=1000)
    one = compare(HOURS, "programme", WAVES, *ours, theirs)
    found = corrected(
        [one, replace(one, kpi="meaning"), replace(one, group="unit:A"), replace(one, in_programme=False)],
        programme(KpiPlan("search_hours", 0.5, primary=True), KpiPlan("meaning", 0.03)),
    )
    assert [effect.family for effect in found] == ["primary", "claims", "exploring", ""]
    assert [effect.holds for effect in found] == [True, True, True, None]


def test_a_probable_that_chance_could_explain_among_many_becomes_a_possible() -> None:
    ours, theirs = waves(1, 120, -1.0), waves(2, 100, 0.0, first=1000)
    one = replace(compare(HOURS, "unit:A", WAVES, *ours, theirs), p_value=0.04)
    many = [replace(one, group=f"unit:{number}", p_value=0.9) for number in range(20)]
    found = corrected([one, *many], programme())[0]
    assert (found.certainty, found.holds) == ("low", False) and "many_looked_at" in found.cautions
    assert corrected([one], programme())[0].certainty == "moderate"


def test_every_threshold_has_its_unit_and_its_source() -> None:
    assert all(one.unit and one.source for one in rules().values())
