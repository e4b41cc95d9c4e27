"""A closing asks only the KPIs whose questions or tools the facts have: a query may rest on nothing else."""

from collections.abc import Callable

import duckdb
import pytest

from valuemodel import kpis
from valuemodel.closing.facts import serves

KPIS = list(kpis.catalogue().values())
TOOLS = ("teams", "slack", "viva_insights", "copilot")
MEASURES = ("channel_messages", "posted", "active", "meeting_hours", "email_hours")
ITEMS = sorted({item for one in KPIS for item in one.items})


def rows_of(
    one: kpis.Kpi,
    connection: duckdb.DuckDBPyConnection,
    tools: list[str],
    items: list[str],
    report: Callable[..., None],
) -> int:
    """How many rows the query finds when everything was reported by `tools` and asked in `items`."""
    for tool in tools:
        report("2026-01-01", "2026-01-31", {1: dict.fromkeys(MEASURES, 3.0)}, tool=tool)
    for item in items:
        connection.execute("INSERT INTO answers VALUES (7, 1, 'before', ?, 0.5, NULL, NULL)", [item])
    return len(kpis.measure(connection, one.key))


@pytest.mark.parametrize("fed", [True, False], ids=["fed", "not fed"])
@pytest.mark.parametrize("one", KPIS, ids=lambda one: one.key)
def test_a_query_finds_rows_exactly_when_its_questions_or_tools_are_there(
    one: kpis.Kpi,
    fed: bool,
    connection: duckdb.DuckDBPyConnection,
    staff: Callable[..., None],
    report: Callable[..., None],
) -> None:
    staff(1)
    connection.execute("INSERT INTO waves VALUES ('before', 'survey', '2025-09-08', '2025-09-26', NULL)")
    tools = [tool for tool in TOOLS if serves(tool, one) == fed]
    items = [item for item in ITEMS if (item in one.items) == fed]
    assert (rows_of(one, connection, tools, items, report) > 0) == fed
