"""What KPIs and closings read: everything once, groups as they were at the start, only what is not withdrawn."""

from datetime import date, timedelta

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from valuemodel.store.migrations import migrate

JANUARY = (date(2025, 1, 1), date(2025, 1, 31))
FEBRUARY = (date(2025, 2, 1), date(2025, 2, 28))
SPRING = date(2025, 3, 1)


def test_a_directory_usage_survey_and_costs_come_out_of_the_views(store, files, rows):
    people = [("ada@x.fr", "Ventes", "staff", SPRING), ("bob@x.fr", "Paie", "manager", None)]
    sheets = [("bob@x.fr", "Autre", "2025-01-10 09:30", 5.0), (None, "ventes ", None, 7.0)]
    files.load(store, "people", files.directory(people))
    files.load(store, "usage", files.usage([("ADA@x.fr ", *JANUARY, 4.0), ("carl@x.fr", *JANUARY, 2.0)]))
    files.load(store, "survey", files.survey(sheets), wave="avant")
    files.load(store, "cost", files.costs([("Licences", "licence", JANUARY[0], "planned", 100.0)]))
    assert rows(store, "select person_key, unit, role, cohort, directory, moved from people") == [
        (1, "Ventes", "staff", "programme", True, False),
        (2, "Paie", "manager", "comparison", True, False),
        (3, None, None, None, False, False),
    ]
    assert rows(store, "select person_key, tool, value, period_end from usage") == [
        (1, "teams", 4.0, JANUARY[1]),
        (3, "teams", 2.0, JANUARY[1]),
    ]
    assert rows(store, "select person_key, wave, unit, cohort from responses") == [
        (2, "avant", "Paie", "comparison"),
        (None, "avant", "Ventes", "programme"),
    ]
    assert rows(store, "select person_key, item, value, missing, scale from answers") == [
        (2, "search_hours", 5.0, None, "number"),
        (None, "search_hours", 7.0, None, "number"),
    ]
    assert rows(store, "select line, amount, in_budget from costs") == [("Licences", 100.0, True)]
    assert rows(store, "from waves") == [("avant", "survey", date(2025, 1, 10), date(2025, 1, 10), None)]


def test_groups_are_those_of_the_first_directory_and_movers_are_told(store, files, rows):
    files.load(
        store, "people", files.directory([("ada@x.fr", "Ventes", "staff", SPRING), ("bob@x.fr", "Paie", None, None)])
    )
    files.load(
        store,
        "people",
        files.directory([("ada@x.fr", "Paie", "manager", None), ("bob@x.fr", "Paie", "staff", None)]),
    )
    assert rows(store, "select unit, role, cohort, moved from people") == [
        ("Ventes", "staff", "programme", True),
        ("Paie", "staff", "comparison", False),
    ]


def test_moving_to_a_unit_of_the_programme_does_not_bring_ones_first_unit_into_it(store, files, rows):
    files.load(store, "people", files.directory([("ada@x.fr", "Paie", None, None), ("bob@x.fr", "Paie", None, None)]))
    files.load(store, "people", files.directory([("ada@x.fr", "Ventes", None, SPRING)]))
    assert rows(store, "select unit, cohort, programme_start from people") == [("Paie", "comparison", None)] * 2


def test_a_unit_is_in_the_programme_when_any_directory_says_when_it_started(store, files, rows):
    files.load(store, "people", files.directory([("ada@x.fr", "Ventes", None, None)]))
    files.load(store, "people", files.directory([("bob@x.fr", " Ventes", None, SPRING)]))
    assert rows(store, "select unit, cohort, programme_start from people") == [("Ventes", "programme", SPRING)] * 2


def test_without_any_programme_start_nobody_is_a_comparison(store, files, rows):
    files.load(store, "people", files.directory([("ada@x.fr", "Ventes", None, None)]))
    files.load(store, "survey", files.survey([(None, "Paie", "2025-01-10", 5.0)]))
    assert rows(store, "select cohort from people") == [("programme",)]
    assert rows(store, "select cohort from responses") == [("programme",)]


def test_a_usage_export_describes_only_those_whom_no_directory_does(store, files, rows):
    export = {
        "people": pd.DataFrame({"person_id": ["ada@x.fr", "bob@x.fr"], "unit": ["Sales", "Legal"], "directory": False})
    }
    files.load(store, "usage", export | files.usage([("ada@x.fr", *JANUARY, 1.0)]))
    files.load(store, "people", files.directory([("ada@x.fr", "Ventes", "staff", SPRING)]))
    assert rows(store, "select unit, cohort, directory, moved from people") == [
        ("Ventes", "programme", True, False),
        ("Legal", "comparison", False, False),
    ]


