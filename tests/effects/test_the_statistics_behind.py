"""Guards and laws of the statistics that effects rest on, beside their published answers."""

import numpy as np
import pytest

from valuemodel.effects.bootstrap import bca_interval
from valuemodel.effects.designs import before_after, difference_in_differences
from valuemodel.effects.intervals import power_two_shares
from valuemodel.effects.multiplicity import benjamini_hochberg, holds, holm
from valuemodel.effects.pairs import mcnemar_exact, mcnemar_mid_p
from valuemodel.effects.planning import design_effect, survey_plan, survey_plans
from valuemodel.effects.ranks import cliff_shift, rank_biserial, signed_rank
from valuemodel.effects.ratios import widened
from valuemodel.effects.reliability import cronbach_alpha, reliability
from valuemodel.effects.samples import ratio_sample
from valuemodel.effects.series import least_squares, newey_west, prais_winsten, prais_winsten_short
from valuemodel.effects.weights import effective_n, raked
from valuemodel.effects.within import demeaned, two_way_fixed_effects

mean = lambda sums: sums[:, 1] / sums[:, 0]  # noqa: E731


def sums_of(values: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ones(len(values)), values])


# Bootstrap


def test_constant_data_have_no_interval_and_do_not_fail() -> None:
    found = bca_interval(sums_of(np.full(30, 4.0)), mean)
    assert (found.low, found.high, found.method) == (4.0, 4.0, "none")


def test_answers_on_a_scale_whose_statistic_takes_few_values_fall_back_to_the_percentile() -> None:
    values = np.repeat([1.0, 2.0, 3.0], [20, 30, 10])
    most = lambda sums: np.round(sums[:, 1] / sums[:, 0])  # noqa: E731
    found = bca_interval(sums_of(values), most)
    assert found.method in ("percentile", "none") and np.isfinite([found.low, found.high]).all()


def test_the_interval_of_a_mean_is_close_to_students_and_the_same_each_time() -> None:
    values = np.random.default_rng(2).normal(10, 2, 80)
    found = bca_interval(sums_of(values), mean)
    half = 1.99 * values.std(ddof=1) / 80**0.5
    assert (found.low, found.high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.05)
    assert found == bca_interval(sums_of(values), mean)


