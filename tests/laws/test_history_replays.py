"""After any sequence of edits, acceptances, restores, undos and reloads, the register is its own history replayed."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.model.closings import programme_example

from valuemodel.model import history
from valuemodel.model.library import apply, load_template
from valuemodel.model.saved import current_with_issues
from valuemodel.store import Store

NAMES = ("hourly_cost", "redeployed_share")
PEOPLE = ("Ada", "Bob", "Chloé")
TEMPLATE = load_template(programme_example().template)
START = apply(TEMPLATE)[0]
ENTRIES = {"driver": [one.key for one in TEMPLATE.drivers[:2]], "cost": [one.key for one in TEMPLATE.costs[:2]]}
LISTED = [(kind, key) for kind, keys in ENTRIES.items() for key in (*keys, f"own_{kind}")]
WORDS = {"label": {"fr": "À la main", "en": "By hand"}}
BY_HAND = {
    "driver": {**WORDS, "objective": "productivity", "gain": "capacity", "gains_who": ["company"],
               "practice": "regular_share", "outcome": ""},
    "cost": {**WORDS, "category": "run", "unit": "EUR/year", "stands_in": False},
}  # fmt: skip
FORMULAS = (
    "eligible_people * learning_hours * hourly_cost", "travel_budget * travel_share_avoided", "travel_budget +",
    "travel_bugdet", "hourly_cost",
)  # fmt: skip
"""The last three do not parse, name what is not there, or are not in money per year: the last good version stands."""
FOLDERS = count()

edits = st.tuples(st.just("edit"), st.sampled_from(NAMES), st.floats(0.1, 0.9), st.sampled_from(PEOPLE))
accepts = st.tuples(st.just("accept"), st.sampled_from(NAMES), st.just(0.0), st.sampled_from(PEOPLE))
restores = st.tuples(st.just("restore"), st.sampled_from(NAMES), st.floats(0, 1), st.sampled_from(PEOPLE))
undos = st.tuples(st.just("undo"), st.just(""), st.just(0.0), st.sampled_from(PEOPLE))
reloads = st.tuples(st.just("reload"), st.just(""), st.just(0.0), st.just(""))
listed = st.tuples(st.sampled_from(["switch", "move", "again"]), st.sampled_from(LISTED), st.floats(0, 1),
                   st.sampled_from(PEOPLE))  # fmt: skip
written = st.tuples(st.just("write"), st.sampled_from(LISTED), st.sampled_from(FORMULAS), st.sampled_from(PEOPLE))
steps = st.lists(st.one_of(edits, accepts, restores, listed, written, undos, reloads), max_size=12)


def _saved(store: Store, name: str, document: dict, who: str) -> None:
    store.save("assumption", name, document, who, "why")


def _numbers(store: Store, name: str) -> dict:
    one = current_with_issues(store)[0].assumptions[name]
    return {field: getattr(one, field) for field in ("low", "base", "high")}


def _history(store: Store) -> list:
    """All versions of what a model is made of, in the order of saving."""
    versions = [version for kind in history.KINDS for version in store.history(kind)]
    return sorted(versions, key=lambda one: one.version_id)


def carry_out(store: Store, step: tuple) -> None:
    what, name, value, who = step
    if what == "edit":
        _saved(store, name, {"low": value / 2, "base": value, "high": value * 1.1}, who)
    if what == "accept":
        _saved(store, name, {**_numbers(store, name), "accepted_by": who, "accepted_at": "2026-10-20"}, who)
    if what == "restore" and (found := store.versions("assumption", name)):
        store.restore(found[int(value * (len(found) - 1))].version_id, who, "again")
    if what in ("switch", "move"):
        found = store.versions(*name)
        kept = {} if not found or found[0].document.get("removed") else found[0].document
        store.save(
            *name, {**kept, **({"off": value > 0.5} if what == "switch" else {"position": 9 * value})}, who, "why"
        )
    if what == "write":
        store.save(*name, {**BY_HAND[name[0]], "formula": value}, who, "why")
    if what == "again" and (found := store.versions(*name)):
        store.restore(found[int(value * (len(found) - 1))].version_id, who, "again")
    if what == "undo" and (change := history.last_change(store)):
        assert history.undo(store, change, who, "a mistake")


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps)
def test_the_register_is_its_own_history_replayed(tmp_path: Path, done: list[tuple]) -> None:
    folder = tmp_path / f"programme{next(FOLDERS)}"
    store = Store.create(folder, programme_example(), "Ada")
    try:
        for step in done:
            if step[0] == "reload":
                store.close()
                store = Store.open(folder)
            else:
                carry_out(store, step)
        assert history.replay(store.programme(), _history(store)) == current_with_issues(store)
    finally:
        store.close()


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(edits, accepts, restores, listed, written), max_size=8))
def test_undoing_everything_leaves_the_template_and_erases_nothing(tmp_path: Path, done: list[tuple]) -> None:
    with Store.create(tmp_path / f"programme{next(FOLDERS)}", programme_example(), "Ada") as store:
        for step in done:
            carry_out(store, step)
        before = _history(store)
        standing = len(history.changes(before))
        while change := history.last_change(store):
            assert history.undo(store, change, "Bob", "back to the start")
        after = _history(store)
        assert after[: len(before)] == before
        assert len(after) == len(before) + standing
        found = current_with_issues(store)[0]
        assert (found.drivers, found.costs) == (START.drivers, START.costs)
        assert not found.switched_off and not found.costs_off
        now, start = found.assumptions, TEMPLATE.assumptions
        assert now.keys() == start.keys()
        told = ("low", "base", "high", "evidence", "source", "accepted_by", "author")
        for key, one in now.items():
            assert [getattr(one, field) for field in told] == [getattr(start[key], field) for field in told]


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps, st.sampled_from(NAMES), st.floats(0.1, 0.9))
def test_an_undo_gives_back_exactly_what_was_there(tmp_path: Path, done: list[tuple], name: str, value: float) -> None:
    with Store.create(tmp_path / f"programme{next(FOLDERS)}", programme_example(), "Ada") as store:
        for step in done:
            carry_out(store, step)
        told = ("low", "base", "high", "evidence", "accepted_by", "accepted_at", "author")
        was = [getattr(current_with_issues(store)[0].assumptions[name], field) for field in told]
        carry_out(store, ("edit", name, value, "Bob"))
        change = history.last_change(store)
        assert change is not None
        assert history.undo(store, change, "Chloé", "a mistake")
        assert [getattr(current_with_issues(store)[0].assumptions[name], field) for field in told] == was


def test_several_changes_are_undone_at_once_unless_somebody_made_another_since(tmp_path: Path) -> None:
    with Store.create(tmp_path / "programme", programme_example(), "Ada") as store:
        for value in (0.3, 0.4, 0.5):
            carry_out(store, ("edit", "redeployed_share", value, "Ada"))
        seen = history.standing(store)
        carry_out(store, ("edit", "hourly_cost", 0.7, "Bob"))
        assert history.undo_back_to(store, seen[0], seen[1], "Ada", "a mistake") == 0
        now = history.standing(store)
        assert history.undo_back_to(store, now[0], now[2], "Ada", "a mistake") == 3
        assert current_with_issues(store)[0].assumptions["redeployed_share"].base == 0.3
        assert [one.made.version_id for one in history.standing(store)] == [now[3].made.version_id]


def test_acceptance_falls_when_the_value_changes(tmp_path: Path) -> None:
    with Store.create(tmp_path / "programme", programme_example(), "Ada") as store:
        _saved(store, "hourly_cost", {"low": 40, "base": 42, "high": 44}, "Ada")
        accepted = {"low": 40, "base": 42, "high": 44, "accepted_by": "Bob", "accepted_at": "2026-10-20"}
        _saved(store, "hourly_cost", accepted, "Bob")
        assert current_with_issues(store)[0].assumptions["hourly_cost"].accepted_by == "Bob"
        _saved(store, "hourly_cost", {**accepted, "base": 43}, "Ada")
        assert current_with_issues(store)[0].assumptions["hourly_cost"].accepted_by == ""


def test_what_somebody_saved_since_is_never_written_over(tmp_path: Path) -> None:
    with Store.create(tmp_path / "programme", programme_example(), "Ada") as store:
        assert history.save_over(store, "assumption", "hourly_cost", {"base": 42}, "Ada", "pay", 0) is None
        newer = history.save_over(store, "assumption", "hourly_cost", {"base": 45}, "Bob", "guess", 0)
        assert newer is not None
        assert (newer.author, newer.document) == ("Ada", {"base": 42})
        assert store.current("assumption")["hourly_cost"].document == {"base": 42}
        assert history.save_over(store, "assumption", "hourly_cost", {"base": 45}, "Bob", "seen", 1) is None


@pytest.mark.parametrize("off", [True, False])
def test_a_driver_switched_off_leaves_the_model_and_comes_back(tmp_path: Path, off: bool) -> None:
    with Store.create(tmp_path / "programme", programme_example(), "Ada") as store:
        first = load_template(programme_example().template).drivers[0]
        store.save("driver", first.key, {"off": True}, "Ada", "doubtful")
        if not off:
            store.save("driver", first.key, {"off": False}, "Ada", "checked")
        found = current_with_issues(store)[0]
        assert (first.key in {one.key for one in found.drivers}) is not off
        assert (first.key in {one.key for one in found.switched_off}) is off


def test_a_driver_moved_takes_its_place(tmp_path: Path) -> None:
    with Store.create(tmp_path / "programme", programme_example(), "Ada") as store:
        keys = [one.key for one in load_template(programme_example().template).drivers]
        store.save("driver", keys[2], {"position": 0.5}, "Ada", "most important first")
        assert [one.key for one in current_with_issues(store)[0].drivers][:3] == [keys[2], keys[0], keys[1]]


@pytest.mark.parametrize("off", [True, False])
def test_a_cost_switched_off_leaves_the_model_and_comes_back(tmp_path: Path, off: bool) -> None:
    with Store.create(tmp_path / "programme", programme_example(), "Ada") as store:
        key = ENTRIES["cost"][0]
        store.save("cost", key, {"off": True}, "Ada", "doubtful")
        if not off:
            store.save("cost", key, {"off": False}, "Ada", "checked")
        found = current_with_issues(store)[0]
        assert (key in {one.key for one in found.costs}) is not off
        assert (key in {one.key for one in found.costs_off}) is off


@pytest.mark.parametrize("kind", ENTRIES)
@pytest.mark.parametrize("formula", FORMULAS[2:])
def test_a_formula_that_cannot_be_counted_leaves_the_last_good_one(tmp_path: Path, kind: str, formula: str) -> None:
    with Store.create(tmp_path / "programme", programme_example(), "Ada") as store:
        carry_out(store, ("write", (kind, f"own_{kind}"), FORMULAS[0], "Ada"))
        carry_out(store, ("write", (kind, f"own_{kind}"), formula, "Bob"))
        found, issues = current_with_issues(store)
        listed_now = {"driver": found.drivers, "cost": found.costs}[kind]
        assert next(one for one in listed_now if one.key == f"own_{kind}").formula == FORMULAS[0]
        assert "version_left_out" in {issue.code for issue in issues}
