"""Of ranges: whatever the family, one chance in ten lies below low, one in two below base, one in ten above high."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.special import betaincinv, ndtri
from tests.model.closings import closing_example, model_example, programme_example

from valuemodel import model
from valuemodel.model import beta, distributions, inputs
from valuemodel.model.distributions import Ends

TENTHS = np.array([0.1, 0.5, 0.9])
MANY = np.concatenate([np.logspace(-12, -1, 2000), np.linspace(0.1, 0.9, 2000), 1 - np.logspace(-12, -1, 2000)])


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["metalog", "pert", "triangular", "lognormal"]),
    st.floats(0.01, 1e5), st.floats(0.05, 0.95), st.floats(0.01, 3),
    st.sampled_from([(-np.inf, np.inf), (0.0, np.inf)]),
)  # fmt: skip
def test_every_family_passes_through_the_three_numbers_that_were_asked(
    family: str, low: float, evenness: float, width: float, ends: tuple[float, float]
) -> None:
    high = low * (1 + width)
    base = low + evenness * (high - low)
    found = inputs.quantiles(inputs.Input("x", family, low, base, high, *ends), TENTHS)
    assert found == pytest.approx([low, base, high], rel=1e-6)


@pytest.mark.parametrize("family", ["metalog", "pert", "triangular", "lognormal", "beta", "normal"])
def test_draws_rise_with_their_chances_and_stay_within_physical_bounds(family: str) -> None:
    shapes = (12.5, 30.5) if family == "beta" else None
    drawn = inputs.quantiles(inputs.Input("x", family, 0.2, 0.3, 0.5, 0.0, 1.0, shapes), np.sort(MANY))
    assert np.all(np.diff(drawn) >= -1e-9)
    assert family == "normal" or (drawn.min() >= 0 and drawn.max() <= 1)


@pytest.mark.parametrize("family", distributions.FAMILIES)
def test_a_number_without_a_range_is_itself_in_every_draw(family: str) -> None:
    assert set(inputs.quantiles(inputs.Input("x", family, 3.0, 3.0, 3.0), TENTHS)) == {3.0}


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 1))
def test_the_table_of_pert_is_within_a_hundred_thousandth_of_the_range(mode: float) -> None:
    shapes = distributions.pert_shape(Ends(0.0, mode, 1.0))
    assert np.abs(beta.beta_at_normal(*shapes, ndtri(MANY)) - betaincinv(*shapes, MANY)).max() < 1e-5


@pytest.mark.parametrize("data", [(0, 12), (31, 120), (120, 120), (1, 5000)])
def test_the_table_of_a_counted_share_is_within_a_hundred_thousandth(data: tuple[int, int]) -> None:
    shapes = beta.from_data(*data)
    assert np.abs(beta.beta_at_normal(*shapes, ndtri(MANY)) - betaincinv(*shapes, MANY)).max() < 1e-5


def test_the_pert_of_2_5_14_has_its_published_tenths_and_is_found_again_from_them() -> None:
    found = distributions.tenths("pert", 2, 5, 14)
    assert found == pytest.approx((3.347, 5.766, 9.007), abs=5e-4)
    assert distributions.through("pert", *found) == pytest.approx((2, 5, 14))


def test_the_triangle_of_2_5_14_has_its_published_mean_and_spread() -> None:
    mean, spread = distributions.triangular_moments(Ends(2, 5, 14))
    assert (mean, spread) == pytest.approx((7, 2.5495), abs=5e-5)
    drawn = distributions.triangular_quantiles(Ends(2, 5, 14), (np.arange(200000) + 0.5) / 200000)
    assert (drawn.mean(), drawn.std()) == pytest.approx((mean, spread), abs=1e-3)


def test_one_in_ten_taken_for_the_ends_hides_the_real_ends() -> None:
    """A triangle with one chance in ten below 2 and above 14, and mode 5, really goes from -1.8 to 19.6."""
    low, base, high = distributions.tenths("triangular", -1.8, 5, 19.6)
    assert (low, high) == pytest.approx((2, 14), abs=0.02)
    known = replace(model_example().assumptions["hourly_cost"], low=low, base=base, high=high, family="triangular")
    assert model.ends(known) == pytest.approx((-1.8, 5, 19.6))
    assert inputs.quantiles(inputs.input_of(known), MANY).min() == 0  # a cost is not negative


def test_a_lognormal_from_1_to_10_has_its_published_median_and_mean() -> None:
    """5 % to 95 % between 1 and 10: median 3.162, mean 4.040."""
    found = distributions.lognormal_between(1, 10)
    assert math.exp(found.mu) == pytest.approx(3.162, abs=5e-4)
    assert distributions.lognormal_mean(found) == pytest.approx(4.040, abs=5e-4)
    ends = distributions.lognormal_at(found, ndtri(np.array([0.05, 0.95])))
    assert ends == pytest.approx([1, 10])


def test_a_lognormal_whose_base_is_the_geometric_mean_starts_at_nothing() -> None:
    found = distributions.lognormal_through(1.0, math.sqrt(10), 10.0)
    assert found is not None and found.shift == pytest.approx(0, abs=1e-9)
    drawn = distributions.lognormal_at(found, ndtri(MANY))
    assert drawn == pytest.approx(stats.lognorm(found.sigma, scale=math.exp(found.mu)).ppf(MANY), rel=1e-6)


def test_a_lognormal_may_lean_to_the_left() -> None:
    mirrored = inputs.quantiles(inputs.Input("x", "lognormal", -9, -3, -2), 1 - MANY)
    assert -mirrored == pytest.approx(inputs.quantiles(inputs.Input("x", "lognormal", 2, 3, 9), MANY), rel=1e-4)


def test_a_share_counted_in_data_takes_its_range_from_them() -> None:
    """31 of 120: Beta(31.5, 89.5), P10, P50 and P90 of scipy's own distribution."""
    document = {"family": "beta", "data": {"count": 31, "of": 120}, "evidence": "assumed"}
    counted, issues = model.apply(model_example(), assumptions={"redeployed_share": document})
    one = counted.assumptions["redeployed_share"]
    assert not issues
    assert (one.low, one.base, one.high) == pytest.approx(tuple(stats.beta(31.5, 89.5).ppf(TENTHS)))
    drawn = inputs.quantiles(inputs.input_of(one), MANY)
    assert drawn == pytest.approx(stats.beta(31.5, 89.5).ppf(MANY), abs=1e-5)


