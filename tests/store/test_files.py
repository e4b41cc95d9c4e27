"""Two files: one about people, opened rarely; one about decisions, from which everything else can be read."""

import errno
import shutil
import subprocess
import sys
from datetime import date

import duckdb
import pytest

from valuemodel.errors import ValueModelError
from valuemodel.store import Store, closings
from valuemodel.store.connection import connect

JANUARY = (date(2025, 1, 1), date(2025, 1, 31))


def test_a_programme_is_made_once_and_opened_again(tmp_path, files):
    with Store.create(tmp_path / "deep" / "p", files.programme, "Ada") as made:
        assert made.programme() == files.programme
    with Store.open(tmp_path / "deep" / "p") as opened:
        assert opened.programme() == files.programme
    with pytest.raises(ValueModelError, match="store_exists"):
        Store.create(tmp_path / "deep" / "p", files.programme, "Ada")
    with pytest.raises(ValueModelError, match="store_missing"):
        Store.open(tmp_path / "elsewhere")
    assert not Store.exists(tmp_path / "elsewhere")


def test_without_the_facts_everything_but_loading_still_works(store, files):
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    store.save_closing({"as_of": "2025-02-01"}, "Ada")
    store.close()
    for path in store.folder.glob("facts.duckdb*"):
        path.unlink()
    with Store.open(store.folder) as reopened:
        assert reopened.closing_documents() == [{"as_of": "2025-02-01", "number": 1}]
        assert [upload.file_name for upload in reopened.uploads()] == ["usage-0.csv"]
        assert reopened.uploads_since(0) == 1
        assert reopened.save("assumption", "a", {"base": 1}, "Ada").number == 1
        assert reopened.journal()
        assert reopened.programme() == files.programme
        actions = [
            lambda: reopened.withdraw(1, "Ada"),
            lambda: reopened.save_closing({}, "Ada"),
            lambda: files.load(reopened, "usage", files.usage([("bob@x.fr", *JANUARY, 4.0)])),
            lambda: reopened.facts().__enter__(),
        ]
        for action in actions:
            with pytest.raises(ValueModelError, match="facts_missing"):
                action()
        assert not (store.folder / "facts.duckdb").exists()


def test_not_one_column_of_the_programmes_file_is_about_a_person(store):
    store.close()
    with duckdb.connect(store.folder / "programme.duckdb") as connection:
        columns = {
            row[0]
            for row in connection.execute("select column_name from duckdb_columns() where not internal").fetchall()
        }
    assert not columns & {"person_key", "pseudonym", "person_id", "respondent_id", "unit", "team", "value"}


def test_the_facts_are_shut_except_while_they_are_used(store):
    """Another process can open them: nobody here holds them."""
    code = f"import duckdb; duckdb.connect({str(store.folder / 'facts.duckdb')!r}).execute('from person').fetchall()"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_second_process_is_told_that_the_programme_is_in_use(store, monkeypatch):
    code = f"""
from valuemodel.store import Store, connection
connection.WAITS = (0.01,)
from valuemodel.errors import ValueModelError
try:
    Store.open({str(store.folder)!r})
except ValueModelError as error:
    print(error.issue.code)
"""
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "store_busy"


@pytest.mark.parametrize("subject", ["facts", "programme"])
def test_a_file_from_a_newer_version_is_refused_in_words_and_left_alone(store, subject):
    store.close()
    path = store.folder / f"{subject}.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("insert into schema_version (version) values (99)")
    with pytest.raises(ValueModelError) as refusal, Store.open(store.folder) as opened, opened.facts():
        pass
    assert refusal.value.issue.code == "schema_newer"
    assert "schéma 99" in refusal.value.said("fr").problem


