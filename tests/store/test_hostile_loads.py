"""A hostile file leaves the store as it was and everyone else served; hostile words are only words."""

import threading
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from valuemodel.spreadsheets import recognise, tidy, workbook
from valuemodel.store import load_file
from valuemodel.ui.data_traced import row_table

PEOPLE = "E-mail,Department,Location\n{}@x.fr,HR,Lyon\n"
NASTY = (
    "'); drop table person; --",
    '"; delete from upload; select "',
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "$author",
    "{count}",
    "%(name)s",
    "=1+1",
    "../../etc/passwd",
    "‮txet",
    "[link](javascript:alert(1)) `code` :material/home: $x^2$",
)


def _workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


HOSTILE = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "half a workbook": _workbook(("E-mail", "Unit", "Site"), ("a@x.fr", "HR", "Lyon"))[:3_000],
    "a line without end": b"E-mail,Unit,Site\n" + b"x" * 5_000_000,
    "headers alone": b"E-mail,Unit,Site\n",
    "nobody": b"E-mail,Unit,Site\n,,\n ,HR,Lyon\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_refused_leaves_no_trace(store, everything, name):
    load_file(store, PEOPLE.format("ada").encode(), "people.csv", author="Ada")
    before, journal = everything(store), store.journal()
    report = load_file(store, HOSTILE[name], "x.csv", author="Ada")
    assert report.outcome in ("refused", "asks") and (report.issues or report.recognition.questions)
    assert everything(store) == before and store.journal() == journal and len(store.uploads()) == 1


@pytest.mark.parametrize("words", NASTY)
def test_words_of_another_language_are_stored_and_told_as_words(store, rows, words):
    quoted = '"' + words.replace('"', '""') + '"'
    content = f"E-mail,Department,{quoted}\na@x.fr,{quoted},x\nb@x.fr,HR,y\n".encode()
    report = load_file(store, content, f"{words.replace('/', '-')}.csv", author=words)
    assert report.outcome == "loaded", (report.issues, report.recognition.questions)
    assert rows(store, "select unit from people order by person_key") == [(words,), ("HR",)]
    assert rows(store, "select count(*) from person") == [(2,)] and len(store.uploads()) == 1
    assert store.uploads()[0].author == words
    shown = str(row_table(tidy(recognise(content, "x.csv")).first[0], "en"))
    assert "<script" not in shown and "<img" not in shown and "a@x.fr" not in shown


def test_while_a_hostile_workbook_is_read_others_load_and_look(store, tmp_path, monkeypatch, rows):
    slow, enough = tmp_path / "reader.py", tmp_path / "enough"
    waiting = f"while not os.path.exists({str(enough)!r}): time.sleep(0.05)"
    slow.write_text(f"import os, sys, time\nsys.stdin.buffer.read()\n{waiting}\nos.abort()")
    monkeypatch.setattr(workbook, "_PROGRAM", slow)
    done = []

    def hostile():
        content = _workbook(("E-mail", "Unit", "Site"), ("a@x.fr", "HR", "Lyon"))
        done.append(("hostile", load_file(store, content, "x.xlsx", author="Mallory").outcome))

    thread = threading.Thread(target=hostile)
    thread.start()
    for name in ("ada", "bob", "eve"):
        done.append((name, load_file(store, PEOPLE.format(name).encode(), f"{name}.csv", author="Ada").outcome))
        assert rows(store, "select count(*) from people")
    enough.touch()
    thread.join()
    assert done == [("ada", "loaded"), ("bob", "loaded"), ("eve", "loaded"), ("hostile", "refused")]
    assert len(store.uploads()) == 3


def test_a_group_of_half_a_person_is_told_of_and_its_time_loaded(store, everything):
    sample = Path(__file__).parents[1] / "spreadsheets" / "samples" / "viva_insights_group_to_group.csv"
    content = sample.read_bytes().replace(b"Ventes,137,Finance", b"Ventes,137.5,Finance")
    report = load_file(store, content, "groups.csv", author="Ada")
    assert report.outcome == "loaded" and "count_unreadable" in {issue.code for issue in report.issues}
    with store.facts() as facts:
        sizes = facts.sql("select source_size from unit_tie where target_unit = 'Finance' order by all").fetchall()
    assert sizes == [(50,), (None,)]


def test_a_table_of_costs_without_one_amount_is_refused(store, everything):
    before = everything(store)
    content = "Poste;Catégorie;janv. 2026;févr. 2026;mars 2026\r\nLicences;lic".encode()
    report = load_file(store, content, "budget.csv", author="Ada", answers={"nature": "planned"})
    assert report.outcome == "refused" and "no_rows" in {issue.code for issue in report.issues}
    assert everything(store) == before
