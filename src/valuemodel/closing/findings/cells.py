"""The quantities of the practice section as the disclosure check sees them, beside the KPIs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from valuemodel import practice
from valuemodel.closing.facts import Facts
from valuemodel.closing.findings import splits
from valuemodel.closing.findings.splits import REGULAR
from valuemodel.closing.plan import KPI_KINDS, Planned
from valuemodel.closing.types import Wave
from valuemodel.closing.waves import Measured, Values, month_ends
from valuemodel.kpis import catalogue, kpi
from valuemodel.programme import Programme
from valuemodel.spreadsheets.items import items

MONTHS, TIES, MOBILE = "practice.months", "practice.ties", "practice.mobile"
ITEM, PAIR = "practice.item.", "practice.pair."
KINDS = {
    MONTHS: ("total", "comparison", "unit", "distance"),
    TIES: ("total", "comparison", "unit"),
    MOBILE: ("total", "comparison", "distance"),
    ITEM: ("total", "comparison", "unit", "role"),
    PAIR: ("total", "comparison"),
}
"""The kinds of group in which each quantity is told."""
CULTURE = ("meaning", "alignment", "right_to_err", "shares_outside_team", "knows_whom", "perceived_value")
"""What early adopters and the majority, and the told, taught and involved, are compared on."""
SPLIT, ACCOMPANIED = ("adopter", "learner"), "accompanied"
PAIRS = {"two_goals": ("company_gains", "person_gains"), "pull_quadrant": ("meaning", "alignment")}
"""Items that are told together, person by person."""


class Quantities(NamedTuple):
    """What the section will tell: each quantity's waves, its smallest group, its kinds of group, groups of its own."""

    measured: dict[str, Measured]
    sizes: dict[str, int]
    kinds: dict[str, tuple[str, ...]]
    groups: tuple[Planned, ...]


def quantities(facts: Facts, programme: Programme, as_of: date) -> Quantities:
    """Every quantity of the section: months of use, windows of exchanges, items of the survey, pairs of items.

    An item that is a KPI is that KPI's quantity, in more kinds of group when it belongs to the culture items.
    """
    measured = {MONTHS: Measured(_months(facts, as_of)), TIES: Measured(_windows(facts, programme, as_of)),
                MOBILE: Measured(_mobile(facts, as_of))}  # fmt: skip
    waves = _item_waves(facts, as_of)
    measured |= {f"{ITEM}{item}": Measured(found) for item, found in waves.items() if item not in catalogue()}
    measured |= {
        f"{PAIR}{name}": Measured(_pair(*(waves.get(item, ()) for item in both))) for name, both in PAIRS.items()
    }
    measured = {key: one for key, one in measured.items() if one.waves}
    survey = [key for key in measured if key.startswith((ITEM, PAIR))]
    sizes = {key: programme.k_survey if key in survey else programme.k_usage for key in measured}
    own = (*splits.adopters(facts), *splits.learners(facts), *splits.accompanied(facts, programme.k_survey))
    return Quantities(measured, sizes, _kinds(measured), own)