def ratio_cells(seed: int, teams: int, more: float = 1.0):
    random = np.random.default_rng(seed)
    people = np.arange(teams * 10)
    own = random.lognormal(0, 1.2, len(people))
    return [
        ratio_sample(random.poisson(own * level).astype(float), np.ones(len(people)), people, people // 10)
        for level in (3.0, 3.0 * more)
    ]


def test_a_heavy_tailed_ratio_is_never_told_more_narrowly_than_by_students_interval() -> None:
    cells = tuple(ratio_cells(1, 20, more=2.0))
    plain = before_after(*cells)
    found = widened(plain, cells)
    assert found.low <= plain.low and found.high >= plain.high and found != plain


def test_with_too_few_teams_or_very_many_nothing_is_drawn() -> None:
    for teams in (5, 201):
        cells = tuple(ratio_cells(1, teams))
        assert widened(before_after(*cells), cells) == before_after(*cells)


def test_drawing_teams_of_both_sides_leaves_the_change_in_the_middle() -> None:
    cells = (*ratio_cells(1, 20, more=2.0), *ratio_cells(2, 20))
    plain = difference_in_differences(*cells)
    found = widened(plain, cells)
    assert found.low < found.change < found.high


# Ranks and pairs


def test_waves_that_do_not_overlap_shift_wholly_and_identical_ones_not_at_all() -> None:
    low, high = np.arange(10.0), np.arange(10.0) + 20
    assert (cliff_shift(high, low).delta, cliff_shift(high, low).times_in_100) == (1.0, 100)
    assert cliff_shift(low, low).delta == 0 and cliff_shift(low, low).times_in_100 == 50
    assert cliff_shift(low, high).delta == -cliff_shift(high, low).delta


def test_the_shift_by_sorting_is_that_of_all_pairs() -> None:
    random = np.random.default_rng(4)
    after, before = random.integers(0, 5, 60) / 4.0, random.integers(0, 5, 45) / 4.0
    pairs = np.sign(after[:, None] - before[None, :])
    found = cliff_shift(after, before)
    assert found.delta == pytest.approx(pairs.mean())
    assert found.low < found.delta < found.high


def test_rank_biserial_of_the_depression_scale_is_the_published_one() -> None:
    before = np.array([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30])
    after = np.array([0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29])
    assert rank_biserial(before, after) == pytest.approx(0.7778, abs=5e-5)


def test_people_who_did_not_change_count_in_the_signed_ranks() -> None:
    before = np.array([1.0, 2, 3, 4, 5, 6, 7, 8])
    after = before + np.array([1, 1, 1, 1, 0, 0, 0, 0])
    assert 0 < signed_rank(after, before) < 0.2


def test_mid_p_is_below_the_exact_p_and_one_when_nobody_changed() -> None:
    assert mcnemar_mid_p(1, 7) == pytest.approx(0.0391, abs=5e-5)
    assert all(mcnemar_mid_p(b, c) < mcnemar_exact(b, c) for b, c in ((1, 7), (3, 5), (0, 4)))
    assert mcnemar_mid_p(0, 0) == 1.0
    # As many each way: 1 less half the probability of that table, P(Bin(8, 1/2) = 4) = 35/128.
    assert mcnemar_mid_p(4, 4) == pytest.approx(1 - 35 / 128 / 2)


# Families


def test_corrections_never_keep_more_than_no_correction_and_holm_never_more_than_benjamini_and_hochberg() -> None:
    for seed in range(30):
        p = np.random.default_rng(seed).beta(0.5, 3, 15).tolist()
        kept = [sum(one(p, 0.05)) for one in (holm, benjamini_hochberg)] + [sum(value <= 0.05 for value in p)]
        assert kept == sorted(kept)


def test_the_primary_kpi_is_not_corrected_and_an_empty_family_is_fine() -> None:
    assert holds("primary", [0.04, 0.04, 0.06]) == [True, True, False]
    assert holds("claims", [0.04, 0.04, 0.06]) == [False, False, False]
    assert holds("exploring", []) == []


# Weights


def test_raking_reaches_both_margins_and_keeps_the_odds_ratio() -> None:
    """The 2 x 2 table 40, 10, 20, 30 (odds ratio 6) raked to rows 60/40 and columns 60/40."""
    rows, columns = np.repeat([0, 0, 1, 1], [40, 10, 20, 30]), np.repeat([0, 1, 0, 1], [40, 10, 20, 30])
    weights = raked([rows, columns], [{0: 60, 1: 40}, {0: 50, 1: 50}])
    table = np.bincount(rows * 2 + columns, weights=weights)
    assert table == pytest.approx([40, 20, 10, 30], abs=1e-6)
    assert table[0] * table[3] / table[1] / table[2] == pytest.approx(6)


def test_a_category_without_answers_is_left_out_and_extreme_weights_are_cut() -> None:
    codes = np.repeat([0, 1], [99, 1])
    weights = raked([codes], [{0: 50, 1: 50, 2: 900}])
    assert weights.max() / np.median(weights) <= 5 + 1e-9
    assert effective_n(weights) < 100


# Reliability


def test_a_reversed_question_shows_by_a_negative_alpha_and_a_constant_one_is_dropped() -> None:
    random = np.random.default_rng(1)
    trait = random.normal(0, 1, 80)
    items = np.column_stack([trait + random.normal(0, 0.3, 80), -trait + random.normal(0, 0.3, 80), np.ones(80)])
    found = reliability(items)
    assert found.reversed_item and found.dropped == (2,) and found.omega is None


def test_alpha_is_at_most_omega_and_nothing_is_said_of_few_people() -> None:
    random = np.random.default_rng(2)
    trait = random.normal(0, 1, 300)
    items = np.column_stack([trait * load + random.normal(0, 0.6, 300) for load in (0.9, 0.7, 0.5, 0.4)])
    found = reliability(items)
    assert found.low < found.alpha < found.high and found.alpha <= found.omega + 0.005
    assert reliability(items[:49]) is None
    assert cronbach_alpha(np.column_stack([trait, trait]))[0] == pytest.approx(1)


# Fixed effects and series


def test_the_within_transformation_is_that_of_dummies_when_people_come_and_go() -> None:
    sm = pytest.importorskip("statsmodels.api")
    random = np.random.default_rng(3)
    person, period = np.repeat(np.arange(40), 6), np.tile(np.arange(6), 40)
    kept = random.random(240) < 0.8
    person, period = np.unique(person[kept], return_inverse=True)[1], period[kept]
    treated = ((person < 20) & (period >= 3)).astype(float)
    value = person * 0.1 + period * 0.3 - 0.7 * treated + random.normal(0, 1, len(person))
    dummies = np.column_stack([treated, np.eye(40)[person], np.eye(6)[period][:, 1:]])
    found = two_way_fixed_effects(value, treated, person, period, person)
    assert found.effect == pytest.approx(sm.OLS(value, dummies).fit().params[0], abs=1e-6)
    assert demeaned(value[:, None], [person]).sum() == pytest.approx(0, abs=1e-8)


def test_a_programme_for_everybody_at_once_has_no_effect_to_find() -> None:
    person, period = np.repeat(np.arange(10), 4), np.tile(np.arange(4), 10)
    found = two_way_fixed_effects(np.arange(40.0), (period >= 2).astype(float), person, period, person)
    assert np.isnan(found.effect)


def test_errors_that_do_not_follow_each_other_give_least_squares() -> None:
    random = np.random.default_rng(5)
    design = np.column_stack([np.ones(400), np.arange(400.0)])
    value = design @ [1.0, 0.5] + random.normal(0, 1, 400)
    plain, fitted = least_squares(design, value), prais_winsten(design, value)
    assert abs(fitted.rho) < 0.1
    assert fitted.coefficients == pytest.approx(plain.coefficients, rel=0.02)
    assert newey_west(design, value, 0).errors == pytest.approx(plain.errors, rel=0.15)


def test_a_short_series_is_never_told_more_narrowly_than_prais_and_winsten_would() -> None:
    random = np.random.default_rng(6)
    for _ in range(20):
        design = np.column_stack([np.ones(24), np.arange(24.0), np.arange(24) >= 12])
        value = np.cumsum(random.normal(0, 1, 24)) * 0.5
        short, plain = prais_winsten_short(design, value), prais_winsten(design, value)
        assert short.rho >= min(plain.rho, 0.95) and short.df <= plain.df


# Planning


def test_a_larger_or_better_answered_survey_sees_smaller_rises_and_teams_cost_answers() -> None:
    plans = survey_plans(1000)
    rises = [plan.smallest_rise for plan in plans.values()]
    assert rises == sorted(rises, reverse=True)
    alone, teams = survey_plan(1000, 0.6), survey_plan(1000, 0.6, team_size=12, resemblance=0.08)
    assert teams.effective < alone.effective == alone.answers and teams.smallest_rise > alone.smallest_rise
    assert design_effect(1, 0.5) == 1


def test_the_rise_of_the_plan_is_seen_four_times_in_five() -> None:
    plan = survey_plan(1000, 0.4, before=0.4)
    assert power_two_shares(plan.effective, 0.4, 0.4 + plan.smallest_rise) == pytest.approx(0.8, abs=1e-6)
