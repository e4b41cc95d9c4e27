"""What a survey means: the company's own questions, scales however they are laid out, waves, what must not be kept."""

from __future__ import annotations

import pytest
from tests.spreadsheets.files import MEANING, SEARCH, SHARES, csv, forms

from valuemodel.spreadsheets import ask_again, recognise, remember, tidy
from valuemodel.spreadsheets.own_questions import is_sensitive, own_key, split_by
from valuemodel.spreadsheets.scales import reversed_in, scale_of
from valuemodel.spreadsheets.words import fold


def values(content: bytes, item: str, **memory: object) -> list[object]:
    """The values of an item in the order of the rows, or the kind of missing."""
    table = tidy(recognise(content, "survey.csv", memory)).tables["answers"]
    return [row.missing or row.value for row in table[table.item == item].itertuples()]


def told(content: bytes) -> dict[str, str]:
    """The codes of what is told of a file, with the columns that they name."""
    return {issue.code: issue.values.get("columns", "") for issue in tidy(recognise(content, "survey.csv")).issues}


@pytest.mark.parametrize(
    ("labels", "scale"),
    [
        (["Very satisfied", "Neutral", "Dissatisfied"], "satisfaction_5"),
        (["Très facile", "Plutôt difficile"], "ease_5"),
        (["Extremely important", "Not important"], "importance_5"),
        (["Excellent", "Bon", "Moyen", "Mauvais"], "quality_5"),
        (["Very likely", "Unlikely"], "likelihood_5"),
        (["Very favorably", "Somewhat unfavorably"], "favour_5"),
        (["Beaucoup mieux", "Inchangé", "Un peu dégradé"], "change_5"),
        (["Very frequently", "Never"], "frequency_5"),
        (["Peut-être bien"], ""),
    ],
)
def test_scales_of_both_languages_are_known_by_their_labels(labels: list[str], scale: str) -> None:
    assert scale_of({fold(label) for label in labels}) == scale


def test_a_question_asked_the_other_way_round_is_proposed_as_such_and_its_answers_are_turned() -> None:
    content = forms(("Mon travail n'a pas de sens pour moi.",), ("Tout à fait d'accord",), ("Plutôt pas d'accord",))
    recognition = recognise(content, "x.xlsx")
    assert [(question.key, question.default) for question in recognition.questions] == [
        ("column:5", "survey.meaning.reversed")
    ]
    done = tidy(recognition, {"column:5": "survey.meaning.reversed"})
    assert done.tables["answers"].value.tolist() == [0, 0.75]
    assert set(done.tables["answers"].item) == {"meaning"}


def test_a_scale_whose_first_number_is_the_best_answer_is_turned() -> None:
    asked = "Mon travail a du sens (1 = tout à fait d'accord, 5 = pas du tout d'accord)"
    assert reversed_in(asked) and not reversed_in("1 = jamais, 5 = toujours")
    assert values(csv(f"Horodateur;{asked}", "2026-09-07;1", "2026-09-07;4"), own_key(asked)) == [1, 0.25]


def test_a_zero_beside_one_to_five_is_asked_about_once_and_may_mean_not_concerned() -> None:
    rows = [f"2026-09-0{1 + n},{n},{5 - n},{(n * 2) % 6}" for n in range(6)]
    content = csv("Timestamp,The canteen is good.,The canteen is cheap.,The canteen is near.", *rows)
    recognition = recognise(content, "x.csv")
    assert [question.key for question in recognition.questions] == ["zero"]
    lowest = tidy(recognition, {"zero": "lowest"}).tables["answers"]
    assert lowest.value.tolist()[:6] == [0, 0.2, 0.4, 0.6, 0.8, 1]
    apart = tidy(recognition, {"zero": "not_applicable"}).tables["answers"]
    assert apart.missing.tolist()[0] == "not_applicable" and apart.value.tolist()[1:6] == [0, 0.25, 0.5, 0.75, 1]


def test_a_recommendation_from_0_to_10_is_read_with_words_at_its_ends() -> None:
    asked = "Recommanderiez-vous à un ami de venir travailler ici ? (0 = certainement pas, 10 = certainement)"
    said = ("0 - Pas du tout probable", "10 - Tout à fait probable", "7", "8", "9", "3", "5", "6")
    content = csv(f'Horodateur,"{asked}"', *(f"2026-03-0{1 + n} 10:00,{one}" for n, one in enumerate(said)))
    assert values(content, "recommends") == [0, 1, 0.7, 0.8, 0.9, 0.3, 0.5, 0.6]


