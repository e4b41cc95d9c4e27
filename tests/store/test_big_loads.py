"""A big file can be stopped at any moment, and what a load leaves behind is not the file."""

import pytest

from valuemodel.spreadsheets import blocks, delimited
from valuemodel.store import load_file, writing

HEADER = "PersonId,MetricDate,Meeting hours,Email hours,Organization"
WEEKS = [f"p{person},2026-03-{day:02d},{person}.5,2,HR" for day in (1, 8, 15) for person in range(40)]
QUERY = "\n".join([HEADER, *WEEKS]).encode()


@pytest.fixture(autouse=True)
def read_as_big_files_are(monkeypatch):
    monkeypatch.setattr(delimited, "BIG", 0)
    monkeypatch.setattr(blocks, "BLOCK", 500)
    monkeypatch.setattr(writing, "AT_A_TIME", 10)


def _load(store, **more):
    return load_file(store, QUERY, "query.csv", author="Ada", **more)


def test_a_big_file_tells_how_far_it_is_and_never_goes_back(store, rows):
    steps = []
    assert _load(store, progress=lambda share, step: steps.append((share, step))).outcome == "loaded"
    assert [share for share, _ in steps] == sorted(share for share, _ in steps)
    assert sum(step == "reading" for _, step in steps) > 5 and sum(step == "storing" for _, step in steps) > 2
    assert steps[-1] == (1.0, "done")
    assert rows(store, "select measure, count(*), sum(value) from usage group by all order by all") == [
        ("email_hours", 120, 240.0),
        ("meeting_hours", 120, 3 * (sum(range(40)) + 20.0)),
    ]


@pytest.mark.parametrize("moment", (0, 4, 8, 11, 14, 16, 17))
def test_stopped_at_any_moment_nothing_is_stored(store, everything, moment):
    before = everything(store)
    heard = []

    def stop(share, step):
        heard.append(step)
        return len(heard) <= moment

    report = _load(store, progress=stop)
    if report.outcome == "loaded":
        assert len(heard) <= moment + 1 and heard[-1] == "done"
        return
    assert (report.outcome, [issue.code for issue in report.issues]) == ("refused", ["load_cancelled"])
    assert everything(store) == before and store.uploads() == []
    assert _load(store).outcome == "loaded"


def test_a_progress_that_raises_leaves_the_store_as_it_was(store, everything):
    before = everything(store)

    def gone(share, step):
        if step == "storing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _load(store, progress=gone)
    assert everything(store) == before and store.uploads() == []


def test_the_report_of_a_load_does_not_hold_the_files_cells(store):
    report = _load(store)
    assert (report.recognition.table, report.recognition.book, report.recognition.done) == (None, None, None)
    assert report.columns and report.recognition.signature


def test_a_person_written_in_two_ways_did_it_once(store, rows):
    twice = QUERY + "\nP\uff11,2026-03-01,9.5,9,HR".encode()  # a full-width 1 is the same digit
    load_file(store, twice, "query.csv", author="Ada")
    assert rows(store, "select count(*), max(value) from usage where measure = 'email_hours'") == [(120, 2.0)]
