"""The command line: the same jobs as the pages, its exit codes, its JSON, and no traceback for a person's mistake."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from valuemodel import __version__, sample

VALUE_KEYS = """view convention currency pv_benefits pv_costs npv roi bcr irr mirr payback_months p10 p50 p90
probability_npv_positive without_staff_time budgetary_only break_even_redeployed_share proof_share drivers"""
LOAD_KEYS = (
    """file format kind encoding header_rows rows_read rows_kept rows_set_aside columns issues outcome seconds"""
)
COMMANDS = (
    "sample",
    "new",
    "legal",
    "load",
    "uploads",
    "withdraw",
    "restore",
    "close",
    "kpis",
    "effects",
    "value",
    "check",
    "export",
)


def test_the_sample_is_loaded_closed_and_valued(call: Callable, sample_folder: Path) -> None:
    answer = call("value", sample_folder, "--json")
    assert answer.code == 0
    found = json.loads(answer.out)
    assert set(VALUE_KEYS.split()) <= set(found)
    assert set(found["without_staff_time"]) >= {"npv", "roi"}
    assert set(found["drivers"][0]) >= {"key", "value", "gain", "grade", "counted", "reason"}
    assert found["npv"] == pytest.approx(found["pv_benefits"] - found["pv_costs"], abs=0.02)


@pytest.mark.parametrize("view", ["review", "request"])
def test_each_view_can_be_asked_for(call: Callable, sample_folder: Path, view: str) -> None:
    assert json.loads(call("value", sample_folder, "--view", view, "--json").out)["view"] == view


def test_a_scenario_replaces_assumptions(call: Callable, sample_folder: Path, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.yaml"
    nothing.write_text("redeployed_share: 0\n", "utf-8")
    base = json.loads(call("value", sample_folder, "--json").out)
    without = json.loads(call("value", sample_folder, "--json", "--scenario", nothing).out)
    assert without["pv_benefits"] < base["pv_benefits"]
    assert without["pv_costs"] == base["pv_costs"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("command", ["kpis", "effects", "value", "uploads"])
def test_people_read_aligned_tables_in_their_language(
    call: Callable, sample_folder: Path, command: str, language: str
) -> None:
    answer = call(command, sample_folder, "--language", language)
    assert answer.code == 0
    assert len(answer.out.splitlines()) > 5
    assert ("VAN" in answer.out) == (command == "value" and language == "fr")


def test_effects_say_what_was_refused_and_why(call: Callable, sample_folder: Path) -> None:
    found = json.loads(call("effects", sample_folder, "--json", "--group", "programme", "--language", "fr").out)
    said = {effect["kpi"]: effect for effect in found}
    assert said["perceived_value"]["verdict"] == "refused"
    assert said["perceived_value"]["said"]
    assert said["customer_answers"]["verdict"] == "too_early"


def test_a_sample_is_not_made_over_a_programme(call: Callable, sample_folder: Path) -> None:
    answer = call("sample", sample_folder)
    assert answer.code == 1
    assert "->" in answer.err


def test_loading_reports_each_file_and_knows_it_again(call: Callable, folder: Path) -> None:
    costs = sample.samples() / "couts_programme_trame.xlsx"
    first = call("load", folder, costs, "--json")
    assert first.code == 0, first.out + first.err
    report = json.loads(first.out)[0]
    assert set(LOAD_KEYS.split()) <= set(report)
    assert (report["kind"], report["outcome"]) == ("cost", "loaded")
    assert report["rows_read"] == report["rows_kept"] + report["rows_set_aside"]
    again = json.loads(call("load", folder, costs, "--json").out)[0]
    assert again["outcome"] == "duplicate"


def test_a_pattern_names_files_where_no_shell_expands_it(call: Callable, folder: Path) -> None:
    answer = call("load", folder, sample.samples() / "couts_*.xlsx", "--json")
    assert [report["file"] for report in json.loads(answer.out)] == ["couts_programme_trame.xlsx"]


def test_data_about_people_wait_for_their_legal_ground(call: Callable, folder: Path, ground: Path) -> None:
    people = sample.samples() / "effectifs_2025-09.xlsx"
    refused = call("load", folder, people, "--json")
    assert refused.code == 1
    assert json.loads(refused.out)[0]["outcome"] == "refused"
    assert call("legal", folder).code == 1
    assert call("legal", folder, ground).code == 0
    assert json.loads(call("load", folder, people, "--json").out)[0]["outcome"] == "loaded"


def test_no_example_of_a_persons_cell_is_printed(call: Callable, folder: Path) -> None:
    answer = call("load", folder, sample.samples() / "enquete_collaboration_2025-09.xlsx", "--json")
    assert "valmont.example" not in answer.out


def test_an_upload_can_be_withdrawn_and_restored(call: Callable, folder: Path) -> None:
    costs = sample.samples() / "couts_programme_trame.xlsx"
    upload = json.loads(call("load", folder, costs, "--json").out)[0]["upload_id"]
    assert call("withdraw", folder, upload, "--reason", "essai").code == 0
    assert json.loads(call("uploads", folder, "--json").out)[0]["withdrawn_at"]
    assert call("restore", folder, upload).code == 0
    assert json.loads(call("uploads", folder, "--json").out)[0]["withdrawn_at"] is None


def test_a_question_is_asked_and_its_answer_given_in_a_file(call: Callable, folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "depenses.csv"
    table.write_text("Poste;Catégorie;Mois;Montant\nLicences;Licences;oct. 2025;1 200,00 €\n", "utf-8")
    asked = call("load", folder, table, "--json")
    assert asked.code == 1
    report = json.loads(asked.out)[0]
    assert report["outcome"] == "asks"
    question = next(one for one in report["questions"] if "actual" in one["choices"])
    answers = tmp_path / "answers.yaml"
    answers.write_text(json.dumps({"depenses.csv": {question["key"]: "actual"}}), "utf-8")
    costs = sample.samples() / "couts_programme_trame.xlsx"
    loaded = json.loads(call("load", folder, table, costs, "--answers", answers, "--json").out)
    assert [report["outcome"] for report in loaded] == ["loaded", "loaded"]


def test_proposed_answers_can_be_taken_as_they_are(call: Callable, folder: Path, ground: Path, tmp_path: Path) -> None:
    assert call("legal", folder, ground).code == 0
    table = tmp_path / "effectifs.csv"
    table.write_text("Adresse e-mail;Unité;Distance client\na.essai@essai.example;Ventes;0\n", "utf-8")
    assert "proposé" in call("load", folder, table, "--language", "fr").out
    assert call("load", folder, table, "--defaults").code == 0


def test_what_was_loaded_before_the_system_stopped_is_reported(call: Callable, folder: Path, tmp_path: Path) -> None:
    costs, gone = sample.samples() / "couts_programme_trame.xlsx", tmp_path / "gone.csv"
    gone.write_text("a;b\n", "utf-8")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "gone.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        answer = call("load", folder, costs, gone, "--json")
    assert answer.code == 1
    assert [report["outcome"] for report in json.loads(answer.out)] == ["loaded"]
    assert "Permission denied" in answer.err


def test_a_file_that_is_no_table_is_refused_with_a_fix(call: Callable, folder: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.xlsx"
    letter.write_bytes(b"Dear all,\n")
    answer = call("load", folder, letter)
    assert answer.code == 1
    assert "->" in answer.out + answer.err


@pytest.mark.parametrize("words", [["value"], ["nothing"], ["load", "x"], ["value", "x", "--view", "yesterday"], []])
def test_a_wrong_call_is_two(call: Callable, words: list[str]) -> None:
    assert call(*words).code == 2


def test_a_file_that_is_not_there_is_a_wrong_call_told_in_french(call: Callable, folder: Path) -> None:
    answer = call("load", folder, "absent.xlsx", "--language", "fr")
    assert answer.code == 2
    assert "introuvable" in answer.err


def test_a_folder_without_a_programme_is_said_in_words(call: Callable, tmp_path: Path) -> None:
    answer = call("value", tmp_path)
    assert answer.code == 1
    assert "->" in answer.err


@pytest.mark.parametrize(
    "written", ["hourly_cost: beaucoup", "hourly_cots: 3", "", "- hourly_cost", "hourly_cost: [1, 2]", "a: 'b"]
)
def test_a_scenario_that_says_nothing_is_refused_in_words(
    call: Callable, sample_folder: Path, tmp_path: Path, written: str
) -> None:
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(written, "utf-8")
    answer = call("value", sample_folder, "--scenario", scenario)
    assert answer.code == 1
    assert "->" in answer.err


def test_a_group_that_is_not_there_names_the_nearest(call: Callable, sample_folder: Path) -> None:
    answer = call("effects", sample_folder, "--group", "unit:Achat", "--language", "en")
    assert answer.code == 1
    assert "unit:Achats" in answer.err


def test_a_folder_that_cannot_be_written_is_said_in_words(call: Callable, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    answer = call("new", tmp_path / "file" / "p", "--name", "a", "--company", "b", "--started", "2025-10-01")
    assert answer.code == 1
    assert "->" in answer.err


@pytest.mark.parametrize(
    "option", [("--horizon", "-3"), ("--currency", "euros"), ("--country", "F"), ("--horizon", "x")]
)
def test_settings_that_cannot_be_are_a_wrong_call(call: Callable, tmp_path: Path, option: tuple[str, str]) -> None:
    made = call("new", tmp_path / "p", "--name", "a", "--company", "b", "--started", "2025-10-01", *option)
    assert made.code == 2
    assert not (tmp_path / "p").exists()


def test_a_programme_without_a_closing_says_what_to_do(call: Callable, folder: Path) -> None:
    answer = call("effects", folder)
    assert answer.code == 1
    assert "valuemodel close" in answer.err


def test_published_cases_agree(call: Callable) -> None:
    answer = call("check", "--language", "en")
    assert answer.code == 0
    assert "agree" in answer.out


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_convention_stands_side_by_side_with_its_rules(
    sample_folder: Path, call: Callable, language: str
) -> None:
    found = json.loads(call("value", sample_folder, "--convention", "all", "--json").out)
    assert found[0]["convention"] == "corporate" and len(found) >= 5
    assert all(one["rules"] for one in found)
    alone = json.loads(call("value", sample_folder, "--convention", "phillips", "--json").out)
    assert next(one["npv"] for one in found if one["convention"] == "phillips") == alone["npv"]
    told = call("value", sample_folder, "--convention", "all", "--language", language).out
    assert "Phillips" in told and "Green Book" in told


def test_the_version_is_told(call: Callable) -> None:
    assert call("--version") == (0, f"valuemodel {__version__}\n", "")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_command_has_its_help_in_both_languages(call: Callable, language: str) -> None:
    said = call("--help", "--language", language)
    assert said.code == 0
    assert all(f" {name} " in said.out for name in COMMANDS)


def test_the_terminals_language_is_the_default(folder: Path) -> None:
    def said(lang: str) -> str:
        command = [sys.executable, "-m", "valuemodel.cli", "effects", str(folder)]
        environment = {**os.environ, "LC_ALL": lang, "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stderr

    assert "arrêté" in said("fr_FR.UTF-8")
    assert "closing" in said("C.UTF-8")


def test_help_comes_without_the_heavy_libraries() -> None:
    code = (
        "import sys\nfrom valuemodel.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'pandas', 'duckdb', 'scipy', 'statsmodels', 'streamlit', 'plotly'} & set(sys.modules)))"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.endswith("[]\n")


def test_exports_are_written_told_and_entered_in_the_ledger(
    call: Callable[..., object], sample_folder: Path, tmp_path: Path
) -> None:
    files = {"--workbook": "a.xlsx", "--deck": "b.pptx", "--report": "c.pdf", "--html": "d.html"}
    words = [word for option, name in files.items() for word in (option, tmp_path / name)]
    made = call("export", sample_folder, *words, "--language", "fr")
    assert made.code == 0, made.err
    assert len(made.out.splitlines()) == 4 and all(name in made.out for name in files.values())
    starts = {name: (tmp_path / name).read_bytes()[:4] for name in files.values()}
    assert starts == {"a.xlsx": b"PK\x03\x04", "b.pptx": b"PK\x03\x04", "c.pdf": b"%PDF", "d.html": b"<!do"}
    listed = call("export", sample_folder, "--language", "en")
    assert listed.code == 0 and listed.out.strip() == "All exported figures are current."
