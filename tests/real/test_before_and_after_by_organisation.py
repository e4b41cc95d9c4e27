"""A real Viva Insights person query, loaded and closed: its before and after by organisation, against plain pandas."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from valuemodel import closing
from valuemodel.closing import Closing
from valuemodel.programme import Programme
from valuemodel.store import Store, load_file

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("VALUEMODEL_REAL_FILES", ROOT / ".." / "shared" / "real_files"))
QUERY = FOLDER / "viva_insights_pypi" / "pq_data.csv"
needs_query = pytest.mark.skipif(
    not QUERY.is_file(), reason=f"needs a Viva Insights person query: set VALUEMODEL_REAL_FILES (looked for {QUERY})"
)
HOURS = {"meeting_hours": "Meeting_hours", "email_hours": "Email_hours"}
WAVES = {"before": ("2024-04", "2024-05", "2024-06"), "after": ("2024-09", "2024-10", "2024-11")}


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory, keys_folder: Path) -> Iterator[Closing]:
    """The query's closing, for a programme that would have started in July."""
    programme = Programme("viva", "Viva", "Contoso", date(2024, 7, 1), fictitious=True)
    store = Store.create(tmp_path_factory.mktemp("viva") / "p", programme, "tests")
    assert load_file(store, QUERY.read_bytes(), QUERY.name, author="tests").outcome == "loaded"
    yield closing.close(store, date(2024, 11, 30), "tests")
    store.close()


def by_person(column: str) -> pd.DataFrame:
    """Hours a week of each person before and after, and their organisation: a week belongs to the month of its middle
    day, a month is the mean of its weeks, a wave the mean of its months.
    """
    rows = pd.read_csv(QUERY, usecols=["PersonId", "MetricDate", "Organization", column])
    middle = pd.to_datetime(rows["MetricDate"]) + pd.Timedelta(days=3)
    rows["month"] = middle.dt.strftime("%Y-%m")
    months = rows.groupby(["PersonId", "month"])[column].mean().unstack()
    means = {wave: months[list(names)].mean(axis=1) for wave, names in WAVES.items()}
    return pd.DataFrame({**means, "unit": rows.groupby("PersonId")["Organization"].first()})


@needs_query
@pytest.mark.parametrize("kpi", HOURS)
def test_before_and_after_by_organisation_agree_with_plain_pandas(closed: Closing, kpi: str) -> None:
    people = by_person(HOURS[kpi])
    units = [group for group in closed.groups if group.kind == "unit"]
    assert len(units) > 3
    for group in units:
        own = people[people["unit"].isin(group.members)]
        effect = closed.effect(kpi, group.key)
        assert effect.verdict == "compared" and effect.n_before == effect.n_after
        assert abs(effect.before - own["before"].mean()) <= 0.05 + 1e-9, group.key
        assert abs(effect.after - own["after"].mean()) <= 0.05 + 1e-9, group.key
        assert abs(effect.change - (own["after"] - own["before"]).mean()) <= 0.05 + 1e-9, group.key


@needs_query
@pytest.mark.parametrize("kpi", HOURS)
def test_the_interval_of_the_same_people_is_that_of_their_changes(closed: Closing, kpi: str) -> None:
    people = by_person(HOURS[kpi])
    change = people["after"] - people["before"]
    effect = closed.effect(kpi)
    half = 1.968 * change.std() / len(change) ** 0.5
    assert effect.design == "paired" and "short_series" in effect.cautions
    assert (effect.low, effect.high) == pytest.approx((change.mean() - half, change.mean() + half), abs=0.11)


@needs_query
def test_every_organisation_is_in_exactly_one_safe_group(closed: Closing) -> None:
    units = [name for group in closed.groups if group.kind == "unit" for name in group.members]
    assert sorted(units) == sorted(by_person("Meeting_hours")["unit"].unique())