def test_more_answers_make_a_narrower_range() -> None:
    widths = []
    for answers in (12, 120, 1200):
        document = {"family": "beta", "data": {"count": answers / 4, "of": answers}}
        one = model.apply(model_example(), assumptions={"redeployed_share": document})[0].assumptions[
            "redeployed_share"
        ]
        widths.append(one.high - one.low)
    assert widths == sorted(widths, reverse=True) and widths[0] > 5 * widths[2]


def test_a_what_if_on_a_counted_share_is_no_longer_what_was_counted() -> None:
    counted, _ = model.apply(
        model_example(), assumptions={"redeployed_share": {"family": "beta", "data": {"count": 31, "of": 120}}}
    )
    given_ = (counted, closing_example(), programme_example())
    moved = model.evaluate(*given_, overrides={"redeployed_share": 0.4}, draws=512)
    assert moved.npv > model.evaluate(*given_, draws=512).npv and moved.p50 == pytest.approx(moved.npv, rel=0.1)


def test_weeks_do_not_pass_the_calendar_nor_shares_one() -> None:
    known = model_example().assumptions
    wide = replace(known["weeks_worked"], low=30, base=44, high=51)
    assert inputs.quantiles(inputs.input_of(wide), MANY).max() <= 366 / 7
    assert inputs.bounds(known["redeployed_share"]) == (0, 1)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"family": "cauchy"}, "assumption_family"),
        ({"family": "pert", "low": 0.2, "base": 0.21, "high": 0.9}, "assumption_shape"),
        ({"family": "triangular", "low": 0.2, "base": 0.21, "high": 0.9}, "assumption_shape"),
        ({"family": "beta"}, "assumption_data"),
        ({"family": "beta", "data": {"count": 7, "of": 5}}, "assumption_data"),
        ({"family": "beta", "data": {"count": -1, "of": 5}}, "assumption_data"),
        ({"family": "beta", "data": {"count": "some", "of": 5}}, "assumption_data"),
        ({"family": "beta", "data": "31 of 120"}, "assumption_data"),
    ],
)
def test_a_range_that_cannot_be_is_told_and_the_money_still_comes_out(document: dict, code: str) -> None:
    wrong, _ = model.apply(model_example(), assumptions={"redeployed_share": document})
    found = model.evaluate(wrong, closing_example(), programme_example(), draws=64)
    told = next(issue for issue in found.issues if issue.code == code)
    assert all(told.said(language).problem and told.said(language).fix for language in ("fr", "en"))
    assert math.isfinite(found.npv) and math.isfinite(found.p10) and found.p10 < found.p90


def test_a_model_saved_before_families_is_read_as_before() -> None:
    one = model.load_template("productivity").assumptions["hourly_cost"]
    assert (one.family, dict(one.data), dict(one.moves_with)) == ("metalog", {}, {})
