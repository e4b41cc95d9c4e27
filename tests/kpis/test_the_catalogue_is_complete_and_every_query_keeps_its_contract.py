"""The catalogue and its queries: one entry, one file, three columns, two languages."""

import re
from pathlib import Path

import duckdb
import pytest

from valuemodel import kpis
from valuemodel.errors import ValueModelError
from valuemodel.locale import LANGUAGES, has_text, label

KEYS = list(kpis.catalogue())
SQL = Path(kpis.__file__).parent / "sql"


def test_the_kpis_are_there() -> None:
    usage = {
        "active_share",
        "regular_share",
        "contributor_share",
        "messages_per_active",
        "meeting_hours",
        "email_hours",
    }
    survey = {"search_hours", "meaning", "alignment", "knows_whom", "perceived_value", "recommends", "manager_example"}
    of_practice = {
        "shares_outside_team",
        "pull",
        "example",
        "trust",
        "shadow_share",
        "person_gains",
        "internal_service",
    }
    assistant = {"assistant_share", "drafting_hours"}
    assert set(KEYS) == usage | survey | {"customer_answers", "freed_time_use"} | assistant | of_practice
    assert {key for key in KEYS if kpis.kpi(key).optional} == assistant | of_practice


def test_every_entry_has_its_query_and_every_query_its_entry() -> None:
    assert {file.stem for file in SQL.glob("*.sql")} == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_query_gives_one_row_a_unit_and_period_with_the_promised_columns(
    connection: duckdb.DuckDBPyConnection, key: str
) -> None:
    promised = ["unit_id", "period_start", "value"]
    promised += ["numerator", "denominator"] if kpis.kpi(key).aggregate == "ratio" else []
    assert list(kpis.measure(connection, key).columns) == promised


@pytest.mark.parametrize("key", KEYS)
def test_a_query_says_on_top_what_a_row_is_and_nothing_in_it_is_templated(key: str) -> None:
    query = kpis.query(key)
    assert query.startswith("-- A row is ")
    assert not re.search(r"\{|\}|\$\w|\?|%\(", re.sub(r"--.*", "", query))
    assert max(map(len, query.splitlines())) <= 120


@pytest.mark.parametrize("key", KEYS)
def test_an_entry_uses_the_common_words_and_says_everything_in_both_languages(key: str) -> None:
    entry = kpis.kpi(key)
    assert entry.family in kpis.FAMILIES
    assert entry.source in ("usage", "survey") and entry.period == {"usage": "month", "survey": "wave"}[entry.source]
    assert entry.unit in ("share", "hours/week", "messages") and entry.better in ("higher", "lower")
    assert entry.aggregate in ("mean", "ratio") and entry.decimals == (2 if entry.unit == "share" else 1)
    assert entry.gains_who in ("company", "customer", "employee")
    assert bool(entry.items) == (entry.source == "survey") and bool(entry.tools) == (entry.source == "usage")
    for texts in (entry.label, entry.short_label, entry.denominator, entry.meaning, entry.misleads):
        assert all(label(texts, language) for language in LANGUAGES)
    assert all(has_text(f"kpis.families.{entry.family}", language) for language in LANGUAGES)
    assert all(has_text(f"kpis.gains_who.{entry.gains_who}", language) for language in LANGUAGES)


def test_a_customer_and_an_employee_gain_from_some_kpi() -> None:
    assert {"company", "customer", "employee"} == {kpis.kpi(key).gains_who for key in KEYS}


def test_a_name_that_does_not_exist_is_answered_with_the_nearest() -> None:
    with pytest.raises(ValueModelError) as refused:
        kpis.kpi("serch_hours")
    assert "search_hours" in refused.value.said("en").fix
