"""Who shares how much over the last months: by kind of person, by Lorenz and Gini, by the few who do most."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from valuemodel import practice
from valuemodel.closing.facts import APART, Facts
from valuemodel.closing.findings.usage import Use, number, share
from valuemodel.closing.plan import Planned
from valuemodel.closing.waves import WAVE_MONTHS
from valuemodel.effects import publish
from valuemodel.practice import Figure, Refusal
from valuemodel.privacy import dominated


def participation(facts: Facts, use: Use, total: Planned, k: int) -> Iterator[Figure | Refusal | practice.Lorenz]:
    """Who contributes how much over the last three months: Lorenz, Gini, top shares, contributors, readers, absent."""
    members = np.flatnonzero(total.members & use.eligible[:, -1])
    since = pd.Timestamp(use.months[-min(WAVE_MONTHS, len(use.months))].wave.start)
    rows = facts.practice.usage
    rows = rows[~rows["tool"].isin(APART) & (rows["month"] >= since)]
    sums = rows.groupby("subject")[["contributions", "actions", "readings"]].sum().reindex(members, fill_value=0.0)
    amounts = sums["contributions"].to_numpy(np.float64)
    n, wrote = len(amounts), int((amounts > 0).sum())
    kinds = practice.kinds(amounts, (sums["actions"] + sums["readings"]).to_numpy(np.float64))
    for name, value in kinds._asdict().items():
        yield share("participation", name, total.key, use.last, round(value * n), n)
    if wrote < 5 * k or dominated(amounts.tolist()):
        yield Refusal("inequality", "too_few_contributors")
        return
    yield from _inequality(facts, use, total, k, members, amounts)


def _inequality(
    facts: Facts, use: Use, total: Planned, k: int, members: np.ndarray, amounts: np.ndarray
) -> Iterator[Figure | practice.Lorenz]:
    teams = facts.clusters[members]
    for who, chosen in (("everyone", np.ones(len(amounts), dtype=bool)), ("contributors", amounts > 0)):
        low, high = practice.gini_interval(amounts[chosen], teams[chosen], np.random.default_rng(7))
        n = int(chosen.sum())
        yield Figure(
            "gini", who, total.key, use.last, publish.nearest(practice.gini(amounts[chosen]), 2), publish.down(low, 2),
            publish.up(high, 2), publish.people(n),
        )  # fmt: skip
        parts = 10 if n >= 10 * k else 5
        points = tuple(publish.nearest(float(one), 2) for one in practice.lorenz(amounts[chosen], parts))
        yield practice.Lorenz(use.last, who, points)
    for few in (practice.threshold("few_share"), 0.10, 0.20):
        if few * len(amounts) >= k:
            value = practice.top_share(amounts, few)
            yield number("top_share", f"{few:.2f}", total.key, use.last, value, len(amounts))
