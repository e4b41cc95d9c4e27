"""Exchanges between people and communities: stored under pseudonyms, counted once, withdrawn whole."""

import pandas as pd

from valuemodel.store.writing import about_people


def ties(rows: list[tuple[str, str, float]], day: str = "2026-10-01") -> dict[str, pd.DataFrame]:
    frame = pd.DataFrame(rows, columns=["source_id", "target_id", "weight"])
    return {"ties": frame.assign(period_start=pd.Timestamp(day), period_end=pd.Timestamp(day))}


def test_ties_are_stored_between_keys_and_the_same_pair_is_added_up(store, files, rows) -> None:
    files.load(store, "network", ties([("a@x.example", "b@x.example", 2), ("A@x.example", "b@x.example", 3)]))
    assert rows(store, "select source_key, target_key, weight from ties") == [(1, 2, 5.0)]
    assert not rows(store, "select * from person where pseudonym like '%@%'")


def test_the_same_pair_and_period_in_a_later_file_replaces_the_earlier_one(store, files, rows) -> None:
    files.load(store, "network", ties([("a@x.example", "b@x.example", 2)]))
    files.load(store, "network", ties([("a@x.example", "b@x.example", 7)]))
    assert rows(store, "select weight from ties") == [(7.0,)]
    store.withdraw(2, "Ada")
    assert rows(store, "select weight from ties") == [(2.0,)]


def test_ties_are_about_people_and_ask_for_the_legal_ground() -> None:
    assert about_people(ties([("a@x.example", "b@x.example", 2)]))


def test_each_upload_tells_of_communities_on_its_own_day(store, files, rows) -> None:
    for month in (4, 10):
        table = pd.DataFrame({"community": ["Langues"], "goal": [""], "animated": [True]})
        day = pd.Timestamp(2026, month, 1)
        files.load(store, "community", {"communities": table.assign(last_active_on=day)}, period_end=day.date())
    assert [f"{day}" for (day,) in rows(store, "select seen_on from communities")] == ["2026-04-01", "2026-10-01"]
