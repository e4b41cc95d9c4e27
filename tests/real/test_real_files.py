"""Real exports that nobody here wrote: each is taken, asked about or refused in words, and none crashes."""

from __future__ import annotations

import pytest
from tests.real.table import FOLDER, real_files, recognised

from valuemodel.errors import ValueModelError
from valuemodel.spreadsheets import recognise, tidy

SENTENCE = f"needs the folder of real files: set VALUEMODEL_REAL_FILES (looked in {FOLDER})"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=SENTENCE)

EXACTLY = {
    "m365_usage_pnp_docs/teams_useractivityuserdetail.csv": ("ready", "teams_user_detail", "usage"),
    "m365_usage_pnp_docs/viva_activityuserdetail.csv": ("ready", "viva_engage_user_detail", "usage"),
    "m365_copilot_usage_samples/graph_v1_2026.csv": ("ready", "copilot_user_detail", "usage"),
    "viva_insights_pypi/pq_data.csv": ("ready", "viva_insights_person_query", "usage"),
    "googleforms_dask_waves/2019-user-survey-results.csv": ("ready", "google_forms", "survey"),
    "googleforms_dask_waves/2021-user-survey-results.csv": ("ready", "google_forms", "survey"),
    "surveymonkey_cncf_maintainers_waves/maintainers_2017_h1.csv": ("ready", "google_forms", "survey"),
    "surveymonkey_cncf_maintainers_waves/maintainers_2020_h1.csv": ("ready", "surveymonkey", "survey"),
    "surveymonkey_todo_ospo_waves/ospo_2018.csv": ("ready", "surveymonkey", "survey"),
    "qualtrics_qualtricstools/Sample_Survey.csv": ("ready", "qualtrics", "survey"),
}
REFUSED = {
    "edge_calamine/password.xlsx": "password",
    "surveymonkey_cncf_maintainers_waves/maintainers_2020_h2_SUMMARY.csv": "summary_surveymonkey",
    "surveymonkey_cncf_cloudnative/Cloud_Native_Survey_2021-Part_1.xlsx": "summary_surveymonkey",
    "surveymonkey_fivethirtyeight/NFL_fandom_data-surveymonkey.csv": "summary_export",
    "uk_gov_finance/20170320-ePC_Data-Travel-Stationery.csv": "summary_pivot",
    "edge_readxl_excel/missing-first-column.xlsx": "no_header",
}


def test_every_real_file_is_taken_asked_about_or_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes: dict[str, int] = {}
    for file in real_files():
        recognition = recognised(file)
        assert recognition.outcome in ("ready", "asks", "refused"), file
        outcomes[recognition.outcome] = outcomes.get(recognition.outcome, 0) + 1
        for language in ("fr", "en"):
            assert all(all(issue.said(language)) for issue in recognition.issues), file
            assert all(question.said(language) and question.options(language) for question in recognition.questions), (
                file
            )
        assert bool(recognition.issues) == (recognition.outcome == "refused"), file
        assert bool(recognition.questions) == (recognition.outcome == "asks"), file
    with capsys.disabled():
        print(f"\n{sum(outcomes.values())} real files tried: {outcomes}")
    assert outcomes


def test_rows_of_every_real_file_add_up_once_its_questions_are_answered() -> None:
    for file in real_files():
        recognition = recognised(file)
        if recognition.outcome == "refused":
            continue
        answers = {question.key: question.default or question.choices[0].value for question in recognition.questions}
        try:
            done = tidy(recognition, answers)
        except ValueModelError as refused:
            assert all(refused.said("fr")[1:]) and all(refused.said("en")[1:]), file
            continue
        assert done.rows_read == done.rows_kept + done.rows_set_aside, file


@pytest.mark.parametrize("name", EXACTLY)
def test_a_known_export_is_recognised_as_what_it_is(name: str) -> None:
    recognition = recognise((FOLDER / name).read_bytes(), "renamed.dat")
    assert (recognition.outcome, recognition.format, recognition.kind) == EXACTLY[name]


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_without_rows_of_people_is_refused_for_the_right_reason(name: str) -> None:
    recognition = recognise((FOLDER / name).read_bytes(), "renamed.csv")
    assert (recognition.outcome, [issue.code for issue in recognition.issues]) == ("refused", [REFUSED[name]])


def test_an_opendocument_sheet_named_xls_is_read_by_its_content() -> None:
    recognition = recognise((FOLDER / "fr_csvdetective/file.xls").read_bytes(), "file.xls")
    assert recognition.book is not None and recognition.book.container == "ods"
    assert recognition.outcome == "asks" and recognition.columns[0].header == "NOM (FONDATION)"


def test_the_person_query_of_300_people_over_35_weeks_is_whole() -> None:
    done = tidy(recognised(FOLDER / "viva_insights_pypi/pq_data.csv"))
    assert (done.rows_read, done.rows_kept) == (10_500, 10_500)
    assert (str(done.period_start), str(done.period_end)) == ("2024-03-31", "2024-11-30")
    hours = done.tables["activity"].query("measure == 'meeting_hours'")
    assert len(hours) == 10_500 and round(hours.value.iloc[0], 7) == 27.9239795
    assert len(done.tables["people"]) == 300


def test_a_header_repeated_in_the_data_is_set_aside() -> None:
    recognition = recognised(FOLDER / "fr_csvdetective/a_test_file.csv")
    assert recognition.table is not None
    assert [(issue.code, issue.where) for issue in recognition.table.issues] == [("header_again", "2:3")]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("surveymonkey_fivethirtyeight/food-world-cup-data.csv", "mac-roman"),
        ("surveymonkey_cncf_cloudnative/2022 CNCF Survey - Raw Data.csv", "cp1252"),
        ("edge_csvkit/test_utf16_little.csv", "utf-16"),
        ("edge_csvkit/test_latin1.csv", "cp1252"),
    ],
)
def test_the_encoding_of_real_files_is_found(name: str, encoding: str) -> None:
    assert recognised(FOLDER / name).encoding == encoding
