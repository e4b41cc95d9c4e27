"""What the sample's people do and answer, drawn from the truth: survey scores, Viva Insights hours, Teams activity."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri

Params = dict[str, Any]


def effect_of_units(params: Params, people: pd.DataFrame) -> pd.Series:
    """Each person's true effect: 0 in the comparison, a unit's exception, else what keeps the average at `effect`."""
    exceptions = params.get("units", {})
    programme = people["cohort"] == "programme"
    share = people.loc[programme, "unit"].value_counts(normalize=True)
    told = sum(share[unit] * effect for unit, effect in exceptions.items())
    others = (params["effect"] - told) / (1 - sum(share[unit] for unit in exceptions))
    return people["unit"].map(exceptions).fillna(others).where(programme, 0.0)


def team_draw(people: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """One standard normal draw a team, for each person of it."""
    teams, place = np.unique(people["team"], return_inverse=True)
    return rng.standard_normal(len(teams))[place]


def _person_draw(people: pd.DataFrame, icc: float, rng: np.random.Generator) -> np.ndarray:
    return np.sqrt(icc) * team_draw(people, rng) + np.sqrt(1 - icc) * rng.standard_normal(len(people))


def to_grid(value: np.ndarray, step: float, rng: np.random.Generator) -> np.ndarray:
    """`value` on a grid of `step`, rounded up or down at random so that the expectation does not move."""
    below = np.floor(value / step)
    return (below + (rng.random(len(value)) < value / step - below)) * step


def hours(params: Params, people: pd.DataFrame, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A person's true hours a week before and after: lognormal over people, effects in proportion to them."""
    sigma = np.sqrt(np.log1p((params["person_sd"] / params["before"]) ** 2))
    before = params["before"] * np.exp(sigma * _person_draw(people, params["icc"], rng) - sigma**2 / 2)
    for cohort in ("programme", "comparison"):
        here = (people["cohort"] == cohort).to_numpy()
        before[here] *= params["before"] / before[here].mean()
    change = params["drift"] + effect_of_units(params, people) + params["team_change_sd"] * team_draw(people, rng)
    return before, before * (1 + change.to_numpy() / params["before"])


