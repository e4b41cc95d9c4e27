"""Settings are read once between two writes, whole, and what is computed from them is kept under what they were."""

from pathlib import Path

import pytest
import streamlit as st

from valuemodel import closing
from valuemodel.store import Store
from valuemodel.ui import context, money, scenarios
from valuemodel.ui.context import Context

HIGHER = {"low": 70.0, "base": 80.0, "high": 90.0}


@pytest.fixture
def here(folder: Path):
    st.cache_resource.clear()
    with Store.open(folder) as store:
        yield Context(folder, store, store.programme(), closing.latest(store), "fr", "Ada")


def test_a_page_that_is_still_open_computes_with_what_somebody_saved_since(here: Context) -> None:
    asked = scenarios.Asked((("redeployed_share", 0.15),), "whole", "corporate")
    before = scenarios.results(here, asked).npv
    assert here.store is not None
    here.store.save("assumption", "hourly_cost", HIGHER, "B. Petit", "Paie 2026")
    after = scenarios.results(here, asked).npv
    assert after != before, "the same context, as a fragment of an open page has it, sees the change"
    fresh = Context(here.folder, here.store, here.store.programme(), here.closing, "fr", "Ada")
    assert scenarios.results(fresh, asked).npv == after, "and what it kept is right for everybody"


def test_what_is_kept_for_older_settings_stays_that_of_older_settings(here: Context) -> None:
    assert here.store is not None
    before = money.given(here)
    worth = money.results(here, "whole", "corporate").npv
    here.store.save("assumption", "hourly_cost", HIGHER, "B. Petit", "Paie 2026")
    assert money.given(here).key != before.key
    assert money._results(before.key, "whole", "corporate", before).npv == worth


def test_settings_are_read_again_after_a_write_only(here: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    assert here.store is not None
    read = []
    plain = context._read
    monkeypatch.setattr(context, "_read", lambda store: read.append(1) or plain(store))
    here.store.save("assumption", "hourly_cost", HIGHER, "B. Petit", "Paie 2026")
    for _ in range(5):
        money.given(here), here.model, here.left_out
    assert len(read) == 1


def test_a_write_in_the_middle_of_a_reading_makes_it_begin_again(
    here: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, plain, turns = here.store, context._read, iter((True,))
    assert store is not None

    def overtaken(reading: Store) -> context.Settings:
        found = plain(reading)
        if next(turns, False):
            reading.save("assumption", "hourly_cost", HIGHER, "B. Petit", "Paie 2026")
        return found

    monkeypatch.setattr(context, "_read", overtaken)
    store.save("assumption", "redeployed_share", {"low": 0.1, "base": 0.2, "high": 0.3}, "Ada", "why")
    assert here.settings.model.assumptions["hourly_cost"].base == 80.0
