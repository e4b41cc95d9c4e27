"""Several people at once: writers take turns, readers never wait for a result of somebody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from valuemodel.store import Store

JANUARY = (date(2025, 1, 1), date(2025, 1, 31))


def test_eight_people_who_load_save_and_read_at_once_lose_nothing(store, files, rows):
    second = Store.open(store.folder)

    def work(number):
        mine = second if number % 2 else store
        people = [(f"p{i}@x.fr", *JANUARY, 1.0) for i in range(number, number + 50)]
        assert files.load(mine, "usage", files.usage(people), f"{number}.csv").outcome == "loaded"
        for count in range(5):
            mine.save("assumption", "shared", {"by": number, "count": count}, str(number))
            assert mine.current("assumption")["shared"].document
            assert mine.uploads() and mine.journal()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert [version.number for version in store.versions("assumption", "shared")] == list(range(40, 0, -1))
    assert sorted(upload.upload_id for upload in second.uploads()) == list(range(1, 9))
    assert rows(store, "select count(*), count(distinct pseudonym), max(person_key) from person") == [(57, 57, 57)]
    second.close()
    assert len(store.journal(1000)) == 49


def test_the_same_file_dropped_twice_at_once_is_loaded_once(store, files):
    tables = files.usage([("ada@x.fr", *JANUARY, 1.0)])
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: files.load(store, "usage", tables, "same.csv").outcome, range(4)))
    assert sorted(outcomes) == ["duplicate", "duplicate", "duplicate", "loaded"]
