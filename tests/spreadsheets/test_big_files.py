"""A big text is read another way, block by block: its result, issues and addresses are the same to the letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from tests.spreadsheets.files import ENGAGE, FORMS_FR, MEANING, SEARCH, TEAMS_2021, csv, teams, teams_row

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets import Recognition, Tidy, read_sheets, recognise, tidy
from valuemodel.spreadsheets import blocks as in_blocks
from valuemodel.spreadsheets import delimited as texts
from valuemodel.spreadsheets.coded import CodedRows
from valuemodel.spreadsheets.recognition import _recognised
from valuemodel.spreadsheets.types import Book, Sheet

PERSON_QUERY = "PersonId,MetricDate,Meeting hours,Email_hours,Organization,SupervisorIndicator"


@pytest.fixture
def big(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Switches to the reading of big files, in blocks of so many bytes."""

    def switch(block: int = 700) -> None:
        monkeypatch.setattr(texts, "BIG", 0)
        monkeypatch.setattr(in_blocks, "BLOCK", block)

    return switch


def teams_rows(count: int) -> list[str]:
    return [teams_row(f"p{number % 40}@x.fr", channel=number % 9, days="7", refreshed=f"2026-0{1 + number // 40}-15")
            for number in range(count)]  # fmt: skip


FILES = {
    "plain": teams(*teams_rows(200)),
    "quoted": teams(*(",".join(f'"{cell}"' for cell in row.split(",")) for row in teams_rows(90))),
    "a quotation mark inside a cell": teams(*(row.replace("E3", '5" E3') for row in teams_rows(90))),
    "cells over two lines": teams(*(row.replace("MICROSOFT 365 E3", '"365\r\nE3, more"') for row in teams_rows(90))),
    "a quotation mark that nobody closes": teams(*teams_rows(30), *(r.replace("No", '"No') for r in teams_rows(9))),
    "blank rows, the header again, notes and a total": teams(
        *teams_rows(60), "", TEAMS_2021, *teams_rows(90)[60:], ",,,", "Total,,,,,,12,30,4,8,,", "Extract of 3 May"
    ),
    "rows out of step": teams(
        *teams_rows(20), teams_row("q@x.fr") + ",one,two", "2026-10-31,short@x.fr", *teams_rows(80)[20:]
    ),
    "bad cells": teams(
        *(row.replace(",20,2,7,", ",many,-2,1 234,") if number % 7 == 0 else row
          for number, row in enumerate(teams_rows(120)))
    ),
    "nobody, twice the same, other case": teams(
        *teams_rows(90), teams_row(""), teams_row("P1@X.FR", days="7", refreshed="2026-01-15"), *teams_rows(3)
    ),
    "concealed": teams(*(teams_row(f"{number:032X}", days="7") for number in range(90))),
    "a few concealed": teams(*teams_rows(90), teams_row("6E55A185B405B6F2A6804BB7897C8AAB")),
    "bad dates": teams(*teams_rows(60), *(row.replace("2026", "20z6") for row in teams_rows(9))),
    "marks, NULs and CR CR LF": teams(*teams_rows(60))
    .replace(b"p3@x.fr", b"\x00p3@x.fr")
    .replace(b"\r\n2026-01", b"\r\n\xef\xbb\xbf2026-01")
    .replace(b"\r\n", b"\r\r\n"),
    "utf-16": csv(TEAMS_2021, *teams_rows(60), encoding="utf-16"),
    "utf-16 without a mark": csv(TEAMS_2021, *teams_rows(60), encoding="utf-16-le"),
    "cp1252 with semicolons": csv(
        "Adresse e-mail;Unité;Date d'arrivée", *(f"é{n}@x.fr;Qualité;0{1 + n % 9}/04/2021" for n in range(90)),
        encoding="cp1252",
    ),
    "mac": csv("E-mail;Unité;Site", *(f"e{n}@x.fr;Qualité été;Nîmes l’été" for n in range(90)), encoding="mac-roman"),
    "a separator on top": b"sep=;\r\n" + csv("E-mail;Department;Hire date", *(f"p{n}@x.fr;HR;soon" for n in range(90))),
    "title above, column B": csv("Extraction,,,", "", ",E-mail,Unité,Site",
                                 *(f",p{n}@x.fr,RH,Lyon" for n in range(90)), ",Source : paie,,"),
    "blank counts": csv(ENGAGE, *(f"2026-10-31,p{n}@x.fr,A,active,,,{'' if n % 3 else n},{n},,E3,30"
                                  for n in range(90))),
    "hours and units": csv(PERSON_QUERY, *(f"p{n % 30},2026-03-0{1 + n // 30},{n / 7:.2f},{n % 5},U{n % 4},IC"
                                           for n in range(90))),
    "decimal commas": csv(PERSON_QUERY.replace(",", ";"), *(f"p{n % 30};2026-03-0{1 + n // 30};{n},5;1.234,5;U;IC"
                                                            for n in range(90))),
    "day or month": csv(PERSON_QUERY, *(f"p{n % 30},0{1 + n // 30}/03/2026,1,2,U,IC" for n in range(90))),
    "survey": csv(
        ";".join((*FORMS_FR, MEANING, SEARCH, "Un mot ?")),
        *(f"{n};07/09/2026 09:{n % 60:02d}:00;07/09/2026 10:00:00;p{n}@x.fr;N;D'accord;{n % 7};mot {n}"
          for n in range(90)),
    ),
    "columns that nobody described": csv("Qui;Pôle métier;Lieu de travail", *(f"p{n}@x.fr;RH;Lyon" for n in range(90))),
    "costs": csv("Poste;Catégorie;Mois;Prévu", *(f"L{n};licences;0{1 + n % 9}/2026;1 23{n % 9},50" for n in range(90))),
    "json": b'[{"a": 1},' * 200,
    "one column": csv("Adresse", *(f"p{n}@x.fr" for n in range(90))),
    "too many columns": csv(",".join("c" * 9_000), ",".join("1" * 9_000)),
    "lost characters": teams(*teams_rows(60)).replace(b"E3", "\ufffd".encode()),
}  # fmt: skip


