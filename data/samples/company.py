"""The sample company's people: units, teams, roles, who leaves, joins and moves. All names are drawn at random."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

WORDS = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text("utf-8"))


def people(truth: dict[str, Any], rng: np.random.Generator) -> pd.DataFrame:
    """One row a person who was ever there: identity, unit, team, role, distance, dates, `unit_after` for movers."""
    units = pd.DataFrame(truth["units"])
    here = pd.concat([_unit(unit, truth, rng) for unit in units.to_dict("records")], ignore_index=True)
    here["joined"] = _baseline_joined(len(here), rng)
    here["left"] = _leaving(here, truth, rng)
    everyone = pd.concat([here, _joiners(here, truth, rng)], ignore_index=True)
    everyone["unit_after"] = _moves(everyone, units, truth, rng)
    everyone = pd.concat([everyone, _identities(len(everyone), truth["domain"], rng)], axis=1)
    return everyone.assign(number=[f"V{10_000 + 7 * place}" for place in rng.permutation(len(everyone))])


def _unit(unit: dict[str, Any], truth: dict[str, Any], rng: np.random.Generator) -> pd.DataFrame:
    teams = max(1, round(unit["size"] / truth["people"]["team_size"]))
    team = np.sort(np.arange(unit["size"]) % teams)
    first = np.r_[True, team[1:] != team[:-1]]
    role = np.where(first, "manager", "staff").astype(object)
    role[np.flatnonzero(~first)[: unit["executives"]]] = "executive"
    started = unit["start"]
    return pd.DataFrame(
        {
            "unit": unit["name"],
            "site": unit["site"],
            "distance": unit["distance"],
            "start": started,
            "team": [f"{unit['name']} {number + 1}" for number in team],
            "role": role,
            "cohort": "programme" if started else "comparison",
        }
    )


def _baseline_joined(count: int, rng: np.random.Generator) -> list[date]:
    days = (rng.gamma(1.6, 4.5, count) * 365).astype(int).clip(60, 38 * 365)
    return [date(2025, 9, 1) - timedelta(days=int(day)) for day in days]


def _during(count: int, rng: np.random.Generator) -> list[date]:
    return [date(2025, 10, 6) + timedelta(days=int(day)) for day in rng.integers(0, 370, count)]


def _leaving(here: pd.DataFrame, truth: dict[str, Any], rng: np.random.Generator) -> list[date | None]:
    staff = np.flatnonzero(here["role"] == "staff")
    gone = rng.choice(staff, round(truth["people"]["leavers"] * len(here)), replace=False)
    left: list[date | None] = [None] * len(here)
    for place, day in zip(gone, _during(len(gone), rng), strict=True):
        left[place] = day
    return left


def _joiners(here: pd.DataFrame, truth: dict[str, Any], rng: np.random.Generator) -> pd.DataFrame:
    count = round(truth["people"]["joiners"] * len(here))
    staff = here[here["role"] == "staff"]
    new = staff.iloc[rng.choice(len(staff), count, replace=False)].copy()
    return new.assign(joined=_during(count, rng), left=None)


def _moves(everyone: pd.DataFrame, units: pd.DataFrame, truth: dict[str, Any], rng: np.random.Generator) -> pd.Series:
    after = everyone["unit"].copy()
    staying = np.flatnonzero(
        (everyone["role"] == "staff") & everyone["left"].isna() & (everyone["joined"] < date(2025, 9, 1))
    )
    for place in rng.choice(staying, truth["people"]["movers"], replace=False):
        others = units.loc[units["name"] != after.iloc[place], "name"].to_numpy()
        after.iloc[place] = rng.choice(others)
    return after


def _identities(count: int, domain: str, rng: np.random.Generator) -> pd.DataFrame:
    names = [first + ending for first in WORDS["last_syllables"] for ending in WORDS["last_endings"]]
    named = pd.DataFrame(
        {"first": rng.choice(np.array(WORDS["first_names"]), count), "last": rng.choice(np.array(names), count)}
    )
    local = named["first"].map(_ascii) + "." + named["last"].map(_ascii)
    again = local.groupby(local).cumcount()
    return named.assign(email=local + (again + 1).astype(str).where(again > 0, "") + f"@{domain}")


def _ascii(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return folded.lower().replace(" ", "-")
