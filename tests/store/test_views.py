"""What KPIs and closings read: everything once, groups as they were at the start, only what is not withdrawn."""

from datetime import date

JANUARY = (date(2025, 1, 1), date(2025, 1, 31))
SPRING = date(2025, 3, 1)


def test_a_directory_usage_survey_and_costs_come_out_of_the_views(store, files, rows):
    files.load(
        store,
        "people",
        files.directory([("ada@x.fr", "Ventes", "staff", SPRING), ("bob@x.fr", "Paie", "manager", None)]),
    )
    files.load(store, "usage", files.usage([("ADA@x.fr ", *JANUARY, 4.0), ("carl@x.fr", *JANUARY, 2.0)]))
    files.load(
        store,
        "survey",
        files.survey([("bob@x.fr", "Autre", "2025-01-10 09:30", 5.0), (None, "ventes ", None, 7.0)]),
        wave="avant",
    )
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
    assert rows(store, "select * from waves") == [("avant", "survey", date(2025, 1, 10), date(2025, 1, 10), None)]
