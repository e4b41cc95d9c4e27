"""Amounts, dates, months, merged cells and encodings as real spreadsheets have them, each in a file made here."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.spreadsheets.files import csv, day, xlsx

from valuemodel.spreadsheets import Tidy, read_sheets, recognise, tidy


def read(content: bytes, name: str = "table.csv") -> Tidy:
    """The tidy tables of a file that asks nothing without a proposed answer."""
    recognition = recognise(content, name)
    answers = {asked.key: asked.default for asked in recognition.questions}
    assert None not in answers.values(), recognition.questions
    return tidy(recognition, answers)


def costs(*rows: str, header: str = "Poste;Catégorie;Mois;Prévu") -> Tidy:
    return read(csv(header, *rows))


AMOUNTS = {
    "1 234,50 €": 1234.5,
    "1\u00a0234,50\u00a0€": 1234.5,
    "1\u202f234,50\u202f€": 1234.5,
    "(1 234)": -1234,
    "(1 234,50 €)": -1234.5,
    "-1 234": -1234,
    "1 234-": -1234,
    "−12": -12,
    "1.234.567,89": 1234567.89,
    "1'234,5": 1234.5,
    "12 k€": 12_000,
    "Nil": 0,
    "néant": 0,
    "-": 0,
    "–": 0,
    "0,5": 0.5,
}


@pytest.mark.parametrize("written", AMOUNTS)
def test_an_amount_is_read_as_a_french_colleague_reads_it(written: str) -> None:
    done = costs(f"Licences;licences;03/2026;{written}", "Autre;licences;03/2026;1 000,25")
    assert done.tables["costs"].amount.tolist() == [AMOUNTS[written], 1000.25]
    assert not [issue for issue in done.issues if issue.code == "amount_unreadable"]


@pytest.mark.parametrize(
    ("written", "amount"),
    [("£1,008,439.00", 1008439), ("$(1,234.00)", -1234), ("-2,610.12", -2610.12), ("CHF 1'234.50", 1234.5), ("$5", 5)],
)
def test_an_amount_is_read_as_an_english_colleague_reads_it(written: str, amount: float) -> None:
    rows = (f'Licences,licences,2026-03,"{written}"', 'Other,licences,2026-03,"1,000.25"')
    done = read(csv("Item,Category,Month,Planned", *rows))
    assert done.tables["costs"].amount.tolist() == [amount, 1000.25]


@pytest.mark.parametrize("written", ["douze", "n/a", "12 ou 13", "1,2,3", "=A1", "#REF!", "½"])
def test_what_is_no_amount_costs_only_its_row_and_is_told_by_address(written: str) -> None:
    done = costs(f"Licences;licences;03/2026;{written}", "Autre;licences;03/2026;5,5")
    assert done.tables["costs"].amount.tolist() == [5.5]
    assert {issue.where for issue in done.issues} == {"D2"}


def test_a_percentage_is_a_share_of_one() -> None:
    question = "Sur 100 demandes de vos clients, combien reçoivent une réponse dans la journée ? (en %)"
    done = read(csv(f"Horodateur;{question}", "2026-03-01;12,3 %", "2026-03-02;80\u00a0%", "2026-03-03;35"), "f.csv")
    assert done.tables["answers"].value.tolist() == [0.123, 0.8, 0.35]


MONTHS = {
    "janv. 2025": "2025-01-01",
    "févr.-25": "2025-02-01",
    "fév. 25": "2025-02-01",
    "mars 2025": "2025-03-01",
    "AVRIL 2025": "2025-04-01",
    "août 2025": "2025-08-01",
    "Sept. 2025": "2025-09-01",
    "déc-25": "2025-12-01",
    "Mar-25": "2025-03-01",
    "August 2025": "2025-08-01",
    "2025-08": "2025-08-01",
    "08/2025": "2025-08-01",
    "1er août 2025": "2025-08-01",
    "31 août 2025": "2025-08-01",
    "20250831": "2025-08-01",
    "45870": "2025-08-01",
}


@pytest.mark.parametrize("written", MONTHS)
def test_a_month_in_either_language_is_that_month(written: str) -> None:
    assert [str(month.date()) for month in costs(f"Licences;licences;{written};5").tables["costs"].month] == [
        MONTHS[written]
    ]


@pytest.mark.parametrize("written", ["08//01/2019", "T1 2024", "le mois dernier", "2025-13", "32/01/2025"])
def test_what_is_no_month_is_never_guessed(written: str) -> None:
    done = costs(f"Licences;licences;{written};5", "Autre;licences;03/2026;5,5")
    assert [str(month.date()) for month in done.tables["costs"].month] == ["2026-03-01"]
    assert {issue.where for issue in done.issues} == {"C2"}


def joined(*dates: str, header: str = "Email,Department,Hire date") -> Any:
    return recognise(csv(header, *(f'p{at}@x.fr,HR,"{written}"' for at, written in enumerate(dates))), "people.csv")


def moments(recognition: Any, **answers: str) -> list[str]:
    return [f"{moment:%Y-%m-%d}" for moment in tidy(recognition, answers).tables["people"].joined]


def test_one_day_over_twelve_tells_the_order_of_the_whole_column() -> None:
    assert moments(joined("03/04/2025", "25/04/2025", "01/02/2025")) == ["2025-04-03", "2025-04-25", "2025-02-01"]
    assert moments(joined("03/04/2025", "04/25/2025", "01/02/2025")) == ["2025-03-04", "2025-04-25", "2025-01-02"]


def test_a_column_that_tells_nothing_is_asked_about_and_the_answer_is_obeyed() -> None:
    open_one = joined("03/04/2025", "05/06/2025")
    assert [(asked.key, asked.code) for asked in open_one.questions] == [("date_order:2", "date_order")]
    assert moments(open_one, **{"date_order:2": "month_first"}) == ["2025-03-04", "2025-05-06"]
    assert moments(open_one, **{"date_order:2": "day_first"}) == ["2025-04-03", "2025-06-05"]


def test_french_headers_a_dot_or_a_morning_tell_it_too() -> None:
    french = joined("03/04/2025", header="Adresse e-mail,Direction,Date d'entrée")
    assert not french.questions and moments(french) == ["2025-04-03"]
    assert moments(joined("03.04.2025")) == ["2025-04-03"]
    assert moments(joined("03/04/2025 9:10:00 AM")) == ["2025-03-04"]


def test_dates_with_words_and_times_keep_their_day() -> None:
    written = (
        "5 févr. 2024 10:30",
        "lundi 3 mars 2025",
        "Jan 5, 2024 3:04 PM",
        "5 mars 2024 à 10h30",
        "August 5th, 2024",
    )
    assert moments(joined(*written)) == ["2024-02-05", "2025-03-03", "2024-01-05", "2024-03-05", "2024-08-05"]


def test_serials_of_excel_beside_dates_are_dates() -> None:
    content = xlsx(
        ("E-mail", "Unité", "Date d'entrée"), ("a@x.fr", "RH", 43290.5), ("b@x.fr", "RH", datetime(2018, 7, 9))
    )
    assert [moment.date() for moment in read(content).tables["people"].joined] == [day("2018-07-09"), day("2018-07-09")]


def test_a_workbook_of_the_1904_calendar_gives_the_days_that_it_shows() -> None:
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    for row in (("E-mail", "Unité", "Date d'entrée"), ("a@x.fr", "RH", date(2019, 3, 12))):
        workbook.active.append(row)
    written = BytesIO()
    workbook.save(written)
    assert [moment.date() for moment in read(written.getvalue()).tables["people"].joined] == [day("2019-03-12")]


def test_a_cell_merged_over_several_rows_counts_for_each_of_them() -> None:
    workbook = Workbook()
    sheet = workbook.active
    for row in (
        ("Effectifs 2026", None, None), ("E-mail", "Unité", "Site"),
        ("a@x.fr", "RH", "Lyon"), ("b@x.fr", None, "Nice"), ("c@x.fr", "DSI", "Nice"),
    ):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("B3:B4")
    written = BytesIO()
    workbook.save(written)
    people = read(written.getvalue()).tables["people"]
    assert people[["person_id", "unit"]].to_numpy().tolist() == [["a@x.fr", "RH"], ["b@x.fr", "RH"], ["c@x.fr", "DSI"]]


WIDE = ("Poste;Catégorie;janv. 2026;févr. 2026;mars 2026;Total", "Licences;licences;1 200,50;;(30);1170,5",
        "Animation;accompagnement;;400;beaucoup;400", "Total;;1200,5;400;-30;1570,5")  # fmt: skip


def test_a_column_a_month_is_a_row_a_line_and_month_with_the_cells_addresses() -> None:
    recognition = recognise(csv(*WIDE), "budget.csv")
    done = tidy(recognition, {asked.key: asked.default or "actual" for asked in recognition.questions})
    table = done.tables["costs"]
    assert [(row.line, f"{row.month:%Y-%m}", row.amount) for row in table.itertuples()] == [
        ("Licences", "2026-01", 1200.5), ("Licences", "2026-03", -30), ("Animation", "2026-02", 400),
    ]  # fmt: skip
    told = {issue.code: issue.where for issue in done.issues}
    assert told["amount_unreadable"] == "E3" and told["total_row"] == "4"
    assert done.rows_read == done.rows_kept + done.rows_set_aside


@pytest.mark.parametrize("language", ["fr", "en"])
def test_months_alone_take_the_year_that_stands_above_and_are_left_alone_without(language: str) -> None:
    names = {"fr": "Poste;Catégorie;Janv.;Févr.;Mars", "en": "Item;Category;Jan;Feb;March"}[language]
    lines = (names, "Licences;licences;10;20;30")
    recognition = recognise(csv("Budget 2027;;;;", *lines), "b.csv")
    done = tidy(recognition, {asked.key: asked.default or "planned" for asked in recognition.questions})
    assert [f"{month:%Y-%m}" for month in done.tables["costs"].month] == ["2027-01", "2027-02", "2027-03"]
    assert recognise(csv(*lines), "b.csv").format == "columns"


def test_months_as_dates_in_a_workbook_are_months_too() -> None:
    months = [datetime(2026, number, 1) for number in (1, 2, 3)]
    content = xlsx(("Poste", "Catégorie", *months), ("Licences", "licences", 10, None, 30.5))
    recognition = recognise(content, "b.xlsx")
    done = tidy(recognition, {asked.key: asked.default or "planned" for asked in recognition.questions})
    assert done.tables["costs"].amount.tolist() == [10, 30.5]


def test_hidden_sheets_are_taken_only_when_they_are_asked_for() -> None:
    workbook = Workbook()
    shown, hidden = workbook.active, workbook.create_sheet("Ancien")
    hidden.sheet_state = "veryHidden"
    for sheet, name in ((shown, "a@x.fr"), (hidden, "z@x.fr")):
        for row in (("E-mail", "Unité", "Site"), (name, "RH", "Lyon")):
            sheet.append(row)
    written = BytesIO()
    workbook.save(written)
    assert tidy(recognise(written.getvalue(), "x.xlsx")).tables["people"].person_id.tolist() == ["a@x.fr"]
    asked = recognise(written.getvalue(), "x.xlsx", sheet="Ancien")
    assert tidy(asked).tables["people"].person_id.tolist() == ["z@x.fr"]


def test_two_marks_one_at_the_first_row_of_data_are_both_gone() -> None:
    content = "\ufeffE-mail,Unité,Site\r\n\ufeffa@x.fr,RH,Lyon\r\n".encode()
    assert tidy(recognise(content, "x.csv")).tables["people"].person_id.tolist() == ["a@x.fr"]


def test_french_letters_of_windows_are_never_taken_for_those_of_central_europe() -> None:
    words = "à;é;è;ù;ç;œuvre;l’été;50 €;Noël;où"
    for encoding in ("cp1252", "mac-roman"):
        content = csv("E-mail;Unité;Été à Noël", f"a@x.fr;Qualité;{words.replace(';', ' ')}", encoding=encoding)
        book = read_sheets(content, "x.csv")
        assert book.encoding == encoding
        assert book.sheets[0].rows[1][2] == words.replace(";", " ")


@pytest.mark.parametrize("name", ["export.csv", "export.xlsx", "export", "rapport.pdf", "photo.png.xls"])
def test_what_a_file_is_comes_from_its_bytes_and_never_from_its_name(name: str) -> None:
    people = ("E-mail", "Unité", "Site")
    assert read_sheets(xlsx(people, ("a@x.fr", "RH", "Lyon")), name).container == "xlsx"
    assert read_sheets(csv(";".join(people), "a@x.fr;RH;Lyon"), name).container == "csv"
