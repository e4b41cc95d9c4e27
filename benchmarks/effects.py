"""How long a closing spends on effects: 1,200 people (aim: under 2 s), 50,000 people (under 20 s), 20 KPIs, 14 groups.

Run alone: `python -m benchmarks.effects`. Times are those of one run on this machine; compare the two, and compare runs
of the same machine.
"""

from __future__ import annotations

import sys
import time
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from valuemodel import kpis
from valuemodel.closing import comparisons, evidence
from valuemodel.closing.cells import Shown, shown
from valuemodel.closing.facts import Facts
from valuemodel.closing.plan import Planned
from valuemodel.closing.waves import Measured, measured
from valuemodel.programme import KpiPlan, Programme

STARTED, AS_OF, KPIS, UNITS = date(2025, 10, 1), date(2026, 10, 31), 20, 12
AIMS = {1_200: 2.0, 50_000: 20.0}


class Company(NamedTuple):
    """What a closing reads, and the groups in which it shows every KPI."""

    facts: Facts
    waves: dict[str, Measured]
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


def run(people: int, known: dict[str, kpis.Kpi]) -> dict[str, float]:
    """Seconds spent on the effects and on the evidence behind them."""
    made = company(people, known)
    facts, waves, allowed, programme, sizes = made
    return {
        "effects": seconds(lambda: comparisons.effects(facts, waves, allowed, programme, AS_OF, sizes)),
        "evidence": seconds(lambda: evidence.evidence_of(facts, waves, allowed, programme, AS_OF, sizes, {})),
    }


def main() -> int:
    """Prints the times and their ratio; 1 when an aim is missed."""
    known, missed = catalogue(), 0
    kpis.catalogue.cache_clear()
    original = kpis.catalogue
    kpis.catalogue = lambda: known  # type: ignore[assignment]
    try:
        for people, aim in AIMS.items():
            found = run(people, known)
            total = sum(found.values())
            missed += total > aim
            parts = ", ".join(f"{name} {spent:.2f} s" for name, spent in found.items())
            print(f"{people:>6} people x {len(known)} KPIs x 14 groups: {total:.2f} s (aim {aim:.0f} s): {parts}")
    finally:
        kpis.catalogue = original
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
