"""What people say of practice: items, choices, perception gaps, the two goals, pull, early adopters and learners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan

import numpy as np
import pandas as pd

from valuemodel import practice
from valuemodel.closing.cells import Shown
from valuemodel.closing.facts import Facts
from valuemodel.closing.findings.cells import PAIR, PAIRS, quantity_of
from valuemodel.closing.findings.usage import number, share
from valuemodel.closing.plan import Planned
from valuemodel.closing.waves import Measured, Values
from valuemodel.effects import publish
from valuemodel.effects.intervals import newcombe_unpaired
from valuemodel.practice import Figure, Gap
from valuemodel.spreadsheets.items import items

PLACED = ("agreement_5", "frequency_5", "zero_ten", "one_five")
"""Scales with a top: a favourable answer is one of its two highest."""
SMALLEST_FOR_CHOICES = 20
IN_UNITS = ("exchange_form",)
"""Choices told by unit; the others are told of the programme, the comparison and the roles."""
RELIABILITY = {"example": "example_", "trust": "trust_", "meaning": "meaning", "alignment": "alignment"}
"""Indices, and how the keys of their items begin."""


def told(facts: Facts, measured: Mapping[str, Measured], shown: Shown) -> Iterator[Figure]:
    """Every item in every group where it may be told: its mean and favourable share, or the share of each choice."""
    for item, entry in items().items():
        key = quantity_of(item)
        for values in measured[key].waves if key in measured else ():
            groups = shown.told.get(key, ())
            if entry["scale"] == "choice":
                yield from _choices(facts, item, values, groups)
            else:
                for group in groups:
                    yield from _item(item, str(entry["scale"]), values, group)


def _item(item: str, scale: str, values: Values, group: Planned) -> Iterator[Figure]:
    """The mean; the favourable share too where people are many (a unit has its mean only)."""
    chosen = values.value[group.members[values.subject]]
    n = len(chosen)
    if scale not in PLACED:
        yield number("item", item, group.key, values.wave.key, float(chosen.mean()), n)
        return
    yield number("item", item, group.key, values.wave.key, publish.masked(float(chosen.mean()), n), n)
    if group.kind != "unit":
        yield share("favourable", item, group.key, values.wave.key, practice.favourable(chosen).favourable, n)


def _choices(facts: Facts, item: str, values: Values, groups: tuple[Planned, ...]) -> Iterator[Figure]:
    """The share of each choice; only where at least twenty people chose, since a table of few tells about each."""
    rows = _rows(facts, item, values.wave.key)
    keys, subject = practice.choice_keys(item, rows["label"]), rows["subject"].to_numpy(np.int64)
    names = [choice["key"] for choice in items()[item]["choices"] if "missing" not in choice]
    for group in groups:
        if group.kind == "unit" and item not in IN_UNITS:
            continue
        chosen = keys[group.members[subject]]
        n = int(np.isin(chosen, names).sum())
        if n >= SMALLEST_FOR_CHOICES:
            for name, value in practice.chosen(list(chosen), names).items():
                yield share(f"choice.{item}", name, group.key, values.wave.key, round(value * n), n)


def _rows(facts: Facts, item: str, wave: str) -> pd.DataFrame:
    answers = facts.practice.answers
    return answers[(answers["item"] == item) & (answers["wave"] == wave)]


def gaps(measured: Mapping[str, Measured], shown: Shown) -> Iterator[Gap]:
    """Each item as executives, managers and staff see it, and the gap between executives and staff."""
    for item, entry in items().items():
        key = quantity_of(item)
        roles = {group.names[0]: group for group in shown.told.get(key, ()) if group.kind == "role"}
        if entry["scale"] not in PLACED or len(roles) < 2:
            continue
        for values in measured[key].waves:
            counts = {role: _counts(values, group) for role, group in roles.items()}
            shares = {role: publish.nearest(yes / n, 2) for role, (yes, n) in counts.items()}
            found = Gap(item, values.wave.key, *(shares.get(role) for role in ("executive", "manager", "staff")))
            yield _with_interval(found, counts)


def _counts(values: Values, group: Planned) -> tuple[float, int]:
    """Favourable answers (masked when a small group is unanimous) and answers."""
    yes, n = practice.favourable(values.value[group.members[values.subject]])
    return publish.masked(yes / n, n) * n, n


def _with_interval(found: Gap, counts: Mapping[str, tuple[float, int]]) -> Gap:
    if not {"executive", "staff"} <= counts.keys():
        return found
    (yes, n), (yes_staff, n_staff) = counts["executive"], counts["staff"]
    low, high = newcombe_unpaired((yes, n), (yes_staff, n_staff))
    return Gap(
        found.item, found.period, found.executive, found.manager, found.staff,
        publish.nearest(yes / n - yes_staff / n_staff, 2), publish.down(low, 2), publish.up(high, 2),
    )  # fmt: skip


def pairs(facts: Facts, measured: Mapping[str, Measured], shown: Shown) -> Iterator[Figure]:
    """The 2 x 2 of the two goals, and that of meaning and alignment."""
    for name, both in PAIRS.items():
        key = f"{PAIR}{name}"
        for values in measured[key].waves if key in measured else ():
            first, second = (_aligned(facts, item, values) for item in both)
            for group in shown.told.get(key, ()):
                inside = group.members[values.subject]
                counted = practice.two_goals if name == "two_goals" else practice.quadrant
                n = int(inside.sum())
                for part, value in counted(first[inside], second[inside]).items():
                    yield share(name, part, group.key, values.wave.key, round(value * n), n)


def _aligned(facts: Facts, item: str, values: Values) -> np.ndarray:
    rows = _rows(facts, item, values.wave.key).set_index("subject")["value"]
    return rows[~rows.index.duplicated(keep="last")].reindex(values.subject).to_numpy(np.float64)


def trends(facts: Facts, measured: Mapping[str, Measured], shown: Shown) -> Iterator[practice.Trend]:
    """Pull by distance from the customer, wave by wave, over the programme's people whose distance is known."""
    total = next((group for group in shown.told.get("pull", ()) if group.key == "programme"), None)
    distances = [group for group in shown.told.get("pull", ()) if group.kind == "distance"]
    if total is None or len(distances) < 2:
        return
    units = pd.factorize(facts.subjects["unit"].fillna("").astype(str))[0]
    distance = pd.to_numeric(facts.subjects["distance"]).to_numpy(np.float64)
    for values in measured["pull"].waves:
        inside = total.members[values.subject] & ~np.isnan(distance[values.subject])
        chosen = values.subject[inside]
        found = practice.slope(values.value[inside], distance[chosen], units[chosen])
        if found is not None:
            told = [publish.nearest(one, 3) for one in (found.slope, found.low, found.high, found.tau)]
            page, page_p = _page(facts, values, total, distance)
            yield practice.Trend(values.wave.key, told[0], told[1], told[2], told[3], page, page_p)


