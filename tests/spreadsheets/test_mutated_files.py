"""Real files after accidents: loaded whole, asked about or refused in words; never a traceback, never half a load."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.real.table import FOLDER
from tests.spreadsheets.files import FORMS_FR, MEANING, SEARCH, csv, forms, xlsx
from tests.spreadsheets.mutations import mutated

from valuemodel.errors import ValueModelError
from valuemodel.programme import Programme
from valuemodel.store import LoadReport, Store, load_file

SAMPLES = Path(__file__).with_name("samples")
PROGRAMME = Programme(key="fuzz", name="F", company="F", started=date(2025, 1, 1), fictitious=True)
MOST_BYTES = 150_000
QUICK, WHOLE, PARTS = 25, 5_000, 10
A_STORE = 250


def originals() -> list[tuple[str, bytes]]:
    """Sound files: real ones where they are, the samples of every format, and a few made here."""
    files = [file for folder in (SAMPLES, FOLDER) if folder.is_dir() for file in sorted(folder.rglob("*"))]
    read = [(file.name, file.read_bytes()) for file in files if file.is_file() and file.stat().st_size <= MOST_BYTES]
    header = ("E-mail", "Unité", "Site", "Date d'entrée")
    people = [header, *((f"p{n}@x.fr", "RH", "Lyon", date(2020, 1, 1 + n)) for n in range(20))]
    made = [
        ("people.xlsx", xlsx(*people)),
        ("forms.xlsx", forms((MEANING, SEARCH), *[("D'accord", n % 6) for n in range(20)])),
        ("budget.csv", csv("Poste;Catégorie;janv. 2026;févr. 2026;mars 2026", "Licences;licences;1 200,50;3;4")),
        (
            "forms.csv",
            csv(";".join((*FORMS_FR, MEANING)), *(f"{n};07/09/2026;08/09/2026;p{n}@x.fr;N;D'accord" for n in range(9))),
        ),
    ]
    return [(name, content) for name, content in (*read, *made) if content]


def stores(folder: Path, count: int) -> Iterator[Store]:
    """A store for each attempt, a fresh one every so often."""
    for start in range(0, count, A_STORE):
        with Store.create(folder / str(start), PROGRAMME, "Ada") as store:
            for _ in range(min(A_STORE, count - start)):
                yield store


def attempt(store: Store, content: bytes, name: str, dice: random.Random) -> LoadReport:
    """A load, its questions answered with what is proposed or with any choice, as often as they are put."""
    answers: dict[str, str] = {}
    for _ in range(4):
        report = load_file(store, content, name, wave="2026", answers=answers, author="Ada")
        fresh = [asked for asked in report.recognition.questions if asked.key not in answers]
        if report.outcome != "asks" or not fresh:
            return report
        answers |= {asked.key: asked.default or dice.choice(asked.choices).value for asked in fresh}
    return report


def rows_of(store: Store) -> list[tuple]:
    with store.facts() as connection, connection.cursor() as cursor:
        return cursor.sql(
            """select (select count(*) from upload), (select count(*) from activity_value),
            (select count(*) from answer), (select count(*) from respondent), (select count(*) from cost),
            (select count(*) from person_attribute), (select count(*) from person_seen)"""
        ).fetchall()


def fuzzed(folder: Path, count: int, first_seed: int) -> Counter[str]:
    sound = originals()
    outcomes: Counter[str] = Counter()
    held: dict[Path, tuple[int, list[tuple]]] = {}
    for seed, store in zip(range(first_seed, first_seed + count), stores(folder, count), strict=True):
        name, content = sound[seed % len(sound)]
        uploads, before = held.get(store.folder) or (len(store.uploads()), rows_of(store))
        damaged = mutated(content, seed)
        try:
            report = attempt(store, damaged, name, random.Random(seed))
            outcome, issues, read = report.outcome, report.issues, report
        except ValueModelError as refused:
            outcome, issues, read = "refused", (refused.issue,), None
        except Exception as problem:
            raise AssertionError(f"seed {seed}, {name}: {type(problem).__name__}: {problem}") from problem
        where = f"seed {seed}, {name}, {outcome}"
        assert outcome in ("loaded", "asks", "refused", "duplicate"), where
        told = [issue.said(language) for issue in issues for language in ("fr", "en")]
        assert all(said.problem and said.fix for said in told), where
        if outcome == "loaded" and read:
            assert read.rows_read == read.rows_kept + read.rows_set_aside and read.rows_kept > 0, where
            assert len(store.uploads()) == uploads + 1, where
        else:
            assert issues or (read and read.recognition.questions), where
            assert (len(store.uploads()), rows_of(store)) == (uploads, before), where
        held[store.folder] = (len(store.uploads()), rows_of(store)) if outcome == "loaded" else (uploads, before)
        outcomes[outcome] += 1
    return outcomes


def test_some_damaged_files_end_in_a_load_a_question_or_a_refusal(tmp_path: Path) -> None:
    outcomes = fuzzed(tmp_path, QUICK, first_seed=20_260_301)
    assert outcomes.total() == QUICK and min(outcomes["loaded"], outcomes["refused"]) > 2


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_five_thousand_damaged_files_end_in_a_load_a_question_or_a_refusal(
    part: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In parts, for as many processes."""
    outcomes = fuzzed(tmp_path, WHOLE // PARTS, first_seed=random.SystemRandom().randrange(1 << 30))
    with capsys.disabled():
        print(f"\n{outcomes.total()} damaged files: {dict(outcomes)}")
    assert outcomes.total() == WHOLE // PARTS and min(outcomes["loaded"], outcomes["refused"]) > 50
