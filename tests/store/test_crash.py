"""A process may be killed at any moment: files are in whole or not at all, and the journal tells every one of them."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from valuemodel.store import Store

ROWS_OF_A_FILE, PEOPLE_OF_A_FILE, ROWS_OF_A_CLOSING = 1200, 300, 202


class Nursery:
    """Workers to kill."""

    def __init__(self, folder, acknowledged):
        script = Path(__file__).with_name("crash_nursery.py")
        command = [sys.executable, str(script), str(folder), str(acknowledged)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def kill_one_after(self, seconds):
        worker = int(self.ask("work"))
        time.sleep(seconds)
        os.kill(worker, signal.SIGKILL)
        assert self.ask("") == "gone"


def _rows(connection, query):
    with connection.cursor() as cursor:
        return cursor.execute(query).fetchall()


def _check(folder, acknowledged):
    """The two files agree with each other, with what was acknowledged, and hold whole files only."""
    with Store.open(folder) as store:
        register = {upload.upload_id: upload.live for upload in store.uploads()}
        journal = [(entry.action, entry.upload_id) for entry in store.journal(100_000)]
        closings = [document["number"] for document in store.closing_documents()]
        with store.facts() as facts:
            uploads = [upload for (upload,) in _rows(facts, "select upload_id from upload")]
            events = _rows(facts, "select action, upload_id from upload_event")
            live = {upload for (upload,) in _rows(facts, "select upload_id from live_upload")}
            rows = dict(_rows(facts, "select upload_id, count(*) from activity group by all"))
            seen = dict(_rows(facts, "select upload_id, count(*) from person_seen group by all"))
            people = _rows(facts, "select count(*) from person")[0][0]
            cells = dict(_rows(facts, "select closing_number, count(*) from published_cell group by all"))
        with store._programme.cursor() as cursor:
            assert cursor.execute("select count(*) from pending").fetchall() == [(0,)]
    assert rows == dict.fromkeys(uploads, ROWS_OF_A_FILE)
    assert seen == dict.fromkeys(uploads, PEOPLE_OF_A_FILE)
    assert people == (295 + 5 * len(uploads) if uploads else 0)
    assert sorted(entry for entry in journal if entry[1]) == sorted(events)
    assert register == {upload: upload in live for upload in uploads}
    assert cells == dict.fromkeys(closings, ROWS_OF_A_CLOSING)
    assert [action for action, _ in journal].count("close") == len(closings)
    done = [line.split() for line in acknowledged.read_text().splitlines()] if acknowledged.exists() else []
    assert {int(number) for action, number in done if action == "close"} <= set(closings)
    assert {(action, int(number)) for action, number in done if action != "close"} <= set(events)
    return len(uploads), len(closings)


def _kill(tmp_path, files, times, seed, least=1):
    Store.create(tmp_path / "p", files.programme, "Ada").close()
    acknowledged, draw = tmp_path / "acknowledged", random.Random(seed)
    nursery = Nursery(tmp_path / "p", acknowledged)
    for turn in range(4 * times):  # a busy machine gets less done before each kill
        nursery.kill_one_after(draw.uniform(0.03, 0.9))
        found = _check(tmp_path / "p", acknowledged)
        if turn + 1 >= times and min(found) >= least:
            break
    nursery.process.stdin.close()
    nursery.process.wait()
    return found


def test_killed_nine_times_at_any_moment_the_store_holds_whole_files_and_tells_them_all(tmp_path, files):
    uploads, closings = _kill(tmp_path, files, times=9, seed=3)
    assert uploads > 0 and closings > 0


@pytest.mark.slow
def test_killed_two_hundred_times_the_store_still_holds_whole_files(tmp_path, files):
    uploads, closings = _kill(tmp_path, files, times=200, seed=11, least=50)
    assert min(uploads, closings) >= 50
