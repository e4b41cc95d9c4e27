"""Usage KPIs: rows given, rows expected."""

from collections.abc import Callable
from datetime import date

import duckdb
import pytest

from valuemodel import kpis

JANUARY = ("2026-01-02", "2026-01-31")
SHARES = ("active_share", "regular_share", "contributor_share")


def values(connection: duckdb.DuckDBPyConnection, kpi: str) -> dict[tuple[int, str], float]:
    rows = kpis.measure(connection, kpi)
    return {(row.unit_id, f"{row.period_start:%Y-%m}"): row.value for row in rows.itertuples()}


def test_one_action_of_any_kind_makes_a_person_active(connection, staff: Callable, report: Callable) -> None:
    staff(1, 2, 3, 4)
    report(*JANUARY, {1: {"meetings": 1}, 2: {"private_messages": 1}, 3: {"meetings": 0, "calls": 0}})
    report(*JANUARY, {4: {"liked": 1}}, tool="viva_engage")
    assert values(connection, "active_share") == {
        (1, "2026-01"): 1,
        (2, "2026-01"): 1,
        (3, "2026-01"): 0,
        (4, "2026-01"): 1,
    }


def test_reading_is_not_an_action(connection, staff: Callable, report: Callable) -> None:
    staff(1)
    report(*JANUARY, {1: {"read": 40}}, tool="viva_engage")
    assert values(connection, "active_share") == {(1, "2026-01"): 0}


@pytest.mark.parametrize("kpi", SHARES)
def test_someone_absent_from_the_report_counts_as_zero(connection, staff: Callable, report: Callable, kpi: str) -> None:
    staff(1, 2)
    report(*JANUARY, {1: {"channel_messages": 9}})
    assert values(connection, kpi) == {(1, "2026-01"): 1, (2, "2026-01"): 0}


@pytest.mark.parametrize("kpi", SHARES)
def test_a_month_without_any_report_has_no_rows_at_all(connection, staff: Callable, report: Callable, kpi: str) -> None:
    staff(1)
    report(*JANUARY, {1: {"channel_messages": 9}})
    report("2026-03-02", "2026-03-31", {1: {"channel_messages": 9}})
    assert set(values(connection, kpi)) == {(1, "2026-01"), (1, "2026-03")}


@pytest.mark.parametrize("kpi", [*SHARES, "messages_per_active"])
def test_only_people_of_the_directory_present_on_the_last_day_count(
    connection, staff: Callable, report: Callable, kpi: str
) -> None:
    staff(1, joined="2026-01-31")
    staff(2, joined="2026-02-01")
    staff(3, left="2026-02-01")
    staff(4, left="2026-01-31")
    staff(5, directory=False)
    report(*JANUARY, {person: {"channel_messages": 9} for person in (1, 2, 3, 4, 5)})
    assert set(values(connection, kpi)) == {(1, "2026-01"), (3, "2026-01")}


def test_regular_is_one_gesture_a_week_over_the_days_that_the_report_covers(
    connection, staff: Callable, report: Callable
) -> None:
    staff(1, 2, 3)
    report(*JANUARY, {1: {"channel_messages": 5}, 2: {"channel_messages": 4}, 3: {"private_messages": 50, "calls": 20}})
    assert values(connection, "regular_share") == {(1, "2026-01"): 1, (2, "2026-01"): 0, (3, "2026-01"): 0}


def test_four_gestures_in_exactly_four_weeks_are_regular(connection, staff: Callable, report: Callable) -> None:
    staff(1)
    report("2026-01-01", "2026-01-28", {1: {"channel_messages": 4}})
    assert values(connection, "regular_share") == {(1, "2026-01"): 1}


def test_gestures_of_several_tools_add_up(connection, staff: Callable, report: Callable) -> None:
    staff(1)
    report(*JANUARY, {1: {"channel_messages": 2}})
    report(*JANUARY, {1: {"posted": 1, "liked": 2, "read": 90}}, tool="viva_engage")
    assert values(connection, "regular_share") == {(1, "2026-01"): 1}


def test_posts_and_replies_are_not_counted_again_beside_channel_messages(
    connection, staff: Callable, report: Callable
) -> None:
    staff(1, 2)
    twice = {"channel_messages": 3, "post_messages": 1, "reply_messages": 2}
    report(*JANUARY, {1: twice, 2: {"post_messages": 3, "reply_messages": 2}})
    assert values(connection, "regular_share") == {(1, "2026-01"): 0, (2, "2026-01"): 1}
    rows = kpis.measure(connection, "messages_per_active")
    assert rows["numerator"].tolist() == [3, 5]


