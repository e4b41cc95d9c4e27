"""Surveys: labels, scales, quantities, and the ways of not answering."""

from __future__ import annotations

import pytest
from tests.spreadsheets.files import CUSTOMERS, MEANING, RECOMMENDS, SEARCH, SHARES, csv, forms

from valuemodel.spreadsheets import ask_again, items, recognise, remember, tidy
from valuemodel.spreadsheets.items import guess_item


def answers_to(item: str, content: bytes, **memory: object) -> list[object]:
    """The values of one item in the order of the rows, or the kind of missing."""
    table = tidy(recognise(content, "survey.xlsx", memory)).tables["answers"]
    rows = table[table.item == item]
    return [row.missing or row.value for row in rows.itertuples()]


def test_french_forms_give_values_from_0_to_1_and_keep_who_answered_when() -> None:
    content = forms((SEARCH, MEANING, RECOMMENDS), (4, "Tout à fait d'accord", 9), ("3h30", "Plutôt pas d'accord", 0))
    recognition = recognise(content, "enquete.xlsx")
    assert (recognition.outcome, recognition.format, recognition.kind) == ("ready", "microsoft_forms", "survey")
    done = tidy(recognition)
    assert done.scales == {"search_hours": "hours_week", "meaning": "agreement_5", "recommends": "numbers_0_10"}
    assert answers_to("search_hours", content) == [4, 3.5]
    assert answers_to("meaning", content) == [1, 0.25]
    assert answers_to("recommends", content) == [0.9, 0]
    respondents = done.tables["respondents"]
    assert respondents.person_id.tolist() == ["p1@a.example", "p2@a.example"]
    assert str(respondents.answered_at[0]) == "2026-09-07 09:02:00"
    assert "columns_personal" in {issue.code for issue in done.issues}
    assert not any("NOM P" in str(table.to_numpy().tolist()) for table in done.tables.values())


def test_ways_of_not_answering_are_told_apart_and_never_averaged() -> None:
    said = (
        "D'accord",
        "Non concerné(e)",
        "Je ne souhaite pas répondre",
        "NSP",
        "Ne se prononce pas",
        None,
        "Sans opinion",
        "N/A",
        "-",
    )
    content = forms((MEANING,), *((label,) for label in said))
    assert answers_to("meaning", content) == [
        0.75, "not_applicable", "declined", "dont_know", "dont_know", "blank", "dont_know", "not_applicable", "blank",
    ]  # fmt: skip
    table = tidy(recognise(content, "x.xlsx")).tables["answers"]
    assert table.value.notna().sum() == 1


