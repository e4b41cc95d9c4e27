"""Survey KPIs: rows given, rows expected."""

from datetime import date

import duckdb
import pytest

from valuemodel import kpis

SURVEY = [key for key, kpi in kpis.catalogue().items() if kpi.source == "survey"]


@pytest.mark.parametrize("kpi", SURVEY)
def test_each_answer_is_a_row_at_its_waves_start_and_kinds_of_missing_are_not(
    connection: duckdb.DuckDBPyConnection, kpi: str
) -> None:
    connection.execute("INSERT INTO waves VALUES ('before', 'survey', '2025-09-08', '2025-09-26', NULL)")
    connection.executemany(
        "INSERT INTO answers VALUES (?, NULL, 'before', ?, ?, ?, NULL)",
        [[1, kpi, 0.75, None], [2, kpi, None, "dont_know"], [3, kpi, None, "blank"], [4, kpi, 0.0, None],
         [5, "shares_outside_team", 1.0, None]],
    )  # fmt: skip
    rows = kpis.measure(connection, kpi)
    assert rows["unit_id"].tolist() == [1, 4]
    assert rows["value"].tolist() == [0.75, 0.0]
    assert set(rows["period_start"].dt.date) == {date(2025, 9, 8)}