def test_the_groups_of_a_net_promoter_score_are_no_second_answer() -> None:
    asked = "How likely are you to recommend us as a place to work?"
    groups = ("Detractor,3", "Passive,7", "Promoter,10") * 4
    rows = (f"2026-03-{1 + n:02d} 10:00:00,R_{n},{one}" for n, one in enumerate(groups))
    ids = (f'"{{""ImportId"":""{name}""}}"' for name in ("endDate", "_recordId", "QID1_NPS_GROUP", "QID1"))
    content = csv(
        "EndDate,ResponseId,Q1_NPS_GROUP,Q1", f"End Date,Response ID,{asked} - Group,{asked}", ",".join(ids), *rows
    )
    answers = tidy(recognise(content, "survey.csv")).tables["answers"]
    assert set(answers["item"]) == {"recommends"} and len(answers) == 12
    assert answers["value"].tolist()[:3] == [0.3, 0.7, 1.0]


def test_a_scale_that_a_tool_spread_over_columns_is_one_question_again() -> None:
    content = csv(
        "Respondent ID,Start Date,End Date,How well does it work?,,,,",
        ",,,- 1,- 2,- 3,- 4,- 5",
        "1,2026-03-14 20:34:44,2026-03-14 20:50:49,,,,4,",
        "2,2026-03-15 20:34:44,2026-03-15 20:50:49,1,,,,",
        "3,2026-03-15 20:34:44,2026-03-15 20:50:49,,,,,",
    )
    assert values(content, "own_how_well_does_it_work") == [0.75, 0]


def test_who_answered_a_question_and_did_not_tick_an_option_said_no_to_it() -> None:
    content = csv(
        "Respondent ID,Start Date,End Date,Which tools?,,",
        ",,,Teams,Slack,Other (please specify)",
        "1,2026-03-14 20:34:44,2026-03-14 20:50:49,Teams,,",
        "2,2026-03-15 20:34:44,2026-03-15 20:50:49,,Slack,Fax",
        "3,2026-03-15 20:34:44,2026-03-15 20:50:49,,,",
    )
    assert values(content, "own_which_tools_teams") == [1, 0]
    assert "Fax" not in str(tidy(recognise(content, "x.csv")).tables)


def test_several_choices_are_split_at_semicolons_and_at_commas_only_with_the_list_of_an_earlier_wave() -> None:
    first = csv(
        'Timestamp,"Tools?"', '2026-01-07,"Mail;Teams, chat and calls"', "2026-01-08,Mail", '2026-01-09,"Slack;Mail"'
    )
    rows = ['2026-06-07,"Mail, Teams, chat and calls"', '2026-06-08,"Slack, Mail"', "2026-06-09,Mail"] * 4
    later = csv('Timestamp,"Tools?"', *rows)
    recognition = recognise(first, "one.csv")
    memory = remember({}, recognition, tidy(recognition))
    assert values(first, "own_tools_teams_chat_and_calls") == [1, 0, 0]
    assert values(later, "own_tools_teams_chat_and_calls", **memory)[:3] == [1, 0, 0]
    assert split_by("Mail, Fax", ["Mail", "Teams"]) is None


def test_choices_with_commas_between_them_and_no_list_are_left_out_and_said() -> None:
    rows = [f'2026-06-0{1 + n},Agree,"{cell}"' for n, cell in enumerate(["Mail, Slack", "Mail", "Slack, Mail"] * 3)]
    assert told(csv("Timestamp,I like it here.,Tools?", *rows))["questions_several"] == "C (Tools?)"


@pytest.mark.parametrize(
    "question",
    [
        "Age", "What is your gender?", "Quel âge avez-vous ?", "Have you been diagnosed with a mental health disorder?",
        "Êtes-vous syndiqué ?", "What is your religion?", "Combien d'enfants avez-vous ?",
    ],
)  # fmt: skip
def test_sensitive_questions_are_never_kept(question: str) -> None:
    assert is_sensitive(question)
    content = csv(f'Timestamp,I like it here.,"{question}"', "2026-06-07,Agree,Yes", "2026-06-08,Neutral,No")
    done = tidy(recognise(content, "x.csv"))
    assert set(done.scales) == {"own_i_like_it_here"}
    assert "questions_sensitive" in {issue.code for issue in done.issues}


@pytest.mark.parametrize("question", ["La politique de l'entreprise est claire.", "Which project is in good health?"])
def test_words_of_everyday_work_are_not_sensitive(question: str) -> None:
    assert not is_sensitive(question)


def test_bare_codes_are_no_scale_and_the_menus_that_export_labels_are_named() -> None:
    content = csv(
        "StartDate,EndDate,ResponseId,Q1,Q2",
        "Start Date,End Date,Response ID,Which colour is your badge?,My work is meaningful to me.",
        ",".join(f"{{'ImportId': '{name}'}}" for name in ("startDate", "endDate", "_recordId", "QID1", "QID2")),
        *(f"2026-03-1{n} 20:34:44,2026-03-1{n} 20:50:49,R_{n},{1 + n % 7},Agree" for n in range(9)),
    )
    issue = next(each for each in tidy(recognise(content, "q.csv")).issues if each.code == "questions_coded")
    assert "choice text" in issue.said("en").fix and "texte des choix" in issue.said("fr").fix
    assert issue.values["columns"] == "D (Which colour is your badge?)"