@pytest.mark.parametrize(
    ("labels", "values"),
    [
        (["Jamais", "Rarement", "Parfois", "Souvent", "Toujours"], [0, 0.25, 0.5, 0.75, 1]),
        (["Jamais", "Très souvent", "souvent"], [0, 1, 0.75]),
        (["Jamais", "Rarement", "Parfois", "Souvent", "Très souvent", "Toujours"], [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (["NEVER", "Sometimes", "always"], [0, 0.5, 1]),
        ([1, 3, 5, 4], [0, 0.5, 1, 0.75]),
        ([1, 4, 7], [0, 0.5, 1]),
        ([0, 5, 10], [0, 0.5, 1]),
        (["0 - Pas du tout", "5 - Neutre", "7", "10 - Totalement"], [0, 0.5, 0.7, 1]),
        (["Strongly agree", "8", "6", "2"], [1, 0.8, 0.6, 0.2]),
        (["Très satisfait", "Plutôt satisfaite", "Pas du tout satisfait"], [1, 0.75, 0]),
        (["Strongly Agree", "Strongly agree", "Neither agree or disagree"], [1, 1, 0.5]),
        (["D'accord", "Plutôt d'accord", "Pas d'accord"], [0.8333, 0.6667, 0.1667]),
        (["D’accord", "Plutôt pas d’accord"], [0.75, 0.25]),
    ],
)
def test_labels_and_numbers_of_many_scales_find_their_place(labels: list[object], values: list[float]) -> None:
    assert answers_to("shares_outside_team", forms((SHARES,), *((label,) for label in labels))) == pytest.approx(values)


def test_a_scale_changed_between_two_waves_shows_in_its_key() -> None:
    before = tidy(recognise(forms((MEANING,), ("D'accord",), ("Neutre",)), "a.xlsx"))
    after = tidy(recognise(forms((MEANING,), (8,), (6,)), "b.xlsx"))
    assert (before.scales["meaning"], after.scales["meaning"]) == ("agreement_5", "numbers_0_10")
    assert set(after.tables["answers"].scale) == {"numbers_0_10"}


def test_hours_are_read_as_typed_and_absurd_ones_are_told_by_address() -> None:
    typed = ("3,5", "environ 4", "4 h", "2 à 3", "45 min", -2, 400, "trop !", "aucune")
    content = forms((SEARCH,), *((hours,) for hours in typed))
    done = tidy(recognise(content, "x.xlsx"))
    assert answers_to("search_hours", content) == [3.5, 4, 4, 2.5, 0.75, 0]
    told = {issue.code: issue.where for issue in done.issues if issue.code != "columns_personal"}
    assert told == {"hours_absurd": "Form1!F7:F8", "quantity_unreadable": "Form1!F9"}
    assert (done.rows_read, done.rows_kept) == (9, 9)
    assert set(done.tables["answers"].label) == {""}


def test_a_share_is_read_from_percent_signs_and_from_plain_numbers() -> None:
    assert answers_to("customer_answers", forms((CUSTOMERS,), ("80 %",), (65,), ("12,5 %",), (140,))) == [
        0.8,
        0.65,
        0.125,
    ]


def test_an_unknown_label_is_asked_once_and_remembered() -> None:
    content = forms((MEANING,), ("Carrément",), ("D'accord",), ("Carrément",))
    recognition = recognise(content, "x.xlsx")
    assert recognition.outcome == "asks" and [question.key for question in recognition.questions] == ["label:carrement"]
    assert "Carrément" in recognition.questions[0].said("fr") and "dont_know" in recognition.questions[0].options("en")
    done = tidy(recognition, {"label:carrement": "1"})
    assert done.tables["answers"].value.tolist() == [1, 0.75, 1]
    memory = remember({}, recognition, done)
    other = forms((MEANING, SHARES), ("Carrément", "Jamais"))
    assert recognise(other, "next.xlsx", memory).outcome == "ready"
    assert answers_to("meaning", other, **memory) == [1]


def test_free_text_is_neither_kept_nor_asked() -> None:
    answers = [
        (f"Mon chef Paul n° {number} m'a dit que tout cela ne servait vraiment à rien du tout",) for number in range(30)
    ]
    content = forms((MEANING, "Un commentaire ?"), *((None, *answer) for answer in answers))
    done = tidy(recognise(content, "x.xlsx"))
    assert not any("Paul" in str(table.to_numpy().tolist()) for table in done.tables.values())
    assert "Paul" not in str(done.issues) + str(done.mapping)
    unused = next(issue for issue in done.issues if issue.code == "columns_unused")
    assert unused.values["columns"] == "G (Un commentaire ?)"


def test_who_answers_twice_counts_once_by_the_last_sheet() -> None:
    header = f'Horodateur;Adresse e-mail;"{MEANING}"'
    rows = (
        "2026/09/07 09:00:00;a@x.fr;Neutre",
        "2026/09/08 09:00:00;A@x.fr;D'accord",
        "2026/09/08 09:01:00;b@x.fr;Neutre",
    )
    done = tidy(recognise(csv(header, *rows), "google.csv"))
    assert done.format == "google_forms"
    assert (done.rows_read, done.rows_kept, done.rows_set_aside) == (3, 2, 1)
    assert done.tables["answers"].value.tolist() == [0.75, 0.5]


def test_anonymous_answers_have_no_person() -> None:
    content = csv(
        f"ID,Start time,Completion time,Email,Name,{MEANING}", "1,7/2/20 11:00:22,7/2/20 11:05:00,anonymous,,Agree"
    )
    recognition = recognise(content, "forms.csv")
    done = tidy(recognition, {"date_order:2": "month_first"})
    assert done.tables["respondents"].person_id.tolist() == [None]
    assert str(done.tables["respondents"].answered_at[0].date()) == "2020-07-02"


def test_what_became_of_the_freed_time_counts_as_useful_or_not() -> None:
    question = items()["freed_time_use"]["question"]["fr"]
    said = ("À mes clients", "À finir moins tard", "Je n'ai pas gagné de temps", "À me former;")
    assert answers_to("freed_time_use", forms((question,), *((label,) for label in said))) == [
        1,
        0,
        "not_applicable",
        1,
    ]


def test_of_several_uses_of_the_freed_time_each_counts_for_its_part() -> None:
    question = "À quoi avez-vous consacré le temps gagné ? (plusieurs réponses possibles)"
    said = ("À mes clients;À finir moins tard;", "À mes clients, À me former", "À me former;Je n'ai pas gagné de temps")
    assert answers_to("freed_time_use", forms((question,), *((label,) for label in said))) == [0.5, 1, 1]


def test_the_unit_and_the_role_of_a_respondent_come_from_their_questions() -> None:
    content = forms(
        (MEANING, "Dans quelle direction travaillez-vous ?", "Quel est votre rôle ?"), ("Neutre", "Achats", "Manager")
    )
    respondents = tidy(recognise(content, "x.xlsx")).tables["respondents"]
    assert respondents[["unit", "role"]].to_numpy().tolist() == [["Achats", "manager"]]


def test_every_question_of_the_item_bank_is_recognised_in_both_languages() -> None:
    for key, item in items().items():
        for wording in (
            *item["question"].values(),
            *(text for several in item["variants"].values() for text in several),
        ):
            guess = guess_item(f"3. {wording} *")
            assert guess.key == key and guess.sure, (key, wording, guess)


@pytest.mark.parametrize(
    "question",
    [
        "Mon travail n'a pas de sens pour moi.",
        "Avant, combien d'heures par semaine passiez-vous à chercher une information ou la bonne personne ?",
        "Which tools do you use most?",
    ],
)
def test_a_question_that_only_looks_alike_is_never_taken_for_sure(question: str) -> None:
    assert not guess_item(question).sure


def test_a_survey_without_a_known_question_keeps_its_own_ones_and_says_that_no_kpi_uses_them() -> None:
    content = csv("Timestamp,How was lunch?", "2026-09-07 09:00:00,Agree", "2026-09-07 09:01:00,Neutral")
    recognition = recognise(content, "lunch.csv")
    assert (recognition.outcome, recognition.format) == ("ready", "google_forms")
    done = tidy(recognition)
    assert done.scales == {"own_how_was_lunch": "agreement_5"}
    assert "questions_own" in {issue.code for issue in done.issues}
    assert tidy(recognition, {"column:1": "survey.meaning"}).scales == {"meaning": "agreement_5"}


def test_an_answer_may_open_a_further_question() -> None:
    content = csv("Timestamp,How was lunch?", "2026-09-07 09:00:00,Yummy", "2026-09-07 09:01:00,Neutral")
    recognition = recognise(content, "lunch.csv")
    again = ask_again(recognition, {"column:1": "survey.meaning"})
    assert again.outcome == "asks" and "label:yummy" in {question.key for question in again.questions}
    answers = {"column:1": "survey.meaning", "label:yummy": "1"}
    assert ask_again(again, answers).outcome == "ready"
    assert tidy(again, answers).tables["answers"].value.tolist() == [1, 0.5]


def test_surveymonkey_options_under_a_question_become_one_header() -> None:
    content = csv(
        f"Respondent ID,Start Date,End Date,IP Address,{MEANING},Which tools?,",
        ",,,,Response,Teams,Other (please specify)",
        "1,2026-03-14 20:34:44,2026-03-14 20:50:49,10.0.0.1,Agree,Teams,",
        "2,2026-03-15 20:34:44,2026-03-15 20:50:49,10.0.0.2,Disagree,,Slack",
    )
    done = tidy(recognise(content, "monkey.csv"))
    assert (done.format, done.rows_read) == ("surveymonkey", 2)
    answers = done.tables["answers"]
    assert answers[answers.item == "meaning"].value.tolist() == [0.75, 0.25]
    ticked = answers[answers.item == "own_which_tools_teams"]
    assert (ticked.value.tolist(), set(ticked.scale)) == ([1.0], {"ticked"})


def test_qualtrics_question_texts_come_from_the_second_row() -> None:
    content = csv(
        "StartDate,EndDate,Status,IPAddress,ResponseId,RecipientEmail,Q1",
        f"Start Date,End Date,Response Type,IP Address,Response ID,Recipient Email,{MEANING}",
        '"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}",x,x,"{""ImportId"":""_recordId""}",x,"{""ImportId"":""QID1""}"',
        "2026-03-14 20:34:44,2026-03-14 20:50:49,0,10.0.0.1,R_1,a@x.fr,Strongly disagree",
    )
    recognition = recognise(content, "qualtrics.csv")
    done = tidy(recognition)
    assert (done.format, recognition.header_rows, done.rows_read) == ("qualtrics", 3, 1)
    assert done.tables["answers"].value.tolist() == [0]
