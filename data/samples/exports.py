"""The sample's tables laid out as real exports: Teams, Microsoft Forms, HR and costs, each with its oddities."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from outcomes import present

ROLES = {"executive": "Dirigeant", "manager": "Manager", "staff": "Collaborateur"}
MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
WORDS = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8"))


def hr_rows(people: pd.DataFrame, units: pd.DataFrame, day: date, later: bool) -> list[list[Any]]:
    """The HR table of `day`; `later` shows the year's leavers with their dates and movers in their new unit."""
    seen = people[[joined <= day for joined in people["joined"]]].sort_values(["last", "first"])
    rows = [WORDS["people"]]
    for person in seen.to_dict("records"):
        unit = person["unit_after"] if later else person["unit"]
        home = units.loc[unit]
        team = person["team"] if unit == person["unit"] else f"{unit} 1"
        left = person["left"] if later and person["left"] and person["left"] <= day else None
        who = [person["number"], person["last"], person["first"], person["email"]]
        rows.append(
            [
                *who,
                unit,
                team,
                home["site"],
                ROLES[person["role"]],
                int(home["distance"]),
                person["joined"],
                left,
                home["start"],
            ]
        )
    return rows


def teams_report(
    truth: dict[str, Any], people: pd.DataFrame, counts: pd.DataFrame, refreshed: date, rng: np.random.Generator
) -> pd.DataFrame:
    """The Teams user activity detail report of the 30 days up to `refreshed`, with the header of its time."""
    here = present(people, refreshed, refreshed)
    gone = np.array([day is not None and 0 <= (refreshed - day).days < 30 for day in people["left"]])
    shown = np.flatnonzero(here | gone)
    who, did = people.iloc[shown], counts.iloc[shown].mask(pd.Series(gone[shown], index=counts.index[shown]), 0)
    active, ago = did["active"].astype(bool).to_numpy(), rng.integers(0, 4, len(shown))
    last = [
        (refreshed - timedelta(days=int(days))).isoformat() if yes else ""
        for yes, days in zip(active, ago, strict=True)
    ]
    old = pd.DataFrame(
        {
            "Report Refresh Date": refreshed.isoformat(),
            "User Principal Name": who["email"].to_numpy(),
            "Last Activity Date": last,
            "Is Deleted": np.where(gone[shown], "True", "False"),
            "Deleted Date": [day.isoformat() if out else "" for day, out in zip(who["left"], gone[shown], strict=True)],
            "Assigned Products": np.where(who["site"] == "Lyon", "MICROSOFT 365 E3", "MICROSOFT 365 F3"),
            "Team Chat Message Count": did["channel"].to_numpy(),
            "Private Chat Message Count": did["chat"].to_numpy(),
            "Call Count": did["calls"].to_numpy(),
            "Meeting Count": did["meetings"].to_numpy(),
            "Has Other Action": np.where(active, "Yes", "No"),
            "Report Period": 30,
        }
    ).sort_values("User Principal Name")
    return (
        old[WORDS["teams_2021"]]
        if refreshed < truth["teams"]["new_header_from"]
        else _now(old, rng)[WORDS["teams_now"]]
    )


def devices_report(
    truth: dict[str, Any], people: pd.DataFrame, refreshed: date, rng: np.random.Generator
) -> pd.DataFrame:
    """The Teams device usage detail report of the 30 days up to `refreshed`: yes or no for each kind of device.

    In the programme and elsewhere, each distance from the customer has exactly its share of people on a phone.
    """
    who = people[present(people, refreshed, refreshed)].sort_values("email")
    chances = who["distance"].map(truth["teams"]["mobile"]).to_numpy(dtype=float)
    turns = (
        pd.Series(rng.random(len(who)))
        .groupby([who["distance"].to_numpy(), who["cohort"].to_numpy()])
        .rank(pct=True)
        .to_numpy()
    )
    on_phone, apple = turns <= chances, rng.random(len(who)) < 0.4
    on_desk = ~on_phone | (rng.random(len(who)) < 0.7)
    used = {"Web": on_desk & (rng.random(len(who)) < 0.3), "Windows Phone": False, "iOS": on_phone & apple,
            "Mac": False, "Android Phone": on_phone & ~apple, "Windows": on_desk, "Chrome OS": False,
            "Linux": False}  # fmt: skip
    return pd.DataFrame({
        "Report Refresh Date": refreshed.isoformat(), "User Principal Name": who["email"].to_numpy(),
        "Last Activity Date": refreshed.isoformat(), "Is Deleted": "False", "Deleted Date": "",
        **{f"Used {name}": np.where(yes, "Yes", "No") for name, yes in used.items()},
        "Report Period": 30,
    })  # fmt: skip