def test_contributors_write_and_do_not_only_react(connection, staff: Callable, report: Callable) -> None:
    staff(1, 2)
    report(*JANUARY, {1: {"posted": 1}, 2: {"liked": 30, "read": 90}}, tool="viva_engage")
    assert values(connection, "contributor_share") == {(1, "2026-01"): 1, (2, "2026-01"): 0}


def test_messages_per_active_is_a_ratio_over_the_active_only(connection, staff: Callable, report: Callable) -> None:
    staff(1, 2, 3)
    report(*JANUARY, {1: {"channel_messages": 8, "calls": 1}, 2: {"meetings": 2}})
    rows = kpis.measure(connection, "messages_per_active")
    assert rows[["unit_id", "numerator", "denominator"]].values.tolist() == [[1, 8, 1], [2, 0, 1], [3, 0, 0]]
    assert rows["value"].isna().tolist() == [False, False, True]


def test_a_report_belongs_to_the_month_of_its_middle_day(connection, staff: Callable, report: Callable) -> None:
    staff(1)
    report("2025-12-31", "2026-01-29", {1: {"channel_messages": 9}})
    assert kpis.measure(connection, "active_share")["period_start"].dt.date.tolist() == [date(2026, 1, 1)]


def test_a_report_over_more_than_a_month_is_no_month(connection, staff: Callable, report: Callable) -> None:
    staff(1)
    report("2025-11-02", "2026-01-30", {1: {"channel_messages": 90}})
    assert all(kpis.measure(connection, kpi).empty for kpi in SHARES)


@pytest.mark.parametrize("kpi", SHARES)
def test_copilot_and_viva_insights_make_nobody_a_user_of_the_network(
    connection, staff: Callable, report: Callable, kpi: str
) -> None:
    staff(1)
    report(*JANUARY, {1: {"active": 1}}, tool="copilot")
    report(*JANUARY, {1: {"meeting_hours": 30}}, tool="viva_insights")
    assert values(connection, kpi) == {}


def test_hours_are_per_week_averaged_over_the_weeks_of_the_month(connection, report: Callable) -> None:
    for start, end, hours in (("2026-02-01", "2026-02-07", 4.0), ("2026-02-08", "2026-02-14", 7.0)):
        report(start, end, {1: {"meeting_hours": hours, "email_hours": 1.0}}, tool="viva_insights")
    assert values(connection, "meeting_hours") == {(1, "2026-02"): 5.5}
    assert values(connection, "email_hours") == {(1, "2026-02"): 1.0}


def test_hours_told_by_month_or_by_day_come_out_per_week_too(connection, report: Callable) -> None:
    report("2026-02-01", "2026-02-28", {1: {"meeting_hours": 20.0}}, tool="viva_insights")
    report("2026-02-03", "2026-02-03", {2: {"meeting_hours": 1.0}}, tool="viva_insights")
    assert values(connection, "meeting_hours") == {(1, "2026-02"): 5.0, (2, "2026-02"): 7.0}


def test_a_week_across_two_months_belongs_to_the_month_of_its_middle(connection, report: Callable) -> None:
    report("2025-09-28", "2025-10-04", {1: {"meeting_hours": 6.0}}, tool="viva_insights")
    assert set(values(connection, "meeting_hours")) == {(1, "2025-10")}


def test_only_a_copilot_report_says_who_uses_the_assistant(connection, staff: Callable, report: Callable) -> None:
    staff(1, 2, 3, 4)
    report(*JANUARY, {1: {"channel_messages": 9}, 2: {"active": 1}})
    assert values(connection, "assistant_share") == {}
    report(*JANUARY, {2: {"active": 0}, 3: {"active": 1}}, tool="copilot")
    assert values(connection, "assistant_share") == {
        (1, "2026-01"): 0,
        (2, "2026-01"): 0,
        (3, "2026-01"): 1,
        (4, "2026-01"): 0,
    }


def test_a_report_of_a_quarter_says_nothing_of_the_assistant_in_a_month(
    connection, staff: Callable, report: Callable
) -> None:
    staff(1)
    report("2026-01-01", "2026-03-31", {1: {"active": 1}}, tool="copilot")
    assert values(connection, "assistant_share") == {}