def _kinds(measured: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The kinds of group of each quantity that has others than a KPI's; culture items also tell the splits."""
    found: dict[str, tuple[str, ...]] = {
        key: (*KPI_KINDS, ACCOMPANIED) for key, one in catalogue().items() if one.source == "survey"
    }
    found |= {key: KINDS[next(kind for kind in KINDS if key.startswith(kind))] for key in measured}
    return found | {key: found.get(key, KPI_KINDS) + SPLIT for key in map(quantity_of, CULTURE)}


def quantity_of(item: str) -> str:
    """The quantity that tells an item: the KPI of its name, else the item's own."""
    return item if item in catalogue() else f"{ITEM}{item}"


def _pair(first: tuple[Values, ...], second: tuple[Values, ...]) -> tuple[Values, ...]:
    """Those who answered both items of a wave; the value is the product."""
    found = []
    for one in first:
        other = next((values for values in second if values.cell == one.cell), None)
        if other is not None:
            subject, at_one, at_other = np.intersect1d(one.subject, other.subject, return_indices=True)
            found.append(Values(one.wave, one.cell, subject, one.value[at_one] * other.value[at_other], None, None))
    return tuple(found)


def _months(facts: Facts, as_of: date) -> tuple[Values, ...]:
    """Regular use (0 or 1) of everybody eligible, one wave a complete month."""
    rows = facts.rows[REGULAR]
    ends = month_ends(kpi(REGULAR), facts)
    found = []
    for month in sorted(day for day, end in ends.items() if end <= as_of):
        chosen = rows[rows["month"] == month]
        if len(chosen):
            found.append(_values(Wave(f"{month:%Y-%m}", "usage", month, ends[month]), f"{month:%Y-%m}", chosen))
    return tuple(found)


def _mobile(facts: Facts, as_of: date) -> tuple[Values, ...]:
    """Who uses a phone or a tablet (0 or 1), of those whose devices the last month's reports tell."""
    rows = facts.practice.devices
    rows = rows[rows["month"] <= pd.Timestamp(as_of)]
    if not len(rows):
        return ()
    month = rows["month"].max()
    told = rows[rows["month"] == month].rename(columns={"mobile": "value"})
    wave = Wave(f"{month:%Y-%m}", "usage", month.date(), (month + pd.offsets.MonthEnd(0)).date())
    return (_values(wave, wave.key, told),)


def _values(wave: Wave, cell: str, rows: pd.DataFrame) -> Values:
    subject, value = rows["subject"].to_numpy(np.int64), rows["value"].to_numpy(np.float64)
    return Values(wave, cell, subject, value, None, None)


class Window(NamedTuple):
    """A window of exchanges: its name, first and last day, and its rows."""

    name: str
    start: date
    end: date
    rows: pd.DataFrame


def windows(ties: pd.DataFrame, programme: Programme, as_of: date) -> tuple[Window, ...]:
    """The last weeks of `ties` (dated rows) before the programme's start, and the last before the closing, if any."""
    if not len(ties):
        return ()
    ends = ties["period_end"].fillna(pd.Timestamp(as_of))
    length = pd.Timedelta(weeks=practice.threshold("window_weeks"))
    found = []
    for name, chosen in (
        ("before", ends < pd.Timestamp(programme.started)),
        ("after", (ends >= pd.Timestamp(programme.started)) & (ends <= pd.Timestamp(as_of))),
    ):
        if chosen.any():
            last = ends[chosen].max()
            rows = ties[chosen & (ends > last - length)]
            first = rows["period_start"].min()
            start = last.date() if pd.isna(first) else first.date()
            found.append(Window(name, start, last.date(), rows))
    return tuple(found)


def _windows(facts: Facts, programme: Programme, as_of: date) -> tuple[Values, ...]:
    """The people who take part in the exchanges of each window."""
    found = []
    for name, start, end, rows in windows(facts.practice.ties, programme, as_of):
        people = np.unique(np.concatenate([rows["source"].to_numpy(), rows["target"].to_numpy()]))
        wave = Wave(name, "network", start, end)
        found.append(Values(wave, f"{start}/{end}", people, np.ones(len(people)), None, None))
    return tuple(found)


def _item_waves(facts: Facts, as_of: date) -> dict[str, tuple[Values, ...]]:
    """Answers to each item by wave, the waves in order."""
    order = [wave for wave in facts.survey_waves if wave["start_date"] is None or wave["start_date"] <= as_of]
    answers, found = facts.practice.answers, {}
    by_item = dict(iter(answers.groupby(["item", "wave"], sort=True)))
    for item in items():
        parts = [(wave, by_item.get((item, wave["wave"]))) for wave in order]
        told = tuple(item_wave(wave, rows, as_of) for wave, rows in parts if rows is not None)
        if told:
            found[item] = told
    return found


def item_wave(wave: Mapping, rows: pd.DataFrame, as_of: date) -> Values:
    start = wave["start_date"] or as_of
    return _values(Wave(wave["wave"], "survey", start, wave["end_date"] or start), wave["wave"], rows)