def test_leaving_is_known_from_the_latest_directory(store, files, rows):
    columns = "person_id unit left"
    files.load(store, "people", files.directory([("ada@x.fr", "Ventes", None)], columns))
    files.load(store, "people", files.directory([("ada@x.fr", "Ventes", date(2025, 6, 30))], columns))
    assert rows(store, "select left_on from people") == [(date(2025, 6, 30),)]


def test_of_reports_that_overlap_each_day_is_counted_once(store, files, rows):
    """The latest end wins, then the shorter period; what it pushes aside pushes nothing aside itself."""
    ends = [date(2025, 1, 30), date(2025, 2, 14), date(2025, 3, 11)]
    for value, end in enumerate(ends):
        files.load(store, "usage", files.usage([("ada@x.fr", end - timedelta(29), end, float(value))]))
    assert rows(store, "select period_end, value from usage") == [(ends[0], 0.0), (ends[2], 2.0)]
    files.load(store, "usage", files.usage([("ada@x.fr", ends[2] - timedelta(6), ends[2], 9.0)]))
    assert rows(store, "select period_end, value from usage") == [(ends[1], 1.0), (ends[2], 9.0)]


def test_the_same_report_exported_again_counts_once_and_says_so(store, files, rows):
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    report = files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0), ("bob@x.fr", *JANUARY, 1.0)]))
    assert rows(store, "select person_key, value from usage") == [(1, 4.0), (2, 1.0)]
    assert [issue.code for issue in report.issues] == ["periods_overlap"]
    assert "du 2025-01-01 au 2025-01-31" in report.issues[0].said("fr").problem


def test_two_units_reported_over_other_periods_lose_nobody(store, files, rows):
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    files.load(store, "usage", files.usage([("bob@x.fr", date(2025, 1, 15), date(2025, 2, 13), 1.0)]))
    assert rows(store, "select person_key, value from usage") == [(1, 4.0), (2, 1.0)]


_DAY = date(2025, 1, 1)
_PERIODS = st.lists(st.tuples(st.integers(1, 2), st.integers(0, 20), st.integers(0, 9)), min_size=1, max_size=8)


def _counted_by_hand(loads):
    """Periods by preference (end, then start, then load, all latest first), each kept unless it overlaps a kept one."""
    kept = []
    order = sorted(enumerate(loads), key=lambda item: (item[1][1] + item[1][2], item[1][1], item[0]), reverse=True)
    for value, (person, start, length) in order:
        if not any(p == person and start <= s + n and s <= start + length for p, s, n, _ in kept):
            kept.append((person, start, length, value))
    return sorted((person, start, float(value)) for person, start, _, value in kept)


@pytest.fixture(scope="module")
def facts():
    connection = duckdb.connect()
    migrate(connection, "facts", "memory")
    connection.execute("insert into upload_event select i, i, 'load', now(), '', '' from range(1, 9) as uploads(i)")
    connection.execute(
        """insert into upload
        select i, '', '', '', 'usage', '', '', 1, '[]', '{}', '[]', '', 1, 1, 0, null, null, '', now()
        from range(1, 9) as uploads(i)"""
    )
    return connection


@settings(max_examples=60, deadline=None)
@given(_PERIODS)
def test_whatever_the_overlaps_the_view_counts_what_a_patient_reader_would(facts, loads):
    facts.execute("delete from activity_value; delete from activity_series")
    for upload, (person, start, length) in enumerate(loads):
        given = [upload + 1, _DAY + timedelta(start), _DAY + timedelta(start + length)]
        facts.execute("insert into activity_series values ($1, $1, 'person', 'teams', 'calls', $2, $3)", given)
        facts.execute("insert into activity_value values ($1, $2, $3)", [upload + 1, person, float(upload)])
    seen = facts.execute("select person_key, period_start, value from usage").fetchall()
    assert [(person, (start - _DAY).days, value) for person, start, value in seen] == _counted_by_hand(loads)


def test_concealed_names_count_for_the_tenant_and_end_the_series(store, files, rows):
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    concealed = files.usage([(None, *FEBRUARY, 40.0)])
    concealed["activity"]["scope"] = "tenant"
    report = files.load(store, "usage", concealed)
    assert [issue.code for issue in report.issues] == ["concealment_began"]
    assert rows(store, "select value from usage") == [(4.0,)]
    assert rows(store, "select scope, value from tenant_usage") == [("tenant", 40.0)]
    shown = files.load(store, "usage", files.usage([("ada@x.fr", SPRING, date(2025, 3, 30), 4.0)]))
    assert [issue.code for issue in shown.issues] == ["concealment_ended"]


