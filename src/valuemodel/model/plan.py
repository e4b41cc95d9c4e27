"""What a scenario moves in the plan to come, beside assumptions: accompaniment, pace of adoption, delay, early stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from valuemodel.errors import ValueModelError
from valuemodel.model.costs import CostTable
from valuemodel.model.formula_costs import PreparedCost
from valuemodel.programme import Programme

ACCOMPANIMENT, AHEAD, DELAY, STOP = "planned_accompaniment", "adoption_ahead", "delay_months", "stop_after_months"
KEYS = (AHEAD, ACCOMPANIMENT, DELAY, STOP)
"""Keys of overrides: a share of what is planned (1 = all), then whole months."""
CATEGORY = "accompaniment"
EXIT_CATEGORY = "run"


@dataclass(frozen=True)
class Plan:
    """How far the months after the closing (from `closed` on) are moved away from what is planned.

    `accompaniment`: the share of planned accompaniment costs that is kept. `ahead`: months by which adoption runs ahead
    of its plan (behind when negative). `delay`: months by which all that is to come comes later, in the same horizon.
    `stop`: months after the closing at which everything ends, with the `exit_costs` of the decision's option to stop.
    """

    closed: int
    accompaniment: float = 1.0
    ahead: int = 0
    delay: int = 0
    stop: int | None = None
    exit_costs: float = 0.0

    def row(self, months: np.ndarray) -> np.ndarray:
        """A row by month with its part to come moved: later by the delay, nothing from the stop on.

        >>> Plan(1, delay=1, stop=3).row(np.array([9.0, 1.0, 2.0, 3.0, 4.0]))
        array([9., 0., 1., 2., 0.])
        """
        past, ahead = months[: self.closed], months[self.closed :]
        later = np.concatenate([np.zeros(min(self.delay, len(ahead))), ahead])[: len(ahead)]
        if self.stop is not None:
            later = np.where(np.arange(len(later)) < self.stop, later, 0.0)
        return np.concatenate([past, later])

    def costs(self, table: CostTable) -> CostTable:
        """The cost table with its planned part moved; what stopping costs is paid once, in the month of the stop."""
        planned = {key: self._kept(key, self.row(row)) for key, row in table.planned.items()}
        actual = dict(table.actual)
        for row in [*planned.values(), *actual.values()][:1]:
            left = np.zeros(len(row))
            if self.stop is not None and self.closed + self.stop < len(row):
                left[self.closed + self.stop] = self.exit_costs
                actual[EXIT_CATEGORY] = actual.get(EXIT_CATEGORY, 0.0) + left
        return replace(table, planned=planned, actual=actual)

    def formula_cost(self, item: PreparedCost) -> PreparedCost:
        """A cost by formula with its months moved; one of accompaniment counts for the share that is kept."""
        return replace(item, profile=self._kept(item.cost.category, self.row(item.profile)))

    def _kept(self, category: str, row: np.ndarray) -> np.ndarray:
        share = self.accompaniment if category == CATEGORY else 1.0
        return np.concatenate([row[: self.closed], share * row[self.closed :]])


def plan_of(overrides: Mapping[str, float], programme: Programme, closed: int) -> Plan:
    """The plan as `overrides` move it; `plan_out_of_range` for a negative share or number of months."""
    for key in (ACCOMPANIMENT, DELAY, STOP):
        if overrides.get(key, 0.0) < 0:
            raise ValueModelError("plan_out_of_range", key, name=key)
    exits = programme.exit_costs
    stop = overrides.get(STOP)
    return Plan(
        closed,
        overrides.get(ACCOMPANIMENT, 1.0),
        round(overrides.get(AHEAD, 0.0)),
        round(overrides.get(DELAY, 0.0)),
        None if stop is None else round(stop),
        exits,
    )