def test_the_authors_test_answers_are_set_aside() -> None:
    content = csv(
        "StartDate,EndDate,Status,ResponseId,Q1",
        f"Start Date,End Date,Response Type,Response ID,{MEANING}",
        ",".join(f"{{'ImportId': '{name}'}}" for name in ("startDate", "endDate", "status", "_recordId", "QID1")),
        "2026-03-14 20:34:44,2026-03-14 20:50:49,IP Address,R_1,Agree",
        "2026-03-14 20:34:44,2026-03-14 20:50:49,Survey Preview,R_2,Disagree",
    )
    done = tidy(recognise(content, "q.csv"))
    assert (done.rows_read, done.rows_kept) == (2, 1)
    assert done.tables["answers"].value.tolist() == [0.75]


def test_the_next_wave_is_matched_by_itself_even_when_a_column_came_and_a_word_changed() -> None:
    before = csv("Timestamp;How good is the coffee on your floor today?", "2026-01-07;Good", "2026-01-08;Poor")
    recognition = recognise(before, "one.csv")
    done = tidy(recognition)
    memory = remember({}, recognition, done)
    after = csv("Timestamp;New?;How good is the coffee on your floor now?", "2026-06-07;Yes;Good", "2026-06-08;No;Good")
    assert set(done.scales) < set(tidy(recognise(after, "two.csv", memory)).scales)
    unlike = csv("Timestamp;How good is the coffee on your floor never?", "2026-06-07;Good", "2026-06-08;Good")
    assert not set(done.scales) & set(tidy(recognise(unlike, "three.csv", memory)).scales)


def test_what_a_person_said_of_a_question_holds_for_the_next_wave() -> None:
    asked = "Is what you do here meaningful?"
    recognition = recognise(csv(f"Timestamp;{asked}", "2026-01-07;Agree", "2026-01-08;Neutral"), "one.csv")
    done = tidy(recognition, {"column:1": "survey.meaning"})
    later = csv(f"Timestamp;Another thing?;{asked}", "2026-06-07;Yes;Agree", "2026-06-08;No;Disagree")
    assert values(later, "meaning", **remember({}, recognition, done)) == [0.75, 0.25]


def test_a_row_an_answer_is_a_survey_and_the_label_counts_rather_than_the_number() -> None:
    content = csv(
        "Response ID,Department,Question,Response,Response Text",
        "1,Finance,I am proud to work here.,5,Strongly Agree",
        "1,Finance,My manager listens.,0,Not Applicable",
        "2,Parks,I am proud to work here.,2,Disagree",
        "2,Parks,My manager listens.,4,Agree",
        ",Parks,I am proud to work here.,2,Disagree",
    )
    done = tidy(recognise(content, "long.csv"))
    assert (done.format, done.rows_read, done.rows_kept, done.rows_set_aside) == ("long_survey", 5, 4, 1)
    assert values(content, "own_i_am_proud_to_work_here") == [1, 0.25]
    assert values(content, "own_my_manager_listens") == ["not_applicable", 0.75]
    assert done.tables["respondents"].unit.tolist() == ["Finance", "Parks"]


def test_a_codebook_gives_the_next_files_their_questions_and_labels() -> None:
    book = csv("Variable,Question,Value,Value label", f"Q1,{MEANING},1,Strongly disagree", f"Q1,{MEANING},5,Agree")
    recognition = recognise(book, "codebook.csv")
    assert (recognition.outcome, recognition.kind) == ("ready", "codebook")
    memory = remember({}, recognition, tidy(recognition))
    header, rows = "Q1,Q2,Q3,Q4,Q5,Q6", ["5,1,2,3,4,5", "1,5,4,3,2,1", "5,2,3,4,5,1"]
    assert values(csv(header, *rows), "meaning", **memory) == [0.75, 0, 0.75]


def test_an_unknown_label_of_a_known_question_still_opens_its_question() -> None:
    content = csv("Timestamp,How was lunch?", "2026-09-07 09:00:00,Yummy", "2026-09-07 09:01:00,Neutral")
    again = ask_again(recognise(content, "lunch.csv"), {"column:1": "survey.meaning"})
    assert "label:yummy" in {question.key for question in again.questions}


def test_hours_and_frequencies_of_the_item_bank_are_no_own_questions() -> None:
    done = tidy(recognise(forms((SEARCH, SHARES), (4, "Souvent"), (3, "Jamais")), "x.xlsx"))
    assert set(done.scales) == {"search_hours", "shares_outside_team"}
    assert "questions_own" not in {issue.code for issue in done.issues}
