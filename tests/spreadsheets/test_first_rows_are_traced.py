"""Of the first rows shown before a file is stored: each cell is the file's own, beside what is kept of it."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from tests.spreadsheets.files import xlsx

from valuemodel.spreadsheets import recognise, tidy
from valuemodel.spreadsheets.traced import CODE, NOBODY, TracedCell, TracedRow

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
BOOKS = ("effectifs_2025-09.xlsx", "couts_programme_trame.xlsx", "enquete_collaboration_2025-09.xlsx",
         "communautes_2026-10.xlsx", "echanges_avant.xlsx")  # fmt: skip


def traced(content: bytes, name: str) -> tuple[TracedRow, ...]:
    return tidy(recognise(content, name)).first


def by_field(row: TracedRow) -> dict[str, TracedCell]:
    return {cell.becomes: cell for cell in row.cells}


@pytest.mark.parametrize("name", BOOKS)
def test_each_cell_is_the_one_that_stands_at_its_address(name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = traced(content, name)
    assert len(rows) == 5
    for cell in (cell for row in rows for cell in row.cells if cell.written):
        sheet, _, place = cell.address.rpartition("!")
        found = book[sheet][place].value
        told = found.isoformat(" ") if isinstance(found, datetime) else str(found)
        assert told.replace("\u00a0", " ").replace("\u202f", " ").startswith(cell.written)


def test_identifiers_are_never_in_what_is_shown() -> None:
    content = b"E-mail,Department\nada@x.fr,IT\nbob@x.fr,HR\n"
    rows = traced(content, "people.csv")
    assert [row.cells[0].stored for row in rows] == [CODE, CODE]
    assert "@" not in str(rows)


def test_a_row_set_aside_is_not_shown_and_the_next_keeps_its_own_values() -> None:
    content = xlsx(
        ("Adresse e-mail", "Unité", "Rôle"), (None, "Perdue", "Manager"), ("a@x.fr", "Achats", "Manager"),
        ("b@x.fr", "Ventes", "Collaborateur"),
    )  # fmt: skip
    rows = traced(content, "effectifs.xlsx")
    assert [row.address.rpartition("!")[2] for row in rows] == ["3", "4"]
    assert [by_field(row)["people.unit"].stored for row in rows] == ["Achats", "Ventes"]
    assert [by_field(row)["people.role"].stored for row in rows] == ["manager", "staff"]


def test_an_answer_is_shown_beside_its_place_on_the_scale_or_its_kind_of_missing() -> None:
    asked = "Mon travail a du sens pour moi."
    said = ("Plutôt d'accord", "Ne sait pas", "Pas du tout d'accord", "Tout à fait d'accord", "Plutôt pas d'accord")
    sheets = [
        (at, datetime(2026, 3, at), datetime(2026, 3, at), f"p{at}@x.fr", "", one) for at, one in enumerate(said, 1)
    ]
    content = xlsx(("ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom", asked), *sheets)
    told = [by_field(row)["survey.meaning"] for row in traced(content, "enquete.xlsx")]
    assert [(cell.stored, cell.missing) for cell in told] == [
        (0.75, ""), (None, "dont_know"), (0.0, ""), (1.0, ""), (0.25, ""),
    ]  # fmt: skip


def test_amounts_of_a_month_column_are_traced_to_their_own_cell() -> None:
    content = xlsx(
        ("Poste", "Catégorie", "janv. 2026", "févr. 2026", "mars 2026"),
        ("Licences", "Licences", 100, 200, None), ("Formation", "Accompagnement", 10, 20, 30),
    )  # fmt: skip
    found = recognise(content, "couts.xlsx")
    first = tidy(found, {question.key: "planned" for question in found.questions}).first
    cells = [cell for row in first for cell in row.cells if isinstance(cell.stored, float)]
    places = [(cell.address.rpartition("!")[2], cell.stored) for cell in cells]
    assert places[:4] == [("C2", 100.0), ("D2", 200.0), ("C3", 10.0), ("D3", 20.0)]


def test_a_measure_of_usage_is_shown_with_the_period_that_it_covers() -> None:
    name = "TeamsUserActivityUserDetail_2025-11-30.csv"
    cells = by_field(traced((SAMPLES / name).read_bytes(), name)[1])
    assert cells["usage.refreshed"].stored == (date(2025, 11, 1), date(2025, 11, 30))
    line = (SAMPLES / name).read_text("utf-8-sig").splitlines()[2].split(",")
    assert cells["usage.channel_messages"].stored == float(line[6])


def test_rows_that_are_added_up_for_the_company_are_shown_before_they_are() -> None:
    header = "Report Refresh Date,User Principal Name,Team Chat Message Count,Private Chat Message Count,Call Count"
    hidden = "".join(f"2026-10-31,{number:032X},{number},0,0,0,30\n" for number in range(1, 5))
    rows = traced(f"{header},Meeting Count,Report Period\n{hidden}".encode(), "teams.csv")
    assert [by_field(row)["usage.channel_messages"].stored for row in rows] == [1.0, 2.0, 3.0, 4.0]
    assert by_field(rows[0])["usage.refreshed"].stored == (date(2026, 10, 2), date(2026, 10, 31))
    assert by_field(rows[0])["usage.person_id"].stored == NOBODY


def test_of_several_answers_in_a_cell_each_that_was_ticked_is_shown() -> None:
    said = ["Teams;Slack;", "Slack;", "Teams;", "Teams;Slack;", "Courriel;", "Courriel;Teams;"]
    content = "Horodateur,Quels outils ?\n" + "".join(f"2026-03-0{n},{one}\n" for n, one in enumerate(said, 1))
    rows = traced(content.encode(), "enquete.csv")
    assert [set(row.cells[1].stored.split(", ")) for row in rows[:3]] == [{"Teams", "Slack"}, {"Slack"}, {"Teams"}]
