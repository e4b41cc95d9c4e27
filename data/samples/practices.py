"""How the sample's people work together: what they answer about it, whom they exchange with, their communities."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from forms import AGREEMENT, FREQUENCY, ITEMS
from outcomes import Params, scores, to_grid

WAVES = ("avant", "apres")


def answers(
    truth: Params, people: pd.DataFrame, said: dict[str, pd.DataFrame], habit: np.ndarray, rng: np.random.Generator
) -> dict[str, pd.DataFrame]:
    """The cells of the practice items, as people would fill them in, wave by wave; one row a person.

    Items of one index share a trait of the person, so that the index is reliable; `said` has the first items of two.
    """
    told = truth["practice"]
    traits = {index: rng.standard_normal(len(people)) for index in told["traits"]["of_their_own"]}
    for item in told["traits"]["of_an_item"]:
        answered = said["avant"][item].to_numpy(float)
        traits[item] = (answered - answered.mean()) / answered.std()
    waves: dict[str, dict[str, list[Any]]] = {wave: {} for wave in WAVES}
    early = habit > np.quantile(habit, 1 - told["early"]["share"])
    for item, params in told["scores"].items():
        lift = told["early"]["lift"] * early if item in told["early"]["items"] else np.zeros(len(people))
        shared = told["traits"]["sd"] * traits.get(item.split("_")[0], np.zeros(len(people)))
        for wave, true in zip(WAVES, scores(params, people, rng), strict=True):
            waves[wave][item] = _cells(item, (true + lift + shared).clip(0, 1), rng)
    for item, by_wave in told["choices"].items():
        for wave, shares in by_wave.items():
            waves[wave][item] = _chosen(item, shares, people, rng)
    blank = truth["survey"]["missing"]["blank"]
    return {wave: _blanked(pd.DataFrame(cells, index=people.index), blank, rng) for wave, cells in waves.items()}


def _cells(item: str, true: np.ndarray, rng: np.random.Generator) -> list[Any]:
    scale = ITEMS[item]["scale"]
    said = (true + rng.uniform(-0.1, 0.1, len(true))).clip(0, 1)
    if scale == "percent":
        return [int(value) for value in np.round(100 * to_grid(said, 0.05, rng))]
    if scale == "zero_ten":
        return [int(value) for value in np.round(10 * to_grid(said, 0.1, rng))]
    place = np.round(4 * to_grid(said, 0.25, rng)).clip(0, 4).astype(int)
    if scale == "one_five":
        return [int(value) + 1 for value in place]
    return [(FREQUENCY if scale == "frequency_5" else AGREEMENT)[value] for value in place]


def _chosen(item: str, shares: Params, people: pd.DataFrame, rng: np.random.Generator) -> list[str]:
    """A choice a person, by cohort when the truth tells cohorts apart."""
    words = {choice["key"]: choice["fr"] for choice in ITEMS[item]["choices"]}
    drawn = np.empty(len(people), dtype=object)
    for cohort in ("programme", "comparison"):
        here = (people["cohort"] == cohort).to_numpy()
        of_cohort = shares.get(cohort, shares)
        drawn[here] = rng.choice(list(of_cohort), here.sum(), p=np.array(list(of_cohort.values())))
    return [words[key] for key in drawn]


def _blanked(cells: pd.DataFrame, share: float, rng: np.random.Generator) -> pd.DataFrame:
    return cells.astype(object).mask(rng.random(cells.shape) < share, None)


def exchanges(truth: Params, people: pd.DataFrame, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Exchanges between people in each window: who wrote to whom how often, month by month; most within teams."""
    told = truth["practice"]["network"]
    return {name: _window(told, people, window, rng) for name, window in told["windows"].items()}


