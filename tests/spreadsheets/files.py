"""Small files as exports write them, made in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook

TEAMS_2021 = (
    "Report Refresh Date,User Principal Name,Last Activity Date,Is Deleted,Deleted Date,Assigned Products,"
    "Team Chat Message Count,Private Chat Message Count,Call Count,Meeting Count,Has Other Action,Report Period"
)
TEAMS_NOW = (
    "Report Refresh Date,Tenant Display Name,Shared Channel Tenant Display Names,User Id,User Principal Name,"
    "Last Activity Date,Is Deleted,Deleted Date,Assigned Products,Team Chat Message Count,Private Chat Message Count,"
    "Call Count,Meeting Count,Post Messages,Reply Messages,Urgent Messages,Has Other Action,Is Licensed,Report Period"
)
ENGAGE = (
    "Report Refresh Date,User Principal Name,Display Name,User State,State Change Date,Last Activity Date,"
    "Posted Count,Read Count,Liked Count,Assigned Products,Report Period"
)
FORMS_FR = ("ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom")
SEARCH = "Combien d'heures par semaine passez-vous à chercher une information ou la bonne personne ?"
MEANING = "Mon travail a du sens pour moi."
RECOMMENDS = "Recommanderiez-vous à un ami de venir travailler ici ? (0 = certainement pas, 10 = certainement)"
SHARES = "Je partage ce que je sais avec des collègues d'autres équipes."
CUSTOMERS = (
    "Sur 100 demandes de vos clients, internes ou externes, combien reçoivent une réponse dans la journée ? (en %)"
)


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    """Lines as the bytes of a text file."""
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def teams(*rows: str, header: str = TEAMS_2021) -> bytes:
    """A Teams report as Microsoft writes it: with a byte order mark."""
    return csv(header, *rows, encoding="utf-8-sig")


def teams_row(person: str, channel: int = 5, private: int = 20, days: str = "30", refreshed: str = "2026-10-31") -> str:
    """One row of a Teams report under the 2021 header."""
    return f"{refreshed},{person},2026-10-30,False,,MICROSOFT 365 E3,{channel},{private},2,7,No,{days}"


def xlsx(*rows: Sequence[Any], sheet: str = "Feuil1", more: dict[str, list[Sequence[Any]]] | None = None) -> bytes:
    """A workbook with one sheet of `rows`, and `more` sheets by name."""
    workbook = Workbook()
    first = workbook.active
    first.title = sheet
    for row in rows:
        first.append(list(row))
    for name, others in (more or {}).items():
        added = workbook.create_sheet(name)
        for row in others:
            added.append(list(row))
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def forms(questions: Sequence[str], *answers: Sequence[Any]) -> bytes:
    """A French Microsoft Forms workbook; people answer one minute after each other on 7 September 2026."""
    rows = [
        (
            number,
            datetime(2026, 9, 7, 9, number),
            datetime(2026, 9, 7, 9, number + 1),
            f"p{number}@a.example",
            "NOM P",
            *given,
        )
        for number, given in enumerate(answers, start=1)
    ]
    return xlsx((*FORMS_FR, *questions), *rows, sheet="Form1")


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip archive of named parts."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def day(text: str) -> date:
    """An ISO date."""
    return date.fromisoformat(text)
