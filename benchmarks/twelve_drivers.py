"""The model that speed is measured on, from twelve_drivers.yaml, with a closing and a programme made for it."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from valuemodel.closing import Closing, CostLine, Group, PracticePoint, Wave
from valuemodel.effects import Effect
from valuemodel.model.types import Assumption, Driver, ValueModel
from valuemodel.programme import Programme
from valuemodel.yaml_files import read_yaml

STARTED = date(2025, 11, 1)
MONTHS = 36


@cache
def data() -> dict[str, Any]:
    """The file of the model."""
    return read_yaml(Path(__file__).parent / "twelve_drivers.yaml")


def month(index: int) -> date:
    """The first day of the programme's month `index`."""
    total = STARTED.year * 12 + STARTED.month - 1 + index
    return date(total // 12, total % 12 + 1, 1)


@cache
def model() -> ValueModel:
    """Twelve drivers over twenty assumptions, each a PERT."""
    words = {"en": "x", "fr": "x"}
    drivers = tuple(
        Driver(key, words, "speed", entry["gain"], ("company",), "regular_share", entry["outcome"], entry["formula"],
               lag_months=entry["lag_months"], duration_months=MONTHS, decay=0.1, lasting=words)
        for key, entry in data()["drivers"].items()
    )  # fmt: skip
    assumptions = {key: Assumption(key, words, **entry, family="pert") for key, entry in data()["assumptions"].items()}
    return ValueModel("speed", words, drivers, assumptions)


@cache
def closing() -> Closing:
    """Five effects over everyone, thirteen months of adoption, and 36 months of planned costs, twelve of them paid."""
    effects = tuple(
        Effect(kpi, "programme", "before", "after", "compared", "difference_in_differences", isolated=True,
               certainty="moderate", after=entry["before"] + entry["change"], n_before=500, n_after=500, **entry)
        for kpi, entry in data()["effects"].items()
    )  # fmt: skip
    practice = tuple(PracticePoint("regular_share", month(i - 1), v, 780) for i, v in enumerate(data()["adoption"]))
    waves = (
        Wave("before", "survey", date(2025, 9, 1), date(2025, 10, 31)),
        Wave("after", "survey", date(2026, 8, 1), date(2026, 10, 31)),
    )
    groups = (Group("programme", "Programme", "total", (), "780"),)
    return Closing(
        1, date(2026, 10, 31), datetime(2026, 11, 3, 10), "", "f" * 16, data()["eligible"], 1200, (), groups, waves, (),
        effects, practice, tuple(_costs()), {},
    )  # fmt: skip


def _costs() -> list[CostLine]:
    lines = [CostLine("Integration", "integration", month(0), data()["integration"], data()["integration"], "EUR")]
    for category, amount in data()["costs_per_month"].items():
        lines += [
            CostLine(category, category, month(i), amount, amount if i < 12 else None, "EUR") for i in range(MONTHS)
        ]
    return lines


@cache
def programme() -> Programme:
    """A programme of 36 months."""
    return Programme("speed", "Speed", "Fictitious", STARTED, horizon_months=MONTHS, fictitious=True)