def _now(old: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The columns that Microsoft has added since 2021; posts and replies are parts of the channel messages."""
    channel, meetings = old["Team Chat Message Count"].to_numpy(), old["Meeting Count"].to_numpy()
    posts, organised, adhoc = rng.binomial(channel, 0.35), rng.binomial(meetings, 0.2), rng.binomial(meetings, 0.15)
    once = rng.binomial(meetings - adhoc, 0.4)
    talk, film, share = meetings * 1500, meetings * 600, organised * 420
    added = {
        "User Id": [str(uuid.uuid5(uuid.NAMESPACE_DNS, mail)) for mail in old["User Principal Name"]],
        "Meetings Organized Count": organised,
        "Meetings Attended Count": meetings - organised,
        "Ad Hoc Meetings Organized Count": 0,
        "Ad Hoc Meetings Attended Count": adhoc,
        "Scheduled One-time Meetings Organized Count": organised,
        "Scheduled One-time Meetings Attended Count": once,
        "Scheduled Recurring Meetings Organized Count": 0,
        "Scheduled Recurring Meetings Attended Count": meetings - adhoc - once,
        "Audio Duration": _iso(talk),
        "Video Duration": _iso(film),
        "Screen Share Duration": _iso(share),
        "Audio Duration In Seconds": talk,
        "Video Duration In Seconds": film,
        "Screen Share Duration In Seconds": share,
        "Urgent Messages": 0,
        "Post Messages": posts,
        "Reply Messages": channel - posts,
        "Tenant Display Name": "VALMONT",
        "Shared Channel Tenant Display Names": "",
        "Is Licensed": "Yes",
    }
    return old.assign(**added)


def _iso(seconds: np.ndarray) -> list[str]:
    return [f"PT{second // 3600}H{second % 3600 // 60}M" if second else "PT0S" for second in seconds]


def cost_rows(truth: dict[str, Any], rng: np.random.Generator) -> list[list[Any]]:
    """The cost table: a title, amounts as French text, months as text or dates, a total at the foot."""
    rows: list[list[Any]] = [
        ["Budget du programme Trame, situation au 31 octobre 2026"],
        [],
        ["Poste", "Catégorie", "Mois", "Prévu", "Réel", "Au budget", "Capex / opex"],
    ]
    totals = [0.0, 0.0]
    for place, line in enumerate(truth["costs"]["lines"]):
        for month, planned, actual in _months(truth, line, rng):
            when = month if place % 4 == 3 else f"{MONTHS[month.month - 1]} {month.year}"
            totals = [totals[0] + planned, totals[1] + (actual or 0.0)]
            paid = None if actual is None else euros(actual, rng)
            kind = "Capex" if line["capex"] else "Opex"
            rows.append(
                [
                    line["line"],
                    line["category"],
                    when,
                    euros(planned, rng),
                    paid,
                    "oui" if line["in_budget"] else "non",
                    kind,
                ]
            )
    return [*rows, ["Total", None, None, euros(totals[0], rng), euros(totals[1], rng), None, None]]


def _months(
    truth: dict[str, Any], line: dict[str, Any], rng: np.random.Generator
) -> Iterator[tuple[date, float, float | None]]:
    started, as_of = truth["started"], truth["as_of"]
    for part in line["plan"]:
        for since in range(part["from"], part["from"] + part["months"]):
            month = date(started.year + (started.month - 1 + since) // 12, (started.month - 1 + since) % 12 + 1, 1)
            spent = part["amount"] * (1 + line.get("overrun", 0.0)) * rng.normal(1.0, 0.05)
            yield month, part["amount"], round(spent, 2) if month <= as_of else None


def euros(amount: float, rng: np.random.Generator) -> str:
    """`1 234,50 €` with a no-break or a narrow no-break space between the thousands, as it comes."""
    space = "\u202f" if rng.random() < 0.5 else "\u00a0"
    return f"{amount:,.2f}".replace(",", space).replace(".", ",") + "\u00a0€"
