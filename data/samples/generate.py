"""Write the sample files from `truth.yaml`: `python data/samples/generate.py [folder]`. The same bytes each time."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import company
import exports
import forms
import numpy as np
import outcomes
import pandas as pd
import practices
import yaml
from exports import WORDS
from writing import write_csv, write_workbook

HERE = Path(__file__).parent
DAY, MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss"
PARTS = ("people", "survey", "answering", "viva", "habits", "teams", "forms", "costs", "practices",
         "exchanges", "communities", "devices")  # fmt: skip


def read_truth() -> dict[str, Any]:
    """The parameters of the sample, which are also what a closing must find."""
    return yaml.safe_load((HERE / "truth.yaml").read_text("utf-8"))


def streams(seed: int) -> dict[str, np.random.Generator]:
    """One random stream a part, so that changing one part leaves the others' files alone."""
    return {
        part: np.random.default_rng(child)
        for part, child in zip(PARTS, np.random.SeedSequence(seed).spawn(len(PARTS)), strict=True)
    }


def main(folder: Path) -> None:
    """All sample files, into `folder`."""
    truth = read_truth()
    draws = streams(truth["seed"])
    people = company.people(truth, draws["people"])
    folder.mkdir(parents=True, exist_ok=True)
    write_people(folder, truth, people)
    write_surveys(folder, truth, people, draws)
    write_teams(folder, truth, people, draws)
    write_devices(folder, truth, people, draws["devices"])
    write_viva(folder, truth, people, draws["viva"])
    write_network(folder, truth, people, draws)
    rows = exports.cost_rows(truth, draws["costs"])
    write_workbook(folder / "couts_programme_trame.xlsx", "Budget", rows, 3, {3: DAY})


def write_people(folder: Path, truth: dict[str, Any], people: pd.DataFrame) -> None:
    """The HR tables of September 2025 and October 2026."""
    units = pd.DataFrame(truth["units"]).set_index("name").astype({"start": object})
    for name, day, later in (("2025-09", date(2025, 9, 1), False), ("2026-10", truth["as_of"], True)):
        rows = exports.hr_rows(people, units, day, later)
        write_workbook(folder / f"effectifs_{name}.xlsx", "Effectifs", rows, 1, {10: DAY, 11: DAY, 12: DAY})


def write_surveys(
    folder: Path, truth: dict[str, Any], people: pd.DataFrame, draws: dict[str, np.random.Generator]
) -> None:
    """The two waves of the survey; the second also asks where the freed time went."""
    said = outcomes.survey(truth, people, draws["survey"])
    said["apres"]["freed_time_use"] = outcomes.freed_time_use(truth, people, draws["survey"])
    answering = outcomes.responding(truth, people, draws["answering"])
    habit = outcomes.habits(truth, people, streams(truth["seed"])["habits"])["after"]
    more = practices.answers(truth, people, said, habit, draws["practices"])
    for wave, name in (("avant", "2025-09"), ("apres", "2026-09")):
        rows = forms.forms_rows(truth, people, said[wave], answering[wave], wave, draws["forms"], more[wave])
        write_workbook(folder / f"enquete_collaboration_{name}.xlsx", "Form1", rows, 1, {2: MOMENT, 3: MOMENT})


def write_teams(
    folder: Path, truth: dict[str, Any], people: pd.DataFrame, draws: dict[str, np.random.Generator]
) -> None:
    """Sixteen monthly Teams reports."""
    habit = outcomes.habits(truth, people, draws["habits"])
    for refreshed in truth["teams"]["refreshed"]:
        month = f"{refreshed - timedelta(days=14):%Y-%m}"
        counts = outcomes.month_of_teams(truth, people, habit, month, draws["teams"])
        report = exports.teams_report(truth, people, counts, refreshed, draws["teams"])
        write_csv(folder / f"TeamsUserActivityUserDetail_{refreshed}.csv", report, bom=True)


def write_devices(folder: Path, truth: dict[str, Any], people: pd.DataFrame, rng: np.random.Generator) -> None:
    """The last Teams report on devices."""
    refreshed = truth["teams"]["refreshed"][-1]
    report = exports.devices_report(truth, people, refreshed, rng)
    write_csv(folder / f"TeamsDeviceUsageUserDetail_{refreshed}.csv", report, bom=True)


def write_viva(folder: Path, truth: dict[str, Any], people: pd.DataFrame, rng: np.random.Generator) -> None:
    """Viva Insights, eight weeks before and eight weeks after."""
    for wave, table in outcomes.viva(truth, people, rng).items():
        metrics = table[exports.WORDS["viva"]].round(2)
        write_csv(folder / f"viva_insights_person_query_{wave}.csv", metrics, bom=False, quoted_header=True)


def write_network(
    folder: Path, truth: dict[str, Any], people: pd.DataFrame, draws: dict[str, np.random.Generator]
) -> None:
    """Exchanges between people before and after, and the list of communities on three days."""
    for name, table in practices.exchanges(truth, people, draws["exchanges"]).items():
        rows: list[list[Any]] = [WORDS["exchanges"], *table.to_numpy(dtype=object).tolist()]
        write_workbook(folder / f"echanges_{name}.xlsx", "Échanges", rows, 1, {3: DAY})
    for day, rows in practices.communities(truth, draws["communities"]).items():
        write_workbook(folder / f"communautes_{day}.xlsx", "Communautés", rows, 1, {4: DAY, 5: DAY})


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