def scores(params: Params, people: pd.DataFrame, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A person's true score (0..1) before and after; kept away from the ends so that no ceiling eats the effect."""
    slope = params.get("per_distance", 0.0) * (people["distance"] - 1.5).to_numpy()
    lift = np.where(people["role"] == "executive", 0.15, 0.0)
    trait = params["before"] + slope + lift + params["person_sd"] * _person_draw(people, params["icc"], rng)
    before = trait.clip(0.12, 0.80)
    change = params["drift"] + effect_of_units(params, people) + params["team_change_sd"] * team_draw(people, rng)
    return before, (before + change.to_numpy()).clip(0.0, 1.0)


def survey(truth: Params, people: pd.DataFrame, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """What each person would answer in each wave: items in their own unit, before any blank; one row a person."""
    waves: dict[str, dict[str, np.ndarray]] = {"avant": {}, "apres": {}}
    for item, params in truth["survey"]["hours"].items():
        for wave, true in zip(waves, hours(params, people, rng), strict=True):
            said = true * np.exp(0.2 * rng.standard_normal(len(true)) - 0.02)
            waves[wave][item] = to_grid(said, 0.5, rng)
    for item, params in truth["survey"]["scores"].items():
        for wave, true in zip(waves, scores(params, people, rng), strict=True):
            noise = rng.uniform(-1, 1, len(true)) * 0.1
            waves[wave][item] = to_grid((true + noise).clip(0, 1), _step(item, wave), rng).clip(0, 1)
    return {wave: pd.DataFrame(items, index=people.index) for wave, items in waves.items()}


def _step(item: str, wave: str) -> float:
    if item == "customer_answers":
        return 0.05
    return 0.1 if item == "recommends" or (item, wave) == ("perceived_value", "apres") else 0.25


def responding(truth: Params, people: pd.DataFrame, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Who answers each wave: the same people mostly, and never those who are not there on its last day."""
    share, persistence = truth["survey"]["response"]["share"], truth["survey"]["response"]["persistence"]
    habit = rng.standard_normal(len(people))
    answers = {}
    for wave, dates in truth["survey"]["waves"].items():
        draw = np.sqrt(persistence) * habit + np.sqrt(1 - persistence) * rng.standard_normal(len(people))
        answers[wave] = (draw < ndtri(share)) & present(people, dates["opens"], dates["closes"])
    return answers


def present(people: pd.DataFrame, start: date, end: date) -> np.ndarray:
    """Who is there from `start` to `end`."""
    joined = np.array([day <= start for day in people["joined"]])
    return joined & np.array([day is None or day > end for day in people["left"]])


def freed_time_use(truth: Params, people: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """The choice each person would make, by cohort."""
    drawn = np.empty(len(people), dtype=object)
    for cohort, shares in truth["survey"]["freed_time_use"].items():
        here = (people["cohort"] == cohort).to_numpy()
        drawn[here] = rng.choice(list(shares), here.sum(), p=np.array(list(shares.values())))
    return drawn


def viva(truth: Params, people: pd.DataFrame, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Weekly Viva Insights metrics before and after for the licensed, under GUIDs that join nothing."""
    params = truth["viva"]
    staying = np.flatnonzero(people["left"].isna() & (people["joined"] < date(2025, 8, 1)))
    licensed = people.iloc[np.sort(rng.choice(staying, params["licensed"], replace=False))]
    guid = np.array([str(uuid.UUID(bytes=rng.bytes(16), version=4)) for _ in range(len(licensed))])
    true = {metric: hours(one, licensed, rng) for metric, one in params["hours"].items()}
    periods = {"avant": params["weeks_before"], "apres": params["weeks_after"]}
    return {
        name: pd.concat(
            [_week(licensed, guid, true, place, first + timedelta(weeks=week), params, rng) for week in range(count)]
        )
        for place, (name, (first, count)) in enumerate(periods.items())
    }


def _week(
    licensed: pd.DataFrame,
    guid: np.ndarray,
    true: dict,
    place: int,
    day: date,
    params: Params,
    rng: np.random.Generator,
) -> pd.DataFrame:
    sd = params["week_sd"]
    order = np.argsort(guid)
    noise = {metric: np.exp(sd * rng.standard_normal(len(guid)) - sd**2 / 2) for metric in true}
    spent = {metric.capitalize(): (both[place] * noise[metric])[order] for metric, both in true.items()}
    week = pd.DataFrame({"PersonId": guid[order], "MetricDate": day, **spent})
    together = week["Meeting_hours"] + 0.8 * week["Email_hours"] + 0.9 * week["Chat_hours"]
    level = np.where(licensed["role"] == "staff", "IC", "Manager")[order]
    return week.assign(
        Collaboration_hours=together, Organization=licensed["unit"].to_numpy()[order], SupervisorIndicator=level
    )


def unit_shares(truth: Params, people: pd.DataFrame, month: str) -> pd.Series:
    """Each person's chance of regular use in `month`: the cohort's curve, spread by the units' speed."""
    curves = truth["teams"]["regular"]
    speed = people["unit"].map({unit["name"]: unit["speed"] for unit in truth["units"]}).to_numpy()
    shares = np.empty(len(people))
    for cohort, curve in curves.items():
        here = (people["cohort"] == cohort).to_numpy()
        since = cohort == "programme" and month >= f"{truth['started']:%Y-%m}"
        shares[here] = _spread(curve[month], speed[here] * since)
    return pd.Series(shares, index=people.index)


def _spread(average: float, speed: np.ndarray) -> np.ndarray:
    low, high = -8.0, 8.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if np.mean(1 / (1 + np.exp(-middle - speed))) < average else (low, middle)
    return 1 / (1 + np.exp(-low - speed))


def active_share(truth: Params, cohort: str, month: str) -> float:
    """The chance of any action in `month`: a straight line from `before` to `after` over the first months."""
    params, started = truth["teams"]["active"][cohort], truth["started"]
    since = (int(month[:4]) - started.year) * 12 + int(month[5:]) - started.month + 1
    return params["before"] + (params["after"] - params["before"]) * min(max(since / params["months"], 0.0), 1.0)


def habits(truth: Params, people: pd.DataFrame, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """What stays of a person from month to month: a propensity before and after the start, and a factor of volume."""
    params = truth["teams"]
    kept = params["carried_over"]
    before = _person_draw(people, params["icc"], rng)
    after = kept * before + np.sqrt(1 - kept**2) * _person_draw(people, params["icc"], rng)
    sigma = params["tail_sigma"]
    volume = np.exp(sigma * rng.standard_normal(len(people)) - sigma**2 / 2)
    return {"before": before, "after": after, "volume": volume}


def month_of_teams(
    truth: Params, people: pd.DataFrame, habit: dict[str, np.ndarray], month: str, rng: np.random.Generator
) -> pd.DataFrame:
    """Each person's Teams counts in one 30-day report: channel, chat, calls, meetings; zeros for the inactive."""
    params, count = truth["teams"], len(people)
    stays = params["persistence"]
    trait = habit["after" if month >= f"{truth['started']:%Y-%m}" else "before"]
    rank = ndtr(np.sqrt(stays) * trait + np.sqrt(1 - stays) * rng.standard_normal(count))
    regular_share = unit_shares(truth, people, month).to_numpy()
    active_by = {cohort: active_share(truth, cohort, month) for cohort in params["active"]}
    light_share = np.minimum(regular_share + params["light"], 0.97)
    active = rank > 1 - np.maximum(people["cohort"].map(active_by).to_numpy(), light_share)
    light, regular = rank > 1 - light_share, rank > 1 - regular_share
    many = 5 + rng.poisson(params["regular_extra"] * habit["volume"])
    channel = np.where(regular, many, np.where(light, rng.integers(1, 5, count), 0))
    chat = np.where(active, 1 + rng.poisson(rng.gamma(0.8, 45.0, count)), 0)
    meetings = np.where(active, rng.poisson(rng.gamma(1.5, 12.0, count)), 0)
    return pd.DataFrame(
        {
            "channel": channel,
            "chat": chat,
            "calls": np.where(active, rng.poisson(4.0, count), 0),
            "meetings": meetings,
            "active": active,
        },
        index=people.index,
    )


def usage_truth(truth: Params) -> dict[str, float]:
    """The true effects on usage that the curves imply: last three months less the three before the start, less the same
    for the comparison. (Units' spread is ignored where it would push a share of light contributors to its ceiling.)"""
    waves = {"before": ("2025-07", "2025-08", "2025-09"), "after": ("2026-08", "2026-09", "2026-10")}
    means = {}
    for cohort, curve in truth["teams"]["regular"].items():
        for wave, months in waves.items():
            regular = np.mean([curve[month] for month in months])
            active = np.mean([active_share(truth, cohort, month) for month in months])
            light = truth["teams"]["light"]
            messages = (regular * (5 + truth["teams"]["regular_extra"]) + light * 2.5) / active
            means[cohort, wave] = {
                "regular_share": regular,
                "contributor_share": regular + light,
                "active_share": active,
                "messages_per_active": messages,
            }
    return {
        kpi: float(sum(sign * means[cohort, wave][kpi] for cohort, wave, sign in _DIFFERENCES))
        for kpi in ("regular_share", "contributor_share", "active_share", "messages_per_active")
    }


_DIFFERENCES = (
    ("programme", "after", 1),
    ("programme", "before", -1),
    ("comparison", "after", -1),
    ("comparison", "before", 1),
)
