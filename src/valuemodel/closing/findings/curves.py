"""Bass's curves of regular use, one for each ceiling that a scenario proposes, or their refusal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from valuemodel import practice
from valuemodel.effects import publish
from valuemodel.practice import diffusion
from valuemodel.practice.diffusion import Bass, Refused
from valuemodel.programme import Programme

SEED = 20251001


def curves(levels: dict[date, float], people: int, programme: Programme) -> Iterator[practice.Curve]:
    """A curve for each ceiling (and the fitted one when growth is already slowing), over the programme's horizon.

    `levels` has the share of regular users by month; the mean before the start is what the curve rises from.
    """
    started = programme.started.replace(day=1)
    before = [level for month, level in levels.items() if month < started]
    base = float(np.mean(before)) if before else 0.0
    after = [level for month, level in sorted(levels.items()) if month >= started]
    scenarios: list[tuple[str, float | None]] = [(f"{one:.2f}", one) for one in practice.threshold("ceilings")]
    for name, ceiling in [("free", None), *scenarios]:
        found = diffusion.curve_of(after, base, people, ceiling) if after else Refused("too_short")
        if isinstance(found, Refused):
            yield practice.Curve(name, ceiling, reason=found.reason, before=publish.nearest(base, 2))
        else:
            yield _drawn(name, found, base, programme)


def _drawn(name: str, curve: Bass, base: float, programme: Programme) -> practice.Curve:
    time = np.arange(1, programme.horizon_months + 1)
    low, high = diffusion.band(curve, time, np.random.default_rng(SEED))
    level = curve.ceiling * diffusion.share_come(curve.p, curve.q, time)
    return practice.Curve(
        scenario=name, ceiling=publish.nearest(base + curve.ceiling, 2), p=publish.nearest(curve.p, 3),
        q=publish.nearest(curve.q, 3), peak_month=_after(programme.started, int(curve.peak)),
        before=publish.nearest(base, 2),
        months=tuple(_after(programme.started, month) for month in range(programme.horizon_months)),
        levels=_shares(base + level), low=_shares(base + low), high=_shares(base + high),
    )  # fmt: skip


def _after(start: date, months: int) -> date:
    count = start.year * 12 + start.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _shares(values: np.ndarray) -> tuple[float, ...]:
    return tuple(publish.nearest(float(min(max(one, 0.0), 1.0)), 3) for one in values)
