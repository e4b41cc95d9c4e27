"""Which months or survey waves a KPI compares, and each subject's value in them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from valuemodel.closing.facts import Facts, serves
from valuemodel.closing.types import Wave
from valuemodel.effects.publish import people
from valuemodel.effects.samples import Numbers, Sample, ratio_sample
from valuemodel.kpis import Kpi

WAVE_MONTHS = 3


class Values(NamedTuple):
    """One KPI in one wave: the subjects' positions, their values and, for a ratio, numerators and denominators.

    `cell` names the quantity for the disclosure check: two closings that publish it publish the same thing.
    """

    wave: Wave
    cell: str
    subject: np.ndarray
    value: Numbers
    numerator: Numbers | None
    denominator: Numbers | None

    def counted(self, members: np.ndarray) -> np.ndarray:
        """The positions of the `members` (a mask over subjects) that the KPI rests on in this wave."""
        rests = members[self.subject]
        return self.subject[rests if self.denominator is None else rests & (self.denominator > 0)]

    def sample(self, members: np.ndarray, facts: Facts) -> Sample:
        """The values of `members`, ready to be compared."""
        chosen = members[self.subject]
        keys, clusters = facts.keys[self.subject[chosen]], facts.clusters[self.subject[chosen]]
        if self.numerator is None or self.denominator is None:
            return Sample(self.value[chosen], keys, clusters)
        return ratio_sample(self.numerator[chosen], self.denominator[chosen], keys, clusters)


class Measured(NamedTuple):
    """One KPI's waves in order (the first and the last are compared), or the reason why there is nothing to compare.

    `baseline` has the first and the last month of the baseline, to see whether groups moved alike before the start.
    """

    waves: tuple[Values, ...]
    reason: str = ""
    cautions: tuple[str, ...] = ()
    baseline: tuple[Values, ...] = ()


def measured(kpi: Kpi, facts: Facts, started: date, as_of: date) -> Measured:
    """The waves of `kpi` up to `as_of` for a programme that started on `started`."""
    return _usage(kpi, facts, started, as_of) if kpi.source == "usage" else _survey(kpi, facts, started, as_of)


def _usage(kpi: Kpi, facts: Facts, started: date, as_of: date) -> Measured:
    rows = facts.rows[kpi.key]
    ends = month_ends(kpi, facts)
    known = sorted(month for month in set(rows["month"]) & set(ends) if ends[month] <= as_of)
    before = tuple(month for month in known if ends[month] < started)[-WAVE_MONTHS:]
    after = tuple(month for month in known if month >= started)[-WAVE_MONTHS:]
    waves = tuple(_mean_over(rows, months, kpi) for months in (before, after) if months)
    if not before or not after:
        return Measured(waves, _missing_usage(kpi, facts, known, bool(before)))
    changed = facts.tools_of(kpi, before) != facts.tools_of(kpi, after)
    found = {"tools_changed": changed, "one_pre_wave": len(before) == 1}
    outer = (before[0], before[-1]) if len(before) > 1 else ()
    baseline = tuple(_mean_over(rows, (month,), kpi) for month in outer)
    return Measured(waves, "", tuple(name for name, holds in found.items() if holds), baseline)


def month_ends(kpi: Kpi, facts: Facts) -> dict[date, date]:
    """The day on which each month's data end: the reports' last day, or the month's when they run over it."""
    ends: dict[date, date] = {}
    for (tool, month), last_day in facts.months.items():
        if serves(tool, kpi):
            end = min(last_day, month.replace(day=monthrange(month.year, month.month)[1]))
            ends[month] = max(ends.get(month, end), end)
    return ends


def _missing_usage(kpi: Kpi, facts: Facts, known: list[date], baseline: bool) -> str:
    if not known:
        if any(serves(tool, kpi) for tool in facts.nameless_tools):
            return "concealed_names"
        return "no_directory" if facts.tools_of(kpi) else "not_measured"
    return "no_follow_up" if baseline else "no_baseline"


