"""Communities: states, survival and relaunch, and the four pillars of which the score is never told alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from valuemodel import practice
from valuemodel.effects import publish
from valuemodel.practice import Figure, communities
from valuemodel.practice.adoption import survival

FEWEST = 5
"""Communities are animated by people: figures about fewer communities than this could point at one of them."""
PILLAR_ITEMS = {
    "goal": ("community_goal",),
    "benevolence": ("community_kindness", "community_empathy"),
    "animation": ("community_animation",),
}
DAYS_A_MONTH = 30.44


def of(table: pd.DataFrame, figures: Iterable[Figure], as_of: date) -> practice.Communities | None:
    """The communities together, or None with fewer than five of them."""
    seen = table[table["seen_on"].isna() | (table["seen_on"] <= pd.Timestamp(as_of))] if len(table) else table
    names = seen["community"].unique() if len(seen) else ()
    if len(names) < FEWEST:
        return None
    latest = seen.groupby("community", sort=True).last()
    states = {name: _state(row, as_of) for name, row in latest.iterrows()}
    goal = latest["goal"].fillna("").astype(str).str.strip() != ""
    animated = latest["animated"].fillna(False).astype(bool)
    both, alive = goal & animated, pd.Series(states) == "alive"
    told = _pillars(figures, latest)
    scored = communities.score({key: one for key, one in told.items() if one is not None})
    whole = all(one is not None for one in told.values())
    times, shares = _survival(latest, as_of)
    counted = pd.Series(states).value_counts().sort_index()
    score = [publish.nearest(scored.value, 2), publish.down(scored.low, 2), publish.up(scored.high, 2)]
    told_score = score if whole else [None, None, None]
    return practice.Communities(
        count=len(latest), states={str(state): int(n) for state, n in counted.items()},
        with_goal=int(goal.sum()), with_animator=int(animated.sum()), with_both=int(both.sum()),
        alive_with_both=int((both & alive.reindex(both.index)).sum()), relaunched=_relaunched(seen), pillars=told,
        score=told_score[0], score_low=told_score[1], score_high=told_score[2], weakest=scored.weakest if whole else "",
        survival_months=times, survival=shares,
    )  # fmt: skip


def _day(value: object) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[arg-type, call-overload]


def _state(row: pd.Series, as_of: date) -> str:
    """The state on the day of which the last upload tells, not later: silence after it is not known."""
    seen = _day(row["seen_on"])
    return communities.state(_day(row["last_active_on"]), min(seen, as_of) if seen else as_of)


def _relaunched(seen: pd.DataFrame) -> int:
    ordered = seen.sort_values("seen_on", kind="stable").groupby("community")
    return sum(
        communities.relaunched([_state(row, row["seen_on"].date()) for _, row in rows.iterrows()])
        for _, rows in ordered
        if rows["seen_on"].notna().all()
    )


def _pillars(figures: Iterable[Figure], latest: pd.DataFrame) -> dict[str, float | None]:
    """Each pillar 0..1: three from survey items of the last wave, contribution from contributors over members."""
    told = [one for one in figures if one.topic == "item" and one.group == "programme"]
    values: dict[str, float | None] = {}
    for pillar, wanted in PILLAR_ITEMS.items():
        found = [[one.value for one in told if one.key == item] for item in wanted]
        known = [series[-1] for series in found if series]
        values[pillar] = publish.nearest(float(np.mean(known)), 2) if len(known) == len(wanted) else None
    counted = latest[latest["members"].fillna(0).gt(0) & latest["contributors"].notna()]
    members = float(counted["members"].sum())
    contribution = float(counted["contributors"].sum()) / members if members else None
    values["contribution"] = None if contribution is None else publish.nearest(contribution, 2)
    return values


def _survival(latest: pd.DataFrame, as_of: date) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The share of communities still active by months of age (Kaplan and Meier)."""
    known = latest.dropna(subset=["created_on", "last_active_on"])
    if len(known) < FEWEST:
        return (), ()
    age = (known["last_active_on"] - known["created_on"]).dt.days.to_numpy(np.float64) / DAYS_A_MONTH
    dead = np.array([_state(row, as_of) == "dormant" for _, row in known.iterrows()])
    found = survival(np.maximum(np.round(age), 0.0), dead)
    return found.times, tuple(publish.nearest(one, 2) for one in found.share)
