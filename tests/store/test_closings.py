"""Closings are frozen, numbered and remember who was in what was published."""

from datetime import date

import pytest

from valuemodel.errors import ValueModelError

JANUARY = (date(2025, 1, 1), date(2025, 1, 31))


def test_closings_are_numbered_and_read_back_as_they_were(store):
    assert (store.next_closing_number(), store.closing_document()) == (1, None)
    assert store.save_closing({"as_of": date(2025, 2, 1), "fingerprint": "ab", "kpis": [0.61]}, "Ada") == 1
    assert store.save_closing({"number": 2, "as_of": date(2025, 3, 1)}, "Ada") == 2
    assert store.closing_document(1) == {"as_of": "2025-02-01", "fingerprint": "ab", "kpis": [0.61], "number": 1}
    assert [document["number"] for document in store.closing_documents()] == [1, 2]
    assert store.closing_document() == store.closing_document(2)
    assert store.closing_document(3) is None
    assert [(entry.action, entry.what) for entry in store.journal(2)] == [("close", "2"), ("close", "1")]


def test_a_closing_computed_before_another_one_was_saved_is_refused(store):
    store.save_closing({"number": 1}, "Ada")
    with pytest.raises(ValueModelError, match="closing_number"):
        store.save_closing({"number": 1}, "Bob", {"total": {1, 2}})
    assert len(store.closing_documents()) == 1
    assert store.published_cells() == {}


def test_who_was_in_a_published_cell_is_remembered_with_the_facts(store):
    store.save_closing({}, "Ada", {"w|total": {1, 2, 3}, "w|unit:A": frozenset({1, 2})})
    store.save_closing({}, "Ada", {"w|total": {1, 2, 3, 4}})
    assert store.published_cells() == {(1, "w|total"): {1, 2, 3}, (1, "w|unit:A"): {1, 2}, (2, "w|total"): {1, 2, 3, 4}}


def test_a_closing_whose_document_cannot_be_kept_leaves_no_trace(store):
    with pytest.raises(ValueError, match="Out of range"):
        store.save_closing({"value": float("nan")}, "Ada", {"total": {1}})
    assert store.closing_documents() == []
    assert store.published_cells() == {}


def test_uploads_since_a_closing_counts_files_loaded_withdrawn_and_restored(store, files):
    for _ in range(3):
        files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    assert store.uploads_since(0) == 3
    store.save_closing({}, "Ada")
    assert store.uploads_since(1) == 0
    store.withdraw(1, "Ada")
    store.restore_upload(1, "Ada")
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 5.0)]))
    assert store.uploads_since(1) == 2


def test_withdrawing_twice_or_restoring_what_counts_is_refused_in_words(store, files):
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    store.withdraw(1, "Ada", "wrong file")
    (upload,) = store.uploads()
    assert (upload.withdrawn_by, upload.withdrawn_why, upload.live) == ("Ada", "wrong file", False)
    actions = {
        "upload_withdraw_again": lambda: store.withdraw(1, "Ada"),
        "upload_unknown": lambda: store.withdraw(9, "Ada"),
        "upload_restore_again": lambda: [store.restore_upload(1, "Ada"), store.restore_upload(1, "Ada")],
    }
    for code, action in actions.items():
        with pytest.raises(ValueModelError, match=code):
            action()
    told = [(entry.action, entry.what, entry.why) for entry in store.journal(3)]
    assert told == [
        ("restore", "usage-0.csv", ""),
        ("withdraw", "usage-0.csv", "wrong file"),
        ("load", "usage-0.csv", ""),
    ]