def _mean_over(rows: pd.DataFrame, months: tuple[date, ...], kpi: Kpi) -> Values:
    """Each person's mean over the wave's months in which they were counted."""
    chosen = rows[rows["month"].isin(months)]
    columns = ["numerator", "denominator"] if kpi.aggregate == "ratio" else ["value"]
    means = chosen.groupby("subject", sort=True)[columns].mean()
    end = months[-1].replace(day=monthrange(months[-1].year, months[-1].month)[1])
    wave = Wave(f"{months[0]:%Y-%m}/{months[-1]:%Y-%m}", "usage", months[0], end)
    return _values(wave, "+".join(f"{month:%Y-%m}" for month in months), means)


def _values(wave: Wave, cell: str, means: pd.DataFrame) -> Values:
    numbers = {name: means[name].to_numpy(dtype=np.float64) for name in means.columns}
    value = numbers.get("value", np.empty(0))
    return Values(wave, cell, means.index.to_numpy(), value, numbers.get("numerator"), numbers.get("denominator"))


def _survey(kpi: Kpi, facts: Facts, started: date, as_of: date) -> Measured:
    rows = facts.rows[kpi.key]
    known = [wave for wave in facts.survey_waves if wave["start_date"] is None or wave["start_date"] <= as_of]
    known = [wave for wave in known if (rows["wave"] == wave["wave"]).any()]
    waves = tuple(_one_wave(rows, wave, facts, as_of) for wave in known)
    if not waves:
        return Measured((), "not_measured")
    late = waves[0].wave.start > started
    if len(waves) == 1:
        return Measured(waves, "no_baseline" if late else "no_follow_up")
    cautions = ("one_pre_wave", "baseline_after_start") if late else ("one_pre_wave",)
    return Measured(waves, _changed(kpi, facts, waves), cautions)


def _scales(kpi: Kpi, facts: Facts, waves: tuple[Values, ...]) -> tuple[str, str] | None:
    """The scales of the first and the last wave when they differ."""
    first, last = ([facts.scales.get((item, wave.cell), ()) for item in kpi.items] for wave in (waves[0], waves[-1]))
    if first == last or not any(first) or not any(last):
        return None
    return ", ".join(sum(first, ())), ", ".join(sum(last, ()))


def _asked(kpi: Kpi, facts: Facts, waves: tuple[Values, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The questions of an index asked in the first and in the last wave."""
    first, last = (frozenset(item for item in kpi.items if (item, wave.cell) in facts.scales) for wave in _ends(waves))
    return first, last


def _ends(waves: tuple[Values, ...]) -> tuple[Values, Values]:
    return waves[0], waves[-1]


def _changed(kpi: Kpi, facts: Facts, waves: tuple[Values, ...]) -> str:
    """Why two waves do not ask the same thing: an index with other questions, or a question on another scale."""
    first, last = _asked(kpi, facts, waves)
    if len(kpi.items) > 1 and first != last and first and last:
        return "items_differ"
    return "question_changed" if _scales(kpi, facts, waves) else ""


def why_not(kpi: Kpi, facts: Facts, found: Measured) -> dict[str, object]:
    """What a refusal says about a question that changed: the scale before and after, or how many questions an index
    shares; nothing for other reasons.
    """
    if found.reason == "items_differ":
        first, last = _asked(kpi, facts, found.waves)
        return {"before": len(first), "after": len(last), "both": len(first & last)}
    if found.reason != "question_changed":
        return {}
    before, after = _scales(kpi, facts, found.waves) or ("", "")
    return {"before": before, "after": after}


def _one_wave(rows: pd.DataFrame, wave: dict, facts: Facts, as_of: date) -> Values:
    name = wave["wave"]
    start = wave["start_date"] or as_of
    invited = wave["invited"] or people(int(facts.present(start).sum())) or None
    described = Wave(name, "survey", start, wave["end_date"] or start, invited, people(len(facts.sheets.get(name, ()))))
    means = rows[rows["wave"] == name].groupby("subject", sort=True)[["value"]].mean()
    return _values(described, name, means)
