"""Measure this next: the survey size that buys information, its price, what it leaves, and when to stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from valuemodel.closing import Closing
from valuemodel.model.case import Case
from valuemodel.model.information import Deciding, Drawn, Information, decided, decision_draws, perfect
from valuemodel.model.smoothing import Smooth, smooth
from valuemodel.model.types import Convention, ValueModel
from valuemodel.programme import Programme
from valuemodel.yaml_files import read_yaml

SIZES = (30, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1200, 1600, 2400, 3200, 4800, 6400, 9600)
WAYS = ("survey", "records", "comparison", "usage", "future")


class Size(NamedTuple):
    """A survey of `answers` answers: what it is expected to be worth, and its price."""

    answers: int
    worth: float
    price: float


@dataclass(frozen=True)
class Measure:
    """How one input can be known better, and whether that pays.

    `way`: "survey" (`answers` is the size that leaves most), "records" (someone's accounts have it), "comparison" (a
    group without the programme is needed), "usage" (next month's reports will tell) or "future" (only time will).
    `information` is the most that knowing it could be worth; `worth` what this measurement is expected to be, `price`
    what it costs (None where no price can be said), and `net` what is left.
    """

    key: str
    label: Mapping[str, str]
    way: str
    information: float
    error: float
    answers: int | None
    worth: float
    price: float | None
    net: float | None
    sizes: tuple[Size, ...] = ()


@dataclass(frozen=True)
class NextMeasures:
    """What to measure before the decision, what pays most first; with `stop`, nothing pays: decide now."""

    deciding: Deciding
    measures: tuple[Measure, ...]
    stop: bool
    figures: Mapping[str, float]
    currency: str


@cache
def _data() -> dict[str, Any]:
    return read_yaml(Path(__file__).parent / "surveys.yaml")


def survey_figures() -> Mapping[str, Mapping[str, Any]]:
    """What measuring takes: value, unit, evidence and source of each figure."""
    return _data()["figures"]


def next_measures(
    model: ValueModel,
    closing: Closing,
    programme: Programme,
    *,
    view: str = "request",
    convention: str | Convention | None = None,
    overrides: Mapping[str, float] | None = None,
    seed: int = 7,
    draws: int = 8192,
) -> NextMeasures:
    """What to measure next for the decision of `view` ("request" or "whole"): by input, the survey size that leaves
    most after its price (expected value of sample information, preposterior), or whose records to open.
    """
    found = decision_draws(
        model, closing, programme, view=view, convention=convention, overrides=overrides, seed=seed, draws=draws
    )
    known = decided(found, seed)
    figures = _figures(found.case)
    measures = sorted((_measure(found, one, figures) for one in known.inputs), key=_order)
    stop = not any(one.net is not None and one.net > 0 for one in measures)
    return NextMeasures(known, tuple(measures), stop, figures, programme.currency)


def _order(one: Measure) -> tuple[float, float]:
    return (-(one.net if one.net is not None else 0.0), -one.information)


def _figures(case: Case) -> dict[str, float]:
    """The figures of measuring, the model's own where it has them; no hourly cost in another currency than its own."""
    stated = {key: float(entry["value"]) for key, entry in survey_figures().items()}
    if case.programme.currency != "EUR":
        del stated["hourly_cost"]
    return stated | {key: a.base for key, a in case.assumptions.items() if key in survey_figures()}


def way_of(case: Case, key: str) -> str:
    """How an input can be known better: one of WAYS."""
    assumption = case.assumptions.get(key)
    kpi = (assumption.bound if assumption and assumption.bound else key).split(".")[0]
    effect = case.closing.effect(kpi)
    if effect is not None and (key.endswith(".change") or (assumption and assumption.bound)):
        wave = next((one for one in case.closing.waves if one.key == effect.wave_after), None)
        return "usage" if wave is not None and wave.kind == "usage" else "survey"
    for way in ("survey", "comparison", "future"):
        if key in _data()[way]:
            return way
    unit = assumption.unit if assumption else ""
    return "survey" if unit.startswith(("hour/", "minute/")) and "person" in unit else "records"


def equivalent_answers(case: Case, key: str, draws: np.ndarray, between: float) -> float:
    """How many answers what is known today is worth: variance between people / variance of what is believed.

    Of a share, p (1 - p) between people; of a quantity that each person gives, (`between` x mean)^2; of an effect, the
    answers that its last wave had.
    """
    effect = case.closing.effect(key.removesuffix(".change")) if key.endswith(".change") else None
    if effect is not None and effect.n_after:
        return float(effect.n_after)
    mean, variance = float(draws.mean()), float(draws.var())
    assumption = case.assumptions.get(key)
    is_share = assumption is not None and assumption.unit == "1" and 0 < mean < 1
    people = mean * (1 - mean) if is_share else (between * mean) ** 2
    return people / variance if variance > 0 else float("inf")


def sample_information(smoothed: Smooth, known: np.ndarray, answers: float, equivalent: float) -> float:
    """Expected value of what `answers` more answers tell of an input (EVSI), when what is known today is worth
    `equivalent` answers.

    The input's expected value once they are in is spread root(answers / (answers + equivalent)) times as wide as the
    input itself (normal approximation: Jalal and Alarid-Escudero 2018, Medical Decision Making 38).
    """
    if answers <= 0 or not np.isfinite(equivalent):
        return 0.0
    told = np.sqrt(answers / (answers + equivalent))
    centre = known.mean()
    return max(perfect(smoothed.at(centre + told * (known - centre))), 0.0)


def price_of(answers: int, figures: Mapping[str, float]) -> float | None:
    """What a survey costs: (hours to prepare + answers x minutes / 60) x hourly cost; None without an hourly cost.

    >>> price_of(120, {"survey_preparation_hours": 10, "survey_answer_minutes": 5, "hourly_cost": 40.0})
    800.0
    """
    if "hourly_cost" not in figures:
        return None
    hours = figures["survey_preparation_hours"] + answers * figures["survey_answer_minutes"] / 60
    return hours * figures["hourly_cost"]


def _measure(found: Drawn, one: Information, figures: Mapping[str, float]) -> Measure:
    way = way_of(found.case, one.key)
    if way == "survey" and one.value > 0:
        return _survey(found, one, figures)
    price = figures["records_hours"] * figures["hourly_cost"] if way == "records" and "hourly_cost" in figures else None
    worth = one.value if way == "records" else 0.0
    net = worth - price if price is not None else None
    return Measure(one.key, one.label, way, one.value, one.error, None, worth, price, net)


def _survey(found: Drawn, one: Information, figures: Mapping[str, float]) -> Measure:
    """The survey that leaves most, among sizes up to all eligible people."""
    known = found.inputs[one.key]
    smoothed = smooth(known, found.options)
    equivalent = equivalent_answers(found.case, one.key, known, figures["spread_between_people"])
    people = max(found.case.closing.eligible, 1)
    counts = [*(size for size in SIZES if size < people), people]
    worths = [min(sample_information(smoothed, known, count, equivalent), one.value) for count in counts]
    prices = [price_of(count, figures) for count in counts]
    if any(price is None for price in prices):
        return Measure(one.key, one.label, "survey", one.value, one.error, counts[-1], worths[-1], None, None)
    sizes = tuple(Size(*row) for row in zip(counts, worths, prices, strict=True))  # type: ignore[arg-type]
    best = max(sizes, key=lambda size: size.worth - size.price)
    net = best.worth - best.price
    return Measure(one.key, one.label, "survey", one.value, one.error, best.answers, best.worth, best.price, net, sizes)
