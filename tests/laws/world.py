"""A small company whose change is known exactly: the spreadsheets that it would export, as bytes."""

from __future__ import annotations

import atexit
import csv
import io
import shutil
import tempfile
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import yaml

import valuemodel.spreadsheets
from valuemodel.programme import KpiPlan, Programme
from valuemodel.store import Store, load_file

STARTED = date(2025, 10, 1)
AS_OF = date(2026, 10, 31)
UNITS = {"Ventes": True, "Usine": True, "Achats": True, "Finance": False, "Qualité": False, "Logistique": False}
PEOPLE_A_UNIT = 40
TEAMS_HEADER = (
    "Report Refresh Date,User Principal Name,Last Activity Date,Is Deleted,Deleted Date,Assigned Products,"
    "Team Chat Message Count,Private Chat Message Count,Call Count,Meeting Count,Has Other Action,Report Period"
)
AGREEMENT = [
    "Pas du tout d'accord",
    "Plutôt pas d'accord",
    "Ni d'accord ni pas d'accord",
    "Plutôt d'accord",
    "Tout à fait d'accord",
]
ITEMS = yaml.safe_load((Path(valuemodel.spreadsheets.__file__).parent / "items.yaml").read_text("utf-8"))


def programme(**changes: object) -> Programme:
    """A programme of this company, fictitious so that no legal ground is asked for."""
    plans = tuple(KpiPlan(kpi, materiality) for kpi, materiality in (("search_hours", 0.2), ("knows_whom", 0.03)))
    settings = {
        "key": "law",
        "name": "Loi",
        "company": "Essai",
        "started": STARTED,
        "fictitious": True,
        "kpi_plans": plans,
    }
    return Programme(**{**settings, **changes})  # type: ignore[arg-type]


def staff() -> list[tuple[str, str, bool]]:
    """(e-mail, unit, in the programme) of everyone, unit by unit."""
    return [
        (f"p{index}.{number}@essai.example", unit, inside)
        for index, (unit, inside) in enumerate(UNITS.items())
        for number in range(PEOPLE_A_UNIT)
    ]


def written(rows: Iterable[Iterable[object]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """`rows` as a csv file's bytes."""
    lines = io.StringIO()
    csv.writer(lines, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return lines.getvalue().encode(encoding)


def people() -> bytes:
    """The people table, `;` and cp1252 as a French Excel saves it."""
    header = ["Adresse e-mail", "Direction", "Site", "Rôle", "Équipe", "Date d'entrée", "Démarrage du programme"]
    rows = [
        [mail, unit, "Lyon", "Collaborateur", f"{unit} {number % 8}", "01/03/2019", "01/10/2025" if inside else ""]
        for number, (mail, unit, inside) in enumerate(staff())
    ]
    return written([header, *rows], ";", "cp1252")


def survey(when: datetime, hours: Callable[[int, bool], float], agree: Callable[[int, bool], int]) -> bytes:
    """One wave answered by everyone: `hours(number, inside)` of search, `agree(number, inside)` of AGREEMENT."""
    header = [
        "Horodateur",
        "Adresse e-mail",
        ITEMS["search_hours"]["question"]["fr"],
        ITEMS["knows_whom"]["question"]["fr"],
    ]
    rows = [
        [f"{when + timedelta(minutes=number):%d/%m/%Y %H:%M:%S}", mail,
         f"{hours(number, inside):.1f}".replace(".", ","),
         AGREEMENT[agree(number, inside)]]
        for number, (mail, _, inside) in enumerate(staff())
    ]  # fmt: skip
    return written([header, *rows])


def teams(refreshed: date, channel: Callable[[int, bool], int]) -> bytes:
    """A month's Teams report: `channel(number, inside)` channel messages a person."""
    rows = [
        [refreshed, mail, refreshed, "False", "", "OFFICE 365 E3", channel(number, inside), 12, 2, 5, "No", 30]
        for number, (mail, _, inside) in enumerate(staff())
    ]
    return written([TEAMS_HEADER.split(","), *rows], encoding="utf-8-sig")


def costs(monthly: float = 4000.0) -> bytes:
    """Thirty-six months of one licence line and one of accompaniment, planned and (to the closing) spent."""
    header = ["Poste", "Catégorie", "Mois", "Prévu", "Réel", "Devise"]
    rows = []
    for number in range(36):
        month = date(STARTED.year + (STARTED.month - 1 + number) // 12, (STARTED.month - 1 + number) % 12 + 1, 1)
        amount = f"{monthly:.2f}".replace(".", ",")
        actual = amount if month <= AS_OF else ""
        rows += [["Licences", "Licences", f"{month:%d/%m/%Y}", amount, actual, "EUR"]]
        rows += [["Formation", "Accompagnement", f"{month:%d/%m/%Y}", "500,00", "500,00" if actual else "", "EUR"]]
    return written([header, *rows], ";", "cp1252")


def hours_before(number: int, inside: bool) -> float:
    """Between 2 and 8 hours, spread the same way in every unit."""
    return 2.0 + (number * 7 % 13) / 2


def agree_before(number: int, inside: bool) -> int:
    """A spread of answers, the same in every unit."""
    return (number * 5 % 11) % 5


def an_hour_less(number: int, inside: bool) -> float:
    """An hour less of search in the programme than before it, the same elsewhere."""
    return hours_before(number, inside) - (1.0 if inside else 0.0)


def an_hour_more(number: int, inside: bool) -> float:
    """An hour more of search in the programme than before it, the same elsewhere."""
    return hours_before(number, inside) + (1.0 if inside else 0.0)


def company(
    folder: Path,
    hours_after: Callable[[int, bool], float] = hours_before,
    agree_after: Callable[[int, bool], int] = agree_before,
    monthly_cost: float = 4000.0,
    **changes: object,
) -> Store:
    """The company's programme in `folder`, all files loaded and nothing closed yet; the same company is loaded once."""
    made = _loaded(hours_after, agree_after, monthly_cost, tuple(sorted(changes.items())))
    return Store.open(Path(shutil.copytree(made, folder)))


@cache
def _loaded(hours_after: Callable, agree_after: Callable, monthly_cost: float, changes: tuple) -> Path:
    folder = Path(tempfile.mkdtemp()) / "p"
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)
    store = Store.create(folder, programme(**dict(changes)), "test")
    before, after = datetime(2025, 9, 15, 9), datetime(2026, 9, 15, 9)
    files: list[tuple[str, bytes, str | None]] = [
        ("personnel.csv", people(), None),
        ("couts.csv", costs(monthly_cost), None),
        ("enquete_2025.csv", survey(before, hours_before, agree_before), "2025"),
        ("enquete_2026.csv", survey(after, hours_after, agree_after), "2026"),
    ]
    for year, month, active in ((2025, 8, 4), (2025, 9, 4), (2026, 8, 2), (2026, 9, 2), (2026, 10, 2)):
        refreshed = date(year, month, 30)
        files.append(
            (
                f"teams_{refreshed}.csv",
                teams(refreshed, lambda n, inside, a=active: 8 if inside and n % a == 0 else 0),
                None,
            )
        )
    for name, content, wave in files:
        report = load_file(store, content, name, wave=wave, author="test")
        assert report.outcome == "loaded", (name, report.outcome, [issue.said("en") for issue in report.issues])
    store.close()
    return folder
