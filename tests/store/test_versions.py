"""Nothing is overwritten: every setting, assumption and driver has its history, with who, when and why."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from valuemodel.errors import ValueModelError
from valuemodel.programme import as_document


def test_each_change_is_a_new_version_and_the_latest_counts(store):
    store.save("assumption", "hourly_cost", {"base": 40.0}, "Ada", "payroll")
    second = store.save("assumption", "hourly_cost", {"base": 42.0, "since": date(2025, 1, 1)}, "Bob", "raise")
    store.save("assumption", "weeks", {"base": 45}, "Ada")
    assert (second.number, second.author, second.reason) == (2, "Bob", "raise")
    assert abs((datetime.now(UTC) - second.created_at).total_seconds()) < 60
    assert store.current("assumption")["hourly_cost"].document == {"base": 42.0, "since": "2025-01-01"}
    assert sorted(store.current("assumption")) == ["hourly_cost", "weeks"]
    assert [version.number for version in store.versions("assumption", "hourly_cost")] == [2, 1]
    assert store.current("driver") == {}


def test_any_version_comes_back_as_a_new_one(store):
    first = store.save("driver", "search", {"formula": "a * b"}, "Ada")
    store.save("driver", "search", {"formula": "a * c"}, "Ada")
    restored = store.restore(first.version_id, "Bob", "c was wrong")
    assert (restored.number, restored.document, restored.restored_from) == (3, {"formula": "a * b"}, first.version_id)
    assert store.current("driver")["search"] == restored
    with pytest.raises(ValueModelError, match="version_unknown"):
        store.restore(999, "Bob")


def test_the_journal_tells_who_did_what_and_why(store):
    store.save("driver", "search", {"formula": "a"}, "Ada", "first try")
    entry = store.journal()[0]
    assert (entry.author, entry.action, entry.what, entry.why) == ("Ada", "save", "driver/search", "first try")
    assert len(store.journal(limit=1)) == 1


def test_group_sizes_may_be_raised_and_never_lowered_not_even_by_restoring(store):
    first = store.versions("settings", "programme")[0]
    store.save("settings", "programme", as_document(replace(store.programme(), k_usage=15)), "Ada")
    for lower in (lambda: store.save("settings", "programme", first.document, "Ada"), lambda: store.restore(1, "Ada")):
        with pytest.raises(ValueModelError, match="k_lowered"):
            lower()
    assert store.programme().k_usage == 15


def test_an_unknown_kind_and_a_number_that_is_none_are_mistakes_of_the_caller(store):
    with pytest.raises(ValueError, match="kind"):
        store.save("settings ", "a", {}, "Ada")
    with pytest.raises(ValueError, match="Out of range"):
        store.save("assumption", "a", {"base": float("nan")}, "Ada")
    assert store.current("assumption") == {}


def test_texts_of_any_kind_survive(store):
    odd = {"': drop table version; --": "é\u202f€ \U0001f600 \" ' \\ \n $1 ?", "list": [1, 2.5, None, True]}
    store.save("settings", "odd ' key", odd, "O'Neil", '"why"')
    assert store.current("settings")["odd ' key"].document == odd
