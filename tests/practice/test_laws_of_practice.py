"""What must hold whatever the data: bounds, symmetries, refusals."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from valuemodel import practice
from valuemodel.practice import adoption, communities, diffusion, networks, participation, reading
from valuemodel.practice.diffusion import Bass, Refused

AMOUNTS = st.lists(st.integers(0, 50), min_size=2, max_size=40).filter(any)


@given(AMOUNTS)
def test_lorenz_never_rises_above_equality_and_ends_at_everything(amounts: list[int]) -> None:
    curve = participation.lorenz(np.array(amounts, float), 5)
    assert curve[0] == 0 and curve[-1] == pytest.approx(1)
    assert (np.diff(curve) >= -1e-12).all() and (curve <= np.linspace(0, 1, 6) + 1e-12).all()


@given(AMOUNTS, st.integers(2, 9))
def test_gini_does_not_depend_on_the_unit_and_rises_when_silent_people_are_counted(
    amounts: list[int], times: int
) -> None:
    counted = np.array(amounts, float)
    assert participation.gini(counted * times) == pytest.approx(participation.gini(counted))
    assert participation.gini(np.append(counted, 0.0)) >= participation.gini(counted) - 1e-12


@given(AMOUNTS)
def test_gini_is_twice_the_area_between_lorenz_and_equality(amounts: list[int]) -> None:
    counted = np.array(amounts, float)
    curve = participation.lorenz(counted, len(counted))
    area = np.trapezoid(curve, dx=1 / len(counted))
    assert participation.gini(counted) == pytest.approx(1 - 2 * area)


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), min_size=1, max_size=60))
def test_network_shares_stay_between_their_bounds(arcs: list[tuple[int, int]]) -> None:
    source, target = np.array(arcs).T
    net = networks.ties(source, target, np.full(len(arcs), 2.0), 12)
    groups = np.arange(12) % 3
    for value in (networks.density(net), networks.reciprocity(net), networks.density_within(net, groups),
                  networks.fragility(net, groups, 0.25)):  # fmt: skip
        assert np.isnan(value) or 0 <= value <= 1
    pairs, people = networks.group_matrix(net, groups, 3)
    assert (pairs == pairs.T).all() and (people <= 4).all()
    first, _ = net.dyads()
    assert np.triu(pairs).sum() == len(first)


def test_permutations_of_a_network_without_groups_in_it_hold_its_index() -> None:
    rng = np.random.default_rng(4)
    first, second = rng.integers(0, 60, 400), rng.integers(0, 60, 400)
    kept = first != second
    found = networks.mixing(first[kept], second[kept], np.arange(60) % 4, rng, permutations=500)
    assert found.p_value > 0.01 and abs(found.rescaled) < 0.2


def test_hidden_cells_are_never_one_alone() -> None:
    people = np.full((4, 4), 12)
    people[0, 1] = people[1, 0] = 3
    shown = networks.safe_cells(people, 10)
    assert (~shown[np.triu_indices(4)]).sum() == 2 and (shown == shown.T).all()


@pytest.mark.parametrize("p, q", [(0.02, 0.35), (0.05, 0.1), (0.01, 0.6)])
def test_a_curve_without_noise_is_found_again(p: float, q: float) -> None:
    found = diffusion.fit(diffusion.increments(p, q, 0.5, 14), ceiling=0.5)
    assert (found.p, found.q) == (pytest.approx(p, rel=1e-3), pytest.approx(q, rel=1e-3))


def levels(p: float, q: float, ceiling: float, months: int, before: float = 0.1) -> list[float]:
    return list(before + ceiling * diffusion.share_come(p, q, np.arange(1, months + 1)))


def test_a_practice_past_its_inflexion_says_where_it_stops() -> None:
    found = diffusion.curve_of(levels(0.02, 0.4, 0.5, 18), 0.1, 900)
    assert isinstance(found, Bass) and found.ceiling == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    "series, people, ceiling, reason",
    [
        (levels(0.02, 0.4, 0.5, 3), 900, 0.6, "too_short"),
        (levels(0.02, 0.4, 0.5, 12), 150, 0.6, "too_few_people"),
        ([0.1, 0.11, 0.1, 0.12, 0.11], 900, 0.6, "no_growth"),
        (levels(0.02, 0.4, 0.5, 18), 900, 0.4, "passed"),
        (levels(0.02, 0.3, 0.5, 5), 900, None, "no_inflexion"),
        ([0.5, 0.12, 0.55, 0.1, 0.6, 0.15], 900, 0.9, "no_shape"),
    ],
)
def test_a_series_that_cannot_say_is_refused_with_its_reason(series, people, ceiling, reason) -> None:
    assert diffusion.curve_of(series, 0.1, people, ceiling) == Refused(reason)


def test_stages_are_shares_of_everybody_eligible_whoever_else_is_in_a_report() -> None:
    eligible = np.array([True] * 10 + [False] * 10)
    reached = {"eligible": eligible, "licensed": np.ones(20, bool), "active": np.arange(20) % 2 == 0}
    assert adoption.stages(reached, np.ones(20, bool)) == {"eligible": 1.0, "licensed": 1.0, "active": 0.5}


def test_nobody_who_was_never_there_counts_as_having_left() -> None:
    stayed, left = adoption.stays(np.array([[0, 0, 0, 0], [1, 1, 0, 0], [1, 0, 1, 1]], dtype=bool))
    assert stayed.tolist() == [2, 4] and left.tolist() == [True, False]


def test_one_empty_pillar_is_not_hidden_by_three_full_ones() -> None:
    found = communities.score({"goal": 0.8, "benevolence": 0.7, "animation": 0.6, "contribution": 0.1})
    assert found.value == pytest.approx(0.428, abs=5e-4)
    assert found.low < found.value < found.high
    assert communities.score({"goal": 1.0, "benevolence": 1.0, "animation": 1.0, "contribution": 0.0}).value == 0


def test_the_mean_of_products_is_not_the_product_of_means() -> None:
    from valuemodel.practice.pull import pull

    meaning, alignment = np.array([1.0, 0.0, 0.5]), np.array([1.0, 0.0, 0.5])
    assert pull(meaning, alignment).mean() > meaning.mean() * alignment.mean()


def test_whole_months_of_first_use_are_early_together() -> None:
    first = np.array([1, 1, 1, 2, 2, 3, -1, -1, -1, -1])
    assert practice.early(first, 0.2).sum() == 3
    assert not practice.early(np.full(5, -1), 0.16).any()


def test_a_ramp_is_the_level_before_then_the_curve_then_its_last_level() -> None:
    curve = practice.Curve("0.60", 0.6, before=0.1, months=(date(2026, 1, 1), date(2026, 2, 1)), levels=(0.2, 0.3))
    findings = practice.Findings(curves=(curve, practice.Curve("0.40", 0.4, reason="passed")))
    asked = (date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1), date(2027, 1, 1))
    assert reading.ramp(findings, "0.60", asked) == (0.1, 0.2, 0.3, 0.3)
    assert reading.ramp(findings, "0.40", asked) is None


def test_a_barrier_says_who_can_lift_it_and_the_board_sees_only_its_own() -> None:
    figures = tuple(
        practice.Figure("choice.main_barrier", key, "programme", wave, share)
        for wave, told in (("1", (0.5, 0.3, 0.2)), ("2", (0.2, 0.5, 0.3)))
        for key, share in zip(("no_link", "no_time", "none"), told, strict=True)
    )
    found = reading.barriers(practice.Findings(figures=figures))
    assert [(one.key, one.level, one.change) for one in found] == [
        ("no_time", "manager", 0.2), ("no_link", "board", -0.3)]  # fmt: skip
    assert [one.key for one in reading.for_board(found)] == ["no_link"]


def test_an_outside_figure_without_its_passport_is_not_compared() -> None:
    from valuemodel.practice import maturity

    rows = [{"kpi": "pull", "median": 0.4}, {"kpi": "unheard_of", "median": 0.4}]
    passport = {name: "known" for name in maturity.PASSPORT}
    found, issues = maturity.norms({"passport": {**passport, "year": ""}, "rows": rows})
    assert found == () and issues[0].code == "benchmark_without_passport" and "year" in issues[0].values["missing"]
    found, issues = maturity.norms({"passport": passport, "rows": rows})
    assert [one.kpi for one in found] == ["pull"] and [one.code for one in issues] == ["benchmark_unread"]
    assert maturity.standings({"pull": 0.42}, found)[0].place == "within"