def told(recognition: Recognition) -> dict[str, Any]:
    names = ("outcome", "format", "kind", "encoding", "delimiter", "header_rows", "columns", "questions", "issues")
    return {name: getattr(recognition, name) for name in (*names, "signature", "period")}


def made_tidy(recognition: Recognition) -> Tidy | str:
    answers = {question.key: question.default or question.choices[0].value for question in recognition.questions}
    try:
        return tidy(recognition, answers)
    except ValueModelError as refused:
        return str(refused.issue)


@pytest.mark.parametrize("name", FILES)
def test_both_ways_of_reading_give_the_same_facts_issues_and_addresses(name: str, big: Any) -> None:
    small = recognise(FILES[name], "teams.csv")
    expected = made_tidy(small)
    for block in (300, 5_000, 1 << 20):
        big(block)
        found = recognise(FILES[name], "teams.csv")
        assert told(found) == told(small)
        done = made_tidy(found)
        if isinstance(expected, str) or isinstance(done, str):
            assert done == expected
            continue
        assert (done.issues, done.mapping, done.scales, done.labels) == (
            expected.issues, expected.mapping, expected.scales, expected.labels,
        )  # fmt: skip
        assert (done.rows_read, done.rows_kept, done.rows_set_aside) == (
            expected.rows_read, expected.rows_kept, expected.rows_set_aside,
        )  # fmt: skip
        assert sorted(done.tables) == sorted(expected.tables)
        for table, frame in done.tables.items():
            assert_frame_equal(objects(frame), objects(expected.tables[table]))


def objects(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype({column: object for column in frame.select_dtypes(["object", "string", "category"]).columns})


def test_most_of_these_files_are_really_read_in_blocks(big: Any) -> None:
    big()
    coded = [name for name, content in FILES.items() if name not in ("json", "too many columns")
             and isinstance(read_sheets(content, "x.csv").sheets[0].rows, CodedRows)]  # fmt: skip
    assert len(coded) >= len(FILES) - 3


CELLS = st.text(alphabet="ab1 é\"'\n\r;,\t", max_size=6)


def written(rows: list[list[str]]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=12), st.integers(20, 90))
def test_whatever_is_between_the_commas_both_ways_see_the_same_cells(rows: list[list[str]], block: int) -> None:
    content = ("E-mail,Site,Unit\n" * 4 + written(rows)).encode()
    patch = pytest.MonkeyPatch()
    with patch.context() as during:
        slow = outcome(content)
        during.setattr(texts, "BIG", 0)
        during.setattr(in_blocks, "BLOCK", block)
        assert outcome(content) == slow


def outcome(content: bytes) -> Any:
    """The cells of each row as far as they are filled, or why there are none."""
    try:
        rows = read_sheets(content, "x.csv").sheets[0].rows
    except ValueModelError as refused:
        return str(refused.issue)
    cells = [list(row) for row in rows]
    return [row[: next((at for at in range(len(row), 0, -1) if row[at - 1]), 0)] for row in cells]


MIXED = [
    [None, "Extract", None, None, None],
    [None, "E-mail", "Unité", "Date d'entrée", "Distance du client"],
    *([None, f"p{at}@x.fr", ("RH", "DSI", "", None)[at % 4],
       (44_000.0 + at, datetime(2024, 3, 1), "2024-02-30")[at % 3],
       (1, 1.0, True, "2", 9, "")[at % 6]] for at in range(60)),
    [None, "Total", 60.0, "", ""],
    [None, "", "", "", ""],
    [None, "Source : paie", "", "", ""],
]  # fmt: skip


def test_the_columns_of_a_big_sheet_are_its_rows() -> None:
    from valuemodel.spreadsheets.cells_process import columns
    from valuemodel.spreadsheets.workbook import _rows

    coded = _rows(columns(MIXED))
    assert isinstance(coded, CodedRows)
    assert [[(type(cell), cell) for cell in row] for row in coded] == [
        [(type(cell), cell) for cell in row] for row in MIXED
    ]
    small, big = (Book("people.xlsx", "xlsx", (Sheet("Gens", rows),)) for rows in (MIXED, coded))
    found = [made_tidy(_recognised(book, "", {}, None)) for book in (small, big)]
    assert found[0].issues == found[1].issues and found[0].rows_kept == found[1].rows_kept == 60
    assert_frame_equal(objects(found[0].tables["people"]), objects(found[1].tables["people"]))
