"""Indices of several questions: whether the questions hang together, and the questions alone when they differ."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from valuemodel.closing.facts import Facts
from valuemodel.closing.plan import Planned
from valuemodel.closing.waves import Measured
from valuemodel.effects import publish
from valuemodel.effects.designs import Estimate, before_after, masked
from valuemodel.effects.evidence import IndexReliability, ItemChange
from valuemodel.effects.reliability import reliability
from valuemodel.effects.samples import Sample, sample
from valuemodel.kpis import Kpi, kpi
from valuemodel.privacy import disclosure_issues

Cells = dict[str, frozenset[int]]


def item_changes(
    facts: Facts,
    measured: Mapping[str, Measured],
    whole: Planned | None,
    earlier: Mapping[tuple[int, str], frozenset[int]],
    k: int,
) -> tuple[tuple[ItemChange, ...], Cells]:
    """In place of an index whose questions differ between the waves, the questions that both asked; and their cells.

    Over the programme as a whole, when at least `k` people answered it in each wave and no earlier closing told it
    about nearly the same people.
    """
    changes: list[ItemChange] = []
    cells: Cells = {}
    for key in [key for key, one in measured.items() if one.reason == "items_differ" and whole is not None]:
        for item in kpi(key).items:
            waves = _waves(item, facts, measured[key], whole)
            added = {f"{key}.{item}|{name}|programme": frozenset(wave.person.tolist()) for name, wave in waves.items()}
            if min(wave.n for wave in waves.values()) >= k and not _discloses(added, earlier, k):
                changes.append(_item_change(kpi(key), item, *waves.values()))
                cells |= added
    return tuple(changes), cells


def _waves(item: str, facts: Facts, one: Measured, whole: Planned | None) -> dict[str, Sample]:
    assert whole is not None
    rows = facts.item_answers[facts.item_answers["item"] == item]
    return {values.cell: _answers(rows, values.cell, facts, whole) for values in (one.waves[0], one.waves[-1])}


def _discloses(added: Cells, earlier: Mapping[tuple[int, str], frozenset[int]], k: int) -> bool:
    for key, people in added.items():
        known = {f"{name} ({number})": cell for (number, name), cell in earlier.items() if name == key}
        if disclosure_issues({name: cell for name, cell in known.items() if cell != people} | {key: people}, k):
            return True
    return False


def _item_change(entry: Kpi, item: str, before: Sample, after: Sample) -> ItemChange:
    found = _masked(before_after(before, after), before, after)
    told = [publish.nearest(publish.masked(wave.mean, wave.n), entry.decimals) for wave in (before, after)]
    change = publish.nearest(found.change, entry.decimals)
    low, high = publish.down(found.low, entry.decimals), publish.up(found.high, entry.decimals)
    return ItemChange(entry.key, item, told[0], told[1], change, low, high)


def _masked(found: Estimate, before: Sample, after: Sample) -> Estimate:
    hidden = any(publish.hides(wave.mean, wave.n) for wave in (before, after))
    return masked(found, before, after) if hidden else found


def _answers(rows: pd.DataFrame, wave: str, facts: Facts, whole: Planned) -> Sample:
    own = rows[(rows["wave"] == wave) & rows["subject"].notna()]
    subject = own["subject"].to_numpy(dtype=np.int64)
    inside = whole.members[subject]
    chosen = subject[inside]
    return sample(own["value"].to_numpy(dtype=float)[inside], facts.keys[chosen], facts.clusters[chosen])


def reliabilities(facts: Facts, measured: Mapping[str, Measured]) -> tuple[IndexReliability, ...]:
    """Alpha and omega of each index in each wave, over everybody who answered all its questions."""
    found = []
    for key, one in measured.items():
        entry = kpi(key)
        if len(entry.items) < 2:
            continue
        for values in one.waves:
            told = _reliability(entry, values.cell, facts)
            if told is not None:
                found.append(told)
    return tuple(found)


def _reliability(entry: Kpi, wave: str, facts: Facts) -> IndexReliability | None:
    rows = facts.item_answers
    own = rows[(rows["wave"] == wave) & rows["item"].isin(entry.items)]
    asked = own.pivot(index="respondent_id", columns="item", values="value")
    found = reliability(asked.to_numpy(dtype=float)) if asked.shape[1] > 1 else None
    if found is None:
        return None
    omega = None if found.omega is None else round(found.omega, 2)
    low, high = publish.down(found.low, 2), publish.up(found.high, 2)
    return IndexReliability(entry.key, wave, round(found.alpha, 2), low, high, omega, found.answers)
