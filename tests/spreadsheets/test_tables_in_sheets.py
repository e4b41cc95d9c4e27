"""Where a table is in a sheet, which rows are none of it, and tables that nobody described."""

from __future__ import annotations

import pytest
from tests.spreadsheets.files import MEANING, csv, forms, teams, teams_row, xlsx

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets import ask_again, recognise, remember, tidy


def test_a_table_that_starts_in_column_b_under_notes_keeps_its_addresses() -> None:
    content = xlsx(
        ("Extraction du 3 mars",), (), (None, "Adresse e-mail", "Unité", "Distance du client"),
        (None, "a@x.fr", "RH", 1), (None, "b@x.fr", "RH", 9), (None, "Source : paie",),
    )  # fmt: skip
    done = tidy(recognise(content, "gens.xlsx"))
    assert done.tables["people"].person_id.tolist() == ["a@x.fr", "b@x.fr"]
    assert {issue.code: issue.where for issue in done.issues} == {
        "note_row": "Feuil1!6",
        "distance_unknown": "Feuil1!D5",
    }
    assert (done.rows_read, done.rows_kept, done.rows_set_aside) == (3, 2, 1)


def test_repeated_headers_and_rows_out_of_step_are_set_aside() -> None:
    header = "E-mail,Department,Site"
    done = tidy(recognise(csv(header, "a@x.fr,HR,Paris", header, "b@x.fr,HR,Paris, France,FR", "c@x.fr,HR"), "p.csv"))
    assert done.tables["people"].person_id.tolist() == ["a@x.fr", "c@x.fr"]
    assert {issue.code: issue.where for issue in done.issues} == {"row_too_long": "4", "header_again": "3"}
    assert (done.rows_read, done.rows_kept, done.rows_set_aside) == (4, 2, 2)


def test_addresses_of_many_rows_are_ranges() -> None:
    rows = [f"p{number}@x.fr,HR,soon" for number in range(30)] + ["q@x.fr,HR,2020-01-01"]
    done = tidy(recognise(csv("E-mail,Department,Hire date", *rows), "p.csv"))
    assert [(issue.where, issue.values["count"]) for issue in done.issues] == [("C2:C31", 30)]


def test_an_unknown_table_asks_what_it_is_about_then_its_columns_and_the_answers_are_remembered() -> None:
    content = csv("Qui;Pôle métier;Ancienneté;Lieu de travail", "a@x.fr;RH;3;Lyon", "b@x.fr;DSI;5;Nice")
    first = recognise(content, "table.csv")
    assert (first.outcome, first.format) == ("asks", "columns")
    assert [question.key for question in first.questions] == ["kind"]
    recognition = ask_again(first, {"kind": "people"})
    assert {question.key for question in recognition.questions} == {
        "kind",
        *(f"column:{at}" for at in range(4)),
    }
    assert next(question for question in recognition.questions if question.key == "column:3").default == "people.site"
    answers = {
        "column:0": "people.person_id",
        "column:1": "people.unit",
        "column:2": "ignore",
        "column:3": "people.site",
    }
    done = tidy(recognition, answers)
    assert done.tables["people"][["person_id", "unit", "site"]].to_numpy().tolist() == [
        ["a@x.fr", "RH", "Lyon"],
        ["b@x.fr", "DSI", "Nice"],
    ]
    memory = remember({}, recognition, done)
    swapped = csv("Lieu de travail;Qui;Ancienneté;Pôle métier", "Brest;c@x.fr;1;RH")
    later = recognise(swapped, "next.csv", memory)
    assert later.outcome == "ready"
    assert tidy(later).tables["people"][["person_id", "unit", "site"]].to_numpy().tolist() == [
        ["c@x.fr", "RH", "Brest"]
    ]


def test_a_generic_usage_table_can_be_matched_by_hand() -> None:
    content = csv("login,jour,posts", "a,2026-03-01,3", "a,2026-03-02,1")
    recognition = recognise(content, "intranet.csv")
    answers = {"column:0": "usage.person_id", "column:1": "usage.day", "column:2": "usage.viva_engage.posted"}
    done = tidy(recognition, answers)
    assert done.kind == "usage" and done.tables["activity"].value.tolist() == [3, 1]
    assert set(done.tables["activity"].tool) == {"viva_engage"}
    assert (done.tables["activity"].period_start == done.tables["activity"].period_end).all()


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"column:0": "people.person_id", "column:1": "cost.amount"}, "kinds_mixed"),
        ({"column:0": "people.unit", "column:1": "ignore"}, "fields_missing_people"),
        ({"column:0": "no such thing"}, "answer_unknown"),
        ({"column:99": "ignore"}, "answer_unknown"),
        ({"column:0": "ignore", "column:1": "ignore"}, "fields_missing_other"),
    ],
)
def test_answers_that_cannot_work_are_refused_with_a_reason(answers: dict[str, str], code: str) -> None:
    recognition = recognise(csv("foo,bar", "1,2"), "x.csv")
    with pytest.raises(ValueModelError) as refused:
        tidy(recognition, answers)
    assert refused.value.issue.code == code
    assert all(refused.value.said(language).fix for language in ("fr", "en"))


def test_of_several_sheets_the_known_one_is_taken_and_two_known_ones_are_asked() -> None:
    people = [("E-mail", "Unité", "Site"), ("a@x.fr", "RH", "Lyon")]
    alone = recognise(xlsx(("Lisez-moi",), more={"Gens": people}), "x.xlsx")
    assert (alone.outcome, alone.sheet) == ("ready", "Gens")
    two = recognise(xlsx(*people, sheet="2025", more={"2026": [people[0], ("b@x.fr", "RH", "Lyon")]}), "x.xlsx")
    assert two.outcome == "asks" and list(two.questions[0].options("fr")) == ["2025", "2026"]
    assert tidy(two, {"sheet": "2026"}).tables["people"].person_id.tolist() == ["b@x.fr"]
    assert recognise(xlsx(*people, sheet="2025", more={"2026": people}), "x.xlsx", sheet="2026").outcome == "ready"


def test_people_with_two_survey_questions_are_a_survey() -> None:
    shares = "I share knowledge outside my team"
    recognition = recognise(
        csv(f"Email,Department,Location,{MEANING},{shares}", "a@x.fr,HR,Paris,Agree,Often"), "x.csv"
    )
    assert recognition.kind == "survey"


def test_the_same_headers_in_any_order_have_one_signature() -> None:
    assert recognise(csv("a,b,c", "1,2,3"), "x.csv").signature == recognise(csv("C,A, b ", "1,2,3"), "y.csv").signature


def test_examples_never_show_a_person() -> None:
    recognition = recognise(teams(*(teams_row(f"person{number}@x.fr") for number in range(5))), "teams.csv")
    assert not any("person" in column.example for column in recognition.columns)
    assert next(column for column in recognition.columns if column.header == "Report Period").example == "30"
    survey = recognise(forms((MEANING,), ("D'accord",), ("D'accord",), ("D'accord",)), "f.xlsx")
    assert not any("NOM" in column.example or "@" in column.example for column in survey.columns)
