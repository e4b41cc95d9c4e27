"""Made-up files of the sizes that a large company exports: usage by person and week, a workbook, a survey."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from openpyxl import Workbook

from valuemodel.spreadsheets import items

TEAMS = (
    "Report Refresh Date,User Principal Name,Last Activity Date,Is Deleted,Deleted Date,Assigned Products,"
    "Team Chat Message Count,Private Chat Message Count,Call Count,Meeting Count,Has Other Action,Report Period"
)
PERSON_QUERY = (
    "PersonId,MetricDate,Meeting hours,Email hours,Collaboration hours,Chat hours,Emails sent,Organization,"
    "SupervisorIndicator,Level"
)
UNITS = ("Finance", "IT", "Sales", "HR", "R&D", "Operations")
FIRST = date(2025, 1, 5)
PEOPLE = 20_000


def person_query(file: Path, rows: int) -> Path:
    """Viva Insights: `rows` person-weeks of 20,000 people."""
    random = np.random.default_rng(1)
    with file.open("w", encoding="utf-8-sig", newline="") as written:
        written.write(PERSON_QUERY + "\r\n")
        for week in range(rows // PEOPLE):
            day, hours = FIRST + timedelta(weeks=week), random.gamma(2, 3, (PEOPLE, 4)).round(1)
            written.writelines(
                f"{one:08x}-0000-4000-8000-{one * 7919:012x},{day},{a},{b},{c},{d},{one % 200},{UNITS[one % 6]},"
                f"{'Manager' if one % 9 == 0 else 'IC'},{one % 5}\r\n"
                for one, (a, b, c, d) in enumerate(hours.tolist())
            )
    return file


def teams_report(file: Path, rows: int, people: int = PEOPLE) -> Path:
    """Microsoft Teams: weekly reports of `people` one under the other."""
    random = np.random.default_rng(2)
    with file.open("w", encoding="utf-8-sig", newline="") as written:
        written.write(TEAMS + "\r\n")
        for week in range(rows // people):
            day, counts = FIRST + timedelta(weeks=week), random.poisson(8, (people, 4)).tolist()
            written.writelines(
                f"{day},person{one:06d}@example.org,{day},False,,MICROSOFT 365 E3+POWER BI,{a},{b},{c},{d},No,7\r\n"
                for one, (a, b, c, d) in enumerate(counts)
            )
    return file


def workbook(file: Path, rows: int) -> Path:
    """A Teams report of ten columns saved as a workbook."""
    random = np.random.default_rng(3)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Feuil1")
    dropped = ("Deleted Date", "Has Other Action")
    sheet.append([name for name in TEAMS.split(",") if name not in dropped])
    for row, counts in enumerate(random.poisson(8, (rows, 4)).tolist()):
        day = (FIRST + timedelta(weeks=row // PEOPLE)).isoformat()
        sheet.append([day, f"person{row % PEOPLE:06d}@example.org", day, "False", "MICROSOFT 365 E3", *counts, 7])
    book.save(file)
    return file


def survey(file: Path, rows: int, columns: int) -> Path:
    """A survey: the questions of the item bank, then the company's own."""
    random = np.random.default_rng(4)
    labels = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree", ""]
    header, answers = ["ID", "Start time", "Completion time", "Email", "Name"], []
    for item in items().values():
        header.append(item["question"]["en"])
        answers.append(_answers(item, labels))
    own = columns - len(header)
    header += [f"The rule number {number} of our meetings is kept in my team." for number in range(own)]
    answers += [labels] * own
    cells = [np.array(each, dtype=object)[random.integers(0, len(each), rows)] for each in answers]
    with file.open("w", encoding="utf-8-sig", newline="") as written:
        table = csv.writer(written)
        table.writerow(header)
        for row, given in enumerate(zip(*cells, strict=True)):
            when = f"2026-09-{1 + row % 28:02d} {8 + row % 10:02d}:{row % 60:02d}:00"
            table.writerow([row + 1, when, when, f"p{row}@example.org", f"Person {row}", *given])
    return file


def _answers(item: dict, labels: list[str]) -> list[str]:
    scale = str(item["scale"])
    if "choices" in item:
        return [choice["en"] for choice in item["choices"]]
    if scale == "hours_week":
        return [str(hours) for hours in range(12)]
    if scale == "percent":
        return [str(share) for share in range(0, 101, 5)]
    if scale == "zero_ten":
        return [str(place) for place in range(11)]
    return ["Never", "Rarely", "Sometimes", "Often", "Always"] if "frequency" in scale else labels
