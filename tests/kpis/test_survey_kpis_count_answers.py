"""Survey KPIs: rows given, rows expected."""

from datetime import date

import duckdb
import pytest

from valuemodel import kpis

SURVEY = [key for key, kpi in kpis.catalogue().items() if kpi.items == (key,)]


@pytest.mark.parametrize("kpi", SURVEY)
def test_each_answer_is_a_row_at_its_waves_start_and_kinds_of_missing_are_not(
    connection: duckdb.DuckDBPyConnection, kpi: str
) -> None:
    connection.execute("INSERT INTO waves VALUES ('before', 'survey', '2025-09-08', '2025-09-26', NULL)")
    connection.executemany(
        "INSERT INTO answers VALUES (?, NULL, 'before', ?, ?, ?, NULL)",
        [[1, kpi, 0.75, None], [2, kpi, None, "dont_know"], [3, kpi, None, "blank"], [4, kpi, 0.0, None],
         [5, "coproduction", 1.0, None]],
    )  # fmt: skip
    rows = kpis.measure(connection, kpi)
    assert rows["unit_id"].tolist() == [1, 4]
    assert rows["value"].tolist() == [0.75, 0.0]
    assert set(rows["period_start"].dt.date) == {date(2025, 9, 8)}


def test_pull_is_multiplied_person_by_person_and_needs_both_answers(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("INSERT INTO waves VALUES ('before', 'survey', '2025-09-08', '2025-09-26', NULL)")
    connection.executemany(
        "INSERT INTO answers VALUES (?, NULL, 'before', ?, ?, NULL, NULL)",
        [[1, "meaning", 1.0], [1, "alignment", 0.5], [2, "meaning", 0.75], [2, "alignment", 0.0], [3, "meaning", 1.0]],
    )
    rows = kpis.measure(connection, "pull")
    assert dict(zip(rows["unit_id"], rows["value"], strict=True)) == {1: 0.5, 2: 0.0}


@pytest.mark.parametrize("kpi", ["example", "trust"])
def test_an_index_of_five_questions_needs_three_answers(connection: duckdb.DuckDBPyConnection, kpi: str) -> None:
    connection.execute("INSERT INTO waves VALUES ('before', 'survey', '2025-09-08', '2025-09-26', NULL)")
    items = kpis.kpi(kpi).items
    answers = [[1, item, 0.5] for item in items[:2]] + [
        [2, item, value] for item, value in zip(items[:3], (0, 0.5, 1), strict=True)
    ]
    connection.executemany("INSERT INTO answers VALUES (?, NULL, 'before', ?, ?, NULL, NULL)", answers)
    rows = kpis.measure(connection, kpi)
    assert rows[["unit_id", "value"]].to_numpy().tolist() == [[2, 0.5]]