def test_who_answers_a_wave_twice_counts_once_with_the_last_answers(store, files, rows):
    files.load(store, "survey", files.survey([("ada@x.fr", None, "2025-01-10", 5.0)]), wave="avant")
    files.load(store, "survey", files.survey([("ada@x.fr", None, "2025-01-12", 6.0)]), wave=" avant ")
    files.load(store, "survey", files.survey([("ada@x.fr", None, "2026-01-12", 2.0)]), wave="après")
    assert rows(store, "select wave, value from answers") == [("avant", 6.0), ("après", 2.0)]


def test_answers_linked_to_nobody_are_all_counted_and_a_second_file_is_told(store, files, rows):
    files.load(store, "survey", files.survey([(None, "Paie", None, 5.0)] * 2), wave="avant")
    report = files.load(store, "survey", files.survey([(None, "Paie", None, 6.0)]), wave="avant")
    assert len(rows(store, "from answers")) == 3
    assert [issue.code for issue in report.issues] == ["wave_answered_before"]


def test_a_wave_can_be_described_by_hand(store, files, rows):
    files.load(store, "survey", files.survey([(None, "Paie", "2025-01-10", 5.0), (None, "Paie", "2025-01-30", 5.0)]))
    assert rows(store, "from waves") == [("2025-01", "survey", date(2025, 1, 10), date(2025, 1, 30), None)]
    store.describe_wave("2025-01", "Ada", start=date(2025, 1, 6), invited=120)
    assert rows(store, "from waves") == [("2025-01", "survey", date(2025, 1, 6), date(2025, 1, 30), 120)]


def test_a_revised_cost_table_replaces_the_lines_that_it_gives_again(store, files, rows):
    files.load(
        store,
        "cost",
        files.costs([("Run", "run", JANUARY[0], "planned", 100.0), ("Run", "run", FEBRUARY[0], "planned", 100.0)]),
    )
    report = files.load(
        store,
        "cost",
        files.costs([("Run", "run", JANUARY[0], "planned", 90.0), ("Run", "run", JANUARY[0], "actual", 95.0)]),
    )
    assert rows(store, "select month, nature, amount from costs order by all") == [
        (JANUARY[0], "actual", 95.0),
        (JANUARY[0], "planned", 90.0),
        (FEBRUARY[0], "planned", 100.0),
    ]
    assert [(issue.code, issue.values) for issue in report.issues] == [("costs_replaced", {"count": 1})]


def test_two_costs_of_the_same_line_and_month_in_one_file_are_both_counted(store, files, rows):
    files.load(store, "cost", files.costs([("Run", "run", JANUARY[0], "actual", 10.0)] * 2))
    assert rows(store, "select sum(amount) from costs") == [(20.0,)]


def test_withdrawing_takes_everything_out_and_restoring_brings_back_exactly_the_same(store, files, everything):
    files.load(
        store, "people", files.directory([("ada@x.fr", "Ventes", "staff", SPRING), ("bob@x.fr", "Paie", None, None)])
    )
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0), ("zoe@x.fr", *JANUARY, 4.0)]))
    before = everything(store)
    files.load(store, "people", files.directory([("ada@x.fr", "Paie", None, None), ("dan@x.fr", "Paie", None, None)]))
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 5.0), ("bob@x.fr", *FEBRUARY, 1.0)]))
    files.load(store, "survey", files.survey([("bob@x.fr", None, "2025-01-10", 5.0), (None, "Paie", None, 7.0)]))
    files.load(store, "cost", files.costs([("Run", "run", JANUARY[0], "actual", 10.0)]))
    after = everything(store)
    for upload in (5, 3, 6, 4):
        store.withdraw(upload, "Ada", "to see")
    assert everything(store) == before
    for upload in (4, 6, 5, 3):
        store.restore_upload(upload, "Ada")
    assert everything(store) == after


def test_people_keep_their_number_and_no_number_is_used_again(store, files, rows):
    files.load(store, "people", files.directory([("ada@x.fr", "A", None, None), ("bob@x.fr", "A", None, None)]))
    store.withdraw(1, "Ada")
    files.load(store, "people", files.directory([("carl@x.fr", "A", None, None), ("bob@x.fr", "A", None, None)]))
    assert rows(store, "select person_key from people") == [(2,), (3,)]
    assert rows(store, "select count(*) from person") == [(3,)]


def test_one_person_written_in_two_ways_in_a_report_counts_once(store, files, rows):
    files.load(store, "usage", files.usage([("Émile@x.fr", *JANUARY, 4.0), ("e\u0301mile@x.fr", *JANUARY, 4.0)]))
    assert rows(store, "select person_key, value from usage") == [(1, 4.0)]


def test_a_file_without_anybody_in_it_makes_no_person(store, files, rows):
    files.load(store, "usage", files.usage([(None, *JANUARY, 4.0), ("  ", *JANUARY, 4.0)]))
    assert rows(store, "from people") == rows(store, "from usage") == []