def _page(facts: Facts, values: Values, total: Planned, distance: np.ndarray) -> tuple[float | None, float | None]:
    """Page's L over sites that have every distance (pull is expected to fall, so the farthest comes first)."""
    inside = values.subject[total.members[values.subject]]
    frame = pd.DataFrame({
        "site": facts.subjects["site"].astype(object).to_numpy()[inside], "distance": distance[inside],
        "value": values.value[total.members[values.subject]],
    })  # fmt: skip
    table = frame.pivot_table(index="site", columns="distance", values="value", aggfunc="mean").dropna()
    if len(table) < 3 or table.shape[1] < 3:
        return None, None
    statistic, p_value = practice.ordered_trend(table.to_numpy()[:, ::-1])
    return publish.nearest(statistic, 1), publish.nearest(p_value, 4)


def reliability(facts: Facts, shown: Shown) -> Iterator[Figure]:
    """Cronbach's alpha of each index in each wave, over the programme's people who answered all of its items."""
    total = next((group for group in shown.plan if group.key == "programme"), None)
    answers = facts.practice.answers
    if total is None:
        return
    for index, start in RELIABILITY.items():
        keys = [
            item for item in items() if item == start or item.startswith(start if start[-1] == "_" else f"{start}_")
        ]
        for wave, rows in answers[answers["item"].isin(keys)].groupby("wave", sort=True):
            table = rows.pivot_table(index="subject", columns="item", values="value").dropna()
            table = table[total.members[table.index.to_numpy(np.int64)]]
            found = practice.alpha(table.to_numpy()) if table.shape[1] > 1 and len(table) >= 50 else float("nan")
            if not isnan(found):
                yield number("reliability", index, total.key, str(wave), found, len(table))
