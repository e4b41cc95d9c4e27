"""Taking a file in: everything or nothing, legal ground first, identifiers never stored, the same file recognised."""

import time
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from valuemodel.errors import Issue, ValueModelError
from valuemodel.privacy import key_file
from valuemodel.programme import as_document
from valuemodel.store import Store, load_file

JANUARY = (date(2025, 1, 1), date(2025, 1, 31))
PEOPLE = (
    "Adresse e-mail;Service;Date d'arrivée\nada.lovelace@exemple.fr;Ventes;12/03/2019\nBob@exemple.fr;Paie;01/02/2020\n"
)
GROUND = {
    "impact_assessment": "AIPD-17",
    "works_council": "02/04/2025",
    "notice": "intranet",
    "legal_basis": "legitimate_interest",
    "retention_months": 24,
    "data_protection_officer": "Dominique Petit",
    "signed_by": "Camille Roux",
    "signed_on": "2025-04-20",
}
ANSWERS = {"kind": "people"}


def _load(store, text=PEOPLE, name="effectifs.csv", **more):
    more.setdefault("answers", ANSWERS)
    return load_file(store, text.encode(), name, author="Ada", **more)


def _real(store, **changed):
    """The store's programme, no longer fictitious."""
    document = as_document(replace(store.programme(), fictitious=False, **changed))
    store.save("settings", "programme", document, "Ada")


def test_a_directory_as_exported_becomes_people(store, rows):
    steps = []
    report = _load(store, progress=lambda share, step: steps.append((share, step)))
    assert (report.outcome, report.kind, report.rows_read, report.rows_kept) == ("loaded", "people", 2, 2)
    assert report.upload_id == 1
    assert rows(store, "select unit, joined from people") == [("Ventes", date(2019, 3, 12)), ("Paie", date(2020, 2, 1))]
    assert [share for share, _ in steps] == sorted(share for share, _ in steps)
    assert steps[-1] == (1.0, "done")
    (upload,) = store.uploads()
    assert (upload.file_name, upload.rows_kept, upload.author, upload.live) == ("effectifs.csv", 2, "Ada", True)
    assert (store.journal()[0].action, store.journal()[0].what) == ("load", "effectifs.csv")


def test_a_file_that_asks_is_not_stored_and_brings_its_questions(store, rows):
    report = _load(store, "colour;shape\nred;round\nblue;square\ngreen;oval\n", "things.csv", answers={})
    assert report.outcome in ("asks", "refused")
    assert report.recognition.questions or report.issues
    assert store.uploads() == []
    assert rows(store, "from upload") == []


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(store):
    report = _load(store, "", "empty.csv")
    assert report.outcome == "refused"
    assert all(issue.said(language).fix for issue in report.issues for language in ("fr", "en"))


def test_the_same_file_twice_is_recognised_under_any_name(store, everything):
    _load(store)
    before = everything(store)
    report = _load(store, name="copie de effectifs.csv")
    assert (report.outcome, report.issues[-1].code) == ("duplicate", "duplicate_file")
    assert "effectifs.csv" in report.issues[-1].said("fr").problem
    assert everything(store) == before
    assert len(store.uploads()) == 1


def test_a_withdrawn_file_is_recognised_and_can_be_restored(store, rows):
    _load(store)
    store.withdraw(1, "Ada", "wrong month")
    report = _load(store)
    assert (report.outcome, report.issues[-1].code) == ("duplicate", "duplicate_withdrawn")
    store.restore_upload(1, "Ada")
    assert len(rows(store, "from people")) == 2


def test_a_withdrawn_survey_may_be_loaded_again_for_another_wave_and_then_not_restored(store, files, rows):
    answers = files.survey([("ada@x.fr", None, None, 5.0)])
    files.load(store, "survey", answers, "s.csv", wave="before")
    store.withdraw(1, "Ada", "wrong wave")
    assert files.load(store, "survey", answers, "s.csv", wave="after").outcome == "loaded"
    with pytest.raises(ValueModelError, match="upload_loaded_again"):
        store.restore_upload(1, "Ada")
    assert rows(store, "select wave from responses") == [("after",)]


def test_without_its_legal_ground_nothing_about_people_is_stored_and_all_that_is_missing_is_told(store, files, rows):
    _real(store)
    report = files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    assert report.outcome == "refused"
    assert len([issue for issue in report.issues if issue.code.startswith("legal_")]) == 8
    assert rows(store, "from person") == rows(store, "from upload") == store.uploads() == []
    store.save("settings", "legal_ground", GROUND, "Ada")
    assert files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)])).outcome == "loaded"


def test_costs_and_tenant_figures_need_no_legal_ground(store, files):
    _real(store)
    tenant = files.usage([(None, *JANUARY, 40.0)])
    tenant["activity"]["scope"] = "tenant"
    assert files.load(store, "usage", tenant).outcome == "loaded"
    assert files.load(store, "cost", files.costs([("Run", "run", JANUARY[0], "actual", 10.0)])).outcome == "loaded"


def test_answers_without_a_name_are_about_people_too(store, files):
    _real(store)
    assert files.load(store, "survey", files.survey([(None, "Paie", None, 7.0)]), wave="w").outcome == "refused"


def test_outside_europe_the_report_says_that_the_local_law_applies(store, files):
    _real(store, country="CA")
    store.save("settings", "legal_ground", GROUND | {"local_law": "Law 25, read by counsel"}, "Ada")
    report = files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    assert (report.outcome, report.issues[-1].code) == ("loaded", "legal_elsewhere")