def test_the_databases_reach_no_file_no_network_and_no_variable_of_the_program(store):
    frame = [1, 2, 3]
    with store.facts() as connection:
        for query in ("from read_csv('/etc/passwd')", "attach '/tmp/other.duckdb'", "install httpfs", "from frame"):
            with pytest.raises(duckdb.Error):
                connection.execute(query).fetchall()
        with pytest.raises(duckdb.Error):
            connection.execute("set enable_external_access = true")
    assert frame


def test_facts_copied_to_a_new_file_are_the_same(store, files, everything):
    files.load(store, "people", files.directory([("ada@x.fr", "Ventes", None, None)]))
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    before = everything(store)
    with store.facts() as connection:
        connection.execute("update person_attribute set team = 'DELETED-TEAM-NAME'")
        connection.execute("update person_attribute set team = null")
    store.rebuild_facts("Ada")
    assert everything(store) == before
    assert b"DELETED-TEAM-NAME" not in (store.folder / "facts.duckdb").read_bytes()
    assert store.journal()[0].action == "rebuild"
    assert {path.suffix for path in store.folder.iterdir()} <= {".duckdb", ".wal"}
    files.load(store, "usage", files.usage([("bob@x.fr", *JANUARY, 4.0)]))


def test_a_connection_waits_for_another_process_to_finish(tmp_path):
    path = tmp_path / "some.duckdb"
    code = f"import duckdb, time; c = duckdb.connect({str(path)!r}); print('held', flush=True); time.sleep(0.6)"
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert other.stdout.readline()
    connect(path).close()
    other.wait()


@pytest.mark.parametrize("subject", ["facts", "programme"])
@pytest.mark.parametrize("damage", [12_300, 4_100, 0, "cut"])
def test_a_damaged_file_is_told_in_words_and_left_alone(store, subject, damage):
    store.close()
    path = store.folder / f"{subject}.duckdb"
    sound = path.read_bytes()
    cut = sound[:5_000] if damage == "cut" else sound[:damage] + bytes(64) + sound[damage + 64 :]
    path.write_bytes(cut)
    with pytest.raises(ValueModelError) as refusal, Store.open(store.folder) as opened, opened.facts():
        pass
    assert refusal.value.issue.code == "store_damaged"
    assert f"{subject}.duckdb est abîmé" in refusal.value.said("fr").problem
    assert path.read_bytes() == cut


def test_a_change_that_fails_leaves_the_facts_as_they_were_to_the_last_byte(store, files):
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    before = store.facts_file.read_bytes()
    with pytest.raises(ZeroDivisionError), store.changing_facts("load") as connection:
        connection.execute("create table more (a integer)")
        raise ZeroDivisionError
    assert store.facts_file.read_bytes() == before
    assert sorted(path.name for path in store.folder.iterdir() if path.suffix != ".wal") == [
        "facts.duckdb",
        "programme.duckdb",
    ]


def test_a_closing_that_is_not_frozen_leaves_no_cells(store, monkeypatch):
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(closings, "freeze", fails)
    with pytest.raises(ZeroDivisionError):
        store.save_closing({"as_of": "2025-02-01"}, "Ada", {"total": {1, 2, 3}})
    assert store.published_cells() == {} and store.closing_documents() == []
    monkeypatch.undo()
    assert store.save_closing({"as_of": "2025-02-01"}, "Ada", {"total": {1, 2, 3}}) == 1
    assert store.published_cells() == {(1, "total"): frozenset({1, 2, 3})}


def test_what_a_killed_change_left_of_people_goes_at_the_next_opening(store, files):
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    left = store.folder / "facts.0123.draft"
    left.write_bytes(store.facts_file.read_bytes())
    store.close()
    Store.open(store.folder).close()
    assert not left.exists()


def test_a_full_disk_is_told_in_words_and_nothing_is_lost(store, files, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = store.facts_file.read_bytes()
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(ValueModelError, match="store_full"):
        files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    monkeypatch.undo()
    assert store.facts_file.read_bytes() == before and store.uploads() == []
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    assert len(store.uploads()) == 1
