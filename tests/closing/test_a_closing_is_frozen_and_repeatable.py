"""The document of a closing: the same facts give the same, and it needs nothing else afterwards."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.closing.company import closed, usual
from tests.laws import world

from valuemodel import closing as closings
from valuemodel.closing import as_document, fingerprint, from_document
from valuemodel.errors import ValueModelError
from valuemodel.locale import LANGUAGES, has_text
from valuemodel.programme import Programme
from valuemodel.store import Store


def test_the_same_facts_give_the_same_document_bit_for_bit() -> None:
    first, cells = closed()
    again, same_cells = usual().close()
    assert json.dumps(as_document(again)) == json.dumps(as_document(first))
    assert same_cells == cells


def test_the_order_of_the_facts_does_not_matter() -> None:
    company = usual()
    for rows in company.rows.values():
        rows.reverse()
    assert fingerprint(as_document(company.close()[0])) == fingerprint(as_document(closed()[0]))


def test_a_document_comes_back_as_the_closing_that_it_was() -> None:
    closing = replace(closed()[0], number=3, author="me", closed_at=datetime(2026, 11, 1, tzinfo=UTC))
    assert from_document(json.loads(json.dumps(as_document(closing)))) == closing


def test_the_fingerprint_vouches_for_the_figures_and_not_for_who_closed_and_when() -> None:
    document = as_document(closed()[0])
    mark = fingerprint(document)
    assert len(mark) == 9 and mark[4] == "-" and int(mark.replace("-", ""), 16) >= 0
    assert fingerprint({**document, "number": 9, "author": "you", "closed_at": "2030-01-01T00:00:00"}) == mark
    assert fingerprint({**document, "eligible": document["eligible"] + 1}) != mark


def test_a_changed_answer_changes_the_fingerprint() -> None:
    company = usual()
    company.survey("apres", "2026-09-15", lambda key: 3 + key % 5)
    assert fingerprint(as_document(company.close()[0])) != fingerprint(as_document(closed()[0]))


def test_eligible_people_are_those_of_the_directory_present_on_the_day() -> None:
    company = usual()
    company.hire("Achats", 6, left="2026-10-31")
    company.hire("Finance", 7, inside=False, joined="2026-10-31")
    closing = company.close()[0]
    assert (closing.eligible, closing.eligible_total) == (72, 151)


def test_planned_and_actual_amounts_of_a_month_stand_side_by_side() -> None:
    company = usual()
    company.cost("2025-10", "planned", 1000.0)
    company.cost("2025-10", "actual", 400.10)
    company.cost("2025-10", "actual", 700.20, upload=6)
    company.cost("2025-11", "planned", 1000.0)
    october, november = company.close()[0].costs
    assert (october.month, october.planned, october.actual, october.sources) == (
        date(2025, 10, 1),
        1000,
        1100.30,
        (5, 6),
    )
    assert (november.planned, november.actual, november.currency) == (1000, None, "EUR")


def test_each_kpi_names_the_uploads_that_it_rests_on() -> None:
    rests_on = closed()[0].sources_of
    assert rests_on["search_hours"] == (1, 3, 4)
    assert rests_on["regular_share"] == (1, 2)
    assert "meaning" not in rests_on


def test_a_survey_wave_says_how_many_were_asked_and_how_many_answered() -> None:
    company = usual()
    company.hire("Achats", 10, joined="2026-01-01")
    waves = {wave.key: (wave.invited, wave.answered) for wave in company.close()[0].waves if wave.kind == "survey"}
    assert waves == {"avant": (145, 145), "apres": (155, 145)}


def test_every_value_lies_in_its_interval_at_the_published_precision() -> None:
    for value in closed()[0].kpis:
        assert value.low <= value.value <= value.high
        assert round(value.value, 2) == value.value


def test_reports_over_more_than_a_month_are_set_aside_and_said() -> None:
    company = usual()
    company.rows["usage"] += [(1, "teams", "channel_messages", date(2026, 7, 2), date(2026, 9, 29), 90.0)]
    assert "closing_long_reports" in {issue.code for issue in company.close()[0].issues}


# With a store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, keys_folder: Path) -> Store:
    return world.company(tmp_path_factory.mktemp("closing") / "p")


def test_nothing_loaded_is_nothing_to_close(tmp_path: Path) -> None:
    empty = Store.create(tmp_path / "p", Programme("vide", "Vide", "Vide SA", date(2025, 10, 1)), "me")
    assert closings.latest(empty) is None
    with pytest.raises(ValueModelError) as refused:
        closings.close(empty, date(2026, 10, 31), "me")
    assert "load" in refused.value.said("en").fix.lower()


def test_interrupting_a_closing_saves_nothing(store: Store) -> None:
    before = len(store.closing_documents())
    for step in range(6):
        seen: list[str] = []

        def stop(fraction: float, key: str, seen: list[str] = seen, step: int = step) -> None:
            seen.append(key)
            if len(seen) > step:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            closings.close(store, world.AS_OF, "me", stop)
    assert len(store.closing_documents()) == before


def test_progress_is_told_in_both_languages_and_never_goes_back(store: Store) -> None:
    told: list[tuple[float, str]] = []
    closings.close(store, world.AS_OF, "me", lambda fraction, key: told.append((fraction, key)))
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions) and (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert all(has_text(key, language) for _, key in told for language in LANGUAGES)


def test_closings_are_numbered_and_an_unknown_one_is_refused(store: Store) -> None:
    first = closings.close(store, world.AS_OF, "me")
    second = closings.close(store, world.AS_OF, "you")
    assert (second.number, second.author, second.fingerprint) == (first.number + 1, "you", first.fingerprint)
    assert closings.load(store, first.number) == first and closings.latest(store) == second
    with pytest.raises(ValueModelError) as refused:
        closings.load(store, 99)
    assert refused.value.issue.code == "closing_unknown"


def test_a_closing_is_read_without_the_facts(store: Store) -> None:
    made = closings.close(store, world.AS_OF, "me")
    facts = store.folder / "facts.duckdb"
    facts.rename(store.folder / "away")
    try:
        assert closings.latest(store) == made
        with pytest.raises(ValueModelError) as refused:
            closings.close(store, world.AS_OF, "me")
        assert refused.value.issue.code == "facts_missing"
    finally:
        (store.folder / "away").rename(facts)