def test_a_survey_whose_wave_nothing_tells_is_refused_and_a_dated_one_is_named_by_its_month(store, files):
    undated = files.load(store, "survey", files.survey([(None, "Paie", None, 7.0)]))
    assert (undated.outcome, undated.issues[-1].code) == ("refused", "wave_needed")
    moments = ["2025-02-27", "2025-03-01", "2025-03-02"]
    dated = files.load(store, "survey", files.survey([(None, "Paie", moment, 7.0) for moment in moments]))
    assert (dated.outcome, dated.wave) == ("loaded", "2025-03")


def test_people_are_told_apart_by_their_normalised_identifier(store, files, rows):
    files.load(store, "usage", files.usage([("Émile@x.fr", *JANUARY, 4.0), ("e\u0301mile@X.fr ", *JANUARY, 4.0)]))
    assert rows(store, "select count(*) from person") == [(1,)]
    assert rows(store, "select length(pseudonym) from person") == [(32,)]


def test_no_identifier_is_written_in_clear_anywhere(store, files, tmp_path):
    """Both databases' bytes, after a load whose words all contain the identifier, a withdrawal and a rebuild."""
    told = Issue("total_row", "Sheet1!A2", {"value": "grace.hopper@exemple.fr", "count": 1})
    mapping = {"labels": {"grace.hopper@exemple.fr": "yes", "X042817": 1}, "columns": {"Courriel": "person_id"}}
    tables = files.usage([("Grace.Hopper@exemple.fr", *JANUARY, 4.0), ("X042817", *JANUARY, 1.0)])
    name = "export de grace.hopper@exemple.fr.csv"
    report = files.load(store, "usage", tables, name, mapping=mapping, issues=(told,), labels={"X042817": "yes"})
    _load(store)
    store.withdraw(1, "Ada", "asked by Grace.Hopper@exemple.fr")
    assert "grace" not in str(report.issues).lower()
    store.close()
    written = b"".join(path.read_bytes() for path in (tmp_path / "programme").iterdir()).lower()
    assert b"teams" in written
    for identifier in (b"grace.hopper", b"x042817", b"ada.lovelace", b"bob@exemple"):
        assert identifier not in written


def test_a_mapping_keeps_small_numbers_that_are_also_somebodys_number(store, files):
    files.load(store, "usage", files.usage([("30", *JANUARY, 4.0)]), mapping={"options": {"report_days": "30"}})
    assert store.uploads()[0].mapping == {"options": {"report_days": "30"}}


def test_what_a_file_taught_is_kept_for_the_next_one(store):
    first = _load(store)
    known = store.current("memory")
    assert known[first.recognition.signature].document["kind"] == "people"
    again = _load(store, PEOPLE.replace("Ventes", "Achats"), "effectifs-2.csv", answers={})
    assert again.outcome == "loaded"


def test_without_the_key_nothing_more_is_loaded_and_no_other_key_is_made(store, files):
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    key = key_file("atelier").read_bytes()
    key_file("atelier").unlink()
    with pytest.raises(ValueModelError, match="key_missing"):
        files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    assert not key_file("atelier").exists()
    key_file("atelier").write_bytes(key[::-1])
    with pytest.raises(ValueModelError, match="key_changed"):
        files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    key_file("atelier").write_bytes(key)
    assert files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)])).outcome == "loaded"


def test_a_load_that_fails_half_way_leaves_nothing(store, files, rows):
    files.load(store, "usage", files.usage([("ada@x.fr", *JANUARY, 4.0)]))
    entries, tables = store.journal(), files.survey([("new@x.fr", None, "2025-01-10", 5.0)])
    tables["answers"]["respondent"] = 999
    with pytest.raises(ValueError, match="respondents"):
        files.load(store, "survey", tables)
    assert rows(store, "select count(*) from person") == rows(store, "select count(*) from upload") == [(1,)]
    assert store.journal() == entries


def test_names_that_join_nobody_in_the_directory_are_told(store, files):
    files.load(store, "people", files.directory([(f"p{i}@x.fr", "Ventes", None, None) for i in range(30)]))
    report = files.load(store, "usage", files.usage([(f"00{i}", *JANUARY, 4.0) for i in range(30)]))
    assert [(issue.code, issue.values) for issue in report.issues] == [("people_not_in_directory", {"share": 0})]


def test_twenty_thousand_rows_are_stored_in_well_under_a_second(store, files):
    people = [f"person{i}@exemple.fr" for i in range(5000)]
    frame = pd.DataFrame({"person_id": people * 4, "value": 1.0, "scope": "person", "tool": "teams"})
    frame = frame.assign(measure=[f"m{i}" for i in range(4) for _ in people])
    frame = frame.assign(period_start=pd.Timestamp(JANUARY[0]), period_end=pd.Timestamp(JANUARY[1]))
    started = time.process_time()
    assert files.load(store, "usage", {"activity": frame}).outcome == "loaded"
    assert time.process_time() - started < 1


def test_a_programme_whose_key_cannot_name_a_file_is_refused_at_once(tmp_path, files):
    with pytest.raises(ValueModelError, match="programme_key_unusable"):
        Store.create(tmp_path / "p", replace(files.programme, key="été 2025"), "Ada")
    assert not Store.exists(tmp_path / "p")
