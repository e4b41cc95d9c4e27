"""Every real file is what the committed table says, which was read beside the files by eye."""

from __future__ import annotations

import csv

import pytest
from tests.real.table import FOLDER, real_files, row_of, written

SENTENCE = f"needs the folder of real files: set VALUEMODEL_REAL_FILES (looked in {FOLDER})"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=SENTENCE)
# Survey and usage files that hold nothing to load, whoever reads them: summaries, telephone numbers, one answer sheet
# of codes and free text, and a report whose only row has more cells than there are headers.
NOTHING_TO_LOAD = {
    "maintainers_2020_h2_SUMMARY.csv": "summary_surveymonkey",
    "Cloud_Native_Survey_2021-Part_1.xlsx": "summary_surveymonkey",
    "NFL_fandom_data-surveymonkey.csv": "summary_export",
    "teams_directroutingcalls.csv": "call_records",
    "sample.csv": "answers_all_coded",
    "sample_legacy.csv": "answers_all_coded",
    "tenant_activeuserdetail.csv": "nothing_kept",
}
TOOLS = {
    "SurveyMonkey": ("surveymonkey",),
    "Google Forms": ("google_forms",),
    "Qualtrics CSV": ("qualtrics",),
    "LimeSurvey": ("limesurvey", "limesurvey_code_and_text"),
    "Slack": ("slack_workspace_overview",),
    "Microsoft 365 Copilot": ("copilot_user_detail",),
    "Viva Insights person": ("viva_insights_person_query",),
}


def index() -> dict[str, dict[str, str]]:
    """What whoever collected the files says of each, by file name."""
    with (FOLDER / "INDEX.csv").open(encoding="utf-8", newline="") as lines:
        return {row["file"]: row for row in csv.DictReader(lines)}


@pytest.mark.parametrize("file", list(real_files()), ids=lambda file: file.name)
def test_a_real_file_is_what_the_table_says(file) -> None:
    table = written()
    if (file.parent.name, file.name) not in table:
        pytest.skip("needs a row in tests/real/real_files.csv: run python -m tests.real.table and read it by eye")
    assert row_of(file) == table[file.parent.name, file.name]


def test_the_committed_table_names_every_file_once_and_its_rows_add_up() -> None:
    for row in written().values():
        if row["outcome"] == "ready":
            assert int(row["rows_read"]) == int(row["rows_kept"]) + int(row["rows_set_aside"]), row
        assert bool(row["asks"]) == (row["outcome"] == "asks"), row


def test_nineteen_in_twenty_survey_and_usage_files_are_loaded_without_help() -> None:
    told = index()
    wanted = [file for file in real_files() if told.get(file.name, {}).get("kind") in ("survey", "usage")]
    loadable = [file for file in wanted if file.name not in NOTHING_TO_LOAD]
    loaded = [file for file in loadable if row_of(file)["outcome"] == "ready"]
    assert len(loadable) > 50 and len(loaded) >= 0.95 * len(loadable)


def test_files_with_nothing_to_load_are_refused_for_the_right_reason() -> None:
    for file in real_files():
        if file.name in NOTHING_TO_LOAD:
            row = row_of(file)
            assert (row["outcome"], row["reasons"].split()[0]) == ("refused", NOTHING_TO_LOAD[file.name]), file


def test_files_that_are_asked_about_are_asked_one_question() -> None:
    for file in real_files():
        row = row_of(file)
        if row["outcome"] == "asks":
            assert len(row["asks"].split()) == 1, row


def test_a_file_is_called_after_the_tool_that_wrote_it() -> None:
    told = index()
    unnamed = {"maintainers_2024_h1.csv"}  # No identifier, no second header: nothing says SurveyMonkey any more.
    for file in real_files():
        said = told.get(file.name, {}).get("format", "")
        tool = next((tool for tool in TOOLS if said.startswith(tool)), "")
        if tool and file.name not in NOTHING_TO_LOAD | dict.fromkeys(unnamed):
            assert row_of(file)["format"] in TOOLS[tool], (file.name, said)
