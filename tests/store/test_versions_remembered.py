"""Versions are read from memory between two writes, and never an old one after a write."""

import threading
from pathlib import Path

from tests.model.closings import programme_example

from valuemodel.store import Store
from valuemodel.store.remembered import Remembered


def test_a_write_through_one_opening_is_seen_through_another(tmp_path: Path) -> None:
    Store.create(tmp_path / "p", programme_example(), "Ada").close()
    with Store.open(tmp_path / "p") as one, Store.open(tmp_path / "p") as other:
        for value in (40.0, 41.0, 42.0):
            one.save("assumption", "hourly_cost", {"base": value}, "Ada", "why")
            assert other.current("assumption")["hourly_cost"].document == {"base": value}
            assert other.versions("assumption", "hourly_cost")[0].document == {"base": value}
        assert len(other.history("assumption")) == 3


def test_a_closing_saved_through_one_opening_counts_in_another(tmp_path: Path) -> None:
    Store.create(tmp_path / "p", programme_example(), "Ada").close()
    with Store.open(tmp_path / "p") as one, Store.open(tmp_path / "p") as other:
        assert (one.next_closing_number(), other.next_closing_number()) == (1, 1)
        one.save_closing({"as_of": "2026-10-31"}, "Ada")
        assert (one.next_closing_number(), other.next_closing_number()) == (2, 2)


def test_what_a_reader_changes_in_its_hands_changes_nothing_for_others(tmp_path: Path) -> None:
    with Store.create(tmp_path / "p", programme_example(), "Ada") as store:
        store.save("assumption", "hourly_cost", {"base": 40.0}, "Ada", "why")
        store.current("assumption")["hourly_cost"].document["base"] = 1.0
        assert store.current("assumption")["hourly_cost"].document == {"base": 40.0}


def test_a_withdrawn_text_is_gone_from_memory_too(tmp_path: Path) -> None:
    with Store.create(tmp_path / "p", programme_example(), "Ada") as store:
        store.save("story", "one", {"path": "secret"}, "Ada", "why")
        assert "secret" in str(store.current("story"))
        store.erase("story", "one", "Ada", "asked")
        assert "secret" not in str(store.current("story")) and "secret" not in str(store.versions("story", "one"))


def test_what_was_read_before_a_write_is_not_remembered_after_it() -> None:
    kept, reading, written = Remembered(), threading.Event(), threading.Event()

    def slow() -> list[dict]:
        reading.set()
        assert written.wait(5)
        return [{"value": "old"}]

    thread = threading.Thread(target=lambda: kept.of(("current",), slow))
    thread.start()
    assert reading.wait(5)
    kept.forget()
    written.set()
    thread.join()
    assert kept.of(("current",), lambda: [{"value": "new"}]) == [{"value": "new"}]
