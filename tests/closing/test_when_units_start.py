"""Of starts by unit: a closing says how many people started when, over whole safe groups, and never a small number."""

from __future__ import annotations

from datetime import date

from tests.closing.company import Company, usual

from valuemodel.closing import as_document, from_document


def staged(leaving: int = 0) -> Company:
    """The usual company, whose factory started in January; the first `leaving` people of it have left since."""
    company = usual()
    factory = [row[0] for row in company.rows["people"] if row[1] == "Usine"]
    company.rows["people"] = [
        (*row[:6], "2026-10-01" if row[0] in factory[:leaving] else row[6], row[7], "2026-01-15", *row[9:])
        if row[0] in factory
        else row
        for row in company.rows["people"]
    ]
    return company


def test_units_that_start_together_are_one_start() -> None:
    closing = usual().close()[0]
    assert [(point.month, point.people) for point in closing.starts] == [(date(2025, 10, 1), closing.eligible)]


def test_people_are_counted_in_the_month_in_which_their_unit_starts() -> None:
    closing = staged().close()[0]
    assert [(point.month, point.people) for point in closing.starts] == [
        (date(2025, 10, 1), 47),
        (date(2026, 1, 1), 25),
    ]


def test_a_start_of_too_few_people_is_not_told_apart() -> None:
    closing = staged(10).close()[0]
    assert sum(point.people for point in closing.starts) == closing.eligible
    assert all(point.people >= 20 for point in closing.starts)


def test_starts_survive_storage_and_an_older_closing_has_none() -> None:
    document = as_document(staged().close()[0])
    assert from_document(document).starts == staged().close()[0].starts
    assert from_document({key: value for key, value in document.items() if key != "starts"}).starts == ()
