"""Effects: the design chosen, the word for how sure one may be, what is published, and what is refused."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from valuemodel.effects import Effect, compare, publish, refuse
from valuemodel.effects.certainty import Response, response_is_enough
from valuemodel.effects.comparing import Setting
from valuemodel.effects.designs import Estimate
from valuemodel.effects.samples import Sample, sample
from valuemodel.kpis import kpi
from valuemodel.programme import KpiPlan

HOURS, SHARE = kpi("search_hours"), kpi("meaning")
WAVES = ("2025", "2026")


def group(
    seed: int, n: int, change: float, first: int = 0, teams: int = 12, level: float = 5.0
) -> tuple[Sample, Sample]:
    """Two linked waves of `n` people, first key `first`, spread over `teams` teams."""
    random = np.random.default_rng(seed)
    keys = first + np.arange(n)
    habit = random.normal(level, 1.5, n)
    waves = [habit + random.normal(0, 0.5, n), habit + change + random.normal(0, 0.5, n)]
    return tuple(sample(values, keys, first + np.arange(n) % teams) for values in waves)  # type: ignore[return-value]


def compared(
    change: float = -1.0, n: int = 120, teams: int = 12, with_comparison: bool = True, **setting: object
) -> Effect:
    comparison = group(2, 100, 0.0, first=1000) if with_comparison else None
    return compare(HOURS, "programme", WAVES, *group(1, n, change, teams=teams), comparison, Setting(**setting))  # type: ignore[arg-type]


# The design


def test_a_comparison_group_makes_a_difference_in_differences() -> None:
    found = compared()
    assert (found.design, found.isolated, found.basis) == ("difference_in_differences", True, "everyone")
    assert found.comparison_before is not None and found.comparison_after is not None


def test_the_trend_that_everyone_had_is_taken_out() -> None:
    programme, others = group(1, 120, -1.0), group(2, 100, -1.0, first=1000)
    found = compare(HOURS, "programme", WAVES, *programme, others)
    assert found.after - found.before == pytest.approx(-1.0, abs=0.15)
    assert found.low <= 0 <= found.high


def test_without_comparison_the_same_people_are_paired_some_overlap_and_strangers_are_unpaired() -> None:
    before, after = group(1, 60, -1.0)
    half = Sample(after.value[30:], after.person[30:], after.cluster[30:])
    strangers = replace(after, person=after.person + 500)
    designs = [compare(HOURS, "programme", WAVES, before, one).design for one in (after, half, strangers)]
    assert designs == ["paired", "overlapping", "unpaired"]


def test_knowing_who_is_who_narrows_the_interval() -> None:
    before, after = group(1, 60, -1.0)
    paired = compare(HOURS, "programme", WAVES, before, after)
    unpaired = compare(HOURS, "programme", WAVES, before, replace(after, person=after.person + 500))
    assert paired.change == unpaired.change
    assert paired.high - paired.low < unpaired.high - unpaired.low


# The word


def test_a_comparison_with_enough_teams_and_a_clear_interval_is_probable_and_never_more() -> None:
    assert compared(change=-1.0).certainty == "moderate"
    assert compared(change=-5.0, n=900, teams=60).certainty == "moderate"


def test_few_teams_cap_the_word_and_are_said_and_their_change_is_ranked_among_untouched_ones() -> None:
    found = compared(teams=5)
    assert (found.design, found.certainty, found.clusters, found.isolated) == ("few_teams", "low", 5, True)
    assert "few_clusters" in found.cautions
    assert (found.placebo_as_large, found.placebo_tried) == (1, 1000)


def test_a_single_team_is_ranked_among_the_untouched_teams_one_by_one() -> None:
    found = compared(teams=1, change=0.0)
    assert found.placebo_tried == 13
    assert found.p_value >= 1 / 13 and found.low < 0 < found.high


def test_an_interval_that_holds_zero_is_not_probable() -> None:
    found = compared(change=0.0)
    assert found.low <= 0 <= found.high and found.certainty == "low"


def test_before_and_after_without_comparison_is_never_more_than_possible() -> None:
    found = compared(change=-5.0, with_comparison=False)
    assert (found.certainty, found.isolated) == ("low", False)
    assert "no_comparison" in found.cautions


def test_fewer_than_thirty_people_cannot_tell() -> None:
    found = compared(n=29, teams=7)
    assert found.certainty == "very_low" and "few_people" in found.cautions


def test_groups_that_were_already_moving_apart_are_not_probable() -> None:
    apart = Estimate(-0.4, -0.6, -0.2, 0.1, 50, "difference_in_differences")
    found = compared(trend_before=apart)
    assert found.certainty == "low" and "unlike_before" in found.cautions
    assert compared(trend_before=apart._replace(low=-0.9, high=0.1)).certainty == "moderate"


def test_silent_people_who_could_turn_the_change_round_make_it_untellable() -> None:
    few = Response(asked_before=400, answered_before=120, asked_after=400, answered_after=120)
    found = compared(response=few)
    assert (found.verdict, found.reason, found.values) == ("refused", "low_response", {"rate": 30})
    assert found.certainty == "very_low" and "low_response" in found.cautions
    assert found.change is None and found.before is not None
    assert compared(response=Response(200, 120, 200, 120)).certainty == "moderate"


def test_a_low_response_is_enough_when_even_the_worst_case_leaves_the_change() -> None:
    nearly_all = Response(100, 98, 1000, 490)
    assert response_is_enough(nearly_all, before=0.01, after=0.99, bounded=True)
    assert not response_is_enough(nearly_all, before=0.40, after=0.60, bounded=True)
    assert not response_is_enough(nearly_all, before=0.01, after=0.99, bounded=False)


def test_the_probability_of_a_material_change_is_told_in_the_better_direction() -> None:
    plan = KpiPlan("search_hours", materiality=0.5)
    assert compared(change=-1.0, plan=plan).probability_material > 0.95
    assert compared(change=1.0, plan=plan).probability_material == 0
    assert compared(change=-0.5, plan=plan).probability_material == pytest.approx(0.5, abs=0.35)
    assert compared(change=-1.0).probability_material is None


def test_a_larger_survey_sees_smaller_changes() -> None:
    assert compared(n=600, teams=60).smallest_visible < compared(n=60, teams=6).smallest_visible


# What is published


def test_figures_are_stored_at_the_published_precision_and_the_interval_is_rounded_outwards() -> None:
    found = compared()
    for figure in (found.before, found.after, found.change, found.low, found.high, found.smallest_visible):
        assert round(figure, 1) == figure
    assert found.low <= found.change <= found.high


@pytest.mark.parametrize(
    ("value", "low", "high"), [(0.3, 0.3, 0.3), (0.30000000000000004, 0.3, 0.3), (-0.31, -0.4, -0.3), (0.0, 0.0, 0.0)]
)
def test_rounding_outwards_never_narrows_and_never_widens_a_round_number(value: float, low: float, high: float) -> None:
    assert (publish.down(value, 1), publish.up(value, 1)) == (low, high)
    assert str(publish.nearest(-0.04, 1)) == "0.0"


@pytest.mark.parametrize(("n", "stored"), [(4, 0), (5, 5), (9, 5), (10, 10), (19, 10), (20, 20), (137, 135)])
def test_numbers_of_people_are_stored_rounded_or_as_the_lower_end_of_their_band(n: int, stored: int) -> None:
    assert publish.people(n) == stored


def test_a_unanimous_small_group_is_masked() -> None:
    everyone = sample(np.ones(12), np.arange(12))
    found = compare(SHARE, "unit:A", WAVES, sample(np.zeros(12), np.arange(12)), everyone)
    assert (found.before, found.after) == (0.05, 0.95)
    assert (found.n_before, found.n_after) == (10, 10)
    nearly = compare(SHARE, "unit:A", WAVES, sample(np.full(12, 0.05)), sample(np.full(12, 0.95)))
    assert found.change == nearly.change == pytest.approx(0.9)
    assert found.high < 1


def test_the_change_of_a_share_stays_between_minus_one_and_one() -> None:
    found = compare(SHARE, "programme", WAVES, sample(np.zeros(40)), sample(np.ones(40)))
    assert found.high == 1.0 and found.low > 0.8


# What is not compared


def test_before_its_date_a_change_is_too_early_and_not_nil() -> None:
    plan = KpiPlan("search_hours", 0.5, expected_from=date(2027, 1, 1))
    found = compared(plan=plan, as_of=date(2026, 12, 31))
    assert (found.verdict, found.reason) == ("too_early", "too_early")
    assert found.before is not None and (found.change, found.low, found.high) == (None, None, None)
    assert compared(plan=plan, as_of=date(2027, 1, 1)).verdict == "compared"


def test_a_refusal_has_a_reason_and_no_figure() -> None:
    found = refuse(HOURS, "unit:A", WAVES, "too_few_answers", k=10)
    assert (found.verdict, found.design, found.certainty) == ("refused", "refused", "very_low")
    assert (found.before, found.after, found.change, found.n_before) == (None, None, None, 0)


# Laws


@pytest.mark.parametrize("entry", [HOURS, SHARE])
@pytest.mark.parametrize("linked", [True, False])
def test_identical_waves_change_nothing_and_zero_is_in_the_interval(entry, linked: bool) -> None:
    random = np.random.default_rng(3)
    values = random.integers(0, 2, 50).astype(float)
    keys = np.arange(50) if linked else None
    found = compare(entry, "programme", WAVES, sample(values, keys), sample(values, keys))
    assert found.change == 0 and found.low <= 0 <= found.high


def test_swapping_the_waves_turns_the_effect_round() -> None:
    before, after = group(1, 60, -1.0)
    there, back = compare(HOURS, "programme", WAVES, before, after), compare(HOURS, "programme", WAVES, after, before)
    assert (back.change, back.low, back.high) == (-there.change, -there.high, -there.low)


def test_the_order_of_people_does_not_matter() -> None:
    before, after = group(1, 60, -1.0)
    shuffled = np.random.default_rng(0).permutation(60)
    again = Sample(after.value[shuffled], after.person[shuffled], after.cluster[shuffled])
    assert compare(HOURS, "programme", WAVES, before, again) == compare(HOURS, "programme", WAVES, before, after)


@pytest.mark.slow
def test_intervals_hold_the_truth_nineteen_times_in_twenty() -> None:
    hits = 0
    for seed in range(400):
        programme, others = group(2 * seed, 96, -0.5, teams=8), group(2 * seed + 1, 96, 0.0, first=1000, teams=8)
        found = compare(HOURS, "programme", WAVES, *programme, others)
        hits += found.low <= -0.5 <= found.high
    assert hits >= 400 * 0.93
