"""How long a closing spends on effects: 1,200 people (under 2 s), 50,000 people (under 20 s), 20 KPIs, 14 groups."""

from __future__ import annotations

import time
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from benchmarks.measured import Measured
from valuemodel import kpis
from valuemodel.closing import comparisons, evidence
from valuemodel.closing.cells import Shown, shown
from valuemodel.closing.facts import Facts
from valuemodel.closing.plan import Planned
from valuemodel.closing.waves import Measured as Compared
from valuemodel.closing.waves import measured
from valuemodel.programme import KpiPlan, Programme

STARTED, AS_OF, KPIS, UNITS = date(2025, 10, 1), date(2026, 10, 31), 20, 12
AIMS = {1_200: 2.0, 50_000: 20.0}


class Company(NamedTuple):
    """What a closing reads, and the groups in which it shows every KPI."""

    facts: Facts
    waves: dict[str, Compared]
    allowed: Shown
    programme: Programme
    sizes: dict[str, int]


def months() -> tuple[date, ...]:
    """Three months before the start and thirteen from it on."""
    numbers = range(STARTED.year * 12 + STARTED.month - 4, STARTED.year * 12 + STARTED.month + 12)
    return tuple(date(number // 12, number % 12 + 1, 1) for number in numbers)


def catalogue() -> dict[str, kpis.Kpi]:
    """`KPIS` KPIs: the catalogue's own, then copies of its survey KPIs."""
    known = dict(kpis.catalogue())
    surveys = [key for key, entry in known.items() if entry.source == "survey"]
    for number in range(KPIS - len(known)):
        key = surveys[number % len(surveys)]
        known[f"{key}_{number}"] = replace(known[key], key=f"{key}_{number}")
    return dict(list(known.items())[:KPIS])


def subjects(people: int) -> pd.DataFrame:
    """People in twelve units, a third of them outside the programme, in teams of twelve."""
    unit = np.arange(people) * UNITS // people
    team = np.arange(people) // 12
    return pd.DataFrame(
        {
            "unit": [f"Unit {number}" for number in unit], "team": [str(number) for number in team],
            "cohort": np.where(unit < 8, "programme", "comparison"), "role": "staff", "distance": 1, "site": "Lyon",
            "directory": True, "moved": False, "joined": pd.NaT, "left_on": pd.NaT,
        },
        index=pd.Index(np.arange(1, people + 1), name="person_key"),
    )  # fmt: skip


def usage(entry: kpis.Kpi, people: int, random: np.random.Generator) -> pd.DataFrame:
    """A row a person and month."""
    dates = months()
    subject, number = np.repeat(np.arange(people), len(dates)), np.tile(np.arange(len(dates)), people)
    value = (random.random(len(subject)) < 0.2 + 0.02 * number).astype(float)
    value = value if entry.unit == "share" else random.gamma(2.0, 3.0, len(subject))
    rows = pd.DataFrame({"subject": subject, "month": np.array(dates, dtype=object)[number], "value": value})
    return rows.assign(numerator=value, denominator=1.0) if entry.aggregate == "ratio" else rows


def survey(people: int, random: np.random.Generator) -> pd.DataFrame:
    """A row a person and wave; three in five answer."""
    waves = [np.flatnonzero(random.random(people) < 0.6) for _ in range(2)]
    subject = np.concatenate(waves)
    name = np.repeat(["avant", "apres"], [len(wave) for wave in waves])
    return pd.DataFrame({"subject": subject, "wave": name, "value": random.integers(0, 5, len(subject)) / 4})


def item_answers(known: dict[str, kpis.Kpi], people: int, random: np.random.Generator) -> pd.DataFrame:
    """The answers that indices are made of: a row a sheet, wave and question."""
    items = sorted({item for entry in known.values() if len(entry.items) > 1 for item in entry.items})
    parts = [
        pd.DataFrame({"respondent_id": np.arange(people), "wave": wave, "item": item,
                      "value": random.integers(0, 5, people) / 4})
        for wave in ("avant", "apres") for item in items
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def company(people: int, known: dict[str, kpis.Kpi]) -> Company:
    """A company of `people`, the same whenever it is made."""
    random = np.random.default_rng(people)
    staff = subjects(people)
    rows = {
        key: usage(entry, people, random) if entry.source == "usage" else survey(people, random)
        for key, entry in known.items()
    }
    ends = {month: month.replace(day=monthrange(month.year, month.month)[1]) for month in months()}
    tools = ("teams", "viva_insights")
    everyone = np.arange(people)
    facts = Facts(
        subjects=staff, rows=rows, nameless_tools=(), long_tools=(), costs=(), uploads=(), survey_uploads=(),
        survey_waves=tuple(
            {"wave": name, "start_date": day, "end_date": day, "invited": people}
            for name, day in (("avant", date(2025, 9, 15)), ("apres", date(2026, 9, 15)))
        ),
        sheets={"avant": everyone[::2], "apres": everyone[1::2]}, scales={}, usage_uploads=(), directory_uploads=(),
        item_answers=item_answers(known, people, random),
        months={(tool, month): end for tool in tools for month, end in ends.items()},
    )  # fmt: skip
    waves = {key: measured(entry, facts, STARTED, AS_OF) for key, entry in known.items()}
    sizes = dict.fromkeys(known, 10)
    plans = tuple(KpiPlan(key, 0.05) for key in known)
    allowed = shown(facts, waves, plan(staff), sizes, {})
    return Company(facts, waves, allowed, Programme("b", "B", "B", STARTED, kpi_plans=plans), sizes)


def plan(staff: pd.DataFrame) -> tuple[Planned, ...]:
    """The programme, the comparison group and twelve units: fourteen groups."""
    cohort = staff["cohort"].to_numpy()
    totals = [
        Planned(name, kind, name, (), cohort == name)
        for name, kind in (("programme", "total"), ("comparison", "comparison"))
    ]
    units = [
        Planned(f"unit:{unit}", "unit", part["cohort"].iloc[0], (unit,), (staff["unit"] == unit).to_numpy(),
                part["cohort"].iloc[0])
        for unit, part in staff.groupby("unit", sort=True)
    ]  # fmt: skip
    return tuple(totals + units)


def seconds(job: Callable[[], object]) -> float:
    """Processor time of `job`, once: the other programs of the machine do not count."""
    started = time.process_time()
    job()
    return time.process_time() - started


def spent(people: int, known: dict[str, kpis.Kpi]) -> float:
    """Seconds that a closing spends on the effects of `people` and on the evidence behind them."""
    facts, waves, allowed, programme, sizes = company(people, known)
    return seconds(
        lambda: (
            comparisons.effects(facts, waves, allowed, programme, AS_OF, sizes),
            evidence.evidence_of(facts, waves, allowed, programme, AS_OF, sizes, {}),
        )
    )


def measure() -> list[Measured]:
    """Both companies, each against what a closing may spend."""
    known = catalogue()
    original = kpis.catalogue
    kpis.catalogue = lambda: known  # type: ignore[assignment]
    try:
        return [
            Measured(f"effects, {people:,} people x {KPIS} KPIs x 14 groups", spent(people, known), aim, 1.0, "s")
            for people, aim in AIMS.items()
        ]
    finally:
        kpis.catalogue = original
