"""Answers to the surveys as Microsoft Forms exports them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml
from exports import WORDS

ITEMS = yaml.safe_load((Path(__file__).parents[2] / "src/valuemodel/spreadsheets/items.yaml").read_text("utf-8"))
AGREEMENT = (
    "Pas du tout d'accord",
    "Plutôt pas d'accord",
    "Ni d'accord ni pas d'accord",
    "Plutôt d'accord",
    "Tout à fait d'accord",
)
FREQUENCY = ("Jamais", "Rarement", "Parfois", "Souvent", "Toujours")


def forms_rows(
    truth: dict[str, Any],
    people: pd.DataFrame,
    said: pd.DataFrame,
    answering: np.ndarray,
    wave: str,
    rng: np.random.Generator,
    more: pd.DataFrame,
) -> list[list[Any]]:
    """One wave as Microsoft Forms exports it in French: full question texts, labels, blanks, a few odd answers.

    `more` holds the cells of the other questions, as they were filled in.
    """
    columns = list(said.columns)
    questions = [ITEMS[item]["question"]["fr"] for item in (*columns, *more.columns)]
    who = rng.permutation(np.flatnonzero(answering))
    times = sorted(_times(truth["survey"]["waves"][wave], len(who), rng))
    rows: list[list[Any]] = [WORDS["forms"] + questions]
    for number, (place, (start, end)) in enumerate(zip(who, times, strict=True), 1):
        person, answers = people.iloc[place], said.iloc[place]
        mail = (
            person["email"].title().replace("@Valmont.Example", "@valmont.example")
            if rng.random() < 0.1
            else person["email"]
        )
        cells = [_cell(item, answers[item], wave, person, truth, rng) for item in columns]
        rows.append(
            [number, start, end, mail, f"{person['last'].upper()} {person['first']}", *cells, *more.iloc[place]]
        )
    return _absurd(rows, columns)


def _times(dates: dict[str, Any], count: int, rng: np.random.Generator) -> Iterator[tuple[datetime, datetime]]:
    opens, days = datetime.combine(dates["opens"], datetime.min.time()), (dates["closes"] - dates["opens"]).days
    for place in range(count):
        late = place >= count - dates["late"]
        day = days + 2 + rng.integers(0, 6) if late else min(int(rng.exponential(days / 2.5)), days)
        start = opens + timedelta(
            days=int(day), hours=8, minutes=int(rng.integers(0, 600)), seconds=int(rng.integers(0, 60))
        )
        yield start, start + timedelta(seconds=int(120 + rng.gamma(2.0, 90.0)))


def _cell(item: str, value: Any, wave: str, person: pd.Series, truth: dict[str, Any], rng: np.random.Generator) -> Any:
    missing = truth["survey"]["missing"]
    blank, no_opinion = rng.random() < missing["blank"], rng.random() < missing["no_opinion"]
    if blank:
        return None
    if item == "freed_time_use":
        return next(choice["fr"] for choice in ITEMS[item]["choices"] if choice["key"] == value)
    if item == "customer_answers":
        return _percent(value, person["distance"] >= missing["customer_not_applicable_from_distance"], rng)
    if item == "search_hours":
        return _hours(float(value), rng)
    if item == "recommends" or (item, wave) == ("perceived_value", "apres"):
        return round(10 * float(value))
    if no_opinion and item != "shares_outside_team":
        return "Sans opinion"
    return (FREQUENCY if item == "shares_outside_team" else AGREEMENT)[round(4 * float(value))]


def _percent(value: float, behind: bool, rng: np.random.Generator) -> Any:
    if behind and rng.random() < 0.6:
        return "Non concerné"
    return f"{round(100 * value)} %" if rng.random() < 0.06 else round(100 * float(value))


def _hours(value: float, rng: np.random.Generator) -> Any:
    written = rng.random()
    if written < 0.08:
        return f"{value:g}".replace(".", ",")
    return f"{value:g} h".replace(".", ",") if written < 0.13 else value


def _absurd(rows: list[list[Any]], columns: list[str]) -> list[list[Any]]:
    column = len(WORDS["forms"]) + columns.index("search_hours")
    for place, answer in ((17, 400), (101, "beaucoup trop !"), (203, 999), (318, -1)):
        rows[place][column] = answer
    return rows