def _window(told: Params, people: pd.DataFrame, window: Params, rng: np.random.Generator) -> pd.DataFrame:
    here = people[people["left"].isna() & (people["joined"] < date(2025, 8, 1))].reset_index(drop=True)
    pairs = _pairs(told, window, here, rng)
    returned = pairs[rng.random(len(pairs)) < window["returned"]][:, ::-1]
    directed = np.unique(np.concatenate([pairs, returned]), axis=0)
    rows = []
    for start in window["months"]:
        active = directed[rng.random(len(directed)) < told["active_in_month"]]
        rows.append(pd.DataFrame({
            "from": here["email"].to_numpy()[active[:, 0]], "to": here["email"].to_numpy()[active[:, 1]],
            "month": start, "weight": 2 + rng.poisson(3.0, len(active)),
        }))  # fmt: skip
    return pd.concat(rows).sort_values(["month", "from", "to"], kind="stable")


def _pairs(told: Params, window: Params, here: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Pairs within teams, within units and between units; a few people (`brokers`) hold most of the last."""
    units, teams = (pd.factorize(here[name])[0] for name in ("unit", "team"))
    programme = (here["cohort"] == "programme").to_numpy()
    appeal = np.exp(told["broker_sigma"] * rng.standard_normal(len(here)))
    found = []
    for _ in range(told["draws"]):
        first = rng.integers(0, len(here), len(here))
        found.append(np.stack([first, _other(first, teams, rng)], axis=1)[rng.random(len(here)) < told["in_team"]])
        found.append(np.stack([first, _other(first, units, rng)], axis=1)[rng.random(len(here)) < told["in_unit"]])
        second = rng.choice(len(here), len(here), p=appeal / appeal.sum())
        across = rng.random(len(here)) < np.where(programme[first], window["across"], told["across_comparison"])
        across &= programme[first] == programme[second]
        found.append(np.stack([first, second], axis=1)[across])
    pairs = np.concatenate(found)
    return np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)


def _other(first: np.ndarray, codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """For each person, somebody of the same code (perhaps themselves)."""
    order = np.argsort(codes, kind="stable")
    start = np.searchsorted(codes[order], codes[first], "left")
    stop = np.searchsorted(codes[order], codes[first], "right")
    return order[start + (rng.random(len(first)) * (stop - start)).astype(int)]


def communities(truth: Params, rng: np.random.Generator) -> dict[str, list[list[Any]]]:
    """The communities as an administrator lists them on each day: names, goals, animators, dates, members."""
    told = truth["practice"]["communities"]
    listed: dict[str, list[list[Any]]] = {}
    lives = [_life(told, place, rng) for place in range(told["count"])]
    silent = [place for place, life in enumerate(lives) if life.died is not None and life.died < told["silent_before"]]
    for place in silent[: told["relaunched"]]:
        lives[place] = lives[place]._replace(back=told["relaunched_on"])
    for day in told["seen"]:
        rows = [list(told["header"])]
        for place, life in enumerate(lives):
            if life.created > day:
                continue
            gone = life.died is not None and life.died <= day and (life.back is None or life.back > day)
            last = life.died if gone else day - timedelta(days=1 + place % 9)
            members = 12 + 5 * (place % 7)
            wrote = round(members * (0.35 if life.animated else 0.12))
            animated = "oui" if life.animated else "non"
            rows.append([life.name, life.goal, animated, life.created, last, members, wrote])
        listed[f"{day:%Y-%m}"] = rows
    return listed


class Life(NamedTuple):
    """A community: its goal or none, an animator or none, when it was made, fell silent and came back."""

    name: str
    goal: str
    animated: bool
    created: date
    died: date | None
    back: date | None = None


def _life(told: Params, place: int, rng: np.random.Generator) -> Life:
    goal, animated = rng.random() < told["with_goal"], rng.random() < told["with_animator"]
    created = told["first"] + timedelta(days=int(rng.integers(0, told["created_over_days"])))
    dies = rng.random() < told["dies"]["with_both" if goal and animated else "without"]
    died = created + timedelta(days=int(rng.integers(60, 200))) if dies else None
    name = told["names"][place]
    return Life(name, f"Partager {name.lower()}" if goal else "", bool(animated), created, died)
