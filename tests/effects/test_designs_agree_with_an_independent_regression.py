"""The closed forms against statsmodels, which fits the regression that they stand for."""

import numpy as np
import pytest

from valuemodel.effects.designs import before_after, cluster_part, difference_in_differences
from valuemodel.effects.samples import Sample, ratio_sample, sample

sm = pytest.importorskip("statsmodels.api")


def people(seed: int, n: int, change: float, first: int = 0, team_size: int = 10) -> tuple[Sample, Sample]:
    """Two linked waves of `n` people in teams whose members resemble each other."""
    random = np.random.default_rng(seed)
    keys = first + np.arange(n)
    teams = keys // team_size
    habit = random.normal(0, 1, n) + random.normal(0, 0.7, n // team_size + 1)[teams - teams.min()]
    before = 5 + habit + random.normal(0, 1, n)
    after = 5 + habit + change + random.normal(0, 1, n) + random.normal(0, 0.5, n // team_size + 1)[teams - teams.min()]
    return sample(before, keys, teams), sample(after, keys, teams)


def only(kept: np.ndarray, whole: Sample) -> Sample:
    return Sample(whole.value[kept], whole.person[kept], whole.cluster[kept])


def test_everyone_linked_is_the_regression_of_changes_with_hc2_errors() -> None:
    before, after = people(1, 90, -0.8)
    control, later = people(2, 70, 0.1, first=1000)
    changes = np.concatenate([after.value - before.value, later.value - control.value])
    treated = np.repeat([1.0, 0.0], [90, 70])
    fitted = sm.OLS(changes, sm.add_constant(treated)).fit(cov_type="HC2")
    unclustered = [sample(one.value, one.person) for one in (before, after, control, later)]
    found = difference_in_differences(*unclustered)
    assert found.change == pytest.approx(fitted.params[1])
    assert found.se == pytest.approx(fitted.bse[1])


def test_teams_as_clusters_give_the_cluster_robust_error_of_the_same_regression() -> None:
    before, after = people(3, 120, -0.8)
    control, later = people(4, 120, 0.1, first=1000)
    changes = np.concatenate([after.value - before.value, later.value - control.value])
    treated = np.repeat([1.0, 0.0], [120, 120])
    teams = np.concatenate([before.cluster, control.cluster])
    fitted = sm.OLS(changes, sm.add_constant(treated)).fit(
        cov_type="cluster", cov_kwds={"groups": teams, "use_correction": False}
    )
    variance = cluster_part(before, after).variance + cluster_part(control, later).variance
    assert variance == pytest.approx(fitted.bse[1] ** 2 * 12 / 11)


def test_partly_linked_people_are_the_linear_model_clustered_by_person() -> None:
    before, after = people(5, 400, -0.8)
    before, after = only(np.arange(400) < 300, before), only(np.arange(400) >= 120, after)
    values = np.concatenate([before.value, after.value])
    wave = np.repeat([0.0, 1.0], [len(before.value), len(after.value)])
    fitted = sm.OLS(values, sm.add_constant(wave)).fit(
        cov_type="cluster", cov_kwds={"groups": np.concatenate([before.person, after.person])}
    )
    found = before_after(before, after)
    assert found.design == "overlapping"
    assert found.change == pytest.approx(fitted.params[1])
    assert found.se == pytest.approx(fitted.bse[1], rel=0.005)


def test_waves_of_different_people_are_the_interacted_model_with_robust_errors() -> None:
    cells = [sample(one.value) for arm in (people(6, 80, -0.8), people(7, 60, 0.1)) for one in arm]
    values = np.concatenate([cell.value for cell in cells])
    sizes = [len(cell.value) for cell in cells]
    after, treated = np.repeat([0.0, 1.0, 0.0, 1.0], sizes), np.repeat([1.0, 1.0, 0.0, 0.0], sizes)
    fitted = sm.OLS(values, sm.add_constant(np.column_stack([after, treated, after * treated]))).fit(cov_type="HC2")
    found = difference_in_differences(*cells)
    assert found.change == pytest.approx(fitted.params[3])
    assert found.se == pytest.approx(fitted.bse[3])


def test_a_ratio_has_the_error_of_the_delta_method() -> None:
    random = np.random.default_rng(8)
    messages, active = random.poisson(6, 500).astype(float), (random.random(500) < 0.7).astype(float)
    messages = messages * active
    found = ratio_sample(messages, active, np.arange(500), np.full(500, -1))
    covariance = np.cov(messages, active)
    ratio = messages.sum() / active.sum()
    delta = (covariance[0, 0] - 2 * ratio * covariance[0, 1] + ratio**2 * covariance[1, 1]) / active.mean() ** 2 / 500
    assert found.mean == pytest.approx(ratio)
    assert found.value.var(ddof=1) / 500 == pytest.approx(delta)
    assert found.n == int(active.sum())
